"""How a batch lies in the database, and in what portions it travels."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import ModelError
from graph.layout import Layout, canonical
from graph.model import Batch, Relation
from graph.portions import portions
from tests.factory import document, entity, measure, relation, target
from tests.graph.strategies import batches


def plan() -> Batch:
    return document(
        "甲规划",
        measure("1", "建设平台"),
        measure("1.1", "省实验室"),
        entity("Platform", "吉林碳纤维省实验室"),
        entity("Industry", "碳纤维"),
        relation("SERVES", "吉林碳纤维省实验室", "碳纤维", "省实验室面向碳纤维。", measure="1.1"),
        relation("SERVES", "吉林碳纤维省实验室", "碳纤维", "碳纤维由它支撑。", measure="1.1"),
        target("高新技术企业", "5000", "户", "2025", measure="1"),
    )


def test_every_sighting_is_a_relationship_of_its_own() -> None:
    served = [edge for edge in Layout.of(plan()).edges if edge.type == "SERVES"]
    assert {edge.properties["evidence"] for edge in served} == {"省实验室面向碳纤维。", "碳纤维由它支撑。"}
    assert len({edge.properties["id"] for edge in served}) == 2


def test_every_relationship_says_where_it_was_read() -> None:
    wanted = {"id", "document", "measure", "start", "end", "evidence", "rule", "confidence"}
    batch = plan()
    for edge in Layout.of(batch).edges:
        assert wanted <= edge.properties.keys()
        assert edge.properties["evidence"], edge.type


def test_passages_hang_under_one_another_and_under_the_document() -> None:
    batch = plan()
    parts = {edge.source: edge.target for edge in Layout.of(batch).edges if edge.type == "PART_OF"}
    top, inner = batch.measures
    assert parts == {top.id: batch.document.id, inner.id: top.id}


def test_a_target_is_named_in_words_and_keeps_its_figure() -> None:
    (node,) = [row for row in Layout.of(plan()).owned if row.label == "Target"]
    assert node.properties["name"] == "2025年 高新技术企业 ≥ 5000 户"
    assert (node.properties["value"], node.properties["figure"]) == (5000.0, "5000")


def test_a_document_keeps_its_days_and_pages() -> None:
    days = {"date": "2030-03-01", "effective": "2030-04", "expiry": "2033-03-31"}
    node = Layout.of(document("甲规划", pages=(0, 2), **days)).document
    assert {name: node.properties[name] for name in (*days, "pages")} == {**days, "pages": [0, 2]}
    assert not {"effective", "expiry", "pages"} & Layout.of(document("甲规划")).document.properties.keys()


@pytest.mark.parametrize("pages", [(3, 2), (0, 99), (-1,)])
def test_pages_that_do_not_follow_each_other_are_refused(pages: tuple[int, ...]) -> None:
    with pytest.raises(ModelError, match="pages"):
        document("甲规划", pages=pages)


def test_a_measure_that_is_not_there_is_named() -> None:
    batch = document("甲规划", target("高新技术企业", "5000", measure="9.9"))
    with pytest.raises(ModelError, match=r"9\.9"):
        Layout.of(batch)


@given(batches())
def test_the_order_of_a_batch_does_not_change_its_content(batch: Batch) -> None:
    backwards = Batch(
        batch.document, batch.measures[::-1], batch.entities[::-1], batch.relations[::-1], batch.targets[::-1]
    )
    assert Layout.of(backwards) == Layout.of(batch)


def test_any_change_changes_the_content() -> None:
    batch = plan()
    first = batch.relations[0]
    said = replace(first.evidence[0], confidence=0.5)
    changed = replace(batch, relations=(Relation(first.type, first.source, first.target, (said,)),))
    assert Layout.of(changed).content != Layout.of(batch).content


@given(st.lists(st.text(max_size=30)), st.integers(1, 7), st.integers(20, 200))
def test_portions_are_bounded_and_lose_nothing(texts: list[str], rows: int, size: int) -> None:
    given_rows = [{"text": text} for text in texts]
    cut = list(portions(given_rows, most_rows=rows, most_bytes=size))
    assert [row for portion in cut for row in portion] == given_rows
    for portion in cut:
        assert len(portion) <= rows
        assert len(portion) == 1 or sum(len(canonical(row)) for row in portion) <= size
