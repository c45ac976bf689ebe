"""How well documents were read, on annotations of one's own (`score`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from cli.command import command
from cli.texts import labels, text
from graph.ontology import Ontology
from loaders.review import scoring, tables
from loaders.review.scoring import Comparison, Error, Score
from loaders.review.tables import PARTS
from queries.rows import display_width

FORMS = ("table", "json")
_GAP = "  "


@command()
@click.argument("gold", metavar="GOLD_DIR")
@click.argument("out", metavar="OUT_DIR")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--second", metavar="DIR")
@click.option("--errors", type=click.IntRange(0, 9999), default=0, show_default=True, metavar="N")
@click.option("--format", "form", type=click.Choice(FORMS), default=FORMS[0], show_default=True)
def score(gold: str, out: str, names: tuple[str, ...], second: str | None, errors: int, form: str) -> None:
    """Compare extracted tables with annotated ones."""
    chosen = tuple(dict.fromkeys(names)) or scoring.common(Path(gold), Path(out))
    found = scoring.score(Path(gold), Path(out), chosen, second=Path(second) if second else None)
    lines = (
        generate_json(found, chosen, errors) if form == "json" else _page(found, chosen, errors, agreed=bool(second))
    )
    for line in lines:
        click.echo(line)
    # Whoever annotated a document wants to know that it was left out; of what was only read there may be hundreds.
    left = [] if names else [name for name in tables.documents(Path(gold)) if name not in chosen]
    if left:
        click.echo(text("score", "left", folder=out, names="、".join(left)), err=True)


def generate_table(found: Comparison) -> Iterator[str]:
    """The lines of the table of scores: each part, and below it the kinds that occur in it."""
    titles = _titles()
    rows = [tuple(labels("score", "columns").values())]
    for part, kind, figures in _ordered(found):
        name = f"  {titles[part, kind]}" if kind else titles[part, ""]
        counts = (figures.hits, figures.read, figures.annotated)
        rows.append((name, *(f"{rate:.3f}" for rate in _rates(figures).values()), *map(str, counts)))
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    for at, (name, *cells) in enumerate(rows):
        yield _GAP.join(
            [
                name + " " * (widths[0] - display_width(name)),
                *(" " * (size - display_width(cell)) + cell for cell, size in zip(cells, widths[1:], strict=True)),
            ]
        )
        if at == 0:
            yield _GAP.join("─" * size for size in widths)


def generate_errors(found: Comparison, most: int) -> Iterator[str]:
    """The lines that list what was missed and what is wrong, of each kind no more than ``most``."""
    titles = _titles()
    for title, errors in (("missed", found.missed), ("wrong", found.wrong)):
        for place, rows in _by_kind(errors):
            yield ""
            yield text("score", title, kind=_full(titles, *place), count=len(rows))
            yield from (text("score", "error", document=row.document, shown=row.shown) for row in rows[:most])
            if len(rows) > most:
                yield text("score", "more", count=len(rows) - most)


def generate_json(found: Comparison, names: Sequence[str], most: int) -> Iterator[str]:
    """The lines of a JSON object: ``documents``, ``scores`` and, when asked for, ``missed`` and ``wrong``."""
    told: dict[str, Any] = {
        "documents": list(names),
        "scores": [
            {"part": part, "kind": kind, **_rates(figures), **asdict(figures)}
            for part, kind, figures in _ordered(found)
        ],
    }
    if most:
        for title, errors in (("missed", found.missed), ("wrong", found.wrong)):
            told[title] = [asdict(row) for _, rows in _by_kind(errors) for row in rows[:most]]
    yield from json.dumps(told, ensure_ascii=False, indent=1).splitlines()


def _page(found: Comparison, names: Sequence[str], most: int, *, agreed: bool) -> Iterator[str]:
    yield text("score", "compared", count=len(names), names="、".join(names))
    if agreed:
        yield text("score", "agreed")
    yield ""
    yield from generate_table(found)
    if most:
        yield from generate_errors(found, most)


def _ordered(found: Comparison) -> list[tuple[str, str, Score]]:
    """The scores as people look for them: the whole part before its kinds, the kinds from the most frequent on."""
    rows = [(part, kind, figures) for (part, kind), figures in found.scores.items()]
    return sorted(rows, key=lambda row: (PARTS.index(row[0]), row[1] != "", -row[2].annotated, row[1]))


def _by_kind(errors: Sequence[Error]) -> Iterator[tuple[tuple[str, str], list[Error]]]:
    """The errors of each kind, documents in order and the rows of a document as its tables have them."""
    rows = sorted(errors, key=lambda error: (PARTS.index(error.part), error.kind, error.document))
    for place, group in groupby(rows, key=lambda error: (error.part, error.kind)):
        yield place, list(group)


def _rates(figures: Score) -> dict[str, float]:
    rates = {"precision": figures.precision, "recall": figures.recall, "f1": figures.f1}
    return {name: round(rate, 4) for name, rate in rates.items()}


def _titles() -> dict[tuple[str, str], str]:
    """What people call each part, and each kind of entity and relation."""
    ontology = Ontology.load()
    return {
        **{(part, ""): title for part, title in labels("score", "parts").items()},
        **{("entities", name): node.zh for name, node in ontology.nodes.items()},
        **{("relations", name): relation.zh for name, relation in ontology.relations.items()},
    }


def _full(titles: Mapping[tuple[str, str], str], part: str, kind: str) -> str:
    """A kind together with its part: 实体“机构”."""
    return text("score", "kind", part=titles[part, ""], kind=titles[part, kind]) if kind else titles[part, ""]
