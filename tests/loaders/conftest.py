"""What reading needs, loaded once a session, and a reader that turns a made-up text into its batch."""

from __future__ import annotations

from typing import Any, Protocol

import pytest

from graph.model import Batch
from loaders import pipeline
from loaders.knowledge import Knowledge
from settings import ROOT


class Reader(Protocol):
    """Reads a text; ``facts`` are what is known of the document beforehand, such as its date and region."""

    def __call__(self, text: str, **facts: Any) -> Batch: ...


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The lexicon, the grammar and the ontology of the program itself, not of a user's data folder."""
    return Knowledge.load(ROOT / "data")


@pytest.fixture(scope="session")
def read(knowledge: Knowledge) -> Reader:
    """The whole pipeline over a text that is no file."""
    return reader(knowledge)


def reader(knowledge: Knowledge) -> Reader:
    """Reads texts with this knowledge."""

    def read(text: str, **facts: Any) -> Batch:
        return pipeline.read_text(text, knowledge, facts=facts).batch

    return read
