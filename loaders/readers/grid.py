"""Tables of a page: those that hold data become one line a row, those that only lay the page out become boxes."""

from __future__ import annotations

from loaders.readers import wording
from loaders.readers.item import CELL
from loaders.readers.markup import Box, Line

_PARTS = frozenset({"thead", "tbody", "tfoot"})
# A cell of so many characters in so many lines is a column of the page and no cell of data.
_COLUMN_CHARACTERS = 300
_COLUMN_LINES = 3
# Of a table that merges its cells: how much longer than its own words it may become.
_MOST_TIMES = 5
_SMALL = 20_000

Row = list[Box]


def settle(box: Box) -> None:
    """Turn every table of data in a box into lines of rows, the innermost first."""
    for inner in box.boxes():
        settle(inner)
    if box.tag != "table":
        return
    rows, captions = _rows(box)
    if not _holds_data(box, rows):
        return
    box.parts = [*captions, *_lines(rows)]


def _rows(table: Box) -> tuple[list[Row], list[Box | Line]]:
    """The rows of cells, and what stands in the table outside of them: its caption."""
    rows: list[Row] = []
    others: list[Box | Line] = []
    groups: list[list[Box | Line]] = [
        part.parts if isinstance(part, Box) and part.tag in _PARTS else [part] for part in table.parts
    ]
    for part in (part for group in groups for part in group):
        if isinstance(part, Box) and part.tag == "tr":
            rows.append([cell for cell in part.boxes() if cell.tag in ("td", "th")])
        else:
            others.append(part)
    return [row for row in rows if row], others


def _holds_data(table: Box, rows: list[Row]) -> bool:
    """Whether rows and columns of a table mean something, or only put the parts of a page in their places."""
    full = [[cell for cell in row if _size(cell)] for row in rows]
    wide = [row for row in full if len(row) > 1]
    if not wide:
        return False
    cells = [cell for row in full for cell in row]
    if table.bordered or 2 * sum(cell.bordered for cell in cells) >= len(cells):
        return not any(_is_column(cell) and len(wide) == 1 for cell in cells)
    total = sum(map(_size, cells))
    largest = max(cells, key=_size)
    if any(line.is_row for cell in cells for line in cell.lines()):
        return False
    if 2 * _size(largest) > total and _is_column(largest):
        return False
    return len(wide) > 2 or not any(_is_block(cell) for cell in cells)


def _is_column(cell: Box) -> bool:
    return _size(cell) >= _COLUMN_CHARACTERS and sum(1 for _ in cell.lines()) >= _COLUMN_LINES


def _is_block(cell: Box) -> bool:
    """Whether a cell holds several paragraphs or links."""
    lines = list(cell.lines())
    return len(lines) >= _COLUMN_LINES and any(wording.is_prose(line) or line.linked for line in lines)


def _size(cell: Box) -> int:
    return sum(len(line.text) for line in cell.lines())


def _lines(rows: list[Row]) -> list[Line]:
    """A line for each row, merged cells written into every place that they cover.

    A row that is one cell over all columns is a heading of the table and written once.
    """
    left = max(_SMALL, _MOST_TIMES * sum(_size(cell) for row in rows for cell in row))
    hanging: dict[int, tuple[str, int]] = {}
    found: list[Line] = []
    for row in rows:
        texts: dict[int, str] = {}
        covered = {column for column, (_, depth) in hanging.items() if depth > 0}
        for column in covered:
            text, depth = hanging[column]
            hanging[column] = (text, depth - 1)
            texts[column] = text if left > 0 else ""
            left -= len(text)
        column = 0
        for cell in row:
            while column in covered:
                column += 1
            text = " ".join(line.text.replace(CELL, " ") for line in cell.lines())
            columns, depth = cell.spans
            for place in range(column, column + columns):
                texts[place] = text if place == column or left > 0 else ""
                hanging[place] = (text, depth - 1)
                left -= len(text)
            column += columns
        shown = [texts.get(place, "") for place in range(max(texts, default=-1) + 1)]
        text = shown[0] if len(row) == 1 and not covered else CELL.join(shown)
        if text.strip(CELL):
            inner = [line for cell in row for line in cell.lines()]
            linked, is_file = sum(line.linked for line in inner), any(line.is_file for line in inner)
            found.append(Line(text, linked, is_file, is_row=True))
    return found
