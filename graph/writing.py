"""The statements that change the graph, each a step of one explicit transaction.

Labels and relationship types stand in the statements themselves (a parameter may not name them), so they
are taken from the ontology or from rows that were checked against it, never from a user.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from graph.layout import DOCUMENT, MEASURE, MENTIONS, TARGET, EdgeRow, Layout, NodeRow
from graph.names import Naming, settle
from graph.ontology import Ontology
from graph.portions import portions
from graph.store import Change


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one statement answered, and how many nodes and relationships it deleted."""

    rows: tuple[Mapping[str, Any], ...]
    nodes_deleted: int = 0
    edges_deleted: int = 0


class Transaction(Protocol):
    """An open transaction that runs statements; whoever opened it commits it."""

    def __call__(self, statement: str, /, **parameters: Any) -> Outcome:
        """Run one statement to its end."""
        ...


def constraints(ontology: Ontology) -> Iterator[str]:
    """The schema statements for an empty database: our identifier is unique, what is looked up has an index.

    They come first: an index that is made after its data fixes the type of the property on the embedded engine.
    """
    for label in sorted(ontology.nodes):
        name = label.lower()
        yield f"CREATE CONSTRAINT {name}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        yield f"CREATE INDEX {name}_name IF NOT EXISTS FOR (n:{label}) ON (n.name)"
    for label in (MEASURE, TARGET):
        yield f"CREATE INDEX {label.lower()}_document IF NOT EXISTS FOR (n:{label}) ON (n.document)"


def replace(run: Transaction, layouts: Sequence[Layout], ontology: Ontology) -> Change:
    """Make the graph hold of the documents exactly what their layouts say; nothing is done for those it holds already.

    Several documents are written together: what a statement costs is then paid once for all of them.
    """
    held = _held(run, layouts)
    changed = [layout for layout in layouts if held.get(layout.document.id, ("", False))[0] != layout.content]
    if not changed:
        return Change()
    touched: set[tuple[str, str]] = set()
    removed = Change()
    for layout in changed:
        if held.get(layout.document.id, ("", False))[1]:
            named, gone = _forget(run, layout.document.id, ontology)
            touched |= named
            removed = removed + gone
    _write_nodes(run, (layout.document for layout in changed))
    _write_nodes(run, (row for layout in changed for row in layout.owned))
    edges = [row for layout in changed for row in layout.edges]
    touched |= {(row.label, row.id) for layout in changed for row in layout.named}
    touched |= {(DOCUMENT, layout.document.id) for layout in changed}
    forgotten = _settle(run, touched, _said(edges))
    _write_edges(run, edges)
    written = sum(1 + len(layout.owned) + len(layout.named) for layout in changed)
    return removed + Change(nodes_written=written, edges_written=len(edges), nodes_removed=forgotten)


def _held(run: Transaction, layouts: Iterable[Layout]) -> Mapping[str, tuple[str, bool]]:
    """Of the documents that stand in the graph: the digest of their content, and whether they are loaded."""
    rows = [{"id": layout.document.id} for layout in layouts]
    outcome = run(
        f"UNWIND $rows AS row MATCH (d:{DOCUMENT} {{id: row.id}}) "
        "RETURN d.id AS id, d.content AS content, d.loaded AS loaded",
        rows=rows,
    )
    return {row["id"]: (row["content"] or "", bool(row["loaded"])) for row in outcome.rows}


def remove(run: Transaction, document: str, ontology: Ontology) -> Change:
    """Take out of the graph what only this document said; it stays as a cited one where others name it."""
    loaded = run(f"MATCH (d:{DOCUMENT} {{id: $id}}) WHERE d.loaded RETURN d.id AS id", id=document).rows
    if not loaded:
        return Change()
    touched, removed = _forget(run, document, ontology)
    run(f"MATCH (d:{DOCUMENT} {{id: $id}}) SET d.loaded = false", id=document)
    gone = _settle(run, touched | {(DOCUMENT, document)}, {})
    return Change(nodes_removed=removed.nodes_removed + gone, edges_removed=removed.edges_removed)


def erase(run: Transaction, label: str, most: int) -> int:
    """Delete at most so many relationships of a label, or nodes once it has none; say how many went."""
    edges = run(f"MATCH (:{label})-[r]-() WITH DISTINCT r LIMIT {most} DELETE r")
    if edges.edges_deleted:
        return edges.edges_deleted
    return run(f"MATCH (n:{label}) WITH n LIMIT {most} DELETE n").nodes_deleted


def _forget(run: Transaction, document: str, ontology: Ontology) -> tuple[set[tuple[str, str]], Change]:
    """Delete all that only the document says; tell what it named, by label and identifier."""
    mentioned = run(
        f"MATCH (:{DOCUMENT} {{id: $id}})-[r:{MENTIONS}]->(e) RETURN labels(e)[0] AS label, e.id AS id", id=document
    )
    touched = {(str(row["label"]), str(row["id"])) for row in mentioned.rows}
    types = "|".join(_between_named(ontology))
    between = f"MATCH (:{DOCUMENT} {{id: $id}})-[:{MENTIONS}]->()-[r:{types}]->() WHERE r.document = $id"
    steps = (
        f"MATCH (n:{MEASURE} {{document: $id}}) DETACH DELETE n",
        f"MATCH (n:{TARGET} {{document: $id}}) DETACH DELETE n",
        f"{between} WITH DISTINCT r DELETE r",
        f"MATCH (:{DOCUMENT} {{id: $id}})-[r]-() WHERE r.document = $id WITH DISTINCT r DELETE r",
    )
    outcomes = [run(step, id=document) for step in steps]
    return touched, Change(
        nodes_removed=sum(outcome.nodes_deleted for outcome in outcomes),
        edges_removed=sum(outcome.edges_deleted for outcome in outcomes),
    )


def _between_named(ontology: Ontology) -> list[str]:
    """The types of relationship that may join two named things, so that duties are not walked through."""
    named = {*ontology.mentioned, DOCUMENT}
    return sorted(
        name
        for name, relation in ontology.relations.items()
        if name != MENTIONS and any(head in named and tail in named for head, tail in relation.pairs)
    )


def _write_nodes(run: Transaction, rows: Iterable[NodeRow]) -> None:
    """Write nodes label by label, each whole."""
    by_label: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_label[row.label].append({"id": row.id, "properties": dict(row.properties)})
    for label, group in sorted(by_label.items()):
        for portion in portions(group):
            run(f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row.properties", rows=portion)


def _write_edges(run: Transaction, rows: Iterable[EdgeRow]) -> None:
    by_kind: defaultdict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        kind = (row.source_label, row.type, row.target_label)
        by_kind[kind].append({"source": row.source, "target": row.target, "properties": dict(row.properties)})
    for (source_label, name, target_label), group in sorted(by_kind.items()):
        for portion in portions(group):
            run(
                f"UNWIND $rows AS row MATCH (a:{source_label} {{id: row.source}}) "
                f"MATCH (b:{target_label} {{id: row.target}}) CREATE (a)-[r:{name}]->(b) SET r = row.properties",
                rows=portion,
            )


def _said(edges: Iterable[EdgeRow]) -> Mapping[str, list[Naming]]:
    """How the documents that are being written name each thing."""
    said: defaultdict[str, list[Naming]] = defaultdict(list)
    for edge in edges:
        if edge.type == MENTIONS:
            how = edge.properties
            said[edge.target].append(Naming(how["name"], tuple(how["names"]), int(how["count"]), how.get("kind") or ""))
    return said


def _settle(run: Transaction, touched: Iterable[tuple[str, str]], said: Mapping[str, list[Naming]]) -> int:
    """Write every touched thing as all its mentions make it, those in the graph and those about to be written.

    What nobody names any more is deleted; say how many went.
    """
    by_label: defaultdict[str, list[str]] = defaultdict(list)
    for label, identifier in touched:
        by_label[label].append(identifier)
    gone = 0
    for label, identifiers in sorted(by_label.items()):
        identifiers.sort()
        others = _namings(run, label, identifiers)
        namings = {each: [*others[each], *said.get(each, ())] for each in identifiers}
        own = _own_names(run, identifiers) if label == DOCUMENT else {}
        named = [row for each in identifiers if each not in own and (row := _named(label, each, namings[each]))]
        nameless = [{"id": each} for each in identifiers if each not in own and not namings[each]]
        loaded = [_loaded(each, name, namings[each]) for each, name in own.items()]
        for portion in portions(named):
            run(f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row.properties", rows=portion)
        for portion in portions(loaded):
            run(f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n.aliases = row.aliases", rows=portion)
        for portion in portions(nameless):
            outcome = run(f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) DETACH DELETE n", rows=portion)
            gone += outcome.nodes_deleted
    return gone


def _named(label: str, identifier: str, namings: Iterable[Naming]) -> Mapping[str, Any] | None:
    """The whole of a thing as its mentions make it; None when there are none."""
    called = settle(namings)
    if called is None:
        return None
    properties: dict[str, Any] = {"id": identifier, "name": called.name, "aliases": list(called.aliases)}
    if called.kind:
        properties["kind"] = called.kind
    if label == DOCUMENT:
        properties |= {"title": called.name, "loaded": False}
    return {"id": identifier, "properties": properties}


def _loaded(identifier: str, own: tuple[str, tuple[str, ...]], namings: Iterable[Naming]) -> Mapping[str, Any]:
    """A loaded document keeps the name it gives itself and is found by every name that others give it."""
    name, names = own
    others = {other for naming in namings for other in (naming.name, *naming.names)}
    return {"id": identifier, "aliases": sorted({*names, *others} - {name})}


def _namings(run: Transaction, label: str, identifiers: Iterable[str]) -> Mapping[str, list[Naming]]:
    """How documents name these things, those that agree taken together: a body may be named in thousands."""
    found: defaultdict[str, list[Naming]] = defaultdict(list)
    for portion in portions({"id": identifier} for identifier in identifiers):
        outcome = run(
            f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}})<-[r:{MENTIONS}]-(:{DOCUMENT}) "
            "RETURN n.id AS id, r.name AS name, r.names AS names, r.kind AS kind, "
            "sum(r.count) AS count, count(r) AS documents",
            rows=portion,
        )
        for row in outcome.rows:
            naming = Naming(
                row["name"], tuple(row["names"]), int(row["count"]), row["kind"] or "", int(row["documents"])
            )
            found[row["id"]].append(naming)
    return found


def _own_names(run: Transaction, identifiers: Iterable[str]) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Of those documents that are loaded: the name each gives itself, and all its own names."""
    found = {}
    for portion in portions({"id": identifier} for identifier in identifiers):
        outcome = run(
            f"UNWIND $rows AS row MATCH (d:{DOCUMENT} {{id: row.id}}) WHERE d.loaded "
            "RETURN d.id AS id, d.name AS name, d.names AS names",
            rows=portion,
        )
        found.update({row["id"]: (row["name"], tuple(row["names"])) for row in outcome.rows})
    return found
