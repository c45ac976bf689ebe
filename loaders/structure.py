"""The tree of measures: 第X章, 一、, （一）, 1., （1）, ① become paths such as ``2.3.14``."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from loaders.numerals import integer
from loaders.patternfile import PATTERNS, PatternFile

_FORMS = PatternFile(PATTERNS / "numbering.yml")
TITLE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered passage: its path, heading, and where it, and the text after its number, begin and end."""

    path: str
    parent: str
    title: str
    start: int
    body: int
    end: int
    restarted: bool = False


class Outline:
    """The passages of a document in order, findable by offset.

    >>> outline = parse("一、总体要求\\n（一）目标。到2025年\\n二、任务\\n（二）平台")
    >>> [passage.path for passage in outline.passages]
    ['1', '1.1', '2', '2.2']
    """

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        self.passages = passages
        self._starts = [passage.start for passage in passages]

    def at(self, offset: int) -> str:
        """The path of the innermost passage at an offset; empty before the first."""
        place = bisect_right(self._starts, offset) - 1
        return self.passages[place].path if place >= 0 and offset < self.passages[place].end else ""

    def passage(self, path: str) -> Passage | None:
        """The passage of a path, if there is one."""
        return next((passage for passage in self.passages if passage.path == path), None)

    def extent(self, path: str) -> tuple[int, int]:
        """Where a passage begins and where the last passage inside it ends."""
        inside = [item for item in self.passages if item.path == path or item.path.startswith(path + ".")]
        return inside[0].start, max(item.end for item in inside)


@dataclass(slots=True)
class _Open:
    rank: int
    path: str


def parse(text: str, *, start: int = 0, end: int | None = None) -> Outline:
    """Read the numbering of clean text between two offsets into an outline.

    A number that comes a second time under the same heading keeps a path of its own
    (``2~2``) and is marked as restarted, so that it can be reported.
    """
    limit = len(text) if end is None else end
    stack: list[_Open] = []
    found: list[tuple[str, str, int, int, bool]] = []
    taken: dict[str, int] = {}
    for begin in _paragraph_starts(text, start, limit):
        marker = _marker(text, begin)
        if marker is None:
            continue
        rank, number, body = marker
        while stack and stack[-1].rank >= rank:
            stack.pop()
        parent = stack[-1].path if stack else ""
        plain = f"{parent}.{number}" if parent else str(number)
        taken[plain] = taken.get(plain, 0) + 1
        path = plain if taken[plain] == 1 else f"{plain}~{taken[plain]}"
        stack.append(_Open(rank, path))
        found.append((path, parent, begin, body, taken[plain] > 1))
    return Outline(_with_ends(text, found, limit))


def _paragraph_starts(text: str, start: int, end: int) -> list[int]:
    starts = [start]
    place = text.find("\n", start)
    while 0 <= place < end - 1:
        starts.append(place + 1)
        place = text.find("\n", place + 1)
    return starts


def _marker(text: str, begin: int) -> tuple[int, int, int] | None:
    for rank, (_, pattern) in enumerate(_FORMS.series("styles", "style")):
        match = pattern.match(text, begin)
        if match is not None:
            try:
                return rank, integer(match[1]), match.end()
            except ValueError:
                return None
    return None


def _with_ends(text: str, found: list[tuple[str, str, int, int, bool]], limit: int) -> tuple[Passage, ...]:
    passages = []
    for place, (path, parent, begin, body, restarted) in enumerate(found):
        end = found[place + 1][2] if place + 1 < len(found) else limit
        passages.append(Passage(path, parent, _title(text, body, end), begin, body, end, restarted))
    return tuple(passages)


def _title(text: str, body: int, end: int) -> str:
    stop = _FORMS.compiled("title_end").search(text, body, end)
    return text[body : stop.start() if stop else end].strip()[:TITLE_LENGTH]
