"""Counting: which number is due under the headings that are open, and where a number puts its passage."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.document.numbering import Marker

# A decimal number is so little narrower than the heading whose number it repeats.
_STEP = 0.01


@dataclass(slots=True)
class Open:
    """A heading under which passages are counted; ``alone`` says that no sentence stands in its line."""

    rank: float
    style: str
    path: str
    numbers: tuple[int, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number puts its passage: the path above it, its own step, and the number due where another stands."""

    parent: str
    step: str
    rank: float
    due: int


@dataclass(slots=True)
class Frame:
    """One count of passages: the document's own, or that of an annex, a box or a table inside of it.

    ``base`` is the path that all its passages begin with, ``end`` where it is over if that is known (else 0). What is
    counted in a ``mute`` one is no passage. A ``grouped`` one counts the titles between a table's rows.
    """

    base: str = ""
    end: int = 0
    annex: bool = False
    mute: bool = False
    grouped: bool = False
    stack: list[Open] = field(default_factory=list)
    opened: int = 0
    widest: float = 0.0
    decimal: tuple[int, ...] = ()
    _last: dict[str, int] = field(default_factory=dict)
    _under: dict[tuple[str, str], int] = field(default_factory=dict)
    _ranks: dict[str, float] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The path of the innermost heading that is open."""
        return self.stack[-1].path if self.stack else self.base

    def rank(self, marker: Marker) -> float:
        """The rank of a number here: that of its style, unless the document puts the style under a narrower one."""
        if marker.style not in self._last and marker.numbers == (1,) and self.opened == 1 and self.stack:
            (first,) = self.stack[:1]
            # 一、总则 and then 第一条: the first part of the first heading, though articles are wider elsewhere.
            if first.numbers == (1,) and first.alone and first.rank > marker.rank:
                return first.rank + 0.5
        return self._ranks.get(marker.style, marker.rank)

    def last(self, style: str) -> int:
        """The last number of a style; 0 before any."""
        return self._last.get(style, 0)

    def goes_on(self, marker: Marker) -> bool:
        """Whether a number is the next of its style, or the first one under a heading."""
        if marker.style == "decimal":
            return self.follows(marker.numbers)
        siblings = [each for each in self.stack if each.style == marker.style]
        if siblings:
            return marker.number == siblings[-1].numbers[-1] + 1
        return marker.number in (1, self.last(marker.style) + 1)

    def follows(self, numbers: tuple[int, ...]) -> bool:
        """Whether a decimal number may come next: 1.1 under 1, 1.2 after 1.1, 2.1 after 1.3."""
        before = self.decimal
        if numbers[-1] == 1 and (self._above(numbers) is not None or numbers[:-1] == before):
            return True
        width = len(numbers)
        if before[: width - 1] == numbers[:-1] and len(before) >= width:
            return numbers[-1] == before[width - 1] + 1
        due = before[0] + 1 if before else 1
        return numbers[0] == due and set(numbers[1:]) == {1}

    def put(self, marker: Marker) -> Place:
        """Close what a number ends and say where its passage stands."""
        if marker.style == "decimal":
            return self._put_decimal(marker)
        rank = self.rank(marker)
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()
        return Place(self.path, str(marker.number), rank, self._due(marker))

    def open(self, marker: Marker, rank: float, path: str, *, alone: bool) -> None:
        """Let what follows stand under the passage of a number."""
        self._under[self.path, marker.style] = marker.number
        self._last[marker.style] = marker.number
        self._ranks.setdefault(marker.style, rank)
        self.widest = min(self.widest, rank) if self.opened else rank
        self.opened += 1
        if marker.style == "decimal":
            self.decimal = marker.numbers
        self.stack.append(Open(rank, marker.style, path, marker.numbers, alone))

    def _due(self, marker: Marker) -> int:
        """The number that should stand in a number's place; 0 where it is the right one."""
        before = self._under.get((self.path, marker.style))
        if before is not None:
            return 0 if marker.number == before + 1 else before + 1
        due = min(1, self.last(marker.style) + 1, key=lambda each: abs(each - marker.number))
        return 0 if marker.number == due else due

    def _above(self, numbers: tuple[int, ...]) -> int | None:
        """The place in the stack of the heading whose numbers a decimal number repeats, the innermost."""
        wanted = numbers[:-1]
        for place in range(len(self.stack) - 1, -1, -1):
            heading = self.stack[place]
            if heading.numbers == wanted:
                return place
            counted = tuple(each.numbers[-1] for each in self.stack[: place + 1])
            if heading.style != "decimal" and counted[-len(wanted) :] == wanted:
                return place
        return None

    def _put_decimal(self, marker: Marker) -> Place:
        above = self._above(marker.numbers)
        if above is not None:
            del self.stack[above + 1 :]
            rank = self.stack[-1].rank + _STEP
            return Place(self.path, str(marker.number), rank, self._due(marker))
        while self.stack and self.stack[-1].rank >= marker.rank:
            self.stack.pop()
        step = ".".join(map(str, marker.numbers))
        return Place(self.path, step, marker.rank + _STEP * len(marker.numbers), 0)
