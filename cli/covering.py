"""How far what was read covers the sentences of each document (`extract --coverage`), told on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cli.texts import labels
from loaders.review.coverage import Coverage
from queries.rows import Sheet, generate_table

COVERAGE_COLUMNS = ("measure", "trigger", "sentence")


def generate_coverage(covered: Mapping[str, Coverage]) -> Iterator[str]:
    """The lines of a table: of each document the sentences that promise a fact, and how many gave none."""
    titles = tuple(labels("extract", "coverage").values())
    rows = [
        dict(zip(titles, (name, str(item.promising), str(len(item.silent)), f"{item.share:.0%}"), strict=True))
        for name, item in covered.items()
    ]
    yield from generate_table(Sheet(titles, titles, tuple(rows), titles))
