"""A figure of what surrounds an entity, written to a file (`export`)."""

from __future__ import annotations

from pathlib import Path

import click

from cli.command import command
from cli.store import opened
from cli.texts import text
from diagrams.export import export as write_figure
from diagrams.export import suffixes
from diagrams.figure import Figure
from graph.errors import ExportError
from graph.store import GraphReader
from graph.subgraph import Node, Subgraph
from queries import entities, neighbourhood
from settings import Settings

# Facts in a figure that can still be read on a slide or an A4 page.
READABLE = 30
FARTHEST = 4

_DATE = "MATCH (d:Document) WHERE d.loaded RETURN max(d.date) AS date"


@command()
@click.option("--center", required=True, metavar="NAME")
@click.option("--hops", type=click.IntRange(1, FARTHEST), default=1, show_default=True, metavar="N")
@click.option("--limit", type=click.IntRange(1, 400), default=READABLE, show_default=True, metavar="N")
@click.option("--to", "path", required=True, metavar="FILE")
def export(center: str, hops: int, limit: int, path: str) -> None:
    """Write the neighbourhood of an entity as a figure."""
    if Path(path).suffix.lower() not in suffixes():
        raise ExportError(text("export", "suffix", path=path, known="、".join(suffixes())))
    with opened(Settings.read()) as store:
        figure = draw(store, center, hops=hops, limit=limit)
    written = write_figure(figure, Path(path))
    click.echo(text("export", "done", path=written, nodes=len(figure.subgraph.nodes), facts=len(figure.facts())))
    for note in figure.notes:
        click.echo(note)


def draw(reader: GraphReader, center: str, *, hops: int, limit: int) -> Figure:
    """The figure of what stands within so many hops of the entity that a name means.

    Its date is that of the newest document in the graph, so that the same graph gives the same figure.
    Raise QueryError when the name means nothing or several things.
    """
    hit = entities.resolve(reader, center)
    around = neighbourhood.neighbourhood(reader, [hit.id], hops, limit=limit)
    notes = [text("export", "omitted", count=around.omitted)] if around.omitted else []
    date = reader.read(_DATE).rows[0]["date"]
    return Figure.of(
        around.subgraph,
        title=text("export", "title", name=hit.name, hops=hops),
        date=str(date or ""),
        documents=_documents(reader, around.subgraph),
        notes=notes,
        focus=[hit.id],
    )


def _documents(reader: GraphReader, subgraph: Subgraph) -> tuple[Node, ...]:
    named = {str(edge.properties["document"]) for edge in subgraph.edges if edge.properties.get("document")}
    return neighbourhood.nodes(reader, sorted(named))
