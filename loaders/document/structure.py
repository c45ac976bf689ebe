"""The tree of measures: 第X章, 一、, （一）, 1., （1）, ① become paths such as ``2.3.14``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.document import landmarks
from loaders.document.landmarks import Landmark
from loaders.document.numbering import FORMS, Lines, Marker, inner, markers
from loaders.document.numbering import marker as number_of
from loaders.document.sequence import Frame

TITLE_LENGTH = 40
_LONGEST = 4 * TITLE_LENGTH
_MARKS = "*_# \t"


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered passage: its path, heading, and where it, and the text after its number, begin and end.

    A captioned table lies inside of the passage around it, which goes on behind it; any other passage ends where the
    next begins. ``restarted`` says that its number came before, ``due`` is the number that should stand in its place.
    """

    path: str
    parent: str
    title: str
    start: int
    body: int
    end: int
    restarted: bool = False
    due: int = 0


class Outline:
    """The passages of a document in order, findable by offset.

    ``contents`` is where a contents list stands, ``annexes`` where the first annex begins, if there are any.

    >>> outline = parse("一、总体要求\\n（一）目标。到2025年\\n二、任务\\n（二）平台")
    >>> [passage.path for passage in outline.passages]
    ['1', '1.1', '2', '2.2']
    """

    def __init__(
        self, passages: tuple[Passage, ...], contents: tuple[int, int] | None = None, annexes: int | None = None
    ) -> None:
        self.passages = passages
        self.contents = contents
        self.annexes = annexes
        self._starts = [passage.start for passage in passages]
        self._places = {passage.path: place for place, passage in enumerate(passages)}

    def at(self, offset: int) -> str:
        """The path of the innermost passage at an offset; empty before the first."""
        place = bisect_right(self._starts, offset) - 1
        while place >= 0 and offset >= self.passages[place].end:
            place = self._places.get(self.passages[place].parent, -1)
        return self.passages[place].path if place >= 0 else ""

    def passage(self, path: str) -> Passage | None:
        """The passage of a path, if there is one."""
        place = self._places.get(path)
        return None if place is None else self.passages[place]

    def extent(self, path: str) -> tuple[int, int]:
        """Where a passage begins and where the last passage inside it ends."""
        inside = [item for item in self.passages if item.path == path or item.path.startswith(path + ".")]
        return inside[0].start, max(item.end for item in inside)


def parse(text: str, *, start: int = 0, end: int | None = None) -> Outline:
    """Read the numbering of clean text between two offsets into an outline.

    A number that comes a second time under the same heading keeps a path of its own (``2~2``) and is marked as
    restarted, so that it can be reported; an annex, a box or a captioned table counts its parts anew.
    """
    lines = Lines(text, start, len(text) if end is None else end)
    marks = landmarks.find(lines)
    tree = _Tree(lines, marks)
    tree.grow()
    first = next((mark.start for mark in marks.found if mark.kind == "annex"), None)
    return Outline(tuple(tree.passages), marks.contents, first)


@dataclass(slots=True)
class _Branch:
    """A passage while the tree grows: its end is known when the next begins."""

    passage: Passage
    end: int = 0


class _Tree:
    """Takes numbers and landmarks in the order of the text and grows the passages."""

    def __init__(self, lines: Lines, marks: landmarks.Landmarks) -> None:
        self._lines = lines
        self._text = lines.text
        self._marks = marks
        self._limit = lines.start(len(lines))
        self._found = [each for each in markers(lines) if _around(marks.silent, each.start) is None]
        self._likes: dict[str, list[Marker]] = {}
        for each in self._found:
            self._likes.setdefault(each.style, []).append(each)
        self._branches: list[_Branch] = []
        self._taken: dict[str, int] = {}
        self._frames = [Frame()]
        # The passage that goes on behind each table that is open.
        self._around: list[int] = []
        self._running = -1

    @property
    def passages(self) -> Iterator[Passage]:
        """The passages grown so far."""
        return (replace(branch.passage, end=branch.end) for branch in self._branches)

    def grow(self) -> None:
        """Grow the whole tree."""
        events: list[Marker | Landmark] = sorted([*self._found, *self._marks.found], key=lambda event: event.start)
        for event in events:
            self._close_tables(event.start)
            if isinstance(event, Landmark):
                self._land(event)
            else:
                self._number(event)
        self._close_tables(self._limit)
        self._end_running(self._limit)

    def _number(self, marker: Marker) -> None:
        frame = self._frame_of(marker)
        if not self._is_heading(marker, frame):
            return
        first = inner(self._text, marker)
        if first is not None and self._begins_inside(first, marker, frame):
            self._open(replace(marker, end=first.start), frame)
            self._open(first, frame)
        else:
            self._open(marker, frame)

    def _frame_of(self, marker: Marker) -> Frame:
        """The count that a number belongs to; boxes and tables that it does not belong to are left."""
        frame = self._frames[-1]
        table = _around(self._marks.tables, marker.start)
        if table is not None and not frame.end:
            if frame.annex and (frame.grouped or not frame.stack):
                # A table that is the whole of an annex: the titles of its parts are the annex's parts.
                frame.grouped = True
            else:
                self._frames.append(Frame(frame.path, table[1], mute=True))
        while len(self._frames) > 1 and not self._frames[-1].annex and _leaves(marker, *self._frames[-2:]):
            self._leave(marker.start)
        return self._frames[-1]

    def _is_heading(self, marker: Marker, frame: Frame) -> bool:
        """Whether a number that could be anything is the one that is due."""
        if marker.sure:
            return True
        if marker.style == "decimal":
            return frame.follows(marker.numbers)
        if marker.style == "bare":
            below = self._next("decimal", marker.start)
            due = frame.last("bare") + 1
            return (below is not None and below.numbers[:2] == (marker.number, 1)) or (due > 1 and marker.number == due)
        if marker.number > 1:
            return marker.number == frame.last(marker.style) + 1
        behind = self._next(marker.style, marker.start)
        return behind is not None and behind.number == 2

    def _begins_inside(self, first: Marker, outer: Marker, frame: Frame) -> bool:
        """Whether a number behind a heading's words, in its line, opens the first part under it."""
        if first.rank <= outer.rank:
            return False
        if first.style == "article":
            return first.number == frame.last("article") + 1
        behind = self._next(first.style, first.start)
        return first.number == 1 and behind is not None and behind.number == 2

    def _next(self, style: str, start: int) -> Marker | None:
        """The next number of a style."""
        likes = self._likes.get(style, [])
        place = bisect_right(likes, start, key=lambda each: each.start)
        return likes[place] if place < len(likes) else None

    def _open(self, marker: Marker, frame: Frame) -> None:
        place = frame.put(marker)
        path = f"{place.parent}.{place.step}" if place.parent else place.step
        alone = self._text.find("。", marker.body, marker.end) < 0
        if not frame.mute:
            path, restarted = self._path(path)
            title = _title(self._text, marker.body, marker.end) or self._title_below(marker)
            due = 0 if restarted else place.due
            self._add(Passage(path, place.parent, title, marker.start, marker.body, 0, restarted, due))
        frame.open(marker, place.rank, path, alone=alone)

    def _land(self, mark: Landmark) -> None:
        """Open the count of an annex, a box or a table."""
        while len(self._frames) > 1 and _ends(mark, self._frames[-1]):
            self._leave(mark.start)
        parent = "" if mark.kind == "annex" else self._frames[-1].path
        path, restarted = self._path(f"{parent}.{mark.step}" if parent else mark.step)
        if mark.end:
            self._around.append(self._running)
            self._running = -1
        title = mark.title.strip(_MARKS)[:TITLE_LENGTH]
        self._add(Passage(path, parent, title, mark.start, mark.body, 0, restarted))
        self._frames.append(Frame(path, mark.end, annex=mark.kind == "annex"))

    def _leave(self, offset: int) -> None:
        """Close a count; behind a table the passage around it goes on."""
        frame = self._frames.pop()
        if frame.end and not frame.mute:
            self._end_running(offset)
            self._running = self._around.pop()

    def _close_tables(self, offset: int) -> None:
        while 0 < self._frames[-1].end <= offset:
            self._leave(self._frames[-1].end)

    def _path(self, plain: str) -> tuple[str, bool]:
        """A path that is not taken yet, and whether the plain one was."""
        self._taken[plain] = self._taken.get(plain, 0) + 1
        again = self._taken[plain]
        return (plain, False) if again == 1 else (f"{plain}~{again}", True)

    def _add(self, passage: Passage) -> None:
        self._end_running(passage.start)
        self._branches.append(_Branch(passage))
        self._running = len(self._branches) - 1

    def _end_running(self, offset: int) -> None:
        if self._running >= 0:
            self._branches[self._running].end = offset

    def _title_below(self, marker: Marker) -> str:
        """The words of the line below a number that stands alone."""
        line = self._lines.at(marker.start) + 1
        start, end = self._lines.start(line), self._lines.end(line) if line < len(self._lines) else self._limit
        return "" if number_of(self._text, start, end) else _title(self._text, start, end)


def _leaves(marker: Marker, outside: Frame, inside: Frame) -> bool:
    """Whether a number belongs to the count around a box or table and not to the one inside."""
    within = inside.goes_on(marker) if inside.opened else marker.numbers == (1,)
    without = outside.goes_on(marker)
    if within != without:
        return without
    around = outside.stack[-1].rank if outside.stack else -1.0
    if inside.end:
        return False
    wider = marker.rank < inside.widest if inside.opened else marker.rank <= around
    return wider or (not within and marker.rank <= around)


def _ends(mark: Landmark, frame: Frame) -> bool:
    """Whether a landmark ends the count of another: a box any box, a table any table, an annex all."""
    return mark.kind == "annex" or (not frame.annex and (mark.kind == "box" or frame.end > 0))


def _around(stretches: Sequence[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """The stretch that holds an offset, of several in order that do not overlap."""
    place = bisect_right(stretches, offset, key=lambda stretch: stretch[0]) - 1
    return stretches[place] if place >= 0 and offset < stretches[place][1] else None


def _title(text: str, body: int, end: int) -> str:
    stop = FORMS.compiled("title_end").search(text, body, end)
    return text[body : stop.start() if stop else end][:_LONGEST].strip(_MARKS)[:TITLE_LENGTH]
