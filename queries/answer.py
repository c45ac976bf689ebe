"""Asking a saved query, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.store import GraphReader
from queries import arguments, entities, evidence
from queries.saved import Column, Parameter, SavedQuery

# Behind the columns of a query, where its sentences come from sources with pages.
PAGE = Column("page", "integer", "页")


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer under their declared columns, every row with its sentence and its place.

    ``parameters`` are the values as they were asked, ``notes`` say in Chinese how a name was understood or
    why there may be no rows, ``truncated`` whether more rows were cut off.
    """

    query: SavedQuery
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Any], ...]
    parameters: Mapping[str, Any]
    notes: tuple[str, ...] = ()
    truncated: bool = False


def run(reader: GraphReader, query: SavedQuery, parameters: Mapping[str, Any] | None = None) -> Answer:
    """Ask a saved query; QueryError where a parameter is unknown, missing or of the wrong type.

    A name given for an ``entity`` is first looked up as people write it (other quotation marks, full width,
    ``Label:name``); a name that the graph does not hold is asked all the same, and noted.
    """
    values = arguments.typed(query, parameters or {})
    notes = []
    for parameter in query.parameters:
        value = values[parameter.name]
        if parameter.type == "entity" and isinstance(value, str) and value:
            values[parameter.name], note = _known_name(reader, parameter, value)
            notes.extend(note)
    found = reader.read(query.cypher, values)
    rows = tuple({column.name: row[column.name] for column in query.columns} for row in found.rows)
    columns, paged = _with_pages(reader, query.columns, rows)
    if not rows:
        notes.append("没有查到：载入的文件里没有这样的事实，或没有读出来")
    if found.truncated:
        notes.append(f"只列出前 {len(rows)} 行，其余略去：请把条件收窄")
    return Answer(query, columns, paged, values, tuple(notes), found.truncated)


def _with_pages(
    reader: GraphReader, columns: tuple[Column, ...], rows: tuple[Mapping[str, Any], ...]
) -> tuple[tuple[Column, ...], tuple[Mapping[str, Any], ...]]:
    """The rows with the page of each sentence, where any of their documents has pages."""
    documents = {str(row["document_id"]) for row in rows if row.get("document_id")}
    pages = evidence.pages_of(reader, documents) if documents else {}
    if not pages:
        return columns, rows
    found = (evidence.page_at(pages.get(str(row["document_id"]), ()), int(row["start"] or 0)) for row in rows)
    return (*columns, PAGE), tuple({**row, PAGE.name: page or ""} for row, page in zip(rows, found, strict=True))


def suggest(reader: GraphReader, parameter: Parameter, typed: str = "", *, limit: int = 20) -> tuple[str, ...]:
    """What may be given for a parameter in this graph, the likeliest first; with ``typed`` what fits it."""
    if parameter.type == "choice":
        found = [title for value, title in parameter.choices if typed in title or typed in value]
    elif parameter.suggest:
        rows = reader.read(parameter.suggest).rows
        found = [str(row["value"]) for row in rows if typed in str(row["value"])]
    elif parameter.type == "entity" and typed:
        found = [hit.name for hit in entities.search(reader, typed, limit, labels=parameter.labels)]
    elif parameter.type == "entity":
        found = [hit.name for hit in entities.foremost(reader, parameter.labels, limit)]
    else:
        found = []
    return tuple(dict.fromkeys(found))[:limit]


def _known_name(reader: GraphReader, parameter: Parameter, given: str) -> tuple[str, list[str]]:
    """The name to ask with, as the graph writes it, and what to tell about it."""
    labels, name = entities.chosen(given, parameter.labels)
    hits = entities.named(reader, name, labels)
    if len({hit.name for hit in hits}) == 1:
        known = hits[0].name
        return known, [f"“{given}”按“{known}”查询"] if known != given else []
    if hits:
        names = "、".join(hit.name for hit in hits)
        return name, [f"“{name}”可指：{names}；写全称可只查其中一个"]
    near = entities.search(reader, name, 5, labels=labels)
    if not near:
        return name, [f"图谱里没有叫“{name}”的{parameter.title}"]
    names = "、".join(hit.name for hit in near)
    return name, [f"图谱里没有恰好叫“{name}”的{parameter.title}；相近的有：{names}"]
