"""Regions that the tagger passes over: those that are told to act, and those in one list with a place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from loaders.document.sentences import Sentence
from loaders.names.lattice import Lattice, Mention
from loaders.patternfile import PATTERNS, PatternFile

_FORMS = PatternFile(PATTERNS / "regions.yml")


def passed_over(lattice: Lattice, sentence: Sentence, inside: list[Mention]) -> Iterator[Mention]:
    """The regions of a sentence that stand apart from all that was read in it, and act or stand beside a place."""
    acting = [known for known in _known(lattice, sentence) if _acts(lattice, known, sentence)]
    read = [mention for mention in inside if mention.label in ("Region", "Park")]
    covered = [(mention.start, mention.end) for mention in inside]
    for known in (*acting, *_neighbours(lattice, [*read, *acting])):
        if not any(start < known.end and known.start < end for start, end in covered):
            covered.append((known.start, known.end))
            yield replace(known, rule="list", confidence=0.8)


def _known(lattice: Lattice, sentence: Sentence) -> Iterator[Mention]:
    first = bisect_left(lattice.known_starts, sentence.start)
    for known in lattice.known[first:]:
        if known.start >= sentence.end:
            return
        if known.label == "Region":
            yield known


def _acts(lattice: Lattice, known: Mention, sentence: Sentence) -> bool:
    """Whether a region is told to act, alone or before others: 支持｜武汉市洪山区｜、…等地开展试点."""
    before = _FORMS.compiled("told").search(lattice.text, max(sentence.start, known.start - 8), known.start)
    return before is not None and _FORMS.compiled("acting").match(lattice.text, known.end, sentence.end) is not None


def _neighbours(lattice: Lattice, places: list[Mention]) -> Iterator[Mention]:
    """The regions that stand in one list with places: 支持台州、｜衢州｜等地."""
    joints = lattice.rules.words["joints"]
    reached = list(places)
    for mention in reached:
        beside = (lattice.known_over(mention.end + 1), lattice.known_over(max(0, mention.start - 2)))
        for known in beside:
            if known is None or known.label != "Region" or any(known.start == other.start for other in reached):
                continue
            first, second = sorted((mention, known), key=lambda item: item.start)
            if lattice.text[first.end : second.start] in joints:
                reached.append(known)
                yield known
