"""The embedded engine's own files: its secrets, its users, its log, and the command that starts it."""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.address import Account
from graph.errors import StoreError

DATABASE = "kg"
WRITER = "root"
READER = "reader"

_HEAP = ("-Xms32m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError")
_MODULES = (
    "--add-exports=java.management/sun.management=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-modules=jdk.incubator.vector",
    "--enable-native-access=ALL-UNNAMED",
)
# Mode "production" hides every error message, so its safeguards are set one by one instead: the log is flushed at
# each commit and LOAD CSV reaches nothing. A limit on the result set would cut scans short and answer wrongly, and
# is therefore never set; time and memory are bounded here, rows by whoever reads.
_SETTINGS = {
    "server.mode": "development",
    "txWalFlush": "1",
    "opencypher.loadCsv.allowFileUrls": "false",
    "opencypher.loadCsv.allowRemoteUrls": "false",
    "command.timeout": "30000",
    "queryMaxConcurrent": "32",
    "queryMaxRangeSize": "100000",
    "bolt.maxMessageSize": "134217728",
    "bolt.packstream.maxValueLength": "67108864",
    "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "server.defaultDatabases": f"{DATABASE}[]",
    "server.httpIncomingHost": "127.0.0.1",
    "bolt.host": "127.0.0.1",
}
# Two files of a megabyte, relative to the engine's working folder; the engine's own default is ten of a hundred.
_LOGGING = """\
handlers=java.util.logging.FileHandler
.level=WARNING
java.util.logging.FileHandler.pattern=log/engine.%g.log
java.util.logging.FileHandler.limit=1000000
java.util.logging.FileHandler.count=2
java.util.logging.FileHandler.append=true
java.util.logging.FileHandler.encoding=UTF-8
java.util.logging.FileHandler.formatter=java.util.logging.SimpleFormatter
java.util.logging.SimpleFormatter.format=%1$tFT%1$tT %4$s %5$s%6$s%n
"""
_READING = {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": ["readRecord"]}}}
_NOTHING = {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": []}}}
_EVERYTHING = {
    "resultSetLimit": -1,
    "readTimeout": -1,
    "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
    "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
}


@dataclass(frozen=True, slots=True)
class Ports:
    """The two loopback ports of a running engine."""

    bolt: int
    http: int


@dataclass(frozen=True, slots=True)
class ServerFiles:
    """The folder of one embedded database: everything that the engine reads before it starts."""

    home: Path

    @property
    def output(self) -> Path:
        """What the engine's process printed by itself since its last start."""
        return self.home / "log" / "start.log"

    @property
    def log(self) -> Path:
        """The newest of the two bounded files of the engine's warnings."""
        return self.home / "log" / "engine.0.log"

    @property
    def launch_lock(self) -> Path:
        """The file whose lock is held by whoever provisions and starts the engine."""
        return self.home / "launch.lock"

    def make_folder(self) -> None:
        """Make the folder (0700); raise StoreError when it cannot be."""
        with self._written():
            for folder in (self.home, self.home / "config", self.home / "log"):
                folder.mkdir(parents=True, exist_ok=True)
                folder.chmod(0o700)

    def provision(self) -> None:
        """Write users, groups and logging (0600) into the folder; keep what stands.

        Only under the launch lock: of two processes that write accounts at once, one would start the engine with
        passwords that the other overwrites. Raise StoreError when the folder cannot be written to.
        """
        with self._written():
            self._write("logging.properties", _LOGGING)
            if not (self.home / "accounts.json").exists():
                self._make_accounts()

    @contextmanager
    def _written(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(
                f"数据目录不可写：{self.home}（{error.strerror}）：请修改权限，或用 INNOGRAPH_HOME 指定另一个目录"
            ) from error

    def accounts(self) -> tuple[Account, Account]:
        """The account that writes and the account that only reads."""
        path = self.home / "accounts.json"
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            return Account(WRITER, stored[WRITER]), Account(READER, stored[READER])
        except (OSError, ValueError, KeyError) as error:
            raise StoreError(f"读不到引擎口令文件 {path}：请删除它和 config 目录后重试，数据不受影响") from error

    def _make_accounts(self) -> None:
        passwords = {name: secrets.token_urlsafe(24) for name in (WRITER, READER)}
        users = [
            {"name": WRITER, "databases": {"*": ["admin"]}, "password": _hashed(passwords[WRITER])},
            {"name": READER, "databases": {DATABASE: ["reader"]}, "password": _hashed(passwords[READER])},
        ]
        groups = {"admin": _EVERYTHING, "reader": _READING, "*": _NOTHING}
        self._write("config/server-users.jsonl", "".join(json.dumps(user) + "\n" for user in users))
        self._write(
            "config/server-groups.json", json.dumps({"databases": {"*": {"groups": groups}}, "version": 2}, indent=1)
        )
        # Written last: a start that dies in between leaves no accounts file, and the next one begins anew.
        self._write("accounts.json", json.dumps(passwords))

    def _write(self, name: str, text: str) -> None:
        path = self.home / name
        draft = path.with_name(path.name + ".draft")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        draft.replace(path)


def version() -> str:
    """The installed version of the embedded engine."""
    try:
        return importlib.metadata.version("arcadedb-embedded")
    except importlib.metadata.PackageNotFoundError as error:
        raise StoreError(
            "没有安装内嵌图数据库：请运行 pip install arcadedb-embedded，或用 NEO4J_URI 指定 Neo4j"
        ) from error


def package() -> Path:
    """The folder in which the engine's wheel keeps its runtime and its jars; nothing of it is imported."""
    version()
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or spec.origin is None:
        raise StoreError("内嵌图数据库的安装不完整：请运行 pip install --force-reinstall arcadedb-embedded")
    return Path(spec.origin).parent


def command(home: Path, ports: Ports, *, archive: tuple[str, ...] = ()) -> list[str]:
    """The command line that starts the engine on this folder and these ports.

    ``archive`` are further flags of the Java runtime, such as the one that names its start-up cache.
    """
    root = package()
    java = root / "jre" / "bin" / ("java.exe" if sys.platform == "win32" else "java")
    settings = _SETTINGS | {
        "server.rootPath": str(home),
        "server.logsDirectory": str(home / "log"),
        "server.httpIncomingPort": str(ports.http),
        "bolt.port": str(ports.bolt),
    }
    return [
        str(java),
        *_HEAP,
        *archive,
        *_MODULES,
        f"-Djava.util.logging.config.file={home / 'logging.properties'}",
        "-Dpolyglot.engine.WarnInterpreterOnly=false",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF8",
        *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
        "-cp",
        str(root / "jars" / "*"),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def _hashed(password: str) -> str:
    """The form in which the engine keeps a password: PBKDF2 with its salt."""
    salt = base64.b64encode(os.urandom(32)).decode()
    key = base64.b64encode(hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), 65536, 32)).decode()
    return f"PBKDF2WithHmacSHA256$65536${salt}${key}"
