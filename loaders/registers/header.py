"""The header of a sheet: which of its rows name the columns, and where the column of a name is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.errors import DocumentError
from graph.ids import fold
from loaders.document import text
from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.sheet import Sheet

FORMS = PatternFile(PATTERNS / "registers.yml")
# Between the rows of a header that names a group of columns and, below, each of them.
JOINT = "/"
# A header stands among the first rows, and takes few.
_FIRST, _DEEPEST = 40, 4
_LONGEST_NAME = 60
# What stands beyond in a cell is neither a name nor shown.
_LONGEST_CELL = 5_000


# Most cells need no cleaning: nothing in them is blank, full width or half of a pair.
_CLEAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9.、，。；：（）]*")


@dataclass(frozen=True, slots=True)
class Header:
    """The rows from ``top`` to ``bottom`` (from 0) that name the columns, and the names, empty where there is none."""

    top: int
    bottom: int
    names: tuple[str, ...]

    def columns(self, name: str) -> tuple[int, ...]:
        """Every column that a name may mean: its whole name, or else the last part of one below a group.

        ``名称#2`` is the second of several that are called 名称.
        """
        wanted, _, which = name.partition("#") if name.rpartition("#")[2].isdecimal() else (name, "", "")
        found = self._called(fold(wanted))
        return found[int(which) - 1 : int(which)] if which and int(which) else found

    def _called(self, wanted: str) -> tuple[int, ...]:
        folded = [fold(name) for name in self.names]
        whole = tuple(place for place, name in enumerate(folded) if name and name == wanted)
        return whole or tuple(place for place, name in enumerate(folded) if name.rpartition(JOINT)[2] == wanted != "")

    def column(self, name: str, file: str) -> int:
        """The one column of a name; raise DocumentError where several are called so."""
        found = self.columns(name)
        if len(found) > 1:
            places = "、".join(str(place + 1) for place in found)
            first = f"{name}#1"
            raise DocumentError(
                f"{file}：“{name}”有 {len(found)} 列（第 {places} 列），请改表头，或在映射里写“{first}”"
            )
        return found[0]

    def missing(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those names for which there is no column."""
        return tuple(dict.fromkeys(name for name in names if not self.columns(name)))

    @property
    def named(self) -> tuple[str, ...]:
        """The names that there are, in order."""
        return tuple(name for name in self.names if name)


def cleaned(cell: str) -> str:
    """A cell in one line, cleaned like any text: its line breaks are those of a narrow column; a very long one cut.

    >>> cleaned("星海 光子\\n实验室")
    '星海光子实验室'
    """
    if _CLEAN.fullmatch(cell):
        return cell
    return _cleaned(cell) if len(cell) < _LONGEST_NAME else text.clean(_line(cell)).text


@lru_cache(maxsize=50_000)
def _cleaned(cell: str) -> str:
    return text.clean(_line(cell)).text


def _line(cell: str) -> str:
    return " ".join(cell[:_LONGEST_CELL].splitlines())


def find(sheet: Sheet, wanted: Iterable[str]) -> Header:
    """The header of a sheet: of its first rows those with the most of the wanted columns, the fewest and first."""
    names = tuple(wanted)
    return max(
        candidates(sheet), key=lambda header: (-len(header.missing(names)), header.top - header.bottom, -header.top)
    )


def candidates(sheet: Sheet) -> Iterator[Header]:
    """Every header that a sheet may have: its first rows, each alone or with those below that belong to it."""
    first = range(min(len(sheet.rows), _FIRST))
    # A row into which cells of the one above reach is the lower part of a header, never its first row.
    lower = {row for top, left, bottom, right in sheet.merged if left == right for row in _below(top, bottom)}
    # A row of one value is a title, unless the sheet has one column.
    several = [top for top in first if len(set(map(str.strip, sheet.rows[top])) - {""}) > 1 and top not in lower]
    for top in several or first:
        bottom = _bottom(sheet, top)
        yield _header(sheet, top, bottom)
        if bottom == top and top + 1 < len(sheet.rows):
            yield _header(sheet, top, top + 1)


def _below(top: int, bottom: int) -> range:
    """The rows below the first of a merged area that may be part of a header."""
    return range(top + 1, bottom + 1) if bottom - top < _DEEPEST and top < _FIRST else range(0)


def _bottom(sheet: Sheet, top: int) -> int:
    """The last row of a header that begins with a row: as far as it is merged downwards, or parts its groups."""
    reach = [
        area[2] for area in sheet.merged if area[0] == top and area[1] == area[3] and top < area[2] < top + _DEEPEST
    ]
    if reach:
        return min(max(reach), len(sheet.rows) - 1)
    return top + 1 if top + 1 < len(sheet.rows) and _parts_groups(sheet, top) else top


def _parts_groups(sheet: Sheet, top: int) -> bool:
    """Whether the row below names the columns of a group: it has words only there, and only such as name columns."""
    upper, below = ([cleaned(cell) for cell in row] for row in sheet.rows[top : top + 2])
    named = {place: cell for place, cell in enumerate(below) if cell}
    if not 0 < len(named) < len(below) or not all(map(is_heading, named.values())):
        return False
    across = {
        place
        for first, left, last, right in sheet.merged
        if first == last == top and left < right
        for place in range(left, right + 1)
    }
    return any(place in across or place >= len(upper) or not upper[place] for place in named)


def is_heading(cell: str) -> bool:
    """Whether a clean cell says what stands below it."""
    return means(cell) != ("", "") or FORMS.compiled("serial").fullmatch(cell) is not None


@lru_cache(maxsize=5_000)
def means(name: str) -> tuple[str, str]:
    """What a column of a name says of a row, and of which label the things are that it names; empty where unknown."""
    last = _name(name).rpartition(JOINT)[2]
    for place, (meaning, pattern) in enumerate(FORMS.series("columns", "means")):
        if pattern.fullmatch(last):
            return meaning, str(FORMS.raw["columns"][place].get("label", ""))
    return ("", "")


def _header(sheet: Sheet, top: int, bottom: int) -> Header:
    rows = [[_name(cleaned(cell)) for cell in sheet.rows[number]] for number in range(top, bottom + 1)]
    width = max(map(len, rows))
    if len(rows) > 1 and not sheet.merged:
        _spread(rows)
    parts = [dict.fromkeys(row[place] for row in rows if place < len(row) and row[place]) for place in range(width)]
    names = list(map(JOINT.join, parts))
    for first, left, last, right in sheet.merged:
        if top <= first and last <= bottom and left < len(names):
            # One heading over several columns is that of the first, unless a row below tells them apart.
            names[left + 1 : right + 1] = ["" if name == names[left] else name for name in names[left + 1 : right + 1]]
    while names and not names[-1]:
        names.pop()
    return Header(top, bottom, tuple(names))


def _spread(rows: list[list[str]]) -> None:
    """Give the name of a group to every column of it, where nothing tells how far the cell reached."""
    upper, lower = rows[0], rows[-1]
    upper.extend([""] * (len(lower) - len(upper)))
    for place in range(1, len(lower)):
        if lower[place] and not upper[place]:
            upper[place] = upper[place - 1]


def _name(cell: str) -> str:
    return FORMS.compiled("required").sub("", cell) if len(cell) <= _LONGEST_NAME else ""
