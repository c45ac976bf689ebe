"""Workbooks become sheets of cells: XLSX, and the older XLS and ET by a program of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.errors import DocumentError
from loaders.readers import cells, content, extent
from loaders.readers.item import Item
from loaders.readers.sheet import Area, Sheet, filled

SUFFIXES = frozenset({".xlsx", ".xls", ".et"})
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The names of the streams that tell what is in a compound file.
_ENCRYPTED, _BOOKS, _WORD = "EncryptedPackage", ("Workbook", "Book"), "WordDocument"


def read(item: Item) -> tuple[Sheet, ...]:
    """The sheets of a workbook in their order; its content tells the format, whatever its name says.

    Raises DocumentError for what is no workbook, is locked, broken, or larger than is read.
    """
    if not item.content.strip():
        raise DocumentError(f"{item.name}：文件是空的，没有可读的内容")
    if item.content.startswith(_OLD):
        return _old(item)
    found = content.kind(item)
    if found == ".xlsx":
        extents = extent.measure(item)
        return _sheets(item.name, cells.read(item.content), extents)
    if found == ".zip":
        raise extent.broken(item.name)
    if found in content.PICTURES:
        raise DocumentError(f"{item.name}：内容其实是图片（{found}），没有文字可读，请先做文字识别（OCR）再载入")
    raise _other(item.name, found)


def _old(item: Item) -> tuple[Sheet, ...]:
    """The sheets of a compound file, read by a program that may fail without taking this one along."""
    if _holds(item, _ENCRYPTED):
        raise _locked(item.name)
    if _holds(item, _WORD):
        raise _other(item.name, ".doc")
    if not any(_holds(item, book) for book in _BOOKS):
        raise extent.broken(item.name)
    command = [sys.executable, "-P", str(Path(cells.__file__))]
    try:
        done = subprocess.run(command, input=item.content, capture_output=True, check=False, timeout=cells.SECONDS)
        answer = json.loads(done.stdout) if done.returncode == 0 else {"error": cells.BROKEN}
    except subprocess.TimeoutExpired as error:
        raise extent.too_large(item.name) from error
    except (OSError, ValueError) as error:
        raise extent.broken(item.name) from error
    return _sheets(item.name, answer, {})


def _holds(item: Item, stream: str) -> bool:
    return stream.encode("utf-16-le") in item.content


def _other(name: str, found: str) -> DocumentError:
    """What to say of a file of another kind, or of plain text."""
    known = f"内容其实是 {found} 格式" if found else "内容不是表格文件"
    remedy = f"请把后缀改为 {found}" if found else "如果是以逗号或制表符分列的文本，请把后缀改为 .csv 或 .tsv"
    return DocumentError(f"{name}：{known}，与后缀不符，{remedy}，或用表格软件打开后另存为 .xlsx 再载入")


def _locked(name: str) -> DocumentError:
    return DocumentError(f"{name}：表格设有打开密码，请在表格软件里取消密码、另存后再载入")


def _sheets(name: str, answer: Mapping[str, Any], extents: Mapping[str, extent.Extent]) -> tuple[Sheet, ...]:
    why = answer.get("error", "")
    if why == cells.LOCKED:
        raise _locked(name)
    if why == cells.TOO_LARGE:
        raise extent.too_large(name)
    if why:
        raise extent.broken(name)
    return tuple(_sheet(name, each, extents.get(each["name"])) for each in answer["sheets"])


def _sheet(name: str, raw: Mapping[str, Any], reach: extent.Extent | None) -> Sheet:
    rows: list[list[str]] = raw["rows"]
    merged = tuple(_inside(area, rows) for area in raw["merged"])
    covered = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in merged)
    if covered > sum(map(len, rows)) + len(merged):
        raise DocumentError(f"{name}：工作表“{raw['name']}”的合并单元格互相重叠，请用表格软件打开后另存再载入")
    blank = reach.blank if reach is not None else {}
    return Sheet(raw["name"], filled(rows, merged), merged, raw["hidden"], blank=blank)


def _inside(area: list[int], rows: list[list[str]]) -> Area:
    """The part of an area that lies within the rows; at least the cell it begins in."""
    top, left, bottom, right = area
    width = len(rows[0]) if rows else 0
    return top, left, max(top, min(bottom, len(rows) - 1)), max(left, min(right, width - 1))
