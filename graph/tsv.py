"""Batch → three tables as the ontology's page describes them: entities, relations, targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from graph.errors import ExportError
from graph.model import Batch

ENTITY_COLUMNS = ("label", "name", "aliases")
RELATION_COLUMNS = ("type", "head", "tail")
TARGET_COLUMNS = ("measure", "indicator", "comparator", "value", "unit", "year", "kind")


def generate_entities(batch: Batch) -> Iterator[tuple[str, ...]]:
    """One row an entity: label, name, aliases joined by ``|``."""
    for entity in batch.entities:
        yield entity.label, _cell(entity.name), "|".join(_cell(alias) for alias in entity.aliases)


def generate_relations(batch: Batch) -> Iterator[tuple[str, ...]]:
    """One row a relation: type, head and tail, each a name, ``@path`` for a measure or ``@doc``."""
    names = {entity.id: _cell(entity.name) for entity in batch.entities}
    names.update({measure.id: f"@{measure.path}" for measure in batch.measures})
    names[batch.document.id] = "@doc"
    for relation in batch.relations:
        yield relation.type, names[relation.source], names[relation.target]


def generate_targets(batch: Batch) -> Iterator[tuple[str, ...]]:
    """One row a figure: measure path or ``doc``, indicator, comparator, value, unit, year, kind."""
    for target in batch.targets:
        yield (
            target.measure or "doc",
            _cell(target.indicator),
            str(target.comparator),
            target.value,
            target.unit,
            target.year,
            target.kind,
        )


def write(batch: Batch, directory: Path, stem: str) -> None:
    """Write the three tables of a batch into a folder; raise ExportError when it cannot be written."""
    tables = {
        "entities": (ENTITY_COLUMNS, generate_entities(batch)),
        "relations": (RELATION_COLUMNS, generate_relations(batch)),
        "targets": (TARGET_COLUMNS, generate_targets(batch)),
    }
    for name, (columns, rows) in tables.items():
        write_table(directory, f"{stem}.{name}", columns, rows)


def write_table(directory: Path, name: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write one table as ``NAME.tsv`` into a folder; raise ExportError when it cannot be written."""
    lines = ["\t".join(map(_bare, row)) for row in (columns, *rows)]
    try:
        directory.mkdir(parents=True, exist_ok=True)
        (directory / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise ExportError(f"{directory}：无法写入（{error.strerror}），请换一个文件夹或检查权限") from error


def _bare(cell: str) -> str:
    return cell.replace("\t", " ").replace("\n", " ")


def _cell(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ").replace("|", "｜")
