"""Broken files of every format are read or refused with one sentence, never with a traceback; bench/mutations.py reads more."""

from __future__ import annotations

import pytest

from bench.mutations import mutations, outcome
from loaders.knowledge import Knowledge


@pytest.mark.parametrize("part", range(4))
def test_a_broken_file_is_read_or_refused(part: int, knowledge: Knowledge) -> None:
    broken = list(mutations(200))[part::4]
    fates = [outcome(item, knowledge) for item in broken]
    assert "fault" not in fates
    assert {"read", "refused"} <= set(fates)
