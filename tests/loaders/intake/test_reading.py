"""Many sources read: the same outcomes with any number of processes, and processes only where they pay."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from graph import jsonl
from graph.errors import KnowledgeError
from loaders import sources
from loaders.intake import reading
from loaders.intake.outcome import Outcome
from loaders.sources import Source
from settings import ROOT
from tests.loaders import folder

DATA = ROOT / "data"
KB = 1024


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def told(outcome: Outcome) -> tuple[object, ...]:
    """All of an outcome but the time that it took."""
    if isinstance(outcome.result, Exception):
        return outcome.source, type(outcome.result), str(outcome.result)
    found = outcome.get()
    return outcome.source, tuple(jsonl.generate(found.batch)), found.issues


def test_any_number_of_processes_reads_the_same(tmp_path: Path, cache: Path) -> None:
    found = sources.find([folder.lay(tmp_path / "文件夹", documents=40)])
    assert reading.hands(found, jobs=3) == 3
    answers = []
    for jobs in (1, 2, 3):
        with reading.opened(found, DATA, cache, jobs=jobs) as outcomes:
            answers.append([told(outcome) for outcome in outcomes])
    assert answers[0] == answers[1]
    assert answers[0] == answers[2]
    failed = [answer[2] for answer in answers[0] if isinstance(answer[1], type)]
    # The empty file, the picture, the list without a mapping, the broken archive, and of the others an empty file and
    # an archive.
    assert len([message for message in failed if "各种格式" not in str(message)]) == 6


NUMBERS = {
    "nothing": ([], 8, 1),
    "one small file": ([9 * KB], 8, 1),
    "some dozen small files": ([9 * KB] * 40, 8, 1),
    "hundreds of files": ([9 * KB] * 200, 8, 6),
    "thousands of files": ([9 * KB] * 2000, 8, 8),
    "thousands of files, one process wanted": ([9 * KB] * 2000, 1, 1),
    "thousands of tiny files": ([100] * 2000, 8, 1),
    "two long files": ([5000 * KB] * 2, 8, 2),
    "a single file, however long": ([5000 * KB], 8, 1),
}


@pytest.mark.parametrize(("sizes", "jobs", "number"), NUMBERS.values(), ids=NUMBERS)
def test_processes_are_started_where_they_pay(sizes: list[int], jobs: int, number: int) -> None:
    assert reading.hands([Source(Path("意见.txt"), size=size) for size in sizes], jobs) == number


@pytest.mark.parametrize(
    ("name", "count", "number"), [("意见.txt", 20, 6), ("意见.pdf", 20, 1), ("意见.pdf", 240, 8), ("意见.doc", 3, 3)]
)
def test_how_much_there_is_to_read_goes_by_the_format_too(name: str, count: int, number: int) -> None:
    assert reading.hands([Source(Path(name), size=100 * KB)] * count, jobs=8) == number


def test_few_files_are_read_in_this_process(tmp_path: Path, cache: Path) -> None:
    found = sources.find([folder.lay(tmp_path / "文件夹") / "甲"])
    before = psutil.Process().children()
    with reading.opened(found, DATA, cache, jobs=8) as outcomes:
        assert next(outcomes).source.name == found[0].name
        assert psutil.Process().children() == before


def test_faulty_knowledge_is_told_once_and_not_for_every_file(tmp_path: Path, cache: Path) -> None:
    found = sources.find([folder.lay(tmp_path / "文件夹", documents=40)])
    for jobs in (1, 2):
        with (
            pytest.raises(KnowledgeError),
            reading.opened(found, tmp_path / "没有", cache, jobs=jobs) as outcomes,
        ):
            next(outcomes)


def test_with_nothing_to_read_nothing_is_loaded(tmp_path: Path) -> None:
    with reading.opened([], tmp_path / "没有", None, jobs=2) as outcomes:
        assert list(outcomes) == []


def test_there_is_a_processor_to_read_on() -> None:
    assert 1 <= reading.cores() <= reading.MOST_JOBS


SIZES = {"a file": "甲/意见.txt", "a file in an archive": "包.zip/文件/一.txt", "a list": "名单/园区.csv"}


@pytest.mark.parametrize("name", SIZES.values(), ids=SIZES)
def test_the_size_of_a_source_is_known_before_it_is_read(tmp_path: Path, name: str) -> None:
    place = folder.lay(tmp_path)
    source = next(source for source in sources.find([place]) if source.name == str(place / name))
    assert source.size == len(source.item().content) > 0
