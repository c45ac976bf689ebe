"""Questions: a saved query with typed parameters (`query`), or a reading Cypher statement (`cypher`)."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator

import click

from cli.command import command
from cli.store import opened
from cli.texts import text
from graph.errors import QueryError
from graph.store import Rows
from queries import arguments
from queries.catalog import Answer, Catalog, SavedQuery, run
from queries.rows import WIDTH, Sheet, generate_csv, generate_json, generate_table
from settings import Settings

FORMS = ("table", "csv", "json")
form_option = click.option("--format", "form", type=click.Choice(FORMS), default=FORMS[0], show_default=True)


@command()
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--list", "listing", is_flag=True)
@click.option("--param", "pairs", multiple=True, metavar="NAME=VALUE")
@form_option
def query(name: str | None, listing: bool, pairs: tuple[str, ...], form: str) -> None:
    """Run a saved query, or list what can be asked."""
    catalog = Catalog.load()
    if listing:
        click.echo("\n".join(describe(catalog.get(name)) if name else overview(catalog)))
        return
    if not name:
        raise QueryError(text("query", "name"))
    asked, given = catalog.get(name), parameters(pairs)
    # What is wrong with the question is told before an engine is started for it.
    arguments.typed(asked, given)
    with opened(Settings.read()) as store:
        answer = run(store, asked, given)
        bare = not answer.rows and not store.counts()
    tell(answer, form)
    for note in [text("query", "bare")] if bare else answer.notes:
        click.echo(note, err=True)


@command()
@click.argument("statement", metavar="STATEMENT")
@form_option
def cypher(statement: str, form: str) -> None:
    """Run a reading Cypher statement."""
    if not statement.strip():
        raise QueryError(text("cypher", "empty"))
    with opened(Settings.read()) as store:
        found = store.read(statement)
        bare = not found.rows and not store.counts()
    tell(found, form)
    if bare:
        click.echo(text("query", "bare"), err=True)
    if found.truncated:
        click.echo(text("query", "truncated", count=len(found.rows)), err=True)


def tell(found: Answer | Rows, form: str) -> None:
    """Write an answer to stdout as a table for the eye, or as CSV or JSON for other programs."""
    sheet = Sheet.of(found)
    if form == "table" and not sheet.rows:
        click.echo(text("query", "empty"))
        return
    lines = {"table": _table, "csv": generate_csv, "json": generate_json}[form](sheet)
    for line in lines:
        click.echo(line)


def parameters(pairs: Iterable[str]) -> dict[str, str]:
    """The parameters of a query as they were typed: ``name=value``, each name once.

    >>> parameters(["industry=碳纤维"])
    {'industry': '碳纤维'}
    """
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise QueryError(text("query", "pair", pair=pair))
        if name.strip() in found:
            raise QueryError(text("query", "twice", name=name.strip()))
        found[name.strip()] = value
    return found


def overview(catalog: Catalog) -> Iterator[str]:
    """Every saved query: its name and title, and how to ask it."""
    for saved in catalog:
        yield f"{saved.name}  {saved.title}"
        yield f"    innograph query {saved.name}{''.join(_pairs(saved))}"


def describe(saved: SavedQuery) -> Iterator[str]:
    """One saved query: what it answers, its parameters and its columns."""
    yield f"{saved.name}  {saved.title}"
    yield f"    {saved.about}"
    yield text("query", "parameters")
    for parameter in saved.parameters:
        default = "" if parameter.required else text("query", "default", value=parameter.default or "")
        yield f"    {parameter.name}  {parameter.title}{default}：{parameter.about}"
        for value, title in parameter.choices:
            yield f"        {value}  {title}"
    yield text("query", "columns")
    for column in saved.columns:
        yield f"    {column.name}  {column.title}"
    yield text("query", "example")
    yield f"    innograph query {saved.name}{''.join(_pairs(saved))}"


def _pairs(saved: SavedQuery) -> Iterator[str]:
    for name, value in saved.example.items():
        yield f" --param {name}={value}"


def _table(sheet: Sheet) -> Iterator[str]:
    width = shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH
    return generate_table(sheet, width=width)
