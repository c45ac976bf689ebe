"""What stands on a line: the relation's name and the numbers of the sources that say so."""

from __future__ import annotations

from dataclasses import dataclass

from diagrams.cards import LEADING, Line
from diagrams.figure import Fact, Figure, by_number, circled
from diagrams.fonts import Typeface
from diagrams.terms import Terms

WORD, MARK = 12.0, 10.5
_PAD, _GAP = 4.0, 3.0
# More passages than these are told by the numbers of their documents alone; the sources list them all.
_PASSAGES = 2


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a line: its size, and its lines from its upper left corner."""

    width: float
    height: float
    lines: tuple[Line, ...]


def label(figure: Figure, fact: Fact, *, typeface: Typeface) -> Label:
    """Set the label of a fact: its Chinese name, then ``①2.3.14`` for every passage that says so."""
    word = Terms.load().relation(fact.type)
    typeface.check(word, where=f"the relation {fact.type}")
    height = round(WORD * LEADING) + 2
    lines = [Line(word, _PAD, height / 2, WORD, typeface.width(word, WORD, bold=True), bold=True)]
    mark = marks(figure, fact)
    if mark:
        typeface.check(mark, where=f"the passage {mark}")
        x = _PAD + lines[0].width + _GAP
        lines.append(Line(mark, x, height / 2, MARK, typeface.width(mark, MARK), quiet=True))
    return Label(round(lines[-1].x + lines[-1].width + _PAD), height, tuple(lines))


def marks(figure: Figure, fact: Fact) -> str:
    """The numbers of the sources of a fact, with the paths of the passages where there is room.

    A path that one of the fact's ends is itself named by is not said again.
    """
    numbers = figure.numbers()
    passages = [(numbers[document], path) for document, path in fact.passages if document in numbers]
    if len(passages) > _PASSAGES:
        return "".join(circled(number) for number in sorted({number for number, _ in passages}))
    named = {
        str(node.properties.get("path"))
        for node in figure.subgraph.nodes
        if node.label == "Measure" and node.id in (fact.source, fact.target)
    }
    ordered = sorted(passages, key=lambda passage: (passage[0], by_number(passage[1])))
    return " ".join(circled(number) + ("" if path in named else path) for number, path in ordered)
