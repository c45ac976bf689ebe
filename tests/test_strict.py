"""A skip is a failure where everything must run, and only there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = """
import pytest

def test_passes():
    pass

@pytest.mark.skip(reason="no Chromium on this machine")
def test_lacks_a_browser():
    pass

@pytest.mark.skip(reason="Windows has no signals of this kind")
def test_is_not_for_this_machine():
    pass
"""


@pytest.mark.parametrize(
    ("strict", "told"), [("0", "1 passed, 2 skipped"), ("1", "1 passed, 1 skipped, 1 error")], ids=["at home", "in CI"]
)
def test_a_skip_is_told_as_what_it_is(tmp_path: Path, strict: str, told: str) -> None:
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.strict", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "INNOGRAPH_TEST_STRICT": strict, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told in done.stdout
