"""Ruled tables of a page: each cell with its text, rows put together over page breaks."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from loaders.readers.pdf import cells, grid
from loaders.readers.pdf.grid import Edge, Grid
from loaders.readers.pdf.lines import Line, lines
from loaders.readers.pdf.strokes import Rule, Sheet, Stretch

# Columns of the next page that stand within this are the same.
_SAME = 6.0
# Rows and columns that are no higher or wider than this hold no text: they lie between the two lines of a double one,
# or between a line and the colour of the cell that it encloses.
_LEAST = 7.0
# Two cells beside each other with more lines than this are columns of a page in a frame.
_MOST_LINES = 25
# So many flat lines alone make a table, each row no higher, in letters, than so many lines of text.
_FLAT, _HIGH = 4, 6.0


@dataclass(slots=True)
class Table:
    """A table: where it stands on its page, where its columns begin and end, and its rows of cells' texts.

    A row with one text is a line from edge to edge. Of each column ``full`` tells whether the last line of its last
    cell is filled to the edge, ``open`` whether no line closes it at the foot and at the head of the page, and
    ``deep`` how many rows its first cell spans: with it a cell of the page before may go on.
    """

    page: int
    top: float
    bottom: float
    left: float
    right: float
    columns: tuple[float, ...] = ()
    rows: list[list[str]] = field(default_factory=list)
    full: tuple[bool, ...] = ()
    open: tuple[tuple[bool, bool], ...] = ()
    deep: tuple[int, ...] = ()
    slack: float = _SAME

    def continues(self, other: Table) -> bool:
        """Whether it goes on with the table of the page before, whatever the margins of the two pages."""
        mine, theirs = ([edge - table.columns[0] for edge in table.columns] for table in (self, other))
        return len(mine) == len(theirs) and all(
            abs(one - two) <= max(self.slack, other.slack) for one, two in zip(mine, theirs, strict=True)
        )

    def holds(self, rule: Rule) -> bool:
        """Whether a rule is one of its own."""
        return (
            self.left - _SAME <= rule.x0
            and rule.x1 <= self.right + _SAME
            and self.top - _SAME <= rule.y0
            and rule.y1 <= self.bottom + _SAME
        )


def take(sheet: Sheet, page: int, above: Sequence[Table] = ()) -> list[Table]:
    """Take the ruled tables off a page, from top to bottom; what stands in one frame alone is no table.

    ``above`` is the last table before this page: a single row is one of its rows if it looks like it.
    """
    if len(sheet.rules) < 3:
        return []
    found = []
    for flat, upright in _families(*grid.edges(sheet.rules)):
        table = _table(flat, upright, sheet, page, above)
        if table is not None:
            found.append(table)
    return sorted(found, key=lambda table: (table.top, table.left))


def _families(flat: list[Edge], upright: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """The lines of each table; flat ones that nothing joins belong together where they begin and end together."""
    found: list[tuple[list[Edge], list[Edge]]] = []
    alone: list[tuple[list[Edge], list[Edge]]] = []
    for group in grid.groups(flat, upright):
        (found if group[1] else alone).append(group)
    spans: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    for (line,), _ in alone:
        spans[round(line.start / _SAME), round(line.end / _SAME)].append(line)
    found.extend((lines, []) for lines in spans.values() if len(lines) >= _FLAT)
    return found


def _table(flat: list[Edge], upright: list[Edge], sheet: Sheet, page: int, above: Sequence[Table]) -> Table | None:
    if len(flat) + len(upright) < 3:
        return None
    area = grid.grid(flat, upright)
    if area is None:
        return None
    inside = [item for item in sheet.stretches if _in_grid(item, area)]
    lying = [item for item in (word.upright() for word in sheet.lying) if _in_grid(item, area)]
    if len(area.columns) == 2 and len(flat) > 2:
        area = _parted(area, flat, upright, inside) or area
    held = _cells(area, [*inside, *lying], page)
    edges = area.rows[0], area.rows[-1], area.columns[0], area.columns[-1]
    table = Table(page, *edges, tuple(area.columns))
    _fill(table, area, held)
    told = sum(1 for row in table.rows if len(set(filter(None, row))) > 1)
    several = told > 1 or (told == 1 and len(area.columns) > 3) or any(table.continues(other) for other in above)
    if not told or not several or _is_frame(held, table):
        # Frames around parts of a page are drawn like a table and hold none.
        return None
    gone = {id(item) for item in inside}
    sheet.stretches = [item for item in sheet.stretches if id(item) not in gone]
    sheet.rules = [rule for rule in sheet.rules if not table.holds(rule)]
    return table


def _in_grid(item: Stretch, area: Grid) -> bool:
    middle = (item.left + item.right) / 2
    return area.rows[0] <= item.middle <= area.rows[-1] and area.columns[0] <= middle <= area.columns[-1]


def _parted(area: Grid, flat: list[Edge], upright: list[Edge], inside: list[Stretch]) -> Grid | None:
    """The grid of a table that is ruled from side to side alone: its columns stand where nothing is written."""
    size = median(item.size for item in inside) if inside else 1.0
    if max(below - above for above, below in pairwise(area.rows)) > _HIGH * size:
        return None
    spans = sorted((piece.left, piece.right) for item in inside for piece in item.pieces())
    posts: list[Edge] = []
    end = float("inf")
    for left, right in spans:
        if left - end > 0.5 * size:
            posts.append(Edge((left + end) / 2, area.rows[0], area.rows[-1]))
        end = right if end == float("inf") else max(end, right)
    return grid.grid(flat, [*upright, *posts]) if posts else None


def _is_frame(held: dict[int, list[Line]], table: Table) -> bool:
    return len(table.rows) < 3 and max((len(found) for found in held.values()), default=0) > _MOST_LINES


def _cells(area: Grid, inside: list[Stretch], page: int) -> dict[int, list[Line]]:
    """The lines in each cell; a stretch that runs over a wall between two cells is cut there."""
    held: dict[int, list[Stretch]] = defaultdict(list)
    for item in inside:
        row = area.cells[area.row(item.middle)]
        first, last = area.column(item.left + 0.25 * item.size), area.column(item.right - 0.25 * item.size)
        if row[first] == row[last]:
            held[row[first]].append(item)
            continue
        start = 0
        for column in range(first, last):
            # A letter belongs where most of it stands.
            end = bisect_left(item.lefts, area.columns[column + 1] - 0.25 * item.size, start)
            if row[column] != row[column + 1] and end > start:
                held[row[column]].append(item.part(start, end))
                start = end
        held[row[last]].append(item.part(start, len(item.text)))
    return {cell: lines((item for item in found if item.text), page) for cell, found in held.items()}


def _fill(table: Table, area: Grid, held: dict[int, list[Line]]) -> None:
    """The texts row by row: what spans columns or rows holds for each of them; one text alone is a line of its own."""
    sides = _sides(area)
    columns = _kept([list(column) for column in zip(*area.cells, strict=True)], area.columns, held)
    before: list[int] = []
    first: list[int] = []
    deep = [0] * len(columns)
    for number in _kept(area.cells, area.rows, held):
        owners = [area.cells[number][column] for column in columns]
        fresh = any(cell in held and cell not in before for cell in owners)
        before = owners
        if not fresh:
            continue
        if len(set(owners)) == 1:
            table.rows.extend([text] for text in cells.paragraphs(held[owners[0]], *sides[owners[0]]))
            continue
        first = first or owners
        deep = [count + (one == two) for count, one, two in zip(deep, owners, first, strict=True)]
        table.rows.append([cells.flowing(cells.paragraphs(held.get(cell, []), *sides[cell])) for cell in owners])
    table.full = tuple(cell in held and cells.is_full(held[cell][-1], *sides[cell]) for cell in before)
    foot = len(area.rows) - 1
    table.open = tuple((not area.is_closed(foot, column), not area.is_closed(0, column)) for column in columns)
    table.deep = tuple(deep)


def _kept(lanes: list[list[int]], edges: list[float], held: dict[int, list[Line]]) -> list[int]:
    """The columns, or rows, that are more than the blank between two lines around the same cells."""
    found = []
    for number, (lane, (start, end)) in enumerate(zip(lanes, pairwise(edges), strict=True)):
        around = [lanes[other] for other in (number - 1, number + 1) if 0 <= other < len(lanes)]
        own = any(cell in held and all(cell != other[place] for other in around) for place, cell in enumerate(lane))
        if own or end - start > _LEAST:
            found.append(number)
    return found


def _sides(area: Grid) -> dict[int, tuple[float, float]]:
    """Where each cell begins and ends."""
    found: dict[int, tuple[float, float]] = {}
    for row in area.cells:
        for number, cell in enumerate(row):
            left, right = found.get(cell, (area.columns[number], 0.0))
            found[cell] = left, max(right, area.columns[number + 1])
    return found
