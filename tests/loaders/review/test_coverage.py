"""Sentences that promise a fact and gave none."""

from __future__ import annotations

from loaders import pipeline
from loaders.knowledge import Knowledge
from loaders.review import coverage
from loaders.review.coverage import Coverage

TEXT = """\
东港市创新意见
一、加强平台建设。
支持星海大学建设碳纤维重点实验室。
推动各类主体相互支持，形成合力。
环境不断改善。
二、主要目标
到2030年，高新技术企业达到50家。
力争有关工作达到领先水平。
"""


def found(knowledge: Knowledge, text: str = TEXT) -> Coverage:
    return coverage.find(pipeline.read_text(text, knowledge).batch)


def test_sentences_that_promise_a_fact_and_gave_none_are_told_with_their_place(knowledge: Knowledge) -> None:
    silent = found(knowledge).silent
    assert [(item.measure, item.trigger, item.text) for item in silent] == [
        ("1", "推动", "推动各类主体相互支持，形成合力。")
    ]


def test_the_share_is_of_what_promises_something(knowledge: Knowledge) -> None:
    # The laboratory, the joint force, and the fifty enterprises; no heading, no improvement, no level.
    assert found(knowledge).promising == 3
    assert found(knowledge).share == 1 / 3


def test_where_nothing_is_promised_nothing_is_missing(knowledge: Knowledge) -> None:
    assert found(knowledge, "一、总体情况\n环境不断改善。\n") == Coverage(0, ())
    assert Coverage(0, ()).share == 0
