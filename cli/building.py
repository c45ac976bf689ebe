"""From files to the graph (`build`) or to plain tables (`extract`), a document at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import click

from cli.command import command
from cli.covering import COVERAGE_COLUMNS, generate_coverage
from cli.explaining import explain_option
from cli.store import opened, size
from cli.storing import Storing
from cli.telling import Telling, tell_failure, tell_passed_over
from cli.texts import text
from graph import tsv
from graph.errors import DocumentError, ExportError, StoreError
from graph.store import GraphWriter
from loaders import pipeline, sources
from loaders.intake import reading
from loaders.review.coverage import Coverage
from loaders.review.coverage import find as cover
from settings import Settings

Keep = Callable[[pipeline.Reading], None]


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to read: the sources, how many paths led to none, and the outcomes that are on their way."""

    sources: Sequence[sources.Source]
    failed: int
    outcomes: reading.Outcomes
    verbose: bool = False


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


def _reading_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that reads files."""
    for option in (
        click.option("--verbose", is_flag=True),
        click.option("--allow-private", "private", is_flag=True),
        click.option("--jobs", type=click.IntRange(1, reading.MOST_JOBS), metavar="N"),
    ):
        function = option(function)
    return function


@command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@_reading_options
def build(paths: tuple[str, ...], jobs: int | None, private: bool, verbose: bool) -> int:
    """Read files or folders into the graph."""
    settings = Settings.read()
    # The engine takes a second to start; what reading needs to know is loaded meanwhile.
    with (
        begun(paths or [settings.data], settings, jobs=jobs, private=private, verbose=verbose) as work,
        opened(settings) as store,
    ):
        return build_graph(store, work)


def build_graph(store: GraphWriter, work: Work) -> int:
    """Read documents into the store; return the exit code.

    A file that cannot be read is named on stderr while the others are loaded. Documents are stored whole, several
    small ones in one transaction, so that an interruption leaves whole documents.
    """
    try:
        with Storing(store) as storing:
            tally = _read_all(work, lambda found: storing.add(found.batch))
    except KeyboardInterrupt:
        told = "abandoned" if storing.abandoned else "interrupted"
        click.echo(text("build", told, read=storing.stored), err=True)
        raise
    click.echo(text("build", "done", read=tally.read, failed=tally.failed, seconds=f"{tally.seconds:.1f}"))
    nodes, edges = size(store.counts())
    click.echo(text("build", "graph", nodes=nodes, edges=edges))
    return tally.code


@command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--tsv", "folder", required=True, metavar="DIR")
@click.option("--coverage", is_flag=True)
@_reading_options
@explain_option()
def extract(paths: tuple[str, ...], folder: str, coverage: bool, jobs: int | None, private: bool, verbose: bool) -> int:
    """Read files into tables, without a database."""
    settings = Settings.read()
    stems: Counter[str] = Counter()
    covered: dict[str, Coverage] = {}

    def keep(found: pipeline.Reading) -> None:
        stem = _stem(found)
        stems[stem] += 1
        # Two files of one name in different folders keep both their tables.
        stem = stem if stems[stem] == 1 else f"{stem}-{stems[stem]}"
        # A list of rows has no sentences.
        if coverage and found.batch.document.kind == "policy":
            covered[stem] = cover(found.batch)
        try:
            _write(found, Path(folder), stem, covered.get(stem))
        except KeyboardInterrupt:
            # Of a document there are all its tables or none: the one that was being written is finished.
            _write(found, Path(folder), stem, covered.get(stem))
            raise

    with begun(paths, settings, jobs=jobs, private=private, verbose=verbose) as work:
        try:
            tally = _read_all(work, keep)
        except KeyboardInterrupt:
            click.echo(text("extract", "interrupted", read=stems.total(), folder=folder), err=True)
            raise
    for line in generate_coverage(covered) if covered else ():
        click.echo(line)
    click.echo(text("extract", "done", read=tally.read, failed=tally.failed, folder=folder))
    return tally.code


def _write(found: pipeline.Reading, folder: Path, stem: str, covered: Coverage | None) -> None:
    tsv.write(found.batch, folder, stem)
    if covered is not None:
        rows = ((item.measure or "doc", item.trigger, item.text) for item in covered.silent)
        tsv.write_table(folder, f"{stem}.coverage", COVERAGE_COLUMNS, rows)


def _stem(found: pipeline.Reading) -> str:
    return Path(found.batch.document.source or found.batch.document.id).stem


@contextmanager
def begun(
    paths: Sequence[str | Path],
    settings: Settings,
    *,
    jobs: int | None = None,
    private: bool = False,
    verbose: bool = False,
) -> Iterator[Work]:
    """Find what lies behind the paths and begin to read it, in as many processes as there are processors."""
    found, failed = _find(paths, private=private)
    with reading.opened(found, settings.data, settings.cache, jobs=jobs or reading.cores()) as outcomes:
        yield Work(found, failed, outcomes, verbose)


def _read_all(work: Work, keep: Keep) -> Tally:
    started = monotonic()
    failed = work.failed
    read = broken = 0
    # Closed at once where the work is broken off: what is being read is of no use any more.
    with Telling(work.sources, verbose=work.verbose) as telling, closing(work.outcomes) as outcomes:
        for outcome in outcomes:
            try:
                found = outcome.get()
                keep(found)
            except (StoreError, ExportError):
                # Where everything goes is gone: the next file would fare no better.
                raise
            except Exception as error:
                # Even a fault of ours costs one document, not the rest of them.
                failed += 1
                telling.failed(outcome.source, error)
            else:
                read += 1
                broken += telling.read(found, outcome.seconds)
    telling.sum_up()
    return Tally(read, failed, broken, monotonic() - started)


def _find(paths: Sequence[str | Path], *, private: bool) -> tuple[list[sources.Source], int]:
    """The files behind the paths, and how many paths lead to none; each of those is named on stderr."""
    found: list[sources.Source] = []
    failed = 0
    for path in paths:
        try:
            found.extend(sources.find((path,), private=private))
        except DocumentError as error:
            failed += 1
            tell_failure(str(path), error)
        tell_passed_over(sources.passed_over(path))
    return found, failed
