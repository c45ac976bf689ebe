"""A sheet of cells: what a workbook or a delimited file holds, before anybody knows which row is its header."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# First row, first column, last row, last column of merged cells, counted from 0.
Area = tuple[int, int, int, int]

# Why a cell that ought to hold something is empty: a formula nobody worked out, or one that went wrong.
UNCOMPUTED, FAULTY = "uncomputed", "faulty"


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The cells of one sheet as text, row by row as they stand, merged ones filled with what they show.

    ``name`` is empty for a file that has no sheets. A ``ragged`` sheet has rows of different lengths, which say
    that a separator is missing or too many. ``merged`` are the areas that were one cell, ``blank`` the cells
    (row, column, from 0) that are empty although something was meant to stand there.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    ragged: bool = False
    blank: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell.strip() for row in self.rows for cell in row)

    def place(self, row: int) -> str:
        """Where a row (from 0) stands, as its own program numbers it.

        >>> Sheet("国家级", ()).place(4), Sheet("", ()).place(4)
        ('工作表“国家级”第 5 行', '第 5 行')
        """
        return f"工作表“{self.name}”第 {row + 1} 行" if self.name else f"第 {row + 1} 行"


def filled(rows: list[list[str]], merged: tuple[Area, ...]) -> tuple[tuple[str, ...], ...]:
    """The rows with the value of merged cells in every cell they cover; what lies outside of the rows is left."""
    for top, left, bottom, right in merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = value
    return tuple(map(tuple, rows))
