"""What `extract --explain` shows of one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shell import ROOT, Shell

SENTENCE = "支持吉林碳纤维省实验室面向碳纤维产业开展攻关，到2027年高新技术企业达到500户。（省科技厅牵头）"


@pytest.fixture
def desk(tmp_path: Path) -> Shell:
    return Shell(home=tmp_path / "home", folder=tmp_path, data=ROOT / "data")


def test_a_sentence_is_explained_from_its_words_to_its_facts(desk: Shell) -> None:
    told = desk("extract", "--explain", SENTENCE)
    assert (told.code, told.err) == (0, "")
    parts = told.out.split("\n\n")
    assert [part.splitlines()[0] for part in parts] == [
        "词语与词性",
        "名字：认出的每一处，与取舍",
        "关系：由哪条规则读出",
        "指标",
    ]
    words, names, relations, targets = ([line.split() for line in part.splitlines()] for part in parts)
    assert "支持/v" in words[1]
    (name,) = [row for row in names if row[0] == "吉林碳纤维省实验室"]
    assert (name[1], name[3]) == ("平台", "采用")
    assert {"词表", "模型"} <= set(name[2].split("、"))
    assert ["碳纤维产业", "产业"] in [row[:2] for row in names]
    assert ["牵头", "省科技厅", "@1", "duties.leads", "0.95"] in relations
    assert ["支持", "@1", "吉林碳纤维省实验室"] in [row[:3] for row in relations]
    assert ["高新技术企业", ">=", "500", "户", "2027", "目标", "targets.figure", "0.85"] in targets


def test_a_candidate_that_was_dropped_is_told_with_its_reason(desk: Shell) -> None:
    told = desk("extract", "--explain", "建设高分子材料、稀土利用等国家重点实验室。")
    assert "不采用：让位于“稀土利用国家重点实验室”" in told.out


def test_what_is_not_there_is_said(desk: Shell) -> None:
    told = desk("extract", "--explain", "今天天气好")
    assert told.code == 0
    assert told.out.count("（没有）") == 3


def test_it_reads_no_file_and_writes_none(desk: Shell) -> None:
    assert desk("extract", "没有.txt", "--tsv", "表格", "--explain", SENTENCE).code == 0
    assert list(desk.folder.iterdir()) == []


def test_an_empty_sentence_is_told_in_one_line(desk: Shell) -> None:
    told = desk("extract", "--explain", " ")
    assert (told.code, told.out, len(told.lines)) == (1, "", 1)
    assert told.lines[0].startswith("innograph: 句子是空的")
