"""Many sources read: one after the other, or side by side in processes of their own where that pays."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePath

from loaders import pipeline
from loaders.intake.outcome import Outcome, attempt
from loaders.knowledge import Knowledge
from loaders.readers import archive
from loaders.readers.content import OFFICE
from loaders.sources import Source

# A process takes a second to start: it pays from so much text on, for each.
SHARE = 300_000

# How much of a file is text, roughly: the rest is markup, fonts, pictures. Only what is text takes time, and the
# conversion of old formats, which takes as long for any file as reading so much text.
_TEXT = {".txt": 1.0, ".md": 1.0, ".csv": 1.0, ".tsv": 1.0, ".html": 0.25, ".htm": 0.25}
_OTHER = 0.1
_CONVERSION = 300_000

# As many processes as Windows can wait for at once.
MOST_JOBS = 60

Outcomes = Generator[Outcome, None, None]


def cores() -> int:
    """How many processors this process may use."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST_JOBS)


def hands(sources: Sequence[Source], jobs: int) -> int:
    """How many processes are worth their start, at most ``jobs``; 1 where this one alone is as fast.

    >>> hands([Source(Path("意见.txt"), size=9000)], jobs=8)
    1
    """
    return max(1, min(jobs, sum(map(effort, sources)) // SHARE, len(sources)))


def effort(source: Source) -> int:
    """How much there is to read in a source, in bytes of text as its size and format let one guess; at least 1.

    >>> effort(Source(Path("意见.txt"), size=9000)), effort(Source(Path("意见.pdf"), size=500_000))
    (9000, 50000)
    """
    suffix = PurePath(source.file).suffix.lower()
    found = int(source.size * _TEXT.get(suffix, _OTHER)) + (_CONVERSION if suffix in OFFICE else 0)
    # Of an address the size is not known, of an empty file it is nothing: each of them is a step all the same.
    return max(1, found)


@contextmanager
def opened(sources: Sequence[Source], data: Path, cache: Path | None, *, jobs: int) -> Iterator[Outcomes]:
    """The outcomes of the sources, in their order and the same with any number of jobs.

    What reading needs to know is loaded from ``data`` and ``cache`` at once, beside whatever the caller does before
    asking for the first outcome. At the end, and where the caller breaks off, every process is ended.
    """
    number = hands(sources, jobs)
    try:
        if number > 1:
            # Imported here: most folders are small and need no processes.
            from loaders.intake.crew import Crew

            with Crew(partial(reader, data, cache), number) as crew:
                yield crew.read(sources)
        elif sources:
            with ThreadPoolExecutor(max_workers=1) as pool:
                yield _alone(sources, pool.submit(reader, data, cache))
        else:
            yield _none()
    finally:
        archive.release()


def reader(data: Path, cache: Path | None) -> Callable[[Source], pipeline.Reading]:
    """What reads a source, with its knowledge loaded."""
    return partial(pipeline.read, knowledge=Knowledge.load(data, cache))


def _alone(sources: Sequence[Source], read: Future[Callable[[Source], pipeline.Reading]]) -> Outcomes:
    for source in sources:
        yield attempt(read.result(), source)


def _none() -> Outcomes:
    yield from ()
