"""The embedded engine as a process of its own: started when it is needed, found again, stopped cleanly."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from graph.address import Account, Address
from graph.errors import StoreError
from graph.lock import held
from graph.ports import HOST, any_free, is_free
from graph.process import Running, ended
from graph.server import DATABASE, Ports, ServerFiles, command, version
from graph.warmth import StartCache

PORT_VARIABLE = "INNOGRAPH_BOLT_PORT"
_START_LIMIT = 60.0
_STOP_LIMIT = 30.0
_PAUSE = 0.03
_FAREWELL = "ArcadeDB Server is down"


@dataclass(frozen=True, slots=True)
class Status:
    """Whether the engine runs and, if so, as which process, where, since when and with how much memory (bytes)."""

    running: bool
    home: Path
    version: str
    pid: int = 0
    uri: str = ""
    started: float = 0.0
    memory: int = 0


class Engine:
    """The embedded engine of one data folder, shared by every process of the same user.

    >>> from tempfile import mkdtemp
    >>> Engine(Path(mkdtemp()) / "graph", Path(mkdtemp())).status().running
    False
    """

    def __init__(self, home: Path, cache: Path) -> None:
        self.home = home.absolute()
        self.cache = cache.absolute()
        self._files = ServerFiles(self.home / "engine")
        self._cache = StartCache(self.cache, version())

    def ensure(self) -> Address:
        """Start the engine, or find the running one, and say where it answers.

        Many processes may ask at once: one starts it, the others wait for that one. Raise StoreError when the
        folder cannot be written to, the port is taken, another program holds the database, or it does not come up.
        """
        self._files.make_folder()
        with held(self._files.launch_lock):
            self._files.provision()
            running = self._recorded()
            if running is None or running.process() is None or not self._answers(running):
                running = self._start(running)
        return self._address(running)

    def stop(self) -> bool:
        """Stop the engine and wait until it is gone; False when it was not running."""
        if not self._files.home.exists():
            return False
        with held(self._files.launch_lock):
            running = self._recorded()
            process = running.process() if running else None
            if process is None:
                return False
            process.terminate()
            if not self._wait(process, _STOP_LIMIT):
                process.kill()
                self._wait(process, _STOP_LIMIT)
            self._record.unlink(missing_ok=True)
        return True

    def kill(self) -> None:
        """End an engine that no longer listens to reason; committed data is safe and the next use starts it again."""
        running = self._recorded()
        process = running.process() if running else None
        if process is not None:
            with contextlib.suppress(psutil.Error):
                process.kill()
                self._wait(process, _STOP_LIMIT)

    def _wait(self, process: psutil.Process, limit: float) -> bool:
        """Wait until the engine has closed its database; its runtime may go on to write the start-up cache."""
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            if ended(process) or _FAREWELL in self._output():
                return True
            time.sleep(_PAUSE)
        return False

    def status(self) -> Status:
        """Whether the engine runs; starts and writes nothing."""
        running = self._recorded()
        process = running.process() if running else None
        if running is None or process is None:
            return Status(False, self.home, version())
        try:
            memory = int(process.memory_info().rss)
        except psutil.Error:
            memory = 0
        uri = f"bolt://{HOST}:{running.bolt}"
        return Status(True, self.home, version(), running.pid, uri, running.create_time, memory)

    @property
    def _record(self) -> Path:
        return self._files.home / "server.json"

    def _recorded(self) -> Running | None:
        return Running.recorded(self._record)

    def _address(self, running: Running) -> Address:
        writer, reader = self._files.accounts()
        return Address(f"bolt://{HOST}:{running.bolt}", DATABASE, writer, reader)

    def _start(self, before: Running | None) -> Running:
        ports = _choose_ports(before)
        process = self._launch(ports)
        running = Running.started(process.pid, ports.bolt, ports.http)
        deadline = time.monotonic() + _START_LIMIT
        while not self._answers(running):
            if process.poll() is not None:
                raise self._failure(process.returncode)
            if time.monotonic() > deadline:
                process.kill()
                process.wait()
                raise StoreError(f"内嵌图数据库 {_START_LIMIT:.0f} 秒内没有就绪{self._last_words()}：请稍后重试")
            time.sleep(_PAUSE)
        # It outlives this process on purpose, which Python would otherwise warn of as a child left behind.
        process.returncode = 0
        self._cache.judge(self._output())
        running.record(self._record)
        return running

    def _launch(self, ports: Ports) -> subprocess.Popen[bytes]:
        line = command(self._files.home, ports, archive=self._cache.flags())
        try:
            with contextlib.suppress(PermissionError):
                # An engine that is still writing its start-up cache keeps its own, nameless from now on.
                self._files.output.unlink(missing_ok=True)
            with self._files.output.open("wb") as output:
                # A session of its own: the engine outlives the command and never receives its Ctrl-C.
                return subprocess.Popen(
                    line,
                    cwd=self._files.home,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=sys.platform != "win32",
                    umask=-1 if sys.platform == "win32" else 0o077,
                    creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
                    | getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
        except OSError as error:
            raise StoreError(f"无法启动内嵌图数据库（{error}）：请重新安装 arcadedb-embedded") from error

    def _answers(self, running: Running) -> bool:
        """Whether a query on our database is answered and the Bolt port is open: the port alone opens too early."""
        _, reader = self._files.accounts()
        try:
            with socket.create_connection((HOST, running.bolt), timeout=1):
                pass
            return _ask(running.http, reader)
        except (OSError, http.client.HTTPException):
            return False

    def _output(self) -> str:
        """What the engine's process has printed so far."""
        try:
            return self._files.output.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def _failure(self, code: int) -> StoreError:
        words = self._last_words()
        if "LockException" in words or "locked by another process" in words:
            return StoreError(
                f"另一个进程正在使用数据目录 {self.home}：请先停止它（innograph stop），或换一个 INNOGRAPH_HOME"
            )
        if "Unable to listen" in words or "Address already in use" in words:
            return StoreError(f"端口已被占用{words}：请换一个 {PORT_VARIABLE}，或不设置它")
        return StoreError(f"内嵌图数据库没有启动（退出码 {code}）{words}：详见 {self._files.output.parent}")

    def _last_words(self) -> str:
        """The last telling line that the engine wrote, in brackets; empty when it wrote none."""
        for path in (self._files.output, self._files.log):
            with contextlib.suppress(OSError):
                lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
                told = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith(("at ", "..."))]
                for line in reversed(told):
                    if "Exception" in line or "Unable" in line or "rror" in line:
                        return f"（{line[-200:]}）"
                if told:
                    return f"（{told[-1][-200:]}）"
        return ""


def _choose_ports(before: Running | None) -> Ports:
    """The ports to listen on: the one that is asked for, else those of the last time, else any that are free.

    Coming back on the same port lets other processes find the engine again by themselves.
    """
    wanted = os.environ.get(PORT_VARIABLE, "")
    if wanted:
        if not wanted.isascii() or not wanted.isdigit() or not 0 < int(wanted) < 65536:
            raise StoreError(f"{PORT_VARIABLE}={wanted} 不是端口号：请写 1–65535 之间的整数")
        if not is_free(int(wanted)):
            raise StoreError(f"端口 {wanted} 已被占用：请换一个 {PORT_VARIABLE}，或不设置它（程序会自选空闲端口）")
        return Ports(int(wanted), any_free())
    if before is not None and is_free(before.bolt) and is_free(before.http):
        return Ports(before.bolt, before.http)
    return Ports(any_free(), any_free())


def _ask(port: int, account: Account) -> bool:
    """Put one trivial question to our database over HTTP on this machine."""
    token = base64.b64encode(f"{account.name}:{account.password}".encode()).decode()
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request(
            "POST",
            f"/api/v1/query/{DATABASE}",
            json.dumps({"language": "cypher", "command": "RETURN 1 AS one"}),
            {"Authorization": f"Basic {token}", "Content-Type": "application/json"},
        )
        return connection.getresponse().status == 200
    finally:
        connection.close()
