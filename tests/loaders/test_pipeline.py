"""From a source to its batch: same bytes same batch, every fact with its words, nothing outside the ontology."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import jsonl
from graph.errors import DocumentError
from graph.model import Batch, Evidence
from loaders import pipeline, sources
from loaders.document.text import clean
from loaders.knowledge import Knowledge
from loaders.readers.item import RawText
from loaders.sources import Source
from settings import ROOT

DATA = ROOT / "data"
SOURCES = sources.find([DATA])
EACH = [pytest.param(source, id=source.path.name) for source in SOURCES]


@pytest.fixture(scope="module")
def batches(knowledge: Knowledge) -> dict[Path, Batch]:
    """Everything under data/, read once."""
    return {source.path: pipeline.read(source, knowledge).batch for source in SOURCES}


@pytest.fixture
def batch(request: pytest.FixtureRequest, batches: dict[Path, Batch]) -> Batch:
    return batches[request.param.path]


each_batch = pytest.mark.parametrize("batch", EACH, indirect=True)


def evidence_of(batch: Batch) -> Iterator[Evidence]:
    for entity in batch.entities:
        yield entity.evidence
    for relation in batch.relations:
        yield from relation.evidence
    for target in batch.targets:
        yield from target.evidence


@pytest.mark.parametrize("source", EACH)
def test_the_same_bytes_give_the_same_batch(knowledge: Knowledge, batches: dict[Path, Batch], source: Source) -> None:
    again = pipeline.read(source, knowledge).batch
    assert again == batches[source.path]
    assert list(jsonl.generate(again)) == list(jsonl.generate(batches[source.path]))


@each_batch
def test_nothing_breaks_the_ontology(batch: Batch, knowledge: Knowledge) -> None:
    assert list(knowledge.ontology.problems(batch)) == []


@each_batch
def test_offsets_point_back_to_the_words(batch: Batch) -> None:
    text = batch.document.text
    for evidence in evidence_of(batch):
        words = text[evidence.start : evidence.end]
        assert words
        assert words in evidence.text, evidence.rule
        assert evidence.text in text, evidence.rule


@each_batch
def test_no_fact_is_without_words(batch: Batch) -> None:
    assert batch.relations
    for relation in batch.relations:
        assert relation.evidence
        assert all(evidence.text and evidence.rule for evidence in relation.evidence)


@each_batch
def test_evidence_lies_in_the_measure_that_it_names(batch: Batch) -> None:
    spans = {measure.path: (measure.start, measure.end) for measure in batch.measures}
    for evidence in evidence_of(batch):
        assert evidence.document == batch.document.id
        if evidence.measure:
            start, end = spans[evidence.measure]
            assert start <= evidence.start <= evidence.end <= end, evidence.rule


@each_batch
def test_everything_in_a_batch_stands_once_and_in_order(batch: Batch) -> None:
    for ids in ([e.id for e in batch.entities], [t.id for t in batch.targets], [m.id for m in batch.measures]):
        assert len(ids) == len(set(ids))
    facts = [(fact.type, fact.source, fact.target) for fact in batch.relations]
    assert len(facts) == len(set(facts))
    assert [measure.start for measure in batch.measures] == sorted(measure.start for measure in batch.measures)
    for relation in batch.relations:
        assert list(relation.evidence) == sorted(set(relation.evidence))


@each_batch
def test_a_name_is_a_name(batch: Batch) -> None:
    for entity in batch.entities:
        assert entity.name == entity.name.strip()
        assert entity.name not in entity.aliases
        assert entity.count >= 1


@each_batch
def test_a_fact_does_not_hold_of_a_thing_and_itself(batch: Batch) -> None:
    assert [fact for fact in batch.relations if fact.source == fact.target] == []


def test_the_order_of_the_files_makes_no_difference(knowledge: Knowledge, batches: dict[Path, Batch]) -> None:
    shuffled = list(SOURCES)
    random.Random(3).shuffle(shuffled)
    assert {source.path: pipeline.read(source, knowledge).batch for source in shuffled} == batches


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("乙.txt", "甲.txt", "b.md", "a.html", ".hidden.txt", "~$lock.txt", "notes.tmp"):
        (tmp_path / name).write_text("一、总则", encoding="utf-8")
    names = [source.path.name for source in sources.find([tmp_path])]
    assert names == sorted(["乙.txt", "甲.txt", "b.md", "a.html"])


def test_a_folder_with_nothing_to_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="没有可以读取的文件"):
        sources.find([tmp_path])
    with pytest.raises(DocumentError, match="不存在"):
        sources.find([tmp_path / "没有"])


def test_another_process_reads_the_same_batch(batches: dict[Path, Batch]) -> None:
    # Python's hashes differ from process to process; what is read must not.
    source = next(source for source in SOURCES if source.path.name == "jilin-chains.md")
    script = (
        "import sys; from pathlib import Path; from graph import jsonl; from loaders import pipeline, sources; "
        "from loaders.knowledge import Knowledge; data, path = map(Path, sys.argv[1:]); "
        "(source,) = sources.find([path]); sys.stdout.reconfigure(encoding='utf-8', newline='\\n'); "
        "print(*jsonl.generate(pipeline.read(source, Knowledge.load(data)).batch), sep='\\n')"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, DATA, source.path],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stdout.splitlines() == list(jsonl.generate(batches[source.path]))


def test_a_batch_survives_as_json_lines(batches: dict[Path, Batch]) -> None:
    for batch in batches.values():
        assert jsonl.parse(jsonl.generate(batch)) == batch


WORDS = (
    *("一、总则\n", "（一）平台。", "1.", "①", "\n", "\u3000", "，", "。", "；", "、", "（", "）", "《", "》"),
    *("建设", "依托", "围绕", "突破", "牵头", "负责", "和", "等", "到2027年", "达到500家"),
    *(
        "吉林大学",
        "省科技厅",
        "长春新区",
        "“双千工程”",
        "重点实验室",
        "碳纤维",
        "产业",
        "技术",
        "国家",
        "中心",
        "创新条例",
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_any_text_is_read_without_an_error_and_keeps_the_promises(knowledge: Knowledge, text: str) -> None:
    batch = pipeline.read_text(text, knowledge).batch
    assert list(knowledge.ontology.problems(batch)) == []
    for evidence in evidence_of(batch):
        assert batch.document.text[evidence.start : evidence.end] in evidence.text
    assert pipeline.read_text(text, knowledge).batch == batch


def test_what_was_not_understood_is_told_with_its_place(knowledge: Knowledge) -> None:
    restarted = pipeline.read_text("一、平台\n一、人才", knowledge)
    assert ("1~2", "structure") in {(issue.place, issue.kind) for issue in restarted.issues}
    skipped = pipeline.read_text("一、平台\n三、人才", knowledge)
    assert ("3", "structure") in {(issue.place, issue.kind) for issue in skipped.issues if "第 2 项" in issue.message}
    loose = pipeline.read_text("没有编号的一段话。", knowledge)
    assert {"structure", "metadata"} == {issue.kind for issue in loose.issues}
    assert all(issue.document == loose.batch.document.id and issue.message for issue in loose.issues)


def test_what_a_reader_lost_is_told_with_its_place(knowledge: Knowledge) -> None:
    raw = RawText("一、平台\n建设吉林大学平台。", losses=(("第 3 页", "表格无法读取"), ("", "图片没有读取")))
    told = [issue for issue in pipeline.read_raw(raw, knowledge).issues if issue.kind == "reading"]
    assert [(issue.place, issue.message) for issue in told] == [("第 3 页", "表格无法读取"), ("", "图片没有读取")]


def test_what_a_page_says_around_a_document_is_asked_last(knowledge: Knowledge) -> None:
    hints = {"number": "星科发〔2030〕9号", "issuer": "星海省科学技术厅", "expiry": "2033-03-31"}
    raw = RawText("星海省平台管理办法\n一、平台\n本办法自2030年4月1日起施行。", hints=hints)
    document = pipeline.read_raw(raw, knowledge).batch.document
    assert (document.number, document.issuers) == ("星科发〔2030〕9号", ("星海省科学技术厅",))
    assert (str(document.effective), str(document.expiry)) == ("2030-04-01", "2033-03-31")


PAGES = st.lists(st.lists(st.sampled_from(["一、平台", "　　建 设平台。", "（一）共享", "", "AI 5G"])), max_size=5)


@settings(deadline=None)
@given(PAGES)
def test_a_page_begins_with_the_first_character_that_stands_on_it(knowledge: Knowledge, pages: list[list[str]]) -> None:
    texts = ["".join(line + "\n" for line in page) for page in pages]
    starts = [sum(map(len, texts[:number])) for number in range(len(texts))]
    raw = RawText("".join(texts), blocks=True, pages=tuple(starts))
    document = pipeline.read_raw(raw, knowledge).batch.document
    cleaned = clean(raw.text, blocks=True)
    assert len(document.pages) == len(pages)
    for place, offset in enumerate(cleaned.offsets):
        if document.text[place] != "\n":
            assert sum(1 for start in document.pages if start <= place) == raw.page(offset)


def test_a_contents_list_is_not_read_twice(knowledge: Knowledge) -> None:
    plan = "一、支持吉林大学\n建设平台。\n二、支持一汽集团\n引进人才。"
    contents = "目录\n一、支持吉林大学……1\n二、支持一汽集团……2\n"
    one, other = (pipeline.read_text(text, knowledge).batch for text in (plan, contents + plan))
    assert [entity.count for entity in one.entities] == [entity.count for entity in other.entities]


def test_a_sentence_seen_twice_is_one_fact_with_two_sightings(knowledge: Knowledge) -> None:
    text = "一、平台\n支持吉林大学。推动吉林大学发展。\n二、人才\n支持吉林大学。"
    batch = pipeline.read_text(text, knowledge).batch
    (university,) = (entity for entity in batch.entities if entity.label == "Institution")
    assert university.count >= 3
    supports = [fact for fact in batch.relations if fact.type == "SUPPORTS"]
    assert [len(fact.evidence) for fact in supports] == [2, 1]


FACTS = {
    "a measure supports what it builds": ("建设长春光子中试基地。", ("@1", "SUPPORTS", "长春光子中试基地")),
    "a measure focuses on an industry": ("重点发展碳纤维产业。", ("@1", "FOCUSES_ON", "碳纤维")),
    "a measure relies on what carries it": ("依托吉林大学开展测量服务。", ("@1", "RELIES_ON", "吉林大学")),
    "a platform serves what it is named for": (
        "建设吉林碳纤维省实验室。",
        ("吉林碳纤维省实验室", "SERVES", "碳纤维"),
    ),
    "a platform stands where its name says": (
        "建设长春光子中试基地。",
        ("长春光子中试基地", "LOCATED_IN", "长春市"),
    ),
    "a ministry's body stands where its name says": (
        "提升服务能力。（责任单位：人民银行长春中心支行、省商务厅）",
        ("中国人民银行长春中心支行", "LOCATED_IN", "长春市"),
    ),
    "each place of a list focuses on its topics": (
        "支持通化、白山等地发展人参产业。",
        ("白山市", "FOCUSES_ON", "人参"),
    ),
    "a place at the head of a clause does": (
        "白城市依托风光资源优势，重点发展氢能产业。",
        ("白城市", "FOCUSES_ON", "氢能"),
    ),
    "a park of which the next clause goes on to speak does": (
        "建设长吉科技创新试验区，重点发展碳纤维产业。",
        ("长吉科技创新试验区", "FOCUSES_ON", "碳纤维"),
    ),
    "a park that is built for what was named before does": (
        "围绕碳纤维产业，高标准建设通化新材料产业园。",
        ("通化新材料产业园", "FOCUSES_ON", "碳纤维"),
    ),
    "a region works with another": ("深化与浙江省的对口合作。", ("吉林省", "PARTNERS_WITH", "浙江省")),
}


@pytest.mark.parametrize(("sentence", "fact"), FACTS.values(), ids=FACTS)
def test_a_sentence_says_a_fact(knowledge: Knowledge, sentence: str, fact: tuple[str, str, str]) -> None:
    batch = pipeline.read_text(f"吉林省创新意见\n一、{sentence}", knowledge, facts={"region": "吉林省"}).batch
    names = {entity.id: entity.key for entity in batch.entities}
    names |= {measure.id: f"@{measure.path}" for measure in batch.measures}
    said = {(names[r.source], r.type, names[r.target]) for r in batch.relations}
    if fact[1] == "PARTNERS_WITH":
        said |= {(target, kind, source) for source, kind, target in said}
    assert fact in said


def test_what_is_built_relies_on_its_carrier_and_not_the_other_way_round(knowledge: Knowledge) -> None:
    batch = pipeline.read_text("一、依托吉林大学建设长春光子中试基地。", knowledge).batch
    names = {entity.id: entity.key for entity in batch.entities}
    relied = {(names.get(r.source, "@1"), names[r.target]) for r in batch.relations if r.type == "RELIES_ON"}
    assert relied == {("长春光子中试基地", "吉林大学")}


STATUS = [
    ("争取创建", "planned"),
    ("筹建", "planned"),
    ("谋划", "planned"),
    ("谋划建设", "planned"),
    ("完善", "existing"),
    ("提升", "existing"),
    ("用好", "existing"),
    ("支持", "unknown"),
    ("建设", "unknown"),
]


@pytest.mark.parametrize(("verb", "status"), STATUS)
def test_the_verb_says_whether_a_thing_is_there_already(knowledge: Knowledge, verb: str, status: str) -> None:
    batch = pipeline.read_text(f"一、{verb}长春光子中试基地。", knowledge).batch
    (fact,) = (fact for fact in batch.relations if fact.type == "SUPPORTS")
    assert dict(fact.properties)["status"] == status
