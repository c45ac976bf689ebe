"""Ruled tables of a page: each cell with its text, rows put together over page breaks."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.readers.pdf import cells, flats, grid
from loaders.readers.pdf.flats import Lines, Writing
from loaders.readers.pdf.grid import Grid
from loaders.readers.pdf.lines import Line, lines
from loaders.readers.pdf.strokes import Rule, Sheet, Stretch

# Columns of the next page that stand within this are the same.
_SAME = 6.0
# Rows and columns that are no higher or wider than this hold no text: they lie between the two lines of a double one,
# or between a line and the colour of the cell that it encloses.
_LEAST = 7.0
# Two cells beside each other with more lines than this are columns of a page in a frame.
_MOST_LINES = 25


@dataclass(slots=True)
class Table:
    """A table: where it stands on its page, where its columns begin and end, and its rows of cells' texts.

    A row with one text is a line from edge to edge; ``owners`` tells of each place in the rows which cell it is part
    of. For each column ``full`` tells whether the last line of its last cell is filled to the edge, ``open`` whether no
    line closes it at the foot and at the head of the page: with it a cell of the page before may go on. ``ruled_flat``
    is a table whose columns nothing parts.
    """

    page: int
    top: float
    bottom: float
    left: float
    right: float
    columns: tuple[float, ...] = ()
    rows: list[list[str]] = field(default_factory=list)
    owners: list[list[int]] = field(default_factory=list)
    full: tuple[bool, ...] = ()
    open: tuple[tuple[bool, bool], ...] = ()
    ruled_flat: bool = False
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
    above = [table for table in above if table.page == page - 1]
    if len(sheet.rules) < (1 if above else 3):
        return []
    found = []
    writing = Writing(sheet.stretches, sheet.height)
    groups, known = grid.groups(*grid.edges(sheet.rules)), [table.columns for table in above if table.ruled_flat]
    for each in flats.families(groups, writing, known):
        table = _table(each, writing, sheet, page, above)
        if table is not None:
            found.append(table)
    return sorted(found, key=lambda table: (table.top, table.left))


def _table(drawn: Lines, writing: Writing, sheet: Sheet, page: int, above: Sequence[Table]) -> Table | None:
    drawn, area = _area(drawn, writing)
    if area is None:
        return None
    inside = [item for item in sheet.stretches if _in_grid(item, area)]
    lying = [item for item in (word.upright() for word in sheet.lying) if _in_grid(item, area)]
    edges = area.rows[0], area.rows[-1], area.columns[0], area.columns[-1]
    table = Table(page, *edges, tuple(area.columns))
    rules = [rule for rule in sheet.rules if table.holds(rule)]
    table.ruled_flat = all(rule.flat or rule.soft for rule in rules)
    foot, head = (_open(area, rules, edge, told=drawn.told) for edge in (table.bottom, table.top))
    inside += _spilt(sheet.stretches, area, foot)
    held = _cells(area, [*inside, *lying], page)
    own, columns = _places(area, held)
    _fill(table, own, _sides(area), held)
    begun = _begun(own, held) or [foot[column] for column in columns]
    table.open = tuple(zip(begun, (head[column] for column in columns), strict=True))
    if not _is_table(table, held, [other for other in above if table.continues(other)]):
        return None
    gone = {id(item) for item in inside}
    sheet.stretches = [item for item in sheet.stretches if id(item) not in gone]
    sheet.rules = [rule for rule in sheet.rules if not table.holds(rule)]
    return table


def _area(drawn: Lines, writing: Writing) -> tuple[Lines, Grid | None]:
    """The lines of a table, with those that are not drawn in a frame, and the grid that they make."""
    if len(drawn.flat) + len(drawn.upright) < 3:
        return drawn, None
    area = grid.grid(drawn.flat, drawn.upright)
    if area is not None and len(area.columns) == 2 and len(drawn.flat) > 2:
        drawn = flats.parted(area, drawn, writing) or drawn
        area = grid.grid(drawn.flat, drawn.upright)
    return drawn, area


def _places(area: Grid, held: dict[int, list[Line]]) -> tuple[list[list[int]], list[int]]:
    """Of each place in the rows the cell that it belongs to, and the numbers of the columns."""
    rows = _kept(area.cells, area.rows, held)
    columns = _kept([list(column) for column in zip(*area.cells, strict=True)], area.columns, held)
    return [[area.cells[row][column] for column in columns] for row in rows], columns


def _in_grid(item: Stretch, area: Grid) -> bool:
    middle = (item.left + item.right) / 2
    return area.rows[0] <= item.middle <= area.rows[-1] and area.columns[0] <= middle <= area.columns[-1]


def _is_table(table: Table, held: dict[int, list[Line]], above: list[Table]) -> bool:
    """Whether lines enclose the rows of a table: frames around parts of a page are drawn like one and hold none."""
    cut = any(foot or head for other in above for (foot, _), (_, head) in zip(other.open, table.open, strict=False))
    told = sum(1 for row in table.rows if len(set(filter(None, row))) > 1)
    several = told > 1 or (told == 1 and (len(table.columns) > 4 or bool(above)))
    framed = len(table.rows) < 3 and max((len(found) for found in held.values()), default=0) > _MOST_LINES
    return bool(table.rows) and (cut or (several and not framed))


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
    read = ((cell, lines((item for item in found if item.text), page)) for cell, found in held.items())
    return {cell: found for cell, found in read if found}


def _fill(
    table: Table, own: list[list[int]], sides: dict[int, tuple[float, float]], held: dict[int, list[Line]]
) -> None:
    """The texts row by row: what spans columns or rows holds for each of them; one text alone is a line of its own."""
    before: list[int] = []
    for owners in own:
        fresh = any(cell in held and cell not in before for cell in owners)
        before = owners
        if not fresh:
            continue
        if len(set(owners)) == 1:
            table.rows.extend([text] for text in cells.paragraphs(held[owners[0]], *sides[owners[0]]))
        else:
            table.rows.append([cells.flowing(cells.paragraphs(held.get(cell, []), *sides[cell])) for cell in owners])
        unique = [(table.page << 16) + cell for cell in owners]
        table.owners.extend([unique] * (len(table.rows) - len(table.owners)))
    table.full = tuple(cell in held and cells.is_full(held[cell][-1], *sides[cell]) for cell in before)


def _open(area: Grid, rules: list[Rule], edge: float, *, told: bool) -> list[bool]:
    """Of each column whether no line is drawn at an edge of the table; where nothing is drawn but colours, they are.

    Nothing is open where texts have told the rows: they begin and end with their texts.
    """
    if told:
        return [False] * (len(area.columns) - 1)
    flat = [rule for rule in rules if rule.flat]
    drawn = [rule for rule in flat if not rule.soft] or flat
    return [not area.is_closed(drawn, edge, column) for column in range(len(area.columns) - 1)]


def _spilt(items: list[Stretch], area: Grid, foot: list[bool]) -> list[Stretch]:
    """What a cell that goes on on the next page has below the last line of those beside it that end on this one."""
    found: list[Stretch] = []
    if all(foot) or not any(foot):
        return found
    edge = area.rows[-1]
    for item in sorted((item for item in items if item.middle > edge), key=lambda item: item.top):
        if item.top > edge + item.size:
            break
        column = area.column(item.left + 0.25 * item.size)
        if foot[column] and area.columns[column] < item.left and item.right < area.columns[column + 1]:
            found.append(item)
            edge = max(edge, item.bottom)
    return found


def _begun(own: list[list[int]], held: dict[int, list[Line]]) -> list[bool]:
    """Of each column whether its cell goes on in the last row, where all other cells wait for the next page."""
    above, last = own[-2:] if len(own) > 1 else ([], [])
    fresh = [cell for cell in last if cell not in above]
    waits = fresh and len(fresh) < len(last) and not any(cell in held for cell in fresh)
    return [cell in above for cell in last] if waits else []


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
