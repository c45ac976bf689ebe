"""What stands around a thing: its most telling facts first, and how many were left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from graph.ontology import Ontology
from graph.store import GraphReader
from graph.subgraph import Edge, Node, Subgraph

TELLING_FILE = Path(__file__).with_name("telling.yml")
LIMIT = 200
# Properties that are there for the engine or are as long as a document: they would weigh a view down.
_HEAVY = frozenset({"text", "pages", "content", "names"})

_AROUND = """
UNWIND $ids AS id
MATCH (n:{label} {{id: id}})-[r:{types}]-(m)
RETURN type(r) AS type, startNode(r).id AS source, endNode(r).id AS target,
       labels(startNode(r))[0] AS source_label, labels(endNode(r))[0] AS target_label,
       m.id AS other, m.name AS name, count(r) AS sightings, max(r.confidence) AS confidence
"""
_SIGHTINGS = """
UNWIND $facts AS fact
MATCH (a:{source} {{id: fact[0]}})-[r:{type}]->(b:{target} {{id: fact[1]}})
RETURN fact[0] AS source, fact[1] AS target, properties(r) AS properties
"""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A piece of the graph around its centres, and how many facts more there would be.

    ``omitted`` counts facts one step from what is shown that the limit kept out: sightings of one fact count once.
    """

    subgraph: Subgraph
    omitted: int = 0

    @property
    def complete(self) -> bool:
        """Whether nothing was left out."""
        return not self.omitted


@dataclass(frozen=True, slots=True, order=True)
class _Fact:
    """A fact by how telling it is: all sightings of it together. The order of the fields is the ranking."""

    rank: int
    fewer: int
    doubt: float
    name: str
    type: str
    source: str
    target: str
    source_label: str
    target_label: str
    other: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it one fact."""
        return (self.type, self.source, self.target)


def neighbourhood(
    reader: GraphReader,
    ids: Iterable[str],
    hops: int = 1,
    *,
    types: Iterable[str] = (),
    labels: Iterable[str] = (),
    limit: int = LIMIT,
) -> Neighbourhood:
    """The centres and what lies within so many steps of them, at most ``limit`` facts.

    Facts are taken step by step, the most telling relations first, then those seen most often and most surely.
    ``types`` and ``labels`` keep to relations of these types and to neighbours with these labels. That a document
    merely mentions something is shown where nothing else is known of a centre, or where ``types`` ask for it.
    Every sighting of a fact that is shown is an edge of its own. Unknown identifiers are left out.
    """
    centres = nodes(reader, ids)
    known = {node.id: node.label for node in centres}
    taken: dict[tuple[str, str, str], _Fact] = {}
    left: set[tuple[str, str, str]] = set()
    frontier, wanted = dict(known), tuple(types) or telling()
    for step in range(hops):
        facts = _around(reader, frontier, wanted)
        if not facts and step == 0 and not tuple(types):
            facts = _around(reader, frontier, quiet())
        frontier = {}
        for fact in facts:
            label = fact.target_label if fact.other == fact.target else fact.source_label
            if fact.key in taken or (labels and label not in set(labels)):
                continue
            if len(taken) >= limit:
                left.add(fact.key)
                continue
            taken[fact.key] = fact
            if fact.other not in known:
                known[fact.other] = frontier[fact.other] = label
    return Neighbourhood(_subgraph(reader, known, taken.values()), len(left - taken.keys()))


def among(reader: GraphReader, ids: Iterable[str], *, types: Iterable[str] = ()) -> Subgraph:
    """The nodes of these identifiers and every sighting of every fact between two of them."""
    known = {node.id: node.label for node in nodes(reader, ids)}
    facts = _around(reader, known, tuple(types) or telling())
    return _subgraph(reader, known, {fact.key: fact for fact in facts if fact.other in known}.values())


def nodes(reader: GraphReader, ids: Iterable[str]) -> tuple[Node, ...]:
    """The nodes of these identifiers, in their order, without running text; unknown ones are left out."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return ()
    found: dict[str, Node] = {}
    matches = "\n".join(f"OPTIONAL MATCH (n{at}:{label} {{id: id}})" for at, label in enumerate(_labels()))
    either = ", ".join(f"n{at}" for at in range(len(_labels())))
    rows = reader.read(f"UNWIND $ids AS id\n{matches}\nRETURN coalesce({either}) AS node", {"ids": wanted}).rows
    for row in rows:
        node = row["node"]
        if isinstance(node, Node):
            found[node.id] = light(node)
    return tuple(found[identifier] for identifier in wanted if identifier in found)


def light(node: Node) -> Node:
    """A node without the running text of a document and what only the store needs."""
    return Node(node.id, node.label, {name: value for name, value in node.properties.items() if name not in _HEAVY})


@cache
def telling() -> tuple[str, ...]:
    """The types of relationship that say a fact, the most telling first."""
    return tuple(_order()["telling"])


@cache
def quiet() -> tuple[str, ...]:
    """The types that are shown only where nothing else is known."""
    return tuple(_order()["quiet"])


@cache
def _order() -> Mapping[str, list[str]]:
    loaded: Mapping[str, list[str]] = yaml.safe_load(TELLING_FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def _labels() -> tuple[str, ...]:
    return tuple(sorted(Ontology.load().nodes))


def _around(reader: GraphReader, frontier: Mapping[str, str], types: tuple[str, ...]) -> list[_Fact]:
    """Every fact that touches the frontier, the most telling first."""
    by_label: defaultdict[str, list[str]] = defaultdict(list)
    for identifier, label in frontier.items():
        by_label[label].append(identifier)
    rank = {name: place for place, name in enumerate((*telling(), *quiet()))}
    facts = []
    for label, ids in sorted(by_label.items()):
        for row in reader.read(_AROUND.format(label=label, types="|".join(types)), {"ids": sorted(ids)}).rows:
            facts.append(
                _Fact(
                    rank=rank.get(row["type"], len(rank)),
                    fewer=-row["sightings"],
                    doubt=-float(row["confidence"]),
                    name=str(row["name"] or ""),
                    type=row["type"],
                    source=row["source"],
                    target=row["target"],
                    source_label=row["source_label"],
                    target_label=row["target_label"],
                    other=row["other"],
                )
            )
    return sorted(facts)


def _subgraph(reader: GraphReader, known: Mapping[str, str], facts: Iterable[_Fact]) -> Subgraph:
    groups: defaultdict[tuple[str, str, str], list[list[str]]] = defaultdict(list)
    for fact in facts:
        groups[(fact.source_label, fact.type, fact.target_label)].append([fact.source, fact.target])
    edges = []
    for (source, name, target), pairs in sorted(groups.items()):
        statement = _SIGHTINGS.format(source=source, type=name, target=target)
        for row in reader.read(statement, {"facts": sorted(pairs)}).rows:
            properties = row["properties"]
            edges.append(Edge(str(properties["id"]), name, row["source"], row["target"], properties))
    return Subgraph.of(nodes(reader, known), edges)
