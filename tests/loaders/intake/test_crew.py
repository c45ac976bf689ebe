"""Processes that read side by side: the order of the sources, what a bad file costs, and that none is left behind."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

import psutil
import pytest

from graph.errors import DocumentError, InnographError, KnowledgeError
from loaders.intake.crew import AHEAD, Crew
from loaders.intake.hand import deaf
from loaders.intake.outcome import Outcome
from loaders.sources import Source
from tests.loaders import workmen

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signal that kills")


def sources(*names: str, size: int = 1) -> list[Source]:
    return [Source(Path(f"{name}.txt"), size=size) for name in names]


def many(count: int) -> tuple[str, ...]:
    return tuple(f"好{number:03d}" for number in range(count))


def read(notes: Path, *names: str, number: int = 2, limit: float = 60) -> list[Outcome]:
    with Crew(partial(workmen.begin, notes), number, limit=limit) as crew:
        return list(crew.read(sources(*names)))


def told(outcomes: list[Outcome]) -> list[str]:
    """The titles of what was read, and the messages of what was not."""
    return [
        outcome.result.args[0] if isinstance(outcome.result, Exception) else outcome.get().batch.document.title
        for outcome in outcomes
    ]


def running() -> list[psutil.Process]:
    """The processes that read for this one."""
    return [child for child in psutil.Process().children(recursive=True) if "spawn_main" in command(child)]


def command(process: psutil.Process) -> str:
    """What a process was started with; nothing for one that has just ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


@pytest.fixture(autouse=True)
def none_left() -> Iterator[None]:
    yield
    assert soon(lambda: running() == [])


def test_outcomes_come_in_the_order_of_the_sources_whatever_is_read_first(tmp_path: Path) -> None:
    names = ("慢1.5", *many(8), "慢0.5", "末")
    found = read(tmp_path, *names)
    assert told(found) == list(names)
    assert [outcome.source.path.stem for outcome in found] == list(names)
    # While one process slept, the other read.
    assert len({outcome.get().batch.document.source for outcome in found}) == 2


def test_the_program_that_reads_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A script without a guard, such as the page that Streamlit shows while it reads.
    script = tmp_path / "script.py"
    script.write_text("raise SystemExit(3)", encoding="utf-8")
    program = ModuleType("__main__")
    program.__file__ = str(script)
    monkeypatch.setitem(sys.modules, "__main__", program)
    assert told(read(tmp_path, "甲", "乙")) == ["甲", "乙"]
    assert sys.modules["__main__"] is program


@POSIX
def test_ctrl_c_that_another_thread_hears_waits_until_a_process_has_started() -> None:
    over, started = threading.Event(), []
    other = threading.Thread(target=over.wait)
    other.start()

    def start() -> None:
        with deaf():
            signal.pthread_kill(other.ident or 0, signal.SIGINT)
            time.sleep(0.2)
            started.append(True)

    try:
        with pytest.raises(KeyboardInterrupt):
            start()
    finally:
        over.set()
    assert started
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_nothing_to_read_is_nothing(tmp_path: Path) -> None:
    assert read(tmp_path) == []


def test_a_slow_file_holds_the_others_up_only_when_too_many_are_ahead(tmp_path: Path) -> None:
    with Crew(partial(workmen.begin, tmp_path), 2) as crew:
        outcomes = crew.read(sources("慢3", *many(200)))
        assert next(outcomes).get().batch.document.title == "慢3"
        begun = len(list(tmp_path.glob("好*")))
        assert 10 < begun <= 2 * AHEAD
        assert len(list(outcomes)) == 200


def test_what_was_read_ahead_is_bounded_in_bytes(tmp_path: Path) -> None:
    with Crew(partial(workmen.begin, tmp_path), 2, held=1_000_000) as crew:
        # Each of the others comes to 600 kB: two of those are more than are held.
        outcomes = crew.read([*sources("慢3"), *sources(*many(12), size=200_000)])
        assert next(outcomes).get().batch.document.title == "慢3"
        assert len(list(tmp_path.glob("好*"))) == 2
        assert len([outcome.get() for outcome in outcomes]) == 12


def test_an_error_is_a_value_and_the_others_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, "甲", "坏", "乙")
    assert told(found) == ["甲", "坏.txt：文件已损坏，请重新下载", "乙"]
    assert type(found[1].result) is DocumentError
    with pytest.raises(DocumentError, match="已损坏") as caught:
        found[1].get()
    assert "workmen.py" in caught.value.__notes__[0]


def test_an_error_that_cannot_be_sent_is_told_all_the_same(tmp_path: Path) -> None:
    found = read(tmp_path, "怪", "乙")
    assert told(found) == ["StubbornError: 怪.txt:7", "乙"]


def test_a_file_for_which_there_is_not_enough_memory_is_named(tmp_path: Path) -> None:
    found = told(read(tmp_path, "重", "乙"))
    assert found == ["重.txt：内存不足，没有载入；请关闭其他程序，或把文件拆分后再载入", "乙"]


DEATHS = [pytest.param("退", id="a native library ends the process"), pytest.param("杀", id="killed", marks=POSIX)]


@pytest.mark.parametrize("name", DEATHS)
def test_a_process_that_dies_costs_one_file_which_is_named(tmp_path: Path, name: str) -> None:
    before, after = many(6)[:3], many(6)[3:]
    found = told(read(tmp_path, *before, name, *after))
    assert found == [*before, found[3], *after]
    assert f"{name}.txt：" in found[3]
    assert "两次意外退出" in found[3]
    assert "\n" not in found[3]
    assert len((tmp_path / name).read_text(encoding="utf-8").split()) == 2


def test_a_file_during_which_a_process_died_for_another_reason_is_read(tmp_path: Path) -> None:
    assert told(read(tmp_path, "甲", "病1", "乙", "病2", "病3", "丙")) == ["甲", "病1", "乙", "病2", "病3", "丙"]


def test_while_a_file_is_read_again_no_other_is(tmp_path: Path) -> None:
    # When it is the ill one's turn both processes are there: the other one sleeps, and is waited for.
    names = ("慢0.5", "慢0.6", "慢2", "病", "末")
    assert told(read(tmp_path, *names)) == list(names)
    begun = {name: (tmp_path / name).stat().st_mtime for name in names}
    assert begun["病"] >= begun["慢2"] + 1.9
    assert begun["末"] >= begun["病"]


def test_every_process_may_die_of_every_file(tmp_path: Path) -> None:
    found = told(read(tmp_path, "退1", "退2", "退3"))
    assert [name.partition("：")[0] for name in found] == ["退1.txt", "退2.txt", "退3.txt"]


def test_a_file_that_takes_too_long_is_named_and_its_process_ended(tmp_path: Path) -> None:
    started = time.monotonic()
    found = told(read(tmp_path, "甲", "慢60", *many(5), limit=2))
    assert found == ["甲", "慢60.txt：2 秒内没有读完，没有载入；请拆分，或另存为其他格式后再载入", *many(5)]
    assert time.monotonic() - started < 30


def test_who_takes_the_outcomes_slowly_costs_no_file_its_time(tmp_path: Path) -> None:
    with Crew(partial(workmen.begin, tmp_path), 1, limit=4.5) as crew:
        outcomes = crew.read(sources("甲", "慢6.8", "乙"))
        found = [next(outcomes)]
        # Of these five seconds at most two are counted: the program may have been stopped, or the machine asleep.
        time.sleep(5)
        assert told([*found, *outcomes]) == ["甲", "慢6.8", "乙"]


def test_knowledge_that_cannot_be_loaded_is_an_error_of_all() -> None:
    with (
        pytest.raises(KnowledgeError, match="词表缺少 label"),
        Crew(workmen.begin_without_knowledge, 2) as crew,
    ):
        list(crew.read(sources("甲", "乙")))


def test_processes_that_do_not_start_are_an_error_of_all() -> None:
    with pytest.raises(InnographError, match="--jobs 1"), Crew(workmen.begin_dead, 2) as crew:
        list(crew.read(sources("甲", "乙")))


def test_breaking_off_ends_every_process_at_once(tmp_path: Path) -> None:
    with Crew(partial(workmen.begin, tmp_path), 2) as crew:
        outcomes = crew.read(sources("甲", "生", "乙", "丙"))
        next(outcomes)
        child = tmp_path / "生.child"
        give_up = time.monotonic() + 30
        while not (child.exists() and child.read_text(encoding="utf-8")) and time.monotonic() < give_up:
            time.sleep(0.05)
        started_by_it = int(child.read_text(encoding="utf-8"))
        started = time.monotonic()
        outcomes.close()
        assert time.monotonic() - started < 5
    # What was ended at once may take the system a moment to clear away.
    assert soon(lambda: running() == [] and gone(started_by_it))


def soon(holds: Callable[[], bool]) -> bool:
    give_up = time.monotonic() + 10
    while not holds() and time.monotonic() < give_up:
        time.sleep(0.05)
    return holds()


def gone(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True
