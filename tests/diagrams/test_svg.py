"""The SVG: well formed whatever a name holds, the same bytes every time, and complete."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagrams.figure import Figure
from diagrams.fonts import Typeface, printable
from diagrams.page import compose
from diagrams.svg import svg
from graph.errors import ExportError
from graph.subgraph import Edge, Node, Subgraph
from tests.diagrams.graphs import carbon_fibre

SVG = "{http://www.w3.org/2000/svg}"
GOLDEN = Path(__file__).with_name("carbon-fibre.svg.txt")

HOSTILE = [
    "<script>alert(1)</script>",
    "\"双引号\" & '单引号'",
    "]]><!-- 注释 -->",
    "换行\n制表\t回车\r",
    "控制\x00\x08字符",
    "{{ 花括号 }} %s \\",
    "‮反向‬",
    "   ",
]


def drawn(figure: Figure) -> ET.Element:
    return ET.fromstring(svg(compose(figure), fonts=False).encode("utf-8"))


def texts(root: ET.Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def one_node(name: str) -> Figure:
    return Figure(Subgraph.of([Node("n", "Institution", {"name": name})], []), name)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(name: str) -> None:
    root = drawn(one_node(name))
    allowed = {"svg", "g", "path", "rect", "circle", "text", "title", "desc", "polygon"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= allowed
    assert all(not key.startswith("on") for element in root.iter() for key in element.attrib)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=30))
def test_any_name_is_drawn_well_formed_or_refused_by_name(name: str) -> None:
    figure = one_node(name)
    if Typeface.packaged().lacking(printable(name)):
        with pytest.raises(ExportError, match="has no glyph"):
            compose(figure)
    else:
        assert drawn(figure).tag == f"{SVG}svg"


def test_an_unknown_character_is_refused_with_the_name_it_stands_in() -> None:
    with pytest.raises(ExportError, match=r"U\+1F409"):
        compose(one_node("东方🐉集团"))


def test_every_name_every_fact_and_every_sentence_is_in_the_figure() -> None:
    figure = carbon_fibre(15)
    root = drawn(figure)
    told = [element.text or "" for element in root.iter(f"{SVG}title")]
    for node in figure.subgraph.nodes:
        assert any(node.name in text for text in told), node.name
    for edge in figure.subgraph.edges:
        assert any(edge.properties["evidence"] in text for text in told)
    assert len([text for text in told if "→" in text]) == len(figure.facts())
    assert {element.get("data-id") for element in root.iter(f"{SVG}g")} >= {node.id for node in figure.subgraph.nodes}


def test_the_figure_carries_its_letters_and_names_those_that_office_has() -> None:
    text = svg(compose(carbon_fibre(5)))
    root = ET.fromstring(text.encode("utf-8"))
    families = root.get("font-family") or ""
    assert families.startswith("'Microsoft YaHei'")
    assert "'Innograph Sans SC'" in families
    assert text.count("@font-face") == 2
    assert text.count("data:font/woff2;base64,") == 2
    assert not re.search(r'(href|src)="?(https?:|file:|//)', text)


def test_the_same_figure_gives_the_same_bytes() -> None:
    assert svg(compose(carbon_fibre(15))) == svg(compose(carbon_fibre(15)))


def test_a_measure_shows_its_path_a_target_its_aim_and_a_document_its_number() -> None:
    found = texts(drawn(carbon_fibre(15)))
    assert "2.3.14" in found
    assert "≥ 20 万吨" in found
    assert any("吉政办发〔2021〕45号　2021-09" in text for text in found)


def test_a_fact_that_is_seen_twice_is_drawn_once_with_both_numbers() -> None:
    found = texts(drawn(carbon_fibre(5)))
    assert found.count("服务") == 2  # the line, and the legend
    assert "①2.3.14 ②4.2.3" in found


def test_an_unknown_type_is_drawn_under_its_own_name() -> None:
    nodes = [Node("a", "Satellite", {"name": "甲"}), Node("b", "Park", {"name": "乙"})]
    found = texts(drawn(Figure(Subgraph.of(nodes, [Edge("e", "ORBITS", "a", "b")]), "图")))
    assert {"Satellite", "ORBITS"} <= set(found)


def structure(root: ET.Element) -> str:
    """The figure without its coordinates: every element, what it says, and its colours."""
    lines = []

    def walk(element: ET.Element, depth: int) -> None:
        kept = {key: element.get(key) for key in ("fill", "stroke", "stroke-dasharray", "data-id") if element.get(key)}
        said = " ".join(f"{key}={value}" for key, value in kept.items())
        text = (element.text or "").strip().replace("\n", " / ")
        lines.append(f"{'  ' * depth}{element.tag.removeprefix(SVG)} {said} {text}".rstrip())
        for child in element:
            walk(child, depth + 1)

    walk(root, 0)
    return "\n".join(lines) + "\n"


def test_the_structure_of_a_small_figure_is_as_it_was_approved() -> None:
    """To approve another one, look at the figure, then write ``structure`` to the golden file."""
    assert structure(drawn(carbon_fibre(5))) == GOLDEN.read_text(encoding="utf-8")
