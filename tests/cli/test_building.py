"""Reading files into the graph and into tables."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.shelf import write
from tests.cli.shell import POLICY, Shell

LINE = re.compile(r"\[1/1\] (?P<title>.+)：举措 \d+，实体 \d+，关系 \d+，指标 \d+，存疑 \d+，\d+\.\d 秒")

MAPPING = """\
title: 园区名单
entity: {label: Park, name: 名称}
relations:
  - {type: LOCATED_IN, to: {label: Region, name: 所在地}}
"""
ROWS = """\
名称,所在地
长春高新区,长春市
,吉林市
通化高新区,通化市,多一格
延吉高新区,延吉市
"""


def test_each_document_is_told_with_what_was_read(shell: Shell) -> None:
    first = shell("build", "碳纤维.txt").out.splitlines()
    match = LINE.fullmatch(first[0])
    assert match is not None, first[0]
    assert match["title"] == "关于推进碳纤维产业创新发展的实施意见"
    assert first[1].startswith("读入 1 份，失败 0 份")
    assert first[2].startswith("图谱现有节点 ")


def test_building_again_changes_nothing(shell: Shell, unchanged: str) -> None:
    assert shell("build", "碳纤维.txt").code == 0


def test_a_folder_is_read_like_its_files(shell: Shell, unchanged: str) -> None:
    assert shell("build", ".").code == 0


def test_a_changed_document_replaces_only_itself(shell: Shell, tmp_path: Path) -> None:
    made = Shell(home=tmp_path / "home", folder=tmp_path, data=shell.data)
    try:
        write(tmp_path, "碳纤维.txt", POLICY)
        made("build", "碳纤维.txt")
        before = made.digest()
        write(tmp_path, "碳纤维.txt", POLICY.replace("6万吨", "8万吨"))
        made("build", "碳纤维.txt")
        assert made.digest() != before
        write(tmp_path, "碳纤维.txt", POLICY)
        made("build", "碳纤维.txt")
        assert made.digest() == before
    finally:
        made("stop")


def test_extract_writes_three_tables_and_needs_no_database(shell: Shell, tmp_path: Path) -> None:
    made = Shell(home=tmp_path / "home", folder=shell.folder, data=shell.data)
    told = made("extract", "碳纤维.txt", "--tsv", str(tmp_path / "表格"))
    assert told.code == 0, told.err
    assert not (tmp_path / "home").exists()
    names = sorted(path.name for path in (tmp_path / "表格").iterdir())
    assert names == ["碳纤维.entities.tsv", "碳纤维.relations.tsv", "碳纤维.targets.tsv"]
    entities = (tmp_path / "表格" / "碳纤维.entities.tsv").read_text(encoding="utf-8").splitlines()
    assert any(line.split("\t")[:2] == ["Platform", "吉林碳纤维省实验室"] for line in entities)


def test_two_files_of_one_name_keep_both_their_tables(shell: Shell, tmp_path: Path) -> None:
    one = write(tmp_path / "一", "意见.txt", POLICY)
    two = write(tmp_path / "二", "意见.txt", POLICY.replace("5号", "6号"))
    assert shell("extract", one, two, "--tsv", str(tmp_path / "表格")).code == 0
    names = sorted(path.name for path in (tmp_path / "表格").glob("*.targets.tsv"))
    assert names == ["意见-2.targets.tsv", "意见.targets.tsv"]


def test_a_broken_row_is_named_while_the_other_rows_stay(shell: Shell, tmp_path: Path) -> None:
    write(tmp_path, "园区.yml", MAPPING)
    rows = write(tmp_path, "园区.csv", ROWS)
    told = shell("extract", rows, "--tsv", str(tmp_path / "表格"))
    assert told.code == 1
    assert [line.partition("：")[0] for line in told.lines] == [
        "innograph: 园区.csv 第 3 行",
        "innograph: 园区.csv 第 4 行",
    ]
    entities = (tmp_path / "表格" / "园区.entities.tsv").read_text(encoding="utf-8")
    assert "长春高新" in entities
    assert "延吉高新" in entities
