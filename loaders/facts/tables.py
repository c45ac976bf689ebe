"""Tables of indicators: a row each under 指标, with the years or 现状 and 目标 at the head of their columns.

``指标 │ 2020年 │ 2025年 │ 年均增长（%）`` over ``研发经费（亿元） │ 120 │ 200 │ 10`` gives what was reached, what is to
be, and how fast. What stands in 〔〕 is what the years between them come to together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.facts import amounts
from loaders.facts.targetforms import TargetForms
from loaders.readers.item import CELL

_LINE = re.compile(r"[^\n]+")
# A line between two rows that is no row itself is the name of a group where it is no longer than this.
_GROUP = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it stands, and what it says."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """What the head of a column says of its figures: their kind, their year, and of a rate its name and unit."""

    kind: str
    year: str
    rate: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of a table: its cell, and all that its row and its column say of it."""

    start: int
    end: int
    indicator: str
    sign: str
    value: str
    unit: str
    year: str
    kind: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of indicators: where it begins and ends, and its figures."""

    start: int
    end: int
    entries: tuple[Entry, ...]


def find(text: str, forms: TargetForms, *, issued: str = "", planned: str = "") -> Iterator[Table]:
    """Every table of indicators in a text; other tables are passed over.

    ``issued`` is the document's year, ``planned`` the year of the columns that only say 目标.
    """
    if CELL not in text:
        return
    for rows in _blocks(text):
        entries = tuple(_entries(rows, forms, issued, planned))
        if entries:
            yield Table(rows[0][0].start, rows[-1][-1].end, entries)


def _blocks(text: str) -> Iterator[list[list[Cell]]]:
    """Lines of cells that follow one another, but for the names of groups between them."""
    block: list[list[Cell]] = []
    gap = 0
    for line in _LINE.finditer(text):
        if CELL in line.group():
            block.append(_cells(line))
            gap = 0
        elif block:
            gap += 1
            if gap > 1 or len(line.group()) > _GROUP or line.group()[-1] in "。；：" or any(amounts.find(line.group())):
                yield block
                block = []
    if block:
        yield block


def _cells(line: re.Match[str]) -> list[Cell]:
    found = []
    start = line.start()
    for piece in line.group().rstrip(f"{CELL} ").split(CELL):
        bare = piece.strip()
        begin = start + piece.find(bare) if bare else start
        found.append(Cell(begin, begin + len(bare), bare))
        start += len(piece) + 1
    return found


def _entries(rows: list[list[Cell]], forms: TargetForms, issued: str, planned: str) -> Iterator[Entry]:
    if not any(forms.compiled("name_column").fullmatch(cell.text) for cell in rows[0]):
        return
    head = 2 if len(rows) > 2 and _goes_on(rows[1], forms) else 1
    widths = Counter(len(row) for row in rows[head:])
    if not widths:
        return
    width = max(widths, key=lambda width: (widths[width], width))
    titles = _titles(rows[:head], max(width, *(len(row) for row in rows[:head])))
    columns = _columns(titles, forms, issued, planned)
    name_at = next((at for at, title in enumerate(titles) if forms.compiled("name_column").match(title)), 0)
    unit_at = next((at for at, title in enumerate(titles) if forms.compiled("unit_column").fullmatch(title)), -1)
    for row in rows[head:]:
        yield from _of_row(_whole(row, len(titles), name_at, forms), columns, name_at, unit_at, forms)


def _whole(row: list[Cell], width: int, name_at: int, forms: TargetForms) -> list[Cell]:
    """A row with the cells that it lacks: behind it, or before a name where they are said once for several rows."""
    missing = width - len(row)
    if missing <= 0:
        return row[:width]
    named = len(row) > name_at and not forms.compiled("cell").fullmatch(row[name_at].text)
    before = 0 if named else min(name_at, missing)
    nothing = Cell(0, 0, "")
    return [nothing] * before + row + [nothing] * (missing - before)


def _goes_on(row: list[Cell], forms: TargetForms) -> bool:
    """Whether the head of a table goes on in a row: titles of columns, and no figures but years."""
    titled = any(forms.compiled("title_cell").search(cell.text) for cell in row)
    figures = (cell.text for cell in row if forms.compiled("cell").fullmatch(cell.text))
    return titled and all(forms.compiled("title_cell").search(figure) for figure in figures)


def _titles(head: list[list[Cell]], width: int) -> list[str]:
    """The title of every column; a cell that spans several stands before the title of each."""
    if not width:
        return []
    titles = [""] * width
    for row in head:
        texts = [cell.text for cell in row]
        if len(texts) < width:
            opened = 0 if row is head[0] else width - len(texts)
            texts = _spread(texts, width) if row is head[0] else [""] * opened + texts
        titles = [before + own for before, own in zip(titles, texts, strict=False)]
    return titles


def _spread(texts: list[str], width: int) -> list[str]:
    """A row of spanning cells: the first names the rows, the others share what is left."""
    groups = len(texts) - 1
    if groups < 1 or (width - 1) % groups:
        return texts + [""] * (width - len(texts))
    each = (width - 1) // groups
    return texts[:1] + [text for text in texts[1:] for _ in range(each)]


def _columns(titles: list[str], forms: TargetForms, issued: str, planned: str) -> dict[int, Column | None]:
    """What each column behind the first holds; None for those that hold no figures.

    A rate belongs to the year that the column before it names.
    """
    columns: dict[int, Column | None] = {}
    before: Column | None = None
    for place, title in enumerate(titles):
        column = _column(title, forms, issued, planned) if place else None
        if column is not None and column.rate and before is not None:
            column = replace(column, kind=before.kind, year=column.year or before.year)
        elif column is not None:
            before = column
        columns[place] = column
    return columns


def _column(title: str, forms: TargetForms, issued: str, planned: str) -> Column | None:
    rate = forms.compiled("rate_column").search(title)
    said = forms.year.search(title)
    year = (said["year"] or str(forms.raw["plans"][said["plan"]])) if said else ""
    reached = forms.compiled("reached_column").search(title) is not None
    aimed = forms.compiled("aimed_column").search(title) is not None
    if rate:
        unit = forms.raw["points"] if forms.raw["points"] in title else "%"
        return Column("baseline" if reached else "target", year, rate.group(), unit)
    if (reached and not forms.compiled("expected_column").search(title)) or (
        year and not aimed and issued and year < issued
    ):
        return Column("baseline", year)
    return Column("target", year or planned) if aimed or year else None


def _of_row(
    row: list[Cell], columns: dict[int, Column | None], name_at: int, unit_at: int, forms: TargetForms
) -> Iterator[Entry]:
    sized = forms.compiled("sized_name").fullmatch(forms.compiled("row_number").sub("", row[name_at].text))
    if sized is None:
        return
    unit = row[unit_at].text if unit_at >= 0 else sized["unit"] or ""
    for place, cell in enumerate(row):
        column = columns.get(place)
        summed = forms.compiled("summed").fullmatch(cell.text)
        match = forms.compiled("cell").fullmatch(summed["sum"] if summed else cell.text) if column else None
        if column is None or match is None or not match["number"]:
            continue
        change, counted = _change(sized["name"], unit, forms) if summed else (column.rate, column.unit)
        own = next(amounts.find(match["number"] + (match["unit"] or "")), None) if match["unit"] else None
        yield Entry(
            cell.start,
            cell.end,
            f"{sized['name']}{change}",
            str(forms.raw["cell_signs"].get(match["sign"] or match["after"] or "", "=")),
            match["number"].replace(",", "").replace("，", ""),
            counted or (own.unit if own else match["unit"] or unit),
            column.year,
            column.kind,
        )


def _change(name: str, unit: str, forms: TargetForms) -> tuple[str, str]:
    """What several years come to together is called, and what it counts in: a share that grows does so by points."""
    called = forms.raw["summed_up"]
    if forms.compiled("changing").search(name) or unit != "%":
        return called["sum"], unit
    return called["growth"], forms.raw["points"]
