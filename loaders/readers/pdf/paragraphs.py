"""Lines of print become paragraphs again: by how full a line is, where the next begins and how far below it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.item import CELL
from loaders.readers.pdf.lines import Line, unit

_FORMS = PatternFile(PATTERNS / "print.yml")
# A line is full when what follows would not have fitted in, give or take so many letters; a blank of so many opens a
# paragraph.
_SLACK = 0.45
_INDENT, _EDGE = 1.2, 1.0
# Of the long lines so many begin at the left margin, every paragraph's first apart, and end at the right one.
_LONG = 0.6
_LEFT_SHARE, _RIGHT_SHARE = 0.15, 0.25
# What is set in further than this stands at the right: a signature, a date; no number hangs out further.
_SET_IN, _HANG = 6.0, 6.0
# A column of so many lines, or of so many that end at one edge, has margins of its own; another those of its like.
_OWN, _AGREE = 8, 3
# A title whose bracket is open goes on, up to so many letters; its lines are no further apart than so many.
_TITLE = 120
_TITLE_STEP = 2.6
# Letters so much larger than those of the text are a title's.
_LARGE = 1.15
_PAIRS = (("《", "》"), ("（", "）"), ("(", ")"), ("〔", "〕"), ("【", "】"))
# How paragraphs begin: set in, hanging out, or with the other lines.
_SET, _OUT, _FLUSH = "set in", "hanging out", "flush"

Place = tuple[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a column begin and end, how far apart they stand, the size of most letters if it is long."""

    left: float
    right: float
    pitch: float
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The margins of each column of each page, the size of the letters of running text, and how paragraphs begin."""

    margins: Mapping[Place, Margins]
    size: float
    style: str


def layout(lines: list[Line]) -> Layout:
    """How a document is laid out."""
    sizes = sorted((line.size, len(line.text)) for line in lines)
    half = sum(count for _, count in sizes) / 2
    size = next(
        (size for (size, _), seen in zip(sizes, accumulate(count for _, count in sizes), strict=True) if seen >= half),
        0.0,
    )
    margins = _margins_of(lines)
    return Layout(margins, size, _style(lines, margins))


def _margins_of(lines: Iterable[Line]) -> dict[Place, Margins]:
    columns: dict[Place, list[Line]] = defaultdict(list)
    alike: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.page, line.flow].append(line)
        alike[line.flow].append(line)
    shared = {flow: _margins(found) for flow, found in alike.items()}
    return {
        place: _margins(found) if len(found) >= _OWN or _agree(found) else shared[place[1]]
        for place, found in sorted(columns.items())
    }


def _agree(lines: list[Line]) -> bool:
    """Whether a few lines show where their column ends: several do not end there by chance."""
    right = max(line.right for line in lines)
    return sum(right - line.right < 0.2 * line.size for line in lines) >= _AGREE


def _margins(lines: list[Line]) -> Margins:
    size = median(line.size for line in lines)
    steps = [
        below.top - above.top
        for above, below in pairwise(lines)
        if above.page == below.page and 0 < below.top - above.top < 4 * size
    ]
    widest = max(line.right - line.left for line in lines)
    long = [line for line in lines if line.right - line.left >= _LONG * widest] or lines
    return Margins(
        min(_shared([line.left for line in long], size, _LEFT_SHARE)),
        max(_shared([line.right for line in long], size, _RIGHT_SHARE)),
        median(steps) if steps else 1.6 * size,
        size if len(lines) >= _OWN else 0.0,
    )


def _shared(edges: list[float], size: float, share: float) -> list[float]:
    """The edges that so many lines have within a letter; those that most have where none is so common."""
    ordered = sorted(edges)
    near = []
    first = last = 0
    for edge in ordered:
        while ordered[first] < edge - size:
            first += 1
        while last < len(ordered) and ordered[last] <= edge + size:
            last += 1
        near.append(last - first)
    least = min(share * len(edges), max(near))
    return [edge for edge, count in zip(ordered, near, strict=True) if count >= least]


def _style(lines: Sequence[Line], margins: Mapping[Place, Margins]) -> str:
    """How paragraphs begin: where lines behind short ones stand, beside those behind full ones."""
    first: list[float] = []
    rest: list[float] = []
    for above, line in pairwise(lines):
        mine = margins[line.page, line.flow]
        set_in = (line.left - mine.left) / line.size
        if set_in > _SET_IN or abs(line.size - above.size) > 0.1 * line.size:
            continue
        theirs = margins[above.page, above.flow]
        (rest if theirs.right - above.right < 2 * above.size else first).append(set_in)
    if not first:
        return _FLUSH
    off = median(first) - (median(rest) if rest else 0.0)
    return _SET if off > _INDENT / 2 else _OUT if off < -_INDENT / 2 else _FLUSH


def continues(above: Line, line: Line, design: Layout, *, first: bool) -> bool:
    """Whether a line goes on where the one before it, ``first`` of its paragraph or not, was cut by the margin."""
    if CELL in above.text or CELL in line.text or _FORMS.compiled("leader").search(above.text):
        return False
    size = min(above.size, line.size)
    if max(above.size, line.size) > 1.25 * size:
        return False
    mine, theirs = design.margins[line.page, line.flow], design.margins[above.page, above.flow]
    together = above.page == line.page and above.flow == line.flow and line.top > above.top
    step = line.top - above.top
    if together and size > _LARGE * max(design.size, mine.size) and not _begins(line):
        # A title in large letters over several lines.
        return step < _TITLE_STEP * size and _is_centred(above, line)
    if together and step > 1.6 * max(mine.pitch, size):
        return False
    if _is_open(above.text) and len(above.text) < _TITLE and not _begins(line) and _is_centred(above, line):
        return True
    cut = above.text[-1:] == "-" and above.text[-2:-1].islower() and line.text[:1].islower()
    if not cut and theirs.right - above.right > unit(line.text) * size + _SLACK * size:
        return False
    set_in, before = (line.left - mine.left) / size, (above.left - theirs.left) / size
    # But for the first one, the lines of a paragraph begin at one edge.
    return (first or abs(set_in - before) < _EDGE) and _goes_on(above, line, set_in, before, design)


def _goes_on(above: Line, line: Line, set_in: float, before: float, design: Layout) -> bool:
    """Whether a line goes on with the full line above it; how far the two are set in is in letters."""
    ended = _FORMS.compiled("stop").search(above.text) is not None
    if before > _SET_IN:
        return False
    if _begins(line) and (ended or design.style != _SET or set_in > _INDENT):
        return False
    if set_in > _INDENT:
        labelled = _FORMS.compiled("label").match(above.text) is not None
        if labelled and _INDENT / 2 < set_in - before < _HANG and not (ended and design.style == _SET):
            return True
        # A passage that is set in as a whole goes on at its own left edge.
        alike = abs(set_in - before) < 0.5 and set_in < _SET_IN
        return alike and (not ended or (design.style == _OUT and not _FORMS.compiled("label").match(line.text)))
    if design.style == _SET:
        # Where paragraphs are set in, what begins at the margin begins none.
        return True
    return not (ended and (_FORMS.compiled("may_begin").match(line.text) or _begins(line)))


def _begins(line: Line) -> bool:
    return _FORMS.compiled("begins").match(line.text) is not None


def _is_centred(above: Line, line: Line) -> bool:
    """Whether two lines have one middle, and are no lines from margin to margin."""
    return abs(line.left + line.right - above.left - above.right) < 2 * line.size


def _is_open(text: str) -> bool:
    """Whether a bracket or title mark is open at the end of a line."""
    return any(text.count(first) > text.count(last) for first, last in _PAIRS)
