"""A subgraph handed to the libraries that others work with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.errors import ExportError
from graph.subgraph import Subgraph

if TYPE_CHECKING:
    import networkx
    import py2neo


def to_networkx(subgraph: Subgraph) -> networkx.MultiDiGraph:
    """The subgraph as a networkx graph: our identifiers name nodes and edges, ``label`` and ``type`` are data.

    >>> from graph.subgraph import Edge, Node
    >>> graph = to_networkx(Subgraph.of([Node("a", "Park"), Node("b", "Region")], [Edge("e", "LOCATED_IN", "a", "b")]))
    >>> graph.nodes["a"]["label"], graph.edges["a", "b", "e"]["type"]
    ('Park', 'LOCATED_IN')
    """
    import networkx

    graph = networkx.MultiDiGraph()
    for node in subgraph.nodes:
        graph.add_node(node.id, **_without(node.properties, "id", "label"), label=node.label)
    for edge in subgraph.edges:
        data = _without(edge.properties, "id", "type", "key")
        graph.add_edge(edge.source, edge.target, key=edge.id, **data, type=edge.type)
    return graph


def to_py2neo(subgraph: Subgraph) -> py2neo.Subgraph:
    """The subgraph as py2neo knows it, for notebooks written with it: ``py2neo.Graph(…).merge(it)`` works on ``id``.

    Raise ExportError when the optional library is missing.
    """
    try:
        import py2neo
    except ImportError as error:
        raise ExportError("没有安装 py2neo：请运行 pip install 'innograph[py2neo]'，或改用 to_networkx") from error
    nodes = {}
    for node in subgraph.nodes:
        made = py2neo.Node(node.label, **{**_storable(node.properties), "id": node.id})
        made.__primarylabel__, made.__primarykey__ = node.label, "id"
        nodes[node.id] = made
    edges = [
        py2neo.Relationship(
            nodes[edge.source], edge.type, nodes[edge.target], **{**_storable(edge.properties), "id": edge.id}
        )
        for edge in subgraph.edges
    ]
    return py2neo.Subgraph(nodes.values(), edges)


def _without(properties: Any, *names: str) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if name not in names}


def _storable(properties: Any) -> dict[str, Any]:
    """Properties as py2neo takes them: lists of its own making, nothing that is absent."""
    return {
        name: list(value) if isinstance(value, (list, tuple)) else value
        for name, value in properties.items()
        if value is not None
    }
