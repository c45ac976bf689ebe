"""How well documents were read: their tables compared with those of people who annotated them.

Figures are summed over rows, not averaged over documents. Where a second person annotated the same documents, what
only one of the two wrote down is optional: neither missed when it is not read nor wrong when it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import DocumentError
from loaders.review.tables import PARTS, Fact, Key, Library, Tables, documents

# Parts whose rows are also counted by kind.
TYPED = frozenset({"entities", "relations"})
# Sums of support are scored in those documents only where somebody annotated them.
WHERE_ANNOTATED = frozenset({"supports"})


@dataclass(frozen=True, slots=True)
class Score:
    """How many rows were right, how many were read, and how many were annotated.

    >>> Score(hits=3, read=4, annotated=6).recall
    0.5
    """

    hits: int = 0
    read: int = 0
    annotated: int = 0

    @property
    def precision(self) -> float:
        """The share of what was read that is right; 1 where nothing was to be read and nothing was."""
        return self.hits / self.read if self.read else float(self.annotated == 0)

    @property
    def recall(self) -> float:
        """The share of what was annotated that was read; 1 where nothing was to be read and nothing was."""
        return self.hits / self.annotated if self.annotated else float(self.read == 0)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.read + other.read, self.annotated + other.annotated)


@dataclass(frozen=True, slots=True)
class Error:
    """One row that was missed or is wrong: its document, its part and kind, and how people read it."""

    document: str
    part: str
    kind: str
    shown: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The scores by part and kind (``""`` is the whole part), and each row that was missed or is wrong."""

    scores: dict[tuple[str, str], Score]
    missed: tuple[Error, ...] = ()
    wrong: tuple[Error, ...] = ()

    @classmethod
    def together(cls, comparisons: Iterable[Comparison]) -> Comparison:
        """Several documents as one: their rows are counted together."""
        scores: dict[tuple[str, str], Score] = defaultdict(Score)
        missed: list[Error] = []
        wrong: list[Error] = []
        for each in comparisons:
            for key, score in each.scores.items():
                scores[key] += score
            missed += each.missed
            wrong += each.wrong
        return cls(dict(scores), tuple(missed), tuple(wrong))


@dataclass(frozen=True, slots=True)
class Matching:
    """The places of those rows of two tables that were found to be the same."""

    left: frozenset[int]
    right: frozenset[int]


def match(left: Sequence[Fact], right: Sequence[Fact]) -> Matching:
    """Pair rows one to one: each of ``right``, in order, with the first free row of ``left`` that is the same."""
    places: dict[Key, list[int]] = defaultdict(list)
    for place, fact in enumerate(left):
        for key in fact.keys:
            places[key].append(place)
    taken: dict[int, int] = {}
    for place, fact in enumerate(right):
        free = {other for key in fact.keys for other in places.get(key, ()) if other not in taken}
        alike = [other for other in free if left[other].resembles(fact)]
        if alike:
            taken[min(alike)] = place
    return Matching(frozenset(taken), frozenset(taken.values()))


def compare(document: str, annotated: Tables, read: Tables, second: Tables | None = None) -> Comparison:
    """Compare what was read of a document with what one person, or two, annotated."""
    return Comparison.together(
        _part(document, part, annotated.of(part), read.of(part), second.of(part) if second else None)
        for part in PARTS
        if part not in WHERE_ANNOTATED or annotated.of(part)
    )


def score(gold: Path, out: Path, names: Sequence[str] = (), *, second: Path | None = None) -> Comparison:
    """Compare the tables of two folders; without names, of every document that both hold.

    ``second`` is a folder with a second person's annotations of the same documents. Raise DocumentError for a folder
    or a table that is not there, for a broken row, and where the folders have no document in common.
    """
    library = Library.load()
    chosen = tuple(names) or common(gold, out)
    for folder in filter(None, (gold, out, second)):
        documents(folder)
    return Comparison.together(
        compare(name, library.read(gold, name), library.read(out, name), library.read(second, name) if second else None)
        for name in chosen
    )


def common(gold: Path, out: Path) -> tuple[str, ...]:
    """The documents that both folders hold, sorted; raise DocumentError where there is none."""
    held = set(documents(gold)) & set(documents(out))
    if not held:
        raise DocumentError(f"{gold} 与 {out} 没有同名的表格：两边的文件名应相同，例如 意见.entities.tsv")
    return tuple(sorted(held))


def _part(
    document: str, part: str, annotated: Sequence[Fact], read: Sequence[Fact], second: Sequence[Fact] | None
) -> Comparison:
    found = match(annotated, read)
    counted, excused = frozenset(range(len(annotated))), frozenset[int]()
    if second is not None:
        counted = match(annotated, second).left | found.left
        excused = match(second, read).right - found.right
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    scores[part, ""] = Score()
    for place, fact in enumerate(annotated):
        for key in _keys(part, fact) if place in counted else ():
            scores[key] += Score(hits=place in found.left, annotated=1)
    for place, fact in enumerate(read):
        for key in _keys(part, fact) if place not in excused else ():
            scores[key] += Score(read=1)
    missed = [fact for place, fact in enumerate(annotated) if place in counted - found.left]
    wrong = [fact for place, fact in enumerate(read) if place not in found.right | excused]
    return Comparison(dict(scores), tuple(_errors(document, part, missed)), tuple(_errors(document, part, wrong)))


def _keys(part: str, fact: Fact) -> tuple[tuple[str, str], ...]:
    return ((part, ""), (part, fact.kind)) if part in TYPED else ((part, ""),)


def _errors(document: str, part: str, facts: Iterable[Fact]) -> Iterator[Error]:
    for fact in facts:
        yield Error(document, part, fact.kind if part in TYPED else "", fact.shown)
