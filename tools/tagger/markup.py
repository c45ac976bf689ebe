"""Annotated prose: ``依托<Institution>吉林大学</Institution>建设…`` becomes plain text and its spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TAG = re.compile(r"<(?P<close>/)?(?P<label>[A-Z]\w+)(?: full=\"(?P<full>[^\"]*)\")?>")


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotated name: where it stands in the plain text, its label, and its full name where that is longer."""

    start: int
    end: int
    label: str
    full: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of annotated prose: its theme, its plain text, and its marks in order."""

    theme: str
    text: str
    marks: tuple[Mark, ...]


def parse(marked: str, theme: str = "") -> Passage:
    """Read one annotated passage; raise ValueError where a tag does not close."""
    plain: list[str] = []
    marks: list[Mark] = []
    place = size = 0
    opened: re.Match[str] | None = None
    begin = 0
    for tag in _TAG.finditer(marked):
        plain.append(marked[place : tag.start()])
        size += tag.start() - place
        place = tag.end()
        if tag["close"]:
            if opened is None or opened["label"] != tag["label"]:
                raise ValueError(f"“{marked[max(0, tag.start() - 20) : tag.end()]}” closes what was not opened")
            marks.append(Mark(begin, size, tag["label"], opened["full"] or ""))
            opened = None
        else:
            if opened is not None:
                raise ValueError(f"“{marked[max(0, tag.start() - 20) : tag.end()]}” stands inside another name")
            opened, begin = tag, size
    if opened is not None:
        raise ValueError(f"“{marked[opened.start() : opened.start() + 30]}” is not closed")
    plain.append(marked[place:])
    return Passage(theme, "".join(plain), tuple(marks))


def read(path: Path) -> Iterator[Passage]:
    """The passages of a file: blocks of lines between blank lines, ``#`` lines giving the theme."""
    theme = ""
    lines: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            theme = line.lstrip("# ").strip()
        elif line.strip():
            lines.append(line.strip())
        elif lines:
            yield parse("\n".join(lines), theme)
            lines = []
