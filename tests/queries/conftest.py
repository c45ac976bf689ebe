"""The small province, stored once for every module on every engine."""

from __future__ import annotations

import pytest

from graph.bolt import BoltStore
from queries.catalog import Catalog
from tests.queries.province import province


@pytest.fixture(scope="module")
def graph(store: BoltStore) -> BoltStore:
    for batch in province():
        store.replace(batch)
    return store


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return Catalog.load()
