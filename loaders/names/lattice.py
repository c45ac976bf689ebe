"""A text as a lattice: its words, the known names and the head words in it, shared by all steps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from loaders.lexicon import Head, Lexicon, Term
from loaders.names.words import Words
from loaders.patternfile import PATTERNS, PatternFile
from loaders.rules import Rules

NAMED = frozenset({"Institution", "Platform", "Programme", "Park"})
_NAMES = PatternFile(PATTERNS / "names.yml")
TOPICS = frozenset({"Industry", "Technology"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: where it stands, what it is, and, when known, the term behind it.

    ``name`` is the name in full; for a member of a coordination (高分子物理与化学、…等国家重点实验室) it is
    longer than the words between ``start`` and ``end``.
    """

    start: int
    end: int
    label: str
    name: str
    rule: str
    confidence: float
    term: Term | None = None
    core: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Lattice:
    """A text with its words and the known names in it, shared by all steps."""

    text: str
    words: Words
    lexicon: Lexicon
    rules: Rules
    known: list[Mention] = field(default_factory=list)
    heads: list[tuple[int, int, Head]] = field(default_factory=list)
    known_starts: list[int] = field(default_factory=list)
    _head_starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.heads = list(self.lexicon.head_words(self.text))
        for found in self.lexicon.names(self.text):
            mention = _known(found.start, found.end, found.terms, self.text)
            if mention.label != "Region" or found.end - found.start > 2 or self._whole(found.start, found.end):
                self.known.append(mention)
        self._add_bodies()
        self.known_starts = [mention.start for mention in self.known]
        self._head_starts = [start for start, _, _ in self.heads]

    def heads_in(self, start: int, end: int) -> list[tuple[int, int, Head]]:
        """The head words that begin between two offsets."""
        return self.heads[bisect_left(self._head_starts, start) : bisect_left(self._head_starts, end)]

    def _whole(self, start: int, end: int) -> bool:
        """Whether a stretch begins and ends where words do."""
        return self.words.starts[self.word_at(start)] == start and self.words.ends[self.word_at(end - 1)] == end

    def _add_bodies(self) -> None:
        """Bodies of a region that is only meant: 省科技厅, 市委."""
        levels = _NAMES.raw["levels"]
        taken = {offset for mention in self.known for offset in range(mention.start, mention.end)}
        for start, end, _ in self.lexicon.stems(self.text):
            begin = start - 1
            if begin < 0 or self.text[begin] not in levels or begin in taken or start in taken:
                continue
            if self.words.ends[self.word_at(end - 1)] == end:
                self.known.append(Mention(begin, end, "Institution", self.text[begin:end], "body", 0.9))
        self.known.sort(key=lambda mention: mention.start)

    def known_over(self, offset: int) -> Mention | None:
        """The known name that covers an offset."""
        place = bisect_right(self.known_starts, offset) - 1
        return self.known[place] if place >= 0 and self.known[place].end > offset else None

    def word_at(self, offset: int) -> int:
        """The index of the word that covers an offset."""
        return bisect_right(self.words.starts, offset) - 1


def _known(start: int, end: int, terms: tuple[Term, ...], text: str) -> Mention:
    term = terms[0]
    return Mention(start, end, term.label, text[start:end], "lexicon", 0.95, term)
