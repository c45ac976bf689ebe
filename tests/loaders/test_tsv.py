"""Three plain tables of a batch, as the ontology's page describes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import tsv
from graph.errors import ExportError
from graph.model import Batch
from tests import factory
from tests.loaders.conftest import Reader


@pytest.fixture
def batch() -> Batch:
    return factory.document(
        "星海省行动方案",
        factory.measure("1", "平台"),
        factory.measure("1.1", "布局"),
        factory.entity("Institution", "省科技厅", "星海省科学技术厅", "省科学技术厅"),
        factory.entity("Platform", "星海实验室"),
        factory.relation("LEADS", "省科技厅", "@1.1"),
        factory.relation("SUPPORTS", "@1", "星海实验室"),
        factory.relation("ISSUED", "省科技厅", "@doc"),
        factory.target("实验室", "20", "个", "2027", measure="1.1"),
        factory.target("企业", "2.5", "万户", kind="baseline"),
    )


def tables(folder: Path, stem: str) -> dict[str, list[list[str]]]:
    """The rows of the three files, cut at tabs."""
    return {
        path.name.split(".")[1]: [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        for path in sorted(folder.glob(f"{stem}.*.tsv"))
    }


def test_the_tables_hold_what_the_batch_says(batch: Batch, tmp_path: Path) -> None:
    tsv.write(batch, tmp_path, "星海")
    written = tables(tmp_path, "星海")
    assert written["entities"] == [
        ["label", "name", "aliases"],
        ["Institution", "省科技厅", "星海省科学技术厅|省科学技术厅"],
        ["Platform", "星海实验室", ""],
    ]
    assert written["relations"][0] == ["type", "head", "tail"]
    assert sorted(written["relations"][1:]) == [
        ["ISSUED", "省科技厅", "@doc"],
        ["LEADS", "省科技厅", "@1.1"],
        ["SUPPORTS", "@1", "星海实验室"],
    ]
    assert written["targets"] == [
        ["measure", "indicator", "comparator", "value", "unit", "year", "kind"],
        ["1.1", "实验室", ">=", "20", "个", "2027", "target"],
        ["doc", "企业", ">=", "2.5", "万户", "", "baseline"],
    ]


def test_a_batch_that_says_nothing_has_three_headed_tables(tmp_path: Path) -> None:
    tsv.write(factory.document("空白"), tmp_path / "新 文件夹", "空白")
    written = tables(tmp_path / "新 文件夹", "空白")
    assert {name: len(rows) for name, rows in written.items()} == {"entities": 1, "relations": 1, "targets": 1}


def test_the_same_batch_gives_the_same_bytes(batch: Batch, tmp_path: Path) -> None:
    for folder in ("one", "other"):
        tsv.write(batch, tmp_path / folder, "x")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()
        assert b"\r" not in path.read_bytes()


def test_no_name_breaks_a_table(tmp_path: Path) -> None:
    tsv.write(factory.document("星海", factory.entity("Platform", "星海\t实验\n室", "甲|乙")), tmp_path, "x")
    _, row = tables(tmp_path, "x")["entities"]
    assert row == ["Platform", "星海 实验 室", "甲｜乙"]


def test_every_end_of_a_relation_is_named_in_the_tables(read: Reader, tmp_path: Path) -> None:
    tsv.write(
        read("一、平台\n（一）布局。依托吉林大学建设长春光子中试基地。（省科技厅负责）", region="吉林省"), tmp_path, "x"
    )
    written = tables(tmp_path, "x")
    names = {name for _, name, _ in written["entities"][1:]}
    ends = {end for _, *pair in written["relations"][1:] for end in pair}
    assert ends
    assert all(end in names or end.startswith("@") for end in ends)


def test_a_folder_that_cannot_be_made_is_told(batch: Batch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(ExportError, match="无法写入"):
        tsv.write(batch, tmp_path / "file" / "folder", "x")
