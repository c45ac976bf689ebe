"""A deadline for work that blocks: when it passes, somebody is asked to end the work, and in the end made to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType

_GRACE = 10.0


class Deadline:
    """Watches over a block of code; after ``seconds`` it calls ``end`` and, if that does not help, ``rescue``.

    ``end`` asks the one who works to stop (it may fail: then it is asked again), ``rescue`` ends it by force once
    ``grace`` seconds have gone by. ``passed`` tells afterwards whether the time was up.
    """

    def __init__(
        self,
        seconds: float,
        end: Callable[[], None],
        rescue: Callable[[], None] | None = None,
        *,
        grace: float = _GRACE,
    ) -> None:
        self.passed = False
        self._seconds = seconds
        self._end = end
        self._rescue = rescue
        self._grace = grace
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._run, name="deadline", daemon=True)

    def __enter__(self) -> Deadline:
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._watch.join()

    def _run(self) -> None:
        if self._over.wait(self._seconds):
            return
        self.passed = True
        for _ in range(5):
            self._end()
            if self._over.wait(self._grace / 5):
                return
        if self._rescue is not None:
            self._rescue()
