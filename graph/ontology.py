"""The ontology: loads ``graph/schema``, checks that it is sound, and refuses a batch that breaks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from graph.errors import OntologyError
from graph.model import Batch, Relation

SCHEMA = Path(__file__).with_name("schema")
PROVENANCE = ("document", "measure", "start", "end", "evidence", "rule", "confidence")
PROPERTY_TYPES = {"text": str, "list": tuple, "date": str, "integer": int, "number": float, "flag": bool}


@dataclass(frozen=True, slots=True)
class PropertyType:
    """One property of a node or relation type."""

    name: str
    type: str
    required: bool
    zh: str
    about: str


@dataclass(frozen=True, slots=True)
class NodeType:
    """One node label: its names in both languages, what it is, its properties, the values of ``kind``."""

    name: str
    zh: str
    en: str
    about: str
    examples: tuple[str, ...]
    kinds: tuple[str, ...]
    mentioned: bool
    properties: Mapping[str, PropertyType]


@dataclass(frozen=True, slots=True)
class RelationType:
    """One relationship type: its names, the pairs of labels it may join, and its own properties."""

    name: str
    zh: str
    inverse: str
    en: str
    about: str
    said_by: str
    symmetric: bool
    pairs: frozenset[tuple[str, str]]
    properties: Mapping[str, PropertyType]


class Ontology:
    """All node and relation types of the graph, by name.

    >>> ontology = Ontology.load()
    >>> ontology.nodes["Institution"].zh, ontology.relations["LEADS"].zh
    ('机构', '牵头')
    """

    def __init__(self, nodes: Mapping[str, NodeType], relations: Mapping[str, RelationType]) -> None:
        self.nodes = nodes
        self.relations = relations
        for relation in relations.values():
            for end in {end for pair in relation.pairs for end in pair}:
                if end not in nodes:
                    raise OntologyError(f"relation {relation.name} joins {end}, which is no node type")
            if relation.name in nodes:
                raise OntologyError(f"{relation.name} is the name of a node and of a relation")

    @classmethod
    def load(cls, folder: Path = SCHEMA) -> Ontology:
        """Read one YAML file a type; raise OntologyError that names the file which is not sound."""
        nodes = {item.name: item for item in map(_node_type, _read(folder / "nodes"))}
        relations = {item.name: item for item in map(_relation_type, _read(folder / "relations"))}
        if not nodes or not relations:
            raise OntologyError(f"{folder} holds no schema")
        return cls(nodes, relations)

    @cached_property
    def mentioned(self) -> tuple[str, ...]:
        """The labels of things that documents mention by name, sorted."""
        return tuple(sorted(name for name, node in self.nodes.items() if node.mentioned))

    def check(self, batch: Batch) -> None:
        """Raise OntologyError naming the first thing in the batch that the ontology does not allow."""
        for problem in self.problems(batch):
            raise OntologyError(f"{batch.document.title}: {problem}")

    def problems(self, batch: Batch) -> Iterator[str]:
        """Every breach of the ontology in the batch, a sentence each."""
        for entity in batch.entities:
            node = self.nodes.get(entity.label)
            if node is None:
                yield f"“{entity.name}” has the unknown label {entity.label}"
            elif entity.kind and entity.kind not in node.kinds:
                yield f"“{entity.name}” is of the unknown kind {entity.kind}"
        ends = batch.ends()
        for relation in batch.relations:
            yield from self._relation_problems(relation, ends)
        length = len(batch.document.text)
        seen = [evidence for relation in batch.relations for evidence in relation.evidence]
        seen.extend(evidence for target in batch.targets for evidence in target.evidence)
        for evidence in seen:
            if evidence.end > length:
                yield f"evidence of {evidence.rule} ends at {evidence.end}, after the text ({length})"

    def _relation_problems(self, relation: Relation, ends: Mapping[str, str]) -> Iterator[str]:
        kind = self.relations.get(relation.type)
        if kind is None:
            yield f"the relation {relation.type} is unknown"
            return
        pair = (ends.get(relation.source), ends.get(relation.target))
        if None in pair:
            yield f"{relation.type} from {relation.source} to {relation.target} has an end that is not in the batch"
        elif pair not in kind.pairs:
            yield f"{relation.type} may not join {pair[0]} to {pair[1]}"
        for name, value in relation.properties:
            declared = kind.properties.get(name)
            if declared is None or not isinstance(value, PROPERTY_TYPES[declared.type]):
                yield f"{relation.type} has the undeclared property {name} = {value!r}"


def _read(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(folder.glob("*.yml")):
        try:
            loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except (OSError, yaml.YAMLError) as error:
            raise OntologyError(f"{path.name} cannot be read: {error}") from error
        if not isinstance(loaded, dict) or str(loaded.get("name", "")).lower() != path.stem:
            raise OntologyError(f"{path.name} must declare the type that its file is named for")
        yield path, loaded


def _properties(path: Path, raw: dict[str, Any]) -> dict[str, PropertyType]:
    declared = {}
    for name, spec in (raw.get("properties") or {}).items():
        if spec.get("type") not in PROPERTY_TYPES:
            raise OntologyError(f"{path.name}: property {name} has the unknown type {spec.get('type')}")
        declared[name] = PropertyType(name, spec["type"], bool(spec.get("required")), spec["zh"], spec["about"])
    return declared


def _node_type(item: tuple[Path, dict[str, Any]]) -> NodeType:
    path, raw = item
    try:
        return NodeType(
            name=raw["name"],
            zh=raw["title"]["zh"],
            en=raw["title"]["en"],
            about=raw["about"],
            examples=tuple(raw["examples"]),
            kinds=tuple(raw.get("kinds", ())),
            mentioned=bool(raw.get("mentioned")),
            properties=_properties(path, raw),
        )
    except (KeyError, TypeError) as error:
        raise OntologyError(f"{path.name} lacks {error}") from error


def _relation_type(item: tuple[Path, dict[str, Any]]) -> RelationType:
    path, raw = item
    try:
        return RelationType(
            name=raw["name"],
            zh=raw["title"]["zh"],
            inverse=raw["inverse"],
            en=raw["title"]["en"],
            about=raw["about"],
            said_by=raw["said_by"],
            symmetric=bool(raw.get("symmetric")),
            pairs=frozenset((head, tail) for head, tails in raw["pairs"].items() for tail in tails),
            properties=_properties(path, raw),
        )
    except (KeyError, TypeError) as error:
        raise OntologyError(f"{path.name} lacks {error}") from error
