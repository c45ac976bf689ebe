"""Where names begin and end: annotated prose, one hard phenomenon a passage."""

from __future__ import annotations

import pytest

from graph.ids import fold
from loaders.document.sentences import Sentence
from loaders.knowledge import Knowledge
from loaders.names import mentions, words
from loaders.names.lattice import NAMED, Lattice
from tests.loaders import cases
from tests.loaders.conftest import Reader
from tools.tagger.markup import Mark, Passage

Name = tuple[str, str]


def written(passage: Passage, mark: Mark) -> Name:
    """A mark as the graph names it: quotation marks and width make no difference."""
    return mark.label, fold(mark.full or passage.text[mark.start : mark.end])


def found(read: Reader, text: str) -> dict[Name, tuple[int, int]]:
    """The named things of a text, each with the words that it is first seen in."""
    return {
        (entity.label, fold(entity.name)): (entity.evidence.start, entity.evidence.end)
        for entity in read(text).entities
        if entity.label in NAMED
    }


def is_read(read: Reader, passage: Passage) -> bool:
    names = found(read, passage.text)
    return {written(passage, mark) for mark in passage.marks} == set(names) and all(
        start <= mark.start and mark.end <= end
        for mark in passage.marks
        for start, end in [names[written(passage, mark)]]
    )


@pytest.mark.parametrize("passage", cases.named(cases.prose("mentions.txt")))
def test_exactly_the_names_are_read(read: Reader, passage: Passage) -> None:
    assert set(found(read, passage.text)) == {written(passage, mark) for mark in passage.marks}
    assert is_read(read, passage), "a name is seen in words that do not hold it"


def test_what_is_not_read_yet_is_still_not_read(read: Reader) -> None:
    hard = cases.prose("mentions-open.txt")
    print(f"{len(hard)} passages of mentions-open.txt are not read rightly yet")
    passing = cases.passing(hard, lambda passage: is_read(read, passage))
    assert passing == [], "these are read rightly now: python -m tests.loaders.moving"


def test_every_passage_stands_for_another_phenomenon() -> None:
    themes = [passage.theme for name in ("mentions.txt", "mentions-open.txt") for passage in cases.prose(name)]
    assert len(themes) == len(set(themes))


LISTS = [
    ("支持", "、", "建设。"),
    ("依托", "和", "开展攻关。"),
    ("推动", "与", "共享数据。"),
]


@pytest.mark.parametrize(("before", "joiner", "after"), LISTS)
@pytest.mark.parametrize(
    "names",
    [
        ("吉林大学", "东北师范大学"),
        ("长春新区", "长春净月高新区"),
        ("长春光机所", "长春应化所"),
    ],
    ids="、".join,
)
def test_two_known_names_are_two_whatever_joins_them(
    read: Reader, before: str, names: tuple[str, str], joiner: str, after: str
) -> None:
    read_names = {name for _, name in found(read, f"{before}{joiner.join(names)}{after}")}
    assert read_names == set(names)


@pytest.mark.parametrize("name", ["吉林大学", "长春新区", "吉林省科学技术厅"])
@pytest.mark.parametrize("spelt", ["“{}”", "　{}　", "{}"], ids=["quoted", "spaced", "plain"])
def test_quotation_marks_and_blanks_make_no_other_name(read: Reader, name: str, spelt: str) -> None:
    text = f"要支持{spelt.format(name)}发挥作用。"
    assert {fold(entity.key) for entity in read(text).entities if entity.label in NAMED} == {fold(name)}


@pytest.mark.parametrize(
    "generic",
    [
        "企业",
        "高校",
        "科研院所",
        "高新技术企业",
        "重点实验室",
        "创新平台",
        "一批创新平台",
        "若干产业园区",
        "有关部门",
    ],
)
def test_a_class_is_no_name(read: Reader, generic: str) -> None:
    assert found(read, f"要支持{generic}发挥作用，形成合力。") == {}


def test_a_bracket_stays_with_the_word_that_it_belongs_to(knowledge: Knowledge) -> None:
    text = "建立首台（套）示范应用基地。"
    lattice = Lattice(text, words.cut(text), knowledge.lexicon, knowledge.rules)
    named = mentions.find(lattice, [Sentence(0, len(text), "")], knowledge.duties.collective)
    assert "首台（套）示范应用基地" in {mention.name for mention in named}
