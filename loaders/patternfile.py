"""A file of patterns and words that one step of reading works by, opened when it is first asked for."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.errors import KnowledgeError
from loaders import compiled


class PatternFile:
    """The mapping in a YAML file, and its patterns compiled; KnowledgeError names the file and pattern at fault."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._compiled: dict[str, re.Pattern[str]] = {}

    @cached_property
    def raw(self) -> dict[str, Any]:
        """The file as it stands."""
        return compiled.read(self._path)

    def compiled(self, name: str) -> re.Pattern[str]:
        """The pattern of a name."""
        if name not in self._compiled:
            try:
                self._compiled[name] = re.compile(self.raw[name])
            except (KeyError, TypeError, re.error) as error:
                raise KnowledgeError(f"{self._path}：规则 {name} 有误（{error}）") from error
        return self._compiled[name]
