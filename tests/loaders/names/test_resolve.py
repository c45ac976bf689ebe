"""Two names, one thing, or not: abbreviations, 省 and 我省, and the names that a document defines for itself."""

from __future__ import annotations

import csv
from dataclasses import dataclass

import pytest

from graph.ids import entity_id
from loaders.knowledge import Knowledge
from loaders.names.resolve import Resolver, defined_names, short_industry
from tests.loaders.cases import CASES
from tests.loaders.conftest import Reader


@dataclass(frozen=True)
class Pair:
    """Two names of a label in a document of a region, and whether they are names of one thing."""

    label: str
    one: str
    other: str
    region: str
    same: str
    why: str


def pairs() -> list[object]:
    with (CASES / "resolution.csv").open(encoding="utf-8", newline="") as lines:
        read = [Pair(**row) for row in csv.DictReader(lines)]
    return [pytest.param(pair, id=f"{pair.one}{'＝' if pair.same == 'yes' else '≠'}{pair.other}") for pair in read]


def resolver(knowledge: Knowledge, region: str = "吉林省", **defined: str) -> Resolver:
    return Resolver(knowledge.lexicon, knowledge.rules, region, defined)


@pytest.mark.parametrize("pair", pairs())
def test_two_names_are_one_thing_or_two(knowledge: Knowledge, pair: Pair) -> None:
    names = resolver(knowledge, pair.region)
    one, other = names.identify(pair.label, pair.one), names.identify(pair.label, pair.other)
    assert (one.id == other.id) is (pair.same == "yes"), f"{pair.why}：{one.key} {other.key}"


@pytest.mark.parametrize(
    ("name", "region", "full"),
    [
        ("省科技厅", "吉林省", "吉林省科学技术厅"),
        ("省科技厅", "浙江省", "浙江省科学技术厅"),
        ("市科技局", "杭州市", "杭州市科学技术局"),
        ("省财政厅", "长春市", "吉林省财政厅"),
    ],
)
def test_the_region_of_a_name_is_the_issuer_s(knowledge: Knowledge, name: str, region: str, full: str) -> None:
    assert resolver(knowledge, region).identify("Institution", name).key == full


def test_a_name_without_a_region_to_mean_stays_as_it_is(knowledge: Knowledge) -> None:
    assert resolver(knowledge, "").identify("Institution", "省科技厅").key == "省科技厅"


def test_the_same_name_always_gives_the_same_thing(knowledge: Knowledge) -> None:
    names = resolver(knowledge)
    assert names.identify("Park", "长春新区") == names.identify("Park", "长春新区")
    assert names.identify("Park", "长春新区") == resolver(knowledge).identify("Park", "长春新区")


def test_a_thing_is_told_by_its_label_and_its_canonical_name(knowledge: Knowledge) -> None:
    found = resolver(knowledge).identify("Institution", "长春光机所")
    assert found.id == entity_id("Institution", found.key)
    assert "长春光机所" in found.aliases
    assert found.key not in found.aliases


def test_one_name_of_two_labels_is_two_things(knowledge: Knowledge) -> None:
    names = resolver(knowledge)
    assert names.identify("Industry", "碳纤维").id != names.identify("Technology", "碳纤维").id


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("省科技厅", "government"),
        ("省委组织部", "party"),
        ("长春新区管委会", "government"),
        ("吉林大学", "university"),
        ("长春光机所", "institute"),
        ("星海精工集团", "enterprise"),
        ("星海智造产业联盟", "association"),
        ("吉林银行", "financial"),
        ("星海驿站", "other"),
    ],
)
def test_an_institution_is_of_a_kind(knowledge: Knowledge, name: str, kind: str) -> None:
    assert resolver(knowledge).identify("Institution", name).kind == kind


@pytest.mark.parametrize(
    ("text", "defined"),
    [
        ("设立东部创新转化中心（以下简称“转化中心”），实行理事会制。", {"转化中心": "东部创新转化中心"}),
        ("支持星海新材料研究院（以下简称星海院）发展。", {"星海院": "星海新材料研究院"}),
        ("星海市人民政府（下称“市政府”）负责。", {}),
        ("根据星海市创新发展条例（以下简称《条例》）。", {}),
        ("建好平台，用好平台。", {}),
    ],
    ids=["with marks", "without marks", "another word", "a document", "none"],
)
def test_a_text_defines_names_of_its_own(text: str, defined: dict[str, str]) -> None:
    found = {short: full for short, full in defined_names(text).items() if "条例" not in short}
    assert found == defined


def test_a_name_that_the_document_defines_is_the_long_one(knowledge: Knowledge) -> None:
    names = resolver(knowledge, 转化中心="东部创新转化中心")
    assert names.identify("Platform", "转化中心").id == names.identify("Platform", "东部创新转化中心").id


def test_a_defined_name_stays_one_node_through_a_document(read: Reader) -> None:
    batch = read(
        "一、平台\n支持星海新材料研究院（以下简称“星海研究院”）发展。\n依托星海研究院建设中试基地。", region="吉林省"
    )
    assert [entity.key for entity in batch.entities if "星海" in entity.key] == ["星海新材料研究院"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("汽车产业", "汽车"),
        ("汽车产业链", "汽车"),
        ("汽车产业集群", "汽车"),
        ("医药行业", "医药"),
        ("医药领域", "医药"),
        ("产业", "产业"),
        ("大产业", "大产业"),
        ("碳纤维", "碳纤维"),
    ],
)
def test_an_industry_drops_its_tail_where_a_name_remains(name: str, short: str) -> None:
    assert short_industry(name) == short
