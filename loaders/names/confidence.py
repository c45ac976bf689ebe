"""How sure a reading is: the share of readings like it that were right in documents that people annotated."""

from __future__ import annotations

from bisect import bisect_right

from loaders.names.lattice import TOPICS
from loaders.patternfile import PATTERNS, PatternFile

_TABLE = PatternFile(PATTERNS / "confidence.yml")


def of(label: str, margin: float) -> float:
    """The confidence in a name of a label that the tagger is for by a margin.

    >>> of("Technology", -50.0) < of("Technology", 50.0)
    True
    """
    steps = _TABLE.raw["topics" if label in TOPICS else "names"]
    place = bisect_right([float(least) for least, _ in steps], margin) - 1
    return float(steps[max(place, 0)][1])


def through(fact: str, confidence: float) -> float:
    """The confidence in a fact of a kind about a name in which there is a confidence."""
    return round(confidence * float(_TABLE.raw["facts"][fact]), 2)
