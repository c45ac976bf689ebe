"""The shape of a piece of the graph: who stands in the middle, what hangs together. Pure; reads no store."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from graph.subgraph import Node, Subgraph

EXACT = 600
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Standing:
    """How a node stands in its piece of the graph.

    ``degree`` counts its neighbours, ``documents`` the documents that say anything of it, ``facts`` the facts it is
    part of (sightings of one fact count once), ``betweenness`` in [0, 1] how often it lies on the shortest ways
    between others.
    """

    node: Node
    degree: int
    facts: int
    documents: int
    betweenness: float


def simple(subgraph: Subgraph) -> nx.Graph:
    """The piece as an undirected graph without parallel edges: ``facts`` and ``documents`` weigh an edge."""
    graph = nx.Graph()
    graph.add_nodes_from(node.id for node in subgraph.nodes)
    facts: dict[tuple[str, str], set[str]] = {}
    documents: dict[tuple[str, str], set[str]] = {}
    for edge in subgraph.edges:
        if edge.source != edge.target:
            pair = (min(edge.source, edge.target), max(edge.source, edge.target))
            facts.setdefault(pair, set()).add(f"{edge.type} {edge.source}")
            documents.setdefault(pair, set()).add(str(edge.properties.get("document", "")))
    for pair in sorted(facts):
        graph.add_edge(*pair, facts=len(facts[pair]), documents=len(documents[pair] - {""}))
    return graph


def standings(subgraph: Subgraph) -> tuple[Standing, ...]:
    """Every node with its standing, the one with most between others first.

    Above 600 nodes betweenness is estimated from 200 of them, always the same ones.
    """
    graph = simple(subgraph)
    sample = None if len(graph) <= EXACT else _SAMPLE
    between = nx.betweenness_centrality(graph, k=sample, seed=0) if len(graph) > 2 else dict.fromkeys(graph, 0.0)
    documents: dict[str, set[str]] = {node.id: set() for node in subgraph.nodes}
    for edge in subgraph.edges:
        for end in (edge.source, edge.target):
            documents[end].add(str(edge.properties.get("document", "")))
    found = [
        Standing(
            node=node,
            degree=graph.degree(node.id),
            facts=sum(weight["facts"] for _, _, weight in graph.edges(node.id, data=True)),
            documents=len(documents[node.id] - {""}),
            betweenness=round(between[node.id], 12),
        )
        for node in subgraph.nodes
    ]
    return tuple(sorted(found, key=lambda each: (-each.betweenness, -each.degree, each.node.name, each.node.id)))


def components(subgraph: Subgraph) -> tuple[tuple[str, ...], ...]:
    """The identifiers of what hangs together, the largest group first."""
    groups = [tuple(sorted(group)) for group in nx.connected_components(simple(subgraph))]
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))
