"""The text of a table's cell: its lines joined where they were wrapped, parted where they stand below each other."""

from __future__ import annotations

from itertools import pairwise

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.item import CELL
from loaders.readers.pdf.lines import Line, glue, unit

_FORMS = PatternFile(PATTERNS / "print.yml")
# A line of a cell is full where so little is free behind it, and ends a paragraph where so much is, in letters, beside
# what could not have fitted in; cells have a blank at their edges.
_FULL, _ENDED, _PADDING = 1.0, 2.5, 0.5
# A name has four letters or more: below each other, 责任/单位 are one heading and two bodies are two names.
_NAME = 4
_PART = "；"


def is_full(line: Line, left: float, right: float) -> bool:
    """Whether the last line of a cell is filled to its edge."""
    return _free(line, left, right) < 1 + _FULL


def _free(line: Line, left: float, right: float) -> float:
    """How many letters more a line of a cell would hold: on both sides where it stands in the middle."""
    before, behind = line.left - left, right - line.right
    centred = before > line.size and abs(before - behind) < line.size
    return (before + behind - _PADDING * line.size if centred else behind) / line.size


def paragraphs(held: list[Line], left: float, right: float) -> list[str]:
    """The paragraphs in a cell between two edges: a line goes on in the next one unless much of it is free."""
    found: list[str] = []
    for number, line in enumerate(held):
        text = line.text.replace(CELL, " ").strip()
        whole = number and _free(held[number - 1], left, right) < unit(text) + _ENDED
        if whole and not _FORMS.compiled("begins").match(text):
            found[-1] += glue(found[-1], text) + text
        else:
            found.append(text)
    return found


def flowing(held: list[str]) -> str:
    """The paragraphs of a cell as one: names that stand below each other are parted, a heading set upright is not."""
    text = "".join(held[:1])
    for before, line in pairwise(held):
        unended = _FORMS.compiled("unended")
        apart = min(len(before), len(line)) >= _NAME and not unended.search(before[-1:]) and not unended.match(line)
        text += (_PART if apart else "" if before.endswith("-") else " ") + line
    return text
