"""The embedded engine starts once, is found again, says what is wrong, and loses nothing when it is killed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph.address import Account, Address
from graph.bolt import BoltStore
from graph.connect import open_embedded, open_neo4j
from graph.engine import PORT_VARIABLE, Engine
from graph.errors import StoreError
from graph.guard import EmbeddedGuard
from graph.layout import Layout
from graph.lock import held
from graph.model import Batch
from graph.server import ServerFiles
from graph.warmth import StartCache
from tests.factory import document, entity, measure, relation
from tests.servers.neo4j import Server

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path: Path, engine: Engine) -> Iterator[Engine]:
    """An engine of this test alone, not yet started; its start-up cache is the session's."""
    own = Engine(tmp_path / "数据 目录", engine.cache)
    yield own
    own.stop()


def plan(number: int) -> Batch:
    parks = [f"园区{number}之{park}" for park in range(40)]
    return document(
        f"规划{number}",
        measure("1"),
        entity("Institution", "省科技厅", f"省科技厅{number}"),
        relation("LEADS", "省科技厅", "@1"),
        *(entity("Park", park) for park in parks),
        *(relation("SUPPORTS", "@1", park, measure="1") for park in parks),
    )


def test_an_engine_is_started_found_and_stopped(home: Engine) -> None:
    assert not home.status().running
    first = home.ensure()
    assert Engine(home.home, home.cache).ensure() == first
    status = home.status()
    assert (status.running, status.uri) == (True, first.uri)
    assert status.memory > 10_000_000
    assert home.stop()
    assert not home.status().running
    with socket.socket() as probe:
        probe.settimeout(1)
        assert probe.connect_ex(("127.0.0.1", int(first.uri.rpartition(":")[2]))) != 0
    assert not home.stop()


def test_secrets_are_for_the_owner_alone(home: Engine) -> None:
    address = home.ensure()
    folder = home.home / "engine"
    assert address.writer.password != address.reader.password
    assert address.writer.password not in repr(address)
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "accounts.json").stat().st_mode & 0o777 == 0o600
        assert (folder / "config" / "server-users.jsonl").stat().st_mode & 0o777 == 0o600
    line = psutil.Process(home.status().pid).cmdline()
    assert not any(address.writer.password in part for part in line)


def test_only_this_machine_can_reach_it(home: Engine) -> None:
    home.ensure()
    listening = [
        each.laddr.ip
        for each in psutil.Process(home.status().pid).net_connections()
        if each.status == psutil.CONN_LISTEN
    ]
    assert listening
    assert {ip.removeprefix("::ffff:") for ip in listening} == {"127.0.0.1"}


_ENSURE = (
    "import sys; from pathlib import Path; from graph.engine import Engine; "
    "print(Engine(Path(sys.argv[1]), Path(sys.argv[2])).ensure().uri)"
)


def test_two_programs_that_start_at_once_share_one_engine(home: Engine) -> None:
    line = [sys.executable, "-c", _ENSURE, str(home.home), str(home.cache)]
    both = [subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = {each.communicate(timeout=120)[0].strip() for each in both}
    assert answers == {home.ensure().uri}


def test_a_program_that_starts_the_engine_writes_nothing_before_it_is_its_turn(home: Engine) -> None:
    files = ServerFiles(home.home / "engine")
    files.make_folder()
    line = [sys.executable, "-c", _ENSURE, str(home.home), str(home.cache)]
    with held(files.launch_lock):
        other = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL)
        time.sleep(1.5)
        assert [path.name for path in files.home.rglob("*") if path.is_file()] == ["launch.lock"]
    assert other.wait(timeout=120) == 0
    assert home.status().running


def test_a_killed_engine_comes_back_with_all_that_was_committed(home: Engine) -> None:
    store = open_embedded(home.home, home.cache)
    store.replace(plan(1))
    before = store.digest()
    psutil.Process(home.status().pid).kill()
    assert store.digest() == before
    assert home.status().running
    store.close()


def test_a_build_that_is_killed_in_the_middle_is_whole_after_the_next(home: Engine) -> None:
    library = [plan(number) for number in range(6)]
    store = open_embedded(home.home, home.cache)
    for batch in library:
        store.replace(batch)
    wanted = store.digest()
    store.clear()
    store.close()
    program = (
        "import sys; from pathlib import Path; from graph.connect import open_embedded\n"
        "from tests.graph.test_engine import plan\n"
        "store = open_embedded(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "for number in range(6):\n    store.replace(plan(number)); print(number, flush=True)\n"
    )
    line = [sys.executable, "-c", program, str(home.home), str(home.cache)]
    builder = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    out = builder.stdout
    if out is None:
        raise RuntimeError("the builder has no output")
    for _ in range(3):
        out.readline()
    psutil.Process(home.status().pid).kill()
    builder.kill()
    builder.wait()
    out.close()
    store = open_embedded(home.home, home.cache)
    whole = set(store.documents())
    assert {batch.document.id for batch in library[:3]} <= whole
    for batch in library:
        stored = store.read("MATCH (d:Document {id: $id}) RETURN d.content AS content", {"id": batch.document.id}).rows
        assert [row["content"] for row in stored] in ([], [Layout.of(batch).content])
        store.replace(batch)
    assert store.digest() == wanted
    store.close()


def test_writers_at_the_same_time_make_one_graph(home: Engine) -> None:
    store = open_embedded(home.home, home.cache)
    store.prepare()
    program = (
        "import sys; from pathlib import Path; from graph.connect import open_embedded\n"
        "from tests.graph.test_engine import plan\n"
        "store = open_embedded(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "for number in sys.argv[3]:\n    store.replace(plan(int(number)))\n"
        "store.close()\n"
    )
    lines = [[sys.executable, "-c", program, str(home.home), str(home.cache), share] for share in ("024", "135")]
    writers = [subprocess.Popen(line, cwd=ROOT) for line in lines]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    together = store.digest()
    store.clear()
    for number in range(6):
        store.replace(plan(number))
    assert store.digest() == together
    store.close()


def test_a_statement_that_eats_all_memory_ends_alone(home: Engine) -> None:
    store = open_embedded(home.home, home.cache)
    store.replace(plan(1))
    before = store.digest()
    doubled = "WITH range(1, 100000) AS l0 " + " ".join(f"WITH l{step} + l{step} AS l{step + 1}" for step in range(40))
    with pytest.raises(Exception, match=r"内存|时限|没有应答|有误"):
        store.read(f"{doubled} RETURN size(l40) AS n", time_limit=20)
    assert store.digest() == before
    store.close()


def test_a_taken_port_is_told(home: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv(PORT_VARIABLE, str(port))
        with pytest.raises(StoreError, match=f"端口 {port} 已被占用"):
            home.ensure()
    assert home.ensure().uri.endswith(f":{port}")


@pytest.mark.parametrize("port", ["x", "0", "70000", "-1"])
def test_a_port_that_is_none_is_told(home: Engine, monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv(PORT_VARIABLE, port)
    with pytest.raises(StoreError, match="不是端口号"):
        home.ensure()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="不可写"):
        Engine(tmp_path / "file" / "home", engine.cache).ensure()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_folder_without_permission_is_told(tmp_path: Path, engine: Engine) -> None:
    # Even root may make no folder among the processes.
    closed = Path("/proc") if os.geteuid() == 0 else tmp_path
    if closed == tmp_path:
        tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="不可写"):
        Engine(closed / "home", engine.cache).ensure()


def test_a_database_in_other_hands_is_told(home: Engine) -> None:
    home.ensure()
    record = home.home / "engine" / "server.json"
    known = record.read_text()
    record.unlink()
    with pytest.raises(StoreError, match="正在使用数据目录"):
        home.ensure()
    record.write_text(known)
    assert home.status().running


def test_an_engine_that_cannot_start_tells_its_last_words(home: Engine) -> None:
    (home.home / "engine").mkdir(parents=True)
    (home.home / "engine" / "databases").write_text("no folder")
    with pytest.raises(StoreError, match=r"没有启动.*databases"):
        home.ensure()


def test_a_neo4j_that_does_not_answer_is_told() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{nobody.getsockname()[1]}"
    with pytest.raises(StoreError, match="没有应答"):
        open_neo4j(uri, "neo4j", "secret", "neo4j")


def test_a_neo4j_that_knows_no_such_user_is_told(neo4j_526: Server) -> None:
    with pytest.raises(StoreError, match="用户名或口令"):
        open_neo4j(neo4j_526.uri, "neo4j", "wrong password", "neo4j")


def test_a_neo4j_without_such_a_database_is_told(neo4j_526: Server) -> None:
    with pytest.raises(StoreError, match="NEO4J_DATABASE"):
        open_neo4j(neo4j_526.uri, neo4j_526.username, neo4j_526.password, "nowhere")


@pytest.mark.parametrize("uri", ["", "localhost", "http://localhost:7474", "bolt://"])
def test_an_address_that_is_none_is_told(uri: str) -> None:
    with pytest.raises(StoreError):
        open_neo4j(uri, "neo4j", "secret", "neo4j")


def test_a_wrong_password_of_the_embedded_engine_is_told(home: Engine) -> None:
    address = home.ensure()
    stranger = Account("root", "wrong")
    store = BoltStore(lambda: Address(address.uri, "kg", stranger, stranger), guard=EmbeddedGuard())
    with pytest.raises(StoreError, match="口令"):
        store.documents()
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals of this kind")
def test_ctrl_c_does_not_reach_the_engine(home: Engine) -> None:
    home.ensure()
    pid = home.status().pid
    assert os.getpgid(pid) != os.getpgid(0)
    assert os.getsid(pid) != os.getsid(0)


def test_a_start_up_cache_is_made_once_and_a_broken_one_is_replaced(tmp_path: Path) -> None:
    cache = StartCache(tmp_path / "cache", "1.0")
    (writes,) = cache.flags()
    written = Path(writes.removeprefix("-XX:AOTCacheOutput="))
    assert written.parent == tmp_path / "cache"
    written.write_text("half")
    notes = written.with_name(written.name + ".config")
    notes.write_text("notes")
    assert cache.flags() == (writes,), "an unfinished cache is not used"
    notes.unlink()
    (reads,) = cache.flags()
    assert Path(reads.removeprefix("-XX:AOTCache=")).read_text() == "half"
    cache.judge("[0.1s][error][aot] The AOT cache has a bad magic number")
    assert cache.flags() == (writes,)


def test_without_a_place_for_its_cache_the_engine_starts_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert StartCache(tmp_path / "file" / "cache", "1.0").flags() == ()
