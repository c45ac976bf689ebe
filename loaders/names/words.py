"""Words with their places and kinds: the lattice on which names begin and end.

Segmentation is jieba's, in its Rust binding; every word is given with its offset and part of speech.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import accumulate

import rjieba


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
    tagged = rjieba.tag(text)
    # A word that comes again is kept once.
    seen: dict[str, str] = {}
    forms = [seen.setdefault(form, form) for form, _ in tagged]
    kinds = [seen.setdefault(kind, kind) for _, kind in tagged]
    ends = array("l", accumulate(map(len, forms)))
    return Words(array("l", [0, *ends[:-1]][: len(ends)]), ends, forms, kinds)
