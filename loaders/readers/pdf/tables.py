"""Ruled tables of a page: cells found by their lines, each with its text, rows put together over page breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from loaders.readers.pdf import order
from loaders.readers.pdf.strokes import Rule, Sheet, Stretch

# Lines closer than this are one; more lines than this are a drawing.
_SNAP = 3.0
_MOST_EDGES = 400
# Columns of the next page that stand within this are the same.
_SAME = 6.0

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Table:
    """A table: where it stands on its page, where its columns begin, and its rows of cells' texts."""

    page: int
    top: float
    bottom: float
    left: float
    right: float
    columns: tuple[float, ...] = ()
    rows: list[list[str]] = field(default_factory=list)

    def continues(self, other: Table) -> bool:
        """Whether it goes on with the table of the page before."""
        return len(self.columns) == len(other.columns) and all(
            abs(mine - theirs) <= _SAME for mine, theirs in zip(self.columns, other.columns, strict=True)
        )


def take(sheet: Sheet, page: int) -> list[Table]:
    """Take the ruled tables off a page, from top to bottom; what stands in one frame alone is no table."""
    if len(sheet.rules) < 4:
        return []
    found = []
    for cells in _grids(sheet.rules):
        table = _table(cells, sheet, page)
        if table is not None:
            found.append(table)
    return sorted(found, key=lambda table: (table.top, table.left))


def join(rows: list[list[str]], more: list[list[str]]) -> None:
    """Go on with a table's rows on the next page: its head is not said again, a broken row is made whole."""
    if more and rows and more[0] == rows[0]:
        more = more[1:]
    if more and rows and not more[0][0] and any(more[0]) and rows[-1][0]:
        rows[-1] = [before + after for before, after in zip(rows[-1], more[0], strict=True)]
        more = more[1:]
    rows.extend(more)


def _grids(rules: list[Rule]) -> list[list[Box]]:
    """The cells that lines close in, table by table."""
    from pdfplumber import table as ruled

    edges = ruled.merge_edges([_edge(rule) for rule in rules], _SNAP, _SNAP, _SNAP, _SNAP)
    if len(edges) > _MOST_EDGES:
        return []
    edges += _open_ends(edges)
    crossings = ruled.edges_to_intersections(edges, _SNAP, _SNAP)
    return [list(cells) for cells in ruled.cells_to_tables(ruled.intersections_to_cells(crossings))]


def _open_ends(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines that are not drawn where a page cuts a row: there several upright ones end at one height."""
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    flat = [edge["top"] for edge in edges if edge["orientation"] == "h"]
    found = []
    for end in ("top", "bottom"):
        for height in _steps(edge[end] for edge in upright):
            here = [edge["x0"] for edge in upright if abs(edge[end] - height) <= _SNAP]
            if len(here) > 2 and all(abs(height - other) > _SNAP for other in flat):
                found.append(_edge(Rule(min(here), height, max(here), height)))
    return found


def _edge(rule: Rule) -> dict[str, Any]:
    """A rule as the table finder knows it; the middle of a thin box."""
    if rule.flat:
        y = (rule.y0 + rule.y1) / 2
        return {"x0": rule.x0, "x1": rule.x1, "top": y, "bottom": y, "width": rule.x1 - rule.x0, "orientation": "h"}
    x = (rule.x0 + rule.x1) / 2
    return {"x0": x, "x1": x, "top": rule.y0, "bottom": rule.y1, "height": rule.y1 - rule.y0, "orientation": "v"}


def _table(cells: list[Box], sheet: Sheet, page: int) -> Table | None:
    columns = _steps(cell[0] for cell in cells)
    heights = _steps(cell[1] for cell in cells)
    if len(columns) < 2 or len(heights) < 2:
        return None
    table = Table(
        page,
        min(cell[1] for cell in cells),
        max(cell[3] for cell in cells),
        min(cell[0] for cell in cells),
        max(cell[2] for cell in cells),
        tuple(columns),
    )
    inside = [item for item in sheet.stretches if _in_table(item, table)]
    texts = _texts(cells, inside, page)
    told = [{id(cell) for cell in cells if texts[cell] and cell[1] - _SNAP <= y < cell[3] - _SNAP} for y in heights]
    if sum(len(row) > 1 for row in told) < 2:
        # Frames around parts of a page are drawn like a table and hold none.
        return None
    sheet.stretches = [item for item in sheet.stretches if not _in_table(item, table)]
    grid = [["" for _ in columns] for _ in heights]
    for cell, text in texts.items():
        # What spans columns or rows holds for each of them.
        for row, height in enumerate(heights):
            for column, start in enumerate(columns):
                if cell[0] - _SNAP <= start < cell[2] - _SNAP and cell[1] - _SNAP <= height < cell[3] - _SNAP:
                    grid[row][column] = text
    table.rows = [row for row in grid if any(row)]
    return table


def _steps(values: Iterable[float]) -> list[float]:
    """The different values among nearly equal ones, sorted."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found


def _in_table(item: Stretch, table: Table) -> bool:
    middle = (item.left + item.right) / 2
    return table.top <= item.middle <= table.bottom and table.left <= middle <= table.right


def _texts(cells: list[Box], stretches: list[Stretch], page: int) -> dict[Box, str]:
    """The text in each cell; a stretch that runs over a line between two cells is cut there."""
    held: dict[Box, list[Stretch]] = {cell: [] for cell in cells}
    for item in stretches:
        row = [cell for cell in cells if cell[1] <= item.middle <= cell[3]]
        for cell in row:
            inside = [
                place
                for place, (left, right) in enumerate(zip(item.lefts, item.rights, strict=True))
                if cell[0] <= (left + right) / 2 < cell[2]
            ]
            if inside:
                held[cell].append(item.part(inside[0], inside[-1] + 1))
    return {cell: _joined([line.text for line in order.lines(found, page)]) for cell, found in held.items()}


def _joined(lines: list[str]) -> str:
    """The lines of a cell as one: Latin words keep a blank, Chinese text needs none."""
    text = ""
    for line in (line.strip() for line in lines):
        latin = text[-1:].isascii() and text[-1:].isalnum() and line[:1].isascii() and line[:1].isalpha()
        text += (" " if latin else "") + line
    return text
