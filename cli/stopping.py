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
    engine = None if settings.neo4j_uri else Engine(settings.home, settings.cache)
    # `innograph up` stops its engine by itself once its explorer ends: both are ours to tell of.
    ran = engine is not None and engine.status().running
    ended = site.end(settings)
    if engine is not None:
        engine.stop()
    if ended:
        click.echo(text("stop", "explorer"))
    if ran:
        click.echo(text("stop", "engine"))
    if settings.neo4j_uri:
        click.echo(text("stop", "neo4j", address=settings.neo4j_uri))
    elif not ended and not ran:
        click.echo(text("stop", "nothing"))
