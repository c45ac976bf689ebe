"""What a register says of itself: its names, their label, and what each column tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from graph.errors import DocumentError
from loaders import registers
from loaders.knowledge import Knowledge
from loaders.readers.item import Item
from loaders.registers import draft, guess, mapping
from loaders.registers.guess import Proposal
from loaders.registers.mapping import RegisterMapping
from settings import ROOT
from tests.loaders.books import book


def propose(content: bytes | str, knowledge: Knowledge, name: str = "名单.csv", sheet: str = "") -> Proposal:
    whole = content if isinstance(content, bytes) else dedent(content).encode()
    return guess.propose(registers.open_sheets(Item(name, whole)), knowledge, name, sheet)


def drafted(found: Proposal, knowledge: Knowledge, **options: bool) -> RegisterMapping:
    """The draft as it is read back from its YAML."""
    lines = list(draft.generate_draft(found, knowledge.ontology, "名单.csv", **options))
    assert not any("\n" in line for line in lines)
    return mapping.parse(yaml.safe_load("\n".join(lines)), "名单.yml", knowledge.ontology)


def links(made: RegisterMapping) -> list[tuple[str, str, str]]:
    return [(link.type, link.label, link.names.column) for link in made.links]


LISTS: dict[str, tuple[str, tuple[str, str], list[tuple[str, str, str]]]] = {
    "laboratories with what carries them": (
        "序号,实验室名称,依托单位,所在地,备注\n1,星海光子省重点实验室,星海大学,长春市,\n",
        ("Platform", "实验室名称"),
        [("RELIES_ON", "Institution", "依托单位"), ("LOCATED_IN", "Region", "所在地")],
    ),
    "facilities behind who runs them": (
        "单位名称,平台名称,地区\n星海大学,星海光子技术创新中心,长春市\n",
        ("Platform", "平台名称"),
        [("LOCATED_IN", "Region", "地区")],
    ),
    "enterprises": (
        "企业名称,统一社会信用代码,所属行业,所在市,联系电话\n星海光子有限公司,91X,光电,吉林市,1\n",
        ("Institution", "企业名称"),
        [("SERVES", "Industry", "所属行业"), ("LOCATED_IN", "Region", "所在市")],
    ),
    "parks": (
        "园区名称,主导产业,所在地区,批准时间,面积（公顷）\n星海产业园,碳纤维,四平市,2031,5\n",
        ("Park", "园区名称"),
        [("SERVES", "Industry", "主导产业"), ("LOCATED_IN", "Region", "所在地区")],
    ),
    "programmes": (
        "项目名称,承担单位,合作单位,技术领域\n星海光子计划,星海大学,月湖大学,光刻\n",
        ("Programme", "项目名称"),
        [
            ("RELIES_ON", "Institution", "承担单位"),
            ("RELIES_ON", "Institution", "合作单位"),
            ("FOCUSES_ON", "Technology", "技术领域"),
        ],
    ),
    "bodies and what they belong to": (
        "机构名称,隶属,合作单位\n星海光学研究所,星海科学院,月湖大学\n",
        ("Institution", "机构名称"),
        [("PART_OF", "Institution", "隶属"), ("PARTNERS_WITH", "Institution", "合作单位")],
    ),
    "a plain heading over facilities": (
        "名称,地区\n星海光子实验室,长春市\n月湖种业实验室,吉林市\n",
        ("Platform", "名称"),
        [("LOCATED_IN", "Region", "地区")],
    ),
    "headings that say nothing": (
        "甲,乙\n星海大学,长春市\n月湖大学,吉林市\n",
        ("Institution", "甲"),
        [("LOCATED_IN", "Region", "乙")],
    ),
    "a title that says what they are": (
        "星海省重点实验室名单,\n名称,地区\n光子,长春市\n种业,吉林市\n",
        ("Platform", "名称"),
        [("LOCATED_IN", "Region", "地区")],
    ),
    "a column of parks": (
        "企业名称,所在园区\n星海光子有限公司,长春高新区\n",
        ("Institution", "企业名称"),
        [("LOCATED_IN", "Park", "所在园区")],
    ),
    "chains and who leads them": (
        "产业链,链主企业,牵头部门\n汽车,星海汽车集团有限公司,省科技厅\n",
        ("Institution", "链主企业"),
        [("SERVES", "Industry", "产业链")],
    ),
    "headings of two rows": (
        "园区名称,位置,,规模\n,市,县,企业数（家）\n星海产业园,长春市,农安县,12\n",
        ("Park", "园区名称"),
        [("LOCATED_IN", "Region", "位置/市"), ("LOCATED_IN", "Region", "位置/县")],
    ),
    "one column": ("企业名称\n星海光子有限公司\n", ("Institution", "企业名称"), []),
    "two columns of one name": (
        "名称,地区,地区\n星海产业园,长春市,吉林市\n",
        ("Park", "名称"),
        [("LOCATED_IN", "Region", "地区#1"), ("LOCATED_IN", "Region", "地区#2")],
    ),
}


@pytest.mark.parametrize(("content", "entity", "relations"), LISTS.values(), ids=LISTS)
def test_a_list_tells_how_it_is_read(
    knowledge: Knowledge, content: str, entity: tuple[str, str], relations: list[tuple[str, str, str]]
) -> None:
    found = propose(content, knowledge)
    made = drafted(found, knowledge)
    assert (made.label, made.name) == entity
    assert links(made) == relations


SPLITS = {
    "marks": ("星海大学、月湖大学", ("、",)),
    "marks of two kinds": ("星海大学、月湖大学；东港学院", ("、", "；")),
    "lines": ('"星海大学\n月湖大学"', ("\n",)),
    "a mark within a name": ("星海光学、精密机械研究所", ()),
    "one name": ("星海大学", ()),
}


@pytest.mark.parametrize(("cell", "split"), SPLITS.values(), ids=SPLITS)
def test_what_parts_the_names_of_a_cell_is_seen(knowledge: Knowledge, cell: str, split: tuple[str, ...]) -> None:
    made = drafted(propose(f"实验室名称,依托单位\n星海光子实验室,{cell}\n", knowledge), knowledge)
    (link,) = made.links
    assert link.names.split == split


DOUBTS = {
    "addresses instead of places": ("园区名称,所在地\n星海产业园,星海路一号\n月湖园,月湖路二号\n", "不是省、市、县"),
    "running text instead of names": (f"平台名称,研究方向\n星海光子实验室,{'开展研究' * 20}\n", "不像名称"),
    "numbers instead of names": ("平台名称,依托单位\n星海光子实验室,12\n", "不像名称"),
    "bodies under a heading that says nothing": ("平台名称,丙\n星海光子实验室,星海大学\n", "看不出这些机构"),
    "two columns of names": ("平台名称,企业\n星海光子实验室,星海大学\n", "两列都是名称"),
    "facilities beside bodies": ("企业名称,平台\n星海光子有限公司,星海光子实验室\n", "平台是否依托"),
}


@pytest.mark.parametrize(("content", "why"), DOUBTS.values(), ids=DOUBTS)
def test_what_is_not_sure_stands_in_a_comment_with_its_reason(knowledge: Knowledge, content: str, why: str) -> None:
    found = propose(content, knowledge)
    lines = list(draft.generate_draft(found, knowledge.ontology, "名单.csv"))
    (place,) = (number for number, line in enumerate(lines) if "没有把握" in line and why in line)
    assert lines[place + 1].startswith("  # - {type: ")
    assert drafted(found, knowledge).links == ()
    # Without its mark the line is a relation.
    opened = [line.replace("# relations:", "relations:").replace("  # - ", "  - ") for line in lines]
    assert len(mapping.parse(yaml.safe_load("\n".join(opened)), "名单.yml", knowledge.ontology).links) == 1


def test_the_title_and_the_date_stand_above_the_header(knowledge: Knowledge) -> None:
    table: list[list[Any]] = [
        ["附件2"],
        ["附件：星海省产业园名单"],
        ["（截至2031年5月）", None],
        ["单位：家", None],
        ["序号", "园区名称"],
        [1, "星海产业园"],
    ]
    found = propose(book({"名单": table}, {"名单": ["A2:B2"]}), knowledge, "名单.xlsx")
    assert (found.title, str(found.date)) == ("星海省产业园名单", "2031-05")
    assert (found.header.top, found.header.bottom) == (4, 4)


def test_of_several_sheets_the_one_with_a_header_is_taken_and_the_others_are_told(knowledge: Knowledge) -> None:
    listed = [["园区名称", "所在地"], ["星海产业园", "长春市"]]
    sheets: dict[str, Sequence[Sequence[Any]]] = {"说明": [["请如实填写"]], "国家级": listed, "省级": listed}
    content = book(sheets)
    found = propose(content, knowledge, "名单.xlsx")
    assert (found.sheet.name, found.alike, found.unlike) == ("国家级", ("省级",), ("说明",))
    assert drafted(found, knowledge).sheets == ()
    picked = propose(content, knowledge, "名单.xlsx", sheet="省级")
    assert drafted(picked, knowledge, picked=True).sheets == ("省级",)
    with pytest.raises(DocumentError, match="没有可读的工作表“市级”，现有“说明、国家级、省级”"):
        propose(content, knowledge, "名单.xlsx", sheet="市级")


def test_a_column_that_is_mostly_empty_may_mean_what_stands_above(knowledge: Knowledge) -> None:
    rows = "".join(f"星海第{number}产业园,{'' if number % 4 else '长春市'}\n" for number in range(12))
    found = propose(f"园区名称,所在地\n{rows}", knowledge)
    assert found.fill == ("所在地",)
    assert drafted(found, knowledge).fill == ()


UNKNOWN = {
    "no header": ("1,2\n3,4\n", "没有找到表头"),
    "rows without a header": ("星海光子有限公司,长春市\n月湖种业有限公司,吉林市\n", "没有找到表头"),
    "a header and nothing else": ("名称,所在地\n", "没有内容"),
    "no column of names": ("面积,人数\n大,小\n", "看不出哪一列是名称"),
}


@pytest.mark.parametrize(("content", "reason"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_tells_nothing_is_refused(knowledge: Knowledge, content: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        propose(content, knowledge)


def test_a_list_in_two_blocks_side_by_side_is_pointed_out(knowledge: Knowledge) -> None:
    found = propose("序号,企业名称,序号,企业名称\n1,星海光子有限公司,2,月湖有限公司\n", knowledge)
    assert found.name == "企业名称#1"
    assert found.unused == (("企业名称#2", "与名称同名：名单若分左右两栏，请先接成一栏再读入"),)


def test_a_heading_that_yaml_would_stumble_over_is_written_safely(knowledge: Knowledge) -> None:
    found = propose(f'企业名称,"依托: [单位] #1",\x07声\n{"星海光子有限公司" * 9},"a: b\nc",d\n', knowledge)
    assert drafted(found, knowledge).name == "企业名称"


SHIPPED = sorted((ROOT / "data" / "registers").glob("*.csv"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_registers_that_come_along_are_guessed_as_people_mapped_them(path: Path, knowledge: Knowledge) -> None:
    found = propose(path.read_bytes(), knowledge, path.name)
    made = drafted(found, knowledge)
    curated = mapping.parse(
        yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8")), path.name, knowledge.ontology
    )
    assert (made.label, made.name, made.kind) == (curated.label, curated.name, curated.kind)
    assert [names.column for names in made.aliases] == [names.column for names in curated.aliases]
    assert set(links(curated)) <= set(links(made))
