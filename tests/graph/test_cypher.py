"""Seeing a statement's clauses and columns without a grammar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cypher import clauses, columns, parse, without_version, writing_clause


@pytest.mark.parametrize(
    ("cypher", "names"),
    [
        ("RETURN 1", ("1",)),
        ("MATCH (n) RETURN n.name AS 名称, count(*)", ("名称", "count(*)")),
        ("MATCH (n) RETURN DISTINCT n.name , n.kind ORDER BY n.name SKIP 1 LIMIT 2", ("n.name", "n.kind")),
        ("MATCH (n) WITH n AS m RETURN m", ("m",)),
        ("MATCH (n) RETURN n.`return` AS `a``b`", ("a`b",)),
        ("MATCH (n) RETURN [x IN n.aliases WHERE x STARTS WITH 'RETURN, '] AS hits, 'a, b'", ("hits", "'a, b'")),
        ("RETURN 1 AS a UNION RETURN 2 AS a", ("a",)),
        ("MATCH (n) RETURN *", ()),
        ("CALL db.labels()", ()),
        ("MATCH (n) // RETURN nothing\nRETURN n /* , m */", ("n",)),
        ("CALL { MATCH (n) RETURN n AS inner } RETURN count(inner) AS outer", ("outer",)),
        ("MATCH (n:Return) RETURN n.limit, n.order AS o", ("n.limit", "o")),
        ("RETURN {return: 1, limit: 2} AS m", ("m",)),
        ("", ()),
    ],
)
def test_columns(cypher: str, names: tuple[str, ...]) -> None:
    assert columns(cypher) == names


def test_clauses_come_in_order() -> None:
    statement = "MATCH (a) WHERE a.x STARTS WITH 'p' OPTIONAL MATCH (a)--(b) WITH a, b WHERE b.with = 1 RETURN a"
    found = [clause.keyword for clause in clauses(parse(statement))]
    assert found == ["", "MATCH", "WHERE", "OPTIONAL MATCH", "WITH", "WHERE", "RETURN"]


@pytest.mark.parametrize("text", ["'open", '"open', "`open", "(((", ")", "/* open", "$", "RETURN {"])
def test_broken_statements_are_left_to_the_engine(text: str) -> None:
    parse(text)
    columns(text)


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    columns(text)
    parse(text)


@pytest.mark.parametrize(
    ("cypher", "bare"),
    [
        ("CYPHER 5 RETURN 1", "         RETURN 1"),
        ("cypher 25\nRETURN 1", "         \nRETURN 1".replace("         \n", "         \n")),
        ("MATCH (cypher) RETURN cypher", "MATCH (cypher) RETURN cypher"),
    ],
)
def test_a_language_version_gives_way_and_places_stay(cypher: str, bare: str) -> None:
    assert without_version(cypher) == bare


@pytest.mark.parametrize(
    ("cypher", "keyword"),
    [
        ("MATCH (n) RETURN n", ""),
        ("MATCH (n) SET n.name = 'x'", "SET"),
        ("MATCH (n) DETACH DELETE n", "DETACH"),
        ("CALL { CREATE (n) RETURN n } RETURN n", "CREATE"),
        ("MATCH (n) WHERE n.set = 1 AND n.name = 'DELETE n' RETURN n.create AS merge, {remove: 1} AS delete", ""),
        ("UNWIND [1] AS set WITH set, 1 AS load RETURN set, load", ""),
        ("LOAD CSV FROM 'x' AS row RETURN row", "LOAD"),
        ("FOREACH (x IN [1] | CREATE (n))", "FOREACH"),
    ],
)
def test_a_clause_that_does_more_than_read_is_seen(cypher: str, keyword: str) -> None:
    assert writing_clause(parse(cypher)) == keyword
