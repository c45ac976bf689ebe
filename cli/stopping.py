"""The end of what runs (`stop`): apart from the rest, for it needs neither the driver nor the loaders."""

from __future__ import annotations

import click

from cli import site
from cli.command import command
from cli.texts import text
from graph.engine import Engine
from settings import Settings


@command()
def stop() -> None:
    """End the explorer and the embedded engine; the data stays."""
    settings = Settings.read()
    ended = site.end(settings)
    if ended:
        click.echo(text("stop", "explorer"))
    if settings.neo4j_uri:
        click.echo(text("stop", "neo4j", address=settings.neo4j_uri))
    elif Engine(settings.home, settings.cache).stop():
        click.echo(text("stop", "engine"))
    elif not ended:
        click.echo(text("stop", "nothing"))
