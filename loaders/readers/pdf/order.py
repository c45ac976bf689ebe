"""The order in which a page is read: bands from top to bottom, in a band columns from left to right, lines in each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from loaders.readers.item import CELL
from loaders.readers.pdf.strokes import Stretch

# So many lines make a column, and so much of its width do they fill; less is a table without rules or a signature.
_LINES = 6
_FILL = 0.6
# So many of a page's lines may cross the blank between two columns: titles, captions.
_CROSSING = 0.15
_STEP = 2.0
# A blank of so many letters parts what stands on one line.
_APART = 2.6


@dataclass(slots=True)
class Line:
    """A line of print, with the column it stands in: ``flow`` names it on its page, from left to right."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int
    flow: tuple[int, int] = (1, 0)

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.bottom - self.top


def read(stretches: list[Stretch], page: int) -> list[Line]:
    """The lines of a page in the order in which they are read."""
    gutters = _gutters(stretches)
    if not gutters:
        return lines(stretches, page)
    across: list[Stretch] = []
    columns: list[list[Stretch]] = [[] for _ in range(len(gutters) + 1)]
    for item in stretches:
        crosses = any(item.left < gutter < item.right for gutter in gutters)
        (across if crosses else columns[bisect_left(gutters, item.left)]).append(item)
    after: list[Stretch] = []
    for number, column in enumerate(columns):
        end = _end(column)
        columns[number] = [item for item in column if item.middle <= end]
        after.extend(item for item in column if item.middle > end)
    found: list[Line] = []
    top = float("-inf")
    for wide in [*lines(across, page), None]:
        bottom = wide.top if wide else float("inf")
        for number, column in enumerate(columns):
            inside = [item for item in column if top <= item.middle < bottom]
            found.extend(lines(inside, page, (len(columns), number)))
        if wide:
            found.append(wide)
        top = bottom
    return [*found, *lines(after, page)]


def _end(column: list[Stretch]) -> float:
    """Where a column's text ends: below its last full line and the lines that follow it without a blank."""
    rows = sorted(column, key=lambda item: item.base)
    width = max(item.right for item in rows) - min(item.left for item in rows) if rows else 0.0
    end = max((item.bottom for item in rows if item.right - item.left >= _FILL * width), default=0.0)
    for item in rows:
        if end < item.bottom and item.top - end < item.size:
            end = item.bottom
    return end


def lines(stretches: Iterable[Stretch], page: int, flow: tuple[int, int] = (1, 0)) -> list[Line]:
    """Stretches of one height put together, from top to bottom."""
    rows: list[list[Stretch]] = []
    for item in sorted(stretches, key=lambda item: (item.base, item.left)):
        if rows and item.base - rows[-1][0].base < 0.5 * max(item.size, rows[-1][0].size):
            rows[-1].append(item)
        else:
            rows.append([item])
    return [_line(sorted(row, key=lambda item: item.left), page, flow) for row in rows]


def _line(row: list[Stretch], page: int, flow: tuple[int, int]) -> Line:
    text = row[0].text
    for before, item in pairwise(row):
        # Letters of a letterhead stand wide apart; what is longer and stands apart is another thing: a menu, a column.
        apart = item.left - before.right > _APART * item.size and min(len(before.text), len(item.text)) > 1
        text += (CELL if apart else " ") + item.text
    top, bottom = min(item.top for item in row), max(item.bottom for item in row)
    return Line(text, row[0].left, max(item.right for item in row), top, bottom, page, flow)


def _gutters(stretches: list[Stretch]) -> list[float]:
    """Where the blanks between columns run, if the page has columns."""
    long = [item for item in stretches if len(item.text) > 1]
    if len(long) < 2 * _LINES:
        return []
    spans = [(item.left, item.right) for item in long]
    left, right = min(start for start, _ in spans), max(end for _, end in spans)
    size = median(item.size for item in long)
    rim = 0.15 * (right - left)
    # Where stretches begin and end, from left to right, with how many lie across from there on.
    free: list[tuple[float, float]] = []
    across, last = 0, left
    for x, change in sorted([(start, 1) for start, _ in spans] + [(end, -1) for _, end in spans]):
        if across <= _CROSSING * len(long) and x > last and left + rim < x and last < right - rim:
            joined = bool(free) and last - free[-1][1] <= _STEP
            free[-1:] = [(free[-1][0], x)] if joined else [*free[-1:], (last, x)]
        across, last = across + change, x
    gutters = [(start + end) / 2 for start, end in free if end - start >= 0.5 * size]
    edges = [left, *gutters, right]
    sides = list(pairwise(edges))
    return gutters if gutters and all(_is_column(long, *side) for side in sides) else []


def _is_column(stretches: list[Stretch], left: float, right: float) -> bool:
    """Whether the lines between two edges are running text."""
    inside = [item for item in stretches if item.left >= left - 1 and item.right <= right + 1]
    if len(inside) < _LINES:
        return False
    start, end = min(item.left for item in inside), max(item.right for item in inside)
    return median(item.right - item.left for item in inside) >= _FILL * (end - start) and end - start > 80
