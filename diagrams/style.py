"""How types look and what a figure says of itself, read from ``style.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.errors import ExportError

STYLE = Path(__file__).with_name("style.yml")


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """The look of a node type: colours, the name of its shape, its one-character tag, its rank in a legend."""

    fill: str
    stroke: str
    text: str
    shape: str
    tag: str
    rank: int


@dataclass(frozen=True, slots=True)
class RelationStyle:
    """The look of a relation type: the line's colour, its dash pattern and its width in pixels."""

    stroke: str
    dash: tuple[float, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The colours of a figure's furniture: paper, title and text, quiet text, rules, the bar at the title."""

    paper: str
    ink: str
    quiet: str
    rule: str
    accent: str


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How lines break: which characters never end or begin one and which rarely begin one, which words stay whole if
    they can, and how many characters of a name are shown.
    """

    never_last: frozenset[str]
    never_first: frozenset[str]
    longest: int
    rarely_first: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """The look of every type, the words of a figure's furniture, and the families of its letters.

    >>> style = Style.load()
    >>> style.node("Institution").tag, style.relation("NO_SUCH_TYPE").width
    ('机', 1.2)
    """

    nodes: Mapping[str, NodeStyle]
    relations: Mapping[str, RelationStyle]
    other: NodeStyle
    other_relation: RelationStyle
    sheet: Sheet
    words: Mapping[str, str]
    comparators: Mapping[str, str]
    target_kinds: Mapping[str, str]
    year: str
    wrapping: Wrapping
    families: str
    embedded: str

    @staticmethod
    @cache
    def load(path: Path = STYLE) -> Style:
        """Read the style; raise ExportError that names what the file lacks."""
        try:
            return _style(yaml.safe_load(path.read_text(encoding="utf-8")))
        except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
            raise ExportError(f"{path.name} is not a sound style ({error}): put it right and export again") from error

    def node(self, label: str) -> NodeStyle:
        """The look of a node type, known or not."""
        return self.nodes.get(label, self.other)

    def relation(self, kind: str) -> RelationStyle:
        """The look of a relation type, known or not."""
        return self.relations.get(kind, self.other_relation)


def _style(raw: dict[str, Any]) -> Style:
    wrapping = raw["wrapping"]
    embedded = raw["embedded"]
    families = [family.format(embedded=embedded) for family in raw["families"]]
    return Style(
        nodes={label: NodeStyle(**look) for label, look in raw["nodes"].items()},
        relations={kind: _relation(look) for kind, look in raw["relations"].items()},
        other=NodeStyle(**raw["other"]),
        other_relation=_relation(raw["other_relation"]),
        sheet=Sheet(**raw["sheet"]),
        words=raw["words"],
        comparators=raw["comparators"],
        target_kinds=raw["target_kinds"],
        year=raw["year"],
        wrapping=Wrapping(
            never_last=frozenset(wrapping["never_last"]),
            never_first=frozenset(wrapping["never_first"]),
            longest=int(wrapping["longest"]),
            rarely_first=frozenset(wrapping["rarely_first"]),
            words=tuple(sorted(set(wrapping["words"].split()), key=lambda word: (-len(word), word))),
        ),
        families=", ".join(f"'{family}'" if " " in family else family for family in families),
        embedded=embedded,
    )


def _relation(look: dict[str, Any]) -> RelationStyle:
    return RelationStyle(look["stroke"], tuple(look["dash"]), float(look["width"]))
