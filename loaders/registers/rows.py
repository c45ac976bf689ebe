"""The rows below a header: which of them say something, and which only divide, add up or remark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache

from graph.ids import fold
from loaders.readers.sheet import Sheet
from loaders.registers.header import FORMS, JOINT, Header, cleaned


class Kind(Enum):
    """What a row is: an entry of the list, nothing to be read, or a line between entries that nobody understood."""

    ENTRY = "entry"
    SILENT = "silent"
    LINE = "line"


@dataclass(frozen=True)
class Row:
    """One row below a header, counted from 0: its cells as they stand, and what they say."""

    number: int
    raw: tuple[str, ...]

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The cells cleaned, each on one line."""
        return tuple(map(cleaned, self.raw))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What stands in the row, each once."""
        return tuple(dict.fromkeys(filter(None, self.cells)))

    def cell(self, column: int) -> str:
        """A cell cleaned; empty where the row does not reach that far."""
        return self.cells[column] if column < len(self.cells) else ""


class Rows:
    """The rows of a sheet below its header, each with what it is; ``name`` is the column of the entries' names."""

    def __init__(self, sheet: Sheet, header: Header, name: int) -> None:
        self._sheet = sheet
        self._header = header
        self._name = name
        serial = FORMS.compiled("serial")
        self.serials = frozenset(place for place, each in enumerate(header.names) if serial.fullmatch(each))
        self._headings = {fold(header.names[name]), fold(header.names[name].rpartition(JOINT)[2])}
        self._across = {
            row
            for top, left, bottom, right in sheet.merged
            if left <= name <= right and left < right
            for row in range(top, bottom + 1)
        }

    def __iter__(self) -> Iterator[tuple[Row, Kind]]:
        """Every row that holds anything, with what it is."""
        remarked = False
        for number in range(self._header.bottom + 1, len(self._sheet.rows)):
            row = Row(number, self._sheet.rows[number])
            if not row.words:
                continue
            if self._remarks(row):
                remarked = True
                continue
            kind = self._kind(row)
            # What goes on below a remark is more of it, but it may be an entry: it is not left out in silence.
            if kind is Kind.ENTRY and remarked and len(row.words) == 1 and len(self._header.named) > 1:
                kind = Kind.LINE
            yield row, kind

    @staticmethod
    def _remarks(row: Row) -> bool:
        note = FORMS.compiled("note")
        return all(note.match(word) for word in row.words)

    def _kind(self, row: Row) -> Kind:
        own = [cell for place, cell in enumerate(row.cells) if cell and place not in self.serials]
        name = row.cell(self._name)
        if not own or fold(name) in self._headings:
            return Kind.SILENT
        totals, number = FORMS.compiled("totals"), FORMS.compiled("number")
        if totals.fullmatch(row.words[0]) or totals.fullmatch(name) or all(map(number.fullmatch, own)):
            return Kind.SILENT
        divides = FORMS.compiled("section").match(name or row.words[0]) is not None
        alone = len(set(own)) == 1
        if (divides and (name or alone)) or (alone and row.number in self._across):
            return Kind.LINE
        return Kind.ENTRY


def parts(cell: str, separators: tuple[str, ...]) -> list[str]:
    """The names of one cell, cut at separators of whatever width, brackets kept whole, each clean.

    >>> parts("星海大学（东港、月湖校区）；光子集团等", ("、", "；"))
    ['星海大学（东港、月湖校区）', '光子集团']
    """
    if not separators:
        return [cleaned(cell)] if cleaned(cell) else []
    cut = _cut(separators)
    found: list[str] = []
    start = 0
    for match in cut.finditer(cell):
        piece = cell[start : match.start()]
        if sum(map(piece.count, "（(")) <= sum(map(piece.count, "）)")):
            found.append(piece)
            start = match.end()
    rest = cell[start:]
    # A bracket that is never closed keeps nothing together.
    found.extend(cut.split(rest) if sum(map(rest.count, "（(")) > sum(map(rest.count, "）)")) else [rest])
    others = FORMS.compiled("and_others")
    return [name for name in (others.sub("", cleaned(each)) for each in found) if name]


@lru_cache(maxsize=100)
def _cut(separators: tuple[str, ...]) -> re.Pattern[str]:
    """Finds the separators, full width or not."""
    forms = {form for separator in separators for form in (separator, *_widths(separator))}
    return re.compile("|".join(re.escape(form) for form in sorted(forms, key=lambda each: (-len(each), each))))


def _widths(separator: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKC", separator)
    wide = "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in folded)
    return folded, wide
