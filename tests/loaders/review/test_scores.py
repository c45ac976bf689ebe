"""The bars that reading must not fall below, on the annotated documents beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import extraction
from bench.extraction import Score
from loaders.knowledge import Knowledge

PROVINCE = ("jilin2014", "jilin2021", "jilin2022")
BARS = {"entities": 0.60, "relations": 0.45, "duties": 0.97, "targets": 0.80}


@pytest.fixture(scope="module")
def scores(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    """The three documents of 吉林省, read and compared with the first annotator."""
    if not extraction.CORPUS.is_dir():
        pytest.skip("the annotated documents (../shared/corpus, ../shared/gold) do not lie beside this project")
    folder = tmp_path_factory.mktemp("tables")
    extraction.extract(knowledge, folder, PROVINCE)
    return extraction.score(folder, PROVINCE)


@pytest.mark.parametrize(("part", "bar"), BARS.items(), ids=BARS)
def test_reading_does_not_fall_below_the_bar(scores: dict[str, Score], part: str, bar: float) -> None:
    reached = scores[part]
    assert reached.f1 >= bar, f"{reached.hits} of {reached.right} found, {reached.read} read"


def test_a_score_is_the_mean_of_both_sides() -> None:
    assert Score(hits=3, read=4, right=6).f1 == pytest.approx(2 * 0.75 * 0.5 / (0.75 + 0.5))
    assert (Score(1, 2, 3) + Score(2, 2, 2)) == Score(3, 4, 5)
    assert Score().f1 == 1.0


def test_what_is_read_where_nothing_is_annotated_is_told_as_a_number() -> None:
    assert [str(Score()), str(Score(read=2)), str(Score(1, 1, 1))] == ["–", "2 too many", "1.000"]


def test_the_annotations_score_full_marks_against_themselves() -> None:
    gold: Path = extraction.SHARED / "gold"
    if not gold.is_dir():
        pytest.skip("the annotations (../shared/gold) do not lie beside this project")
    assert {part: score.f1 for part, score in extraction.score(gold).items()} == dict.fromkeys(extraction.PARTS, 1.0)
