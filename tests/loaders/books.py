"""Workbooks for the tests, made cell by cell, and taken apart where a test needs one that no program writes."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"
# What a compound file begins with: XLS, DOC, and whatever is encrypted.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def book(
    sheets: Mapping[str, Iterable[Sequence[Any]]],
    merged: Mapping[str, Iterable[str]] | None = None,
    hidden: Iterable[str] = (),
) -> bytes:
    """An XLSX of these sheets, each a list of rows; ``merged`` areas are written like A1:B2."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(number, column, value)
        for area in (merged or {}).get(name, ()):
            sheet.merge_cells(area)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    place = io.BytesIO()
    made.save(place)
    return place.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The workbook with every part as ``change`` makes it, left out where that is nothing."""
    place = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return place.getvalue()


def with_part(content: bytes, place: str, part: str) -> bytes:
    """The workbook with another part in a place, added where there was none."""
    packed = repacked(content, lambda name, old: None if name == place else old)
    whole = io.BytesIO(packed)
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(place, part)
    return whole.getvalue()


def with_cells(cells: str, head: str = "", tail: str = "") -> bytes:
    """A workbook whose one sheet holds these elements, written by hand."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'{head}<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>{tail}</worksheet>'
    return with_part(book({"名单": [["x"]]}), SHEET, sheet)


def flipped(content: bytes, dice: random.Random) -> bytes:
    """Bytes with a few of them changed, left out, or cut off."""
    changed = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        if not changed:
            break
        place = dice.randrange(len(changed))
        match dice.randrange(5):
            case 0 | 1:
                changed[place] ^= 1 << dice.randrange(8)
            case 2:
                del changed[place : place + dice.randint(1, 40)]
            case 3:
                start = dice.randrange(len(changed))
                changed[place:place] = changed[start : start + dice.randint(1, 60)]
            case _:
                del changed[place:]
    return bytes(changed)


def mutated(content: bytes, seed: int) -> bytes:
    """A workbook damaged as a number says: its bytes, or one of its parts with the packing around it sound."""
    dice = random.Random(seed)
    if seed % 4 == 0:
        return flipped(content, dice)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        victim = dice.choice(archive.namelist())
    damage = _number if seed % 4 == 1 else flipped
    return repacked(content, lambda name, part: damage(part, dice) if name == victim else part)


def _number(content: bytes, dice: random.Random) -> bytes:
    """A part with one of its numbers made another: a row far away, a style or a text that is not there."""
    places = [place for place, byte in enumerate(content) if byte in b"0123456789"]
    if not places:
        return content
    place = dice.choice(places)
    other = dice.choice((b"0", b"-1", b"99", b"999999", b"2147483648", b"18446744073709551616", b"1e9"))
    return content[:place] + other + content[place + 1 :]
