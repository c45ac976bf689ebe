"""The explorer on the real embedded engine, and a real browser in front of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from playwright.sync_api import Browser, sync_playwright

from graph.bolt import BoltStore
from graph.engine import Engine
from graph.ports import any_free
from tests.explorer import shelf

ROOT = Path(__file__).parents[2]
STRICT = os.environ.get("INNOGRAPH_TEST_STRICT") == "1"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def filled(embedded: BoltStore) -> BoltStore:
    """The embedded store with the small graph and nothing else."""
    embedded.prepare()
    embedded.clear()
    for batch in shelf.documents():
        embedded.replace(batch)
    return embedded


@pytest.fixture
def released() -> Iterator[None]:
    """Give back at the end what the pages of a test opened."""
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def surroundings(filled: BoltStore, engine: Engine, released: None, monkeypatch: pytest.MonkeyPatch) -> BoltStore:
    """The environment in which a page opens the filled store."""
    monkeypatch.setenv("INNOGRAPH_HOME", str(engine.home))
    monkeypatch.setenv("INNOGRAPH_CACHE", str(engine.cache))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    return filled


@pytest.fixture(scope="module")
def site(filled: BoltStore, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the explorer, served as `innograph up` serves it, on the filled store."""
    port = any_free()
    environment = {**os.environ, "INNOGRAPH_HOME": str(engine.home), "INNOGRAPH_CACHE": str(engine.cache)}
    environment.pop("NEO4J_URI", None)
    log = tmp_path_factory.mktemp("site") / "log"
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), f"--server.port={port}"]
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium of this machine; without one, skip by name, or fail when strict."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        if STRICT:
            pytest.fail("no Chromium on this machine")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield browser
        browser.close()


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the explorer does not answer: {log.read_text(encoding='utf-8', errors='replace')}")
