"""Why a sentence was read as it was: what took each stretch for a name, and what became of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import DocumentError
from loaders.knowledge import Knowledge
from loaders.review.explaining import Candidate, Explanation, explain
from settings import ROOT

DOCUMENTS = sorted((ROOT / "data" / "documents").glob("*.md"))
LISTED = "支持吉林碳纤维省实验室建设高分子材料、稀土利用等国家重点实验室。（省科技厅牵头，省教育厅负责）"


def candidate(found: Explanation, name: str, label: str) -> Candidate:
    (one,) = [item for item in found.candidates if (item.name, item.label) == (name, label)]
    return one


def test_a_name_tells_all_that_found_it(knowledge: Knowledge) -> None:
    found = candidate(explain(LISTED, knowledge), "吉林碳纤维省实验室", "Platform")
    assert found.taken
    assert set(found.finders) >= {"lexicon", "tagger"}
    assert LISTED[found.start : found.end] == found.name


def test_a_dropped_candidate_tells_which_name_was_preferred(knowledge: Knowledge) -> None:
    found = explain(LISTED, knowledge)
    assert candidate(found, "稀土利用国家重点实验室", "Platform").taken
    dropped = candidate(found, "稀土", "Industry")
    assert (dropped.taken, dropped.rival, dropped.finders) == (False, "稀土利用国家重点实验室", ("lexicon",))


def test_every_name_is_among_the_candidates_and_none_is_taken_twice(knowledge: Knowledge) -> None:
    found = explain(LISTED, knowledge)
    taken = [item for item in found.candidates if item.taken]
    assert all(item.finders for item in found.candidates)
    assert all(not item.rival for item in taken)
    assert len({(item.start, item.name) for item in taken}) == len(taken)
    assert list(found.candidates) == sorted(found.candidates, key=lambda item: (item.start, item.end))


@pytest.mark.parametrize("page", DOCUMENTS, ids=[path.stem for path in DOCUMENTS])
def test_whatever_reading_names_is_explained(knowledge: Knowledge, page: Path) -> None:
    found = explain(page.read_text(encoding="utf-8").split("---", 2)[-1], knowledge)
    taken = {(item.label, item.name) for item in found.candidates if item.taken}
    named = {(entity.label, entity.name) for entity in found.batch.entities}
    facilities = {pair for pair in named if pair[0] in {"Platform", "Park", "Programme"}}
    assert facilities
    assert facilities <= taken


def test_a_term_that_the_lexicon_alone_speaks_for_is_taken_where_it_is_read(knowledge: Knowledge) -> None:
    found = explain("建设算力网络，推动系统集成。", knowledge)
    focused = {entity.name for entity in found.batch.entities if entity.label == "Technology"}
    assert focused == {"算力网络", "系统集成"}
    assert {item.name for item in found.candidates if item.taken and item.label == "Technology"} == focused
    refused = [item for item in found.candidates if not item.taken]
    assert [(item.label, item.name, item.rival) for item in refused] == [("Industry", "系统集成", "系统集成")]


def test_a_sentence_without_a_number_is_a_measure(knowledge: Knowledge) -> None:
    found = explain(LISTED, knowledge).batch
    assert {relation.type for relation in found.relations} >= {"LEADS", "RESPONSIBLE_FOR", "SUPPORTS"}
    assert [measure.path for measure in found.measures] == ["1"]


def test_a_sentence_with_a_number_keeps_it(knowledge: Knowledge) -> None:
    found = explain("（三）做强平台。" + LISTED, knowledge).batch
    assert [measure.path for measure in found.measures] == ["3"]


def test_the_words_are_the_text(knowledge: Knowledge) -> None:
    found = explain(LISTED, knowledge)
    assert "".join(form for form, _ in found.words) == found.text == LISTED
    assert ("支持", "v") in found.words


@pytest.mark.parametrize("nothing", ["", " \n\u3000"])
def test_nothing_cannot_be_explained(knowledge: Knowledge, nothing: str) -> None:
    with pytest.raises(DocumentError, match="句子是空的"):
        explain(nothing, knowledge)
