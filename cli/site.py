"""The explorer as a process of its own: started on a free port, found again, ended."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from cli.texts import text
from graph.errors import StoreError
from graph.ports import HOST, any_free, is_free
from settings import ROOT, Settings

USUAL_PORT = 8501
_START_LIMIT = 90.0
_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Site:
    """A running explorer: its process, and the loopback port on which it answers."""

    pid: int
    create_time: float
    port: int

    @property
    def address(self) -> str:
        """Where to point the browser."""
        return f"http://{HOST}:{self.port}"

    def process(self) -> psutil.Process | None:
        """The process, if it is still that one."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.create_time) < 1 and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return None
        return process if same else None


def find(settings: Settings) -> Site | None:
    """The explorer that runs on these settings' graph, if one does."""
    try:
        site = Site(**json.loads(_record(settings).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return site if site.process() is not None else None


def choose_port(wanted: int | None) -> int:
    """The wanted port, or without a wish the usual one or any free one; StoreError when the wanted one is taken."""
    if wanted is not None:
        if not is_free(wanted):
            raise StoreError(text("up", "taken", port=wanted, other=any_free()))
        return wanted
    return USUAL_PORT if is_free(USUAL_PORT) else any_free()


def start(settings: Settings, port: int) -> Site:
    """Start the explorer and wait until it answers; StoreError with its last words when it does not."""
    log = settings.home.absolute() / "explorer.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            _command(port),
            cwd=ROOT,
            env=_environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # A session of its own, so that Ctrl-C reaches it through us, once, after we have said so.
            start_new_session=sys.platform != "win32",
        )
    site = Site(process.pid, psutil.Process(process.pid).create_time(), port)
    _record(settings).write_text(json.dumps(asdict(site)), encoding="utf-8")
    deadline = time.monotonic() + _START_LIMIT
    while not _answers(port):
        if process.poll() is not None:
            raise StoreError(text("up", "failed", reason=_last_line(log), log=log))
        if time.monotonic() > deadline:
            end(settings)
            raise StoreError(text("up", "failed", reason=text("up", "silent", seconds=int(_START_LIMIT)), log=log))
        time.sleep(_PAUSE)
    return site


def end(settings: Settings) -> bool:
    """End the running explorer and wait until it is gone; False when none ran."""
    site = find(settings)
    process = site.process() if site else None
    if process is not None:
        process.terminate()
        try:
            process.wait(10)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(10)
    _record(settings).unlink(missing_ok=True)
    return process is not None


def _record(settings: Settings) -> Path:
    return settings.home.absolute() / "explorer.json"


def _command(port: int) -> list[str]:
    options = {
        "server.address": HOST,
        "server.port": str(port),
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    line = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    return [*line, *(part for name, value in options.items() for part in (f"--{name}", value))]


def _environment(settings: Settings) -> dict[str, str]:
    # The explorer runs in the project's folder, where its theme lies: paths must not depend on where we are.
    return {
        **os.environ,
        "INNOGRAPH_HOME": str(settings.home.absolute()),
        "INNOGRAPH_CACHE": str(settings.cache.absolute()),
        "INNOGRAPH_DATA": str(settings.data.absolute()),
    }


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1].strip() if lines else text("up", "silent", seconds=0)
