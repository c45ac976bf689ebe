"""Measuring on one's own documents: what the shell shows of it, and the page that tells how."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from queries.rows import display_width
from tests.cli.shelf import write
from tests.cli.shell import POLICY, ROOT, Shell, Told

GUIDE = ROOT / "docs" / "annotating.md"
BLOCK = re.compile(r"^```shell\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables that are read from a document."""
    folder = tmp_path_factory.mktemp("extracted")
    write(folder, "意见.txt", POLICY)
    told = Shell(home=folder / "home", folder=folder, data=ROOT / "data")("extract", "意见.txt", "--tsv", "结果")
    assert told.code == 0, told.err
    return folder / "结果"


@pytest.fixture
def desk(tmp_path: Path, extracted: Path) -> Shell:
    """A folder with the tables that were read from a document, and a copy of them to correct."""
    for name in ("结果", "标注"):
        shutil.copytree(extracted, tmp_path / name)
    return Shell(home=tmp_path / "home", folder=tmp_path, data=ROOT / "data")


def correct(desk: Shell, table: str, *, drop: str = "", add: str = "") -> None:
    """Change the annotated table as a person would: strike out the rows with a name, write one more."""
    path = desk.folder / "标注" / table
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not drop or drop not in line]
    path.write_text("\n".join([*lines, *filter(None, [add])]) + "\n", encoding="utf-8")


def rows(told: Told) -> dict[str, list[str]]:
    """The rows of the table of scores by what they are called."""
    return {line.split()[0]: line.split()[1:] for line in told.out.splitlines() if re.search(r"\d\.\d{3}", line)}


def test_tables_that_nobody_corrected_score_full_marks(desk: Shell) -> None:
    told = desk("score", "标注", "结果")
    assert told.code == 0, told.err
    assert told.out.startswith("比较了 1 份文件：意见\n")
    headings = ["项目", "准确率", "召回率", "F1", "命中", "读出", "标注"]
    assert headings in [line.split() for line in told.out.splitlines()]
    found = rows(told)
    assert {"实体", "机构", "平台", "关系", "牵头", "负责", "指标"} <= found.keys()
    assert {tuple(figures[:3]) for figures in found.values()} == {("1.000", "1.000", "1.000")}


def test_a_correction_is_seen_in_the_figures_and_in_the_lists(desk: Shell) -> None:
    before = rows(desk("score", "标注", "结果"))["平台"]
    correct(desk, "意见.entities.tsv", drop="吉林碳纤维省实验室", add="Platform\t星海样品库\t")
    told = desk("score", "标注", "结果", "--errors", "5")
    hits, read, annotated = map(int, rows(told)["平台"][3:])
    assert (hits, read, annotated) == (int(before[3]) - 1, int(before[4]), int(before[5]))
    assert "漏掉的实体“平台”（1）\n  意见：星海样品库\n" in told.out
    assert "多出的实体“平台”（1）\n  意见：吉林碳纤维省实验室" in told.out
    assert "漏掉的" not in desk("score", "标注", "结果").out


def test_no_more_errors_are_listed_than_asked_for(desk: Shell) -> None:
    for name in ("星海港", "星海谷", "星海湾"):
        correct(desk, "意见.entities.tsv", add=f"Park\t{name}\t")
    told = desk("score", "标注", "结果", "--errors", "1")
    assert "漏掉的实体“园区”（3）\n  意见：星海港\n  另有 2 个没有列出\n" in told.out
    assert "星海谷" not in told.out


def test_the_columns_stand_under_their_headings(desk: Shell) -> None:
    lines = desk("score", "标注", "结果").out.splitlines()[2:]
    assert {display_width(line) for line in lines} == {display_width(lines[1])}


def test_other_programs_get_json(desk: Shell) -> None:
    correct(desk, "意见.targets.tsv", add="2\t样品\t>=\t7\t件\t2025\ttarget")
    told = json.loads(desk("score", "标注", "结果", "意见", "--format", "json", "--errors", "3").out)
    assert told["documents"] == ["意见"]
    (figures,) = [row for row in told["scores"] if row["part"] == "targets"]
    assert (figures["precision"], figures["annotated"]) == (1.0, figures["read"] + 1)
    assert told["missed"] == [
        {"document": "意见", "part": "targets", "kind": "", "shown": "2 样品 >= 7 件 2025 target"}
    ]
    assert told["wrong"] == []


def test_with_a_second_person_only_what_both_wrote_counts(desk: Shell) -> None:
    shutil.copytree(desk.folder / "标注", desk.folder / "复核")
    correct(desk, "意见.entities.tsv", add="Platform\t星海样品库\t")
    assert rows(desk("score", "标注", "结果"))["平台"][1] != "1.000"
    told = desk("score", "标注", "结果", "--second", "复核")
    assert rows(told)["平台"][1] == "1.000"
    assert "只有一人写下的不计入" in told.out


def test_an_annotated_document_that_was_not_read_is_named(desk: Shell) -> None:
    for path in sorted((desk.folder / "标注").iterdir()):
        shutil.copy(path, path.with_name(path.name.replace("意见", "规划")))
    told = desk("score", "标注", "结果")
    assert (told.code, told.lines) == (0, ["结果 中没有 规划 的表格，没有比较"])
    assert desk("score", "标注", "结果", "意见").err == ""


WRONG = [
    (["没有", "结果"], "没有：文件夹不存在"),
    (["标注", "结果", "规划"], "规划.entities.tsv：没有这张表"),
    (["标注", "结果", "--second", "没有"], "没有：文件夹不存在"),
    (["标注", "."], "没有同名的表格"),
    (["标注"], "缺少 OUT_DIR"),
    (["标注", "结果", "--errors", "many"], "--errors 的值不对"),
    (["标注", "结果", "--format", "xml"], "可用的有：table、json"),
]


@pytest.mark.parametrize(("arguments", "fragment"), WRONG, ids=[" ".join(line) for line, _ in WRONG])
def test_what_cannot_be_compared_is_told_in_one_line(desk: Shell, arguments: list[str], fragment: str) -> None:
    told = desk("score", *arguments)
    assert (told.code, told.out, len(told.lines)) == (1, "", 1)
    assert told.lines[0].startswith("innograph: ")
    assert fragment in told.lines[0]


def test_a_broken_row_is_told_with_its_line(desk: Shell) -> None:
    correct(desk, "意见.entities.tsv", add="平台\t星海样品库\t")
    count = len((desk.folder / "标注" / "意见.entities.tsv").read_text(encoding="utf-8").splitlines())
    told = desk("score", "标注", "结果")
    assert (told.code, len(told.lines)) == (1, 1)
    assert f"意见.entities.tsv 第 {count} 行：label 不能是“平台”" in told.lines[0]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another shell than the page writes for")
def test_the_steps_of_the_guide_run(desk: Shell) -> None:
    shutil.rmtree(desk.folder / "结果")
    # What the second person wrote is there; what the first one writes begins with a copy of what was read.
    (desk.folder / "标注").rename(desk.folder / "复核")
    write(desk.folder, "我的文件/意见.txt", POLICY)
    lines = [line for block in BLOCK.findall(GUIDE.read_text(encoding="utf-8")) for line in block.splitlines()]
    assert any(line.startswith("innograph score ") for line in lines)
    for line in lines:
        done = subprocess.run(
            ["bash", "-c", line], cwd=desk.folder, env=desk.environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), line


def test_the_guide_names_every_type_that_a_table_may_hold() -> None:
    page = GUIDE.read_text(encoding="utf-8")
    for table in sorted((ROOT / "graph" / "schema").glob("*/*.yml")):
        name = re.search(r"^name: (\w+)$", table.read_text(encoding="utf-8"), re.MULTILINE)
        assert name is not None
        if name[1] not in {"Measure", "Target", "MENTIONS", "SETS_TARGET", "ABOUT"}:
            assert f"`{name[1]}`" in page
