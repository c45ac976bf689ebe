"""Rows in portions that one message to the database can carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.layout import canonical

ROWS = 2_000
BYTES = 4_000_000


def portions(
    rows: Iterable[Mapping[str, Any]], *, most_rows: int = ROWS, most_bytes: int = BYTES
) -> Iterator[list[Mapping[str, Any]]]:
    """Cut rows into lists of bounded length and bounded size; a row that is too big by itself goes alone.

    >>> [len(portion) for portion in portions([{"n": n} for n in range(5)], most_rows=2)]
    [2, 2, 1]
    """
    portion: list[Mapping[str, Any]] = []
    size = 0
    for row in rows:
        weight = len(canonical(row))
        if portion and (len(portion) >= most_rows or size + weight > most_bytes):
            yield portion
            portion, size = [], 0
        portion.append(row)
        size += weight
    if portion:
        yield portion
