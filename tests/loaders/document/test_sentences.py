"""Sentences: where they end, and where the document begins and ends among what a page prints around it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.document import sentences, structure

MENU = "首页\n资讯动态\n政策文件\n办事服务\n"
PLAN = "星海省科技创新平台提升行动方案\n一、平台\n建设星海省先进材料实验室。"
FOOTER = "\n网站地图\n联系我们\n主办单位：星海省\n版权所有"

CUTS = {
    "at a full stop": ("建设平台。引进人才。", ["建设平台。", "引进人才。"]),
    "at the end of a line": ("一、平台\n建设平台", ["一、平台", "建设平台"]),
    "at the end of a cell": ("平台\t省科技厅\n人才", ["平台", "省科技厅", "人才"]),
    "behind the bracket that a full stop closes in": (
        "建设平台（含装置。）引进人才。",
        ["建设平台（含装置。）", "引进人才。"],
    ),
    "behind the quotation mark": ("所谓“平台。”引进人才！", ["所谓“平台。”", "引进人才！"]),
    "at no comma": ("建设平台，引进人才；优化环境", ["建设平台，引进人才；优化环境"]),
    "nowhere in nothing": ("\n\n", []),
}


@pytest.mark.parametrize(("text", "wanted"), CUTS.values(), ids=CUTS)
def test_a_text_is_cut_into_sentences(text: str, wanted: list[str]) -> None:
    assert [text[one.start : one.end] for one in sentences.split(text, structure.parse(text))] == wanted


BODIES = {
    "a menu and a footer": (MENU + PLAN + FOOTER, PLAN),
    "a short letterhead stays": ("星海省\n文件\n" + PLAN, "星海省\n文件\n" + PLAN),
    "a signature stays": (PLAN + "\n星海省\n2030年", PLAN + "\n星海省\n2030年"),
    "the rows of a table are no footer": (
        PLAN
        + "\n单位\t平台\n省科技厅负责牵头\t实验室建设\n省教育厅负责配合\t人才培养工作\n省财政厅负责保障\t资金保障工作",
        None,
    ),
    "an annex is no footer": (PLAN + "\n附件1\n单位名单\n星海大学\n东港大学\n望山学院\n云屏学院", None),
    "what is numbered is no footer": (PLAN + "\n二、单位\n1.星海大学\n2.东港大学\n3.望山学院\n4.云屏学院", None),
}


@pytest.mark.parametrize(("text", "wanted"), BODIES.values(), ids=BODIES)
def test_a_document_is_told_from_the_page_around_it(text: str, wanted: str | None) -> None:
    start, end = sentences.body(text, structure.parse(text))
    assert text[start:end] == (text if wanted is None else wanted)


def test_what_has_lost_its_full_stops_is_cut_at_a_pause() -> None:
    text = "支持平台、人才，优化环境；" * 500
    found = sentences.split(text, structure.parse(text))
    assert max(one.end - one.start for one in found) <= 1000
    assert all(text[one.end - 1] == "；" for one in found)
    assert "".join(text[one.start : one.end] for one in found) == text
    bare = "创" * 2500
    assert [one.end for one in sentences.split(bare, structure.parse(bare))] == [1000, 2000, 2500]


@given(st.text(st.sampled_from("创新。！”）\n\t，一、（")))
def test_sentences_hold_all_but_the_gaps(text: str) -> None:
    found = sentences.split(text, structure.parse(text))
    held = "".join(text[one.start : one.end] for one in found)
    assert held == text.replace("\n", "").replace("\t", "")
    assert all(one.end <= other.start for one, other in pairwise(found))
