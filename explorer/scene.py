"""The piece of the graph that a view means, fetched through the ways of asking that stand in ``queries``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from explorer.view import CAP, PAGE, View
from graph.store import GraphReader
from graph.subgraph import Node, Subgraph
from queries.neighbourhood import among, neighbourhood, nodes, telling

_NEIGHBOURS = """
UNWIND $ids AS id
MATCH (n:{label} {{id: id}})-[:{types}]-(m)
RETURN id, count(DISTINCT m) AS neighbours
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is to see: the graph, its centre, and what is left to be shown.

    ``more`` counts for each node the neighbours that are not in the picture, ``omitted`` the facts that the view's
    limit kept out, ``full`` says that the canvas holds all it can. ``documents`` are the Document nodes that the
    measures and targets of the picture belong to, by identifier.
    """

    graph: Subgraph = field(default_factory=Subgraph)
    centre: Node | None = None
    more: Mapping[str, int] = field(default_factory=dict)
    omitted: int = 0
    full: bool = False
    documents: Mapping[str, Node] = field(default_factory=dict)

    def home(self, node: Node) -> Node | None:
        """The document that a measure or a target belongs to, None for all other nodes."""
        return self.documents.get(str(node.properties.get("document", "")))

    @classmethod
    def of(cls, reader: GraphReader, view: View) -> Scene:
        """Fetch the view; ``centre`` is None when the graph does not hold it."""
        found = neighbourhood(reader, (view.centre,), view.hops, limit=view.limit)
        graph = found.subgraph
        if not any(node.id == view.centre for node in graph.nodes):
            return cls()
        for opened in view.expanded:
            if len(graph.nodes) < CAP and any(node.id == opened for node in graph.nodes):
                graph |= neighbourhood(reader, (opened,), 1, limit=PAGE).subgraph
        kept = _nearest(graph, view.centre, frozenset(view.hidden))
        # Facts between two nodes belong to the picture, whichever way the two came into it.
        whole = Subgraph.of(kept, (*graph.edges, *among(reader, (node.id for node in kept)).edges))
        homes = nodes(
            reader, sorted({str(node.properties["document"]) for node in kept if "document" in node.properties})
        )
        return cls(
            graph=whole,
            centre=whole.node(view.centre),
            more=_missing(reader, whole),
            omitted=found.omitted,
            full=len(kept) >= CAP,
            documents={node.id: node for node in homes},
        )


def _nearest(graph: Subgraph, centre: str, hidden: frozenset[str]) -> list[Node]:
    """At most CAP nodes by their distance from the centre; hidden ones and what only they held are left out."""
    beside: defaultdict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        beside[edge.source].append(edge.target)
        beside[edge.target].append(edge.source)
    order, seen = [centre], {centre}
    for node in order:
        for other in sorted(beside[node]):
            if other not in seen and other not in hidden:
                seen.add(other)
                order.append(other)
    chosen = frozenset(order[:CAP])
    return [node for node in graph.nodes if node.id in chosen]


def _missing(reader: GraphReader, graph: Subgraph) -> dict[str, int]:
    by_label: defaultdict[str, list[str]] = defaultdict(list)
    for node in graph.nodes:
        by_label[node.label].append(node.id)
    shown: defaultdict[str, set[str]] = defaultdict(set)
    for edge in graph.edges:
        if edge.type in telling():
            shown[edge.source].add(edge.target)
            shown[edge.target].add(edge.source)
    missing = {}
    for label, ids in sorted(by_label.items()):
        rows = reader.read(_NEIGHBOURS.format(label=label, types="|".join(telling())), {"ids": sorted(ids)}).rows
        missing.update({row["id"]: row["neighbours"] - len(shown[row["id"]]) for row in rows})
    return {identifier: count for identifier, count in sorted(missing.items()) if count > 0}
