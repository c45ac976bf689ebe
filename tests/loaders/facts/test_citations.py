"""Documents that a document names: what it exists for, what it only cites, and in what manner."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from graph.model import Batch
from tests.loaders.conftest import Reader


@dataclass(frozen=True)
class Cited:
    """A cited document as the graph has it."""

    type: str
    title: str
    manner: str = ""


def cited(batch: Batch) -> list[Cited]:
    names = {entity.id: entity.name for entity in batch.entities if entity.label == "Document"}
    return [
        Cited(fact.type, names[fact.target], str(dict(fact.properties).get("manner", "")))
        for fact in batch.relations
        if fact.type in {"IMPLEMENTS", "CITES"}
    ]


BASES = {
    "为贯彻落实": "为贯彻落实《{}》，制定本方案。",
    "根据": "根据《{}》，结合实际，制定本方案。",
    "按照…要求": "按照《{}》要求，制定本方案。",
    "依据": "依据《{}》，制定本方案。",
}


@pytest.mark.parametrize("sentence", BASES.values(), ids=BASES)
def test_a_document_implements_what_its_preamble_rests_on(read: Reader, sentence: str) -> None:
    batch = read(f"{sentence.format('国家智能网联产业发展规划')}\n一、总则\n（一）平台。建好平台。")
    assert cited(batch) == [Cited("IMPLEMENTS", "国家智能网联产业发展规划")]


def test_a_preamble_may_rest_on_several(read: Reader) -> None:
    batch = read("根据《科学技术普及法》和《星海省创新条例》，制定本办法。\n一、总则")
    assert cited(batch) == [Cited("IMPLEMENTS", "科学技术普及法"), Cited("IMPLEMENTS", "星海省创新条例")]


MANNERS = {
    "修订《星海省专利条例》。": Cited("CITES", "星海省专利条例", "修订"),
    "出台《松花江流域生态保护规划》。": Cited("CITES", "松花江流域生态保护规划", "出台"),
    "研究制定《中试平台管理办法》。": Cited("CITES", "中试平台管理办法", "出台"),
    "落实《研发费用加计扣除办法》。": Cited("CITES", "研发费用加计扣除办法", "落实"),
    "参照《人才分类目录》开展认定。": Cited("CITES", "人才分类目录", "提及"),
    "贯彻《关于印发〈科研诚信办法〉的通知》。": Cited("CITES", "关于印发〈科研诚信办法〉的通知", "落实"),
    "《全球开放科学合作倡议》取得共识。": Cited("CITES", "全球开放科学合作倡议", "提及"),
    "制定出台星海大学城科创源高质量发展实施方案。": Cited("CITES", "星海大学城科创源高质量发展实施方案", "出台"),
    "编制脑神经信号采集标准规范，支撑研究。": Cited("CITES", "脑神经信号采集标准规范", "出台"),
    "认真落实国家中长期科技发展规划。": Cited("CITES", "国家中长期科技发展规划", "落实"),
}


@pytest.mark.parametrize(("sentence", "wanted"), MANNERS.items(), ids=MANNERS)
def test_what_a_measure_names_it_cites_in_a_manner(read: Reader, sentence: str, wanted: Cited) -> None:
    assert cited(read(f"一、任务\n（一）制度。{sentence}")) == [wanted]


@pytest.mark.parametrize(
    "sentence",
    ["办好《科学世界》专栏。", "拍摄《大国重器》纪录片。", "出版《创新故事》丛书。", "完善制度和标准。"],
)
def test_what_is_no_policy_is_not_cited(read: Reader, sentence: str) -> None:
    assert cited(read(f"一、任务\n（一）宣传。{sentence}")) == []


def test_a_document_does_not_cite_itself(read: Reader) -> None:
    batch = read("星海省中试平台管理办法\n一、总则\n（一）施行。《星海省中试平台管理办法》自印发之日起施行。")
    assert cited(batch) == []


def test_what_a_plan_is_called_in_its_title_is_no_programme_of_its_own(read: Reader) -> None:
    title = "星海市脑机接口未来产业培育行动方案"
    batch = read(f"{title}\n现将《{title}》印发给你们，请认真落实。\n一、总则\n实施光子产业培育行动。")
    programmes = {entity.name for entity in batch.entities if entity.label == "Programme"}
    assert "光子产业培育行动" in programmes
    assert not any("脑机接口" in name for name in programmes)


def test_a_document_of_a_short_title_does_not_cite_itself_either(read: Reader) -> None:
    assert cited(read("一、总则\n（一）施行。《创新条例》自印发之日起施行。", title="创新条例")) == []


def test_a_document_that_is_named_twice_is_cited_once(read: Reader) -> None:
    batch = read("一、任务\n（一）政策。落实《人才分类目录》。\n（二）宣传。宣传《人才分类目录》。")
    assert cited(batch) == [Cited("CITES", "人才分类目录", "落实")]


def test_the_number_of_a_cited_document_is_another_name_of_it(read: Reader) -> None:
    batch = read("按照《关于场景创新的指导意见》（星政发〔2022〕9号）要求，制定本方案。\n一、总则")
    (document,) = (entity for entity in batch.entities if entity.label == "Document")
    assert "星政发〔2022〕9号" in document.aliases


@pytest.mark.parametrize("number", ["星政发〔2022〕9号", "星政发[2022]9号"])
def test_a_number_leads_to_the_document_that_bears_it(read: Reader, number: str) -> None:
    own = read("星海省关于场景创新的指导意见\n星政发〔2022〕9号\n一、总则\n（一）目标。")
    citing = read(f"按照《关于场景创新的指导意见》（{number}）要求，制定本方案。\n一、总则")
    (fact,) = (fact for fact in citing.relations if fact.type == "IMPLEMENTS")
    assert fact.target == own.document.id


def test_the_evidence_of_a_citation_is_the_title_in_its_marks(read: Reader) -> None:
    batch = read("一、任务\n（一）制度。修订《星海省专利条例》。")
    (fact,) = (fact for fact in batch.relations if fact.type == "CITES")
    (evidence,) = fact.evidence
    assert batch.document.text[evidence.start : evidence.end] == "《星海省专利条例》"
    assert evidence.measure == "1.1"


def test_a_document_that_everybody_knows_does_not_cite_itself(read: Reader) -> None:
    title = "“十四五”数字经济发展规划"
    text = f"国务院关于印发{title}的通知\n{title}\n实施{title}，发展数字经济。\n一、总则\n加快发展。"
    assert [cite.title for cite in cited(read(text))] == []


def test_a_policy_called_by_how_many_measures_it_holds_is_cited(read: Reader) -> None:
    assert cited(read("一、任务\n全面落实“民营经济32条”。")) == [Cited("CITES", "民营经济32条", "落实")]
