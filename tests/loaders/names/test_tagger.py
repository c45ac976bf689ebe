"""The tagger: what it is for and against, and the confidence that comes of it."""

from __future__ import annotations

import pytest

from loaders.document import sentences, structure
from loaders.knowledge import Knowledge
from loaders.names import confidence, mentions, words
from loaders.names.lattice import Lattice
from loaders.names.tagger import Weights, bounds

TEXT = "一、支持吉林大学建设长春光子中试基地，突破极紫外光刻、宽禁带半导体等关键技术。"


@pytest.fixture(scope="module")
def weights(knowledge: Knowledge) -> Weights:
    lattice = Lattice(TEXT, words.cut(TEXT), knowledge.lexicon, knowledge.rules)
    cut = sentences.split(TEXT, structure.parse(TEXT))
    return knowledge.tagger.weigh(lattice, mentions.find(lattice, cut, knowledge.duties.collective))


def margin(weights: Weights, name: str, label: str) -> float:
    start = TEXT.index(name)
    return weights.margin(start, start + len(name), label)


def test_it_is_for_what_it_tags(knowledge: Knowledge, weights: Weights) -> None:
    lattice = Lattice(TEXT, words.cut(TEXT), knowledge.lexicon, knowledge.rules)
    spans = weights.spans(bounds(lattice, [(0, len(TEXT))]))
    assert {(TEXT[span.start : span.end], span.label) for span in spans} >= {
        ("吉林大学", "Institution"),
        ("极紫外光刻", "Technology"),
    }
    assert all(weights.margin(span.start, span.end, span.label) > 0 for span in spans)


@pytest.mark.parametrize(
    ("name", "label", "other"),
    [
        ("吉林大学", "Institution", "Programme"),
        ("长春光子中试基地", "Park", "Institution"),
        ("宽禁带半导体", "Technology", "Region"),
    ],
)
def test_it_tells_labels_apart(weights: Weights, name: str, label: str, other: str) -> None:
    assert margin(weights, name, label) > max(0, margin(weights, name, other))


@pytest.mark.parametrize("name", ["支持", "关键技术", "建设长春", "突破"])
def test_it_is_against_what_is_no_name(weights: Weights, name: str) -> None:
    labels = ("Institution", "Platform", "Programme", "Park", "Industry", "Technology", "Region")
    assert all(margin(weights, name, label) < 0 for label in labels)


@pytest.mark.parametrize("label", ["Technology", "Platform"])
def test_the_more_it_is_for_a_name_the_surer_is_the_reading(label: str) -> None:
    sure = [confidence.of(label, step / 2) for step in range(-60, 60)]
    assert sure == sorted(sure)
    assert 0 < sure[0] < sure[-1] < 1
    assert confidence.of(label, -1000.0) == sure[0]


@pytest.mark.parametrize("fact", ["supported", "mentioned", "served"])
def test_a_fact_is_less_sure_than_the_name_it_is_about(fact: str) -> None:
    assert 0 < confidence.through(fact, 0.5) < 0.5
    assert confidence.through(fact, 0.5) < confidence.through(fact, 0.9) < 0.9
