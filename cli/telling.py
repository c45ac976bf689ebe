"""What is told of each file while many are read: a line a file, what was not understood in it, and every loss."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

import click

from cli import failure
from cli.progress import Progress
from cli.texts import text
from loaders.pipeline import Reading
from loaders.sources import Source

# The kind of those issues that mean a loss, unlike the doubts that are listed for people to work through.
ERROR = "error"

# So many files or doubts are named; of the others only the number is told.
_NAMED = 8

# Of more files than these nobody reads a line each: losses are named, everything else is told in sum.
_MANY = 50


class Telling:
    """Tells of the files one after the other, on the terminal around the line that says how far the reading is.

    ``verbose`` tells of every file and every doubt, however many there are.
    """

    def __init__(self, sources: Sequence[Source], *, verbose: bool = False) -> None:
        self._total = len(sources)
        self._every = verbose
        self._each = verbose or len(sources) <= _MANY
        self._progress = Progress(sources)
        self._number = self._doubts = self._doubtful = 0

    def __enter__(self) -> Telling:
        self._progress.draw()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.clear()

    def failed(self, source: Source, error: Exception) -> None:
        """Name a file that could not be read; call it while the error is being handled."""
        self._progress.clear()
        self._number += 1
        tell_failure(source.name, error)
        self._progress.step()

    def read(self, reading: Reading, seconds: float) -> int:
        """Tell of a file that was read; answer with how many rows of it were lost, each named on stderr."""
        self._number += 1
        losses = [issue for issue in reading.issues if issue.kind == ERROR]
        doubts = len(reading.issues) - len(losses)
        self._doubts += doubts
        self._doubtful += bool(doubts)
        if losses or self._each:
            self._progress.clear()
        for issue in losses:
            click.echo(f"innograph: {issue.message}", err=True)
        if self._each:
            self._tell(reading, seconds)
            self._tell_doubts(reading)
        self._progress.step()
        return len(losses)

    def sum_up(self) -> None:
        """Where files were not told of one by one, say how much in them was not understood."""
        if self._doubts and not self._each:
            click.echo(text("build", "doubts", count=self._doubts, documents=self._doubtful))

    def _tell(self, reading: Reading, seconds: float) -> None:
        batch = reading.batch
        click.echo(
            text(
                "build",
                "read",
                number=self._number,
                total=self._total,
                title=batch.document.title,
                measures=len(batch.measures),
                entities=len(batch.entities),
                relations=len(batch.relations),
                targets=len(batch.targets),
                issues=len(reading.issues),
                seconds=f"{seconds:.1f}",
            )
        )

    def _tell_doubts(self, reading: Reading) -> None:
        """Say under a file what in it was not understood, with its place."""
        doubts = [issue for issue in reading.issues if issue.kind != ERROR]
        shown = doubts if self._every else doubts[:_NAMED]
        for issue in shown:
            click.echo(text("build", "doubt", place=issue.place or text("build", "whole"), message=issue.message))
        if len(doubts) > len(shown):
            click.echo(text("build", "more", count=len(doubts) - len(shown)))


def tell_failure(name: str, error: Exception) -> None:
    """Name what could not be read on stderr, with the reason; call it while the error is being handled."""
    reason = failure.sentence(error)
    failure.tell(reason if name in reason else text("build", "failed", name=name, reason=reason))


def tell_passed_over(files: Sequence[str]) -> None:
    """Name the files of a folder that are documents of a format not read: none is left out in silence."""
    if files:
        names = "、".join(files[:_NAMED])
        click.echo(text("build", "passed_over", count=len(files), names=names), err=True)
