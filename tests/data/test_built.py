"""The shipped data makes one and the same graph: on every engine, in any order, one document or all at a time."""

from __future__ import annotations

import random

import pytest

from graph.bolt import BoltStore
from graph.model import Batch
from loaders import pipeline, sources
from loaders.knowledge import Knowledge
from settings import ROOT


@pytest.fixture(scope="module")
def batches() -> list[Batch]:
    """Everything under ``data/``, read."""
    knowledge = Knowledge.load(ROOT / "data")
    return [pipeline.read(source, knowledge).batch for source in sources.find([ROOT / "data"])]


@pytest.fixture(scope="module")
def together(embedded: BoltStore, batches: list[Batch]) -> str:
    """The digest of the graph when all documents are stored at once in the embedded engine."""
    embedded.clear()
    embedded.replace_all(batches)
    digest = embedded.digest()
    embedded.clear()
    return digest


def test_neither_order_nor_company_matters(store: BoltStore, batches: list[Batch], together: str) -> None:
    shuffled = list(batches)
    random.Random(1).shuffle(shuffled)
    store.clear()
    for batch in shuffled:
        store.replace(batch)
    assert store.digest() == together


def test_storing_all_again_changes_nothing(store: BoltStore, batches: list[Batch], together: str) -> None:
    store.replace_all(batches)
    store.replace_all(batches)
    assert store.digest() == together


def test_the_carbon_fibre_question_has_its_answer_and_its_sentence(store: BoltStore, batches: list[Batch]) -> None:
    store.replace_all(batches)
    found = store.read(
        "MATCH (p:Platform)-[r:SERVES]->(i:Industry {name: '碳纤维'}) WHERE r.rule <> 'register.row' "
        "RETURN DISTINCT p.name AS platform, r.evidence AS evidence ORDER BY platform, evidence"
    )
    sentences = [row["evidence"] for row in found.rows if row["platform"] == "吉林碳纤维省实验室"]
    assert any("碳纤维" in sentence for sentence in sentences)
