"""With INNOGRAPH_TEST_STRICT=1 a skipped test is a failed test: CI must not be green for want of a browser.

Loaded by the Makefile (`-p tests.strict`). Only what cannot apply where CI runs may be skipped, by these reasons.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

STRICT = os.environ.get("INNOGRAPH_TEST_STRICT") == "1"
NOT_FOR_THIS_MACHINE = ("../shared/", "Windows ")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure that names its reason."""
    report = yield
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        if not any(words in reason for words in NOT_FOR_THIS_MACHINE):
            report.outcome = "failed"
            report.longrepr = f"skipped, which is a failure here: {reason}"
    return report
