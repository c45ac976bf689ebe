"""A subgraph can be taken into the libraries that others work with: from every engine."""

from __future__ import annotations

import sys
import warnings

import pytest

from graph.bolt import BoltStore
from graph.errors import ExportError
from graph.interop import to_networkx, to_py2neo
from graph.subgraph import Edge, Node, Subgraph
from tests.factory import document, entity, measure, relation


@pytest.fixture(scope="module")
def served(store: BoltStore) -> Subgraph:
    """A park, what it serves and the two sentences that say so, read back from the store."""
    store.replace(
        document(
            "甲规划",
            measure("1"),
            entity("Park", "长春新区", "长春新区管委会"),
            entity("Industry", "碳纤维"),
            relation("SERVES", "长春新区", "碳纤维", "长春新区服务碳纤维。", measure="1"),
            relation("SERVES", "长春新区", "碳纤维", "碳纤维由长春新区支撑。", measure="1"),
        )
    )
    rows = store.read("MATCH (a:Park)-[r:SERVES]->(b:Industry) RETURN a, r, b").rows
    nodes = [row[name] for row in rows for name in "ab"]
    return Subgraph.of(nodes, [row["r"] for row in rows])


def test_networkx_keeps_both_sentences(served: Subgraph) -> None:
    graph = to_networkx(served)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (2, 2)
    assert {data["label"]: data["name"] for _, data in graph.nodes(data=True)} == {
        "Park": "长春新区",
        "Industry": "碳纤维",
    }
    assert {(data["type"], data["evidence"]) for _, _, data in graph.edges(data=True)} == {
        ("SERVES", "长春新区服务碳纤维。"),
        ("SERVES", "碳纤维由长春新区支撑。"),
    }


def test_py2neo_is_given_the_same(served: Subgraph) -> None:
    pytest.importorskip("py2neo")
    given = to_py2neo(served)
    assert {(next(iter(node.labels)), node["name"]) for node in given.nodes} == {
        ("Park", "长春新区"),
        ("Industry", "碳纤维"),
    }
    assert {edge["evidence"] for edge in given.relationships} == {"长春新区服务碳纤维。", "碳纤维由长春新区支撑。"}


def test_py2neo_writes_it_back_to_the_live_engine(store: BoltStore, served: Subgraph) -> None:
    py2neo = pytest.importorskip("py2neo")
    address = store.address
    before = store.digest()
    uri = address.uri.replace("neo4j://", "bolt://")
    with warnings.catch_warnings():
        # Its old socket and pool code is not ours to mend.
        warnings.simplefilter("ignore")
        live = py2neo.Graph(uri, auth=(address.writer.name, address.writer.password), name=address.database)
        own = Subgraph.of([Node("n1", "Region", {"id": "n1", "name": "长春市", "aliases": ["长春"]})], [])
        transaction = live.begin()
        transaction.merge(to_py2neo(own))
        live.commit(transaction)
        names = live.run("MATCH (n:Region) RETURN n.name AS name, n.aliases AS aliases").data()
        live.service.connector.close()
    assert names == [{"name": "长春市", "aliases": ["长春"]}]
    assert store.digest() != before


def test_an_edge_without_properties_is_taken_too() -> None:
    graph = to_networkx(
        Subgraph.of([Node("a", "Park"), Node("b", "Region")], [Edge("e", "LOCATED_IN", "a", "b", {"key": "x"})])
    )
    assert graph.edges["a", "b", "e"] == {"type": "LOCATED_IN"}


def test_a_missing_py2neo_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py2neo", None)
    with pytest.raises(ExportError, match=r"innograph\[py2neo\]"):
        to_py2neo(Subgraph())
