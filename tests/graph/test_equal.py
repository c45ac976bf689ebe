"""The same documents make the same graph: whatever the engine, the order, and what was there in between."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.bolt import BoltStore
from graph.connect import open_neo4j
from graph.model import Batch
from tests.graph.strategies import batches, libraries
from tests.servers.neo4j import Server

SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)


@pytest.fixture(scope="module")
def server(neo4j_526: Server) -> Iterator[BoltStore]:
    store = open_neo4j(neo4j_526.uri, neo4j_526.username, neo4j_526.password, neo4j_526.database)
    store.prepare()
    yield store
    store.close()


def built(store: BoltStore, library: list[Batch]) -> str:
    """The digest of these documents and nothing else."""
    store.clear()
    for batch in library:
        store.replace(batch)
    return store.digest()


@SLOW
@given(library=libraries(), data=st.data())
def test_the_order_of_documents_never_matters(embedded: BoltStore, library: list[Batch], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(library))
    assert built(embedded, list(shuffled)) == built(embedded, library)


@SLOW
@given(library=libraries(), passing=batches())
def test_what_comes_and_goes_leaves_no_trace(embedded: BoltStore, library: list[Batch], passing: Batch) -> None:
    kept = [batch for batch in library if batch.document.id != passing.document.id]
    before = built(embedded, kept)
    embedded.replace(passing)
    embedded.remove(passing.document.id)
    assert embedded.digest() == before


@SLOW
@given(library=libraries(), first=batches())
def test_a_document_read_anew_replaces_its_old_reading(embedded: BoltStore, library: list[Batch], first: Batch) -> None:
    assert built(embedded, [first, *library, *library]) == built(
        embedded, [*library, *([] if any(b.document.id == first.document.id for b in library) else [first])]
    )


@settings(SLOW, max_examples=8)
@given(library=libraries())
def test_both_engines_hold_the_same_graph(embedded: BoltStore, server: BoltStore, library: list[Batch]) -> None:
    assert built(embedded, library) == built(server, library)
    assert embedded.counts() == server.counts()
