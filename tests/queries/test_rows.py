"""Rows leave as a table that lines up, as CSV and as JSON."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest

from graph.store import GraphReader, Rows
from graph.subgraph import Edge, Node
from queries.catalog import Catalog
from queries.rows import Sheet, display_width, generate_csv, generate_json, generate_table, in_words


def sheet(*rows: dict[str, Any]) -> Sheet:
    return Sheet.of(Rows(tuple(rows[0]), rows))


def test_a_table_lines_up_in_a_terminal() -> None:
    table = list(generate_table(sheet({"平台": "碳纤维省实验室", "n": 12}, {"平台": "T1000", "n": None})))
    assert table == ["平台            n", "──────────────  ──", "碳纤维省实验室  12", "T1000"]


def test_long_cells_are_folded_and_rows_kept_apart() -> None:
    said = "依托云岭大学创建省实验室，面向碳纤维产业（“十四五”）开展攻关。" * 3
    table = list(generate_table(sheet({"平台": "甲", "依据": said}, {"平台": "乙", "依据": said}), width=40))
    assert max(map(display_width, table)) <= 40
    assert "".join(line[2:].replace("甲", "").strip() for line in table[2 : table.index("")]) == said
    assert not any(line.strip()[0] in "，。）”" for line in table if line)
    assert not any(line.rstrip().endswith(("（", "“")) for line in table)


def test_without_a_width_every_row_is_one_line() -> None:
    assert len(list(generate_table(sheet({"a": "长" * 300, "b": "句" * 300}), width=None))) == 3
    assert list(generate_table(Sheet((), (), (), ()))) == []


def test_a_table_shows_people_what_is_theirs(graph: GraphReader, catalog: Catalog) -> None:
    answer = catalog.run(graph, "platforms_serving_industry", {"industry": "碳纤维"})
    head = next(iter(generate_table(Sheet.of(answer), width=None)))
    assert head.split() == ["平台", "服务的产业或技术", "依托单位", "依据", "文件（文号）", "举措"]


def test_csv_and_json_carry_everything(graph: GraphReader, catalog: Catalog) -> None:
    answer = catalog.run(graph, "platforms_serving_industry", {"industry": "碳纤维"})
    rows = list(csv.DictReader(generate_csv(Sheet.of(answer))))
    assert [row["carriers"] for row in rows] == ["云岭大学", "云岭大学"]
    assert int(rows[0]["start"]) == answer.rows[0]["start"]
    assert next(generate_csv(Sheet.of(answer), titles=True)).startswith("平台,服务的产业或技术,依托单位,依据,")
    assert json.loads("\n".join(generate_json(Sheet.of(answer)))) == [dict(row) for row in answer.rows]


def test_commas_quotes_and_line_breaks_survive_csv() -> None:
    said = '甲,"乙"\n丙'
    text = "\n".join(generate_csv(sheet({"a": said})))
    assert [row["a"] for row in csv.DictReader(text.splitlines(keepends=True))] == [said]


def test_nodes_and_edges_leave_as_objects() -> None:
    node = Node("n1", "Document", {"name": "规划", "text": "正文", "id": "n1"})
    edge = Edge("e1", "SERVES", "a", "b", {"evidence": "句。"})
    (row,) = json.loads("\n".join(generate_json(sheet({"node": node, "path": [node, edge]}))))
    assert row["node"] == {"name": "规划", "id": "n1", "label": "Document"}
    assert row["path"][1] == {"evidence": "句。", "id": "e1", "type": "SERVES", "source": "a", "target": "b"}
    assert json.loads("\n".join(generate_json(Sheet(("a",), ("a",), (), ("a",))))) == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (True, "是"),
        (5000.0, "5000"),
        (2.5, "2.5"),
        (1234567.25, "1234567.25"),
        (["甲", "乙"], "甲、乙"),
        ({"年": 2025}, "年：2025"),
        ("建设和 \n完善 T 1000", "建设和完善 T 1000"),
        (Node("n", "Park", {"name": "新区"}), "新区"),
        (Edge("e", "SERVES", "a", "b"), "SERVES"),
    ],
)
def test_values_in_words(value: Any, words: str) -> None:
    assert in_words(value) == words
