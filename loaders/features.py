"""What the tagger sees of each word: its neighbours, what lexicon and grammar say of it, and the list it stands in.

Every feature is a bucket of a fixed hash, so that a text becomes one table of integers: words × templates.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

import numpy as np
import numpy.typing as npt

from loaders.lattice import Lattice, Mention

BUCKETS = 1 << 18
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

_BREAKS = frozenset("。；！？\n：")
_PAUSES = frozenset("，。；！？\n：")
_GOVERN = frozenset({"support", "build", "improve", "strive", "rely", "focus", "say", "soft"})


def table(lattice: Lattice, mentions: Iterable[Mention]) -> Ints:
    """The buckets of every word of a text: an array of shape (words, templates)."""
    size = len(lattice.words)
    word, of_word = _vocabulary(lattice)
    kind = np.fromiter((crc32(kind.encode()) for kind in lattice.words.kinds), dtype=np.int64, count=size)
    form = of_word["hash"][word]
    group = of_word["group"][word]
    known = _spans(lattice, ((m.start, m.end, m.label) for m in lattice.known), size)
    ruled = _spans(lattice, ((m.start, m.end, m.label) for m in mentions), size)
    heads = _heads(lattice, size)
    pause = of_word["pause"][word]
    governor = _fill_forward(np.where(of_word["governs"][word] > 0, form, 0), pause)
    coming = _fill_backward(heads, np.maximum(pause, of_word["comma"][word]))
    scope = _fill_backward(np.where(_after_etc(lattice, size), form, 0), pause)
    inside = _quoted(lattice, size)
    around = (known, ruled, heads, governor, coming, scope, inside)
    columns = _singles(of_word, word, form, kind, group, around)
    columns += _pairs(*_joined(of_word["last"][word], form, kind, group, (known, ruled, *around[3:])))
    columns.append(_mix(_mix(_shift(kind, -1), kind), _shift(kind, 1)))
    salted = [_mix(column, np.int64(number + 1)) for number, column in enumerate(columns)]
    return np.stack(salted, axis=1) % BUCKETS


def _singles(
    of_word: dict[str, Ints], word: Ints, form: Ints, kind: Ints, group: Ints, around: tuple[Ints, ...]
) -> list[Ints]:
    """Each word's own features, those of its surroundings, and those of its neighbours."""
    known, ruled, heads = around[:3]
    last = of_word["last"][word]
    columns = [form, kind, last, of_word["tail"][word], of_word["first"][word], of_word["shape"][word]]
    columns += [known, ruled, heads, group, *around[3:]]
    columns += [_shift(form, step) for step in (-2, -1, 1, 2)]
    columns += [_shift(kind, step) for step in (-2, -1, 1, 2)]
    columns += [_shift(known, step) for step in (-1, 1)] + [_shift(ruled, step) for step in (-1, 1)]
    columns += [_shift(heads, step) for step in (-1, 1, 2)] + [_shift(group, step) for step in (-2, -1, 1)]
    return columns + [_shift(last, step) for step in (-1, 1)]


def _joined(last: Ints, form: Ints, kind: Ints, group: Ints, around: tuple[Ints, ...]) -> list[tuple[Ints, Ints]]:
    """The features that tell more together than apart."""
    known, ruled, governor, coming, scope, inside = around
    before, after = _shift(form, -1), _shift(form, 1)
    return [
        (before, form),
        (form, after),
        (_shift(kind, -1), kind),
        (kind, _shift(kind, 1)),
        (known, kind),
        (known, governor),
        (known, scope),
        (ruled, form),
        (ruled, before),
        (ruled, known),
        (coming, kind),
        (coming, group),
        (coming, before),
        (coming, scope),
        (governor, kind),
        (governor, last),
        (scope, kind),
        (scope, last),
        (scope, governor),
        (_shift(group, -1), kind),
        (_shift(group, -1), coming),
        (after, last),
        (inside, coming),
        (inside, ruled),
    ]


def _vocabulary(lattice: Lattice) -> tuple[Ints, dict[str, Ints]]:
    """Each word's place among the distinct words, and what is true of each distinct word."""
    places: dict[str, int] = {}
    word = np.fromiter((places.setdefault(form, len(places)) for form in lattice.words.forms), dtype=np.int64)
    classes = [(number + 1, lattice.rules.words[name], name in _GOVERN) for number, name in enumerate(CLASSES)]
    joints = lattice.rules.words["joints"]
    rows = []
    for form in places:
        group = governs = 0
        for number, members, govern in classes:
            if form in members:
                group, governs = number, int(govern)
                break
        rows.append(
            (
                crc32(form.encode()),
                crc32(form[-1:].encode()),
                crc32(form[-2:].encode()) + 7,
                crc32(form[:1].encode()) + 3,
                _shape(form),
                group,
                governs,
                int(form in _PAUSES),
                int(form in joints),
            )
        )
    matrix = np.array(rows, dtype=np.int64).reshape(-1, 9)
    names = ("hash", "last", "tail", "first", "shape", "group", "governs", "pause", "comma")
    return word, {name: matrix[:, column] for column, name in enumerate(names)}


def _shape(form: str) -> int:
    if form.isascii():
        return 1 if form.isdigit() else 2 if form.isalnum() else 3
    return 4 + min(len(form), 4)


def _spans(lattice: Lattice, spans: Iterable[tuple[int, int, str]], size: int) -> Ints:
    """A code for each word that a span covers: its label, and whether the word opens, continues or closes it."""
    codes = np.zeros(size, dtype=np.int64)
    labels = {label: 4 * number + 1 for number, label in enumerate((*LABELS, "Document"))}
    for start, end, label in spans:
        first, last = lattice.word_at(start), lattice.word_at(end - 1)
        base = labels[label]
        codes[first : last + 1] = base + 1
        codes[last] = base + 2
        codes[first] = base if first < last else base + 3
    return codes


def _heads(lattice: Lattice, size: int) -> Ints:
    """The label of the head word that ends at each word, 0 for none."""
    codes = np.zeros(size, dtype=np.int64)
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


def _quoted(lattice: Lattice, size: int) -> Ints:
    """1 inside quotation marks, 2 inside round brackets, 0 outside."""
    codes = np.zeros(size, dtype=np.int64)
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


def _fill_forward(values: Ints, reset: Ints) -> Ints:
    """At each place the last value that is not 0, forgotten at every reset."""
    places = np.arange(len(values))
    last = np.maximum.accumulate(np.where(values != 0, places, -1))
    stop = np.maximum.accumulate(np.where(reset != 0, places, -1))
    return np.where((last >= 0) & (last > stop), values[last], 0)


def _fill_backward(values: Ints, reset: Ints) -> Ints:
    return _fill_forward(values[::-1], reset[::-1])[::-1]


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


def _pairs(*pairs: tuple[Ints, Ints]) -> list[Ints]:
    return [_mix(one, other) for one, other in pairs]
