"""Damaged files of every format: each is read or refused in one line, in little time and little memory."""

from __future__ import annotations

import subprocess
import sys

import pytest

from loaders.readers import READERS
from settings import ROOT
from tests.loaders import mutating

MANY = 120
# Another program converts these, which takes a second or more for each.
SLOW = {".doc": 2, ".wps": 2, ".ofd": 2, ".rtf": 2, ".odt": 2}
FORMATS = sorted(suffix for suffix in READERS if mutating.files(suffix))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a process how much it holds")
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_damaged_file_is_read_or_refused(suffix: str) -> None:
    command = [sys.executable, "-m", "tests.loaders.mutating", suffix, str(SLOW.get(suffix, MANY))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    last = done.stdout.splitlines()[-1:]
    assert done.returncode == 0, f"{last}: ended with {done.returncode}\n{done.stderr[-2000:]}"
    assert last == ["all read or refused"]


def test_damage_is_the_same_every_time() -> None:
    assert list(mutating.damaged(".pdf", 20)) == list(mutating.damaged(".pdf", 20))
    assert all(content != b"" for _, content in mutating.damaged(".pdf", 20))


def test_every_format_that_is_read_has_case_files() -> None:
    assert set(READERS) - set(FORMATS) <= {".htm", ".mht", ".wps", ".ofd"}
