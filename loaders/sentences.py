"""Sentences: the unit that evidence quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.structure import Outline

_END = re.compile(r"[。！？\n]")
_CLOSERS = "”’）》」"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the normalised text and the path of the measure it stands in."""

    start: int
    end: int
    measure: str


def split(text: str, outline: Outline, start: int = 0, end: int | None = None) -> tuple[Sentence, ...]:
    """Cut a text into sentences at 。！？ outside of brackets' ends and at line ends; blank ones are left out."""
    limit = len(text) if end is None else end
    found = []
    place = start
    while place < limit:
        match = _END.search(text, place, limit)
        stop = match.end() if match else limit
        while stop < limit and text[stop - 1] != "\n" and text[stop] in _CLOSERS:
            stop += 1
        closing = stop - 1 if text[stop - 1] == "\n" else stop
        if closing > place:
            found.append(Sentence(place, closing, outline.at(place)))
        place = stop
    return tuple(found)
