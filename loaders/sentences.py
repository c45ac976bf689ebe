"""Sentences: the unit that evidence quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.structure import Outline

_END = re.compile(r"[。！？\n\t]")
_GAPS = "\n\t"
# A line shorter than this is an entry of a menu, a date or a signature.
_TITLE = 12
_CLOSING = "。）！？：；”"
# So many short lines in a row are a menu or a footer.
_MENU = 4
_CLOSERS = "”’）》」"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the normalised text and the path of the measure it stands in."""

    start: int
    end: int
    measure: str


def split(text: str, outline: Outline, start: int = 0, end: int | None = None) -> tuple[Sentence, ...]:
    """Cut a text into sentences at 。！？ outside of brackets' ends and at the ends of lines and cells."""
    limit = len(text) if end is None else end
    found = []
    place = start
    while place < limit:
        match = _END.search(text, place, limit)
        stop = match.end() if match else limit
        while stop < limit and text[stop - 1] not in _GAPS and text[stop] in _CLOSERS:
            stop += 1
        closing = stop - 1 if text[stop - 1] in _GAPS else stop
        if closing > place:
            found.append(Sentence(place, closing, outline.at(place)))
        place = stop
    return tuple(found)


def body(text: str) -> tuple[int, int]:
    """Where the document itself begins and ends: a page's menu before it and its footer behind it are left out.

    A menu is a run of lines too short for a title, a footer one of lines that close no sentence; a few such
    lines are a letterhead or a signature and stay.
    """
    lines = text.split("\n")
    first = next((place for place, line in enumerate(lines) if len(line) >= _TITLE), 0)
    closing = (
        place for place in range(len(lines) - 1, -1, -1) if len(lines[place]) >= _TITLE and lines[place][-1] in _CLOSING
    )
    last = next(closing, len(lines) - 1)
    first = first if first >= _MENU else 0
    last = last if len(lines) - 1 - last >= _MENU else len(lines) - 1
    start = sum(len(line) + 1 for line in lines[:first])
    return start, start + sum(len(line) + 1 for line in lines[first : last + 1]) - 1
