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
from graph.server import DATABASE, Ports, ServerFiles, command, version

PORT_VARIABLE = "INNOGRAPH_BOLT_PORT"
_HOST = "127.0.0.1"
_START_LIMIT = 60.0
_STOP_LIMIT = 30.0
_PAUSE = 0.03


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


@dataclass(frozen=True, slots=True)
class _Running:
    """What ``server.json`` records of a started engine: enough to know it from another process of the same number."""

    pid: int
    create_time: float
    bolt: int
    http: int

    def process(self) -> psutil.Process | None:
        """The process, if it is still that one."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.create_time) < 1 and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return None
        return process if same else None


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

    def ensure(self) -> Address:
        """Start the engine, or find the running one, and say where it answers.

        Many processes may ask at once: one starts it, the others wait for that one. Raise StoreError when the
        folder cannot be written to, the port is taken, another program holds the database, or it does not come up.
        """
        self._files.provision()
        with held(self._files.home / "launch.lock"):
            running = self._recorded()
            if running is None or running.process() is None or not self._answers(running):
                running = self._start(running)
        return self._address(running)

    def stop(self) -> bool:
        """Stop the engine and wait until it is gone; False when it was not running."""
        if not self._files.home.exists():
            return False
        with held(self._files.home / "launch.lock"):
            running = self._recorded()
            process = running.process() if running else None
            if process is None:
                return False
            process.terminate()
            if not _gone(process, _STOP_LIMIT):
                process.kill()
                _gone(process, _STOP_LIMIT)
        return True

    def kill(self) -> None:
        """End an engine that no longer listens to reason; committed data is safe and the next use starts it again."""
        running = self._recorded()
        process = running.process() if running else None
        if process is not None:
            with contextlib.suppress(psutil.Error):
                process.kill()
                _gone(process, _STOP_LIMIT)

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
        uri = f"bolt://{_HOST}:{running.bolt}"
        return Status(True, self.home, version(), running.pid, uri, running.create_time, memory)

    @property
    def _record(self) -> Path:
        return self._files.home / "server.json"

    def _recorded(self) -> _Running | None:
        try:
            stored = json.loads(self._record.read_text(encoding="utf-8"))
            return _Running(stored["pid"], stored["create_time"], stored["bolt"], stored["http"])
        except (OSError, ValueError, KeyError):
            return None

    def _address(self, running: _Running) -> Address:
        writer, reader = self._files.accounts()
        return Address(f"bolt://{_HOST}:{running.bolt}", DATABASE, writer, reader)

    def _start(self, before: _Running | None) -> _Running:
        ports = _choose_ports(before)
        process = self._launch(ports)
        running = _Running(process.pid, _create_time(process), ports.bolt, ports.http)
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
        draft = self._record.with_suffix(".draft")
        draft.write_text(
            json.dumps({"pid": running.pid, "create_time": running.create_time, "bolt": ports.bolt, "http": ports.http})
        )
        draft.replace(self._record)
        return running

    def _launch(self, ports: Ports) -> subprocess.Popen[bytes]:
        line = command(self._files.home, ports)
        try:
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

    def _answers(self, running: _Running) -> bool:
        """Whether a query on our database is answered and the Bolt port is open: the port alone opens too early."""
        _, reader = self._files.accounts()
        try:
            with socket.create_connection((_HOST, running.bolt), timeout=1):
                pass
            return _ask(running.http, reader)
        except (OSError, http.client.HTTPException):
            return False

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


def _choose_ports(before: _Running | None) -> Ports:
    """The ports to listen on: the one that is asked for, else those of the last time, else any that are free.

    Coming back on the same port lets other processes find the engine again by themselves.
    """
    wanted = os.environ.get(PORT_VARIABLE, "")
    if wanted:
        if not wanted.isascii() or not wanted.isdigit() or not 0 < int(wanted) < 65536:
            raise StoreError(f"{PORT_VARIABLE}={wanted} 不是端口号：请写 1–65535 之间的整数")
        if not _free(int(wanted)):
            raise StoreError(f"端口 {wanted} 已被占用：请换一个 {PORT_VARIABLE}，或不设置它（程序会自选空闲端口）")
        return Ports(int(wanted), _free_port())
    if before is not None and _free(before.bolt) and _free(before.http):
        return Ports(before.bolt, before.http)
    return Ports(_free_port(), _free_port())


def _free(port: int) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])


def _gone(process: psutil.Process, limit: float) -> bool:
    """Wait until a process has ended; one that its parent, another command of ours, has not yet reaped has ended."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(_PAUSE)
    return False


def _create_time(process: subprocess.Popen[bytes]) -> float:
    try:
        return float(psutil.Process(process.pid).create_time())
    except psutil.Error:
        return 0.0


def _ask(port: int, account: Account) -> bool:
    """Put one trivial question to our database over HTTP on this machine."""
    token = base64.b64encode(f"{account.name}:{account.password}".encode()).decode()
    connection = http.client.HTTPConnection(_HOST, port, timeout=5)
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
