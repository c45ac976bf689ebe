"""The tables of ``tests/cases``: a text on a line of its own, what it must give indented below, ``#`` for the theme.

``NAME.txt`` holds what is read rightly; ``NAME-open.txt`` holds hard cases that are not yet, annotated as they should
be read. ``python -m tests.loaders.moving`` moves what has begun to pass from the second file to the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from tools.tagger import markup
from tools.tagger.markup import Passage

CASES = Path(__file__).resolve().parents[1] / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """A text, the rows that must be read from it, and the phenomenon it stands for."""

    theme: str
    text: str
    rows: tuple[str, ...]


Some = TypeVar("Some", Case, Passage)


def table(name: str) -> tuple[Case, ...]:
    """The cases of a table in the order of the file."""
    return rows((CASES / name).read_text(encoding="utf-8"))


def rows(text: str) -> tuple[Case, ...]:
    """The cases that a table's text holds."""
    return tuple(_cases(text.splitlines()))


def prose(name: str) -> tuple[Passage, ...]:
    """The passages of a file of annotated prose."""
    return tuple(markup.read(CASES / name))


def named(cases: Iterable[Case | Passage]) -> list[object]:
    """The cases as test parameters that are called by theme and text."""
    return [pytest.param(case, id=f"{case.theme}：{case.text}"[:60].replace("\n", " ")) for case in cases]


def passing(cases: Iterable[Some], holds: Callable[[Some], bool]) -> list[str]:
    """The texts of the cases that hold."""
    return [case.text for case in cases if holds(case)]


def _cases(lines: Iterable[str]) -> Iterator[Case]:
    theme = text = ""
    wanted: list[str] = []
    for line in [*lines, "#"]:
        if line.startswith("    "):
            wanted.append(line.strip())
            continue
        if text:
            yield Case(theme, text, tuple(wanted))
        text, wanted = "", []
        if line.startswith("#"):
            theme = line.lstrip("# ").strip()
        else:
            text = line.strip()
