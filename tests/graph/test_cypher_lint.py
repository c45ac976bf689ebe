"""Shapes that the embedded engine answers wrongly are refused; whatever is admitted is answered as Neo4j answers it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.bolt import BoltStore
from graph.connect import open_neo4j
from graph.cypher_lint import problem
from graph.errors import QueryError
from graph.model import Batch
from tests.factory import document, entity, measure, relation
from tests.servers.neo4j import Server

AGGREGATES = [
    "MATCH (n:Park)-->(m) RETURN n.name, head(collect(m)).name",
    "MATCH (n:Park)-->(m) RETURN n.name, collect(m)[0].name",
    "MATCH (n:Park)-->(m) RETURN n.name, collect(m)[0] IS NOT NULL",
    "MATCH (n:Park)-->(m) RETURN n, n {.name, c: count(m)}",
    "MATCH (n:Park)-->(m) RETURN n.name, count(m) > 1 AND max(m.name) > 'a'",
    "MATCH (n:Park)-->(m) RETURN n.name, NOT (count(m) > 1)",
    "MATCH (n:Park)-->(m) RETURN n.name, NOT count(m) > 1",
    "MATCH (n:Park)-->(m) RETURN n.name, '碳纤维' IN collect(m.name)",
    "MATCH (n:Park)-->(m) RETURN n.name, count(m) = 2 OR false",
    "MATCH (n:Park)-->(m) RETURN n.name, count(m) IN [2]",
    "MATCH (n:Park)-->(m) RETURN n.name, min(m.name) STARTS WITH 'b'",
    "MATCH (n:Park)-->(m) RETURN n.name, min(m.name) CONTAINS 'b'",
    "MATCH (n:Park)-->(m) RETURN n.name, min(m.name) =~ 'b.*'",
    "MATCH (n:Park)-->(m) RETURN n.name, coalesce(max(m.name) IS NULL, 0)",
    "MATCH (n:Park)-->(m) RETURN n.name, CASE WHEN max(m.name) IS NULL THEN 1 ELSE 0 END",
    "MATCH (n:Park) RETURN max(n.name) IS NULL",
    "MATCH (n:Park)-->(m) RETURN {id: n.id, c: count(m)}",
    "MATCH (n:Park)-->(m) RETURN [n.id, count(m)]",
    "MATCH (n:Park)-->(m) RETURN n.id + count(m)",
    "MATCH (n:Park)-->(m) RETURN n.id AS i ORDER BY count(m) > 1",
    "MATCH (n:Park) CALL { WITH n MATCH (n)-->(m) RETURN count(m) IS NULL AS x } RETURN n.name, x",
]
PUSHED = [
    "MATCH (a:Park)-->(c) WHERE a.name > 'z' OR COUNT { (c)--() } < 6 RETURN a.name, c.name",
    "MATCH (a:Park)-->(c) WHERE (a.name > 'z' OR COUNT { (c)--() } < 6) AND a.name <> '' RETURN a.name, c.name",
    "MATCH (a:Park)-->(c) WHERE size(a.name) > COUNT { (c)--() } RETURN a.name, c.name",
    "MATCH (a:Park)-->(c) WHERE NOT (a.name > 'z' AND EXISTS { (c)-->(:Industry) }) RETURN a.name, c.name",
    "MATCH p=(a:Park)-->(c:Industry) WHERE a.name > 'z' OR size([(c)--(z) | z]) < 6 RETURN a.name, c.name",
    "MATCH (a:Park)-->(c) WHERE a.name > 'z' OR (c)-->(:Industry) RETURN a.name, c.name",
]
CYCLES = [
    "MATCH (a:Park|Institution)-[:SERVES*0..2]->(a) RETURN a.name",
    "MATCH (a:(Park|Institution))-[:PARTNERS_WITH*1..3]-(a) RETURN a.name",
    "MATCH (a:Park|Institution)-[:PARTNERS_WITH]->{1,3}(a) RETURN a.name",
    "MATCH (a:Park|Institution) MATCH (a)-[:PARTNERS_WITH*0..2]->(a) RETURN a.name",
]
DYNAMIC = [
    "MATCH (a)-[r:$($t)]->(b) RETURN a.name, b.name",
    "MATCH (a) WHERE EXISTS { (a)-[:$($t)]->() } RETURN a.name",
    "MATCH (a)-[r]->(b) WHERE r:$($t) RETURN a.name",
]
SOUND = [
    "MATCH (n:Park)-->(m) RETURN n.name AS a, count(m) > 1 AS x",
    "MATCH (n:Park)-->(m) RETURN n.name AS a, size(collect(m)[0..1]) AS x",
    "MATCH (n:Park)-->(m) RETURN n.name AS a, {c: count(m)} AS x",
    "MATCH (n:Park)-->(m) RETURN n.id AS a, {id: n.id, c: count(m)} AS x",
    "MATCH (n:Park)-->(m) WITH n, {id: n.id, c: count(m)} AS x RETURN n.name AS a, x",
    "MATCH (n:Park)-->(m) RETURN n.name AS a, any(y IN collect(m.name) WHERE y = '碳纤维') AS x",
    "MATCH (n:Park)-->(m) RETURN n.name AS a, size([y IN collect(m) WHERE y.name IS NOT NULL | y.name]) AS x",
    "MATCH (n:Park)-->(m) RETURN n.name AS a, CASE WHEN count(m) > 1 THEN 'many' ELSE 'one' END AS x",
    "MATCH (n:Park)-->(m) RETURN n.name AS a, coalesce(max(m.name), '') AS x",
    "MATCH (n:Park)-->(m) RETURN n.name AS a, count(m) * 1.0 / count(DISTINCT m.name) AS x",
    "MATCH (n:Park)-->(m) WITH n.name AS a, count(m) AS c WHERE c > 1 AND a <> '' RETURN a, c",
    "MATCH (n:Park)-->(m) RETURN n.name AS a, count(CASE WHEN m.name IS NOT NULL AND m.name <> '' THEN m END) AS x",
    "MATCH (n:Park)-->(m) RETURN n.name AS a, count(m) AS c ORDER BY count(m) DESC, a",
    "MATCH (n:Park)-->(m) RETURN n.name AS a, reduce(s = 0, y IN collect(m.name) | s + size(y)) AS c",
    "MATCH (n:Park) RETURN count(*) AS x",
    "MATCH (n:Park) RETURN n.name AS a, COUNT { (n)-->() } > 1 AND n.name IS NOT NULL AS x",
    "MATCH (a:Park)-->(c) WHERE a.name <> '' AND COUNT { (c)--() } < 9 RETURN a.name AS a, c.name AS c",
    "MATCH (a:Park)-->(c) WHERE c.name = '' OR COUNT { (c)--() } < 9 RETURN a.name AS a, c.name AS c",
    "MATCH (a:Park)-->(c) WHERE NOT EXISTS { (c)-->(:Region) } RETURN a.name AS a, c.name AS c",
    "MATCH (a:Park)-->(c) WHERE NOT (c)-->(a) AND a.name <> '' RETURN a.name AS a, c.name AS c",
    "MATCH (a:Park)-->(c) WITH * WHERE a.name = '' OR COUNT { (c)--() } < 9 RETURN a.name AS a, c.name AS c",
    "MATCH (a:Park)-->(c) WHERE a.name = '长春新区' OR c.name = '碳纤维' RETURN a.name AS a, c.name AS c",
    "MATCH (a:Park) OPTIONAL MATCH (a)-->(c) WHERE a.name = '' OR COUNT { (c)--() } < 9 RETURN a.name AS a, c.name",
    "MATCH (a:Park|Institution)-[:PARTNERS_WITH*1..2]->(b:Park|Institution) RETURN a.name AS a, b.name AS b",
    "MATCH (a)-[:PARTNERS_WITH*0..2]->(a) WHERE a:Park OR a:Institution RETURN a.name AS a",
    "MATCH (a:$('Park'))-[r:SERVES]->(b) RETURN a.name AS a, b.name AS b",
    "MATCH (a:Park)-[r]->(b) WHERE type(r) = $t RETURN a.name AS a, b.name AS b",
    "MATCH (n:Park) RETURN n {.name, first: size([(n)-[:SERVES]->(i:Industry) | i.name][0..1])} AS x",
    "MATCH (d:Document) WHERE d.title = 'count(x) IS NULL AND $(x)' RETURN d.title AS count",
]


def region() -> Batch:
    """Parks and bodies that serve, and work with one another in a circle."""
    return document(
        "合作规划",
        measure("1"),
        entity("Park", "长春新区"),
        entity("Park", "北湖科学城"),
        entity("Institution", "吉林大学"),
        entity("Industry", "碳纤维"),
        entity("Industry", "光电"),
        relation("SERVES", "长春新区", "碳纤维"),
        relation("SERVES", "长春新区", "光电"),
        relation("SERVES", "北湖科学城", "光电"),
        relation("PARTNERS_WITH", "长春新区", "吉林大学"),
        relation("PARTNERS_WITH", "吉林大学", "长春新区"),
        relation("PARTNERS_WITH", "吉林大学", "北湖科学城"),
    )


@pytest.fixture(scope="module")
def both(embedded: BoltStore, neo4j_526: Server) -> Iterator[tuple[BoltStore, BoltStore]]:
    """The same region on both engines."""
    server = open_neo4j(neo4j_526.uri, neo4j_526.username, neo4j_526.password, neo4j_526.database)
    for store in (embedded, server):
        store.prepare()
        store.clear()
        store.replace(region())
    yield embedded, server
    server.close()


@pytest.mark.parametrize("cypher", AGGREGATES)
def test_a_hidden_aggregate_is_refused_with_its_cure(cypher: str) -> None:
    assert "WITH" in problem(cypher)


@pytest.mark.parametrize("cypher", PUSHED)
def test_a_condition_that_is_judged_too_early_is_refused_with_its_cure(cypher: str) -> None:
    assert "WITH * WHERE" in problem(cypher)


@pytest.mark.parametrize("cypher", CYCLES)
def test_a_circle_through_one_label_or_another_is_refused_with_its_cure(cypher: str) -> None:
    assert "WHERE a:A OR a:B" in problem(cypher)


@pytest.mark.parametrize("cypher", DYNAMIC)
def test_a_dynamic_type_is_refused_with_its_cure(cypher: str) -> None:
    assert "type(r) = $type" in problem(cypher)


@pytest.mark.parametrize("cypher", SOUND)
def test_what_is_admitted_is_answered_alike(both: tuple[BoltStore, BoltStore], cypher: str) -> None:
    parameters = {"t": "SERVES"} if "$t" in cypher else {}
    embedded, server = (sorted(map(repr, store.read(cypher, parameters).rows)) for store in both)
    assert embedded == server
    assert embedded or "d.title" in cypher


def test_the_embedded_store_refuses_and_neo4j_answers(both: tuple[BoltStore, BoltStore]) -> None:
    embedded, server = both
    with pytest.raises(QueryError, match="WITH"):
        embedded.read(AGGREGATES[2])
    assert {tuple(row.values()) for row in server.read(AGGREGATES[2]).rows} == {
        ("长春新区", True),
        ("北湖科学城", True),
    }
