"""A piece of the graph as it is read back: nodes and edges with their properties, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the store: our own identifier, its one label, and its properties."""

    id: str
    label: str
    properties: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def name(self) -> str:
        """What to call it: its name, its title, or for want of both its identifier."""
        return str(self.properties.get("name") or self.properties.get("title") or self.id)


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship of the store: one sighting of a fact, with the sentence that says so."""

    id: str
    type: str
    source: str
    target: str
    properties: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Nodes and the edges among them, each once, sorted by identifier.

    >>> graph = Subgraph.of([Node("b", "Park"), Node("a", "Region")], [Edge("e", "LOCATED_IN", "b", "a")])
    >>> [node.id for node in graph.nodes]
    ['a', 'b']
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    @classmethod
    def of(cls, nodes: Iterable[Node], edges: Iterable[Edge]) -> Subgraph:
        """Build a subgraph in its fixed order; an edge whose ends are not both there is left out."""
        by_id = {node.id: node for node in nodes}
        kept = {edge.id: edge for edge in edges if edge.source in by_id and edge.target in by_id}
        return cls(
            tuple(by_id[key] for key in sorted(by_id)),
            tuple(sorted(kept.values(), key=lambda edge: (edge.type, edge.source, edge.target, edge.id))),
        )

    def __or__(self, other: Subgraph) -> Subgraph:
        """Both pieces together."""
        return Subgraph.of((*self.nodes, *other.nodes), (*self.edges, *other.edges))

    def node(self, identifier: str) -> Node:
        """The node of this identifier; KeyError when it is not part of the piece."""
        for node in self.nodes:
            if node.id == identifier:
                return node
        raise KeyError(identifier)
