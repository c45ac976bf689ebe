"""A saved query keeps the promises of its header, or the catalog names the file and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.errors import QueryError
from graph.ontology import Ontology
from queries import arguments
from queries.catalog import Catalog
from queries.reference import generate
from queries.saved import SavedQuery
from queries.statement import Statement

HEADER = """\
// name: {stem}
// title: {{zh: 园区一览, en: Parks}}
// topic: 布局
// order: 1
// about: 园区和它们的出处。
// parameters:
//   - {{name: park, type: entity, labels: [Park], title: 园区, about: 园区的名称}}
// columns:
//   - {{name: name, type: entity, labels: [Park], title: 园区}}
// example: {{park: 长春新区}}
"""
CYPHER = """\

MATCH (d:Document)-[r:MENTIONS]->(p:Park)
WHERE p.name = $park
RETURN p.name AS name, r.evidence AS evidence, d.title AS document, r.measure AS measure,
       r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY name
"""


def load(folder: Path, *changes: tuple[str, str], stem: str = "parks") -> Catalog:
    text = HEADER.format(stem="parks") + CYPHER
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / f"{stem}.cypher").write_text(text, encoding="utf-8")
    return Catalog.load(folder)


def test_a_sound_file_loads(tmp_path: Path) -> None:
    (query,) = load(tmp_path)
    assert (query.name, query.title, query.topic) == ("parks", "园区一览", "布局")
    assert [column.name for column in query.columns][:2] == ["name", "evidence"]
    assert query.parameters[0].required


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([("// name: parks", "// name: zones")], "name 是 zones，与文件名 parks 不同"),
        ([("// topic: 布局\n", "")], "缺少 topic"),
        ([("en: Parks", "en: Parks, zones")], "不认识的键 zones"),
        ([("// about:", "// abuot:")], "不认识的键 abuot"),
        ([("// title: {zh", "// title: [zh")], "不是正确的 YAML"),
        ([("type: entity, labels: [Park], title: 园区, about", "type: name, title: 园区, about")], "type 是 name"),
        ([("type: entity, labels: [Park], title: 园区, about", "type: entity, title: 园区, about")], "没有写 labels"),
        ([("type: entity, labels: [Park], title: 园区, about", "type: choice, title: 园区, about")], "choices"),
        ([("labels: [Park], title: 园区, about", "labels: [Zone], title: 园区, about")], "标签 Zone 不在本体里"),
        ([("{park: 长春新区}", "{zone: 长春新区}")], "example 里的 zone 不是它的参数"),
        ([("// example: {park: 长春新区}\n", "")], "没有给出必填的参数 park"),
        ([("p.name = $park", "p.name <> ''")], "参数 park 在 Cypher 里没有用到"),
        ([("p.name = $park", "p.name = $park + $zone")], "用了 $zone"),
        ([("p.name AS name", "p.name AS park")], "返回的列是 park、evidence"),
        ([("p.name AS name", "p.name")], "（没有 AS）"),
        ([("r.evidence AS evidence, ", "")], "返回的列是 name、document"),
        ([("ORDER BY name", "")], "没有 ORDER BY"),
        ([("WHERE p.name", "SET p.name = 'x' WITH * WHERE p.name")], "查询只读"),
        ([("(p:Park)", "(p:Park|Zone)")], "标签 Zone 不在本体里"),
        ([("r:MENTIONS", "r:NAMES")], "关系 NAMES 不在本体里"),
        ([("p.name = $park", "p.nmae = $park")], "属性 nmae 不在本体里"),
        (
            [("about: 园区的名称", "about: 园区的名称, suggest: MATCH (p:Park) RETURN p.name AS name")],
            "suggest 应只返回",
        ),
    ],
)
def test_a_broken_promise_is_named_with_its_file(tmp_path: Path, changes: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(QueryError) as error:
        load(tmp_path, *changes)
    assert said in str(error.value)
    assert "parks.cypher" in str(error.value)
    assert "\n" not in str(error.value)


def test_an_empty_folder_and_a_file_without_a_header_are_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="没有查询"):
        Catalog.load(tmp_path)
    (tmp_path / "bare.cypher").write_text("MATCH (n:Park) RETURN n.name AS name", encoding="utf-8")
    with pytest.raises(QueryError, match=r"bare\.cypher 没有开头"):
        Catalog.load(tmp_path)


def test_the_question_about_platforms_comes_first(catalog: Catalog) -> None:
    assert next(iter(catalog)).title == "哪些平台服务某产业链"
    assert len(catalog) >= 10


def test_an_unknown_name_is_told_with_near_ones(catalog: Catalog) -> None:
    assert catalog.get("哪些平台服务某产业链").name == "platforms_serving_industry"
    with pytest.raises(QueryError, match=r"没有名为“platform_serving_industry”的查询；相近的有：platforms_serving"):
        catalog.get("platform_serving_industry")
    with pytest.raises(QueryError, match="现有：platforms_serving_industry"):
        catalog.get("zzz")


@pytest.mark.parametrize(
    ("query", "given", "said"),
    [
        ("platforms_serving_industry", {}, "缺少参数 industry（产业链），例如 industry=碳纤维产业链"),
        ("platforms_serving_industry", {"industry": "  "}, "缺少参数 industry"),
        ("platforms_serving_industry", {"industry": None}, "缺少参数 industry"),
        ("platforms_serving_industry", {"chain": "碳纤维"}, "没有参数“chain”；它的参数有：industry（产业链）"),
        ("most_charged_institutions", {"most": "十几"}, "most（家数）应为整数，如 10，而不是“十几”"),
        ("most_charged_institutions", {"most": True}, "most（家数）应为文字"),
        ("targets_by_year", {"year": "25"}, "year（年份）应为四位数的年份，如 2025，而不是“25”"),
        ("targets_by_year", {"kind": "plan"}, "应为以下之一：target（目标）、baseline（基数）"),
    ],
)
def test_a_bad_parameter_is_told_in_one_sentence(
    catalog: Catalog, query: str, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(QueryError) as error:
        arguments.typed(catalog.get(query), given)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("query", "given", "typed"),
    [
        ("targets_by_year", {"year": " 2025年 "}, {"year": "2025", "kind": "target", "document": ""}),
        ("targets_by_year", {"year": 2030, "kind": "基数"}, {"year": "2030", "kind": "baseline", "document": ""}),
        ("most_charged_institutions", {"most": "12"}, {"most": 12, "document": ""}),
        ("most_charged_institutions", {}, {"most": 20, "document": ""}),
    ],
)
def test_texts_become_the_types_of_the_header(
    catalog: Catalog, query: str, given: dict[str, Any], typed: dict[str, Any]
) -> None:
    assert arguments.typed(catalog.get(query), given) == typed


def test_a_statement_is_read_from_its_tokens() -> None:
    statement = Statement.parse(
        "MATCH (a:Park|Region {id: $id})-[r:SERVES|FOCUSES_ON*1..2]->(b) // :Comment $comment\n"
        "WHERE b:Industry AND a.name <> 'x:Word $word' RETURN a.name AS `end`, b, count(r) ORDER BY b.name"
    )
    assert statement.labels == {"Park", "Region", "Industry"}
    assert statement.types == {"SERVES", "FOCUSES_ON"}
    assert statement.parameters == {"id"}
    assert statement.properties == {"id", "name"}
    assert statement.columns == ("end", "b", None)


def test_the_page_about_the_queries_is_what_their_headers_say(catalog: Catalog) -> None:
    page = Path(__file__).parents[2] / "docs" / "queries.md"
    made = "\n".join(generate(catalog, Ontology.load())) + "\n"
    assert page.read_text(encoding="utf-8") == made, "run python -m queries.reference docs/queries.md"


def test_every_header_says_something_in_chinese(catalog: Catalog) -> None:
    for query in catalog:
        texts = [query.title, query.about, query.topic, *(column.title for column in query.columns)]
        texts += [text for parameter in query.parameters for text in (parameter.title, parameter.about)]
        assert all(any("\u4e00" <= character <= "\u9fff" for character in text) for text in texts), query.name


def test_a_file_is_read_as_it_stands() -> None:
    path = Path(__file__).parents[2] / "queries" / "cypher" / "duties_of_institution.cypher"
    query = SavedQuery.read(path, ())
    role = query.parameter("role")
    assert role is not None
    assert role.choices == (("all", "全部"), ("LEADS", "牵头"), ("RESPONSIBLE_FOR", "负责"))
    assert query.parameter("nobody") is None
