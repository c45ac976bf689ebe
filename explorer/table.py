"""The rows of an answer as a table that people read: their columns by Chinese title, names instead of nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from graph.subgraph import Edge, Node
from queries.saved import Column

UNSEEN = ("sentence", "offset", "identifier")
NUMBERS = ("integer", "number")
ROW_HEIGHT = 38
MOST_ROWS = 7


def choose_row(columns: Sequence[Column], rows: Sequence[Mapping[str, Any]], *, key: str) -> int | None:
    """Show the rows; the number of the one that is chosen, the first until the user chooses."""
    if not rows:
        return None
    shown = [column for column in columns if column.type not in UNSEEN and _told(column, rows)]
    st.dataframe(
        {column.title: _cells(column, rows) for column in shown},
        hide_index=True,
        height=ROW_HEIGHT * (min(len(rows), MOST_ROWS) + 1) + 2,
        row_height=ROW_HEIGHT,
        on_select="rerun",
        selection_mode="single-cell",
        key=key,
    )
    row = chosen_row(key)
    return row if row is not None and row < len(rows) else 0


def chosen_row(key: str) -> int | None:
    """The row of the cell that the user clicked in the table of this key."""
    state = st.session_state.get(key)
    cells = state.selection.cells if state is not None else ()
    return int(cells[0][0]) if cells else None


def _cells(column: Column, rows: Iterable[Mapping[str, Any]]) -> list[Any]:
    values = [reading(row.get(column.name)) for row in rows]
    return [None if value == "" else value for value in values] if column.type in NUMBERS else list(map(str, values))


def _told(column: Column, rows: Iterable[Mapping[str, Any]]) -> bool:
    return any(row.get(column.name) not in (None, "", []) for row in rows)


def reading(value: Any) -> Any:
    """A value as it is read: names for nodes and edges, lists joined, whole numbers without a point.

    >>> reading(["长春", "吉林"]), reading(5000.0)
    ('长春、吉林', 5000)
    """
    if isinstance(value, Node):
        return value.name
    if isinstance(value, Edge):
        return value.type
    if isinstance(value, list | tuple):
        return "、".join(str(reading(item)) for item in value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "" if value is None else value
