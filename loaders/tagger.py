"""The tagger: a linear chain over words that was trained on annotated prose and ships as a small table of weights.

It decides where names begin and end and what they are; the lexicon and the grammar are among its features.
Decoding is integer look-ups and one Viterbi pass, the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.errors import KnowledgeError
from loaders import features
from loaders.lattice import Lattice, Mention

MODEL = Path(__file__).with_name("model") / "tagger.npz"
Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]
# So many words are looked at in one pass, and so many sentences decoded: a long document takes no more memory.
_STRETCH = 1024
_TOGETHER = 64


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

    def spans(self, lattice: Lattice, mentions: Iterable[Mention], bounds: Iterable[tuple[int, int]]) -> list[Span]:
        """The names of a text; ``bounds`` are the first and last-but-one word of each sequence to decode."""
        sight = features.look(lattice, mentions)
        found: list[Span] = []
        for pieces in _stretches([(start, end) for start, end in bounds if end > start]):
            first, last = pieces[0][0], max(end for _, end in pieces)
            # Whole numbers until the last step: the sum is the same on every machine, and small to fetch.
            sums = np.zeros((last - first, len(self.labels)), dtype=np.int16)
            for column in sight.columns(first, last):
                sums += self._emissions.take(column, axis=0, mode="clip")
            scores = sums.astype(np.float32) * np.float32(self._scale)
            inside = [(start - first, end - first) for start, end in pieces]
            for (start, _), path in zip(pieces, self._decode(scores, inside), strict=True):
                found.extend(_read(lattice, start, path, self.labels))
        return found

    def _decode(self, scores: Floats, pieces: list[tuple[int, int]]) -> list[npt.NDArray[np.int64]]:
        """The best path of every piece, all pieces of like length in one pass."""
        order = sorted(range(len(pieces)), key=lambda place: pieces[place][1] - pieces[place][0])
        paths: list[npt.NDArray[np.int64]] = [np.empty(0, dtype=np.int64)] * len(pieces)
        for begin in range(0, len(order), _TOGETHER):
            chosen = order[begin : begin + _TOGETHER]
            for place, path in zip(chosen, self._batch(scores, [pieces[place] for place in chosen]), strict=True):
                paths[place] = path
        return paths

    def _batch(self, scores: Floats, pieces: list[tuple[int, int]]) -> list[npt.NDArray[np.int64]]:
        starts = np.array([start for start, _ in pieces])
        lengths = np.array([end - start for start, end in pieces])
        longest = int(lengths.max())
        best = scores[starts]
        backwards = np.ascontiguousarray(self._transitions.T)[None]
        back = np.zeros((longest, len(pieces), len(self.labels)), dtype=np.int8)
        for step in range(1, longest):
            # Pieces come in order of length: those that have ended stand first and stay as they are.
            going = int(np.searchsorted(lengths, step, side="right"))
            candidates = best[going:, None, :] + backwards
            chosen = candidates.argmax(axis=2)
            back[step, going:] = chosen
            best[going:] = np.take_along_axis(candidates, chosen[:, :, None], axis=2)[:, :, 0]
            best[going:] += scores[starts[going:] + step]
        return [self._trace(back, row, int(lengths[row]), best[row]) for row in range(len(pieces))]

    @staticmethod
    def _trace(back: npt.NDArray[np.int8], row: int, length: int, best: Floats) -> npt.NDArray[np.int64]:
        path = np.zeros(length, dtype=np.int64)
        path[-1] = int(best.argmax())
        for step in range(length - 1, 0, -1):
            path[step - 1] = back[step, row, path[step]]
        return path


def _stretches(pieces: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Pieces that follow one another, together about so many words as are looked at in one pass."""
    held: list[tuple[int, int]] = []
    for piece in pieces:
        if held and piece[1] - held[0][0] > _STRETCH:
            yield held
            held = []
        held.append(piece)
    if held:
        yield held


def _read(lattice: Lattice, start: int, path: npt.NDArray[np.int64], labels: tuple[str, ...]) -> Iterable[Span]:
    opened = -1
    label = ""
    for place, code in enumerate(path):
        tag = labels[code]
        if opened >= 0 and tag != f"I-{label}":
            yield Span(lattice.words.starts[start + opened], lattice.words.ends[start + place - 1], label)
            opened = -1
        if tag.startswith("B-") or (tag.startswith("I-") and opened < 0):
            opened, label = place, tag[2:]
    if opened >= 0:
        yield Span(lattice.words.starts[start + opened], lattice.words.ends[start + len(path) - 1], label)


def bounds(lattice: Lattice, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words of each stretch of text."""
    return [(lattice.word_at(start), lattice.word_at(end - 1) + 1) for start, end in spans if end > start]
