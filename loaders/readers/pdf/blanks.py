"""Tables without rules: rows of texts that stand below each other, parted by the same blanks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.pdf.cells import flowing
from loaders.readers.pdf.lines import Line, line
from loaders.readers.pdf.strokes import Stretch
from loaders.readers.pdf.tables import Table

_FORMS = PatternFile(PATTERNS / "print.yml")
# So many rows make a table; the blank between two columns, and the distance of two rows, in letters.
_ROWS, _BLANK, _STEP = 3, 0.8, 3.5
# So many lines may stand in one column alone between two rows.
_ALONE = 2
# Rows of three columns say more than rows of two.
_COLUMNS = 3
# A column so wide, in letters, and so full is running text.
_LONG, _FILL = 14, 0.85
# Columns of the next page may stand apart so far.
_SLACK = 18.0

Span = tuple[float, float]


@dataclass(slots=True)
class _Run:
    """Rows that may be a table: their lines, their cells, and the widths that the cells take up together."""

    rows: list[Line] = field(default_factory=list)
    cells: list[list[Stretch]] = field(default_factory=list)
    columns: list[Span] = field(default_factory=list)
    alone: int = 0

    def takes(self, row: Line, cells: list[Stretch]) -> bool:
        """Add a row if it belongs to the others: if it joins no two of their columns."""
        if not cells or (self.rows and not _follows(self.rows[-1], row)):
            return False
        columns = _merged([*self.columns, *((cell.left, cell.right) for cell in cells)])
        if self.rows:
            narrow = any(right[0] - left[1] < 0.5 * row.size for left, right in pairwise(columns))
            if narrow or len(columns) < max(2, len(self.columns)):
                return False
        if len(cells) == 1 and not self._is_tail(cells[0]):
            return False
        self.alone = self.alone + 1 if len(cells) == 1 else 0
        self.rows.append(row)
        self.cells.append(cells)
        self.columns = columns
        return True

    def _is_tail(self, cell: Stretch) -> bool:
        """Whether a text alone goes on with one of the columns."""
        if not self.rows or self.alone >= _ALONE:
            return False
        return self.columns[0][0] - 1 <= cell.left and cell.right <= self.columns[-1][1] + 1

    def settled(self) -> Iterator[Line | Table]:
        """The rows as a table, or as the lines that they were."""
        last = len(self.rows) - self.alone
        run = self.cells[:last]
        told = [cells for cells in run if len(cells) > 1]
        columns = _merged((cell.left, cell.right) for cells in run for cell in cells)
        least = _ROWS - (len(columns) > _COLUMNS)
        if len(told) < least or not _is_told(told, columns) or _runs_on(told, columns):
            yield from self.rows
            return
        yield _table(self.rows[:last], run, columns)
        yield from self.rows[last:]


def tables(found: Iterable[Line]) -> Iterator[Line | Table]:
    """The lines of a page, those that make up a table put together to one."""
    run = _Run()
    for each in found:
        cells = _cells(each)
        if run.takes(each, cells):
            continue
        yield from run.settled()
        run = _Run()
        if not run.takes(each, cells):
            yield each
    yield from run.settled()


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans, those that overlap put together, from left to right."""
    found: list[Span] = []
    for left, right in sorted(spans):
        if found and left < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def _follows(above: Line, below: Line) -> bool:
    return above.flow == below.flow and 0 < below.top - above.top < _STEP * max(above.size, below.size)


def _cells(each: Line) -> list[Stretch]:
    """The pieces of a line that wide blanks part, none of a list of contents; a number belongs to its text."""
    if len(each.pieces) == 1 and not each.pieces[0].holes:
        return each.pieces
    if _FORMS.compiled("leader").search(each.text):
        return []
    pieces = [piece for item in each.pieces for piece in item.pieces()]
    found = pieces[:1]
    for piece in pieces[1:]:
        before = found[-1]
        letters = len(before.text) == len(piece.text) == 1 and not (before.text + piece.text).isascii()
        label = len(found) == 1 and _FORMS.compiled("label").fullmatch(before.text) is not None
        if letters or label or piece.left - before.right < _BLANK * each.size:
            found[-1] = _one(before, piece)
        else:
            found.append(piece)
    return found


def _one(before: Stretch, piece: Stretch) -> Stretch:
    """Two pieces as one."""
    text = line([before, piece], 0).text
    lefts = before.lefts[:]
    lefts.extend([before.right] * (len(text) - len(before.text) - len(piece.text)))
    lefts.extend(piece.lefts)
    return Stretch(text, lefts[: len(text)], piece.right, before.base, max(before.size, piece.size))


def _is_told(told: list[list[Stretch]], columns: list[Span]) -> bool:
    """Whether every column says something in two rows or more."""
    return all(
        sum(any(left <= piece.left < right for piece in row) for row in told) >= min(2, len(told))
        for left, right in columns
    )


def _runs_on(told: list[list[Stretch]], columns: list[Span]) -> bool:
    """Whether two columns are filled with running text."""
    size = median(piece.size for row in told for piece in row)
    filled = 0
    for left, right in columns:
        widths = [piece.right - piece.left for row in told for piece in row if left <= piece.left < right]
        filled += right - left > _LONG * size and median(widths) > _FILL * (right - left)
    return filled > 1


def _table(rows: list[Line], run: list[list[Stretch]], columns: list[Span]) -> Table:
    texts: list[list[list[str]]] = []
    for cells in run:
        held: list[list[str]] = [[] for _ in columns]
        for piece in cells:
            number = max(place for place, (left, _) in enumerate(columns) if left <= piece.left + 1)
            held[number].append(piece.text)
        if texts and len(cells) == 1 and not held[0]:
            for above, more in zip(texts[-1], held, strict=True):
                above.extend(more)
        else:
            texts.append(held)
    lefts = tuple(left for left, _ in columns)
    top, bottom, page = rows[0].top, rows[-1].bottom, rows[0].page
    said = [[flowing(cell) for cell in row] for row in texts]
    return Table(page, top, bottom, columns[0][0], columns[-1][1], lefts, said, slack=_SLACK)
