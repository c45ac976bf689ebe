"""Batches for tests, made in one call from the few things that a test is about.

>>> plan = document(
...     "吉林省科技创新规划",
...     measure("1", "建设平台"),
...     entity("Platform", "吉林碳纤维省实验室"),
...     entity("Industry", "碳纤维"),
...     relation("SERVES", "吉林碳纤维省实验室", "碳纤维", "吉林碳纤维省实验室面向碳纤维产业开展攻关。", measure="1"),
... )
>>> plan.relations[0].evidence[0].text
'吉林碳纤维省实验室面向碳纤维产业开展攻关。'

The ends of a relation are names of the document's entities, ``@1`` for a measure and ``@doc`` for the document
itself, as in the gold files. Sentences become the document's text, so that every offset is a true one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.ids import entity_id, make_id, measure_id
from graph.model import Batch, Document, Entity, Evidence, Measure, Property, Relation, Target
from graph.values import Comparator, PartialDate


@dataclass(frozen=True)
class Passage:
    path: str
    title: str


@dataclass(frozen=True)
class Named:
    label: str
    name: str
    key: str
    aliases: tuple[str, ...]
    kind: str
    count: int
    sentence: str
    measure: str


@dataclass(frozen=True)
class Fact:
    type: str
    source: str
    target: str
    sentence: str
    measure: str
    properties: tuple[tuple[str, Property], ...]


@dataclass(frozen=True)
class Aim:
    indicator: str
    value: str
    unit: str
    year: str
    comparator: Comparator
    kind: str
    measure: str
    sentence: str


Part = Passage | Named | Fact | Aim


def measure(path: str, title: str = "") -> Passage:
    """A numbered passage, such as ``measure("2.3.14", "强化开放合作要素")``."""
    return Passage(path, title or f"举措{path}")


def entity(
    label: str,
    name: str,
    *aliases: str,
    key: str = "",
    kind: str = "",
    count: int = 1,
    sentence: str = "",
    measure: str = "",
) -> Named:
    """Something that the document names; ``key`` is its canonical name where that is another."""
    return Named(label, name, key or name, tuple(sorted(aliases)), kind, count, sentence or f"{name}在文中。", measure)


def relation(
    name: str, source: str, target: str, sentence: str = "", *, measure: str = "", **properties: Property
) -> Fact:
    """A fact between two names, ``@path`` or ``@doc``, said by a sentence."""
    said = sentence or f"{source}与{target}：{name}。"
    return Fact(name, source, target, said, measure, tuple(sorted(properties.items())))


def target(
    indicator: str,
    value: str,
    unit: str = "",
    year: str = "",
    *,
    comparator: str = ">=",
    kind: str = "target",
    measure: str = "",
    sentence: str = "",
) -> Aim:
    """An aim of the document or of one of its measures."""
    said = sentence or f"到{year}年，{indicator}达到{value}{unit}。"
    return Aim(indicator, value, unit, year, Comparator(comparator), kind, measure, said)


def document(
    title: str,
    *parts: Part,
    identifier: str = "",
    number: str = "",
    date: str = "",
    issuers: Sequence[str] = (),
    region: str = "",
    level: str = "",
    aliases: Sequence[str] = (),
    effective: str = "",
    expiry: str = "",
    pages: Sequence[int] = (),
) -> Batch:
    """A whole batch: the document, its parts bound to it, and the text that their sentences make up."""
    name = identifier or document_id(title)
    text = _Text(name, title)
    passages = [each for each in parts if isinstance(each, Passage)]
    measures = tuple(_measure(each, text) for each in passages)
    entities = tuple(_entity(each, text) for each in parts if isinstance(each, Named))
    ends = {"@doc": name} | {f"@{each.path}": each.id for each in measures}
    ends |= {each.name: each.id for each in entities}
    facts: dict[tuple[str, str, str], Relation] = {}
    for each in parts:
        if isinstance(each, Fact):
            source, end = ends[each.source], ends[each.target]
            seen = Relation(each.type, source, end, (text.evidence(each.sentence, each.measure),), each.properties)
            key = (each.type, source, end)
            facts[key] = facts[key] + seen if key in facts else seen
    targets = tuple(_target(each, text) for each in parts if isinstance(each, Aim))
    whole = Document(
        name,
        title,
        number=number,
        issuers=tuple(issuers),
        date=PartialDate.parse(date) if date else None,
        effective=PartialDate.parse(effective) if effective else None,
        expiry=PartialDate.parse(expiry) if expiry else None,
        region=region,
        level=level,
        aliases=tuple(aliases),
        source=f"{title}.txt",
        text=text.whole,
        pages=tuple(pages),
    )
    return Batch(whole, measures, entities, tuple(facts[key] for key in sorted(facts)), targets)


def document_id(title: str) -> str:
    """The identifier of the document of this title, loaded or cited."""
    return entity_id("Document", title)


class _Text:
    """The document's text as it grows, sentence by sentence."""

    def __init__(self, document: str, title: str) -> None:
        self.document = document
        self.whole = title + "\n"

    def add(self, words: str) -> tuple[int, int]:
        start = self.whole.find(words)
        if start < 0:
            start = len(self.whole)
            self.whole += words + "\n"
        return start, start + len(words)

    def evidence(self, sentence: str, measure: str) -> Evidence:
        start, end = self.add(sentence)
        return Evidence(self.document, measure, start, end, sentence, "test", 0.9)


def _measure(passage: Passage, text: _Text) -> Measure:
    start, end = text.add(f"{passage.path} {passage.title}")
    parent = passage.path.rpartition(".")[0]
    return Measure(
        measure_id(text.document, passage.path), text.document, passage.path, passage.title, parent, start, end
    )


def _entity(named: Named, text: _Text) -> Entity:
    return Entity(
        entity_id(named.label, named.key),
        named.label,
        named.name,
        named.key,
        named.aliases,
        text.evidence(named.sentence, named.measure),
        named.count,
        named.kind,
    )


def _target(aim: Aim, text: _Text) -> Target:
    evidence = text.evidence(aim.sentence, aim.measure)
    parts = (text.document, aim.measure, aim.indicator, str(aim.comparator), aim.value, aim.unit, aim.year, aim.kind)
    return Target(
        make_id("Target", *parts),
        text.document,
        aim.measure,
        aim.indicator,
        aim.comparator,
        aim.value,
        aim.unit,
        aim.year,
        aim.kind,
        (evidence,),
    )
