"""Why a sentence was read as it was (`extract --explain`), told on the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

from cli.texts import labels, text
from graph import tsv
from graph.ontology import Ontology
from loaders.knowledge import Knowledge
from loaders.review.explaining import Candidate, Explanation, explain
from queries.rows import Sheet, generate_table
from settings import Settings


def explain_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--explain``: like ``--help``, it answers and leaves the command itself undone."""
    return click.option("--explain", metavar="TEXT", is_eager=True, expose_value=False, callback=_explain)


def generate_explanation(found: Explanation, ontology: Ontology) -> Iterator[str]:
    """The lines that tell the words, the names, the relations and the figures of a sentence."""
    yield text("explain", "words")
    yield " ".join(f"{form}/{kind}" for form, kind in found.words if form.strip())
    titles = {name: node.zh for name, node in ontology.nodes.items()}
    yield from _section("names", [_name(candidate, titles) for candidate in found.candidates])
    yield from _section("relations", list(_relations(found, ontology)))
    yield from _section("targets", list(_targets(found)))


def _explain(ctx: click.Context, _option: click.Parameter, sentence: str | None) -> None:
    if sentence is None or ctx.resilient_parsing:
        return
    settings = Settings.read()
    knowledge = Knowledge.load(settings.data, settings.cache)
    for line in generate_explanation(explain(sentence, knowledge), knowledge.ontology):
        click.echo(line)
    ctx.exit()


def _section(name: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """One table under its title, or a line that says there is nothing of the kind."""
    yield ""
    yield text("explain", name, "title")
    titles = tuple(labels("explain", name, "columns").values())
    if not rows:
        yield text("explain", "nothing")
        return
    cells = tuple(dict(zip(titles, row, strict=True)) for row in rows)
    yield from generate_table(Sheet(titles, titles, cells, titles))


def _name(candidate: Candidate, titles: dict[str, str]) -> tuple[str, ...]:
    known = labels("explain", "finders")
    finders = "、".join(known.get(finder, finder) for finder in candidate.finders)
    outcome = "taken" if candidate.taken else "rival" if candidate.rival else "refused"
    return (
        candidate.name,
        titles[candidate.label],
        finders,
        text("explain", "outcome", outcome, rival=candidate.rival),
    )


def _relations(found: Explanation, ontology: Ontology) -> Iterator[tuple[str, ...]]:
    ends = list(tsv.generate_relations(found.batch))
    for relation, (kind, head, tail) in zip(found.batch.relations, ends, strict=True):
        for evidence in relation.evidence:
            yield ontology.relations[kind].zh, head, tail, evidence.rule, f"{evidence.confidence:.2f}"


def _targets(found: Explanation) -> Iterator[tuple[str, ...]]:
    for target in found.batch.targets:
        evidence = target.evidence[0]
        figure = f"{target.comparator} {target.value} {target.unit}".strip()
        kind = text("explain", "kinds", target.kind)
        yield target.indicator, figure, target.year, kind, evidence.rule, f"{evidence.confidence:.2f}"
