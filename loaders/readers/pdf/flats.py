"""Tables that are ruled from side to side alone: which of a page's flat lines make one up, and how far it reaches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple

from loaders.readers.pdf import unruled
from loaders.readers.pdf.grid import Edge, Grid
from loaders.readers.pdf.strokes import Stretch

# Lines that begin and end within this belong together; so many make a table.
_SAME, _FLAT = 6.0, 3
# A row is no higher, in letters, than so many for each column: the more columns, the less are they those of a page.
_HIGH = 6.0
# A row without a line at its edge stands no further off, in letters; beyond a line so near to the edge of the page
# stand running heads and page numbers.
_NEAR, _RIM = 1.2, 0.1

Span = tuple[float, float]


class Lines(NamedTuple):
    """The lines of a table; ``told`` where texts tell, beside lines, at which heights its rows end."""

    flat: list[Edge]
    upright: list[Edge]
    told: bool = False


class Writing:
    """What is written on a page of some height, from top to bottom."""

    def __init__(self, items: Iterable[Stretch], height: float) -> None:
        self.height = height
        self.items = sorted(items, key=lambda item: item.middle)
        self._middles = [item.middle for item in self.items]
        self._spans: dict[tuple[float, float, Span], list[Span]] = {}

    def between(self, top: float, bottom: float, sides: Span) -> list[Stretch]:
        """What stands between two heights and between two sides."""
        held = self.items[bisect_left(self._middles, top) : bisect_right(self._middles, bottom)]
        return [item for item in held if sides[0] <= (item.left + item.right) / 2 <= sides[1]]

    def posts(self, heights: Sequence[float], sides: Span, size: float) -> list[float]:
        """The middles of the blanks that run through all that stands between the first and the last of some heights."""
        for band in pairwise(heights):
            if (*band, sides) not in self._spans:
                self._spans[*band, sides] = unruled.spans(self.between(*band, sides))
        held = (self._spans[*band, sides] for band in pairwise(heights))
        return unruled.posts(unruled.merged(chain.from_iterable(held)), size)


def families(
    groups: Iterable[tuple[list[Edge], list[Edge]]], writing: Writing, above: Sequence[Sequence[float]]
) -> Iterator[Lines]:
    """The lines of each table: those that hang together, and flat ones that begin and end together.

    ``above`` holds the columns of the tables that may go on on this page.
    """
    boxed: list[Lines] = []
    alone: list[Edge] = []
    for flat, upright in groups:
        if upright:
            boxed.append(Lines(flat, upright))
        else:
            alone.extend(flat)
    for lines in _alike(alone):
        yield from _tables(lines, boxed, writing, above)
    yield from boxed


def _tables(
    lines: list[Edge], boxed: list[Lines], writing: Writing, above: Sequence[Sequence[float]]
) -> Iterator[Lines]:
    """The tables that lines of one length make up; the head of one is taken from those that hang together."""
    head = _head(lines, boxed, writing)
    walls = sorted(post.at for post in head.upright) if head else _known(lines, above)
    found = _going_on([*head.flat, *lines] if head else lines, walls, writing) if walls else None
    parts = [lines]
    if found:
        yield found
        if head:
            boxed.remove(head)
        first, last = min(line.at for line in found.flat), max(line.at for line in found.flat)
        parts = [[line for line in lines if line.at < first], [line for line in lines if line.at > last]]
    for part in filter(None, parts):
        for run in _runs(part, partial(_is_run, writing, _span(part))):
            yield from _parted_run(run, writing)


def _alike(pieces: Iterable[Edge]) -> list[list[Edge]]:
    """Flat lines that begin and end at the same places; a cell that spans rows leaves a gap in the lines between."""
    heights: dict[float, list[Edge]] = {}
    for piece in pieces:
        heights.setdefault(piece.at, []).append(piece)
    found: list[tuple[Span, list[Edge]]] = []
    for _, lines in sorted(heights.items()):
        span = _span(lines)
        like = (held for known, held in found if _aligned(known, span))
        held = next(like, None)
        if held is None:
            found.append((span, lines))
        else:
            held.extend(lines)
    return [held for _, held in found]


def _span(lines: Iterable[Edge]) -> Span:
    held = list(lines)
    return min(line.start for line in held), max(line.end for line in held)


def _aligned(one: Sequence[float], other: Sequence[float]) -> bool:
    return abs(one[0] - other[0]) <= _SAME and abs(one[-1] - other[-1]) <= _SAME


def _known(lines: list[Edge], above: Sequence[Sequence[float]]) -> list[float]:
    """The columns of a table that goes on with these lines."""
    return next((list(walls) for walls in above if len(walls) > 2 and _aligned(walls, _span(lines))), [])


def _head(lines: list[Edge], boxed: list[Lines], writing: Writing) -> Lines | None:
    """The coloured head of a table whose rows are parted by flat lines."""
    for head in boxed:
        foot, walls = max(post.end for post in head.upright), sorted(post.at for post in head.upright)
        below = [line.at for line in lines if line.at > foot]
        fits = below and len(head.flat) <= _FLAT and len(walls) > 2 and _aligned(walls, _span(lines))
        if fits and _keeps(writing, walls, foot, below[0]):
            return head
    return None


def _keeps(writing: Writing, walls: Sequence[float], top: float, bottom: float) -> bool:
    """Whether what is written between two heights keeps to columns."""
    return all(unruled.fits(item, walls) for item in writing.between(top, bottom, (walls[0], walls[-1])))


def _runs(lines: list[Edge], holds: Callable[[list[float]], bool]) -> Iterator[list[Edge]]:
    """Lines in runs, from top to bottom: parted where one of them stands for itself."""
    run: list[float] = []
    for at in sorted({line.at for line in lines}):
        if run and not holds([*run, at]):
            yield [line for line in lines if run[0] <= line.at <= run[-1]]
            run = []
        run.append(at)
    yield [line for line in lines if run[0] <= line.at <= run[-1]]


def _going_on(lines: list[Edge], walls: list[float], writing: Writing) -> Lines | None:
    """The lines of a table whose columns are known, with the rows beyond its outer lines."""
    sides = walls[0], walls[-1]
    for run in _runs(lines, lambda heights: _keeps(writing, walls, *heights[-2:])):
        inner = _trimmed(run, lambda band: bool(writing.between(*band, sides)))
        found = _between(inner, walls, writing, _beyond(inner, walls, writing, 1))
        if found:
            return found
    return None


def _trimmed(run: list[Edge], holds: Callable[[Span], bool]) -> list[Edge]:
    """The lines from the first to the last between which there is something; the last one where there is nothing."""
    heights = sorted({line.at for line in run})
    told = [number for number, band in enumerate(pairwise(heights)) if holds(band)]
    first, last = (heights[told[0]], heights[told[-1] + 1]) if told else (heights[-1], heights[-1])
    return [line for line in run if first <= line.at <= last]


def _is_run(writing: Writing, sides: Span, heights: list[float]) -> bool:
    """Whether what stands above the last of some lines keeps to the columns of what stands above the others."""
    items = writing.between(heights[-2], heights[-1], sides)
    if not items:
        return True
    size = median(item.size for item in items)
    whole, before = writing.posts(heights, sides, size), writing.posts(heights[:-1], sides, size)
    walls = [sides[0], *whole, sides[1]]
    return len(whole) >= len(before) and _rows(items, walls, (heights[-2], heights[-1]), few=True) is not None


def _parted_run(run: list[Edge], writing: Writing) -> Iterator[Lines]:
    """The lines of a table whose columns nothing parts."""
    sides = _span(run)
    # What stands in one column at either end is written above or below the table.
    run = _trimmed(run, lambda band: bool(_posts(writing, sides, band)))
    heights = sorted({line.at for line in run})
    if len(heights) >= _FLAT:
        walls = [sides[0], *_posts(writing, sides, (heights[0], heights[-1])), sides[1]]
        found = _between(run, walls, writing, _beyond(run, walls, writing, 2)) if len(walls) > 2 else None
        if found:
            yield found


def _posts(writing: Writing, sides: Span, between: Span) -> list[float]:
    """Where the columns of what stands between two heights meet."""
    items = writing.between(*between, sides)
    return unruled.posts(unruled.spans(items), median(item.size for item in items)) if items else []


def _between(run: list[Edge], walls: list[float], writing: Writing, outer: Span) -> Lines | None:
    """The lines of a table between some columns and two heights, with those between its rows that are not drawn."""
    heights = sorted({line.at for line in run})
    edges = sorted({outer[0], *heights, outer[1]})
    drawn: list[Edge] = []
    held = [writing.between(*band, (walls[0], walls[-1])) for band in pairwise(edges)]
    few = sum(map(bool, held)) < _FLAT
    for items, band in zip(held, pairwise(edges), strict=True):
        floors = _rows(items, walls, band, few=few)
        if floors is None:
            return None
        drawn.extend(Edge(at, walls[0], walls[-1]) for at in floors)
    upright = [Edge(wall, edges[0], edges[-1]) for wall in walls]
    return Lines([*run, *drawn], upright, bool(drawn) or len(edges) > len(heights)) if len(edges) > 1 else None


def _rows(items: list[Stretch], walls: Sequence[float], band: Span, *, few: bool) -> list[float] | None:
    """The heights that part the rows between two lines, where lines are few or far apart; nothing where none can."""
    if not items:
        return []
    size, (top, bottom) = median(item.size for item in items), band
    high = _HIGH * size * max(1, len(walls) - 2)
    if not few and bottom - top <= high:
        return []
    found = unruled.floors(items, walls)
    if found is None:
        return [] if bottom - top <= _HIGH * size else None
    return found if max(below - above for above, below in pairwise([top, *found, bottom])) <= high else None


def _beyond(run: list[Edge], walls: list[float], writing: Writing, least: int) -> Span:
    """How far up and down rows without lines go on; those above say something in so many columns at least."""
    first, last = min(line.at for line in run), max(line.at for line in run)
    sides = walls[0], walls[-1]
    rim = _RIM * writing.height
    above = writing.between(0.0, first, sides) if first > rim else []
    below = writing.between(last, writing.height, sides) if last < writing.height - rim else []
    higher = _reach([(first - item.bottom, item) for item in above], walls, least)
    lower = _reach([(item.top - last, item) for item in below], walls, 2)
    return first - higher, last + lower


def _reach(beyond: list[tuple[float, Stretch]], walls: Sequence[float], least: int) -> float:
    """How far rows go on beyond a line: as far as their texts follow each other and keep to the columns."""
    reach, columns = 0.0, set[int]()
    for distance, item in sorted(beyond, key=lambda each: each[0]):
        if distance > reach + _NEAR * item.size or not unruled.fits(item, walls):
            break
        reach = max(reach, distance + item.bottom - item.top)
        columns.update(unruled.column(piece, walls) for piece in item.pieces())
    return reach if len(columns) >= least else 0.0


def parted(area: Grid, lines: Lines, writing: Writing) -> Lines | None:
    """The lines of a table in a frame with those between its columns, which are not drawn."""
    sides, edges = (area.columns[0], area.columns[-1]), (area.rows[0], area.rows[-1])
    walls = [sides[0], *_posts(writing, sides, edges), sides[1]]
    found = _between(lines.flat, walls, writing, edges) if len(walls) > 2 else None
    return found and Lines(found.flat, [*lines.upright, *found.upright[1:-1]], found.told)
