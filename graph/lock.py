"""A lock between processes: whoever holds the file, others wait, and a dead holder holds nothing."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import StoreError

_PAUSE = 0.05


@contextmanager
def held(path: Path, *, patience: float = 120.0) -> Iterator[None]:
    """Hold the lock of this file while the block runs; raise StoreError when it stays taken for ``patience`` seconds.

    The operating system frees the lock when its holder dies, so that nothing has to be cleaned by hand.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + patience
        while not _taken(handle):
            if time.monotonic() > deadline:
                raise StoreError(f"另一个进程一直占用 {path}：请等它结束，或结束它之后再试")
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    """Try once to take the lock of an open file."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
