"""Registers: a list (名单) with a YAML mapping beside it becomes entities and relations, row by row.

A row is evidence too: the register's text holds one line a row, which ends with the place of the row in the file,
and every fact points at its line.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from graph.errors import DocumentError
from graph.model import Batch
from loaders.issues import Issue
from loaders.knowledge import Knowledge
from loaders.readers import delimited, workbook
from loaders.readers.item import Item
from loaders.readers.sheet import Sheet
from loaders.registers import header as headers
from loaders.registers import mapping as mappings
from loaders.registers.entries import Entries
from loaders.registers.header import Header
from loaders.registers.mapping import RegisterMapping
from loaders.sources import Source

_SHOWN = 30


def read(source: Source, knowledge: Knowledge) -> tuple[Batch, tuple[Issue, ...]]:
    """Read a register through its mapping; a broken row becomes an issue of the kind ``error``, the others stay."""
    sheets = open_sheets(source.item())
    return read_sheets(sheets, mappings.load(source, knowledge.ontology), knowledge, source.name)


def open_sheets(item: Item) -> tuple[Sheet, ...]:
    """The sheets of a register's file; raise DocumentError where there is nothing in them."""
    sheets = workbook.read(item) if item.suffix in workbook.SUFFIXES else delimited.read(item)
    if all(sheet.empty for sheet in sheets):
        raise DocumentError(f"{item.name}：名单是空的，没有可读的内容")
    return sheets


def read_sheets(
    sheets: Sequence[Sheet], mapping: RegisterMapping, knowledge: Knowledge, name: str
) -> tuple[Batch, tuple[Issue, ...]]:
    """Read the sheets of a file; raise DocumentError where none of them has the columns of the mapping."""
    entries = Entries(mapping, knowledge, PurePath(name).name)
    if mapping.unused:
        keys = "、".join(mapping.unused)
        entries.doubt("", f"映射文件里的 {keys} 没有用到，请检查拼写")
    for sheet, header in _chosen(sheets, mapping, entries, name):
        entries.read(sheet, header, name)
    return entries.batch(), entries.issues()


def _chosen(
    sheets: Sequence[Sheet], mapping: RegisterMapping, entries: Entries, name: str
) -> list[tuple[Sheet, Header]]:
    """The sheets to be read with their headers: those that the mapping names, or else all seen ones that fit it."""
    if mapping.sheets and any(sheet.name for sheet in sheets):
        sheets = _picked(sheets, mapping, name)
    found = [(sheet, headers.find(sheet, mapping.columns)) for sheet in sheets if not sheet.empty]
    chosen, fitting = [], []
    for sheet, header in found:
        place, missing = f"工作表“{sheet.name}”", header.missing(mapping.columns)
        if missing and not sheet.hidden:
            entries.doubt(place, f"{place}没有列“{'、'.join(missing)}”，没有读入")
        elif not missing and sheet.hidden and not mapping.sheets:
            entries.doubt(place, f"{place}是隐藏的，没有读入；要读它，请在映射里写 sheet: {sheet.name}")
            fitting.append((sheet, header))
        elif not missing:
            chosen.append((sheet, header))
    if not chosen:
        raise _unfit(name, mapping, fitting or found)
    return chosen


def _picked(sheets: Sequence[Sheet], mapping: RegisterMapping, name: str) -> list[Sheet]:
    known = [sheet.name for sheet in sheets]
    for wanted in mapping.sheets:
        if wanted not in known:
            raise DocumentError(f"{name}：没有映射里写的工作表“{wanted}”，现有“{'、'.join(known)}”")
    return [sheet for sheet in sheets if sheet.name in mapping.sheets]


def _unfit(name: str, mapping: RegisterMapping, found: Sequence[tuple[Sheet, Header]]) -> DocumentError:
    """What to say when no sheet can be read: what the one that comes closest lacks."""
    if not found:
        return DocumentError(f"{name}：工作表“{'、'.join(mapping.sheets)}”是空的，没有可读的内容")
    sheet, header = min(found, key=lambda pair: len(pair[1].missing(mapping.columns)))
    place = f"工作表“{sheet.name}”" if sheet.name else ""
    missing = header.missing(mapping.columns)
    if not missing:
        return DocumentError(f"{name}：{place}是隐藏的，没有读入；要读它，请在映射里写 sheet: {sheet.name}")
    there = "、".join(header.named[:_SHOWN])
    return DocumentError(f"{name}：{place}缺少列“{'、'.join(missing)}”，表头现有“{there}”，请改映射文件或表头")
