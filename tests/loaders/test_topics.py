"""What a passage says is to be developed or tackled: annotated prose with industries and technologies."""

from __future__ import annotations

import pytest

from tests.loaders import cases
from tests.loaders.conftest import Reader
from tools.tagger.markup import Passage

Topic = tuple[int, int, str]


def found(read: Reader, text: str) -> set[Topic]:
    """The stretches of a text that the measure, or a place, focuses on, with their labels."""
    batch = read(text)
    labels = batch.ends()
    return {
        (evidence.start, evidence.end, labels[relation.target])
        for relation in batch.relations
        if relation.type == "FOCUSES_ON"
        for evidence in relation.evidence
    }


def marked(passage: Passage) -> set[Topic]:
    return {(mark.start, mark.end, mark.label) for mark in passage.marks}


@pytest.mark.parametrize("passage", cases.named(cases.prose("topics.txt")))
def test_exactly_the_topics_are_read(read: Reader, passage: Passage) -> None:
    assert found(read, passage.text) == marked(passage)


def test_what_is_not_read_yet_is_still_not_read(read: Reader) -> None:
    hard = cases.prose("topics-open.txt")
    print(f"{len(hard)} passages of topics-open.txt are not read rightly yet")
    passing = cases.passing(hard, lambda passage: found(read, passage.text) == marked(passage))
    assert passing == [], "these are read rightly now: move them to topics.txt"


@pytest.mark.parametrize("tail", ["产业", "产业链", "行业", "领域"])
def test_an_industry_is_named_without_its_tail(read: Reader, tail: str) -> None:
    batch = read(f"围绕汽车{tail}组织协同攻关。")
    assert [entity.name for entity in batch.entities if entity.label == "Industry"] == ["汽车"]


def test_one_name_keeps_one_label_throughout_a_text(read: Reader) -> None:
    batch = read("围绕碳纤维产业补链。\n突破碳纤维等关键材料。\n发展碳纤维产业。")
    assert [entity.label for entity in batch.entities if "碳纤维" in entity.name] == ["Industry"]


def test_a_place_that_is_supported_focuses_and_not_the_measure(read: Reader) -> None:
    batch = read("一、空间布局\n（一）县域。支持长春新区重点发展光电信息产业。")
    names = {entity.id: entity.name for entity in batch.entities}
    heads = [names.get(fact.source, "the measure") for fact in batch.relations if fact.type == "FOCUSES_ON"]
    assert heads == ["长春新区"]
