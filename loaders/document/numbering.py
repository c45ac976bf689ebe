"""The numbers that lines begin with: 第X章, 一、, （一）, 1., （1）, ①, 1.1 and their rank among each other."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from loaders.numerals import integer
from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.item import CELL

FORMS = PatternFile(PATTERNS / "numbering.yml")
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Marker:
    """The number that opens a line.

    ``rank`` orders the styles from the widest, ``numbers`` are several in a decimal number (2.3.1), ``body`` is where
    the words behind it begin and ``end`` where its line ends. One that is not ``sure`` may be anything else as well.
    """

    style: str
    rank: int
    numbers: tuple[int, ...]
    start: int
    body: int
    end: int
    sure: bool = True

    @property
    def number(self) -> int:
        """The last of its numbers, which counts it among its like."""
        return self.numbers[-1]


class Lines:
    """The lines of a stretch of text, by their number: where each begins and ends."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self._starts = [start]
        self._end = end
        place = text.find("\n", start, end)
        while 0 <= place < end - 1:
            self._starts.append(place + 1)
            place = text.find("\n", place + 1, end)

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> str:
        """The words of a line, without what ends it; empty beyond the last."""
        return self.text[self.start(number) : self.end(number)] if number < len(self) else ""

    def start(self, number: int) -> int:
        """Where a line begins; beyond the last, where the stretch ends."""
        return self._starts[number] if number < len(self) else self._end

    def end(self, number: int) -> int:
        """Where the words of a line end."""
        stop = self.start(number + 1)
        return stop - 1 if stop > self.start(number) and self.text[stop - 1] == "\n" else stop

    def at(self, offset: int) -> int:
        """The number of the line that holds an offset."""
        return bisect_right(self._starts, offset) - 1

    @cached_property
    def openings(self) -> tuple[int, ...]:
        """The numbers of the lines that begin as a heading or a landmark may."""
        opening, text = FORMS.compiled("opening"), self.text
        return tuple(number for number, start in enumerate(self._starts) if opening.match(text, start, self._end))


def markers(lines: Lines) -> Iterator[Marker]:
    """The numbers that open lines, one a line; rows of tables have none, what may be no number is among them."""
    for line in lines.openings:
        found = marker(lines.text, lines.start(line), lines.end(line))
        if found is not None:
            yield found


def marker(text: str, start: int, end: int) -> Marker | None:
    """The number that a line begins with, if it begins with one."""
    mark = FORMS.compiled("mark").match(text, start, end)
    first = mark.end() if mark else start
    for rank, style, sure, pattern in _styles():
        match = pattern.match(text, first, end)
        if match is None:
            continue
        numbers = _numbers(match[match.lastindex or 1])
        cells = text.count(CELL, start, end)
        # A blank cell behind the number is how word processors set a heading off; any other makes a row.
        if not numbers or cells > 1 or (cells == 1 and CELL not in text[match.end() - 1 : match.end() + 1]):
            return None
        return Marker(style, rank, numbers, start, match.end(), end, sure)
    return None


def inner(text: str, outer: Marker) -> Marker | None:
    """The number of a first part that stands in the line of its heading: 一、总体要求（一）指导思想。"""
    heading = FORMS.compiled("inner").match(text, outer.body, outer.end)
    return marker(text, heading.end(), outer.end) if heading else None


def _numbers(words: str) -> tuple[int, ...]:
    try:
        found = tuple(_number(word) for word in words.split("."))
    except ValueError:
        return ()
    return found if all(0 < number < _MOST for number in found) else ()


def _number(word: str) -> int:
    try:
        return integer(word)
    except ValueError:
        # ①, ⑴, ㈠, ⒈: a number in one character.
        return int(unicodedata.numeric(word)) if len(word) == 1 else 0


@cache
def _styles() -> tuple[tuple[int, str, bool, re.Pattern[str]], ...]:
    """The styles as they are tried: rank, name, whether it is sure, pattern."""
    ranks: dict[str, int] = {}
    found = []
    for entry, (style, pattern) in zip(FORMS.raw["styles"], FORMS.series("styles", "style"), strict=True):
        rank = ranks.setdefault(style, len(ranks))
        found.append((rank, style, bool(entry.get("sure", True)), pattern))
    return tuple(found)
