"""All of the project is written in its own words: no sentence of an original stands in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from settings import ROOT

SHARED = ROOT.parent / "shared"


@pytest.fixture
def comparison() -> list[str | Path]:
    script, originals = SHARED / "tools" / "copied.py", SHARED / "corpus"
    if not script.is_file() or not originals.is_dir():
        pytest.skip("the originals (../shared/corpus, ../shared/tools/copied.py) do not lie beside this project")
    return [sys.executable, script, ROOT, originals]


def test_no_sentence_of_an_original_stands_in_the_project(comparison: list[str | Path]) -> None:
    done = subprocess.run(comparison, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
