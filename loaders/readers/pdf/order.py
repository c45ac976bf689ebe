"""The order in which a page is read: bands from top to bottom, in a band columns from left to right, lines in each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from loaders.readers.pdf.lines import Line, lines
from loaders.readers.pdf.strokes import Stretch

# So many lines make a column, so wide, in letters, and so much of its width do they fill; less is a table without
# rules, or a signature. Beside a page with columns a few lines are enough.
_LINES, _FEW = 6, 1
_WIDE, _FILL = 7.0, 0.6
# The blank between two columns, in letters.
_BLANK = 0.5
# More pieces than this are a drawing or a map.
_MOST = 4_000
# Lines that begin within so many points begin at one edge; first lines are set in by so many letters.
_EDGE, _INDENT = 2.0, 2.3


@dataclass(frozen=True, slots=True)
class Gutter:
    """The blank beside a column's left edge, from one height of a page to another."""

    x: float
    top: float
    bottom: float


def gutters(stretches: list[Stretch], known: Iterable[float] = ()) -> list[Gutter]:
    """Where the blanks between columns run; ``known`` are those of the pages beside."""
    pieces = sorted((piece for item in stretches for piece in item.pieces()), key=lambda piece: piece.base)
    found: list[Gutter] = []
    if not 2 < len(pieces) <= _MOST:
        return found
    edges = _edges(pieces) if len(pieces) >= 2 * _LINES else []
    for x in edges:
        found.extend(_runs(pieces, x, edges, _LINES))
    for x in sorted({*known, *(gutter.x for gutter in found)}):
        near = [gutter for gutter in found if abs(gutter.x - x) < 2 * _EDGE]
        found.extend(
            run
            for run in _runs(pieces, x, edges, _FEW)
            if not any(run.top < gutter.bottom and gutter.top < run.bottom for gutter in near)
        )
    return found


def _edges(pieces: list[Stretch]) -> list[float]:
    """The left edges at which a column may begin: many lines begin there, or where a first line is set in."""
    lefts = sorted(piece.lefts[0] for piece in pieces)
    size = median(piece.size for piece in pieces)
    found: list[float] = []
    for place, left in enumerate(lefts):
        # At the page's own left edge no column ends.
        if left < lefts[0] + _WIDE * size or (found and left - found[-1] <= 2 * _EDGE):
            continue
        at, near = bisect_right(lefts, left + _EDGE) - place, bisect_right(lefts, left + _INDENT * size) - place
        if at >= _LINES / 2 and near >= _LINES:
            found.append(left)
    return found


def _runs(pieces: list[Stretch], x: float, edges: list[float], least: int) -> Iterator[Gutter]:
    """The heights between which nothing crosses the blank before an edge, and text runs on both of its sides."""
    before: list[Stretch] = []
    behind: list[Stretch] = []
    top = float("-inf")
    for piece in pieces:
        if piece.lefts[0] >= x - _EDGE:
            behind.append(piece)
        elif piece.right <= x - _BLANK * piece.size:
            before.append(piece)
        else:
            yield from _run(before, behind, x, edges, least, (top, piece.middle - 0.3 * piece.size))
            before, behind, top = [], [], piece.middle + 0.3 * piece.size
    yield from _run(before, behind, x, edges, least, (top, float("inf")))


def _run(
    before: list[Stretch],
    behind: list[Stretch],
    x: float,
    edges: list[float],
    least: int,
    heights: tuple[float, float],
) -> list[Gutter]:
    if len(before) < least or len(behind) < least:
        return []
    for edge in edges:
        if edge < x - _EDGE and not any(_crosses(piece, edge) for piece in before):
            before = [piece for piece in before if piece.lefts[0] >= edge - _EDGE] or before
        elif edge > x + _EDGE and not any(_crosses(piece, edge) for piece in behind):
            behind = [piece for piece in behind if piece.right <= edge] or behind
    if least >= _LINES and not (_is_column(before) and _is_column(behind)):
        return []
    # What stands above and below the columns' text, apart from it, is a title or a signature.
    top = max(heights[0], min(_end(before, up=True), _end(behind, up=True)) - 0.01)
    bottom = min(heights[1], max(_end(before, up=False), _end(behind, up=False)) + 0.01)
    return [Gutter(x, top, bottom)] if top < bottom else []


def _crosses(piece: Stretch, edge: float) -> bool:
    return piece.lefts[0] < edge - _EDGE and piece.right > edge - _BLANK * piece.size


def _is_column(side: list[Stretch]) -> bool:
    """Whether the lines between two edges are running text."""
    start, end = min(piece.lefts[0] for piece in side), max(piece.right for piece in side)
    wide = len(side) >= _LINES and end - start >= _WIDE * median(piece.size for piece in side)
    return wide and median(piece.right - piece.lefts[0] for piece in side) >= _FILL * (end - start)


def _end(column: list[Stretch], *, up: bool) -> float:
    """Where a column's text ends: behind its last full line and the lines that follow it without a blank."""
    rows = sorted(column, key=lambda item: item.base, reverse=up)
    width = max(item.right for item in rows) - min(item.left for item in rows)
    full = [item for item in rows if item.right - item.left >= _FILL * width] or rows
    end = (min if up else max)(item.middle for item in full)
    for item in rows:
        further = end - item.middle if up else item.middle - end
        if 0 < further < 2 * item.size:
            end = item.middle
    return end


def read(stretches: list[Stretch], page: int, found: list[Gutter]) -> list[Line]:
    """The lines of a page in the order in which they are read."""
    if not found:
        return lines(stretches, page)
    cut = [piece for item in stretches for piece in _cut(item, found)]
    heights = sorted({edge for gutter in found for edge in (gutter.top, gutter.bottom)})
    bands: list[list[Stretch]] = [[] for _ in range(len(heights) + 1)]
    for item in cut:
        bands[bisect_left(heights, item.middle)].append(item)
    shown: list[Line] = []
    for number, band in enumerate(bands):
        top = heights[number - 1] if number else float("-inf")
        edges = sorted({gutter.x for gutter in found if gutter.top <= top < gutter.bottom})
        columns: list[list[Stretch]] = [[] for _ in range(len(edges) + 1)]
        for item in band:
            columns[bisect_left(edges, item.left + _EDGE + 0.01)].append(item)
        for place, column in enumerate(columns):
            shown.extend(lines(column, page, (len(columns), place)))
    return shown


def _cut(item: Stretch, found: list[Gutter]) -> list[Stretch]:
    """A stretch in the pieces that stand in different columns."""
    cuts = [
        place
        for place, edge in item.holes
        if any(
            gutter.top <= item.middle <= gutter.bottom and edge - _EDGE < gutter.x <= item.lefts[place] + _EDGE
            for gutter in found
        )
    ]
    if not cuts:
        return [item]
    return [item.part(start, end) for start, end in pairwise([0, *cuts, len(item.text)])]
