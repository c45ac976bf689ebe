"""Turns a piece of the graph into what the canvas draws: nodes, and one line for each fact however often it is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.ids import make_id
from graph.ontology import Ontology
from graph.subgraph import Edge, Subgraph


@dataclass(frozen=True, slots=True)
class Line:
    """One fact between two nodes and the edges that are its sightings, in their fixed order."""

    id: str
    type: str
    source: str
    target: str
    edges: tuple[Edge, ...]


def lines(edges: Iterable[Edge]) -> tuple[Line, ...]:
    """Gather the sightings of each fact, sorted by type and ends.

    >>> seen = [Edge("1", "SERVES", "a", "b"), Edge("2", "SERVES", "a", "b")]
    >>> [(line.type, len(line.edges)) for line in lines(seen)]
    [('SERVES', 2)]
    """
    facts: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in edges:
        facts.setdefault((edge.type, edge.source, edge.target), []).append(edge)
    return tuple(Line(make_id(*fact), *fact, edges=tuple(facts[fact])) for fact in sorted(facts))


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be seen: the piece of the graph, its centres, what is chosen and what the legend hides.

    ``key`` names the drawing: under the same key every node keeps its place. ``more`` counts for a node
    the neighbours that are not in the picture; ``homes`` tells of a node which document it stands in.
    """

    key: str
    graph: Subgraph
    centres: frozenset[str] = frozenset()
    more: Mapping[str, int] = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)
    node: str = ""
    line: str = ""
    off_labels: tuple[str, ...] = ()
    off_types: tuple[str, ...] = ()
    undo: bool = False
    summary: str = ""

    def data(
        self, *, look: Mapping[str, Any], texts: Mapping[str, Any], ontology: Ontology, english: bool = False
    ) -> dict[str, Any]:
        """The picture as the canvas reads it; equal pictures give equal data."""
        return {
            "graphKey": self.key,
            "nodes": [
                {
                    "id": node.id,
                    "kind": node.label,
                    "name": node.name,
                    "centre": node.id in self.centres,
                    "more": self.more.get(node.id, 0),
                    "home": self.homes.get(node.id, ""),
                }
                for node in self.graph.nodes
            ],
            "lines": [_line(line, ontology) for line in lines(self.graph.edges)],
            "look": look,
            "names": {
                "nodes": {name: item.en if english else item.zh for name, item in ontology.nodes.items()},
                "lines": {name: item.en if english else item.zh for name, item in ontology.relations.items()},
            },
            "texts": texts,
            "selected": {"node": self.node, "line": self.line},
            "off": {"nodes": list(self.off_labels), "lines": list(self.off_types)},
            "undo": self.undo,
            "summary": self.summary,
        }

    def visible(self) -> Subgraph:
        """The part that the legend leaves to be seen."""
        return Subgraph.of(
            (node for node in self.graph.nodes if node.label not in self.off_labels),
            (edge for edge in self.graph.edges if edge.type not in self.off_types),
        )


def _line(line: Line, ontology: Ontology) -> dict[str, Any]:
    kind = ontology.relations.get(line.type)
    return {
        "id": line.id,
        "kind": line.type,
        "source": line.source,
        "target": line.target,
        "count": len(line.edges),
        "symmetric": bool(kind and kind.symmetric),
    }
