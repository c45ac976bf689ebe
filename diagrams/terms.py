"""The Chinese words of the ontology's types, and which relations read both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graph.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Terms:
    """What a figure needs to know of the ontology; a type that the ontology lacks goes by its own name.

    >>> Terms.load().relation("LEADS"), Terms.load().node("Park"), Terms.load().relation("NO_SUCH_TYPE")
    ('牵头', '园区', 'NO_SUCH_TYPE')
    """

    nodes: Mapping[str, str]
    relations: Mapping[str, str]
    symmetric: frozenset[str]

    @staticmethod
    @cache
    def load() -> Terms:
        """Read the ontology, once."""
        ontology = Ontology.load()
        return Terms(
            {name: node.zh for name, node in ontology.nodes.items()},
            {name: relation.zh for name, relation in ontology.relations.items()},
            frozenset(name for name, relation in ontology.relations.items() if relation.symmetric),
        )

    def node(self, label: str) -> str:
        """What a node type is called."""
        return self.nodes.get(label, label)

    def relation(self, kind: str) -> str:
        """What a relation type is called."""
        return self.relations.get(kind, kind)
