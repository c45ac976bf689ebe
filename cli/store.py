"""The graph that the shell works on: the embedded engine, or the Neo4j that the environment names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from graph.connect import open_embedded, open_neo4j
from graph.ontology import Ontology
from graph.store import GraphWriter
from settings import Settings


@contextmanager
def opened(settings: Settings) -> Iterator[GraphWriter]:
    """Open the store that the settings mean, and give its connections back at the end."""
    store = _open(settings)
    try:
        yield store
    finally:
        store.close()


def size(counts: Mapping[str, int]) -> tuple[int, int]:
    """How many nodes and how many relationships there are in all.

    >>> size({"Region": 2, "LOCATED_IN": 1})
    (2, 1)
    """
    ontology = Ontology.load()
    nodes = sum(count for name, count in counts.items() if name in ontology.nodes)
    return nodes, sum(count for name, count in counts.items() if name in ontology.relations)


def _open(settings: Settings) -> GraphWriter:
    if settings.neo4j_uri:
        return open_neo4j(settings.neo4j_uri, settings.neo4j_username, settings.neo4j_password, settings.neo4j_database)
    return open_embedded(settings.home, settings.cache)
