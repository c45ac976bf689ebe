"""Registers: every row a line, every line evidence; a broken row is told, a broken file refused."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from graph.errors import DocumentError
from graph.model import Batch
from loaders import pipeline, registers, sources
from loaders.issues import Issue
from loaders.knowledge import Knowledge
from loaders.sources import Source
from settings import ROOT
from tests.loaders.books import book

MAPPING = """
    title: 星海省实验室名单
    source: 省科技厅公布
    date: "2031-05"
    entity: {label: Platform, name: 名称, aliases: 别名}
    relations:
      - {type: RELIES_ON, to: {label: Institution, name: 依托单位}, split: '、'}
      - {type: LOCATED_IN, to: {label: Region, name: 所在地}}
"""
LIST = """\
    名称,别名,依托单位,所在地
    星海光子省实验室,光子实验室|光子室,星海大学、星海光学研究所,长春市
    星海种业省实验室,,星海农业大学,
"""


class Shelf:
    """A folder with one register that the tests rewrite."""

    def __init__(self, folder: Path, knowledge: Knowledge) -> None:
        self.path = folder / "laboratories.csv"
        self.mapping = folder / "laboratories.yml"
        self._knowledge = knowledge

    def lay(self, rows: str | bytes = LIST, mapping: str | None = MAPPING) -> None:
        self.path.write_bytes(rows if isinstance(rows, bytes) else dedent(rows).encode())
        if mapping is not None:
            self.mapping.write_text(dedent(mapping), encoding="utf-8")

    def read(self) -> tuple[Batch, tuple[Issue, ...]]:
        return registers.read(Source(self.path, register=True), self._knowledge)


@pytest.fixture
def shelf(tmp_path: Path, knowledge: Knowledge) -> Shelf:
    return Shelf(tmp_path, knowledge)


def facts(batch: Batch) -> set[tuple[str, str, str]]:
    names = {entity.id: entity.name for entity in batch.entities}
    return {(names[fact.source], fact.type, names[fact.target]) for fact in batch.relations}


def test_every_row_names_things_and_says_how_they_stand(shelf: Shelf) -> None:
    shelf.lay()
    batch, issues = shelf.read()
    assert issues == ()
    assert facts(batch) == {
        ("星海光子省实验室", "RELIES_ON", "星海大学"),
        ("星海光子省实验室", "RELIES_ON", "星海光学研究所"),
        ("星海光子省实验室", "LOCATED_IN", "长春市"),
        ("星海种业省实验室", "RELIES_ON", "星海农业大学"),
    }


def test_other_names_come_along(shelf: Shelf) -> None:
    shelf.lay()
    batch, _ = shelf.read()
    (laboratory,) = (entity for entity in batch.entities if entity.name == "星海光子省实验室")
    assert {"光子实验室", "光子室"} <= set(laboratory.aliases)


def test_a_register_is_a_document_of_its_own_kind(shelf: Shelf) -> None:
    shelf.lay()
    document = shelf.read()[0].document
    assert (document.kind, document.title, str(document.date)) == ("register", "星海省实验室名单", "2031-05")


def test_the_evidence_of_a_fact_is_its_row(shelf: Shelf) -> None:
    shelf.lay()
    batch, _ = shelf.read()
    for fact in batch.relations:
        for evidence in fact.evidence:
            assert batch.document.text[evidence.start : evidence.end] == evidence.text
            assert evidence.text.startswith("名称：星海")


def test_a_thing_of_two_rows_is_one_with_both_sightings(shelf: Shelf) -> None:
    row = "星海光子省实验室,光子中心,星海大学,\n"
    shelf.lay(dedent(LIST) + row)
    batch, _ = shelf.read()
    (laboratory,) = (entity for entity in batch.entities if entity.name == "星海光子省实验室")
    assert {"光子实验室", "光子中心"} <= set(laboratory.aliases)
    (fact,) = (fact for fact in batch.relations if len(fact.evidence) > 1)
    assert fact.type == "RELIES_ON"


@pytest.mark.parametrize(
    ("row", "reason"),
    [("星海材料省实验室,,星海大学\n", "4 列"), (",无名实验室,星海大学,长春市\n", "名称")],
    ids=["too few cells", "no name"],
)
def test_a_broken_row_is_told_and_the_others_stay(shelf: Shelf, row: str, reason: str) -> None:
    head, first, second = dedent(LIST).splitlines(keepends=True)
    shelf.lay(head + first + row + second)
    batch, (issue,) = shelf.read()
    assert (issue.kind, issue.place) == ("error", "第 3 行")
    assert reason in issue.message
    assert "laboratories.csv" in issue.message
    assert {"星海光子省实验室", "星海种业省实验室"} <= {entity.name for entity in batch.entities}
    assert "星海材料省实验室" not in {entity.name for entity in batch.entities}


def test_an_empty_row_is_no_row(shelf: Shelf) -> None:
    shelf.lay(dedent(LIST) + "\n,,,\n")
    batch, issues = shelf.read()
    assert issues == ()
    assert len(facts(batch)) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_register_is_read_as_a_spreadsheet_saves_it(shelf: Shelf, encoding: str) -> None:
    shelf.lay()
    plain, _ = shelf.read()
    shelf.lay(dedent(LIST).replace("\n", "\r\n").encode(encoding))
    assert shelf.read()[0] == plain


REFUSED = {
    "an empty file": (b"", MAPPING, "空的"),
    "a column that is missing": ("名称,别名\n星海光子省实验室,\n", MAPPING, "缺少列“依托单位、所在地”"),
    "no mapping": (LIST, None, "laboratories.yml"),
    "a mapping without an entity": (LIST, "title: 名单\n", "entity"),
    "a mapping without a name": (LIST, "entity: {label: Platform}\n", "name"),
    "a mapping that is no YAML": (LIST, "entity: [\n", "映射文件"),
    "a date that is none": (LIST, MAPPING.replace('"2031-05"', "去年"), "去年"),
    "a binary file": (bytes(range(256)) * 4, MAPPING, "二进制"),
}


@pytest.mark.parametrize(("rows", "mapping", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_faulty_register_is_refused_with_a_reason(
    shelf: Shelf, rows: str | bytes, mapping: str | None, reason: str
) -> None:
    shelf.lay(rows, mapping)
    with pytest.raises(DocumentError, match=reason):
        shelf.read()


def test_a_register_that_is_not_there_is_refused(shelf: Shelf) -> None:
    shelf.lay()
    shelf.path.unlink()
    with pytest.raises(DocumentError, match="不存在"):
        shelf.read()


def test_a_register_keeps_to_the_ontology(shelf: Shelf, knowledge: Knowledge) -> None:
    shelf.lay()
    reading = pipeline.read(Source(shelf.path, register=True), knowledge)
    assert list(knowledge.ontology.problems(reading.batch)) == []


LABORATORIES: list[list[Any]] = [
    ["附件1"],
    ["星海省重点实验室名单（２０３１年）"],
    ["单位：亿元"],
    ["序号", "实验室名称", "依托单位", "所在地", None, "产业领域", "投入"],
    [None, None, None, "市", "县（市、区）", None, None],
    [1, "星海光子\n省重点实验室", "星海大学、星海光学研究所", "长春市", "南关区", "光电", 1.5],
    [2, "星海种业　省重点实验室", "星海农业大学", None, "农安县", "种业", 2],
]
TOP = ["A1:G1", "A2:G2", "D4:E4", *(f"{column}4:{column}5" for column in "ABCFG"), "D6:D7"]
PLATFORMS = """
    entity: {label: Platform, name: 实验室名称}
    relations:
      - {type: RELIES_ON, to: {label: Institution, name: 依托单位}, split: '、'}
      - {type: LOCATED_IN, to: {label: Region, name: 市}}
      - {type: LOCATED_IN, to: {label: Region, name: 所在地/县（市、区）}}
"""


class Desk:
    """A folder for registers of every format, read as ``build`` reads them."""

    def __init__(self, folder: Path, knowledge: Knowledge) -> None:
        self._folder = folder
        self._knowledge = knowledge

    def read(self, content: bytes | str, mapping: str, name: str = "名单.xlsx") -> tuple[Batch, tuple[Issue, ...]]:
        path = self._folder / name
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
        path.with_suffix(".yml").write_text(dedent(mapping), encoding="utf-8")
        return registers.read(Source(path, register=True), self._knowledge)

    def facts(self, content: bytes | str, mapping: str, name: str = "名单.csv") -> set[tuple[str, str, str]]:
        """The relations of a register in which nothing is left in doubt."""
        batch, issues = self.read(content, mapping, name)
        assert issues == ()
        return facts(batch)

    def told(self, content: bytes | str, mapping: str, name: str = "名单.csv") -> list[tuple[str, str]]:
        """What was not understood: the kind of issue and what it says."""
        return [(issue.kind, issue.message) for issue in self.read(content, mapping, name)[1]]


@pytest.fixture
def desk(tmp_path: Path, knowledge: Knowledge) -> Desk:
    return Desk(tmp_path, knowledge)


def test_a_workbook_is_read_below_its_title_by_a_header_of_two_rows(desk: Desk) -> None:
    assert desk.facts(book({"国家级": LABORATORIES}, {"国家级": TOP}), PLATFORMS, "名单.xlsx") == {
        ("星海光子省重点实验室", "RELIES_ON", "星海大学"),
        ("星海光子省重点实验室", "RELIES_ON", "星海光学研究所"),
        ("星海光子省重点实验室", "LOCATED_IN", "长春市"),
        ("星海光子省重点实验室", "LOCATED_IN", "南关区"),
        ("星海种业省重点实验室", "RELIES_ON", "星海农业大学"),
        ("星海种业省重点实验室", "LOCATED_IN", "长春市"),
        ("星海种业省重点实验室", "LOCATED_IN", "农安县"),
    }


def test_the_evidence_of_a_fact_says_file_sheet_and_row(desk: Desk) -> None:
    batch, _ = desk.read(book({"国家级": LABORATORIES}, {"国家级": TOP}), PLATFORMS)
    said = {evidence.text for fact in batch.relations for evidence in fact.evidence}
    assert {line.rpartition("（")[2] for line in said} == {"工作表“国家级”第 6 行）", "工作表“国家级”第 7 行）"}
    assert all(
        batch.document.text[each.start : each.end] == each.text for fact in batch.relations for each in fact.evidence
    )
    assert batch.document.source == "名单.xlsx"
    assert "序号" not in batch.document.text


def test_a_row_of_a_text_says_its_number_too(shelf: Shelf) -> None:
    shelf.lay(dedent(LIST).replace("星海种业", "\n星海种业"))
    assert [line.rpartition("（")[2] for line in shelf.read()[0].document.text.split("\n")[1:]] == [
        "第 2 行）",
        "第 4 行）",
    ]


def test_a_header_of_two_rows_needs_no_merged_cells(desk: Desk) -> None:
    rows = "实验室名称,所在地,,备注\n,市,县,\n星海光子实验室,长春市,南关区,\n"
    mapping = "entity: {label: Platform, name: 实验室名称}\nrelations:\n"
    mapping += "  - {type: LOCATED_IN, to: {label: Region, name: 所在地/县}}\n"
    assert desk.facts(rows, mapping) == {("星海光子实验室", "LOCATED_IN", "南关区")}


def test_the_lower_row_of_a_header_does_not_stand_alone(desk: Desk) -> None:
    mapping = "entity: {label: Platform, name: 实验室名称}\nrelations:\n"
    mapping += "  - {type: LOCATED_IN, to: {label: Region, name: 市}}\n"
    batch, issues = desk.read(book({"国家级": LABORATORIES}, {"国家级": TOP}), mapping)
    assert issues == ()
    assert "所在地/市：长春市；所在地/县（市、区）：南关区" in batch.document.text


def test_a_second_row_of_headings_is_no_entry(desk: Desk) -> None:
    rows = "实验室名称,所在地,,备注\n,市,县,\n星海光子实验室,长春市,南关区,\n"
    batch, issues = desk.read(rows, "entity: {label: Platform, name: 实验室名称}", "名单.csv")
    assert ([entity.name for entity in batch.entities], issues) == (["星海光子实验室"], ())


def test_a_total_beside_an_empty_name_is_left_out(desk: Desk) -> None:
    assert desk.facts("序号,名称,所在地\n1,星海产业园,长春市\n合计,,5家\n", PARK) == ONE


PARK = """
    entity: {label: Park, name: 名称}
    relations:
      - {type: LOCATED_IN, to: {label: Region, name: 所在地}}
"""
ONE = {("星海产业园", "LOCATED_IN", "长春市")}
SILENT = {
    "an empty row": ",",
    "a row of blanks of full width": "　, ",
    "a total": "合计,12",
    "a total with a gap": "合 计,12",
    "a total of a part": "长春市小计,5",
    "a total with a count": "总计（12家）,",
    "only numbers": "12,5.5",
    "the header once more": "名称,所在地",
    "a remark": "注：数据截至2031年底,",
    "a remark in a row that is too short": "备注：排名不分先后",
    "who filled it in": "填表人：某某,审核人：某某",
    "where the figures come from": "数据来源：星海省统计公报,",
}


@pytest.mark.parametrize("row", SILENT.values(), ids=SILENT)
def test_a_row_that_names_nothing_is_left_out_by_rule(desk: Desk, row: str) -> None:
    assert desk.facts(f"名称,所在地\n星海产业园,长春市\n{row}\n", PARK) == ONE


DOUBTED = {
    "a heading of a group": ("一、国家级（5家）,", ("register", "分组的标题")),
    "a heading in brackets": ("（二）省级,", ("register", "分组的标题")),
    "a batch": ("第一批（3家）,", ("register", "分组的标题")),
    "what goes on below a remark": ("注：1.含筹建。\n2.排名不分先后。,", ("register", "2.排名不分先后。")),
    "no name": (",吉林市", ("error", "“名称”一列是空的")),
    "a stroke for a name": ("—,吉林市", ("error", "“名称”一列是空的")),
    "a number for a name": ("12,吉林市", ("error", "只有数字“12”")),
    "a formula that went wrong for a name": ("#REF!,吉林市", ("error", "公式出错")),
    "a formula that went wrong": ("月湖产业园,#N/A", ("register", "“所在地”一列的公式出错")),
    "a name that is none": (f"{'园' * 200},吉林市", ("error", "“名称”一列有 200 字")),
    "a place that is none": (f"月湖产业园,{'市' * 200}", ("register", "“所在地”一列有 200 字")),
    "a cell of a megabyte": (f"{'园' * 1_000_000},吉林市", ("error", "“名称”一列有 1000000 字")),
    "too few cells": ("月湖产业园", ("error", "应有 2 列，实有 1 列")),
    "too many cells": ("月湖产业园,吉林市,3", ("error", "应有 2 列，实有 3 列")),
}


@pytest.mark.parametrize(("row", "issue"), DOUBTED.values(), ids=DOUBTED)
def test_a_row_that_is_not_understood_is_told_with_its_place(desk: Desk, row: str, issue: tuple[str, str]) -> None:
    batch, issues = desk.read(f"名称,所在地\n星海产业园,长春市\n{row}\n", PARK, "名单.csv")
    assert facts(batch) == ONE
    (told,) = issues
    number = 3 + row.count("\n")
    assert (told.kind, told.place) == (issue[0], f"第 {number} 行")
    assert told.message.startswith(f"名单.csv 第 {number} 行：")
    assert issue[1] in told.message


def test_a_heading_across_a_workbook_is_told(desk: Desk) -> None:
    table: list[list[Any]] = [
        ["名称", "所在地"],
        ["星海产业园", "长春市"],
        ["省级园区", None],
        ["月湖产业园", "吉林市"],
    ]
    batch, (issue,) = desk.read(book({"名单": table}, {"名单": ["A3:B3"]}), PARK)
    assert "“省级园区”像是分组的标题" in issue.message
    assert "省级园区" not in {entity.name for entity in batch.entities}


def test_a_total_across_merged_cells_is_left_out(desk: Desk) -> None:
    table: list[list[Any]] = [["序号", "名称", "所在地"], [1, "星海产业园", "长春市"], ["合计", None, 1]]
    assert desk.facts(book({"名单": table}, {"名单": ["A3:B3"]}), PARK, "名单.xlsx") == ONE


def test_a_formula_without_its_value_is_told(desk: Desk) -> None:
    table: list[list[Any]] = [
        ["名称", "所在地", "面积"],
        ["星海产业园", "长春市", "=1+1"],
        ["月湖产业园", "=B2", 5],
        ["=A2", "长春市", 5],
    ]
    batch, issues = desk.read(book({"名单": table}), PARK)
    assert facts(batch) == ONE
    assert [(issue.kind, issue.place[-5:]) for issue in issues] == [("error", "第 4 行"), ("register", "第 3 行")]
    assert all("没有算出结果的公式" in issue.message for issue in issues)


def test_columns_that_are_empty_or_have_no_name_do_no_harm(desk: Desk) -> None:
    table: list[list[Any]] = [[None, "名称", None, "所在地", None], [None, "星海产业园", None, "长春市", None]]
    assert desk.facts(book({"名单": table}), PARK, "名单.xlsx") == ONE
    table[1][4] = "补充"
    batch, (issue,) = desk.read(book({"名单": table}), PARK)
    assert "第 5 列没有列名" in issue.message
    assert "补充" not in batch.document.text


def test_a_name_over_two_merged_columns_is_one_column(desk: Desk) -> None:
    table = [["名称", None, "所在地"], ["星海产业园", None, "长春市"]]
    assert desk.facts(book({"名单": table}, {"名单": ["A1:B1", "A2:B2"]}), PARK, "名单.xlsx") == ONE


WRITTEN = {
    "blanks in a name": "名 称,所在地\n星海 产业园,长春市\n",
    "a blank of full width": "名称,所在地\n星海产业园,长春市　\n",
    "a line break in a heading": '"名\n称","所在\n地"\n星海产业园,长春市\n',
    "a star at what must be filled in": "*名称,所在地（必填）\n星海产业园,长春市\n",
    "a byte that nobody sees": "名称,所在地\n星海\u200b产业园,长春市\n",
    "the short name of a place": "名称,所在地\n星海产业园,长春\n",
    "semicolons": "名称;所在地\n星海产业园;长春市\n",
}


@pytest.mark.parametrize("content", WRITTEN.values(), ids=WRITTEN)
def test_it_makes_no_difference_how_it_is_written(desk: Desk, content: str) -> None:
    batch, issues = desk.read(content, PARK, "名单.csv")
    assert issues == ()
    assert {(entity.label, entity.key) for entity in batch.entities} == {("Park", "星海产业园"), ("Region", "长春市")}


def test_what_the_cell_above_says_is_taken_from_there(desk: Desk) -> None:
    both = ONE | {("月湖产业园", "LOCATED_IN", "长春市")}
    assert desk.facts("名称,所在地\n星海产业园,长春市\n月湖产业园,同上\n", PARK) == both
    filled = dedent(PARK) + "fill: 所在地\n"
    assert desk.facts("名称,所在地\n星海产业园,长春市\n月湖产业园,\n", filled) == both
    assert desk.facts("名称,所在地\n星海产业园,长春市\n月湖产业园,\n", PARK) == ONE


NAMES = {
    "a mark": ("、", "星海大学、月湖大学", {"星海大学", "月湖大学"}),
    "a mark in half width": ("；", "星海大学;月湖大学", {"星海大学", "月湖大学"}),
    "several marks": ("[、, ；]", "星海大学、月湖大学；东港大学", {"星海大学", "月湖大学", "东港大学"}),
    "lines": ('"\\n"', '"星海大学\n月湖大学"', {"星海大学", "月湖大学"}),
    "a mark within brackets": (
        "、",
        "星海大学（东港、月湖校区）、东港大学",
        {"星海大学（东港、月湖校区）", "东港大学"},
    ),
    "a bracket that is never closed": ("、", "星海大学（东港、月湖大学", {"星海大学（东港", "月湖大学"}),
    "and others": ("、", "星海大学、月湖大学等3家单位", {"星海大学", "月湖大学"}),
    "nothing between two marks": ("、", "星海大学、、月湖大学、", {"星海大学", "月湖大学"}),
    "nothing at all": ("、", "/", set()),
    "one of itself": ("、", "星海大学、星海大学", {"星海大学"}),
}


@pytest.mark.parametrize(("split", "cell", "names"), NAMES.values(), ids=NAMES)
def test_a_cell_holds_several_names(desk: Desk, split: str, cell: str, names: set[str]) -> None:
    mapping = "entity: {label: Platform, name: 名称}\nrelations:\n"
    mapping += f"  - {{type: RELIES_ON, to: {{label: Institution, name: 依托单位}}, split: {split}}}\n"
    content = f"名称\t依托单位\n星海光子实验室\t{cell}\n"
    assert {target for _, _, target in desk.facts(content, mapping, "名单.tsv")} == names
    assert all(len(fact.evidence) == 1 for fact in desk.read(content, mapping, "名单.tsv")[0].relations)


def test_a_relation_may_lead_the_other_way(desk: Desk) -> None:
    mapping = "entity: {label: Region, name: 地区}\nrelations:\n"
    mapping += "  - {type: LOCATED_IN, to: {label: Park, name: 园区}, split: 、, reverse: true}\n"
    assert desk.facts("地区,园区\n长春市,星海产业园、月湖产业园\n", mapping) == {
        ("星海产业园", "LOCATED_IN", "长春市"),
        ("月湖产业园", "LOCATED_IN", "长春市"),
    }


def test_what_is_the_same_both_ways_is_one_relation_and_nothing_partners_with_itself(desk: Desk) -> None:
    mapping = "entity: {label: Institution, name: 名称}\nrelations:\n"
    mapping += "  - {type: PARTNERS_WITH, to: {label: Institution, name: 合作单位}, split: 、}\n"
    batch, _ = desk.read("名称,合作单位\n星海大学,月湖大学、星海大学\n月湖大学,星海大学\n", mapping, "名单.csv")
    (fact,) = batch.relations
    assert len(fact.evidence) == 2


def test_a_row_that_is_there_a_thousand_times_is_one_fact(desk: Desk) -> None:
    batch, _ = desk.read("名称,所在地\n" + "星海产业园,长春市\n" * 1_000, PARK, "名单.csv")
    assert facts(batch) == ONE
    assert len(batch.relations[0].evidence) == 1_000


KIND_MAPPINGS = [
    "entity: {label: Institution, name: 名称, kind: 性质}",
    "entity: {label: Institution, name: 名称, properties: {kind: 性质}}",
    "entity: {label: Institution, name: 名称}\nkind: 性质",
]
KINDS = {
    "the word of the ontology": ("university", "university"),
    "a common word": ("高校", "university"),
    "a word for a kind of enterprise": ("国有企业", "enterprise"),
    "nothing": ("", "university"),
}


@pytest.mark.parametrize(("word", "kind"), KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("mapping", KIND_MAPPINGS)
def test_a_column_tells_what_kind_of_body_it_is(desk: Desk, mapping: str, word: str, kind: str) -> None:
    batch, issues = desk.read(f"名称,性质\n星海大学,{word}\n", mapping, "名单.csv")
    assert ([entity.kind for entity in batch.entities], issues) == ([kind], ())


def test_a_kind_may_be_the_same_for_all_and_an_unknown_one_is_told(desk: Desk) -> None:
    batch, _ = desk.read("名称\n星海光子\n", "entity: {label: Institution, name: 名称, kind: enterprise}", "名单.csv")
    assert [entity.kind for entity in batch.entities] == ["enterprise"]
    (told,) = desk.told("名称,性质\n星海大学,甲类\n", "entity: {label: Institution, name: 名称, kind: 性质}")
    assert told[0] == "register"
    assert "“甲类”不是已知的性质" in told[1]
    assert "university" in told[1]


def test_other_names_stand_in_several_columns_and_between_other_marks(desk: Desk) -> None:
    mapping = "entity: {label: Park, name: 名称, aliases: [简称, {name: 曾用名, split: 、}]}"
    batch, _ = desk.read("名称,简称,曾用名\n星海产业园,星海园|星园,东港园、东园\n", mapping, "名单.csv")
    assert set(batch.entities[0].aliases) == {"星海园", "星园", "东港园", "东园"}


TWO: dict[str, list[list[Any]]] = {
    "国家级": [["名称", "所在地"], ["星海产业园", "长春市"]],
    "省级": [["名称", "所在地"], ["月湖产业园", "吉林市"]],
}
BOTH = ONE | {("月湖产业园", "LOCATED_IN", "吉林市")}


def test_every_sheet_with_the_columns_is_read_and_the_others_are_told(desk: Desk) -> None:
    batch, issues = desk.read(book({**TWO, "空白": [], "填表说明": [["请如实填写"]]}), PARK)
    assert facts(batch) == BOTH
    assert [issue.place for issue in issues] == ["工作表“填表说明”"]
    assert "没有列“名称、所在地”" in issues[0].message


def test_a_hidden_sheet_is_read_only_where_the_mapping_names_it(desk: Desk) -> None:
    content = book(TWO, hidden=["省级"])
    batch, (issue,) = desk.read(content, PARK)
    assert facts(batch) == ONE
    assert "sheet: 省级" in issue.message
    assert desk.facts(content, dedent(PARK) + "sheet: [国家级, 省级]\n", "名单.xlsx") == BOTH
    assert desk.facts(book(TWO), dedent(PARK) + "sheet: 国家级\n", "名单.xlsx") == ONE


def test_of_columns_with_one_name_the_mapping_says_which(desk: Desk) -> None:
    rows = "名称,所在地,所在地\n星海产业园,吉林市,长春市\n"
    with pytest.raises(DocumentError, match=r"“所在地”有 2 列（第 2、3 列）.*所在地#1"):
        desk.read(rows, PARK, "名单.csv")
    assert desk.facts(rows, PARK.replace("所在地", "所在地#2")) == ONE


def mapped(entity: str = "label: Park, name: 名称", link: str = "", more: str = "") -> str:
    return f"entity: {{{entity}}}\n" + (f"relations:\n  - {{{link}}}\n" if link else "") + more


UNFIT = {
    "an unknown label": (mapped("label: Parks, name: 名称"), "“Parks”，可用的有：.*Park"),
    "a label that nobody mentions": (mapped("label: Measure, name: 名称"), "“Measure”，可用的有"),
    "an unknown column": (mapped("label: Park, name: 园名"), "缺少列“园名”，表头现有“名称、所在地”"),
    "an unknown property": (
        mapped("label: Park, name: 名称, properties: {area: 面积}"),
        "“area”，可用的有：aliases、kind",
    ),
    "an unknown relation": (mapped(link="type: IN, to: {label: Region, name: 所在地}"), "“IN”，可用的有：.*LOCATED_IN"),
    "a relation to an unknown label": (
        mapped(link="type: LOCATED_IN, to: {label: City, name: 所在地}"),
        "“City”，可用的有：.*Region",
    ),
    "a relation that cannot be": (
        mapped(link="type: LOCATED_IN, to: {label: Industry, name: 所在地}"),
        "LOCATED_IN 不能从 Park 到 Industry，可用的有：.*Park → Region",
    ),
    "a relation that cannot be the other way": (
        mapped(link="type: LOCATED_IN, to: {label: Region, name: 所在地}, reverse: true"),
        "不能从 Region 到 Park",
    ),
    "a relation without its end": (mapped(link="type: LOCATED_IN"), "to 要有 label 和 name"),
    "relations that are no list": (mapped(more="relations: {type: LOCATED_IN}\n"), "relations 应是一串"),
    "a list for a name": (mapped("label: Park, name: [名称]"), "name 应是一个词"),
    "a list for a title": (mapped(more="title: [[a], [b]]\n"), "title 应是一个词"),
    "a mapping that is a list": ("- a\n", "entity 的 label 和 name"),
    "a date that does not exist": (mapped(more="date: 2031-13-45\n"), "YAML|不是日期"),
    "a mapping within a mapping without end": ("[" * 5_000, "YAML"),
}


@pytest.mark.parametrize(("mapping", "reason"), UNFIT.values(), ids=UNFIT)
def test_a_mapping_that_cannot_be_is_refused_and_told_what_there_is(desk: Desk, mapping: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        desk.read("名称,所在地\n星海产业园,长春市\n", mapping, "名单.csv")


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(desk: Desk) -> None:
    with pytest.raises(DocumentError, match="没有映射里写的工作表“市级”，现有“国家级、省级”"):
        desk.read(book(TWO), dedent(PARK) + "sheet: 市级\n")
    with pytest.raises(DocumentError, match="工作表“国家级”是空的"):
        desk.read(book({**TWO, "国家级": []}), dedent(PARK) + "sheet: 国家级\n")
    with pytest.raises(DocumentError, match="工作表“国家级”是隐藏的"):
        desk.read(book({"说明": [["请填写"]], "国家级": TWO["国家级"]}, hidden=["国家级"]), PARK)


def test_a_word_of_the_mapping_that_means_nothing_is_told(desk: Desk) -> None:
    mapping = "entity: {label: Park, name: 名称, alias: 简称}\nrelation: []\n"
    ((kind, message),) = desk.told("名称,所在地\n星海产业园,长春市\n", mapping)
    assert kind == "register"
    assert "relation、entity.alias 没有用到" in message


def test_an_empty_workbook_is_refused(desk: Desk) -> None:
    with pytest.raises(DocumentError, match="名单是空的"):
        desk.read(book({"名单": [], "另一张": [[None, " "]]}), PARK)


def test_of_very_many_broken_rows_the_first_are_named(desk: Desk) -> None:
    told = desk.told("名称,所在地\n" + ",长春市\n" * 1_000, PARK)
    assert len(told) == 51
    assert "另有 950 处" in told[-1][1]
    assert {kind for kind, _ in told} == {"error"}


def test_a_register_and_its_mapping_lie_in_an_archive(desk: Desk, tmp_path: Path, knowledge: Knowledge) -> None:
    place = tmp_path / "名单.zip"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("2031/园区.xlsx", book({"名单": TWO["国家级"]}))
        archive.writestr("2031/园区.yml", dedent(PARK))
        archive.writestr("2031/别的.csv", "名称,所在地\n月湖产业园,吉林市\n")
    other, park = sources.find([place])
    batch, issues = registers.read(park, knowledge)
    assert (facts(batch), issues, batch.document.source) == (ONE, (), "园区.xlsx")
    with pytest.raises(DocumentError, match=r"别的\.csv：缺少映射文件 别的\.yml.*解压后运行 innograph map 别的\.csv"):
        registers.read(other, knowledge)


def test_without_a_mapping_the_command_that_drafts_one_is_told(tmp_path: Path, knowledge: Knowledge) -> None:
    place = tmp_path / "园区.csv"
    place.write_text("名称,所在地\n星海产业园,长春市\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=f"innograph map {place}"):
        registers.read(Source(place, register=True), knowledge)


def test_a_hundred_thousand_rows_are_read(desk: Desk) -> None:
    rows = "".join(f"星海第{number}产业园,长春市\n" for number in range(100_000))
    batch, issues = desk.read(f"名称,所在地\n{rows}", PARK, "名单.csv")
    assert (len(batch.entities), len(batch.relations), issues) == (100_001, 100_000, ())


SHIPPED = sorted((ROOT / "data" / "registers").glob("*.csv"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_registers_that_come_along_are_read_whole(path: Path, knowledge: Knowledge) -> None:
    batch, issues = registers.read(Source(path, register=True), knowledge)
    entries = path.read_text(encoding="utf-8").splitlines()[1:]
    assert issues == ()
    assert len(batch.document.text.split("\n")) == 1 + len(entries)
    assert {entry.split(",")[0] for entry in entries} <= {entity.name for entity in batch.entities}


def test_the_example_of_the_documentation_is_read_as_it_says(desk: Desk) -> None:
    page = (ROOT / "docs" / "registers.md").read_text(encoding="utf-8")
    rows, mapping = (re.search(rf"```{kind}\n(.*?)```", page, re.DOTALL) for kind in ("csv", "yaml"))
    assert rows is not None
    assert mapping is not None
    batch, issues = desk.read(rows[1], mapping[1], "实验室名单.csv")
    said = {tuple(line.split()) for line in page.splitlines() if re.fullmatch(r"星海\S+ [A-Z_]+ \S+", line)}
    assert (facts(batch), issues) == (said, ())
    assert batch.relations[0].evidence[0].text in page
    assert str(batch.document.date) == "2031-05"
