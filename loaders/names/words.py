"""Words with their places and kinds: the lattice on which names begin and end.

Segmentation is jieba's, in its Rust binding; every word is given with its offset and part of speech.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import rjieba

from loaders.patternfile import PATTERNS, PatternFile

_FORMS = PatternFile(PATTERNS / "names.yml")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order: where each begins and ends, what it is, and its part of speech."""

    starts: array[int]
    ends: array[int]
    forms: list[str]
    kinds: list[str]

    def __len__(self) -> int:
        return len(self.forms)


def cut(text: str) -> Words:
    """Cut a text into words.

    >>> cut("加快建设重点实验室").forms
    ['加快', '建设', '重点', '实验室']
    """
    # A word that comes again is kept once.
    seen: dict[str, str] = {}
    tagged = list(_parted(rjieba.tag(text)))
    forms = [seen.setdefault(form, form) for form, _ in tagged]
    kinds = [seen.setdefault(kind, kind) for _, kind in tagged]
    ends = array("l", accumulate(map(len, forms)))
    return Words(array("l", [0, *ends[:-1]][: len(ends)]), ends, forms, kinds)


def _parted(tagged: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The words, those in two that a particle was glued to: 能见度｜仪｜等, 汇聚｜至｜市｜平台."""
    whole, particles = frozenset(_FORMS.raw["glued_words"]), frozenset(_FORMS.raw["particles"])
    for word in tagged:
        form = word[0]
        edged = len(form) > 1 and (form[0] in particles or form[-1] in particles)
        if edged and form not in whole and form[-2:] not in whole:
            yield from _unglued(*word)
        else:
            yield word


def _unglued(form: str, kind: str) -> Iterator[tuple[str, str]]:
    match = _FORMS.compiled("glued").fullmatch(form)
    if match is None:
        yield form, kind
    elif match["before"]:
        yield match["before"], "p"
        yield match["place"], "n"
    else:
        yield match["name"], "n"
        yield form[-1], "u"
