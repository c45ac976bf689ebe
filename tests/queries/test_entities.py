"""Names find what they mean, and what stands around it."""

from __future__ import annotations

import pytest

from graph.errors import QueryError
from graph.ids import entity_id
from graph.store import GraphReader
from queries import entities
from queries.answer import suggest
from queries.catalog import Catalog
from queries.neighbourhood import among, nodes, quiet, telling
from queries.paths import paths

LAB = entity_id("Platform", "云岭碳纤维省实验室")
UNIVERSITY = entity_id("Institution", "云岭大学")
FIBRE = entity_id("Industry", "碳纤维")


@pytest.mark.parametrize(
    ("text", "first", "fit"),
    [
        ("碳纤维", "Industry:碳纤维", "name"),
        ("碳纤维产业", "Industry:碳纤维", "alias"),
        ("碳纤维产业链", "Industry:碳纤维", "inside"),
        ("云大", "Institution:云岭大学", "alias"),
        ("云岭碳纤维", "Platform:云岭碳纤维省实验室", "prefix"),
        ("碳纤维省", "Platform:云岭碳纤维省实验室", "prefix"),
        ("科学技术厅", "Institution:省科技厅", "part"),
        ("星光一号　卫星", "Technology:“星光一号”卫星", "name"),
        ("云岭高新技术产业开发区", "Park:云岭高新区", "alias"),
        ("云政发〔2021〕1号", "Document:云岭省科技创新规划", "alias"),
        ("云政发〔\uff12021〕\uff11号", "Document:云岭省科技创新规划", "alias"),
        ("极端装置", "Platform:极端条件实验装置", "words"),
        ("平台:云岭超导创新中心", "Platform:云岭超导创新中心", "name"),
    ],
)
def test_a_text_finds_what_it_means(graph: GraphReader, text: str, first: str, fit: str) -> None:
    hit = entities.search(graph, text, 5)[0]
    assert (hit.address, hit.fit) == (first, fit)


def test_hits_are_ranked_and_bounded(graph: GraphReader) -> None:
    hits = entities.search(graph, "碳纤维", 3)
    assert [hit.name for hit in hits] == ["碳纤维", "云岭碳纤维省实验室", "云岭高新区碳纤维产业园"]
    assert len(hits) == 3
    assert hits[0].mentions > hits[1].mentions
    assert hits == entities.search(graph, "碳纤维", 3)
    assert {hit.label for hit in entities.search(graph, "碳纤维", labels=["Park"])} == {"Park"}
    assert entities.search(graph, "深海采矿船") == ()
    assert entities.search(graph, "“”") == ()


def test_a_name_that_fits_several_things_is_told_with_how_to_choose(graph: GraphReader) -> None:
    assert entities.resolve(graph, "云大").id == UNIVERSITY
    assert entities.resolve(graph, "碳纤维产业链", labels=["Industry"]).id == FIBRE
    assert entities.resolve(graph, "极端条件").name == "极端条件实验装置"
    with pytest.raises(QueryError, match=r"“超导”可以指几样东西：.*Platform:云岭超导创新中心.*请写成 标签:名称"):
        entities.resolve(graph, "超导")
    with pytest.raises(QueryError, match="图谱里没有“深海采矿船”"):
        entities.resolve(graph, "深海采矿船")
    with pytest.raises(QueryError, match="名称是空的"):
        entities.resolve(graph, " ")
    with pytest.raises(QueryError, match="不在可选的类型"):
        entities.resolve(graph, "园区:云岭高新区", labels=["Platform"])


def test_get_knows_identifiers_of_every_label(graph: GraphReader) -> None:
    plan = entity_id("Document", "云岭省科技创新规划")
    found = nodes(graph, [FIBRE, "nothing", plan, f"{plan}#2.1", LAB])
    assert [(node.label, node.name) for node in found] == [
        ("Industry", "碳纤维"),
        ("Document", "云岭省科技创新规划"),
        ("Measure", "2.1 建设省实验室"),
        ("Platform", "云岭碳纤维省实验室"),
    ]
    assert "text" not in found[1].properties
    assert entities.get(graph, FIBRE).name == "碳纤维"
    with pytest.raises(QueryError, match="没有标识为“nothing”的节点"):
        entities.get(graph, "nothing")


def test_a_neighbourhood_keeps_every_sighting(graph: GraphReader) -> None:
    around = entities.neighbourhood(graph, [LAB])
    facts = [(edge.type, around.subgraph.node(edge.source).name) for edge in around.subgraph.edges]
    assert facts == [
        ("RELIES_ON", "云岭碳纤维省实验室"),
        ("SERVES", "云岭碳纤维省实验室"),
        ("SERVES", "云岭碳纤维省实验室"),
        ("SUPPORTS", "2.1 建设省实验室"),
    ]
    assert around.complete
    assert all(edge.properties["evidence"] for edge in around.subgraph.edges)


def test_a_cap_takes_the_most_telling_and_counts_the_rest(graph: GraphReader) -> None:
    around = entities.neighbourhood(graph, [LAB], limit=2)
    assert {edge.type for edge in around.subgraph.edges} == {"SERVES", "RELIES_ON"}
    assert around.omitted == 1
    assert not around.complete


def test_a_neighbourhood_goes_as_far_and_wide_as_asked(graph: GraphReader) -> None:
    far = entities.neighbourhood(graph, [LAB], 2)
    assert "省科技厅" in {node.name for node in far.subgraph.nodes}
    serving = entities.neighbourhood(graph, [FIBRE], types=["SERVES"])
    assert {node.label for node in serving.subgraph.nodes} == {"Industry", "Platform", "Park"}
    platforms = entities.neighbourhood(graph, [FIBRE], labels=["Platform"])
    assert {node.name for node in platforms.subgraph.nodes} == {"碳纤维", "云岭碳纤维省实验室"}
    assert entities.neighbourhood(graph, ["nothing"]).subgraph.nodes == ()


def test_what_is_only_mentioned_still_shows_where(graph: GraphReader) -> None:
    centre = entity_id("Institution", "联合研究中心")
    around = entities.neighbourhood(graph, [centre])
    assert [edge.type for edge in around.subgraph.edges] == ["MENTIONS"]


def test_edges_among_chosen_nodes(graph: GraphReader) -> None:
    piece = among(graph, [LAB, UNIVERSITY, FIBRE])
    assert [edge.type for edge in piece.edges] == ["RELIES_ON", "SERVES", "SERVES"]


def test_paths_join_two_things(graph: GraphReader) -> None:
    city = entity_id("Region", "云岭市")
    found = paths(graph, UNIVERSITY, FIBRE)
    assert [[node.name for node in path.nodes] for path in found] == [["云岭大学", "云岭碳纤维省实验室", "碳纤维"]]
    assert [len(step) for step in found[0].steps] == [1, 2]
    assert 0 < found[0].strength < 1
    assert len(found[0].subgraph.edges) == 3
    assert paths(graph, UNIVERSITY, city)[0].length == 2
    assert paths(graph, FIBRE, FIBRE) == ()
    assert paths(graph, UNIVERSITY, entity_id("Institution", "联合研究中心")) == ()
    with pytest.raises(QueryError, match="1 到 6 步"):
        paths(graph, UNIVERSITY, city, longest=9)


def test_suggestions_come_from_the_graph(graph: GraphReader, catalog: Catalog) -> None:
    industry = catalog.get("platforms_serving_industry").parameters[0]
    assert suggest(graph, industry)[0] == "碳纤维"
    assert suggest(graph, industry, "超导") == ("超导材料",)
    year, kind, _ = catalog.get("targets_by_year").parameters
    assert suggest(graph, year) == ("2025", "2020")
    assert suggest(graph, kind, "基") == ("基数",)
    assert suggest(graph, catalog.get("most_charged_institutions").parameters[0]) == ()


def test_every_relation_has_its_rank() -> None:
    from graph.ontology import Ontology

    assert {*telling(), *quiet()} == set(Ontology.load().relations)
