"""The tagger: a linear chain over words that was trained on annotated prose and ships as a small table of weights.

It decides where names begin and end and what they are; the lexicon and the grammar are among its features.
Decoding is integer look-ups and one Viterbi pass, the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.errors import KnowledgeError
from loaders.names import features
from loaders.names.lattice import Lattice, Mention

MODEL = Path(__file__).with_name("model") / "tagger.npz"
Floats = npt.NDArray[np.float32]
Shorts = npt.NDArray[np.int16]
Longs = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.int8]
# A name that something else speaks for is kept where the tagger is against it by no more than this margin.
LEANING = -4.0
# So many words are looked at in one pass, and so many sentences decoded: a long document takes no more memory.
_STRETCH = 1024
_TOGETHER = 32


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that the tagger takes for a name, and how sure it is (a margin, not a probability)."""

    start: int
    end: int
    label: str


class Tagger:
    """Weights of features and transitions for the labels ``O``, ``B-X`` and ``I-X``."""

    def __init__(self, labels: tuple[str, ...], emissions: Bytes, scale: float, transitions: Floats) -> None:
        self.labels = labels
        self._emissions = emissions
        self._scale = scale
        self._transitions = transitions

    @classmethod
    def load(cls, path: Path = MODEL) -> Tagger:
        """Read the shipped weights; raise KnowledgeError when the file is missing or broken."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                labels = tuple(map(str, stored["labels"]))
                emissions = np.zeros((features.BUCKETS, len(labels)), dtype=np.int8)
                emissions[stored["buckets"]] = stored["weights"]
                return cls(labels, emissions, float(stored["scale"]), stored["transitions"].astype(np.float32))
        except (OSError, KeyError, ValueError) as error:
            raise KnowledgeError(f"{path}：标注模型无法读取（{error}），请重新安装") from error

    def weigh(self, lattice: Lattice, mentions: Iterable[Mention]) -> Weights:
        """What each word of a text speaks for."""
        sight = features.look(lattice, mentions)
        # Whole numbers until the last step: the sum is the same on every machine, and small to fetch.
        sums = np.zeros((len(lattice.words), len(self.labels)), dtype=np.int16)
        for first in range(0, len(sums), _STRETCH):
            part = sums[first : first + _STRETCH]
            for column in sight.columns(first, first + len(part)):
                part += self._emissions.take(column, axis=0, mode="clip")
        return Weights(lattice, sums, self.labels, self._scale, self._transitions)


class Weights:
    """What each word of a text speaks for, label by label, and how labels follow one another."""

    def __init__(
        self, lattice: Lattice, sums: Shorts, labels: tuple[str, ...], scale: float, transitions: Floats
    ) -> None:
        self._lattice = lattice
        self._sums = sums
        self._labels = labels
        self._places = {label: place for place, label in enumerate(labels)}
        self._scale = scale
        self._transitions = transitions
        self._none = float(transitions[self._places["O"], self._places["O"]])
        self._gains: dict[str, tuple[Longs, tuple[float, ...]]] = {}

    def spans(self, bounds: Iterable[tuple[int, int]]) -> list[Span]:
        """The names of a text; ``bounds`` are the first and last-but-one word of each sequence to decode."""
        pieces = [(start, end) for start, end in bounds if end > start]
        found: list[Span] = []
        for (start, _), path in zip(pieces, self._decode(self._sums, pieces), strict=True):
            found.extend(_read(self._lattice, start, path, self._labels))
        return found

    def margin(self, start: int, end: int, label: str) -> float:
        """How much more a stretch of text speaks for a name of a label than for none; below zero where less."""
        first, last = self._lattice.word_at(start), self._lattice.word_at(end - 1)
        if label not in self._gains:
            self._gains[label] = self._gain(label)
        insides, (opening, entering, going_on, leaving, closing) = self._gains[label]
        word = self._sums[first]
        begins = int(word[self._places[f"B-{label}"]]) - int(word[self._places["O"]])
        gain = begins + int(insides[last + 1]) - int(insides[first + 1])
        moves = opening + (entering + (last - first - 1) * going_on + leaving if last > first else closing)
        return gain * self._scale + moves - (last - first) * self._none

    def _gain(self, label: str) -> tuple[Longs, tuple[float, ...]]:
        """What the words speak for a name to go on, summed up to each, and what the steps cost."""
        begin, inside, none = (self._places[name] for name in (f"B-{label}", f"I-{label}", "O"))
        against = self._sums[:, none].astype(np.int32)
        insides = np.zeros(len(against) + 1, dtype=np.int32)
        np.cumsum(self._sums[:, inside] - against, out=insides[1:])
        steps = self._transitions
        pairs = ((none, begin), (begin, inside), (inside, inside), (inside, none), (begin, none))
        moves = [float(steps[pair]) for pair in pairs]
        # Two steps at the edges take the place of two from nothing to nothing.
        moves[0] -= 2 * self._none
        return insides, tuple(moves)

    def _decode(self, sums: Shorts, pieces: list[tuple[int, int]]) -> list[npt.NDArray[np.int64]]:
        """The best path of every piece, all pieces of like length in one pass."""
        order = sorted(range(len(pieces)), key=lambda place: pieces[place][1] - pieces[place][0])
        paths: list[npt.NDArray[np.int64]] = [np.empty(0, dtype=np.int64)] * len(pieces)
        for begin in range(0, len(order), _TOGETHER):
            chosen = order[begin : begin + _TOGETHER]
            for place, path in zip(chosen, self._batch(sums, [pieces[place] for place in chosen]), strict=True):
                paths[place] = path
        return paths

    def _batch(self, sums: Shorts, pieces: list[tuple[int, int]]) -> list[npt.NDArray[np.int64]]:
        """The best paths of pieces in order of length: at each step those that have ended stand first and stay."""
        starts = np.array([start for start, _ in pieces])
        lengths = np.array([end - start for start, end in pieces])
        longest = int(lengths.max())
        going = np.searchsorted(lengths, np.arange(longest + 1), side="right").tolist()
        step_costs = self._transitions[:, :, None]
        best = np.zeros((longest, len(self._labels), len(pieces)), dtype=np.float32)
        best[0] = self._scores(sums, starts)
        for step in range(1, longest):
            first = going[step]
            candidates = best[step - 1, :, None, first:] + step_costs
            best[step, :, first:] = candidates.max(axis=0) + self._scores(sums, starts[first:] + step)
        paths = np.zeros((longest, len(pieces)), dtype=np.int64)
        for step in range(longest - 1, -1, -1):
            first, inside = going[step], going[step + 1]
            paths[step, first:inside] = best[step, :, first:inside].argmax(axis=0)
            if inside < len(pieces):
                after = paths[step + 1, inside:]
                paths[step, inside:] = (best[step, :, inside:] + self._transitions[:, after]).argmax(axis=0)
        return [paths[:length, row] for row, length in enumerate(lengths.tolist())]

    def _scores(self, sums: Shorts, words: npt.NDArray[np.int64]) -> Floats:
        """What each label scores at some words: labels × words."""
        return sums[words].T.astype(np.float32) * np.float32(self._scale)


def _read(lattice: Lattice, start: int, path: npt.NDArray[np.int64], labels: tuple[str, ...]) -> Iterable[Span]:
    """The names on a path: a ``B-`` word with the ``I-`` words of its label that follow, or such words alone."""
    opened, label, last = -1, "", -2
    for place in np.flatnonzero(path != labels.index("O")).tolist():
        kind, _, found = labels[path[place]].partition("-")
        if opened >= 0 and (place > last + 1 or kind == "B" or found != label):
            yield _span(lattice, start + opened, start + last, label)
            opened = -1
        if opened < 0:
            opened, label = place, found
        last = place
    if opened >= 0:
        yield _span(lattice, start + opened, start + last, label)


def _span(lattice: Lattice, first: int, last: int, label: str) -> Span:
    return Span(lattice.words.starts[first], lattice.words.ends[last], label)


def bounds(lattice: Lattice, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words of each stretch of text."""
    return [(lattice.word_at(start), lattice.word_at(end - 1) + 1) for start, end in spans if end > start]
