"""Tables over a page break: rows put together, heads said once, cells that go on."""

from __future__ import annotations

from itertools import takewhile

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.pdf.lines import glue
from loaders.readers.pdf.tables import Table

_FORMS = PatternFile(PATTERNS / "print.yml")
# The first rows of a table are its head: so many may be said again on the next page.
_HEAD = 3


def join(table: Table, more: Table) -> None:
    """Go on with a table's rows on the next page: its head is not said again, a broken row is made whole."""
    repeated = _repeated(table.rows, more.rows)
    rows, owners = more.rows[repeated:], more.owners[repeated:]
    if rows and table.rows and len(table.rows[-1]) == len(rows[0]) == len(table.open) == len(more.open):
        on = _going_on(table, more, repeated)
        for column, goes_on in enumerate(on):
            if goes_on:
                _join_cell(table, rows, owners, column)
        if all(on):
            rows, owners = rows[1:], owners[1:]
    table.rows.extend(rows)
    table.owners.extend(owners)
    table.page, table.columns, table.full, table.open = more.page, more.columns, more.full, more.open


def _repeated(rows: list[list[str]], added: list[list[str]]) -> int:
    """How many rows say a table's head again."""
    number = 0
    while number < min(_HEAD, len(rows), len(added) - 1) and rows[number] == added[number]:
        number += 1
    return number


def _join_cell(table: Table, rows: list[list[str]], owners: list[list[int]], column: int) -> None:
    """Make one of a cell on two pages, in all rows that it spans."""
    above = table.owners[-1][column]
    before, after = table.rows[-1][column], rows[0][column]
    said = before + glue(before, after) + after
    for row in table.rows[-_span(table.owners[::-1], column) :]:
        row[column] = said
    for row, own in zip(rows[: _span(owners, column)], owners, strict=False):
        row[column], own[column] = said, above


def _span(owners: list[list[int]], column: int) -> int:
    """How many rows the first cell of a column spans."""
    return sum(1 for _ in takewhile(lambda own: own[column] == owners[0][column], owners))


def _going_on(table: Table, more: Table, repeated: int) -> list[bool]:
    """Of each column whether its cell at the foot of a page goes on on the next one; all do in a row that is cut."""
    above, below = table.rows[-1], more.rows[repeated]
    ends = [foot for foot, _ in table.open]
    begins = [bool(repeated) or head for _, head in more.open]
    said = [number for number, text in enumerate(below) if text]
    if any(ends) and not all(ends):
        return [end and (begin or not text) for end, begin, text in zip(ends, begins, below, strict=True)]
    if any(ends) and not repeated:
        return [all(begins)] * len(ends)
    missing = [number for number, text in enumerate(above) if text and not below[number]]
    wide = [_span(table.owners[::-1], number) > 1 or _span(more.owners[repeated:], number) > 1 for number in missing]
    full = all(table.full[number] for number in said)
    if any(ends):
        cut = bool(missing) or full
    elif not said or not all(above[number] for number in said):
        cut = False
    elif missing and all(wide):
        # A new row beside cells that span it, too.
        return [number in missing for number in range(len(above))]
    else:
        opened = any(_FORMS.compiled("opened").search(above[number]) for number in said)
        cut = bool(above[0] and not below[0]) or (full and (bool(missing) or opened))
    return [cut] * len(above)
