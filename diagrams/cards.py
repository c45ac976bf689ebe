"""What stands in a node's box: its tag, its name over some lines, and the size that all of it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from diagrams.fonts import Typeface, printable
from diagrams.shapes import inset
from diagrams.style import NodeStyle, Style
from diagrams.wrapping import shorten, wrap
from graph.subgraph import Node

NAME, SMALL = 14.0, 11.0
LEADING = 1.36
CHIP = 10.5
_PAD_X, _PAD_Y, _GAP = 10.0, 8.0, 8.0
_WIDEST = 220.0
_END, _TALLEST = 8.0, 112.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: where its left end and its middle lie, its size and its weight."""

    text: str
    x: float
    y: float
    size: float
    width: float
    bold: bool = False
    quiet: bool = False

    def moved(self, dx: float, dy: float) -> Line:
        """The same line elsewhere."""
        return Line(self.text, self.x + dx, self.y + dy, self.size, self.width, self.bold, self.quiet)


@dataclass(frozen=True, slots=True)
class Card:
    """A node's box: its size, its look, the middle of its tag and its lines, all from its upper left corner."""

    node: Node
    style: NodeStyle
    width: float
    height: float
    chip: tuple[float, float]
    lines: tuple[Line, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """A paragraph of a box before it is broken into lines."""

    text: str
    size: float = NAME
    bold: bool = False
    quiet: bool = False


def card(node: Node, *, wide: float, style: Style, typeface: Typeface, ends: int = 0, strong: bool = False) -> Card:
    """Set the box of a node with lines of at most ``wide`` pixels.

    ``ends`` is how many lines one of its sides may have to take: a hub is tall enough to keep them apart.
    Raise ExportError for a character without glyph.
    """
    look = style.node(node.label)
    lines: list[Line] = []
    y = 0.0
    paragraphs = _paragraphs(node, strong, style)
    # what is small, such as a document's number, stays in one line where that makes no giant of the box
    small = max((typeface.width(words.text, words.size) for words in paragraphs if words.quiet), default=0.0)
    wide = max(wide, min(small, _WIDEST))
    for words in paragraphs:
        typeface.check(words.text, where=f"the name “{words.text}”")

        def width(text: str, words: _Words = words) -> float:
            return typeface.width(text, words.size, bold=words.bold)

        for text in wrap(words.text, wide, width=width, rules=style.wrapping):
            pitch = words.size * LEADING
            lines.append(Line(text, 0, y + pitch / 2, words.size, width(text), words.bold, words.quiet))
            y += pitch
    height = max(y + 2 * _PAD_Y, 2 * CHIP + 2 * _PAD_Y, min(ends * _END + 2 * _PAD_Y, _TALLEST))
    left, right = inset(look.shape, height)
    text_width = max(line.width for line in lines)
    text_x = left + _PAD_X + 2 * CHIP + _GAP
    top = (height - y) / 2
    return Card(
        node=node,
        style=look,
        width=round(text_x + text_width + _PAD_X + right + 2),
        height=round(height),
        chip=(left + _PAD_X + CHIP, height / 2),
        lines=tuple(line.moved(text_x, top) for line in lines),
        strong=strong,
    )


def _paragraphs(node: Node, strong: bool, style: Style) -> list[_Words]:
    """What a box says: a measure its path and heading, a target its aim, a document its title and number."""
    said = node.properties
    if node.label == "Measure" and said.get("path"):
        heading = _shown(said.get("title"), style) or _shown(node.name, style)
        found = [_Words(_shown(said["path"], style), 12.0, bold=True), _Words(heading, bold=strong)]
    elif node.label == "Target" and said.get("indicator"):
        found = [_Words(_shown(said["indicator"], style), bold=strong), *_aim(said, style)]
    elif node.label == "Document":
        title = _shown(node.name, style)
        found = [_Words(title if title.startswith("《") else f"《{title}》", bold=strong)]
        under = "　".join(filter(None, (_shown(said.get("number"), style), _shown(said.get("date"), style))))
        found.append(_Words(under, SMALL, quiet=True))
    else:
        found = [_Words(_shown(node.name, style), bold=strong)]
    kept = [words for words in found if words.text]
    return kept or [_Words(_shown(node.id, style) or "—")]


def _aim(said: Any, style: Style) -> list[_Words]:
    figure = said.get("figure") or said.get("value")
    sign = style.comparators.get(str(said.get("comparator") or ""), "")
    amount = " ".join(filter(None, (sign, _shown(figure, style), _shown(said.get("unit"), style))))
    year = str(said.get("year") or "")
    when = style.year.format(year=year) if year.isdecimal() else year
    kind = style.target_kinds.get(str(said.get("kind") or ""), "")
    under = "　".join(filter(None, (_shown(when, style), kind)))
    return [_Words(amount, 15.0, bold=True), _Words(under, SMALL, quiet=True)]


def _shown(value: object, style: Style) -> str:
    return shorten(printable(str(value if value is not None else "")), style.wrapping.longest)
