"""Tables over a page break: rows put together, heads said once, cells that go on."""

from __future__ import annotations

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.pdf.lines import glue
from loaders.readers.pdf.tables import Table

_FORMS = PatternFile(PATTERNS / "print.yml")
# The first rows of a table are its head: so many may be said again on the next page.
_HEAD = 3


def join(table: Table, more: Table) -> None:
    """Go on with a table's rows on the next page: its head is not said again, a broken row is made whole."""
    rows, added = table.rows, more.rows
    repeated = 0
    while repeated < min(_HEAD, len(rows), len(added) - 1) and rows[repeated] == added[repeated]:
        repeated += 1
    added = added[repeated:]
    if not repeated and rows and added and len(rows[-1]) == len(added[0]) == len(table.open) == len(more.deep):
        if _is_cut(table, more):
            rows[-1] = [before + glue(before, after) + after for before, after in zip(rows[-1], added[0], strict=True)]
            added = added[1:]
        _fill(table, more)
    rows.extend(added)
    table.page, table.columns, table.full, table.open = more.page, more.columns, more.full, more.open


def _is_cut(table: Table, more: Table) -> bool:
    """Whether a page's first row goes on with the row that the page before ended with."""
    above, below = table.rows[-1], more.rows[0]
    ends, begins = [foot for foot, _ in table.open], [head for _, head in more.open]
    if any(ends):
        return all(ends) and all(begins)
    said = [number for number, text in enumerate(below) if text]
    if not said or not all(above[number] for number in said):
        return False
    if not below[0] and above[0]:
        return True
    missing = any(text and not below[number] for number, text in enumerate(above))
    opened = any(_FORMS.compiled("opened").search(above[number]) for number in said)
    return all(table.full[number] for number in said) and (missing or opened)


def _fill(table: Table, more: Table) -> None:
    """Say again what a cell says that goes on over the page beside rows that end on it."""
    for number, ((foot, _), deep) in enumerate(zip(table.open, more.deep, strict=True)):
        for row in more.rows[:deep] if foot and not more.rows[0][number] else ():
            row[number] = table.rows[-1][number]
