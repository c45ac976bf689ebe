"""What the canvas is told, and that its bundle is whole, found, and quiet."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from streamlit.components.v2.manifest_scanner import scan_component_manifests

from explorer.canvas import Picture, lines
from explorer.canvas.component import BUNDLE, NAME
from graph.ontology import Ontology
from graph.subgraph import Edge, Node, Subgraph

ROOT = Path(__file__).parents[2]
GRAPH = Subgraph.of(
    [
        Node("a", "Platform", {"name": "实验室"}),
        Node("b", "Industry", {"name": "碳纤维"}),
        Node("c", "Park", {"name": "谷"}),
    ],
    [
        Edge("1", "SERVES", "a", "b", {"evidence": "一处。"}),
        Edge("2", "SERVES", "a", "b", {"evidence": "又一处。"}),
        Edge("3", "PARTNERS_WITH", "a", "c"),
    ],
)


def data(picture: Picture) -> dict[str, object]:
    return picture.data(look={}, texts={}, ontology=Ontology.load())


def test_a_fact_seen_twice_is_one_line_with_its_count() -> None:
    told = {line["kind"]: line for line in data(Picture("a", GRAPH))["lines"]}  # type: ignore[attr-defined]
    assert (told["SERVES"]["count"], told["SERVES"]["symmetric"]) == (2, False)
    assert (told["PARTNERS_WITH"]["count"], told["PARTNERS_WITH"]["symmetric"]) == (1, True)
    assert [edge.id for line in lines(GRAPH.edges) if line.type == "SERVES" for edge in line.edges] == ["1", "2"]


def test_equal_graphs_give_equal_pictures() -> None:
    other_way_round = Subgraph.of(reversed(GRAPH.nodes), reversed(GRAPH.edges))
    assert data(Picture("a", GRAPH)) == data(Picture("a", other_way_round))


def test_what_the_legend_hides_is_not_taken_away() -> None:
    seen = Picture("a", GRAPH, off_labels=("Industry",), off_types=("PARTNERS_WITH",)).visible()
    assert [node.id for node in seen.nodes] == ["a", "c"]
    assert seen.edges == ()


def test_the_bundle_is_one_script_and_one_stylesheet_with_the_licences_beside_them() -> None:
    assert len(list(BUNDLE.glob("canvas-*.js"))) == len(list(BUNDLE.glob("canvas-*.css"))) == 1
    licences = (BUNDLE / "LICENSES.txt").read_text(encoding="utf-8")
    for package in ("cytoscape", "cytoscape-fcose", "cose-base", "layout-base"):
        assert re.search(rf"^{package} [\d.]+ \(MIT\)$", licences, re.MULTILINE)


def test_the_bundle_names_no_address_to_fetch_from() -> None:
    for path in BUNDLE.glob("canvas-*"):
        addresses = set(re.findall(r"https?://[\w./-]+", path.read_text(encoding="utf-8")))
        assert {
            address for address in addresses if "www.w3.org" not in address and "github.com" not in address
        } == set()


def test_streamlit_finds_the_installed_canvas_and_the_wheel_says_the_same() -> None:
    found = [root / part.asset_dir for manifest, root in scan_component_manifests() for part in manifest.components
             if f"{manifest.name}.{part.name}" == NAME and part.asset_dir]  # fmt: skip
    assert BUNDLE in found
    inside, outside = (
        tomllib.loads(path.read_text(encoding="utf-8"))
        for path in (ROOT / "explorer" / "canvas" / "pyproject.toml", ROOT / "pyproject.toml")
    )
    assert inside["tool"]["streamlit"] == outside["tool"]["streamlit"]
    assert inside["project"]["name"] == outside["project"]["name"]
