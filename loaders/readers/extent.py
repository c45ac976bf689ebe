"""How far the sheets of an XLSX reach, found before it is opened: its reader lays out every cell in between.

Two cells in opposite corners of a sheet come to half a terabyte there, and so does one long text that a million
cells share. On the way the cells are found that are empty because nobody worked out their formula.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from graph.errors import DocumentError
from loaders.readers import archive
from loaders.readers.cells import CELLS, CHARACTERS
from loaders.readers.item import Item
from loaders.readers.limits import MEMBERS, UNPACKED_BYTES
from loaders.readers.sheet import FAULTY, UNCOMPUTED

WORKBOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_BINARY = "xl/workbook.bin"
PART_BYTES = 192 * 1024**2
_DIGITS = "0123456789"

Attributes = dict[str, str]


@dataclass(slots=True)
class Extent:
    """The rows and columns of a sheet that hold anything, how many texts it shows, and its blank formulas."""

    rows: int = 0
    columns: int = 0
    characters: int = 0
    blank: dict[tuple[int, int], str] = field(default_factory=dict)


class _Enough(Exception):  # noqa: N818
    """The rest of a part tells nothing."""


def measure(item: Item) -> Mapping[str, Extent]:
    """The extents of a workbook's sheets by their names.

    Raises DocumentError for what is broken, locked, a trap, or larger than is read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(item.content)) as packed:
            parts = _parts(item.name, packed)
            texts = _texts(item.name, parts)
            extents = {place: _extent(item.name, read(), texts) for place, read in parts.items()}
            found = {place: extent for place, extent in extents.items() if extent is not None}
            return _by_sheet(item.name, parts, found)
    except (zipfile.BadZipFile, struct.error, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise broken(item.name) from error


def broken(name: str) -> DocumentError:
    """What to say of a workbook that cannot be read."""
    return DocumentError(f"{name}：表格文件不完整或已损坏，请重新下载，或用表格软件打开后另存为 .xlsx 再载入")


def too_large(name: str, rows: int = 0, columns: int = 0) -> DocumentError:
    """What to say of a workbook whose cells are more than are read."""
    reach = f"（到第 {rows} 行、第 {columns} 列还有内容）" if rows else ""
    return DocumentError(f"{name}：表格太大{reach}，请删去多余的行和列，或拆成几份后再载入")


def _parts(name: str, packed: zipfile.ZipFile) -> dict[str, Callable[[], bytes]]:
    """How to unpack each XML part of a workbook, by its place."""
    entries = packed.infolist()
    places = [entry.filename for entry in entries]
    if len(set(places)) < len(places) or _BINARY in places or WORKBOOK not in places:
        raise broken(name)
    if len(entries) > MEMBERS or sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        raise too_large(name)

    def reader(entry: zipfile.ZipInfo) -> Callable[[], bytes]:
        return lambda: archive.unpack(name, packed, entry, PART_BYTES)

    for entry in entries:
        archive.check_entry(name, entry, PART_BYTES)
    return {entry.filename: reader(entry) for entry in entries if entry.filename.lower().endswith((".xml", ".rels"))}


def _parse(name: str, content: bytes, start: Callable[[str, Attributes], None], data: Callable[[str], None]) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = data

    def refuse(*_: object) -> None:
        raise DocumentError(f"{name}：表格文件里有自定义的 XML 实体，可能是恶意文件，没有载入")

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except _Enough:
        return
    except expat.ExpatError as error:
        raise broken(name) from error


def _texts(name: str, parts: Mapping[str, Callable[[], bytes]]) -> list[int]:
    """The lengths of the texts that cells share, in order."""
    lengths: list[int] = []

    def start(tag: str, _: Attributes) -> None:
        if tag.endswith("si"):
            lengths.append(0)

    def data(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    for place, read in parts.items():
        if place.lower().endswith("sharedstrings.xml"):
            _parse(name, read(), start, data)
    return lengths


def _extent(name: str, content: bytes, texts: list[int]) -> Extent | None:
    """How far a sheet reaches; None for a part that is none."""
    walk = _Walk(name, texts)
    _parse(name, content, walk.start, walk.data)
    walk.close()
    return walk.extent if walk.root == "worksheet" else None


class _Walk:
    """Goes through the elements of a sheet and keeps how far those that hold anything reach."""

    def __init__(self, name: str, texts: list[int]) -> None:
        self.root = ""
        self.extent = Extent()
        self._name = name
        self._texts = texts
        self._letters: dict[str, int] = {}
        self._row = self._column = self._seen = 0
        self._kind = self._inside = ""
        self._formula = self._value = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        local = tag.rpartition(":")[2]
        if local == "c":
            self.close()
            self._cell(attributes)
        elif local == "v" or local == "is":
            self._reach()
        elif local == "f":
            self._formula = True
        elif local == "row":
            self.close()
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif not self.root:
            if local != "worksheet":
                raise _Enough
            self.root = local
        self._inside = local

    def data(self, text: str) -> None:
        """Characters between elements."""
        if self._inside == "v":
            self._value = self._value or bool(text.strip())
            if self._kind == "s" and text.isdecimal() and int(text) < len(self._texts):
                self._count(self._texts[int(text)])
        elif self._inside == "t":
            self._count(len(text))

    def close(self) -> None:
        """The cell before is complete: was it a formula without its value?"""
        if self._formula and not self._value and self._kind != "str":
            self.extent.blank[self._row - 1, self._column - 1] = UNCOMPUTED
            self._reach()
        self._formula = self._value = False

    def _cell(self, attributes: Attributes) -> None:
        self._seen += 1
        if self._seen > CELLS:
            raise too_large(self._name)
        place = attributes.get("r", "")
        letters = place.rstrip(_DIGITS)
        self._column = self._number(letters) if letters else self._column + 1
        if len(place) > len(letters):
            self._row = int(place[len(letters) :])
        self._kind = attributes.get("t", "")
        if self._kind == "e":
            self.extent.blank[self._row - 1, self._column - 1] = FAULTY

    def _number(self, letters: str) -> int:
        """The column that letters name: A is 1, AA is 27."""
        if letters not in self._letters:
            number = 0
            for letter in letters.upper():
                number = number * 26 + ord(letter) - 64
            self._letters[letters] = number
        return self._letters[letters]

    def _reach(self) -> None:
        extent = self.extent
        extent.rows, extent.columns = max(extent.rows, self._row), max(extent.columns, self._column)
        if extent.rows * extent.columns > CELLS:
            raise too_large(self._name, extent.rows, extent.columns)

    def _count(self, characters: int) -> None:
        self.extent.characters += characters
        if self.extent.characters > CHARACTERS:
            raise too_large(self._name)


def _by_sheet(
    name: str, parts: Mapping[str, Callable[[], bytes]], extents: Mapping[str, Extent]
) -> Mapping[str, Extent]:
    """The extents by the names of the sheets; none for those that hold no cells, such as charts."""
    sheets: list[tuple[str, str]] = []
    targets: dict[str, str] = {}

    def sheet(tag: str, attributes: Attributes) -> None:
        if tag.rpartition(":")[2] == "sheet":
            link = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            sheets.append((attributes.get("name", ""), link))

    def target(tag: str, attributes: Attributes) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            place = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            targets[attributes.get("Id", "")] = place.lstrip("/")

    _parse(name, parts[WORKBOOK](), sheet, lambda _: None)
    if _LINKS in parts:
        _parse(name, parts[_LINKS](), target, lambda _: None)
    places = {place.lower(): place for place in parts}
    found = []
    for title, link in sheets:
        place = places.get(targets.get(link, "").lower(), "")
        if not place:
            raise broken(name)
        found.append((title, extents.get(place, Extent())))
    if sum(extent.rows * extent.columns for _, extent in found) > CELLS:
        raise too_large(name)
    if sum(extent.characters for _, extent in found) > CHARACTERS:
        raise too_large(name)
    return dict(found)
