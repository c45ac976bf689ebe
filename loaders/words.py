"""Words with their places and kinds: the lattice on which names begin and end.

Segmentation is jieba's, in its Rust binding; every word is given with its offset and part of speech.
"""

from __future__ import annotations

from dataclasses import dataclass

import rjieba


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order: where each begins and ends, what it is, and its part of speech."""

    starts: list[int]
    ends: list[int]
    forms: list[str]
    kinds: list[str]

    def __len__(self) -> int:
        return len(self.forms)


def cut(text: str) -> Words:
    """Cut a text into words.

    >>> cut("加快建设重点实验室").forms
    ['加快', '建设', '重点', '实验室']
    """
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    kinds: list[str] = []
    place = 0
    for form, kind in rjieba.tag(text):
        starts.append(place)
        place += len(form)
        ends.append(place)
        forms.append(form)
        kinds.append(kind)
    return Words(starts, ends, forms, kinds)
