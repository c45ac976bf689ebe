"""What stands in one list is read alike: members that were passed over, labels that differ, regions, two in one."""

from __future__ import annotations

import pytest

from loaders.document import sentences, structure
from loaders.knowledge import Knowledge
from loaders.names import lists, parting, settle, words
from loaders.names.lattice import Lattice, Mention
from loaders.names.tagger import LEANING, Span, Weights


class Firm(Weights):
    """What every word speaks for alike, so that only the list is at work."""

    def __init__(self, margin: float) -> None:
        self._margin = margin

    def margin(self, start: int, end: int, label: str) -> float:
        """The same for every stretch."""
        return self._margin


def harmonised(knowledge: Knowledge, text: str, *read: tuple[str, str], margin: float = 0.0) -> set[tuple[str, str]]:
    """The names of a text after its lists were read, when only some had been."""
    lattice = Lattice(text, words.cut(text), knowledge.lexicon, knowledge.rules)
    found = [
        Mention(text.index(name), text.index(name) + len(name), label, name, "tagger", 0.8) for name, label in read
    ]
    cut = sentences.split(text, structure.parse(text))
    return {(mention.name, mention.label) for mention in lists.harmonise(lattice, cut, found, Firm(margin))}


def test_members_that_were_passed_over_are_added_the_first_one_too(knowledge: Knowledge) -> None:
    found = harmonised(knowledge, "突破多相催化、膜分离、微反应等技术。", ("膜分离", "Technology"))
    assert found == {(name, "Technology") for name in ("多相催化", "膜分离", "微反应")}


def test_a_member_that_the_tagger_is_against_is_not(knowledge: Knowledge) -> None:
    text = "突破多相催化、膜分离、微反应等技术。"
    assert harmonised(knowledge, text, ("膜分离", "Technology"), margin=-9.0) == {("膜分离", "Technology")}


def test_the_last_member_is_added_only_where_the_list_is_closed(knowledge: Knowledge) -> None:
    found = harmonised(knowledge, "突破多相催化、膜分离、微反应。", ("多相催化", "Technology"))
    assert found == {("多相催化", "Technology"), ("膜分离", "Technology")}


def test_a_class_is_no_member(knowledge: Knowledge) -> None:
    found = harmonised(knowledge, "推动膜分离、关键核心技术、微反应等技术攻关。", ("膜分离", "Technology"))
    assert found == {("膜分离", "Technology"), ("微反应", "Technology")}


def test_the_word_that_closes_a_list_says_what_its_members_are(knowledge: Knowledge) -> None:
    read = (("甲醇制氢", "Technology"), ("海参养殖", "Industry"), ("贝类加工", "Technology"))
    text = "发展甲醇制氢、海参养殖、贝类加工等产业。"
    assert {label for _, label in harmonised(knowledge, text, *read)} == {"Industry"}
    assert {label for _, label in harmonised(knowledge, text.replace("产业", "技术"), *read)} == {"Technology"}
    assert {label for _, label in harmonised(knowledge, text.replace("产业", "方面"), *read)} == {"Technology"}


def test_regions_of_one_list_stand_together(knowledge: Knowledge) -> None:
    found = harmonised(knowledge, "支持通化、白山、延边等地发展人参加工。", ("白山", "Region"))
    assert {name for name, label in found if label == "Region"} == {"通化", "白山", "延边"}
    # Behind a comma stands another clause.
    found = harmonised(knowledge, "支持通化，白山跟进。", ("通化", "Region"))
    assert {name for name, label in found if label == "Region"} == {"通化"}


def test_two_known_topics_in_one_are_parted_and_a_name_is_not(knowledge: Knowledge) -> None:
    found = harmonised(knowledge, "发展新材料与人工智能。", ("新材料与人工智能", "Industry"))
    assert found == {("新材料", "Industry"), ("人工智能", "Industry")}
    found = harmonised(knowledge, "加强黑土地保护与利用。", ("黑土地保护与利用", "Technology"))
    assert found == {("黑土地保护与利用", "Technology")}


def test_a_listed_name_and_one_that_was_completed_stay_whole(knowledge: Knowledge) -> None:
    text = "发展新材料与人工智能。"
    lattice = Lattice(text, words.cut(text), knowledge.lexicon, knowledge.rules)
    term = knowledge.lexicon.known("人工智能", "Technology") or knowledge.lexicon.known("人工智能", "Industry")
    listed = Mention(2, 10, "Industry", "新材料与人工智能", "lexicon", 0.9, term)
    completed = Mention(2, 10, "Industry", "新材料与人工智能材料", "coordination", 0.9)
    for mention in (listed, completed):
        assert list(parting.parts(lattice, mention)) == [mention]


def test_two_facilities_with_a_head_each_are_parted_and_one_is_not(knowledge: Knowledge) -> None:
    text = "建设嘉定光子产业基地和临港应用基地。"
    found = harmonised(knowledge, text, ("嘉定光子产业基地和临港应用基地", "Park"))
    assert found == {("嘉定光子产业基地", "Park"), ("临港应用基地", "Park")}
    for name, label in (
        ("光子研究和试验中心", "Platform"),
        ("空间信息和北斗应用中心", "Platform"),
        ("嘉定光子产业基地和示范基地", "Park"),
    ):
        assert harmonised(knowledge, f"建设{name}。", (name, label)) == {(name, label)}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("柔性电极及编译软件", {"柔性电极", "编译软件"}),
        ("柔性电极及关键材料", {"柔性电极"}),
        ("神经信号采集及处理芯片", {"神经信号采集及处理芯片"}),
        ("电极及编译软件", {"电极及编译软件"}),
    ],
    ids=["two things", "one of them vague", "two deeds with one thing", "too short to tell"],
)
def test_two_things_side_by_side_are_parted(knowledge: Knowledge, name: str, parts: set[str]) -> None:
    found = harmonised(knowledge, f"攻克{name}。", (name, "Technology"))
    assert {part for part, _ in found} == parts


def test_a_tagged_name_loses_what_no_name_begins_with(knowledge: Knowledge) -> None:
    text = "实施新一轮光子产业提升行动。"
    lattice = Lattice(text, words.cut(text), knowledge.lexicon, knowledge.rules)
    found = settle.settle(lattice, [], [Span(2, len(text) - 1, "Programme")], Firm(LEANING))
    assert [mention.name for mention in found] == ["光子产业提升行动"]


def test_a_region_that_is_told_to_act_is_read_and_those_listed_with_it(knowledge: Knowledge) -> None:
    found = harmonised(knowledge, "推动乾安、公主岭、敦化等地创建先行县。")
    assert found == {("乾安", "Region"), ("公主岭", "Region"), ("敦化", "Region")}
    assert harmonised(knowledge, "乾安、公主岭、敦化的企业较多。") == set()


def test_a_region_beside_a_park_is_read(knowledge: Knowledge) -> None:
    found = harmonised(knowledge, "依托四川天府新区、武侯区等承载地布局社区。", ("四川天府新区", "Park"))
    assert found == {("四川天府新区", "Park"), ("武侯区", "Region")}


def test_services_that_are_offered_are_no_industries_but_known_ones_stay(knowledge: Knowledge) -> None:
    read = (("政策咨询", "Industry"), ("融资对接", "Industry"))
    assert harmonised(knowledge, "提供政策咨询、融资对接等专业服务。", *read) == set()
    assert harmonised(knowledge, "发展政策咨询、融资对接等服务业。", *read) == set(read)


def test_a_topic_is_read_without_the_region_before_it(knowledge: Knowledge) -> None:
    found = harmonised(knowledge, "形成嘉定空间探测特色。", ("嘉定空间探测", "Technology"))
    assert found == {("嘉定", "Region"), ("空间探测", "Technology")}


def test_services_that_are_to_grow_are_lines_of_business(knowledge: Knowledge) -> None:
    read = (("政策咨询", "Industry"), ("融资对接", "Industry"))
    assert harmonised(knowledge, "大力发展政策咨询、融资对接等专业服务。", *read) == set(read)
