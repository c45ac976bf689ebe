"""How far the reading is: one line on the terminal of whoever watches, and nothing anywhere else."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from time import monotonic
from typing import TextIO

import click

from cli.texts import text
from loaders.intake.reading import effort
from loaders.sources import Source
from queries.rows import display_width

_BAR = 20
_PAUSE = 0.1

# Before so many seconds, and so large a part, how long the rest takes is anybody's guess.
_SOON = 1.0
_PART = 0.02


class Progress:
    """A line that is drawn over itself: how many files, what share of the work, the time left, the file in turn."""

    def __init__(self, sources: Sequence[Source], stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._watched = self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._sources = sources
        self._total = sum(map(effort, sources))
        self._files = self._done = self._first = 0
        self._started = 0.0
        self._drawn = 0.0
        self._shown = False

    def step(self) -> None:
        """Count a further file as done, and draw the line."""
        if self._files < len(self._sources):
            self._done += effort(self._sources[self._files])
            self._files += 1
            if self._files == 1:
                # Until the first file is done, what reading needs was loaded too.
                self._first, self._started = self._done, monotonic()
        self.draw()

    def draw(self) -> None:
        """Draw the line, unless it was drawn just now."""
        now = monotonic()
        if not self._watched or self._files == len(self._sources) or (self._shown and now - self._drawn < _PAUSE):
            return
        self._drawn, self._shown = now, True
        # The last column stays free: many terminals break the line there.
        self._write(f"\r\033[K{_cut(self._line(now), shutil.get_terminal_size().columns - 1)}")

    def clear(self) -> None:
        """Take the line away, before another one is written."""
        if self._shown:
            self._shown = False
            self._write("\r\033[K")

    def _line(self, now: float) -> str:
        share = self._done / self._total
        filled = int(share * _BAR)
        told = text(
            "progress",
            "line",
            bar="#" * filled + "-" * (_BAR - filled),
            number=self._files,
            total=len(self._sources),
            share=f"{int(share * 100)}%",
        )
        elapsed, done = now - self._started, self._done - self._first
        if elapsed >= _SOON and done >= _PART * self._total:
            told += text("progress", "left", time=duration(elapsed * (self._total - self._done) / done))
        name = self._sources[self._files].file
        return told + text("progress", "turn", name="".join(each if each.isprintable() else "?" for each in name))

    def _write(self, what: str) -> None:
        click.echo(what, file=self._stream, nl=False)


def duration(seconds: float) -> str:
    """A length of time as people say it.

    >>> duration(4.2), duration(72), duration(3900)
    ('5 秒', '1 分 12 秒', '1 小时 5 分')
    """
    whole = int(-(-seconds // 1))
    if whole < 60:
        return text("progress", "seconds", seconds=whole)
    if whole < 3600:
        return text("progress", "minutes", minutes=whole // 60, seconds=whole % 60)
    return text("progress", "hours", hours=whole // 3600, minutes=whole % 3600 // 60)


def _cut(line: str, width: int) -> str:
    """As much of a line as fits a terminal of that many columns."""
    while line and display_width(line) > width:
        line = line[:-1]
    return line
