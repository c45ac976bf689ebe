"""A file of patterns and words that one step of reading works by, opened when it is first asked for.

A pattern is a mapping: ``pattern``, ``examples`` that it reads, ``rejects`` that it must refuse, and ``fits`` where
it is tried at the ``start`` of a text or on the ``whole`` of it; ``tests/loaders/test_patterns.py`` runs them all.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.errors import KnowledgeError
from loaders import compiled

PATTERNS = Path(__file__).with_name("patterns")


class PatternFile:
    """The mapping in a YAML file, and its patterns compiled; KnowledgeError names the file and pattern at fault."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._series: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}

    @cached_property
    def raw(self) -> dict[str, Any]:
        """The file as it stands."""
        return compiled.read(self._path)

    def compiled(self, name: str) -> re.Pattern[str]:
        """The pattern of a name."""
        if name not in self._compiled:
            self._compiled[name] = self._compile(name, self.raw.get(name))
        return self._compiled[name]

    def series(self, name: str, key: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The patterns of a list in the file's order, each behind what stands under ``key`` in it."""
        if name not in self._series:
            self._series[name] = tuple((str(item.get(key, "")), self._compile(name, item)) for item in self.raw[name])
        return self._series[name]

    def _compile(self, name: str, item: Any) -> re.Pattern[str]:
        try:
            return re.compile(item["pattern"])
        except (KeyError, TypeError, re.error) as error:
            raise KnowledgeError(f"{self._path}：规则 {name} 有误（{error}）") from error
