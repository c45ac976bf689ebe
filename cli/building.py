"""From files to the graph (`build`) or to plain tables (`extract`), a document at a time."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import click

from cli import failure
from cli.command import command
from cli.explaining import explain_option
from cli.store import opened, size
from cli.storing import Storing
from cli.texts import text
from graph import tsv
from graph.errors import DocumentError, ExportError, StoreError
from graph.store import GraphWriter
from loaders import pipeline, sources
from loaders.knowledge import Knowledge
from settings import Settings

# The kind of those issues that mean a loss, unlike the doubts that are listed for people to work through.
ERROR = "error"

# So many files or doubts are named; of the others only the number is told.
_NAMED = 8

Keep = Callable[[pipeline.Reading], None]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many documents were read, how many could not be, how many rows of lists were broken, and how long it took."""

    read: int
    failed: int
    broken: int
    seconds: float

    @property
    def code(self) -> int:
        """The exit code: 1 when something could not be read, however much else was."""
        return 1 if self.failed or self.broken else 0


@command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
def build(paths: tuple[str, ...]) -> int:
    """Read files or folders into the graph."""
    settings = Settings.read()
    # The engine takes a second to start; what reading needs to know is loaded meanwhile.
    with ThreadPoolExecutor(max_workers=1) as pool:
        knowledge = pool.submit(Knowledge.load, settings.data, settings.cache)
        with opened(settings) as store:
            return build_graph(store, knowledge.result(), paths or [settings.data])


def build_graph(store: GraphWriter, knowledge: Knowledge, paths: Sequence[str | Path]) -> int:
    """Read the paths into the store; return the exit code.

    A file that cannot be read is named on stderr while the others are loaded. Documents are stored whole, several
    small ones in one transaction, so that an interruption leaves whole documents.
    """
    try:
        with Storing(store) as storing:
            tally = _read_all(paths, knowledge, lambda reading: storing.add(reading.batch))
    except KeyboardInterrupt:
        click.echo(text("build", "interrupted", read=storing.stored), err=True)
        raise
    click.echo(text("build", "done", read=tally.read, failed=tally.failed, seconds=f"{tally.seconds:.1f}"))
    nodes, edges = size(store.counts())
    click.echo(text("build", "graph", nodes=nodes, edges=edges))
    return tally.code


@command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--tsv", "folder", required=True, metavar="DIR")
@explain_option()
def extract(paths: tuple[str, ...], folder: str) -> int:
    """Read files into tables, without a database."""
    settings = Settings.read()
    knowledge = Knowledge.load(settings.data, settings.cache)
    stems: Counter[str] = Counter()

    def keep(reading: pipeline.Reading) -> None:
        stem = _stem(reading)
        stems[stem] += 1
        # Two files of one name in different folders keep both their tables.
        tsv.write(reading.batch, Path(folder), stem if stems[stem] == 1 else f"{stem}-{stems[stem]}")

    tally = _read_all(paths, knowledge, keep)
    click.echo(text("extract", "done", read=tally.read, failed=tally.failed, folder=folder))
    return tally.code


def _stem(reading: pipeline.Reading) -> str:
    return Path(reading.batch.document.source or reading.batch.document.id).stem


def _read_all(paths: Sequence[str | Path], knowledge: Knowledge, keep: Keep) -> Tally:
    started = monotonic()
    found, failed = _find(paths)
    read = broken = 0
    for number, source in enumerate(found, start=1):
        _announce(source.file, number, len(found))
        try:
            begun = monotonic()
            reading = pipeline.read(source, knowledge)
            keep(reading)
        except (StoreError, ExportError):
            # Where everything goes is gone: the next file would fare no better.
            raise
        except Exception as error:
            # Even a fault of ours costs one document, not the rest of them.
            failed += 1
            _tell_failure(source.name, error)
        else:
            read += 1
            broken += _tell_errors(reading)
            _tell_reading(reading, number, len(found), monotonic() - begun)
            _tell_doubts(reading)
    return Tally(read, failed, broken, monotonic() - started)


def _find(paths: Sequence[str | Path]) -> tuple[list[sources.Source], int]:
    """The files behind the paths, and how many paths lead to none; each of those is named on stderr."""
    found: list[sources.Source] = []
    failed = 0
    for path in paths:
        try:
            found.extend(sources.find((path,)))
        except DocumentError as error:
            failed += 1
            _tell_failure(str(path), error)
        _tell_passed_over(sources.passed_over(path))
    return found, failed


def _tell_passed_over(files: Sequence[str]) -> None:
    """Name the files of a folder that are documents of a format not read: none is left out in silence."""
    if files:
        names = "、".join(files[:_NAMED])
        click.echo(text("build", "passed_over", count=len(files), names=names), err=True)


def _tell_doubts(reading: pipeline.Reading) -> None:
    """Say under a document what in it was not understood, with its place."""
    doubts = [issue for issue in reading.issues if issue.kind != "error"]
    for issue in doubts[:_NAMED]:
        click.echo(text("build", "doubt", place=issue.place or text("build", "whole"), message=issue.message))
    if len(doubts) > _NAMED:
        click.echo(text("build", "more", count=len(doubts) - _NAMED))


def _announce(name: str, number: int, total: int) -> None:
    # A line that the next one overwrites: only where somebody is watching.
    if sys.stderr.isatty():
        click.echo("\r\033[K" + text("build", "reading", name=name, number=number, total=total), nl=False, err=True)


def _clear_announcement() -> None:
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)


def _tell_failure(name: str, error: Exception) -> None:
    _clear_announcement()
    reason = failure.sentence(error)
    failure.tell(reason if name in reason else text("build", "failed", name=name, reason=reason))


def _tell_errors(reading: pipeline.Reading) -> int:
    """Name on stderr each row of a list that could not be read, and say how many there were."""
    errors = [issue for issue in reading.issues if issue.kind == ERROR]
    for issue in errors:
        _clear_announcement()
        click.echo(f"innograph: {issue.message}", err=True)
    return len(errors)


def _tell_reading(reading: pipeline.Reading, number: int, total: int, seconds: float) -> None:
    _clear_announcement()
    batch = reading.batch
    click.echo(
        text(
            "build",
            "read",
            number=number,
            total=total,
            title=batch.document.title,
            measures=len(batch.measures),
            entities=len(batch.entities),
            relations=len(batch.relations),
            targets=len(batch.targets),
            issues=len(reading.issues),
            seconds=f"{seconds:.1f}",
        )
    )
