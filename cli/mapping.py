"""A draft of the mapping that a register needs, and what would come out by it (`map`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import yaml

from cli.command import command
from cli.texts import text
from graph.errors import DocumentError, ExportError
from graph.model import Batch, Entity
from graph.ontology import Ontology
from loaders import registers
from loaders.issues import Issue
from loaders.knowledge import Knowledge
from loaders.registers import draft, guess, mapping
from loaders.sources import REGISTER_SUFFIXES, Source
from settings import Settings

# Of so many rows it is shown what comes of them; so many doubts are told.
_ROWS, _DOUBTS = 5, 5
# Rows that are read for it: some of the first may be none.
_READ = 40


@command()
@click.argument("path", metavar="FILE")
@click.option("--sheet", default="", metavar="NAME")
@click.option("--write", is_flag=True)
def map(path: str, sheet: str, write: bool) -> None:
    """Guess how the columns of a register are to be read."""
    source = _source(path)
    settings = Settings.read()
    sheets = registers.open_sheets(source.item())
    knowledge = Knowledge.load(settings.data, settings.cache)
    found = guess.propose(sheets, knowledge, source.name, sheet)
    lines = list(draft.generate_draft(found, knowledge.ontology, source.file, picked=bool(sheet)))
    drafted = "\n".join(lines) + "\n"
    read = mapping.parse(yaml.safe_load(drafted), mapping.beside(source), knowledge.ontology)
    first = draft.beginning(found.sheet, found.header.bottom, _READ)
    batch, issues = registers.read_sheets([first], read, knowledge, source.name)
    for line in (*lines, *generate_preview(batch, issues, knowledge.ontology)):
        click.echo(line)
    if write:
        place = source.path.with_name(mapping.beside(source))
        _write(place, drafted)
        click.echo(text("map", "written", path=place), err=True)


def _source(path: str) -> Source:
    place = Path(path)
    if place.suffix.lower() not in REGISTER_SUFFIXES:
        raise DocumentError(text("map", "suffix", path=path, known=" ".join(sorted(REGISTER_SUFFIXES))))
    return Source(place, register=True)


def generate_preview(batch: Batch, issues: Sequence[Issue], ontology: Ontology) -> Iterator[str]:
    """What the first rows come to, as comments below the draft, so that all of it together is YAML."""
    names = {entity.id: entity for entity in batch.entities}
    said: dict[int, list[str]] = {entity.evidence.start: [] for entity in batch.entities}
    told: dict[tuple[int, str, str], list[str]] = {}
    for relation in batch.relations:
        source = _shown(names[relation.source], ontology)
        for evidence in relation.evidence:
            key = (evidence.start, source, ontology.relations[relation.type].zh)
            told.setdefault(key, []).append(names[relation.target].name)
    for (start, source, kind), targets in told.items():
        line = _line(batch, start)
        said.setdefault(start, []).append(f"{source} {kind} {'、'.join(sorted(targets, key=line.find))}")
    yield ""
    yield f"# {text('map', 'preview', count=_ROWS)}"
    for start in sorted(said)[:_ROWS]:
        alone = [_shown(entity, ontology) for entity in batch.entities if entity.evidence.start == start]
        yield f"#   {_line(batch, start)}"
        yield from (f"#     {fact}" for fact in said[start] or alone)
    if not said:
        yield f"#   {text('map', 'nothing')}"
    yield from (f"#   {text('map', 'doubt', message=issue.message)}" for issue in issues[:_DOUBTS])


def _line(batch: Batch, start: int) -> str:
    return batch.document.text[start:].partition("\n")[0]


def _shown(entity: Entity, ontology: Ontology) -> str:
    return f"{ontology.nodes[entity.label].zh}“{entity.name}”"


def _write(place: Path, drafted: str) -> None:
    """Write a draft where no mapping stands yet."""
    try:
        with place.open("x", encoding="utf-8", newline="\n") as file:
            file.write(drafted)
    except FileExistsError as error:
        raise ExportError(text("map", "exists", path=place)) from error
    except OSError as error:
        raise ExportError(text("map", "unwritable", path=place, reason=error.strerror or error)) from error
