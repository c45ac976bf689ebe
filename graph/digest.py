"""A digest of a whole graph that does not depend on the order in which it is read."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from graph.layout import canonical


class Digest:
    """Collects nodes and relationships, each as one canonical JSON line, and digests the sorted lines.

    Every line is kept as sixteen bytes, so that a million of them take little room.

    >>> one, other = Digest(), Digest()
    >>> one.node("Park", {"id": "a", "name": "长春新区"})
    >>> other.node("Park", {"name": "长春新区", "id": "a"})
    >>> one.hexdigest() == other.hexdigest()
    True
    """

    def __init__(self) -> None:
        self._lines: list[bytes] = []

    def node(self, label: str, properties: Mapping[str, Any]) -> None:
        """Add a node."""
        self._add(["node", label, properties])

    def edge(self, name: str, source: str, target: str, properties: Mapping[str, Any]) -> None:
        """Add a relationship between two of our identifiers."""
        self._add(["edge", name, source, target, properties])

    def hexdigest(self) -> str:
        """Thirty-two hexadecimal digits that stand for everything added so far."""
        whole = blake2b(digest_size=16)
        for line in sorted(self._lines):
            whole.update(line)
        return whole.hexdigest()

    def _add(self, value: Any) -> None:
        self._lines.append(blake2b(canonical(value), digest_size=16).digest())
