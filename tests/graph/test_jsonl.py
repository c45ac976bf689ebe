"""Batches survive being written as lines and read back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from graph.errors import ModelError
from graph.jsonl import generate, parse, parse_all
from graph.model import Batch
from tests.factory import document, entity, measure, relation
from tests.graph.strategies import batches, libraries


@given(batches())
def test_a_batch_comes_back_as_it_went(batch: Batch) -> None:
    assert parse(generate(batch)) == batch


@given(libraries())
def test_many_documents_share_one_stream(library: list[Batch]) -> None:
    assert list(parse_all(line for batch in library for line in generate(batch))) == library


def test_properties_keep_their_types() -> None:
    sighting = relation(
        "SUPPORTS", "@1", "长春新区", action="建设", weight=1.0, rank=2, sure=True, words=("创建", "打造")
    )
    batch = document("甲规划", measure("1"), entity("Park", "长春新区"), sighting)
    back = parse(generate(batch)).relations[0].properties
    assert back == batch.relations[0].properties
    assert [type(value) for _, value in back] == [type(value) for _, value in batch.relations[0].properties]


def test_lines_are_short_and_chinese_stays_readable() -> None:
    first = next(generate(document("甲规划")))
    assert json.loads(first) == {
        "document": {
            "id": document("甲规划").document.id,
            "title": "甲规划",
            "source": "甲规划.txt",
            "text": "甲规划\n",
        }
    }
    assert "甲规划" in first


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nonsense", "line 2"),
        ('{"park": {}}', "line 2"),
        ('{"measure": {"id": "x"}}', "line 2"),
        ('{"entity": {"colour": "red"}}', "colour"),
        ('{"document": {"id": "d", "title": "t", "date": "soon"}}', "soon"),
        ('{"document": {"id": "d2", "title": "t"}}', "2 documents"),
    ],
)
def test_a_bad_line_is_named(line: str, told: str) -> None:
    with pytest.raises(ModelError, match=told):
        parse(['{"document":{"id":"d1","title":"甲规划"}}', line])


def test_a_stream_must_begin_with_a_document() -> None:
    with pytest.raises(ModelError, match="before any document"):
        parse(['{"measure":{"id":"m","document":"d","path":"1","title":"t","parent":"","start":0,"end":1}}'])
