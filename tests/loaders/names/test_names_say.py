"""What a name says of itself: where its thing stands, and which industry or technology it serves."""

from __future__ import annotations

import pytest

from loaders.knowledge import Knowledge
from loaders.names import seats, served
from loaders.names.lattice import Mention
from loaders.names.resolve import short_industry

SEATS = [
    ("Park", "长春高新区", ["长春市"]),
    ("Park", "吉林高新区", ["吉林市"]),
    ("Platform", "吉林碳纤维省实验室", ["吉林省"]),
    ("Institution", "人民银行长春中心支行", ["长春市"]),
    ("Institution", "吉林银保监局", ["吉林省"]),
    # A body of a province answers for it, that of a city stands in it, and a programme stands nowhere.
    ("Institution", "吉林省商务局", []),
    ("Institution", "上海市药品监督管理局", ["上海市"]),
    ("Institution", "长春市人民政府", ["长春市"]),
    ("Programme", "吉林省科技活动周", []),
    # The seat and the branch of a company stand where they are named for.
    ("Institution", "中国人民银行上海总部", ["上海市"]),
    ("Institution", "中国出口信用保险公司安徽分公司", ["安徽省"]),
    ("Institution", "安徽省民航机场集团", []),
    ("Platform", "省重点实验室", []),
]

SERVED = [
    ("Platform", "吉林碳纤维省实验室", ["碳纤维"]),
    ("Institution", "吉林农业大学", ["农业"]),
    ("Institution", "白城市农业科学院", ["农业"]),
    ("Institution", "长春中医药大学", ["中医药"]),
    ("Institution", "吉林省农业农村厅", []),
    ("Programme", "战略性新兴产业技术创新工程", ["战略性新兴产业"]),
    ("Park", "国家未来产业孵化试验区", ["未来产业"]),
    ("Institution", "吉林大学", []),
    # A topic outside of the core, and one that a class of industries stands beside.
    ("Park", "岳阳国家农业高新技术示范区", ["农业"]),
    ("Programme", "新一代信息技术与制造业融合发展行动", ["新一代信息技术"]),
    ("Park", "长春光电子国家高技术产业基地", ["光电子"]),
    # A place or a slogan is no topic.
    ("Platform", "长春区域创新中心", []),
    ("Platform", "“一带一路”联合实验室", []),
    ("Platform", "金凤实验室", []),
    ("Platform", "明月湖实验室", []),
    ("Park", "人工智能OPC社区", ["人工智能"]),
]


@pytest.mark.parametrize(("label", "name", "regions"), SEATS)
def test_where_a_name_says_that_its_thing_stands(
    knowledge: Knowledge, label: str, name: str, regions: list[str]
) -> None:
    mention = Mention(0, len(name), label, name, "grammar", 0.9)
    assert [term.name for term in seats.find(mention, knowledge.lexicon, knowledge.rules)] == regions


@pytest.mark.parametrize(("label", "name", "topics"), SERVED)
def test_what_a_name_says_that_its_thing_serves(knowledge: Knowledge, label: str, name: str, topics: list[str]) -> None:
    assert [item.name for item in served.find(label, name, knowledge.lexicon, knowledge.rules)] == topics


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("汽车产业", "汽车"),
        ("新能源汽车产业链", "新能源汽车"),
        ("战略性新兴产业", "战略性新兴产业"),
        ("海洋战略性新兴产业", "海洋战略性新兴产业"),
        ("未来产业集群", "未来产业"),
        ("传统优势产业", "传统优势产业"),
        ("产业", "产业"),
    ],
)
def test_an_industry_keeps_the_word_without_which_it_names_nothing(name: str, short: str) -> None:
    assert short_industry(name) == short


def test_a_topic_has_one_label_in_the_text_and_in_the_names(knowledge: Knowledge) -> None:
    for label in ("Technology", "Industry"):
        sayings = served.Sayings(knowledge.lexicon, knowledge.rules, [("人工智能", label)])
        assert [(item.name, item.label) for item in sayings.of("Park", "人工智能OPC社区")] == [("人工智能", label)]


def test_a_name_serves_the_whole_topic_that_the_text_names(knowledge: Knowledge) -> None:
    topics = [("营养健康", "Industry"), ("人工智能OPC", "Technology")]
    sayings = served.Sayings(knowledge.lexicon, knowledge.rules, topics)
    assert [item.name for item in sayings.of("Park", "国家级营养健康产业集聚区")] == ["营养健康"]
    # An acronym beside a topic is another thing.
    assert [item.name for item in sayings.of("Park", "人工智能OPC社区")] == ["人工智能"]


@pytest.mark.parametrize(
    ("label", "name", "served_topics"),
    [
        ("Programme", "算力券", ["算力"]),
        ("Park", "星海现代物流园", ["物流"]),
        ("Platform", "智能体即服务开放平台", ["智能体"]),
        ("Institution", "星海物流发展研究会", []),
        ("Platform", "星海物流", []),
    ],
)
def test_a_name_serves_a_topic_of_the_text_that_it_holds_before_its_head(
    knowledge: Knowledge, label: str, name: str, served_topics: list[str]
) -> None:
    topics = [("物流", "Industry"), ("智能体", "Technology"), ("算力", "Industry")]
    sayings = served.Sayings(knowledge.lexicon, knowledge.rules, topics)
    assert [topic.name for topic in sayings.of(label, name)] == served_topics
