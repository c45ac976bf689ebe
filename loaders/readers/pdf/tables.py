"""Ruled tables of a page: each cell with its text, rows put together over page breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.item import CELL
from loaders.readers.pdf import grid
from loaders.readers.pdf.grid import Edge, Grid
from loaders.readers.pdf.lines import Line, glue, lines, unit
from loaders.readers.pdf.strokes import Rule, Sheet, Stretch

_FORMS = PatternFile(PATTERNS / "print.yml")
# Columns of the next page that stand within this are the same.
_SAME = 6.0
# Rows and columns that are no higher or wider than this hold no text: they lie between the two lines of a double one,
# or between a line and the colour of the cell that it encloses.
_LEAST = 7.0
# Two cells beside each other with more lines than this are columns of a page in a frame.
_MOST_LINES = 25
# A line of a cell is full where so little is free behind it, and ends a paragraph where so much is, in letters, beside
# what could not have fitted in; cells have a blank at their edges.
_FULL, _ENDED, _PADDING = 1.0, 2.5, 0.5
# A name has four letters or more: below each other, 责任/单位 are one heading and two bodies are two names.
_NAME = 4
_PART = "；"
# The first rows of a table are its head: so many may be said again on the next page.
_HEAD = 3


@dataclass(slots=True)
class Table:
    """A table: where it stands on its page, where its columns begin and end, and its rows of cells' texts.

    A row with one text is a line from edge to edge. ``full`` tells of the last row's cells whether their last lines
    are filled to the edge, so that they may go on on the next page.
    """

    page: int
    top: float
    bottom: float
    left: float
    right: float
    columns: tuple[float, ...] = ()
    rows: list[list[str]] = field(default_factory=list)
    full: tuple[bool, ...] = ()
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
    for flat, upright in grid.groups(*grid.edges(sheet.rules)):
        table = _table(flat, upright, sheet, page, above)
        if table is not None:
            found.append(table)
    return sorted(found, key=lambda table: (table.top, table.left))


def join(table: Table, more: Table) -> None:
    """Go on with a table's rows on the next page: its head is not said again, a broken row is made whole."""
    rows, added = table.rows, more.rows
    repeated = 0
    while repeated < min(_HEAD, len(rows), len(added) - 1) and rows[repeated] == added[repeated]:
        repeated += 1
    added = added[repeated:]
    if not repeated and rows and added and _is_cut(rows[-1], added[0], table.full):
        rows[-1] = [
            before + glue(before, after) + after for before, after in zip(rows[-1], added[0], strict=True)
        ]
        added = added[1:]
    rows.extend(added)
    table.page, table.columns, table.full = more.page, more.columns, more.full


def _is_cut(above: list[str], below: list[str], full: tuple[bool, ...]) -> bool:
    """Whether a page's first row goes on with the row that the page before ended with."""
    if len(above) != len(below) or len(full) != len(above):
        return False
    said = [number for number, text in enumerate(below) if text]
    if not said or not all(above[number] for number in said):
        return False
    if not below[0] and above[0]:
        return True
    missing = any(text and not below[number] for number, text in enumerate(above))
    opened = any(_FORMS.compiled("opened").search(above[number]) for number in said)
    return all(full[number] for number in said) and (missing or opened)


def _table(
    flat: list[Edge], upright: list[Edge], sheet: Sheet, page: int, above: Sequence[Table]
) -> Table | None:
    if len(flat) + len(upright) < 3:
        return None
    area = grid.grid(flat, upright)
    if area is None:
        return None
    inside = [item for item in sheet.stretches if _in_grid(item, area)]
    if len(area.columns) == 2 and len(flat) > 2:
        area = _parted(area, flat, upright, inside) or area
    cells = _cells(area, inside, page)
    rows, full = _rows(area, cells)
    table = Table(
        page, area.rows[0], area.rows[-1], area.columns[0], area.columns[-1], tuple(area.columns), rows, full
    )
    told = sum(1 for row in rows if len(set(filter(None, row))) > 1)
    several = told > 1 or (told == 1 and len(area.columns) > 3) or any(table.continues(other) for other in above)
    if not told or not several or _is_frame(cells, rows):
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
    spans = sorted((item.left, item.right) for item in inside)
    posts, end = [], None
    for left, right in spans:
        if end is not None and left - end > size:
            posts.append(Edge((left + end) / 2, area.rows[0], area.rows[-1]))
        end = max(end or right, right)
    return grid.grid(flat, [*upright, *posts]) if posts else None


def _is_frame(cells: dict[int, list[Line]], rows: list[list[str]]) -> bool:
    return len(rows) < 3 and max((len(found) for found in cells.values()), default=0) > _MOST_LINES


def _cells(area: Grid, inside: list[Stretch], page: int) -> dict[int, list[Line]]:
    """The lines in each cell; a stretch that runs over a wall between two cells is cut there."""
    held: dict[int, list[Stretch]] = defaultdict(list)
    for item in inside:
        row = area.cells[area.row(item.middle)]
        first, last = area.column(item.left + 0.25 * item.size), area.column(item.right - 0.25 * item.size)
        if row[first] == row[last]:
            held[row[first]].append(item)
            continue
        owners = [row[area.column(left + 0.25 * item.size)] for left in item.lefts]
        cuts = [0, *(place for place, (one, two) in enumerate(pairwise(owners), 1) if one != two), len(owners)]
        for start, end in pairwise(cuts):
            piece = item.part(start, end)
            if piece.text:
                held[owners[start]].append(piece)
    return {cell: lines(found, page) for cell, found in held.items()}


def _rows(area: Grid, cells: dict[int, list[Line]]) -> tuple[list[list[str]], tuple[bool, ...]]:
    """The texts row by row: what spans columns or rows holds for each of them; one text alone is a line of its own."""
    sides = _sides(area)
    columns = _kept([list(column) for column in zip(*area.cells, strict=True)], area.columns, cells)
    found: list[list[str]] = []
    full: tuple[bool, ...] = ()
    before: list[int] = []
    for number in _kept(area.cells, area.rows, cells):
        owners = [area.cells[number][column] for column in columns]
        fresh = any(cell in cells and cell not in before for cell in owners)
        before = owners
        if not fresh:
            continue
        if len(set(owners)) == 1:
            found.extend([text] for text in paragraphs(cells[owners[0]], *sides[owners[0]]))
            full = ()
            continue
        found.append([flowing(paragraphs(cells.get(cell, []), *sides[cell])) for cell in owners])
        full = tuple(cell in cells and _free(cells[cell][-1], *sides[cell]) < 1 + _FULL for cell in owners)
    return found, full


def _kept(lanes: list[list[int]], edges: list[float], cells: dict[int, list[Line]]) -> list[int]:
    """The columns, or rows, that are more than the blank between two lines around the same cells."""
    found = []
    for number, (lane, (start, end)) in enumerate(zip(lanes, pairwise(edges), strict=True)):
        around = [lanes[other] for other in (number - 1, number + 1) if 0 <= other < len(lanes)]
        own = any(
            cell in cells and all(cell != other[place] for other in around) for place, cell in enumerate(lane)
        )
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
