"""Many words found in a text in one pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import ahocorasick_rs


@dataclass(slots=True)
class Matcher:
    """Finds the leftmost-longest of many words in one pass."""

    words: list[str]
    automaton: Any = field(init=False)

    def __post_init__(self) -> None:
        self.automaton = ahocorasick_rs.AhoCorasick(
            self.words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Index of the word, start and end of each hit, from left to right."""
        hits: list[tuple[int, int, int]] = self.automaton.find_matches_as_indexes(text)
        return hits
