"""Places of innovation, industries and technologies: every parent, region and purpose leads to a known name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from loaders.lexicon import HEAD_KEYS, Lexicon

LEXICON = Path(__file__).resolve().parents[2] / "data" / "lexicon"

Entry = dict[str, Any]


def read(stem: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load((LEXICON / f"{stem}.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return content


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load(LEXICON)


@pytest.fixture(scope="module")
def topics() -> dict[str, Entry]:
    return {entry["name"]: entry for stem in ("industries", "technologies") for entry in read(stem)["entries"]}


@pytest.fixture(scope="module")
def regions() -> set[str]:
    return {entry["name"] for entry in read("regions")["entries"]}


def ancestors(topics: dict[str, Entry], name: str) -> list[str]:
    """The parents of a topic from the nearest up; ends early on a circle."""
    found: list[str] = []
    while (parent := topics[name].get("parent")) and parent not in found:
        found.append(parent)
        name = parent
    return found


def test_the_vocabulary_is_wide(lexicon: Lexicon) -> None:
    labels = [term.label for term in lexicon.terms]
    assert labels.count("Industry") >= 700
    assert labels.count("Technology") >= 1200


def test_every_parent_is_a_topic_and_none_is_its_own_ancestor(topics: dict[str, Entry]) -> None:
    assert [name for name, entry in topics.items() if entry.get("parent", name) not in topics] == []
    assert [name for name in topics if name in ancestors(topics, name)] == []


@pytest.mark.parametrize(
    ("topic", "sector"),
    [
        ("碳纤维", "新材料"),
        ("T800碳纤维", "新材料"),
        ("极紫外光刻", "新一代信息技术"),
        ("灵巧手", "高端装备制造"),
        ("氢燃料电池", "新能源"),
        ("黄芪", "医药健康"),
        ("肉牛", "畜牧业"),
        ("人形机器人", "高端装备制造"),
    ],
)
def test_a_question_about_a_sector_finds_what_lies_below_it(topics: dict[str, Entry], topic: str, sector: str) -> None:
    assert sector in ancestors(topics, topic)


def test_no_form_is_both_an_industry_and_a_technology(lexicon: Lexicon) -> None:
    forms: dict[str, set[str]] = {"Industry": set(), "Technology": set()}
    for term in lexicon.terms:
        if term.label in forms:
            forms[term.label].update(term.forms)
    assert forms["Industry"] & forms["Technology"] == set()


def test_a_platform_serves_what_is_known(topics: dict[str, Entry]) -> None:
    served = {topic for entry in read("platforms")["entries"] for topic in entry.get("serves", ())}
    assert served - topics.keys() == set()


@pytest.mark.parametrize("stem", ["zones", "platforms"])
def test_a_place_of_innovation_lies_in_a_known_region(stem: str, regions: set[str]) -> None:
    assert {entry["region"] for entry in read(stem)["entries"] if "region" in entry} - regions == set()


def test_a_head_ends_names_of_one_label() -> None:
    heads = [item["head"] for key in HEAD_KEYS for item in read("generic")[key]]
    assert len(heads) == len(set(heads))


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("长春高新区", "长春高新技术产业开发区"),
        ("临港新片区", "中国（上海）自由贸易试验区临港新片区"),
        ("中国天眼", "500米口径球面射电望远镜"),
        ("863计划", "国家高技术研究发展计划"),
        ("促进科技成果转化法", "中华人民共和国促进科技成果转化法"),
    ],
)
def test_a_short_form_opens_its_full_name(lexicon: Lexicon, form: str, name: str) -> None:
    (found,) = lexicon.names(form)
    assert name in {term.name for term in found.terms}


@pytest.mark.parametrize("phrase", ["持续优化工作机制", "商超导购服务", "畅通信息渠道", "专家电话", "鼓励多人参与"])
def test_no_industry_hides_in_an_everyday_phrase(lexicon: Lexicon, phrase: str) -> None:
    assert [term.name for found in lexicon.names(phrase) for term in found.terms if term.label == "Industry"] == []
