"""The two ways to a store: the embedded engine of a data folder, and a Neo4j server at an address."""

from __future__ import annotations

import re
from pathlib import Path

from graph.address import Account, Address
from graph.bolt import BoltStore
from graph.engine import Engine
from graph.errors import InnographError, StoreError
from graph.guard import EmbeddedGuard, PlanGuard


def open_embedded(home: Path, cache: Path) -> BoltStore:
    """The store in the embedded engine of a folder; the engine is started if it does not run.

    Closing the store leaves the engine running for the next command. Raise StoreError when it does not come up.
    """
    engine = Engine(home, cache)
    return BoltStore(engine.ensure, guard=EmbeddedGuard(), rescue=engine.kill)


def open_neo4j(uri: str, username: str, password: str, database: str) -> BoltStore:
    """The store in a Neo4j server (5.26 or later), one machine or a cluster.

    Raise StoreError when it does not answer, does not know the user, or has no such database.
    """
    if not re.fullmatch(r"(?:neo4j|bolt)(?:\+s|\+ssc)?://[^/\s]+/?", uri):
        raise StoreError(
            f"NEO4J_URI=“{uri}” 不是 Neo4j 的地址：请写成 neo4j://主机:7687、neo4j+s://主机 或 bolt://主机:7687"
        )
    account = Account(username, password)
    store = BoltStore(lambda: Address(uri, database, account, account), guard=PlanGuard())
    try:
        store.read("RETURN 1 AS one")
    except InnographError:
        store.close()
        raise
    return store
