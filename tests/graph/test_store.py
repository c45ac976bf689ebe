"""What a store promises, on every engine."""

from __future__ import annotations

from graph.bolt import BoltStore
from tests.factory import document, entity, measure, relation


def test_a_document_stored_twice_changes_nothing(store: BoltStore) -> None:
    plan = document("甲规划", measure("1"), entity("Institution", "省科技厅"), relation("LEADS", "省科技厅", "@1"))
    store.replace(plan)
    before = store.digest()
    store.replace(plan)
    assert store.digest() == before
    assert store.about()["engine"] in {"ArcadeDB", "Neo4j"}
