"""Storing what was read: while one transaction is written the next documents are gathered, never half of one."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from graph.model import Batch
from graph.store import GraphWriter

# What one transaction holds at most, in nodes and edges: a large plan alone, some dozen small documents together.
MOST = 6000


class Storing:
    """Gathers documents and stores whole ones together, beside the reading of the next.

    Where the user breaks the work off, what was read is still stored, unless they do so again (``abandoned``); after a
    fault it is not. ``stored`` counts.
    """

    def __init__(self, store: GraphWriter) -> None:
        self._store = store
        self._gathered: list[Batch] = []
        self._size = 0
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._work: Future[None] = self._pool.submit(store.prepare)
        self.stored = 0
        self.abandoned = False

    def __enter__(self) -> Storing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None or issubclass(kind, KeyboardInterrupt):
                self._hand_over()
                self._work.result()
        except KeyboardInterrupt:
            # Of a transaction that is not waited for nothing is stored, or all of it.
            self.abandoned = True
            raise
        finally:
            self._pool.shutdown(wait=not self.abandoned, cancel_futures=self.abandoned)

    def add(self, batch: Batch) -> None:
        """Take a document; hand over what is gathered when the writer is free or a transaction is full."""
        self._gathered.append(batch)
        self._size += len(batch.measures) + len(batch.targets) + 2 * len(batch.entities) + len(batch.relations)
        if self._work.done() or self._size >= MOST:
            self._hand_over()

    def _hand_over(self) -> None:
        self._work.result()
        if self._gathered:
            self._work = self._pool.submit(self._write, self._gathered)
            self._gathered = []
            self._size = 0

    def _write(self, batches: list[Batch]) -> None:
        self._store.replace_all(batches)
        self.stored += len(batches)
