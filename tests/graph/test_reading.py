"""Questions are answered in our own values, within their limits, and can change nothing: on every engine."""

from __future__ import annotations

import time

import pytest

from graph.bolt import BoltStore
from graph.errors import QueryError
from graph.subgraph import Edge, Node
from tests.factory import document, entity, measure, relation

WRITES = [
    "CREATE (:Park {id: 'x'})",
    "CREATE (n:Park {id: 'x'}) RETURN n",
    "CREATE (:Unheard {id: 'x'})",
    "MERGE (n:Park {id: 'x'}) RETURN n",
    "MERGE (n:Park {name: '长春新区'}) ON MATCH SET n.hit = 1 RETURN n",
    "MERGE (n:Park {id: 'x'}) ON CREATE SET n.hit = 1",
    "MATCH (n:Park) SET n.name = 'x'",
    "MATCH (n:Park) SET n += {name: 'x'}",
    "MATCH (n:Park) SET n = {id: 'x'}",
    "MATCH (n:Park) SET n:Institution",
    "MATCH (n:Park) REMOVE n.name",
    "MATCH (n:Park) REMOVE n:Park",
    "MATCH (n:Park) DETACH DELETE n",
    "MATCH (n:Measure) DELETE n",
    "MATCH ()-[r:SERVES]->() DELETE r",
    "MATCH ()-[r:SERVES]->() SET r.rule = 'x'",
    "MATCH ()-[r:SERVES]->() REMOVE r.rule",
    "MATCH (a:Park), (b:Industry) CREATE (a)-[:SERVES {id: 'x'}]->(b)",
    "MATCH (a:Park), (b:Industry) MERGE (a)-[:DEVELOPS]->(b)",
    "MATCH (n:Park) FOREACH (x IN [1] | SET n.name = 'x')",
    "FOREACH (x IN range(1, 3) | CREATE (:Park {id: toString(x)}))",
    "CALL { CREATE (n:Park {id: 'x'}) RETURN n } RETURN n",
    "MATCH (n:Park) CALL { WITH n SET n.name = 'x' } RETURN n",
    "UNWIND [1, 2] AS x CREATE (:Park {id: toString(x)})",
    "MATCH (n:Park) RETURN n.name AS name UNION CREATE (m:Park {id: 'x'}) RETURN m.name AS name",
    "MATCH (n:Park) WITH n LIMIT 1 SET n.name = 'x' RETURN n",
    "CREATE INDEX hack FOR (n:Park) ON (n.kind)",
    "CREATE CONSTRAINT hack FOR (n:Park) REQUIRE n.kind IS UNIQUE",
    "DROP CONSTRAINT park_id",
    "DROP INDEX park_name",
    "CREATE USER mallory SET PASSWORD 'abcdefgh1'",
    "ALTER USER neo4j SET PASSWORD 'abcdefgh1'",
    "DROP USER neo4j",
    "CREATE DATABASE other",
    "EXPLAIN CREATE INDEX hack FOR (n:Park) ON (n.kind)",
    "PROFILE CREATE (:Park {id: 'x'})",
    "MATCH (n:Park) CALL { WITH n SET n.name = 'x' } IN TRANSACTIONS OF 1 ROWS",
    "/* harmless */ CREATE (:Park {id: 'x'}) // RETURN 1",
    "CYPHER 5 CREATE (:Park {id: 'x'})",
    "SHOW USERS",
]
FILES = [
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "LOAD CSV FROM '/etc/passwd' AS row RETURN row",
    "LOAD CSV WITH HEADERS FROM 'file:///etc/hosts' AS row RETURN row",
    "LOAD CSV FROM 'http://127.0.0.1:1/x.csv' AS row RETURN row",
    "MATCH (n:Park) LOAD CSV FROM 'https://127.0.0.1:1/x.csv' AS row RETURN n, row",
    "CALL { LOAD CSV FROM 'ftp://127.0.0.1:1/x' AS row RETURN row } RETURN row",
]
RUNAWAYS = [
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a = -b RETURN count(*) AS n",
    "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c RETURN max(a + b + c) AS n",
]


@pytest.fixture(scope="module")
def told(store: BoltStore) -> BoltStore:
    """A store that holds a park and what it serves."""
    store.replace(
        document(
            "甲规划",
            measure("1"),
            entity("Park", "长春新区", "长春新区管委会"),
            entity("Industry", "碳纤维"),
            entity("Industry", "光电"),
            relation("SERVES", "长春新区", "碳纤维", "长春新区服务碳纤维。", measure="1"),
            relation("SERVES", "长春新区", "光电", "长春新区服务光电。", measure="1"),
        )
    )
    return store


def state(store: BoltStore) -> tuple[object, ...]:
    nodes = store.read("MATCH (n) RETURN count(n) AS n").rows[0]["n"]
    edges = store.read("MATCH ()-[r]->() RETURN count(r) AS n").rows[0]["n"]
    return nodes, edges, store.digest()


@pytest.mark.parametrize("cypher", WRITES)
def test_nothing_is_written_through_a_question(told: BoltStore, cypher: str) -> None:
    before = state(told)
    with pytest.raises(QueryError) as refusal:
        told.read(cypher)
    assert "\n" not in str(refusal.value)
    assert state(told) == before


def test_a_plain_write_is_called_what_it_is(told: BoltStore) -> None:
    with pytest.raises(QueryError, match="只读"):
        told.read("MATCH (n:Park) SET n.name = 'x'")


@pytest.mark.parametrize("cypher", FILES)
def test_no_file_and_no_address_is_read(told: BoltStore, cypher: str) -> None:
    with pytest.raises(QueryError):
        told.read(cypher)


@pytest.mark.parametrize("cypher", RUNAWAYS)
def test_a_statement_out_of_time_is_ended(told: BoltStore, cypher: str) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError, match="超过 1 秒"):
        told.read(cypher, time_limit=1)
    assert time.monotonic() - started < 8
    assert told.read("RETURN 1 AS one").rows == ({"one": 1},)


def test_rows_are_cut_at_the_limit_and_say_so(told: BoltStore) -> None:
    cut = told.read("UNWIND range(1, 50000) AS n RETURN n", row_limit=10)
    assert [row["n"] for row in cut.rows] == list(range(1, 11))
    assert cut.truncated
    whole = told.read("UNWIND range(1, 10) AS n RETURN n", row_limit=10)
    assert (len(whole.rows), whole.truncated) == (10, False)


def test_nodes_edges_and_paths_are_ours(told: BoltStore) -> None:
    rows = told.read("MATCH p = (a:Park)-[r:SERVES]->(i:Industry {name: '碳纤维'}) RETURN a, r, i, p").rows
    (row,) = rows
    park, serves, industry = row["a"], row["r"], row["i"]
    assert isinstance(park, Node)
    assert (park.label, park.name, park.properties["aliases"]) == ("Park", "长春新区", ["长春新区管委会"])
    assert isinstance(serves, Edge)
    assert (serves.type, serves.source, serves.target) == ("SERVES", park.id, industry.id)
    assert serves.properties["evidence"] == "长春新区服务碳纤维。"
    assert row["p"] == [park, serves, industry]


def test_an_edge_alone_knows_its_ends(told: BoltStore) -> None:
    (park,) = (row["id"] for row in told.read("MATCH (p:Park) RETURN p.id AS id").rows)
    edges = [row["r"] for row in told.read("MATCH (:Park)-[r:SERVES]->() RETURN r").rows]
    industries = {row["id"] for row in told.read("MATCH (i:Industry) RETURN i.id AS id").rows}
    assert {edge.source for edge in edges} == {park}
    assert {edge.target for edge in edges} == industries


def test_nested_values_are_plain(told: BoltStore) -> None:
    (row,) = told.read(
        "MATCH (p:Park) RETURN {park: p, list: [p, {deep: p}], none: null} AS map, date('2022-08-12') AS day, "
        "duration('P1Y') AS span, 1.5 AS half, true AS yes"
    ).rows
    park = row["map"]["park"]
    assert row["map"] == {"park": park, "list": [park, {"deep": park}], "none": None}
    assert (row["day"], row["span"], row["half"], row["yes"]) == ("2022-08-12", "P1Y", 1.5, True)


def test_an_empty_answer_keeps_its_columns(told: BoltStore) -> None:
    empty = told.read("MATCH (n:Park {name: 'nobody'}) RETURN n.name AS 园区, n.id, count {(n)--()} AS 数")
    assert (empty.columns, empty.rows) == (("园区", "n.id", "数"), ())


def test_parameters_reach_the_statement(told: BoltStore) -> None:
    rows = told.read(
        "MATCH (i:Industry) WHERE i.name IN $names RETURN i.name AS name", {"names": ["光电", "没有"]}
    ).rows
    assert rows == ({"name": "光电"},)


@pytest.mark.parametrize(
    ("cypher", "message"),
    [
        ("MATCH (n RETRUN n", "语句有误"),
        ("RETURN missing", "语句有误"),
        ("CALL no.such.procedure()", "语句有误"),
        ("RETURN $wanted", "缺少参数"),
        ("RETURN 1/0 AS x", "语句有误"),
        ("   ", "空的"),
        ("", "空的"),
    ],
)
def test_a_faulty_statement_is_told_in_one_line(told: BoltStore, cypher: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as fault:
        told.read(cypher)
    assert "\n" not in str(fault.value)


def test_the_place_of_a_fault_is_told(told: BoltStore) -> None:
    with pytest.raises(QueryError, match="line 1"):
        told.read("MATCH (n) RETRUN n")


@pytest.mark.parametrize(("rows", "seconds"), [(0, 1.0), (1, 0.0)])
def test_limits_are_positive(told: BoltStore, rows: int, seconds: float) -> None:
    with pytest.raises(QueryError, match="大于零"):
        told.read("RETURN 1", row_limit=rows, time_limit=seconds)


def test_a_parameter_that_no_database_knows_is_told(told: BoltStore) -> None:
    with pytest.raises(QueryError, match="无法发出"):
        told.read("RETURN $x", {"x": object()})
