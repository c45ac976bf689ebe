"""A batch as JSON lines and back: what golden files, pipes and archives are made of.

Each line holds one part, named: ``{"document": …}`` first, then measures, entities, relations and targets in the
batch's own order. What has its default value is left out, so that a line stays short and a diff small.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any

from graph.errors import InnographError, ModelError
from graph.model import Batch, Document, Entity, Evidence, Measure, Relation, Target
from graph.values import Comparator, PartialDate

_KINDS: Mapping[str, type] = {
    "document": Document,
    "measure": Measure,
    "entity": Entity,
    "relation": Relation,
    "target": Target,
}


def generate(batch: Batch) -> Iterator[str]:
    """Every part of the batch as one line of JSON, without a line feed; the same batch gives the same lines."""
    yield _line("document", batch.document)
    for kind, parts in (
        ("measure", batch.measures),
        ("entity", batch.entities),
        ("relation", batch.relations),
        ("target", batch.targets),
    ):
        for part in parts:
            yield _line(kind, part)


def parse(lines: Iterable[str]) -> Batch:
    """The one batch that the lines hold; raise ModelError naming the line that is not sound.

    >>> from graph.model import Document
    >>> batch = Batch(Document("d1", "某省科技规划"))
    >>> parse(generate(batch)) == batch
    True
    """
    batches = list(parse_all(lines))
    if len(batches) != 1:
        raise ModelError(f"the lines hold {len(batches)} documents where one is wanted: read them with parse_all")
    return batches[0]


def parse_all(lines: Iterable[str]) -> Iterator[Batch]:
    """Every batch that the lines hold, one after the other: a new one begins with each document."""
    document: Document | None = None
    held: dict[str, list[Any]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        kind, part = _part(line, number)
        if isinstance(part, Document):
            if document is not None:
                yield _batch(document, held)
            document, held = part, {}
        elif document is None:
            raise ModelError(f"line {number}: a {kind} stands before any document")
        else:
            held.setdefault(kind, []).append(part)
    if document is not None:
        yield _batch(document, held)


def _batch(document: Document, held: Mapping[str, list[Any]]) -> Batch:
    parts = {f"{kind}s" if kind != "entity" else "entities": tuple(found) for kind, found in held.items()}
    return Batch(document, **parts)


def _line(kind: str, part: Any) -> str:
    return json.dumps({kind: _written(part)}, ensure_ascii=False, separators=(",", ":"))


def _written(part: Any) -> dict[str, Any]:
    found = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.default is MISSING or value != field.default:
            found[field.name] = _value(field.name, value)
    return found


def _value(name: str, value: Any) -> Any:
    if name == "properties":
        return dict(value)
    if name == "evidence":
        return [_written(each) for each in value] if isinstance(value, tuple) else _written(value)
    return str(value) if isinstance(value, (PartialDate, Comparator)) else value


def _part(line: str, number: int) -> tuple[str, Any]:
    try:
        loaded = json.loads(line)
        ((kind, raw),) = loaded.items()
        return kind, _read(_KINDS[kind], raw)
    except (ValueError, TypeError, KeyError, AttributeError, InnographError) as error:
        raise ModelError(f"line {number} holds no part of a batch: {type(error).__name__}: {error}") from error


def _read(kind: type, raw: Mapping[str, Any]) -> Any:
    return kind(**{name: _readers.get(name, _plain)(value) for name, value in raw.items()})


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _evidence(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(Evidence(**each) for each in value)
    return Evidence(**value)


def _properties(value: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((name, _plain(each)) for name, each in value.items())


_readers: Mapping[str, Callable[[Any], Any]] = {
    "date": PartialDate.parse,
    "effective": PartialDate.parse,
    "expiry": PartialDate.parse,
    "comparator": Comparator,
    "evidence": _evidence,
    "properties": _properties,
}
