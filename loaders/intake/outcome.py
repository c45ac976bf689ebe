"""What came of a source, as a value: its reading, or the error that there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from graph.errors import DocumentError
from loaders.pipeline import Reading
from loaders.sources import Source


@dataclass(frozen=True, slots=True)
class Outcome:
    """A source with its reading or the error that stood in the way, and the seconds that reading it took."""

    source: Source
    result: Reading | Exception
    seconds: float = 0.0

    def get(self) -> Reading:
        """The reading; raises the error where there is none."""
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


def attempt(read: Callable[[Source], Reading], source: Source) -> Outcome:
    """Read a source; even a fault of ours becomes a value and costs one document, not the rest of them."""
    started = perf_counter()
    try:
        result: Reading | Exception = read(source)
    except MemoryError:
        result = DocumentError(f"{source.name}：内存不足，没有载入；请关闭其他程序，或把文件拆分后再载入")
    except Exception as error:
        result = error
    return Outcome(source, result, perf_counter() - started)
