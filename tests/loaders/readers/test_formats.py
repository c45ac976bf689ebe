"""One document in every format and encoding: the same text, the same measures, every character where it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import readers
from loaders.document import structure
from loaders.document.text import CleanText, clean
from loaders.knowledge import Knowledge
from loaders.pipeline import read as read_source
from loaders.readers.item import RawText
from loaders.sources import Source, find
from settings import ROOT

CASES = ROOT / "tests" / "cases" / "reading"
# What stands between Chinese letters decides about these.
TURNED = set(zip(",;:?!", "，；：？！", strict=True)) | {('"', "“"), ('"', "”")}
OFFICE = {".doc", ".odt", ".rtf"}
FILES = [
    pytest.param(
        path,
        id=path.name,
    )
    for path in sorted(CASES.glob("policy.*"))
    if path.suffix != ".zip"
]


def cleaned(path: Path) -> tuple[RawText, CleanText]:
    raw = readers.read(Source(path).item())
    return raw, clean(raw.text, blocks=raw.blocks)


@pytest.fixture(scope="module")
def expected() -> str:
    """The text that all the files were made from."""
    return clean((CASES / "policy.txt").read_text(encoding="utf-8"), blocks=True).text


@pytest.mark.parametrize("path", FILES)
def test_the_text_is_the_same(path: Path, expected: str) -> None:
    assert cleaned(path)[1].text == expected


@pytest.mark.parametrize("path", FILES)
def test_the_measures_are_the_same(path: Path, expected: str) -> None:
    found = structure.parse(cleaned(path)[1].text).passages
    assert [(item.path, item.title) for item in found] == [
        (item.path, item.title) for item in structure.parse(expected).passages
    ]


@pytest.mark.parametrize("path", FILES)
def test_every_character_stands_where_it_was(path: Path) -> None:
    raw, text = cleaned(path)
    places = list(text.offsets)
    assert places == sorted(places)
    assert len(places) == len(text.text)
    for character, place in zip(text.text, places, strict=True):
        written = raw.text[place]
        assert character in "\n\t " or character == clean(written).text or (written, character) in TURNED


def test_an_archive_holds_the_same_documents(knowledge: Knowledge) -> None:
    held = [read_source(source, knowledge).batch for source in find([CASES / "policy.zip"])]
    assert len(held) == 3
    assert len({batch.document.text for batch in held}) == 1
    assert {batch.document.number for batch in held} == {"星政发〔2031〕12号"}
