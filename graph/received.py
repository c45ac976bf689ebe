"""What a driver hands over, in our own values: nodes and edges of ours, lists, dictionaries, ISO strings for times.

The driver's types are known by what they have, so that this module needs no driver: a node has labels, a path has
relationships, a relationship has a type and two nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.subgraph import Edge, Node


def is_node(value: Any) -> bool:
    """Whether the driver means a node."""
    return hasattr(value, "labels") and hasattr(value, "element_id")


def entities(value: Any) -> Iterator[Any]:
    """Every node and relationship of the driver's within a value."""
    if is_node(value) or _is_relationship(value):
        yield value
    elif _is_path(value):
        yield from value.nodes
        yield from value.relationships
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from entities(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from entities(part)


def plain(value: Any, names: Mapping[str, str]) -> Any:
    """A value without the driver's types; ``names`` are our identifiers by the engine's."""
    if is_node(value):
        return Node(names[value.element_id], min(value.labels, default=""), _properties(value, names))
    if _is_relationship(value):
        # A node that came without its properties has no length and counts as false.
        source, target = (
            names.get(node.element_id, node.element_id) if node is not None else "" for node in value.nodes
        )
        return Edge(str(value.get("id") or value.element_id), value.type, source, target, _properties(value, names))
    if _is_path(value):
        steps: list[Any] = [value.nodes[0]]
        for edge, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [edge, node]
        return [plain(step, names) for step in steps]
    if hasattr(value, "iso_format"):
        return value.iso_format()
    if isinstance(value, Mapping):
        # Neo4j gives the entries of a map in an order of its own.
        return {str(name): plain(part, names) for name, part in sorted(value.items())}
    if isinstance(value, (list, tuple)):
        return [plain(part, names) for part in value]
    return value.hex() if isinstance(value, (bytes, bytearray)) else value


def _properties(entity: Any, names: Mapping[str, str]) -> dict[str, Any]:
    return {name: plain(part, names) for name, part in sorted(entity.items())}


def _is_relationship(value: Any) -> bool:
    return hasattr(value, "type") and hasattr(value, "nodes") and hasattr(value, "element_id")


def _is_path(value: Any) -> bool:
    return hasattr(value, "relationships") and hasattr(value, "nodes")
