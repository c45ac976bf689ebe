"""The grammar as data: word classes and patterns from ``loaders/patterns``, compiled once.

Atoms are written ``%{NAME}`` or, captured, ``%{NAME:group}``. Every pattern carries examples of what it
reads and of what it must refuse; ``tests/loaders/test_rules.py`` runs them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import KnowledgeError
from loaders import compiled
from loaders.patternfile import PATTERNS

_ATOM = re.compile(r"%\{(?P<name>[A-Z_]+)(?::(?P<group>\w+))?\}")


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a pattern must read, and what its groups must hold."""

    text: str
    yields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern: its name, the words without which it need not be tried, and how far it can be trusted."""

    id: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    confidence: float
    properties: Mapping[str, str]
    examples: tuple[Example, ...]
    rejects: tuple[str, ...]

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Every match between two offsets; none is tried where a needed word is missing."""
        limit = len(text) if end is None else end
        for word in self.needs:
            if text.find(word, start, limit) >= 0:
                break
        else:
            if self.needs:
                return
        yield from self.pattern.finditer(text, start, limit)


class Rules:
    """All rules by family (the file they stand in) and all word classes."""

    def __init__(
        self,
        families: Mapping[str, tuple[Rule, ...]],
        lists: Mapping[str, tuple[str, ...]],
        kinds: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.families = families
        self.words = {name: frozenset(words) for name, words in lists.items()}
        self.tails = {name: tuple(words) for name, words in lists.items()}
        self.kinds = kinds

    @classmethod
    def load(cls, folder: Path = PATTERNS) -> Rules:
        """Compile every pattern file; raise KnowledgeError naming the file and the rule that is faulty."""
        atoms = {name: str(body) for name, body in compiled.read(folder / "atoms.yml").items()}
        lists = {name: tuple(map(str, words)) for name, words in compiled.read(folder / "words.yml").items()}
        families = {}
        for path in sorted(folder.glob("*.yml")):
            raw = compiled.read(path)
            if isinstance(raw.get("rules"), list):
                families[path.stem] = tuple(_rule(path, item, atoms, lists) for item in raw["rules"])
        kinds = {kind: tuple(tails) for kind, tails in compiled.read(folder / "kinds.yml")["kinds"].items()}
        return cls(families, lists, kinds)

    def family(self, name: str) -> tuple[Rule, ...]:
        """The rules of one family, in the order of the file."""
        return self.families[name]


def expand(pattern: str, atoms: Mapping[str, str], lists: Mapping[str, tuple[str, ...]]) -> str:
    """Write out the atoms of a pattern; an atom may be built of others, or be a word class in capitals."""

    def put(match: re.Match[str]) -> str:
        name = match["name"]
        if name in atoms:
            body = expand(atoms[name], atoms, lists)
        elif name.lower() in lists:
            body = "|".join(
                re.escape(word) for word in sorted(lists[name.lower()], key=lambda word: (-len(word), word))
            )
        else:
            raise KeyError(f"%{{{name}}}")
        return f"(?P<{match['group']}>{body})" if match["group"] else f"(?:{body})"

    return _ATOM.sub(put, pattern)


def _rule(path: Path, item: dict[str, Any], atoms: Mapping[str, str], lists: Mapping[str, tuple[str, ...]]) -> Rule:
    try:
        name = f"{path.stem}.{item['id']}"
        compiled = re.compile(expand(item["pattern"], atoms, lists), re.VERBOSE)
        examples = tuple(Example(example["text"], example.get("yields", {})) for example in item["examples"])
    except (KeyError, TypeError, re.error) as error:
        raise KnowledgeError(f"{path}：规则 {item.get('id', '?')} 有误（{error}）") from error
    if not examples:
        raise KnowledgeError(f"{path}：规则 {name} 没有示例，请至少写一个")
    known = {"id", "needs", "pattern", "confidence", "examples", "rejects", "about"}
    return Rule(
        id=name,
        needs=tuple(item.get("needs", ())),
        pattern=compiled,
        confidence=float(item.get("confidence", 0.8)),
        properties={key: str(value) for key, value in item.items() if key not in known},
        examples=examples,
        rejects=tuple(item.get("rejects", ())),
    )
