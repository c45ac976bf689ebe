"""Facts between things that are named, read from a sentence."""

from __future__ import annotations

import pytest

from tests.loaders.conftest import Reader


def related(read: Reader, text: str, kind: str) -> set[tuple[str, str]]:
    """The names at the two ends of each relation of a type; empty for a measure or the document."""
    batch = read(text)
    names = {entity.id: entity.name for entity in batch.entities}
    return {(names.get(item.source, ""), names.get(item.target, "")) for item in batch.relations if item.type == kind}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("在京津冀、长三角等地区布局全国一体化算力网络国家枢纽节点。", {"京津冀", "长三角"}),
        ("在北湖科学城建设长春光电检测中心。", {"北湖科学城", "长春市"}),
    ],
)
def test_what_is_laid_out_stands_where_the_clause_says(read: Reader, text: str, places: set[str]) -> None:
    assert {place for _, place in related(read, text, "LOCATED_IN")} >= places


def test_what_stands_in_an_area_of_several_provinces_is_located_there(read: Reader) -> None:
    found = related(read, "加快推进粤港澳大湾区国际科技创新中心建设。", "LOCATED_IN")
    assert {place for _, place in found} >= {"粤港澳大湾区"}


def test_only_what_is_made_is_carried_by_what_a_sentence_relies_on(read: Reader) -> None:
    joins = related(read, "依托吉林大学，支持企业接入长春光电检测平台。", "RELIES_ON")
    makes = related(read, "依托吉林大学，建设长春光电检测平台。", "RELIES_ON")
    assert "长春光电检测平台" not in {source for source, _ in joins}
    assert ("长春光电检测平台", "吉林大学") in makes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("对获得国家技术发明奖一等奖的企业予以支持。", "国家技术发明奖一等奖"),
        ("所需资金从省预算内基建专项资金中列支。", "省预算内基建专项资金"),
    ],
)
def test_a_prize_that_was_won_and_the_fund_that_pays_are_not_what_is_supported(
    read: Reader, text: str, name: str
) -> None:
    assert name not in {target for _, target in related(read, text, "SUPPORTS")}
