"""A small made-up graph round 碳纤维, in which every kind of answer occurs."""

from __future__ import annotations

from graph.ids import entity_id
from graph.model import Batch
from tests.factory import document, entity, measure, relation, target

SAID = "吉林碳纤维省实验室面向碳纤维产业开展攻关。"
SAID_AGAIN = "支持吉林碳纤维省实验室为碳纤维链条提供检测。"
FIBRE = entity_id("Industry", "碳纤维")
LABORATORY = entity_id("Platform", "吉林碳纤维省实验室")
VALLEY = entity_id("Park", "中国碳谷")
CITY = entity_id("Region", "吉林市")


def documents() -> tuple[Batch, ...]:
    """A plan and a document that implements it."""
    plan = document(
        "碳纤维行动方案",
        measure("1", "建设平台"),
        measure("1.1", "组建省实验室"),
        entity("Platform", "吉林碳纤维省实验室", "碳纤维省实验室"),
        entity("Industry", "碳纤维", "碳纤维产业链", count=9),
        entity("Institution", "长春工业大学", count=4),
        entity("Park", "中国碳谷"),
        entity("Region", "吉林市"),
        relation("SERVES", "吉林碳纤维省实验室", "碳纤维", SAID, measure="1.1"),
        relation("SERVES", "吉林碳纤维省实验室", "碳纤维", SAID_AGAIN, measure="1"),
        relation("RELIES_ON", "吉林碳纤维省实验室", "长春工业大学", measure="1.1"),
        relation("FOCUSES_ON", "中国碳谷", "碳纤维", measure="1"),
        relation("LOCATED_IN", "中国碳谷", "吉林市", measure="1"),
        relation("LEADS", "长春工业大学", "@1.1", measure="1.1"),
        target("碳纤维产能", "12", "万吨", "2099", measure="1"),
        number="试政发〔2099〕1号",
        date="2099-03",
    )
    return (plan,)
