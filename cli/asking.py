"""Questions: a saved query with typed parameters (`query`), or a reading Cypher statement (`cypher`)."""

from __future__ import annotations

from collections.abc import Iterable

import click

from cli.store import opened
from cli.texts import text
from graph.errors import QueryError
from settings import Settings

FORMS = ("table", "csv", "json")
form_option = click.option("--format", "form", type=click.Choice(FORMS), default="table", show_default=True)


@click.command()
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--list", "listing", is_flag=True)
@click.option("--param", "pairs", multiple=True, metavar="名字=值")
@form_option
def query(name: str | None, listing: bool, pairs: tuple[str, ...], form: str) -> None:
    """Run a saved query, or list them."""


@click.command()
@click.argument("statement", metavar="STATEMENT")
@form_option
def cypher(statement: str, form: str) -> None:
    """Run a reading Cypher statement."""
    with opened(Settings.read()) as store:
        answer = store.read(statement)


def parameters(pairs: Iterable[str]) -> dict[str, str]:
    """The parameters of a query as they were typed: ``name=value``, each name once.

    >>> parameters(["industry=碳纤维"])
    {'industry': '碳纤维'}
    """
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise QueryError(text("query", "pair", pair=pair))
        if name in found:
            raise QueryError(text("query", "twice", name=name))
        found[name] = value
    return found
