"""Workbooks and delimited files: every cell as its program shows it, and the files that are refused with a reason."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graph.errors import DocumentError
from loaders.readers import cells, delimited, extent, workbook
from loaders.readers.item import Item
from loaders.readers.sheet import FAULTY, UNCOMPUTED, Sheet
from tests.loaders.books import COMPOUND, SHEET, book, mutated, repacked, saved, with_cells, with_part

ROWS = [["名称", "所在地"], ["星海光子实验室", "东港市"], ["月湖种业实验室", "月湖县"]]
OFFICE = shutil.which("soffice")
LONGEST = 10


def read(content: bytes, name: str = "名单.xlsx") -> tuple[Sheet, ...]:
    return workbook.read(Item(name, content))


def rows(content: bytes) -> tuple[tuple[str, ...], ...]:
    (sheet,) = read(content)
    return sheet.rows


VALUES: dict[str, tuple[Any, str]] = {
    "a text": ("星海大学", "星海大学"),
    "a text with a line break": ("星海\n大学", "星海\n大学"),
    "a year": (2024, "2024"),
    "a year that a formula made": (2024.0, "2024"),
    "a figure": (1.5, "1.5"),
    "a sum with the noise of binary numbers": (0.1 + 0.2, "0.3"),
    "a large number": (1.2e15, "1200000000000000"),
    "a very large number": (1e20, "100000000000000000000"),
    "a number as text": ("0012", "0012"),
    "a day": (datetime.date(2031, 5, 1), "2031-05-01"),
    "a day at midnight": (datetime.datetime(2031, 5, 1), "2031-05-01"),
    "an hour of a day": (datetime.datetime(2031, 5, 1, 9, 30), "2031-05-01 09:30"),
    "an hour": (datetime.time(9, 30), "09:30"),
    "true": (True, "TRUE"),
}


@pytest.mark.parametrize(("value", "shown"), VALUES.values(), ids=VALUES)
def test_a_cell_is_what_its_program_shows(value: Any, shown: str) -> None:
    assert rows(book({"名单": [[value]]})) == ((shown,),)


def test_midnight_is_no_hour() -> None:
    assert cells.shown(datetime.datetime(2031, 5, 1)) == "2031-05-01"
    assert cells.shown(datetime.datetime(2031, 5, 1, 9, 30, 15)) == "2031-05-01 09:30:15"


def test_a_row_keeps_its_number_when_rows_before_it_are_empty() -> None:
    table: list[list[Any]] = [[], [None, None], [None, "名称"], [], [None, "星海大学"]]
    found = rows(book({"名单": table}))
    assert found[2] == ("", "名称")
    assert found[4] == ("", "星海大学")


def test_merged_cells_are_filled_downwards_and_to_the_right() -> None:
    table: list[list[Any]] = [["名单", None, None], ["东港市", "星海园", None], [None, "月湖园", 5]]
    found = rows(book({"名单": table}, {"名单": ["A1:C1", "A2:A3", "B2:C2"]}))
    assert found == (("名单", "名单", "名单"), ("东港市", "星海园", "星海园"), ("东港市", "月湖园", "5"))


def test_an_area_merged_beyond_the_last_cell_costs_nothing() -> None:
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert rows(with_cells('<row r="1"><c r="A1"><v>1</v></c></row>', tail=merged)) == (("1",),)


def test_sheets_come_in_order_and_a_hidden_one_says_so() -> None:
    found = read(book({"国家级": ROWS, "字典": [["地区"]], "空白": []}, hidden=["字典"]))
    assert [(sheet.name, sheet.hidden, sheet.empty) for sheet in found] == [
        ("国家级", False, False),
        ("字典", True, False),
        ("空白", False, True),
    ]


def test_a_sheet_with_a_chart_alone_is_no_sheet_of_cells() -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = "名称"
    made.create_chartsheet("图")
    assert [sheet.name for sheet in read(saved(made))] == ["Sheet"]


def test_a_formula_without_its_value_is_known_from_an_empty_cell() -> None:
    cell = '<row r="1"><c r="A1" t="str"><f>B1</f><v></v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>2+2</f><v>4</v></c>'
    (sheet,) = read(with_cells(f'{cell}<c r="D1" t="e"><v>#REF!</v></c><c r="E1"><v>1</v></c></row>'))
    assert sheet.blank == {(0, 1): UNCOMPUTED, (0, 3): FAULTY}
    assert sheet.rows == (("", "", "4", "", "1"),)


def test_cells_that_only_have_a_style_do_not_count() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert rows(with_cells(far)) == (("1",),)


def bomb() -> bytes:
    return with_cells('<row r="1"><c r="A1"><v>1</v></c></row>' + " " * 30_000_000)


def shared(times: int) -> bytes:
    """A long text that very many cells share."""
    texts = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"星" * 50_000}</t></si></sst>'
    )
    cell = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, times + 1))
    return with_part(with_cells(cell), "xl/sharedStrings.xml", texts)


ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
OVERLAPPING = "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 4 + "</mergeCells>"
WHOLE = book({"名单": ROWS})
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an empty file": ("名单.xlsx", lambda: b"", "空的"),
    "one that breaks off in the middle": ("名单.xlsx", lambda: WHOLE[: len(WHOLE) // 2], "不完整或已损坏"),
    "one that lacks its last bytes": ("名单.xlsx", lambda: WHOLE[:-30], "不完整或已损坏"),
    "a text": ("名单.xlsx", lambda: "名称,所在地".encode(), "后缀改为 .csv"),
    "a page": ("名单.xls", lambda: b"<html><body><table></table></body></html>", r"其实是 \.html"),
    "a PDF": ("名单.xlsx", lambda: b"%PDF-1.7", r"其实是 \.pdf"),
    "a picture": ("名单.xlsx", lambda: b"\x89PNG\r\n\x1a\n", "图片"),
    "an old Word file": ("名单.xls", lambda: COMPOUND + "WordDocument".encode("utf-16-le"), r"其实是 \.doc"),
    "an archive of other things": (
        "名单.xlsx",
        lambda: repacked(WHOLE, lambda name, part: None if name == "xl/workbook.xml" else part),
        "不完整或已损坏",
    ),
    "one under a password": ("名单.xlsx", lambda: COMPOUND + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "half of an old workbook": ("名单.xls", lambda: COMPOUND + b"\x00" * 600, "不完整或已损坏"),
    "an old workbook of nonsense": (
        "名单.xls",
        lambda: COMPOUND + bytes(range(256)) * 4 + "Workbook".encode("utf-16-le"),
        "不完整或已损坏",
    ),
    "a bomb": ("名单.xlsx", bomb, "压缩比"),
    "cells in opposite corners": ("名单.xlsx", lambda: with_cells(CORNERS), "第 1048576 行"),
    "a long text in thousands of cells": ("名单.xlsx", lambda: shared(5_000), "太大"),
    "entities that unfold": ("名单.xlsx", lambda: with_cells("", ENTITIES), "实体"),
    "merged cells that overlap": (
        "名单.xlsx",
        lambda: with_cells('<row r="2"><c r="B2"><v>1</v></c></row>', tail=OVERLAPPING),
        "重叠",
    ),
    "a part that is there twice": ("名单.xlsx", lambda: twice(WHOLE), "不完整或已损坏"),
}


def twice(content: bytes) -> bytes:
    whole = io.BytesIO(content)
    with zipfile.ZipFile(whole, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, archive.read(SHEET))
    return whole.getvalue()


@pytest.mark.parametrize(("name", "made", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_sound_workbook_is_refused_with_a_reason(name: str, made: Callable[[], bytes], reason: str) -> None:
    content = made()
    begun = time.monotonic()
    with pytest.raises(DocumentError, match=reason) as caught:
        read(content, name)
    assert str(caught.value).startswith(f"{name}：")
    assert "\n" not in str(caught.value)
    assert time.monotonic() - begun < LONGEST


def test_a_text_counts_in_every_cell_that_shows_it() -> None:
    item = Item("名单.xlsx", shared(100))
    assert extent.measure(item)["名单"].characters == 5_000_000
    with pytest.raises(DocumentError, match="太大"):
        extent.measure(Item("名单.xlsx", shared(500)))


def test_a_long_text_is_read_where_few_cells_hold_it() -> None:
    assert rows(shared(3)) == (("星" * 50_000,),) * 3


def test_no_mutation_of_a_workbook_breaks_the_reader() -> None:
    table: list[list[Any]] = [["名单", None], *ROWS, ["合计", 2], [datetime.date(2031, 5, 1), 1.5], ["=A1", True]]
    whole = book({"名单": table, "字典": ROWS}, {"名单": ["A1:B1"]}, hidden=["字典"])
    told = [survived(mutated(whole, seed), "名单.xlsx") for seed in range(2_000)]
    # Some must still be read: otherwise the mutations try nothing but the unpacking.
    assert 200 < told.count("") < 1_800
    assert all(not reason or reason.startswith("名单.xlsx：") for reason in told)


def survived(content: bytes, name: str) -> str:
    """Why a file is refused, empty where it is read; either within the time that a file may take."""
    begun = time.monotonic()
    try:
        read(content, name)
    except DocumentError as error:
        return str(error)
    finally:
        assert time.monotonic() - begun < LONGEST
    return ""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The workbook in the format of 1997, as LibreOffice writes it."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed: nothing else writes .xls")
    folder = tmp_path_factory.mktemp("old")
    (folder / "名单.xlsx").write_bytes(book({"名单": [["名单", None], *ROWS]}, {"名单": ["A1:B1"]}))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "xls", "--outdir", str(folder), str(folder / "名单.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "名单.xls").read_bytes()


@pytest.mark.parametrize("name", ["名单.xls", "名单.et", "名单.xlsx"])
def test_an_old_workbook_is_read_whatever_it_is_called(old: bytes, name: str) -> None:
    (sheet,) = read(old, name)
    assert sheet.rows == (("名单", "名单"), *map(tuple, ROWS))
    assert sheet.merged == ((0, 0, 0, 1),)


def test_a_new_workbook_is_read_under_the_suffix_of_the_old() -> None:
    assert read(WHOLE, "名单.xls")[0].rows == tuple(map(tuple, ROWS))


def test_no_mutation_of_an_old_workbook_breaks_the_reader(old: bytes) -> None:
    told = [survived(mutated(old, seed), "名单.xls") for seed in range(0, 400, 4)]
    assert any(told)
    assert all(not reason or reason.startswith("名单.xls：") for reason in told)


def test_the_program_that_reads_old_workbooks_answers_like_the_library(old: bytes) -> None:
    answer = cells.read(old)
    assert [sheet["name"] for sheet in answer["sheets"]] == ["名单"]
    assert cells.read(COMPOUND)["error"] == cells.BROKEN


def text(content: str | bytes, name: str = "名单.csv") -> Sheet:
    (sheet,) = delimited.read(Item(name, content if isinstance(content, bytes) else content.encode()))
    return sheet


SEPARATED = {
    "commas": ("名单.csv", "名称,所在地\n星海园,东港市\n"),
    "semicolons, as some languages have it": ("名单.csv", "名称;所在地\n星海园;东港市\n"),
    "tabs under .csv": ("名单.csv", "名称\t所在地\n星海园\t东港市\n"),
    "tabs": ("名单.tsv", "名称\t所在地\n星海园\t东港市\n"),
    "semicolons below a title": ("名单.csv", "星海省园区名单\n名称;所在地\n星海园;东港市\n"),
}


@pytest.mark.parametrize(("name", "content"), SEPARATED.values(), ids=SEPARATED)
def test_the_separator_is_told_by_the_rows(name: str, content: str) -> None:
    assert text(content, name).rows[-2:] == (("名称", "所在地"), ("星海园", "东港市"))


def test_a_mark_within_cells_is_no_separator() -> None:
    content = "名称,依托单位\n星海室,星海大学;东港大学\n月湖室,月湖大学;东港大学;星海大学\n"
    assert text(content).rows[2] == ("月湖室", "月湖大学;东港大学;星海大学")


def test_a_line_break_within_quotation_marks_stays_in_its_cell() -> None:
    assert text('名称,所在地\n"星海\n园",东港市\n').rows[1] == ("星海\n园", "东港市")


TEXTS_REFUSED = {
    "a workbook": (WHOLE, r"其实是 \.xlsx"),
    "a page": (b"<html><body></body></html>", r"其实是 \.html"),
    "bytes": (bytes(range(256)) * 4, "二进制"),
    "a quotation mark that is never closed": ('名称,所在地\n"星海园,东港市\n月湖园,月湖县\n'.encode(), "第 2 行起引号"),
}


@pytest.mark.parametrize(("content", "reason"), TEXTS_REFUSED.values(), ids=TEXTS_REFUSED)
def test_what_is_no_delimited_text_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        text(content)


def test_an_inch_is_no_open_quotation() -> None:
    assert text('名称,尺寸\n光子屏,5"\n').rows[1] == ("光子屏", '5"')


def test_a_cell_of_a_megabyte_is_read() -> None:
    long = "星" * 1_000_000
    assert text(f"名称,说明\n星海园,{long}\n").rows[1][1] == long
    assert rows(book({"名单": [["星海园", "星" * 32_767]]}))[0][1] == "星" * 32_767


def test_a_large_workbook_is_measured_in_little_memory() -> None:
    resource = pytest.importorskip("resource")
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("名单")
    for number in range(20_000):
        sheet.append([number, f"星海{number}有限公司", "东港市", number / 7])
    content = saved(made)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reach = extent.measure(Item("名单.xlsx", content))["名单"]
    assert (reach.rows, reach.columns) == (20_000, 4)
    assert len(rows(content)) == 20_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


def test_reading_takes_no_note_of_where_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bytes) -> None:
    # A module of the user's folder must not stand in for one of the library.
    (tmp_path / "json.py").write_text("raise RuntimeError", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read(old, "名单.xls")[0].rows[0] == ("名单", "名单")
