"""A real Neo4j for the tests: fetched once from Maven Central, started once a session, gone at its end."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import secrets
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.ports import any_free
from settings import Settings

HERE = Path(__file__).parent
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.lang", "java.util.concurrent")


class MissingError(Exception):
    """What this machine lacks to run the server."""


@dataclass(frozen=True)
class Release:
    """A release of Neo4j and the oldest Java that runs it."""

    version: str
    java: int


LONG_TERM = Release("5.26.30", 17)
NEWEST = Release("2026.08.1", 21)


@dataclass(frozen=True)
class Server:
    uri: str
    username: str
    password: str
    database: str
    process: subprocess.Popen[str]


def java(oldest: int) -> Path:
    """A Java that is new enough: on the path, beside it, or the one that the embedded engine brings along."""
    beside = sorted(Path("/usr/lib/jvm").glob("*/bin/java")) if Path("/usr/lib/jvm").is_dir() else []
    engine = importlib.util.find_spec("arcadedb_embedded")
    brought = [Path(engine.origin).parent / "jre" / "bin" / "java"] if engine and engine.origin else []
    for candidate in [*(Path(path) for path in (shutil.which("java"),) if path), *beside, *brought]:
        told = subprocess.run([candidate, "-version"], capture_output=True, text=True, check=False).stderr
        version = re.search(r'version "(\d+)', told)
        if version and int(version[1]) >= oldest:
            return candidate
    raise MissingError(f"no Java {oldest} or later (install a JDK)")


def starter() -> Path:
    """The folder with the compiled starter, made once for each wording of its source.

    It is compiled against the oldest release, by any JDK that runs that one, and starts the newer ones as well:
    Debian's JDK may be too old to run the newest release, and the engine's own Java cannot compile.
    """
    source = HERE / "Neo4jServer.java"
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:12]
    folder = Settings.read().cache / "tests" / f"starter-{digest}"
    if not (folder / "Neo4jServer.class").exists():
        compiler = shutil.which("javac")
        if compiler is None:
            raise MissingError("no javac (install a JDK)")
        line = [compiler, "--release", str(LONG_TERM.java), "-cp", str(jars(LONG_TERM) / "*"), "-d", str(folder)]
        subprocess.run([*line, str(source)], check=True, capture_output=True)
    return folder


def jars(release: Release) -> Path:
    """The folder with the release's jars, fetched the first time."""
    folder = Settings.read().cache / "tests" / f"neo4j-{release.version}"
    if (folder / "complete").exists():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise MissingError("no Maven (install maven)")
    line = [maven, "-q", "-B", "-f", str(HERE / "pom.xml"), f"-Dneo4j.version={release.version}"]
    line += ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
    fetched = subprocess.run(line, capture_output=True, text=True, check=False)
    if fetched.returncode:
        raise MissingError(f"Maven could not fetch Neo4j {release.version}: {fetched.stdout.strip()[-300:]}")
    (folder / "complete").touch()
    return folder


@contextmanager
def running(release: Release, home: Path) -> Iterator[Server]:
    """The server while the block runs; raise MissingError when this machine cannot run it."""
    line = [str(java(release.java)), "-Xmx768m", "-XX:+UseSerialGC"]
    line += [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    line += ["-cp", f"{starter()}{os.pathsep}{jars(release) / '*'}", "Neo4jServer"]
    password = secrets.token_urlsafe(16)
    home.mkdir(parents=True, exist_ok=True)
    (home / "password").write_text(password)
    port = any_free()
    with (home / "errors.log").open("w") as errors:
        process = subprocess.Popen(
            [*line, str(home), str(port), str(home / "password")],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
    try:
        watch = threading.Timer(120, process.kill)
        watch.start()
        ready = process.stdout is not None and any(line.strip() == "READY" for line in process.stdout)
        watch.cancel()
        if not ready:
            told = (home / "errors.log").read_text().strip().splitlines()
            raise RuntimeError(f"Neo4j {release.version} did not start: {told[-1] if told else 'no word'}")
        yield Server(f"neo4j://127.0.0.1:{port}", "neo4j", password, "neo4j", process)
    finally:
        # Its folder goes with it, so there is nothing that a slow and orderly end would save.
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
        shutil.rmtree(home, ignore_errors=True)
