"""What a passage says is to be developed or tackled: annotated prose with industries and technologies."""

from __future__ import annotations

import pytest

from graph.ids import fold
from loaders.names.resolve import short_industry
from tests.loaders import cases
from tests.loaders.conftest import Reader
from tools.tagger.markup import Passage

Topic = tuple[str, str]


def found(read: Reader, text: str) -> dict[Topic, tuple[int, int]]:
    """What the measure, or a place, focuses on, each with the words that say so."""
    batch = read(text)
    topics = {entity.id: (entity.label, fold(entity.name)) for entity in batch.entities}
    return {
        topics[relation.target]: (relation.evidence[0].start, relation.evidence[0].end)
        for relation in batch.relations
        if relation.type == "FOCUSES_ON"
    }


def marked(passage: Passage) -> dict[Topic, tuple[int, int]]:
    """The marked topics by the name that the graph gives them: an industry without its tail."""
    names = {mark: passage.text[mark.start : mark.end] for mark in passage.marks}
    return {
        (mark.label, fold(short_industry(name) if mark.label == "Industry" else name)): (mark.start, mark.end)
        for mark, name in names.items()
    }


def is_read(read: Reader, passage: Passage) -> bool:
    topics, wanted = found(read, passage.text), marked(passage)
    return set(topics) == set(wanted) and all(
        topics[topic][0] <= start and end <= topics[topic][1] for topic, (start, end) in wanted.items()
    )


@pytest.mark.parametrize("passage", cases.named(cases.prose("topics.txt")))
def test_exactly_the_topics_are_read(read: Reader, passage: Passage) -> None:
    assert set(found(read, passage.text)) == set(marked(passage))
    assert is_read(read, passage), "a topic is seen in words that do not hold it"


def test_what_is_not_read_yet_is_still_not_read(read: Reader) -> None:
    hard = cases.prose("topics-open.txt")
    print(f"{len(hard)} passages of topics-open.txt are not read rightly yet")
    passing = cases.passing(hard, lambda passage: is_read(read, passage))
    assert passing == [], "these are read rightly now: python -m tests.loaders.moving"


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
