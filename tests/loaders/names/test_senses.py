"""What kind of thing a word names."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import KnowledgeError
from loaders.names.senses import NONE, TABLE, Senses, shipped


@pytest.mark.parametrize(
    ("one", "other"),
    [("焊接", "封装"), ("轴承", "芯片"), ("物流", "金融"), ("补贴", "贷款"), ("数学", "物理"), ("审批", "监管")],
)
def test_words_for_things_of_one_kind_are_of_one_class(one: str, other: str) -> None:
    assert shipped().of(one) == shipped().of(other) != NONE


@pytest.mark.parametrize(("one", "other"), [("焊接", "贷款"), ("芯片", "金融"), ("数学", "建设"), ("企业", "卫星")])
def test_words_for_things_of_other_kinds_are_not(one: str, other: str) -> None:
    assert shipped().of(one) != shipped().of(other)


def test_a_word_that_is_not_in_the_table_is_what_it_ends_in() -> None:
    assert shipped().of("激光拼焊焊接") == shipped().of("焊接")
    assert shipped().of("ＸＸ") == NONE


def test_every_word_stands_once() -> None:
    words = [
        word for line in TABLE.read_text(encoding="utf-8").splitlines() if line[0] != "#" for word in line.split()[1:]
    ]
    assert len(words) == len(set(words)) > 30_000


def test_a_broken_table_is_told_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "词类.txt"
    broken.write_text("# 类\nM 钢 铁\n材料 铜\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"词类\.txt 第 3 行"):
        Senses.load(broken)
    with pytest.raises(KnowledgeError, match="无法读取"):
        Senses.load(tmp_path / "没有.txt")
