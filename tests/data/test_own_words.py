"""The documents are written in the project's own words: no sentence of an original stands in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.data import shelf

SHARED = shelf.DATA.parent.parent / "shared"


@pytest.fixture
def comparison() -> list[str | Path]:
    script, originals = SHARED / "tools" / "copied.py", SHARED / "corpus"
    if not script.is_file() or not originals.is_dir():
        pytest.skip("the originals (../shared/corpus, ../shared/tools/copied.py) do not lie beside this project")
    return [sys.executable, script, shelf.DATA, originals]


def test_no_sentence_of_an_original_stands_in_the_data(comparison: list[str | Path]) -> None:
    done = subprocess.run(comparison, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
