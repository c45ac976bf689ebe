"""How a batch lies in the database: which nodes and relationships, with which properties, it comes to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from graph.errors import ModelError
from graph.model import Batch, Document, Entity, Evidence, Measure, Relation, Target
from graph.values import Comparator

DOCUMENT = "Document"
MEASURE = "Measure"
TARGET = "Target"
PART_OF = "PART_OF"
MENTIONS = "MENTIONS"
SETS_TARGET = "SETS_TARGET"

_SIGNS = {
    Comparator.EQUAL: "=",
    Comparator.AT_LEAST: "≥",
    Comparator.MORE: ">",
    Comparator.AT_MOST: "≤",
    Comparator.LESS: "<",
    Comparator.ABOUT: "≈",
}


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One node to be written: its label and its properties, ``id`` among them."""

    label: str
    properties: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The node's own identifier."""
        return str(self.properties["id"])


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """One relationship to be written: its type, its ends with their labels, its properties."""

    type: str
    source_label: str
    source: str
    target_label: str
    target: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """All that a batch comes to: the document's own node, its measures and targets, what it names, every sighting.

    ``content`` is a digest of all of it: the same batch has the same content.
    """

    document: NodeRow
    owned: tuple[NodeRow, ...]
    named: tuple[NodeRow, ...]
    edges: tuple[EdgeRow, ...]
    content: str

    @classmethod
    def of(cls, batch: Batch) -> Layout:
        """Lay a batch out; the order of its parts does not matter."""
        document = batch.document
        owned = [_measure(measure) for measure in batch.measures]
        owned.extend(_target(target) for target in batch.targets)
        named = [NodeRow(entity.label, {"id": entity.id}) for entity in batch.entities if entity.id != document.id]
        edges: dict[tuple[str, str], EdgeRow] = {}
        for edge in _edges(batch):
            # Two rules that see the same fact in the same words are one sighting: the first in order is kept.
            edges.setdefault((edge.type, str(edge.properties["id"])), edge)
        node = _document(document)
        rows = (_sorted_nodes(owned), _sorted_nodes(named), tuple(edges[key] for key in sorted(edges)))
        content = _content(node, *rows)
        return cls(NodeRow(DOCUMENT, {**node.properties, "content": content}), *rows, content)


def _document(document: Document) -> NodeRow:
    optional = {
        "number": document.number,
        "date": str(document.date or ""),
        "effective": str(document.effective or ""),
        "expiry": str(document.expiry or ""),
        "region": document.region,
        "level": document.level,
        "recipients": document.recipients,
        "publicity": document.publicity,
        "source": document.source,
        "pages": list(document.pages),
    }
    return NodeRow(
        DOCUMENT,
        {
            "id": document.id,
            "loaded": True,
            "title": document.title,
            "name": document.title,
            "names": sorted({document.title, *document.aliases}),
            "kind": document.kind,
            "issuers": list(document.issuers),
            "text": document.text,
            **{name: value for name, value in optional.items() if value},
        },
    )


def _measure(measure: Measure) -> NodeRow:
    return NodeRow(
        MEASURE,
        {
            "id": measure.id,
            "document": measure.document,
            "path": measure.path,
            "title": measure.title,
            "name": f"{measure.path} {measure.title}".strip(),
            "start": measure.start,
            "end": measure.end,
        },
    )


def _target(target: Target) -> NodeRow:
    when = f"{target.year}年 " if target.year.isdigit() else f"{target.year} ".lstrip()
    return NodeRow(
        TARGET,
        {
            "id": target.id,
            "document": target.document,
            "measure": target.measure,
            "indicator": target.indicator,
            "comparator": str(target.comparator),
            "value": float(target.value),
            "figure": target.value,
            "unit": target.unit,
            "year": target.year,
            "kind": target.kind,
            "name": f"{when}{target.indicator} {_SIGNS[target.comparator]} {target.value} {target.unit}".strip(),
        },
    )


def _edges(batch: Batch) -> Iterator[EdgeRow]:
    ends = batch.ends()
    places = {"": batch.document.id} | {measure.path: measure.id for measure in batch.measures}
    for measure in batch.measures:
        heading = _heading(measure)
        relation = Relation(PART_OF, measure.id, _place(places, measure.parent, measure.path), (heading,))
        yield from _sightings(relation, ends)
    for entity in batch.entities:
        if entity.id != batch.document.id:
            yield _mention(entity, batch.document)
    for relation in batch.relations:
        yield from _sightings(relation, ends)
    for target in batch.targets:
        place = _place(places, target.measure, target.indicator)
        yield from _sightings(Relation(SETS_TARGET, place, target.id, target.evidence), ends)


def _place(places: Mapping[str, str], path: str, what: str) -> str:
    """The identifier of the measure with this path; of the document where the path is empty."""
    if path not in places:
        raise ModelError(f"“{what}” lies in measure {path}, which the batch does not hold: add that measure to it")
    return places[path]


def _heading(measure: Measure) -> Evidence:
    """A passage's place in the larger one is said by its own heading."""
    words = measure.title or measure.path
    return Evidence(measure.document, measure.path, measure.start, measure.end, words, "structure", 1.0)


def _mention(entity: Entity, document: Document) -> EdgeRow:
    relation = Relation(MENTIONS, document.id, entity.id, (entity.evidence,))
    properties = {
        **_sighting(relation, entity.evidence),
        "name": entity.name,
        "names": sorted({entity.name, *entity.aliases}),
        "count": entity.count,
        **({"kind": entity.kind} if entity.kind else {}),
    }
    return EdgeRow(MENTIONS, DOCUMENT, document.id, entity.label, entity.id, properties)


def _sightings(relation: Relation, ends: Mapping[str, str]) -> Iterator[EdgeRow]:
    source_label, target_label = ends[relation.source], ends[relation.target]
    for evidence in sorted(relation.evidence):
        properties = _sighting(relation, evidence)
        yield EdgeRow(relation.type, source_label, relation.source, target_label, relation.target, properties)


def _sighting(relation: Relation, evidence: Evidence) -> dict[str, Any]:
    own = {name: list(value) if isinstance(value, tuple) else value for name, value in relation.properties}
    return {
        **own,
        "id": relation.sighting_id(evidence),
        "document": evidence.document,
        "measure": evidence.measure,
        "start": evidence.start,
        "end": evidence.end,
        "evidence": evidence.text,
        "rule": evidence.rule,
        "confidence": float(evidence.confidence),
    }


def _sorted_nodes(rows: Iterable[NodeRow]) -> tuple[NodeRow, ...]:
    unique = {(row.label, row.id): row for row in rows}
    return tuple(unique[key] for key in sorted(unique))


def _content(document: NodeRow, owned: Iterable[NodeRow], named: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> str:
    digest = blake2b(digest_size=16)
    for row in (document, *owned, *named):
        digest.update(canonical([row.label, row.properties]))
    for edge in edges:
        digest.update(canonical([edge.type, edge.source, edge.target, edge.properties]))
    return digest.hexdigest()


def canonical(value: Any) -> bytes:
    """A value as the one JSON line that stands for it: sorted keys, no blanks, a closing line feed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8") + b"\n"
