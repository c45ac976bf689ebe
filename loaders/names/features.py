"""What the tagger sees of each word: its neighbours, what lexicon and grammar say of it, and the list it stands in.

Every feature is a bucket of a fixed hash, so that a text becomes one table of integers: words × templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar
from zlib import crc32

import numpy as np
import numpy.typing as npt

from loaders.names import senses
from loaders.names.lattice import Lattice, Mention

BUCKETS = 1 << 18
# The labels of words that only the vocabulary knows.
VOCABULARY = ("Industry?", "Technology?")
LABELS = ("Institution", "Platform", "Programme", "Park", "Industry", "Technology", "Region")
CLASSES = (
    "support",
    "build",
    "improve",
    "strive",
    "rely",
    "focus",
    "say",
    "soft",
    "determiners",
    "modifiers",
    "openers",
    "work",
    "abstract",
)
Ints = npt.NDArray[np.int64]
_Code = TypeVar("_Code", npt.NDArray[np.int32], npt.NDArray[np.uint8])

_PAUSES = frozenset("，。；！？\n：")
# How far to both sides a word's features look; what fills from further away is filled before.
_REACH = 2
_GOVERN = frozenset({"support", "build", "improve", "strive", "rely", "focus", "say", "soft"})


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of every word of a text, in few bytes: its place in the vocabulary and codes of what is around it.

    ``governor``, ``scope`` are words by their place in the vocabulary, -1 for none.
    """

    word: npt.NDArray[np.int32]
    vocabulary: dict[str, Ints]
    kind: npt.NDArray[np.uint8]
    kinds: Ints
    known: npt.NDArray[np.uint8]
    ruled: npt.NDArray[np.uint8]
    heads: npt.NDArray[np.uint8]
    governor: npt.NDArray[np.int32]
    coming: npt.NDArray[np.uint8]
    scope: npt.NDArray[np.int32]
    inside: npt.NDArray[np.uint8]

    def columns(self, first: int, last: int) -> Iterator[Ints]:
        """The bucket of each word from ``first`` to before ``last``, a template at a time."""
        begin, end = max(0, first - _REACH), min(len(self.word), last + _REACH)
        cut = slice(first - begin, last - begin)
        for number, column in enumerate(_columns(self, slice(begin, end))):
            yield _mix(column[cut], np.int64(number + 1)) & (BUCKETS - 1)


def table(lattice: Lattice, mentions: Iterable[Mention]) -> Ints:
    """The buckets of every word of a text: an array of shape (words, templates)."""
    return np.stack(list(look(lattice, mentions).columns(0, len(lattice.words))), axis=1)


def look(lattice: Lattice, mentions: Iterable[Mention]) -> Sight:
    """Look at a text with its known names and the mentions that the grammar proposes."""
    size = len(lattice.words)
    word, vocabulary = _vocabulary(lattice)
    kinds: dict[str, int] = {}
    kind = np.fromiter((kinds.setdefault(kind, len(kinds)) for kind in lattice.words.kinds), dtype=np.uint8, count=size)
    heads = _heads(lattice, size)
    pause = vocabulary["pause"][word].astype(np.bool_)
    stop = pause | vocabulary["comma"][word].astype(np.bool_)
    return Sight(
        word,
        vocabulary,
        kind,
        np.array([crc32(name.encode()) for name in kinds], dtype=np.int64),
        _spans(lattice, trade(lattice), size),
        _spans(lattice, ((m.start, m.end, m.label) for m in mentions), size),
        heads,
        _fill_forward(word, vocabulary["governs"][word] > 0, pause, -1),
        _fill_forward(heads[::-1], heads[::-1] != 0, stop[::-1], 0)[::-1],
        _fill_forward(word[::-1], _after_etc(lattice, size)[::-1], pause[::-1], -1)[::-1],
        _quoted(lattice, size),
    )


def _columns(sight: Sight, part: slice) -> Iterator[Ints]:
    """The values of every template for a part of the words."""
    word, of_word = sight.word[part], sight.vocabulary
    form, group, last = of_word["hash"][word], of_word["group"][word], of_word["last"][word]
    kind = sight.kinds[sight.kind[part]]
    governor, scope = (_form_of(codes[part], of_word["hash"]) for codes in (sight.governor, sight.scope))
    known, ruled, heads = (codes[part].astype(np.int64) for codes in (sight.known, sight.ruled, sight.heads))
    coming, inside = sight.coming[part].astype(np.int64), sight.inside[part].astype(np.int64)
    around = (known, ruled, heads, governor, coming, scope, inside)
    yield from _singles(of_word, word, form, kind, group, around)
    for one, other in _joined(last, form, kind, group, (known, ruled, *around[3:])):
        yield _mix(one, other)
    yield _mix(_mix(_shift(kind, -1), kind), _shift(kind, 1))
    yield from _meant(of_word["sense"][word], kind, governor, scope, (known, coming, inside))


def _form_of(codes: npt.NDArray[np.int32], hashes: Ints) -> Ints:
    """The hash of the word that each code names, 0 for none."""
    return np.where(codes >= 0, hashes[codes], 0)


def _singles(
    of_word: dict[str, Ints],
    word: npt.NDArray[np.int32],
    form: Ints,
    kind: Ints,
    group: Ints,
    around: tuple[Ints, ...],
) -> Iterator[Ints]:
    """Each word's own features, those of its surroundings, and those of its neighbours."""
    known, ruled, heads = around[:3]
    last = of_word["last"][word]
    yield from (form, kind, last)
    yield from (of_word[name][word] for name in ("tail", "first", "shape"))
    yield from (known, ruled, heads, group, *around[3:])
    yield from (_shift(form, step) for step in (-2, -1, 1, 2))
    yield from (_shift(kind, step) for step in (-2, -1, 1, 2))
    yield from (_shift(known, step) for step in (-1, 1))
    yield from (_shift(ruled, step) for step in (-1, 1))
    yield from (_shift(heads, step) for step in (-1, 1, 2))
    yield from (_shift(group, step) for step in (-2, -1, 1))
    yield from (_shift(last, step) for step in (-1, 1))


def _joined(last: Ints, form: Ints, kind: Ints, group: Ints, around: tuple[Ints, ...]) -> Iterator[tuple[Ints, Ints]]:
    """The features that tell more together than apart."""
    known, ruled, governor, coming, scope, inside = around
    before, after = _shift(form, -1), _shift(form, 1)
    yield from ((before, form), (form, after))
    yield from ((_shift(kind, -1), kind), (kind, _shift(kind, 1)))
    yield from ((known, kind), (known, governor), (known, scope))
    yield from ((ruled, form), (ruled, before), (ruled, known))
    yield from ((coming, kind), (coming, group), (coming, before), (coming, scope))
    yield from ((governor, kind), (governor, last))
    yield from ((scope, kind), (scope, last), (scope, governor))
    yield from ((_shift(group, -1), kind), (_shift(group, -1), coming))
    yield from ((after, last), (inside, coming), (inside, ruled))


def _meant(sense: Ints, kind: Ints, governor: Ints, scope: Ints, around: tuple[Ints, ...]) -> Iterator[Ints]:
    """What kinds of things a word and its neighbours name, with what stands around them."""
    known, coming, inside = around
    before, after = _shift(sense, -1), _shift(sense, 1)
    yield from (sense, before, after, _shift(sense, -2), _shift(sense, 2))
    for one, other in (
        (before, sense),
        (sense, after),
        (sense, kind),
        (sense, governor),
        (sense, scope),
        (sense, known),
        (sense, coming),
        (sense, inside),
        (_shift(sense, -2), before),
        (after, _shift(sense, 2)),
    ):
        yield _mix(one, other)
    yield from (_mix(_mix(before, sense), after), _mix(_mix(sense, governor), after), _mix(_mix(sense, scope), before))


def _vocabulary(lattice: Lattice) -> tuple[npt.NDArray[np.int32], dict[str, Ints]]:
    """Each word's place among the distinct words, and what is true of each distinct word."""
    places: dict[str, int] = {}
    word = np.fromiter((places.setdefault(form, len(places)) for form in lattice.words.forms), dtype=np.int32)
    classes = [(number + 1, lattice.rules.words[name], name in _GOVERN) for number, name in enumerate(CLASSES)]
    joints = lattice.rules.words["joints"]
    rows = []
    for form in places:
        group = governs = 0
        for number, members, govern in classes:
            if form in members:
                group, governs = number, int(govern)
                break
        marks = (int(form in _PAUSES), int(form in joints), senses.shipped().of(form))
        rows.append((*_written(form), group, governs, *marks))
    matrix = np.array(rows, dtype=np.int64).reshape(-1, 10)
    names = ("hash", "last", "tail", "first", "shape", "group", "governs", "pause", "comma", "sense")
    return word, {name: matrix[:, column] for column, name in enumerate(names)}


@lru_cache(maxsize=1 << 14)
def _written(form: str) -> tuple[int, int, int, int, int]:
    """What the letters of a word tell: all of them, the last, the last two, the first, and what sort they are."""
    return (
        crc32(form.encode()),
        crc32(form[-1:].encode()),
        crc32(form[-2:].encode()) + 7,
        crc32(form[:1].encode()) + 3,
        _shape(form),
    )


def _shape(form: str) -> int:
    if form.isascii():
        return 1 if form.isdigit() else 2 if form.isalnum() else 3
    return 4 + min(len(form), 4)


def _spans(lattice: Lattice, spans: Iterable[tuple[int, int, str]], size: int) -> npt.NDArray[np.uint8]:
    """A code for each word that a span covers: its label, and whether the word opens, continues or closes it."""
    codes = np.zeros(size, dtype=np.uint8)
    labels = {label: 4 * number + 1 for number, label in enumerate((*LABELS, "Document", *VOCABULARY))}
    for start, end, label in spans:
        first, last = lattice.word_at(start), lattice.word_at(end - 1)
        base = labels[label]
        codes[first : last + 1] = base + 1
        codes[last] = base + 2
        codes[first] = base if first < last else base + 3
    return codes


def trade(lattice: Lattice) -> Iterator[tuple[int, int, str]]:
    """The words of the trade in a text: its known names, and those of the vocabulary whose edges meet none."""
    wider: list[tuple[int, int]] = []
    for start, end, label in lattice.lexicon.vocabulary.find(lattice.text):
        within = lattice.known_over(start) or lattice.known_over(end - 1)
        if within is None or (start <= within.start and within.end <= end):
            wider.append((start, end))
            yield start, end, f"{label}?"
    place = 0
    for known in lattice.known:
        while place < len(wider) and wider[place][1] <= known.start:
            place += 1
        if place == len(wider) or known.start < wider[place][0] or known.end > wider[place][1]:
            yield known.start, known.end, known.label


def _heads(lattice: Lattice, size: int) -> npt.NDArray[np.uint8]:
    """The label of the head word that ends at each word, 0 for none."""
    codes = np.zeros(size, dtype=np.uint8)
    weak = lattice.rules.words["weak_heads"]
    for _, end, head in lattice.heads:
        place = lattice.word_at(end - 1)
        if lattice.words.ends[place] == end:
            codes[place] = 1 + LABELS.index(head.label) + (10 if head.word in weak else 0)
    return codes


def _after_etc(lattice: Lattice, size: int) -> npt.NDArray[np.bool_]:
    """The words that close a list: the last noun of what follows 等."""
    marks = np.zeros(size, dtype=np.bool_)
    forms, kinds = lattice.words.forms, lattice.words.kinds
    for place in range(size - 1):
        if forms[place] == "等":
            stop = place + 1
            while stop < size and stop - place < 6 and kinds[stop][0] in "nvbamji" and forms[stop] not in _PAUSES:
                stop += 1
            if stop > place + 1:
                marks[stop - 1] = True
    return marks


def _quoted(lattice: Lattice, size: int) -> npt.NDArray[np.uint8]:
    """1 inside quotation marks, 2 inside round brackets, 0 outside."""
    codes = np.zeros(size, dtype=np.uint8)
    state = 0
    for place, form in enumerate(lattice.words.forms):
        if form == "“":
            state = 1
        elif form == "（":
            state = 2
        codes[place] = state
        if form in ("”", "）", "\n", "。"):
            state = 0
    return codes


def _fill_forward(values: _Code, given: npt.NDArray[np.bool_], reset: npt.NDArray[np.bool_], none: int) -> _Code:
    """At each place the last value that is given, forgotten at every reset; ``none`` where there is none."""
    places = np.arange(len(values), dtype=np.int32)
    last = np.maximum.accumulate(np.where(given, places, -1))
    stop = np.maximum.accumulate(np.where(reset, places, -1))
    return np.where((last >= 0) & (last > stop), values[last], values.dtype.type(none))


def _shift(values: Ints, step: int) -> Ints:
    """The value ``step`` words further on; 0 beyond the ends."""
    moved = np.zeros_like(values)
    if step > 0:
        moved[:-step] = values[step:]
    else:
        moved[-step:] = values[:step]
    return moved


def _mix(one: Ints, other: Ints | np.int64) -> Ints:
    """One bucket for two values."""
    mixed: Ints = ((one * 1_000_003) ^ (other * 998_244_353 + 12_345)) & 0x7FFFFFFFFFFF
    return mixed ^ (mixed >> 17)
