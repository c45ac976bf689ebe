"""A shell with a graph of one small document, shared by the tests of the commands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.shell import POLICY, ROOT, Shell


@pytest.fixture(scope="session")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    folder = tmp_path_factory.mktemp("desk")
    # A copy: somebody may be editing the words while the tests compare graphs.
    data = Path(shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("shelf") / "data"))
    made = Shell(home=tmp_path_factory.mktemp("home"), folder=folder, data=data)
    (folder / "碳纤维.txt").write_text(POLICY, encoding="utf-8")
    built = made("build", "碳纤维.txt")
    assert built.code == 0, built.err
    yield made
    made("stop")


@pytest.fixture(scope="module")
def unchanged(shell: Shell) -> Iterator[str]:
    """The digest of the graph before the module's tests; after them the graph must still be the same."""
    before = shell.digest()
    yield before
    assert shell.digest() == before, "a test of this module has changed the graph"
