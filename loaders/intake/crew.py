"""A crew of processes that read sources side by side and hand the outcomes over in the order of the sources."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Sequence
from multiprocessing.connection import wait
from time import monotonic
from types import TracebackType

from graph.errors import DocumentError, InnographError
from loaders.intake.hand import Begin, Hand
from loaders.intake.outcome import Outcome
from loaders.intake.parcel import unpack
from loaders.sources import Source

# After so many seconds a process is ended and its file named; a plan of a thousand pages takes a few.
LIMIT = 120.0

# Read before their turn: so many files for each process, and so many bytes of what came of them, so that a slow file
# does not hold up the others and memory stays the same however many files there are.
AHEAD = 16
HELD = 64 * 1024**2

# A process that is not ready after so many seconds never will be.
_START = 120.0

# How long at most nobody looks at the clock. What a stopped program lost beyond that is nobody's time.
_TICK = 1.0


class Crew:
    """Processes that each load what reading needs (``begin``, which can be pickled) and then read source after source.

    One that dies, or that takes longer than ``limit`` seconds, costs nobody but its own source; one that dies even
    that only when it dies of it again while nothing else is read: then no other file has used up the memory.
    """

    def __init__(self, begin: Begin, number: int, *, limit: float = LIMIT, held: int = HELD) -> None:
        self._begin = begin
        self._number = number
        self._limit = limit
        self._held = held
        self._hands: list[Hand] = []
        self._sources: Sequence[Source] = ()
        self._next = 0
        self._again: deque[int] = deque()
        self._done: dict[int, bytes | DocumentError] = {}
        self._clock = 0.0
        self._looked = monotonic()

    def __enter__(self) -> Crew:
        self._fill()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def read(self, sources: Sequence[Source]) -> Generator[Outcome, None, None]:
        """The outcomes, once, in the order of the sources; raises InnographError where no process can be started."""
        self._sources = sources
        try:
            for number, source in enumerate(sources):
                self._hand_out()
                while number not in self._done:
                    self._take_in()
                    self._hand_out()
                found = self._done.pop(number)
                yield unpack(source, found) if isinstance(found, bytes) else Outcome(source, found)
        finally:
            self.end()

    def end(self) -> None:
        """End every process: at once where it reads, by itself where it is idle."""
        idle = [hand for hand in self._hands if hand.idle]
        for hand in idle:
            hand.dismiss()
        while self._hands:
            hand = self._hands.pop()
            hand.leave() if hand in idle else hand.end()

    def _fill(self) -> None:
        while len(self._hands) < self._number:
            self._hands.append(Hand(self._begin, self._clock))

    def _hand_out(self) -> None:
        """Give every idle process a source; one whose process died is read while all others wait."""
        busy = [hand for hand in self._hands if hand.task is not None]
        if any(hand.alone for hand in busy) or (self._again and busy):
            return
        for hand in [hand for hand in self._hands if hand.idle]:
            if self._again:
                self._give(hand, self._again.popleft(), alone=True)
                return
            if self._next == len(self._sources) or not self._has_room():
                return
            self._next += 1
            self._give(hand, self._next - 1, alone=False)

    def _has_room(self) -> bool:
        """Whether a further source may be begun: always where none is held or read, so that none waits for ever."""
        ahead = len(self._done) + sum(1 for hand in self._hands if hand.task is not None)
        held = sum(len(found) for found in self._done.values() if isinstance(found, bytes))
        return not ahead or (ahead < AHEAD * self._number and held < self._held)

    def _give(self, hand: Hand, number: int, *, alone: bool) -> None:
        try:
            hand.give(number, self._sources[number], self._clock, alone=alone)
        except OSError:
            # It died while it had nothing to do: no fault of the source, which its successor takes.
            self._again.append(number)
            self._lose(hand)

    def _take_in(self) -> None:
        """Wait until a process has something to say, or is gone; end what takes too long."""
        told = wait([hand.pipe for hand in self._hands], _TICK)
        now = monotonic()
        self._clock += min(now - self._looked, 2 * _TICK)
        self._looked = now
        for hand in [hand for hand in self._hands if hand.pipe in told]:
            try:
                self._listen(hand)
            except (EOFError, OSError):
                self._lose(hand)
        for hand in [hand for hand in self._hands if self._is_late(hand)]:
            self._lose(hand, late=True)

    def _is_late(self, hand: Hand) -> bool:
        return not hand.idle and self._clock - hand.since > (self._limit if hand.ready else _START)

    def _listen(self, hand: Hand) -> None:
        if hand.ready:
            number = hand.task
            packed = hand.take()
            if number is not None:
                self._done[number] = packed
        else:
            hand.greet()

    def _lose(self, hand: Hand, *, late: bool = False) -> None:
        """Do without a process that is gone or too late, and decide what becomes of the source that it read."""
        self._hands.remove(hand)
        hand.end()
        if not hand.ready:
            raise InnographError(f"读取文件的进程没有启动成功（退出码 {hand.code}），请加上 --jobs 1 再运行一次")
        if hand.task is not None:
            name = self._sources[hand.task].name
            if late:
                self._done[hand.task] = DocumentError(
                    f"{name}：{self._limit:.0f} 秒内没有读完，没有载入；请拆分，或另存为其他格式后再载入"
                )
            elif hand.alone:
                self._done[hand.task] = DocumentError(
                    f"{name}：读取它的进程两次意外退出（退出码 {hand.code}），可能是内存不足或文件已损坏，没有载入；"
                    "请拆分，或另存为其他格式后再载入"
                )
            else:
                self._again.append(hand.task)
        self._fill()
