"""One process of a crew: it reads the sources it is given, one at a time, and says what came of each."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from types import FrameType, ModuleType
from typing import Any

import psutil

from loaders.intake.outcome import attempt
from loaders.intake.parcel import pack, portable
from loaders.pipeline import Reading
from loaders.sources import Source

Read = Callable[[Source], Reading]
Begin = Callable[[], Read]
Answer = Callable[[int, FrameType | None], Any] | int | signal.Handlers | None

# The one way to start a process that every system knows and that is safe beside the threads of a database driver.
_CONTEXT = multiprocessing.get_context("spawn")

# How long a process that has nothing left to do may take to leave.
_PATIENCE = 5.0


class Hand:
    """A process and the pipe to it: ``ready`` once it has loaded what reading needs.

    ``task`` is the number of the source that it reads, ``since`` when it was given it, and ``alone`` tells that
    nothing else is read meanwhile.
    """

    def __init__(self, begin: Begin, now: float) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_work, args=(theirs, begin), name="innograph-reader", daemon=True)
        with deaf(), _nameless():
            self._process.start()
        self._known = _known(self._process.pid)
        theirs.close()
        self.ready = False
        self.task: int | None = None
        self.alone = False
        self.since = now

    @property
    def idle(self) -> bool:
        """Whether the process waits for a source."""
        return self.ready and self.task is None

    @property
    def code(self) -> int | None:
        """What the process ended with, below zero for a signal; None while it runs."""
        return self._process.exitcode

    def greet(self) -> None:
        """Take the process's word that it is ready, or raise what kept it from being so; OSError, EOFError: it died."""
        problem = pickle.loads(self.pipe.recv_bytes())
        if problem is not None:
            raise problem
        self.ready = True

    def give(self, number: int, source: Source, now: float, *, alone: bool) -> None:
        """Hand over a source; raises OSError when the process has died."""
        self.pipe.send(source)
        self.task, self.alone, self.since = number, alone, now

    def take(self) -> bytes:
        """What came of the source, packed as it was sent; raises OSError or EOFError when the process has died."""
        packed = self.pipe.recv_bytes()
        self.task = None
        return packed

    def dismiss(self) -> None:
        """Let an idle process end by itself."""
        self.pipe.close()

    def leave(self) -> None:
        """Wait for a dismissed process to be gone."""
        self._process.join(_PATIENCE)
        if self.code is None:
            self.end()

    def end(self) -> None:
        """End the process at once, with those that it has started."""
        started: list[psutil.Process] = []
        if self._known is not None:
            with contextlib.suppress(psutil.Error):
                started = self._known.children(recursive=True)
        self._process.kill()
        for process in started:
            with contextlib.suppress(psutil.Error):
                process.kill()
        self._process.join(_PATIENCE)
        self.pipe.close()


def _known(pid: int | None) -> psutil.Process | None:
    """A process as it can be told from a later one of the same number; None where it is gone already."""
    try:
        return psutil.Process(pid)
    except psutil.Error:
        return None


def _work(pipe: Connection, begin: Begin) -> None:
    """Read what comes through the pipe until it is closed; Ctrl-C is the business of whoever asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A pipe that breaks means that whoever asked is gone.
    with contextlib.suppress(EOFError, OSError):
        try:
            read = begin()
        except Exception as error:
            pipe.send(portable(error))
            return
        pipe.send(None)
        # Lexicon and grammar stay to the end: nobody need look through them for garbage again and again.
        gc.freeze()
        while True:
            pipe.send_bytes(pack(attempt(read, pipe.recv())))


@contextlib.contextmanager
def _nameless() -> Iterator[None]:
    """Keep the program from being run again in the processes that are started here.

    None of it is needed to read a source, and under Streamlit it is the page that is being shown.
    """
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


@contextlib.contextmanager
def deaf() -> Iterator[None]:
    """Keep Ctrl-C, which reaches every process of a terminal, from those that are started here, however early it comes.

    Here it arrives when the block is left; on Windows, where a process can only be made to ignore it, not at all.
    """
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetConsoleCtrlHandler(None, True)
        try:
            yield
        finally:
            ctypes.windll.kernel32.SetConsoleCtrlHandler(None, False)
        return
    from multiprocessing import resource_tracker

    # The first process brings this one with it, and whoever starts it lets Ctrl-C through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    # What this thread does not hear the threads of a library may: Python would still stop in the middle of the block.
    heard: list[int] = []
    answer = _answer_with(lambda number, _: heard.append(number))
    try:
        yield
    finally:
        _answer_with(answer)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if heard:
            signal.raise_signal(signal.SIGINT)


def _answer_with(answer: Answer) -> Answer:
    """Set what Ctrl-C calls, and return what it called before; only the main thread may, and only there it stops."""
    if threading.current_thread() is threading.main_thread():
        return signal.signal(signal.SIGINT, signal.SIG_DFL if answer is None else answer)
    return answer
