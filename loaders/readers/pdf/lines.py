"""Stretches of text on one height become lines of print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.item import CELL
from loaders.readers.pdf.strokes import Stretch

_FORMS = PatternFile(PATTERNS / "print.yml")
# A blank of so many letters parts what stands on one line; one narrower than this parts nothing.
_APART, _TOUCH = 2.0, 0.15
# Marks are so much smaller than the letters beside them, stand so much higher, and are no longer than this.
_SMALL, _RAISED, _SIGN = 0.8, 0.1, 4
_POWERS = str.maketrans("0123456789+-\u2212n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")


@dataclass(slots=True)
class Line:
    """A line of print: the stretches it is made of, from left to right, and the column it stands in.

    ``flow`` is the number of columns there and the number of this one, from the left.
    """

    text: str
    pieces: list[Stretch]
    size: float
    top: float
    bottom: float
    page: int
    flow: tuple[int, int] = (1, 0)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.pieces[0].left

    @property
    def middle(self) -> float:
        """The height on the page."""
        return (self.top + self.bottom) / 2

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.pieces[-1].right


def lines(stretches: Iterable[Stretch], page: int, flow: tuple[int, int] = (1, 0)) -> list[Line]:
    """Stretches of one height put together, from top to bottom."""
    rows: list[list[Stretch]] = []
    for item in sorted(stretches, key=lambda item: (item.base, item.lefts[0])):
        row = rows[-1] if rows else []
        near = row and item.base - row[0].base < 0.5 * max(item.size, row[0].size)
        if near or (row and all(_hangs_over(mark, item) for mark in row)):
            row.append(item)
        else:
            rows.append([item])
    return [line(row, page, flow) for row in rows]


def _hangs_over(mark: Stretch, item: Stretch) -> bool:
    """Whether a small sign stands at the upper edge of a line that follows it: a power, the number of a note."""
    return (
        mark.size < _SMALL * item.size
        and len(mark.text) <= _SIGN
        and mark.bottom > item.top + 0.2 * item.size
        and item.left - item.size < mark.left < item.right + item.size
    )


def line(row: list[Stretch], page: int, flow: tuple[int, int] = (1, 0)) -> Line:
    """One line of stretches that stand beside each other."""
    if len(row) == 1:
        item = row[0]
        return Line(item.text, row, item.size, item.top, item.bottom, page, flow)
    row.sort(key=lambda item: item.lefts[0])
    large = max(row, key=lambda item: item.size)
    text = row[0].text
    for before, item in pairwise(row):
        text = _joined(text, before, item, large)
    return Line(text, row, large.size, large.top, large.bottom, page, flow)


def _joined(text: str, before: Stretch, item: Stretch, large: Stretch) -> str:
    blank = item.left - before.right
    if item.size < _SMALL * large.size and large.base - item.base > _RAISED * large.size and blank < large.size:
        return text + _raised(text, item.text)
    # Letters of a letterhead stand wide apart; what is longer and stands apart is another thing: a menu, a column.
    apart = blank > _APART * item.size and min(len(before.text), len(item.text)) > 1
    if apart and not _FORMS.compiled("label").fullmatch(text):
        return text + CELL + item.text
    return text + (" " if blank > _TOUCH * item.size else "") + item.text


def _raised(text: str, mark: str) -> str:
    """A power behind a unit, nothing for the number of a note, else what it is."""
    if _FORMS.compiled("power").fullmatch(mark) and _FORMS.compiled("unit").search(text):
        return mark.translate(_POWERS)
    return "" if _FORMS.compiled("note_mark").fullmatch(mark) else mark


def unit(text: str) -> float:
    """How many letters wide the beginning of a text is that could not stay on the line before it."""
    match = _FORMS.compiled("unbroken").match(text)
    return sum(1.0 if character >= "\u2000" else 0.55 for character in match.group()) if match else 1.0


def glue(above: str, below: str) -> str:
    """What stands between two lines that are joined: a blank between Latin words, nothing in Chinese."""
    latin = above[-1:].isascii() and above[-1:].isalnum() and below[:1].isascii() and below[:1].isalpha()
    return " " if latin else ""
