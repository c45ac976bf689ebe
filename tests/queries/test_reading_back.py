"""From a fact back to its words, and from the graph to its sums."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.bolt import BoltStore
from graph.errors import QueryError
from graph.ids import entity_id
from graph.store import GraphReader
from graph.subgraph import Edge, Node, Subgraph
from queries import evidence, network, overview
from queries.catalog import Catalog
from queries.entities import neighbourhood
from queries.rows import Sheet, generate_csv, generate_table
from tests.queries.province import plan

PLAN = entity_id("Document", "云岭省科技创新规划")


def test_a_row_opens_its_sentence_in_its_place(graph: GraphReader, catalog: Catalog) -> None:
    row = catalog.run(graph, "platforms_serving_industry", {"industry": "碳纤维"}).rows[0]
    passage = evidence.of(graph, row["document_id"], row["start"], row["end"], around=20)
    assert passage.marked == row["evidence"]
    assert [str(heading) for heading in passage.headings] == ["2 平台", "2.1 建设省实验室"]
    assert passage.citation == "《云岭省科技创新规划》（云政发〔2021〕1号） 2.1 建设省实验室"
    assert (passage.before, passage.cut_before) == ("2.1 建设省实验室\n", False)
    assert (passage.after, passage.cut_after) == ("支持“星光一号”卫星研制。（省科技厅牵头", True)
    assert passage.measure == row["measure"]


def test_words_before_the_first_heading_have_no_measure(graph: GraphReader) -> None:
    passage = evidence.of(graph, PLAN, 0, 9)
    assert (passage.marked, passage.headings, passage.measure) == ("云岭省科技创新规划", (), "")


def test_an_edge_opens_its_sentence(graph: GraphReader) -> None:
    around = neighbourhood(graph, [entity_id("Platform", "云岭碳纤维省实验室")]).subgraph
    for edge in around.edges:
        assert evidence.behind(graph, edge).marked == edge.properties["evidence"]
    with pytest.raises(QueryError, match="没有出处"):
        evidence.behind(graph, Edge("e", "SERVES", "a", "b"))


def test_a_place_that_is_not_there_is_told(graph: GraphReader) -> None:
    with pytest.raises(QueryError, match="没有文件“nothing”的正文"):
        evidence.of(graph, "nothing", 0, 1)
    with pytest.raises(QueryError, match="请重新载入文件"):
        evidence.of(graph, PLAN, 0, 10_000)


def test_a_sentence_of_a_source_with_pages_tells_its_page(graph: BoltStore, catalog: Catalog) -> None:
    whole = plan().batch()
    text = whole.document.text
    paged = replace(whole.document, pages=(0, text.index("2 平台"), text.index("2 平台"), text.index("面向碳纤维")))
    graph.replace(replace(whole, document=paged))
    try:
        answer = catalog.run(graph, "platforms_serving_industry", {"industry": "碳纤维"})
        assert answer.columns[-1].name == "page"
        found = {row["document"]: row["page"] for row in answer.rows}
        assert found == {"云岭省科技创新规划（云政发〔2021〕1号）": 3, "云岭市碳纤维工作通知": ""}
        row = next(row for row in answer.rows if row["page"])
        passage = evidence.of(graph, row["document_id"], row["start"], row["end"])
        assert passage.page == 3
        assert passage.citation == "《云岭省科技创新规划》（云政发〔2021〕1号） 2.1 建设省实验室，第 3 页"
        assert "页" in next(generate_table(Sheet.of(answer)))
        assert next(generate_csv(Sheet.of(answer))).endswith(",page")
    finally:
        graph.replace(whole)
    assert evidence.of(graph, PLAN, 0, 9).page == 0


def test_documents_are_counted(graph: GraphReader) -> None:
    counted = overview.documents(graph)
    assert [document.title for document in counted] == [
        "云岭市碳纤维工作通知",
        "云岭省创新生态实施方案",
        "云岭省科技创新规划",
    ]
    oldest, batch = counted[-1], plan().batch()
    assert (oldest.number, oldest.date, oldest.level) == ("云政发〔2021〕1号", "2021-03-01", "省")
    assert (oldest.measures, oldest.targets) == (len(batch.measures), 3)
    assert oldest.entities == len(batch.entities)
    assert oldest.facts == sum(len(relation.evidence) for relation in batch.relations) + 3
    assert oldest.characters == len(batch.document.text)


def test_coverage_names_the_sentences_that_say_nothing(graph: GraphReader) -> None:
    notice = entity_id("Document", "云岭市碳纤维工作通知")
    covered = overview.coverage(graph, notice)
    assert (covered.sentences, covered.telling) == (4, 3)
    assert covered.share == 0.75
    assert [sentence.text for sentence in covered.silent] == ["云岭市碳纤维工作通知"]
    with pytest.raises(QueryError, match="正文"):
        overview.coverage(graph, "nothing")


def test_sentences_keep_their_offsets() -> None:
    text = "一、总体要求\n  坚持创新驱动发展。（责任单位：省科技厅。）\n短。\n支持企业牵头组建联合体；推动成果转化"
    found = list(overview.sentences(text))
    assert [sentence.text for sentence in found] == [
        "一、总体要求",
        "坚持创新驱动发展。",
        "（责任单位：省科技厅。）",
        "支持企业牵头组建联合体；",
        "推动成果转化",
    ]
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)


def star() -> Subgraph:
    nodes = [Node(each, "Institution", {"name": each}) for each in "甲乙丙丁戊"]
    edges = [
        Edge(f"{end}{document}", "PARTNERS_WITH", "甲", end, {"document": document})
        for end, document in [("乙", "一"), ("乙", "二"), ("丙", "一"), ("丁", "一")]
    ]
    return Subgraph.of(nodes, edges)


def test_who_stands_in_the_middle() -> None:
    first, *others = network.standings(star())
    assert (first.node.id, first.degree, first.facts, first.documents) == ("甲", 3, 3, 2)
    assert first.betweenness == pytest.approx(0.5)
    assert [standing.betweenness for standing in others] == [0.0] * 4
    assert network.components(star()) == (("丁", "丙", "乙", "甲"), ("戊",))
    assert network.standings(Subgraph()) == ()
