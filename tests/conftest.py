"""The engines that the tests run on: the embedded one and real Neo4j servers, each started once a session.

``INNOGRAPH_TEST_STRICT=1`` (continuous integration) runs on every engine and fails where one cannot be had; otherwise
the newest Neo4j is left out and a missing Java or Maven skips by name. ``INNOGRAPH_TEST_ENGINES=embedded`` narrows it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from graph.bolt import BoltStore
from graph.connect import open_embedded, open_neo4j
from graph.engine import Engine
from settings import Settings
from tests.servers import neo4j

STRICT = os.environ.get("INNOGRAPH_TEST_STRICT") == "1"
EVERY = "embedded,neo4j-5.26,neo4j-newest"
ENGINES = os.environ.get("INNOGRAPH_TEST_ENGINES", EVERY if STRICT else "embedded,neo4j-5.26").split(",")


def pytest_configure() -> None:
    """Let Ctrl-C be heard: a shell that starts the tests in the background has it ignored by all that they start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The embedded engine of this test session, in a folder of its own."""
    engine = Engine(tmp_path_factory.mktemp("engine") / "数据 home", Settings.read().cache)
    yield engine
    engine.stop()


@pytest.fixture(scope="session")
def embedded(engine: Engine) -> Iterator[BoltStore]:
    """The store in the embedded engine; it keeps what the test before left in it."""
    store = open_embedded(engine.home, engine.cache)
    yield store
    store.close()


@pytest.fixture(scope="session")
def neo4j_526(tmp_path_factory: pytest.TempPathFactory) -> Iterator[neo4j.Server]:
    """A real Neo4j 5.26, the long-term release."""
    yield from _serve(neo4j.LONG_TERM, tmp_path_factory.mktemp("neo4j"))


@pytest.fixture(scope="session")
def neo4j_newest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[neo4j.Server]:
    """A real Neo4j of the newest release, where a newer Java stands beside."""
    yield from _serve(neo4j.NEWEST, tmp_path_factory.mktemp("neo4j"))


@pytest.fixture(scope="module", params=ENGINES)
def store(request: pytest.FixtureRequest) -> Iterator[BoltStore]:
    """An empty store, once on every engine: the tests of a module share it."""
    with ExitStack() as stack:
        if request.param == "embedded":
            opened: BoltStore = request.getfixturevalue("embedded")
        else:
            server: neo4j.Server = request.getfixturevalue(request.param.replace("-", "_").replace(".", ""))
            opened = open_neo4j(server.uri, server.username, server.password, server.database)
            stack.callback(opened.close)
        opened.prepare()
        opened.clear()
        yield opened


def _serve(release: neo4j.Release, home: Path) -> Iterator[neo4j.Server]:
    """Run a server for the session; where the machine lacks what it needs, skip by name, or fail when strict."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(neo4j.running(release, home))
        except neo4j.MissingError as missing:
            if STRICT:
                pytest.fail(f"Neo4j {release.version}: {missing}")
            pytest.skip(f"Neo4j {release.version}: {missing}")
        yield server
