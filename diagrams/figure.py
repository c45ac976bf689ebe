"""What a figure shows: a piece of the graph, its title and date, and the numbered documents it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from diagrams.terms import Terms
from graph.subgraph import Edge, Node, Subgraph

MENTIONS = "MENTIONS"
_NUMBER = re.compile(r"([0-9]+)")
_FIRST_CIRCLES = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the figure rests on; its number is its place in the figure's list."""

    id: str
    title: str
    number: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing standing in one relation to another: drawn once, however many passages say so.

    ``passages`` are pairs of a document's identifier and a measure's path, each once, sorted;
    ``words`` are the sentences.
    """

    type: str
    source: str
    target: str
    passages: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A subgraph made ready to be handed on.

    ``date`` is the date of the graph, ``sources`` the documents in the order of their numbers,
    ``notes`` sentences to stand under the figure, ``focus`` the identifiers of the nodes it is about.

    >>> nodes = [Node("a", "Park", {"name": "长春新区"}), Node("b", "Region", {"name": "长春市"})]
    >>> edge = Edge("e", "LOCATED_IN", "a", "b", {"document": "d", "measure": "2.1", "evidence": "长春新区…"})
    >>> figure = Figure.of(Subgraph.of(nodes, [edge]), title="园区", date="2026-01-05")
    >>> figure.facts()[0].passages, figure.sources
    ((('d', '2.1'),), (Source(id='d', title='d', number='', date=''),))
    """

    subgraph: Subgraph
    title: str
    date: str = ""
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    focus: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        subgraph: Subgraph,
        *,
        title: str,
        date: str = "",
        documents: Iterable[Node] = (),
        notes: Iterable[str] = (),
        focus: Iterable[str] = (),
    ) -> Figure:
        """Make a figure and number its sources: the documents that the edges drawn name, by date and title.

        ``documents`` are Document nodes that say what those documents are called; Document nodes of the
        subgraph say it too.
        """
        known = {node.id: node.properties for node in (*subgraph.nodes, *documents) if node.label == "Document"}
        cited = {document for fact in facts(subgraph) for document, _ in fact.passages}
        sources = sorted((_source(key, known.get(key, {})) for key in cited), key=lambda it: (it.date, it.title, it.id))
        return cls(subgraph, title, date, tuple(sources), tuple(notes), frozenset(focus))

    def facts(self) -> tuple[Fact, ...]:
        """What is drawn between the nodes, in a fixed order."""
        return facts(self.subgraph)

    def numbers(self) -> Mapping[str, int]:
        """The number of every source by its identifier."""
        return {source.id: place for place, source in enumerate(self.sources, 1)}


def facts(subgraph: Subgraph) -> tuple[Fact, ...]:
    """The sightings of each fact as one; a mention is kept only where nothing else joins the two nodes."""
    symmetric = Terms.load().symmetric
    joined = {frozenset((edge.source, edge.target)) for edge in subgraph.edges if edge.type != MENTIONS}
    sightings: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in subgraph.edges:
        if edge.type == MENTIONS and frozenset((edge.source, edge.target)) in joined:
            continue
        ends = (edge.source, edge.target)
        if edge.type in symmetric:
            ends = (min(ends), max(ends))
        sightings.setdefault((edge.type, *ends), []).append(edge)
    return tuple(_fact(key, edges) for key, edges in sorted(sightings.items()))


def circled(number: int) -> str:
    """The number in a circle, or in brackets where there is no such character.

    >>> circled(1), circled(21), circled(51)
    ('①', '㉑', '(51)')
    """
    for first, last, code in _FIRST_CIRCLES:
        if first <= number <= last:
            return chr(code + number - first)
    return f"({number})"


def by_number(text: str) -> tuple[tuple[bool, int, str], ...]:
    """The key that sorts measure paths and names as a reader counts: 2.9 before 2.10.

    >>> sorted(["2.10", "2.9", "第2平台"], key=by_number)
    ['2.9', '2.10', '第2平台']
    """
    parts = filter(None, _NUMBER.split(text))
    return tuple((False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts)


def _fact(key: tuple[str, str, str], edges: list[Edge]) -> Fact:
    passages = {
        (str(edge.properties["document"]), str(edge.properties.get("measure") or ""))
        for edge in edges
        if edge.properties.get("document")
    }
    words = {str(edge.properties["evidence"]) for edge in edges if edge.properties.get("evidence")}
    ordered = sorted(passages, key=lambda passage: (passage[0], by_number(passage[1])))
    return Fact(*key, tuple(ordered), tuple(sorted(words)))


def _source(identifier: str, properties: Mapping[str, Any]) -> Source:
    return Source(
        identifier,
        str(properties.get("title") or properties.get("name") or identifier),
        str(properties.get("number") or ""),
        str(properties.get("date") or ""),
    )
