"""The look of types: told three times over, readable on screen, in grey and by every eye."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagrams.style import Style
from graph.errors import ExportError
from graph.ontology import Ontology

STYLE = Style.load()


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_type_of_the_ontology_has_a_look() -> None:
    ontology = Ontology.load()
    assert set(STYLE.nodes) == set(ontology.nodes)
    assert set(STYLE.relations) == set(ontology.relations)


def test_node_types_differ_in_shape_and_tag_and_not_by_colour_alone() -> None:
    looks = list(STYLE.nodes.values())
    for told in ("shape", "tag", "stroke", "rank"):
        assert len({getattr(look, told) for look in looks}) == len(looks), told


@pytest.mark.parametrize("label", sorted(STYLE.nodes))
def test_names_and_tags_are_readable(label: str) -> None:
    look = STYLE.nodes[label]
    assert contrast(look.text, look.fill) >= 7
    assert contrast(look.stroke, "#FFFFFF") >= 4.5


@pytest.mark.parametrize("kind", sorted(STYLE.relations))
def test_the_words_on_lines_are_readable(kind: str) -> None:
    assert contrast(STYLE.relations[kind].stroke, STYLE.sheet.paper) >= 4.5


def test_relations_of_one_colour_differ_in_dash_or_width() -> None:
    looks = [(look.stroke, look.dash, look.width) for look in STYLE.relations.values()]
    assert len(set(looks)) == len(looks)


def test_a_broken_style_is_told_by_what_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "style.yml"
    file.write_text("nodes: {}\n", encoding="utf-8")
    with pytest.raises(ExportError, match=r"style\.yml is not a sound style \('wrapping'\)"):
        Style.load(file)
