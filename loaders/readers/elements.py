"""The elements of HTML by how a browser treats them, and the patterns by which pages are read."""

from __future__ import annotations

from functools import cache

from loaders.patternfile import PATTERNS, PatternFile

FORMS = PatternFile(PATTERNS / "webpage.yml")


@cache
def named(kind: str) -> frozenset[str]:
    """The names of the elements of a kind: ``boxes``, ``inline``, ``silent``, ``void``, ``formatting``, …"""
    return frozenset(FORMS.raw["elements"][kind].split())
