"""Columns and rows of a table that no line parts: they are told by what is written, and by where nothing is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.pdf.strokes import Stretch

_FORMS = PatternFile(PATTERNS / "print.yml")
# Between two columns so much is free, in letters.
_GUTTER = 0.5
# Texts on one height stand no further apart; a text has ended where so much is free behind it. Both in letters.
_LEVEL, _ENDED = 0.5, 2.0

Span = tuple[float, float]
Row = dict[int, Stretch]


def spans(items: Iterable[Stretch]) -> list[Span]:
    """The widths over which something is written."""
    return merged((piece.left, piece.right) for item in items for piece in item.pieces())


def merged(widths: Iterable[Span]) -> list[Span]:
    """Widths, those that overlap put together, from left to right."""
    found: list[Span] = []
    for left, right in sorted(widths):
        if found and left <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def posts(written: Iterable[Span], size: float) -> list[float]:
    """The middles of the blanks between the widths over which something is written."""
    return [(right + left) / 2 for (_, right), (left, _) in pairwise(written) if left - right > _GUTTER * size]


def fits(item: Stretch, walls: Sequence[float]) -> bool:
    """Whether a text stands between the outermost walls, and blanks where it passes others."""
    near = _GUTTER * item.size
    if item.left < walls[0] - near or item.right > walls[-1] + near:
        return False
    passed = walls[bisect_right(walls, item.left + near) : bisect_left(walls, item.right - near)]
    places = [bisect_left(item.lefts, wall - near / 2) for wall in passed]
    return all(place and " " in item.text[place - 1 : place + 1] for place in places)


def column(item: Stretch, walls: Sequence[float]) -> int:
    """The number of the column in which a text begins, from 1."""
    return bisect_right(walls, item.left + _GUTTER * item.size)


def floors(items: Sequence[Stretch], walls: Sequence[float]) -> list[float] | None:
    """The heights at which rows begin; nothing where texts stand at heights of their own, as in the middle of cells."""
    found: list[float] = []
    for above, below in pairwise(_levels(items)):
        bottom, top = max(item.bottom for item in above), min(item.top for item in below)
        if bottom - top > _LEVEL * below[0].size:
            return None
        if _begins(_row(above, walls), _row(below, walls), walls):
            found.append((bottom + top) / 2)
    return found


def _levels(items: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Texts line by line."""
    line: list[Stretch] = []
    for item in sorted(items, key=lambda item: item.middle):
        if line and item.middle - line[0].middle > _LEVEL * item.size:
            yield line
            line = []
        line.append(item)
    if line:
        yield line


def _row(line: list[Stretch], walls: Sequence[float]) -> Row:
    """What a line says last in each column."""
    pieces = sorted((piece for item in line for piece in item.pieces()), key=lambda piece: piece.left)
    return {column(piece, walls): piece for piece in pieces}


def _begins(above: Row, below: Row, walls: Sequence[float]) -> bool:
    """Whether a line begins a row: most of its columns have ended before it; one alone goes on, unless it says else."""
    if len(below) == 1:
        return _FORMS.compiled("begins").match(next(iter(below.values())).text) is not None
    aside = _FORMS.compiled("aside")
    fresh = [number for number, text in below.items() if not aside.match(text.text)]
    return 2 * sum(number not in above or _ends(above[number], walls, number) for number in fresh) > len(below)


def _ends(text: Stretch, walls: Sequence[float], number: int) -> bool:
    return number < len(walls) and walls[number] - text.right > _ENDED * text.size
