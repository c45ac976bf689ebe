"""Lines of print become paragraphs again: by how full a line is, where the next begins and how far below it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.item import CELL
from loaders.readers.pdf.order import Line

_FORMS = PatternFile(PATTERNS / "print.yml")
# A line is full when what follows would not have fitted in, give or take so many letters; a blank of so many opens a
# paragraph.
_SLACK = 0.45
_INDENT = 1.2
# Of the long lines so many begin at the left margin, every paragraph's first apart, and end at the right one.
_LONG = 0.6
_LEFT_SHARE, _RIGHT_SHARE = 0.15, 0.25
# What is set in further than this stands at the right: a signature, a date.
_SET_IN = 6.0
# A column of so many lines has margins of its own; a shorter one has those of its like.
_OWN = 8
# A title whose bracket is open goes on, up to so many letters.
_TITLE = 120
# Letters so much larger than those of the text are a title's.
_LARGE = 1.15
_PAIRS = (("《", "》"), ("（", "）"), ("(", ")"), ("“", "”"), ("〔", "〕"), ("【", "】"))


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a column begin and end, and how far apart they stand."""

    left: float
    right: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The margins of each column of each page, by page and flow, and the size of the letters of running text."""

    margins: Mapping[tuple[int, tuple[int, int]], Margins]
    size: float


def layout(lines: list[Line]) -> Layout:
    """How a document is laid out."""
    sizes = sorted((line.size, len(line.text)) for line in lines)
    half = sum(count for _, count in sizes) / 2
    size = next(
        (size for (size, _), seen in zip(sizes, accumulate(count for _, count in sizes), strict=True) if seen >= half),
        0.0,
    )
    return Layout(_margins_of(lines), size)


def _margins_of(lines: Iterable[Line]) -> dict[tuple[int, tuple[int, int]], Margins]:
    columns: dict[tuple[int, tuple[int, int]], list[Line]] = defaultdict(list)
    alike: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.page, line.flow].append(line)
        alike[line.flow].append(line)
    shared = {flow: _margins(found) for flow, found in alike.items()}
    return {
        place: _margins(found) if len(found) >= _OWN else shared[place[1]] for place, found in sorted(columns.items())
    }


def _margins(lines: list[Line]) -> Margins:
    size = median(line.size for line in lines)
    steps = [
        below.top - above.top
        for above, below in pairwise(lines)
        if above.page == below.page and 0 < below.top - above.top < 4 * size
    ]
    widest = max(line.right - line.left for line in lines)
    long = [line for line in lines if line.right - line.left >= _LONG * widest]
    return Margins(
        min(_shared([line.left for line in long], size, _LEFT_SHARE)),
        max(_shared([line.right for line in long], size, _RIGHT_SHARE)),
        median(steps) if steps else 1.6 * size,
    )


def _shared(edges: list[float], size: float, share: float) -> list[float]:
    """The edges that so many lines have within a letter; those that most have where none is so common."""
    near = [sum(1 for other in edges if abs(other - edge) <= size) for edge in edges]
    least = min(share * len(edges), max(near))
    return [edge for edge, count in zip(edges, near, strict=True) if count >= least]


def continues(above: Line, line: Line, design: Layout) -> bool:
    """Whether a line goes on where the one before it was cut by the margin."""
    if CELL in above.text or CELL in line.text:
        return False
    size = min(above.size, line.size)
    if max(above.size, line.size) > 1.25 * size:
        return False
    mine, theirs = design.margins[line.page, line.flow], design.margins[above.page, above.flow]
    together = above.page == line.page and above.flow == line.flow and line.top > above.top
    if together and line.top - above.top > 1.6 * max(mine.pitch, size):
        return False
    if together and size > _LARGE * design.size and not _begins(line):
        # A title in large letters over several lines.
        return abs(line.left + line.right - above.left - above.right) < 2 * size
    if _open(above.text) and len(above.text) < _TITLE and not _begins(line):
        return True
    if theirs.right - above.right > _unit(line.text) * size + _SLACK * size:
        return False
    ended = _FORMS.compiled("stop").search(above.text) is not None
    if line.left - mine.left > _INDENT * size:
        # A passage that is set in as a whole goes on at its own left edge.
        alike = abs(line.left - above.left) < 0.5 * size and line.left - mine.left < _SET_IN * size
        return alike and not ended and not _begins(line)
    if above.left - theirs.left > _SET_IN * size:
        return False
    return not (_begins(line) or (ended and _FORMS.compiled("may_begin").match(line.text)))


def _begins(line: Line) -> bool:
    return _FORMS.compiled("begins").match(line.text) is not None


def _unit(text: str) -> float:
    """How many letters wide the beginning of a line is that could not stay on the line before it."""
    match = _FORMS.compiled("unbroken").match(text)
    return sum(1.0 if character >= "\u2000" else 0.55 for character in match.group()) if match else 1.0


def _open(text: str) -> bool:
    """Whether a bracket or title mark is open at the end of a line."""
    return any(text.count(first) > text.count(last) for first, last in _PAIRS)


def glue(above: str, line: str) -> str:
    """What stands between two lines that are joined: a blank between Latin words, nothing in Chinese."""
    latin = above[-1:].isascii() and above[-1:].isalnum() and line[:1].isascii() and line[:1].isalpha()
    return " " if latin else ""
