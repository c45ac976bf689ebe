"""What a figure shows: facts once, mentions only where nothing else is said, sources in order."""

from __future__ import annotations

from typing import Any

import pytest

from diagrams.figure import Figure, Source, circled, facts
from diagrams.labels import marks
from graph.subgraph import Edge, Node, Subgraph
from tests.diagrams.graphs import carbon_fibre

LAB, CHAIN = Node("lab", "Platform", {"name": "吉林碳纤维省实验室"}), Node("chain", "Industry", {"name": "碳纤维"})
PLAN = Node("plan", "Document", {"title": "科技创新规划", "number": "吉政办发〔2021〕45号", "date": "2021-09"})
STEP = Node("step", "Measure", {"name": "2.3 攻关", "path": "2.3", "title": "攻关"})


def seen(key: str, kind: str, head: Node, tail: Node, **said: Any) -> Edge:
    return Edge(key, kind, head.id, tail.id, {"document": "plan", "measure": "2.3", "evidence": "原文。", **said})


def test_a_fact_that_is_said_twice_is_one_line_with_both_numbers() -> None:
    edges = [seen("a", "SERVES", LAB, CHAIN), seen("b", "SERVES", LAB, CHAIN, document="older", measure="4.10")]
    figure = Figure.of(Subgraph.of([LAB, CHAIN], edges), title="图", documents=[PLAN])
    (fact,) = figure.facts()
    assert fact.passages == (("older", "4.10"), ("plan", "2.3"))
    assert marks(figure, fact) == "①4.10 ②2.3"


def test_sources_are_numbered_by_date_and_know_their_titles() -> None:
    edges = [seen("a", "SERVES", LAB, CHAIN), seen("b", "SERVES", LAB, CHAIN, document="older")]
    figure = Figure.of(Subgraph.of([LAB, CHAIN], edges), title="图", documents=[PLAN])
    assert figure.sources == (
        Source("older", "older"),
        Source("plan", "科技创新规划", "吉政办发〔2021〕45号", "2021-09"),
    )


def test_a_measure_that_is_drawn_is_not_named_on_its_lines_again() -> None:
    figure = Figure.of(Subgraph.of([STEP, LAB], [seen("a", "SUPPORTS", STEP, LAB)]), title="图", documents=[PLAN])
    assert marks(figure, figure.facts()[0]) == "①"


def test_many_passages_are_told_by_their_documents_alone() -> None:
    edges = [seen(path, "SERVES", LAB, CHAIN, measure=path) for path in ("2.3", "2.4", "3.1")]
    figure = Figure.of(Subgraph.of([LAB, CHAIN], edges), title="图", documents=[PLAN])
    assert marks(figure, figure.facts()[0]) == "①"


def test_a_mention_is_drawn_only_where_nothing_else_joins_the_two() -> None:
    mention, other = seen("m", "MENTIONS", PLAN, LAB), seen("n", "MENTIONS", PLAN, CHAIN)
    focus = seen("f", "FOCUSES_ON", PLAN, CHAIN)
    found = facts(Subgraph.of([PLAN, LAB, CHAIN], [mention, other, focus]))
    assert [(fact.type, fact.target) for fact in found] == [("FOCUSES_ON", "chain"), ("MENTIONS", "lab")]


def test_a_relation_that_reads_both_ways_is_one_fact() -> None:
    one, two = Node("a", "Institution", {"name": "吉林大学"}), Node("b", "Institution", {"name": "一汽集团"})
    edges = [seen("x", "PARTNERS_WITH", two, one), seen("y", "PARTNERS_WITH", one, two, measure="3")]
    (fact,) = facts(Subgraph.of([one, two], edges))
    assert (fact.source, fact.target, len(fact.passages)) == ("a", "b", 2)


def test_the_order_of_nodes_and_edges_changes_nothing() -> None:
    graph = carbon_fibre(15).subgraph
    assert facts(graph) == facts(Subgraph.of(reversed(graph.nodes), reversed(graph.edges)))


@pytest.mark.parametrize(
    ("number", "mark"), [(1, "①"), (20, "⑳"), (21, "㉑"), (35, "㉟"), (36, "㊱"), (50, "㊿"), (51, "(51)")]
)
def test_numbers_are_circled(number: int, mark: str) -> None:
    assert circled(number) == mark
