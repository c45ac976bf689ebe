"""A shell with a graph of one small document, shared by the tests of the commands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.shell import POLICY, ROOT, Shell


@pytest.fixture(scope="session")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    folder = tmp_path_factory.mktemp("desk")
    made = Shell(home=tmp_path_factory.mktemp("home"), folder=folder, data=ROOT / "data")
    (folder / "碳纤维.txt").write_text(POLICY, encoding="utf-8")
    built = made("build", "碳纤维.txt")
    assert built.code == 0, built.err
    yield made
    made("stop")


@pytest.fixture
def digest(shell: Shell) -> Iterator[str]:
    """The digest of the graph before the test; the graph must still be the same after it."""
    before = graph_digest(shell)
    yield before
    assert graph_digest(shell) == before, "the graph has changed"


def graph_digest(shell: Shell) -> str:
    import json

    return str(json.loads(shell("status", "--json").out)["digest"])


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content, encoding="utf-8")
    return str(path)
