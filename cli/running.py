"""What runs: `up` starts the graph and the explorer, `status` says how things stand."""

from __future__ import annotations

import json
import signal
from collections.abc import Mapping
from types import FrameType

import click

from cli import site
from cli.building import begun, build_graph
from cli.command import command
from cli.store import opened
from cli.texts import text
from graph.engine import Engine
from graph.errors import StoreError
from graph.ontology import Ontology
from settings import Settings


@command()
@click.option("--port", type=click.IntRange(1, 65535), metavar="PORT")
def up(port: int | None) -> int:
    """Start the engine, build the graph where it is empty, start the explorer, wait for its end."""
    settings = Settings.read()
    running = site.find(settings)
    if running is not None:
        click.echo(text("up", "already", address=running.address))
        return 0
    port = site.choose_port(port)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)
    ours = not settings.neo4j_uri and not Engine(settings.home, settings.cache).status().running
    try:
        _build_where_empty(settings)
        click.echo(text("up", "starting"))
        _serve(settings, port)
    finally:
        # What this command started ends with it; an engine that ran before belongs to somebody else.
        site.end(settings)
        if ours:
            Engine(settings.home, settings.cache).stop()
    return 0


def _build_where_empty(settings: Settings) -> None:
    with opened(settings) as store:
        store.prepare()
        if not tuple(store.documents()):
            click.echo(text("up", "building", data=settings.data))
            with begun([settings.data], settings) as work:
                build_graph(store, work)


def _serve(settings: Settings, port: int) -> None:
    started = site.start(settings, port)
    click.echo(text("up", "ready", address=started.address))
    click.echo(text("up", "end"))
    process = started.process()
    try:
        code = process.wait() if process is not None else None
    except KeyboardInterrupt:
        code = 0
    if code and code != -signal.SIGTERM:
        raise StoreError(text("up", "died", code=code, log=settings.home / "explorer.log"))
    click.echo(text("up", "ended"))


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@command()
@click.option("--json", "as_json", is_flag=True)
def status(as_json: bool) -> None:
    """Say what stands behind the graph and what is in it."""
    settings = Settings.read()
    running = site.find(settings)
    with opened(settings) as store:
        about = dict(store.about())
        counts = store.counts()
        documents = len(tuple(store.documents()))
        digest = store.digest()
    ontology = Ontology.load()
    nodes = {name: count for name, count in counts.items() if name in ontology.nodes}
    edges = {name: count for name, count in counts.items() if name in ontology.relations}
    if as_json:
        told = {
            **about,
            "explorer": running.address if running else None,
            "documents": documents,
            "nodes": nodes,
            "relations": edges,
            "digest": digest,
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(text("status", "engine", engine=about["engine"], version=about["version"]))
    click.echo(text("status", "address", address=about["address"]))
    click.echo(text("status", "explorer", address=running.address if running else text("status", "asleep")))
    click.echo(text("status", "documents", count=documents))
    _tell_counts("nodes", nodes, {name: node.zh for name, node in ontology.nodes.items()})
    _tell_counts("edges", edges, {name: relation.zh for name, relation in ontology.relations.items()})
    click.echo(text("status", "digest", digest=digest))


def _tell_counts(heading: str, counts: Mapping[str, int], titles: Mapping[str, str]) -> None:
    click.echo(text("status", heading, count=sum(counts.values())))
    for name, count in counts.items():
        click.echo(text("status", "row", title=titles[name], name=name, count=count))
