"""Every saved query, asked of the small province on every engine."""

from __future__ import annotations

from typing import Any

import pytest

from graph.bolt import BoltStore
from graph.store import GraphReader
from queries.catalog import Catalog
from tests.queries.province import province

# Question, parameters, and what its rows say in the columns named.
ASKED: list[tuple[str, dict[str, Any], tuple[str, ...], list[tuple[Any, ...]]]] = [
    (
        "platforms_serving_industry",
        {"industry": "碳纤维产业链"},
        ("platform", "industry", "carriers", "measure"),
        [
            ("云岭碳纤维省实验室", "碳纤维", ["云岭大学"], "2.1"),
            ("云岭碳纤维省实验室", "碳纤维", ["云岭大学"], "1"),
        ],
    ),
    (
        "platforms_serving_industry",
        {"industry": "超导材料"},
        ("platform", "carriers"),
        [("云岭超导创新中心", ["云岭大学"]), ("极端条件实验装置", [])],
    ),
    (
        "carriers_serving_industry",
        {"industry": "碳纤维"},
        ("carrier", "kind", "industry"),
        [("云岭高新区碳纤维产业园", "园区", "碳纤维")],
    ),
    (
        "measures_for_industry",
        {"industry": "碳纤维"},
        ("industry", "measure", "task"),
        [
            ("大丝束碳纤维制备技术", "3.1", "3.1 培育集群"),
            ("碳纤维", "3.1", "3.1 培育集群"),
            ("碳纤维复合材料", "1.2", "1.2 转化成果"),
        ],
    ),
    (
        "measures_for_industry",
        {"industry": "碳纤维", "document": "云政办发〔2022〕6号"},
        ("industry", "measure"),
        [("碳纤维复合材料", "1.2")],
    ),
    (
        "technologies_of_industry",
        {"industry": "碳纤维"},
        ("technology", "closeness", "source"),
        [("大丝束碳纤维制备技术", "同一句", "3.1 培育集群"), ("超导材料", "同一句", "云岭高新区")],
    ),
    (
        "industries_without_platform",
        {},
        ("industry", "times", "nearest"),
        [("智能网联汽车", 1, []), ("碳纤维复合材料", 1, ["碳纤维"])],
    ),
    (
        "planned_facilities",
        {},
        ("facility", "kind", "action"),
        [("云岭高新区碳纤维产业园", "园区", "谋划"), ("云岭碳纤维省实验室", "平台", "创建")],
    ),
    (
        "who_answers_for_thing",
        {"thing": "碳纤维省实验室"},
        ("role", "institution", "task"),
        [("牵头", "省科技厅", "2.1 建设省实验室"), ("负责", "省教育厅", "2.1 建设省实验室")],
    ),
    (
        "who_answers_for_topic",
        {"topic": "成果转化"},
        ("task", "role", "institution"),
        [("1.2 转化成果", "牵头", "省工信厅"), ("1.2 转化成果", "负责", "省科技厅")],
    ),
    (
        "duties_of_institution",
        {"institution": "云岭省科学技术厅"},
        ("institution", "role", "task"),
        [
            ("省科技厅", "牵头", "2.1 建设省实验室"),
            ("省科技厅", "牵头", "2.2 提升大装置"),
            ("省科技厅", "负责", "1.1 壮大企业"),
            ("省科技厅", "负责", "1.2 转化成果"),
        ],
    ),
    ("duties_of_institution", {"institution": "省科技厅", "role": "牵头", "document": "生态"}, ("task",), []),
    (
        "most_charged_institutions",
        {"most": "2"},
        ("institution", "led", "answered", "total"),
        [("省科技厅", 2, 2, 4), ("省工信厅", 1, 1, 2)],
    ),
    (
        "measures_led_by_several",
        {},
        ("task", "leaders", "count"),
        [("2.2 提升大装置", ["省发展改革委", "省科技厅"], 2)],
    ),
    (
        "targets_by_year",
        {"year": "2025年"},
        ("year", "indicator", "comparator", "value", "unit"),
        [
            ("2025", "研发投入强度", ">", 2.5, "%"),
            ("2025", "高新技术企业", "≥", 5000.0, "户"),
            ("2025", "高新技术企业总数", "≥", 5600.0, "户"),
        ],
    ),
    ("targets_by_year", {"kind": "基数"}, ("year", "indicator", "value"), [("2020", "高新技术企业", 2495.0)]),
    (
        "targets_compared",
        {"first": "云岭省科技创新规划", "second": "云政办发〔2022〕6号"},
        ("indicator", "first", "second"),
        [("研发投入强度", "2025年 > 2.5%", ""), ("高新技术企业", "2025年 ≥ 5000户", "2025年 ≥ 5600户")],
    ),
    (
        "targets_compared",
        {"first": "云政办发〔2022〕6号", "second": "云岭省科技创新规划"},
        ("indicator", "first", "second"),
        [("研发投入强度", "", "2025年 > 2.5%"), ("高新技术企业总数", "2025年 ≥ 5600户", "2025年 ≥ 5000户")],
    ),
    (
        "indicator_over_years",
        {"indicator": "高新技术企业"},
        ("indicator", "year", "kind", "value"),
        [
            ("高新技术企业", "2020", "基数", 2495.0),
            ("高新技术企业", "2025", "目标", 5000.0),
            ("高新技术企业总数", "2025", "目标", 5600.0),
        ],
    ),
    (
        "targets_without_owner",
        {},
        ("target", "task"),
        [("2025年 研发投入强度 > 2.5 %", "1 目标"), ("2025年 高新技术企业 ≥ 5000 户", "1 目标")],
    ),
    (
        "measures_supporting",
        {"thing": "园区:云岭高新区"},
        ("thing", "action", "status", "task"),
        [("云岭高新区", "支持", "已有", "1.2 转化成果")],
    ),
    (
        "relying_on_institution",
        {"carrier": "云大"},
        ("dependent", "kind", "carrier"),
        [("云岭碳纤维省实验室", "平台", "云岭大学"), ("云岭超导创新中心", "平台", "云岭大学")],
    ),
    (
        "platforms_in_region",
        {"region": "云岭市"},
        ("name", "kind", "way", "place"),
        [
            ("云岭高新区", "园区", "位于", "云岭市"),
            ("云岭高新区碳纤维产业园", "园区", "位于", "云岭高新区"),
            ("云岭超导创新中心", "平台", "位于", "云岭市"),
        ],
    ),
    ("platforms_in_region", {"region": "云岭市", "kind": "平台"}, ("name",), [("云岭超导创新中心",)]),
    (
        "focus_of_body",
        {"body": "云岭高新技术产业开发区"},
        ("body", "way", "field"),
        [("云岭高新区", "聚焦", "碳纤维"), ("云岭高新区", "聚焦", "超导材料")],
    ),
    (
        "partners_of_body",
        {"body": "海东省"},
        ("body", "partner", "kind"),
        [("海东省", "云岭省", "地区")],
    ),
    (
        "documents_issued",
        {"institution": "省政府"},
        ("institution", "title", "date"),
        [("云岭省人民政府", "云岭省科技创新规划", "2021-03-01")],
    ),
    (
        "documents_linked",
        {"document": "云岭省科技创新规划"},
        ("source", "manner", "target"),
        [
            ("云岭市碳纤维工作通知", "落实", "云岭省科技创新规划"),
            ("云岭省创新生态实施方案", "落实", "云岭省科技创新规划"),
        ],
    ),
    (
        "mentions_of_name",
        {"name": "超导材料"},
        ("name", "kind", "wordings", "times", "document"),
        [
            ("超导材料", "技术", ["超导材料"], 2, "云岭省创新生态实施方案（云政办发〔2022〕6号）"),
            ("超导材料", "技术", ["超导材料"], 1, "云岭省科技创新规划（云政发〔2021〕1号）"),
        ],
    ),
]


@pytest.mark.parametrize(
    ("name", "parameters", "columns", "rows"), ASKED, ids=[f"{asked[0]}-{at}" for at, asked in enumerate(ASKED)]
)
def test_the_rows_say_what_the_documents_say(
    graph: GraphReader,
    catalog: Catalog,
    name: str,
    parameters: dict[str, Any],
    columns: tuple[str, ...],
    rows: list[tuple[Any, ...]],
) -> None:
    answer = catalog.run(graph, name, parameters)
    assert [tuple(row[column] for column in columns) for row in answer.rows] == rows


def test_every_query_is_asked_of_the_province(catalog: Catalog) -> None:
    assert set(catalog.queries) == {name for name, *_ in ASKED}


def test_every_row_has_its_columns_and_opens_its_sentence(graph: GraphReader, catalog: Catalog) -> None:
    texts = {batch.document.id: batch.document.text for batch in province()}
    for name, parameters, _, _ in ASKED:
        answer = catalog.run(graph, name, parameters)
        assert [column.name for column in answer.columns][-6:] == [
            *("evidence", "document", "measure", "start", "end", "document_id")
        ]
        for row in answer.rows:
            assert list(row) == [column.name for column in answer.columns]
            assert None not in row.values()
            assert texts[row["document_id"]][row["start"] : row["end"]] == row["evidence"]


def test_the_order_of_loading_does_not_change_an_answer(graph: BoltStore, catalog: Catalog) -> None:
    before = [catalog.run(graph, name, parameters).rows for name, parameters, _, _ in ASKED]
    for batch in reversed(province()):
        graph.remove(batch.document.id)
        graph.replace(batch)
    assert [catalog.run(graph, name, parameters).rows for name, parameters, _, _ in ASKED] == before


def test_an_empty_answer_keeps_its_columns_and_says_why(graph: GraphReader, catalog: Catalog) -> None:
    answer = catalog.run(graph, "platforms_serving_industry", {"industry": "海洋牧场"})
    assert answer.rows == ()
    assert answer.columns[0].title == "平台"
    assert answer.notes[0] == "图谱里没有叫“海洋牧场”的产业链"
    answer = catalog.run(graph, "duties_of_institution", {"institution": "海东大学"})
    assert answer.rows == ()
    assert answer.notes == ("没有查到：载入的文件里没有这样的事实，或没有读出来",)


def test_a_name_is_understood_as_people_write_it(graph: GraphReader, catalog: Catalog) -> None:
    answer = catalog.run(graph, "measures_for_industry", {"industry": "星光一号 卫星"})
    assert [row["measure"] for row in answer.rows] == ["2.1"]
    assert answer.notes == ("“星光一号 卫星”按““星光一号”卫星”查询",)
    near = catalog.run(graph, "duties_of_institution", {"institution": "科技厅"})
    assert len(near.rows) == 4
    assert near.notes == ("图谱里没有恰好叫“科技厅”的机构；相近的有：省科技厅",)
