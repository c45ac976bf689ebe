"""Sentences: the unit that evidence quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.document.structure import Outline
from loaders.readers.item import CELL

_END = re.compile(rf"[。！？\n{CELL}]")
_GAPS = f"\n{CELL}"
# A line shorter than this is an entry of a menu, a date or a signature.
_TITLE = 12
_CLOSING = "。）！？：；”"
# So many short lines in a row are a menu or a footer.
_MENU = 4
# What runs on beyond this has lost its full stops: no evidence quotes so much.
_LONGEST = 1000
_CLOSERS = "”’）》」"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the normalised text and the path of the measure it stands in."""

    start: int
    end: int
    measure: str


def split(text: str, outline: Outline, start: int = 0, end: int | None = None) -> tuple[Sentence, ...]:
    """Cut a text into sentences at 。！？ outside of brackets' ends and at the ends of lines and cells.

    What has no such end for longer than any sentence is cut at a pause.
    """
    limit = len(text) if end is None else end
    found = []
    place = start
    while place < limit:
        far = min(limit, place + _LONGEST)
        match = _END.search(text, place, far)
        stop = match.end() if match else limit if far == limit else _pause(text, place, far)
        while stop < limit and text[stop - 1] not in _GAPS and text[stop] in _CLOSERS:
            stop += 1
        closing = stop - 1 if text[stop - 1] in _GAPS else stop
        if closing > place:
            found.append(Sentence(place, closing, outline.at(place)))
        place = stop
    return tuple(found)


def _pause(text: str, start: int, end: int) -> int:
    """Where a stretch that no sentence is as long as may be cut: behind its last ；, or ，, or 、, or at its end."""
    return next((place + 1 for mark in "；，、" if (place := text.rfind(mark, start, end)) > start), end)


def cut(text: str, outline: Outline) -> tuple[Sentence, ...]:
    """The sentences of the document itself; a contents list says nothing that its headings do not say again."""
    first, last = outline.contents or (0, 0)
    found = split(text, outline, *body(text, outline))
    return tuple(item for item in found if not first <= item.start < last)


def body(text: str, outline: Outline) -> tuple[int, int]:
    """Where the document itself begins and ends: a page's menu before it and its footer behind it are left out.

    A menu is a run of lines too short for a title, a footer one of lines that close no sentence and are no row of a
    table; a few such lines are a letterhead or a signature and stay. Nothing numbered is a footer, and no annex.
    """
    lines = text.split("\n")
    first = next((place for place, line in enumerate(lines) if len(line) >= _TITLE), 0)
    closing = (place for place in range(len(lines) - 1, -1, -1) if _closes(lines[place]))
    last = next(closing, len(lines) - 1)
    first = first if first >= _MENU else 0
    last = last if len(lines) - 1 - last >= _MENU else len(lines) - 1
    start = sum(len(line) + 1 for line in lines[:first])
    end = start + sum(len(line) + 1 for line in lines[first : last + 1]) - 1
    if outline.annexes is not None:
        return start, len(text)
    numbered = text.find("\n", outline.passages[-1].start) if outline.passages else 0
    return start, max(end, numbered if numbered >= 0 else len(text))


def _closes(line: str) -> bool:
    return len(line) >= _TITLE and (line[-1] in _CLOSING or CELL in line)
