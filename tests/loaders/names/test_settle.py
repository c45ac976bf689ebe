"""What the tagger proposes is settled: names begin and end where names of their kind may."""

from __future__ import annotations

import pytest

from loaders.knowledge import Knowledge
from loaders.names import settle, words
from loaders.names.lattice import Lattice
from loaders.names.tagger import Span, Weights


class Leaning(Weights):
    """What every word speaks for alike, so that only the rules are at work."""

    def __init__(self, margin: float) -> None:
        self._margin = margin

    def margin(self, start: int, end: int, label: str) -> float:
        """The same for every stretch."""
        return self._margin


def settled(knowledge: Knowledge, text: str, proposed: str, label: str, margin: float = 9.0) -> set[str]:
    """The names that come of a stretch which the tagger took for a name."""
    lattice = Lattice(text, words.cut(text), knowledge.lexicon, knowledge.rules)
    span = Span(text.index(proposed), text.index(proposed) + len(proposed), label)
    return {mention.name for mention in settle.settle(lattice, [], [span], Leaning(margin))}


BEGINNINGS = [
    ("壮大数据服务产业。", "壮大数据服务", "Industry", {"数据服务"}),
    ("聚焦强化学习方法。", "强化学习", "Technology", {"强化学习"}),
    ("完善粮食市场监测预警系统。", "完善粮食市场监测预警系统", "Platform", {"粮食市场监测预警系统"}),
    ("组织实施优化营商环境行动。", "实施优化营商环境行动", "Programme", {"优化营商环境行动"}),
    ("建设智能体插件工具开发者联盟。", "体插件工具开发者联盟", "Institution", {"智能体插件工具开发者联盟"}),
    ("某市实施国际城市战略。", "某市实施国际城市战略", "Programme", {"国际城市战略"}),
    ("推进全民健身实施计划。", "全民健身实施计划", "Programme", {"全民健身实施计划"}),
    ("引进做实上海同济数字城市研究院。", "做实上海同济数字城市研究院", "Institution", {"上海同济数字城市研究院"}),
]


@pytest.mark.parametrize(("text", "proposed", "label", "names"), BEGINNINGS)
def test_a_name_begins_behind_the_words_that_govern_it(
    knowledge: Knowledge, text: str, proposed: str, label: str, names: set[str]
) -> None:
    assert settled(knowledge, text, proposed, label) == names


ENDS = [
    ("开展黑土地墒情保护技术研究。", "黑土地墒情保护", {"黑土地墒情保护技术"}),
    ("攻克离子束、黑土地墒情保护技术。", "黑土地墒情保护", {"黑土地墒情保护"}),
    ("支持黑土地墒情保护技术人才。", "黑土地墒情保护", {"黑土地墒情保护"}),
]


@pytest.mark.parametrize(("text", "proposed", "names"), ENDS)
def test_the_word_technique_ends_the_name_of_one_that_stands_alone(
    knowledge: Knowledge, text: str, proposed: str, names: set[str]
) -> None:
    assert settled(knowledge, text, proposed, "Technology") == names


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("研制抗体药物。", "抗体药物", "Technology"),
        ("发展抗体药物产业链。", "抗体药物", "Industry"),
    ],
)
def test_what_ends_as_a_device_is_a_technology_where_no_industry_is_spoken_of(
    knowledge: Knowledge, text: str, name: str, label: str
) -> None:
    lattice = Lattice(text, words.cut(text), knowledge.lexicon, knowledge.rules)
    start = text.index(name)
    span = Span(start, start + len(name), "Industry")
    assert settle.told_apart(lattice, span, Leaning(-9.0 if label == "Industry" else 9.0)).label == label


def test_a_place_and_its_trade_are_no_body(knowledge: Knowledge) -> None:
    assert settled(knowledge, "引导上海北斗企业参与。", "上海北斗", "Institution", 2.0) == set()
    assert settled(knowledge, "引导吉林化纤等企业参与。", "吉林化纤", "Institution", 2.0) == {"吉林化纤"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("灵敏度高", "Technology"),
        ("量大面广", "Technology"),
        ("（区）政府办公室", "Institution"),
        ("低时延", "Technology"),
        ("数据标注师", "Technology"),
        ("生产制造", "Industry"),
        ("星座组网", "Platform"),
    ],
)
def test_what_names_nothing_is_dropped_whatever_the_tagger_says(knowledge: Knowledge, text: str, label: str) -> None:
    assert settled(knowledge, text, text, label) == set()
