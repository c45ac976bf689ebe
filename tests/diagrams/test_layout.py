"""Where things lie: nothing overlaps, every name is inside its box, every line ends at its boxes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagrams.curves import inside, samples
from diagrams.figure import Figure
from diagrams.fonts import Typeface
from diagrams.layout import Layout, Place, lay_out
from diagrams.page import Page, compose
from diagrams.routes import Box
from diagrams.shapes import outline
from diagrams.style import Style
from graph.errors import ExportError
from graph.ontology import Ontology
from graph.subgraph import Edge, Node, Subgraph
from tests.diagrams.graphs import carbon_fibre, hub

SIZES = (5, 15, 30, 60)


def boxes(layout: Layout) -> list[Box]:
    cards = [Box(place.x, place.y, place.card.width, place.card.height) for place in layout.places]
    return cards + [Box(link.x, link.y, link.label.width, link.label.height) for link in layout.links]


def overlap(one: Box, two: Box) -> bool:
    wide = min(one.x + one.width, two.x + two.width) - max(one.x, two.x)
    high = min(one.y + one.height, two.y + two.height) - max(one.y, two.y)
    return wide > 0.5 and high > 0.5


def polygon(place: Place, slack: float = 0.0) -> tuple[tuple[float, float], ...]:
    card = place.card
    found = outline(card.style.shape, card.width + 2 * slack, card.height + 2 * slack).polygon(24)
    return tuple((x + place.x - slack, y + place.y - slack) for x, y in found)


def check(layout: Layout) -> None:
    for one, two in itertools.combinations(boxes(layout), 2):
        assert not overlap(one, two), (one, two)
    places = {place.card.node.id: place for place in layout.places}
    for place in layout.places:
        corners = polygon(place, slack=0.5)
        for line in place.card.lines:
            x, y = place.x + line.x, place.y + line.y
            ink = line.size * 0.42
            for corner in ((x, y - ink), (x + line.width, y - ink), (x, y + ink), (x + line.width, y + ink)):
                assert inside(corner, corners), (place.card.node.name, line.text)
    for link in layout.links:
        source, target = places[link.fact.source], places[link.fact.target]
        assert inside(link.arrows[0].tip, polygon(target, slack=1.5)), link.fact
        assert inside(link.curves[0][0][0] if len(link.arrows) == 1 else link.arrows[1].tip, polygon(source, slack=1.5))
        label = Box(link.x, link.y, link.label.width, link.label.height)
        assert label.holds(link.curves[0][-1][3], 1.5), link.fact
        assert label.holds(link.curves[1][0][0], 1.5), link.fact
        for line in link.label.lines:
            assert line.x >= 0
            assert line.x + line.width <= link.label.width + 0.5


def crossed(layout: Layout) -> list[tuple[str, str]]:
    """Every line that runs through a box or a label which is not its own."""
    found = []
    every = boxes(layout)
    for number, link in enumerate(layout.links):
        own = {number + len(layout.places)}
        own |= {
            at for at, place in enumerate(layout.places) if place.card.node.id in (link.fact.source, link.fact.target)
        }
        points = [point for curve in link.curves for point in samples(curve)]
        for at, box in enumerate(every):
            if at not in own and any(box.holds(point, -2) for point in points):
                met = layout.places[at].card.node.name if at < len(layout.places) else "label"
                found.append((link.fact.type, met))
    return found


@pytest.mark.parametrize("size", SIZES)
def test_lines_keep_clear_of_boxes_and_labels(size: int) -> None:
    assert crossed(lay_out(carbon_fibre(size), style=Style.load(), typeface=Typeface.packaged())) == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_overlaps_and_every_name_is_inside_its_box(size: int) -> None:
    figure = carbon_fibre(size)
    layout = lay_out(figure, style=Style.load(), typeface=Typeface.packaged())
    assert len(layout.places) == size
    assert len(layout.links) == len(figure.facts())
    check(layout)


def test_a_hub_shares_its_leaves_between_its_sides() -> None:
    layout = lay_out(hub(14), style=Style.load(), typeface=Typeface.packaged())
    (centre,) = [place for place in layout.places if place.card.node.label == "Industry"]
    left = [place for place in layout.places if place.x + place.card.width < centre.x]
    right = [place for place in layout.places if place.x > centre.x + centre.card.width]
    assert (len(left), len(right)) == (7, 7)
    check(layout)


def test_the_same_figure_lies_the_same_every_time() -> None:
    first, second = (lay_out(carbon_fibre(15), style=Style.load(), typeface=Typeface()) for _ in range(2))
    assert first == second


def within(page: Page) -> None:
    for line in page.lines:
        assert page.margin - 0.01 <= line.x
        assert line.x + line.width <= page.width - page.margin + 0.5
        assert 0 < line.y < page.height
    for one, two in itertools.combinations(page.lines, 2):
        wide = min(one.x + one.width, two.x + two.width) - max(one.x, two.x)
        assert wide <= 0.5 or abs(one.y - two.y) >= 0.45 * (one.size + two.size), (one.text, two.text)


@pytest.mark.parametrize("size", SIZES)
def test_title_legend_and_sources_stay_within_the_page_and_apart(size: int) -> None:
    page = compose(carbon_fibre(size))
    within(page)
    texts = [line.text for line in page.lines]
    assert "碳纤维产业链的创新平台、园区与举措" in texts
    assert any("2026-01-10" in text for text in texts)
    assert {"图例", "资料来源", "①", "②"} <= set(texts)


def test_the_legend_names_every_type_that_is_shown_and_no_other() -> None:
    figure = carbon_fibre(5)
    ontology = Ontology.load()
    shown = {ontology.nodes[node.label].zh for node in figure.subgraph.nodes}
    shown |= {ontology.relations[fact.type].zh for fact in figure.facts()}
    every = {item.zh for item in ontology.nodes.values()} | {item.zh for item in ontology.relations.values()}
    texts = {line.text for line in compose(figure).lines}
    assert texts & every == shown


def test_sources_name_number_date_and_the_passages_the_lines_rest_on() -> None:
    text = " ".join(line.text for line in compose(carbon_fibre(5)).lines)
    assert "《吉林省科技创新“十四五”规划》　吉政办发〔2021〕45号　2021-09　依据条目：2.3.14、3.1" in text


def test_a_crowded_figure_says_so() -> None:
    (note,) = compose(carbon_fibre(31)).notes
    assert note.startswith("本图有 31 个节点")
    assert compose(carbon_fibre(30)).notes == ()


def test_a_figure_that_nobody_can_read_is_refused() -> None:
    crowd = Figure(Subgraph.of([Node(f"n{number}", "Park") for number in range(201)], []), "图")
    with pytest.raises(ExportError, match="201 个节点的图无法看清"):
        compose(crowd)


def test_a_layout_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(ExportError, match=r"laying out 15 nodes takes longer than 0\.001 s"):
        lay_out(carbon_fibre(15), style=Style.load(), typeface=Typeface.packaged(), time_limit=0.001)


def test_a_figure_without_nodes_is_a_page_with_a_title() -> None:
    page = compose(Figure(Subgraph(), "空图"))
    assert [line.text for line in page.lines] == ["空图", "0 个节点　0 条关系"]


LABELS = sorted(Ontology.load().nodes)
TYPES = sorted(Ontology.load().relations)
NAME = st.text(alphabet="吉林省碳纤维国家重点实验室（）“”《》、PAN T800-&<>\"'", min_size=1, max_size=45)


@st.composite
def small_graphs(draw: st.DrawFn) -> Subgraph:
    """Any graph at all: circles, loops, several lines between two nodes, nodes alone, unknown types."""
    count = draw(st.integers(1, 8))
    nodes = [
        Node(f"n{number}", draw(st.sampled_from([*LABELS, "Unknown"])), {"name": draw(NAME)}) for number in range(count)
    ]
    ends = st.integers(0, count - 1)
    drawn = draw(st.lists(st.tuples(ends, ends, st.sampled_from([*TYPES, "UNKNOWN"])), max_size=12))
    edges = [
        Edge(f"e{number}", kind, f"n{head}", f"n{tail}", {"document": "d", "measure": "1.2", "evidence": "原文。"})
        for number, (head, tail, kind) in enumerate(drawn)
    ]
    return Subgraph.of(nodes, edges)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_graphs())
def test_any_small_graph_is_drawn_without_overlap(graph: Subgraph) -> None:
    page = compose(Figure.of(graph, title="任意图"))
    check(page.layout)
    within(page)
