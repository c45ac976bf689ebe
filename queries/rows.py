"""Rows on their way out: a table for the eye, CSV and JSON for other programs; every writer yields lines."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.store import Rows
from graph.subgraph import Edge, Node
from queries.answer import Answer
from queries.neighbourhood import light

WIDTH = 120
_GAP = "  "
_NARROWEST = 8
# Columns that only lead a program to the sentence; on a screen they would take the room of the sentence.
_FOR_PROGRAMS = frozenset({"offset", "identifier"})
_NO_LINE_START = "，。、；：？！）》」』】〕”’%％…"
_NO_LINE_END = "（《「『【〔“‘"
# A line break of the source within Chinese text is no space.
_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s+(?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under headings: ``columns`` for programs, ``titles`` for people, ``shown`` what a table shows of them."""

    columns: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    shown: tuple[str, ...]

    @classmethod
    def of(cls, found: Answer | Rows) -> Sheet:
        """The sheet of an answer to a saved query, or of the rows of any other statement."""
        if isinstance(found, Answer):
            names = tuple(column.name for column in found.columns)
            shown = tuple(column.name for column in found.columns if column.type not in _FOR_PROGRAMS)
            return cls(names, tuple(column.title for column in found.columns), found.rows, shown)
        return cls(found.columns, found.columns, found.rows, found.columns)


def generate_table(sheet: Sheet, *, width: int | None = WIDTH) -> Iterator[str]:
    """The lines of a table for a terminal of that many columns; Chinese characters take two of them.

    Cells that do not fit are folded onto further lines. With ``width`` None every row is one line.
    """
    titles = dict(zip(sheet.columns, sheet.titles, strict=True))
    cells = [[in_words(row.get(name)) for name in sheet.shown] for row in sheet.rows]
    head = [titles[name] for name in sheet.shown]
    widths = _widths([head, *cells], width)
    if not widths:
        return
    yield from _lines(head, widths)
    yield _GAP.join("─" * size for size in widths)
    for at, row in enumerate(cells):
        lines = list(_lines(row, widths))
        yield from lines
        if len(lines) > 1 and at + 1 < len(cells):
            yield ""


def generate_csv(sheet: Sheet, *, titles: bool = False) -> Iterator[str]:
    """The lines of a CSV file with one heading line, in Chinese with ``titles``; lists are joined by ``、``."""
    for row in ([*(sheet.titles if titles else sheet.columns)], *_plain_rows(sheet)):
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="").writerow(row)
        yield buffer.getvalue()


def generate_json(sheet: Sheet) -> Iterator[str]:
    """The lines of a JSON array with one object a row."""
    yield "["
    for at, row in enumerate(sheet.rows):
        plain = {name: jsonable(row.get(name)) for name in sheet.columns}
        comma = "," if at + 1 < len(sheet.rows) else ""
        yield "  " + json.dumps(plain, ensure_ascii=False) + comma
    yield "]"


def jsonable(value: Any) -> Any:
    """A value of a row in plain JSON: nodes and edges become objects, running text is left out of nodes."""
    if isinstance(value, Node):
        return {**light(value).properties, "id": value.id, "label": value.label}
    if isinstance(value, Edge):
        ends = {"id": value.id, "type": value.type, "source": value.source, "target": value.target}
        return {**value.properties, **ends}
    if isinstance(value, Mapping):
        return {str(name): jsonable(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [jsonable(part) for part in value]
    return value


def in_words(value: Any) -> str:
    """A value of a row as people read it, on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, Node):
        return value.name
    if isinstance(value, Edge):
        return value.type
    if isinstance(value, (list, tuple)):
        return "、".join(in_words(part) for part in value)
    if isinstance(value, Mapping):
        return "；".join(f"{name}：{in_words(part)}" for name, part in value.items())
    return " ".join(_BREAK.sub("", str(value)).split())


def display_width(text: str) -> int:
    """How many columns of a terminal a text takes.

    >>> display_width("碳纤维 T1000")
    12
    """
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Cc", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _plain_rows(sheet: Sheet) -> Iterator[list[str]]:
    for row in sheet.rows:
        yield [in_words(row.get(name)) if not isinstance(row.get(name), str) else row[name] for name in sheet.columns]


def _widths(cells: Sequence[Sequence[str]], width: int | None) -> list[int]:
    """How wide each column may be: as wide as its longest cell, the widest ones giving way until all fit."""
    widths = [max(map(display_width, column), default=0) for column in zip(*cells, strict=True)]
    if width is None or not widths:
        return widths
    room = max(width - len(_GAP) * (len(widths) - 1), _NARROWEST * len(widths))
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[max(range(len(widths)), key=lambda at: widths[at])] -= 1
    return widths


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    folded = [_fold(cell, size) for cell, size in zip(row, widths, strict=True)]
    for at in range(max(map(len, folded), default=0)):
        parts = [lines[at] if at < len(lines) else "" for lines in folded]
        padded = [part + " " * (size - display_width(part)) for part, size in zip(parts, widths, strict=True)]
        yield _GAP.join(padded).rstrip()


def _fold(cell: str, size: int) -> list[str]:
    """Cut a cell into lines of that width; punctuation that may not begin or end a line moves on with its word."""
    lines, line, used = [], "", 0
    for character in cell:
        taken = _character_width(character)
        if line and used + taken > size:
            moves = len(line) > 1 and (character in _NO_LINE_START or line[-1] in _NO_LINE_END)
            kept = line[:-1] if moves else line
            lines.append(kept)
            line = line[len(kept) :]
            used = display_width(line)
        line += character
        used += taken
    return [*lines, line] if line or not lines else lines
