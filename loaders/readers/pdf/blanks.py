"""Tables without rules: rows of texts that stand below each other, parted by the same blanks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def tables(found: Iterable[Line]) -> Iterator[Line | Table]:
    """The lines of a page, those that make up a table put together to one."""
    run: list[list[Stretch]] = []
    rows: list[Line] = []
    for each in found:
        cells = _cells(each)
        grown = _grown(run, cells) if rows and _follows(rows[-1], each) else []
        if grown and (len(cells) > 1 or _is_tail(run, cells)):
            run.append(cells)
            rows.append(each)
            continue
        yield from _settled(rows, run)
        run, rows = ([cells], [each]) if len(cells) > 1 else ([], [])
        if not rows:
            yield each
    yield from _settled(rows, run)


def _follows(above: Line, below: Line) -> bool:
    return above.flow == below.flow and 0 < below.top - above.top < _STEP * max(above.size, below.size)


def _cells(each: Line) -> list[Stretch]:
    """The pieces of a line that wide blanks part; a number that stands apart from its text is part of it."""
    if len(each.pieces) == 1 and not each.pieces[0].holes:
        return each.pieces
    if _FORMS.compiled("leader").search(each.text):
        return each.pieces[:1]
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


def _columns(run: Iterable[Iterable[Stretch]]) -> list[Span]:
    """The widths that the pieces of all rows take up together."""
    found: list[Span] = []
    for left, right in sorted((piece.left, piece.right) for row in run for piece in row):
        if found and left < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def _grown(run: list[list[Stretch]], cells: list[Stretch]) -> list[Span]:
    """The columns of some rows and one more; none where it would join two of them."""
    size = max(piece.size for row in run for piece in row)
    before, columns = _columns(run), _columns([*run, cells])
    narrow = any(right[0] - left[1] < 0.5 * size for left, right in pairwise(columns))
    return [] if narrow or len(columns) < max(2, len(before)) else columns


def _is_tail(run: list[list[Stretch]], cells: list[Stretch]) -> bool:
    """Whether a text alone goes on with one of the columns."""
    alone = 0
    for row in reversed(run):
        if len(row) > 1:
            break
        alone += 1
    (piece,) = cells
    left, right = _columns(run)[0][0], _columns(run)[-1][1]
    return alone < _ALONE and left - 1 <= piece.left and piece.right <= right + 1


def _settled(rows: list[Line], run: list[list[Stretch]]) -> Iterator[Line | Table]:
    """Rows as a table, or as the lines that they were."""
    last = len(rows)
    while last and len(run[last - 1]) < 2:
        last -= 1
    told = [cells for cells in run[:last] if len(cells) > 1]
    columns = _columns(run[:last])
    if len(told) < _ROWS - (len(columns) > _COLUMNS) or not _is_told(told, columns) or _runs_on(told, columns):
        yield from rows
        return
    yield _table(rows[:last], run[:last], columns)
    yield from rows[last:]


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
