"""Text with one row a line becomes a sheet: CSV and TSV in every encoding, the separator told by the rows."""

from __future__ import annotations

import csv
import io
from collections import Counter

from graph.errors import DocumentError
from loaders.readers import content
from loaders.readers.cells import CHARACTERS
from loaders.readers.charset import decode
from loaders.readers.item import Item
from loaders.readers.sheet import Sheet

SUFFIXES = frozenset({".csv", ".tsv"})
# Some languages' spreadsheets save .csv with semicolons, some programs with tabs.
_SEPARATORS = ",;\t"
_SAMPLE = 20
_LONGEST = 2**31 - 1


def read(item: Item) -> tuple[Sheet, ...]:
    """The one sheet of a delimited file.

    Raises DocumentError for what is empty, no text, or a workbook under another name.
    """
    found = content.kind(item)
    if found:
        raise DocumentError(f"{item.name}：内容其实是 {found} 格式，与后缀不符，请把后缀改为 {found} 再载入")
    text = decode(item, CHARACTERS)
    separator = "\t" if item.suffix == ".tsv" else _separator(text)
    rows = _rows(item.name, text, separator)
    _check_quotes(item.name, text, rows)
    return (Sheet("", tuple(map(tuple, rows)), ragged=True),)


def _rows(name: str, text: str, separator: str) -> list[list[str]]:
    # A cell may be as long as the file; the file is bounded.
    csv.field_size_limit(_LONGEST)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as error:
        raise DocumentError(
            f"{name}：不是以分隔符分列的文本（{error}），请用表格软件打开后另存为 .csv 再载入"
        ) from error


def _separator(text: str) -> str:
    """The separator by which most of the first rows have the same number of cells; a comma where none has several."""

    def agreement(separator: str) -> tuple[int, int]:
        lines = csv.reader(io.StringIO(text[:65536]), delimiter=separator)
        widths = Counter(len(row) for row, _ in zip(lines, range(_SAMPLE), strict=False))
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    csv.field_size_limit(_LONGEST)
    return max(_SEPARATORS, key=agreement)


def _check_quotes(name: str, text: str, rows: list[list[str]]) -> None:
    """Refuse a file in which a quotation mark was opened and never closed: all that follows has become one cell."""
    if text.count('"') % 2 and rows and any("\n" in cell for cell in rows[-1]):
        raise DocumentError(f"{name}：第 {len(rows)} 行起引号不成对，后面各行连成了一格，请补上或删去引号再载入")
