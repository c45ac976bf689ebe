"""The words on the screen: one YAML file a language, every key in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.errors import KnowledgeError

FOLDER = Path(__file__).with_name("texts")
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of one language, called by dotted keys.

    >>> Texts.load("zh")("pages.ask")
    '提问'
    """

    language: str
    entries: Mapping[str, Any]

    @staticmethod
    @cache
    def load(language: str) -> Texts:
        """Read the language's file; any other language than those there are is Chinese."""
        chosen = language if language in LANGUAGES else LANGUAGES[0]
        return Texts(chosen, yaml.safe_load((FOLDER / f"{chosen}.yml").read_text(encoding="utf-8")))

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its {places} filled; KnowledgeError where there is none."""
        found: Any = self.entries
        for part in key.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if not isinstance(found, str):
            raise KnowledgeError(f"explorer/texts/{self.language}.yml has no text “{key}”: add it there")
        return found.format(**values) if values else found

    def canvas(self) -> Mapping[str, Any]:
        """The words that the canvas itself says."""
        words: Mapping[str, Any] = self.entries["canvas"]
        return words

    @property
    def english(self) -> bool:
        """Whether names of types are to be given in English."""
        return self.language == "en"
