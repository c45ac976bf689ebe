"""Every pattern of a pattern file reads its examples and refuses its rejects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import KnowledgeError
from loaders.patternfile import PATTERNS, PatternFile

# rules.py reads these; tests/loaders/test_rules.py tries them.
RULES = {path for path in PATTERNS.glob("*.yml") if "\nrules:" in path.read_text(encoding="utf-8")}
WORDS = {PATTERNS / name for name in ("words.yml", "kinds.yml", "atoms.yml")}


def patterns(value: object, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The patterns of a file, at whatever depth, with their places."""
    if isinstance(value, dict):
        if "pattern" in value:
            yield place, value
        for key, each in value.items():
            yield from patterns(each, f"{place}.{key}")
    elif isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from patterns(each, f"{place}[{number}]")


FOUND = [
    found
    for path in sorted(set(PATTERNS.glob("*.yml")) - RULES - WORDS)
    for found in patterns(yaml.safe_load(path.read_text(encoding="utf-8")), path.stem)
]


def tried(entry: dict[str, Any], text: str) -> re.Match[str] | None:
    """What a pattern reads of a text, tried where it says that it fits."""
    pattern = re.compile(entry["pattern"])
    return {"start": pattern.match, "whole": pattern.fullmatch, "anywhere": pattern.search}[
        entry.get("fits", "anywhere")
    ](text)


@pytest.mark.parametrize(("place", "entry"), FOUND, ids=[place for place, _ in FOUND])
def test_a_pattern_says_what_it_reads_and_what_it_refuses(place: str, entry: dict[str, Any]) -> None:
    assert entry["examples"], place
    assert entry["rejects"], place


@pytest.mark.parametrize(
    ("entry", "text"),
    [pytest.param(entry, text, id=f"{place}：{text}") for place, entry in FOUND for text in entry["examples"]],
)
def test_a_pattern_reads_its_example(entry: dict[str, Any], text: str) -> None:
    assert tried(entry, text) is not None


@pytest.mark.parametrize(
    ("entry", "text"),
    [pytest.param(entry, text, id=f"{place}：{text}") for place, entry in FOUND for text in entry["rejects"]],
)
def test_a_pattern_refuses_its_reject(entry: dict[str, Any], text: str) -> None:
    # A pattern that may read nothing at all refuses a text by reading nothing of it.
    match = tried(entry, text)
    assert match is None or match.group() == ""


@pytest.mark.parametrize("content", ["aside: {examples: [a]}", "other: {pattern: a}", "aside: {pattern: '('}"])
def test_a_faulty_pattern_is_refused_by_file_and_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "names.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"names\.yml.*aside"):
        PatternFile(path).compiled("aside")
