"""A draft of a register's mapping on the terminal, and from the draft to the graph."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.cli.shelf import write
from tests.cli.shell import ROOT, Shell
from tests.loaders.books import book

ROWS = """\
星海省重点实验室名单,,
实验室名称,依托单位,产业领域
星海光子省重点实验室,星海大学、星海光学研究所,光电
合计,1,
"""
DRAFT = {
    "title": "星海省重点实验室名单",
    "entity": {"label": "Platform", "name": "实验室名称"},
    "relations": [
        {"type": "RELIES_ON", "to": {"label": "Institution", "name": "依托单位"}, "split": "、"},
        {"type": "SERVES", "to": {"label": "Industry", "name": "产业领域"}},
    ],
}


@pytest.fixture
def desk(tmp_path: Path) -> Shell:
    """A shell that has no graph yet and, for drafting, needs none."""
    return Shell(home=tmp_path / "home", folder=tmp_path, data=ROOT / "data")


def test_what_is_printed_is_a_mapping(desk: Shell) -> None:
    write(desk.folder, "名单.csv", ROWS)
    told = desk("map", "名单.csv")
    assert (told.code, told.err) == (0, "")
    assert yaml.safe_load(told.out) == DRAFT
    assert not (desk.folder / "名单.yml").exists()
    assert not desk.home.exists()


def test_what_would_come_out_is_shown_row_by_row(desk: Shell) -> None:
    write(desk.folder, "名单.csv", ROWS + ",月湖大学,\n")
    lines = desk("map", "名单.csv").out.splitlines()
    shown = lines[lines.index("# 照此读入，前 5 行得到：") + 1 :]
    assert shown == [
        "#   实验室名称：星海光子省重点实验室；依托单位：星海大学、星海光学研究所；产业领域：光电（第 3 行）",
        "#     平台“星海光子省重点实验室” 依托 星海大学、星海光学研究所",
        "#     平台“星海光子省重点实验室” 服务 光电",
        "#   没有读懂：名单.csv 第 5 行：“实验室名称”一列是空的，请填上名称",
    ]


def test_a_row_without_relations_is_shown_too(desk: Shell) -> None:
    write(desk.folder, "名单.csv", "企业名称\n星海光子有限公司\n")
    assert desk("map", "名单.csv").out.splitlines()[-1] == "#     机构“星海光子有限公司”"


def test_a_draft_is_saved_beside_its_register_and_never_over_another(desk: Shell) -> None:
    write(desk.folder, "名单.xlsx", book({"名单": [row.split(",") for row in ROWS.splitlines()]}))
    told = desk("map", "名单.xlsx", "--write")
    place = desk.folder / "名单.yml"
    assert told.code == 0
    assert told.lines == ["映射已写入 名单.yml，核对之后运行 innograph build 读入名单"]
    assert yaml.safe_load(place.read_text(encoding="utf-8")) == DRAFT
    place.write_text("title: 我改过的\n", encoding="utf-8")
    again = desk("map", "名单.xlsx", "--write")
    assert again.code == 1
    assert again.lines == ["innograph: 名单.yml 已经存在，没有改动；要重新拟一份，请先改名或删去它"]
    assert place.read_text(encoding="utf-8") == "title: 我改过的\n"


def test_a_register_is_read_by_the_draft_that_was_saved(desk: Shell) -> None:
    path = write(desk.folder, "名单.csv", ROWS)
    told = desk("extract", path, "--tsv", "表格")
    assert told.code == 1
    assert len(told.lines) == 1
    assert told.lines[0].startswith(f"innograph: {path}：缺少映射文件 名单.yml")
    assert told.lines[0].endswith(f"运行 innograph map {path} 可得到一份草稿")
    assert desk("map", path, "--write").code == 0
    assert desk("extract", path, "--tsv", "表格").code == 0
    table = (desk.folder / "表格" / "名单.relations.tsv").read_text(encoding="utf-8")
    assert "RELIES_ON\t星海光子省重点实验室\t星海大学\n" in table


def test_one_sheet_is_drafted_where_it_is_asked_for(desk: Shell) -> None:
    write(
        desk.folder, "名单.xlsx", book({"一": [["企业名称"], ["星海有限公司"]], "二": [["园区名称"], ["星海产业园"]]})
    )
    made = yaml.safe_load(desk("map", "名单.xlsx", "--sheet", "二").out)
    assert (made["sheet"], made["entity"]["label"]) == ("二", "Park")


WRONG = {
    "a policy": (["意见.txt"], "不是名单"),
    "a file that is not there": (["没有.csv"], "不存在"),
    "an empty file": (["空.csv"], "空的"),
    "a sheet that is not there": (["名单.xlsx", "--sheet", "三"], "没有可读的工作表“三”，现有“名单”"),
    "no register": ([], "缺少 FILE"),
}


@pytest.mark.parametrize(("arguments", "reason"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_drafted_is_told_in_one_line(desk: Shell, arguments: list[str], reason: str) -> None:
    write(desk.folder, "意见.txt", "一、总则")
    write(desk.folder, "空.csv", "")
    write(desk.folder, "名单.xlsx", book({"名单": [["企业名称"], ["星海有限公司"]]}))
    told = desk("map", *arguments)
    assert told.code == 1
    assert len(told.lines) == 1
    assert told.lines[0].startswith("innograph: ")
    assert reason in told.lines[0]
    assert told.out == ""


def test_a_row_is_found_again_from_the_answer_to_a_question(desk: Shell) -> None:
    rows = [row.split(",") for row in ROWS.splitlines()]
    write(desk.folder, "名单.xlsx", book({"国家级": rows}))
    assert desk("map", "名单.xlsx", "--write").code == 0
    try:
        assert desk("build", "名单.xlsx").code == 0
        answer = desk("query", "platforms_serving_industry", "--param", "industry=光电", "--format", "csv").out
        assert "产业领域：光电（工作表“国家级”第 3 行）" in answer
    finally:
        desk("stop")
