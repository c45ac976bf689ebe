"""The documents that come with the program: the manifest describes them, and they are built as policies are."""

from __future__ import annotations

import re
from itertools import groupby

import pytest

from graph.values import PartialDate
from loaders.document import structure
from tests.data import shelf
from tests.data.shelf import Paper

NUMBER = re.compile(r"\w{1,8}〔20\d\d〕\d{1,4}号")
BRACKET = re.compile(r"（([^（）]*(?:（[^（）]*）)?[^（）]*(?:负责|配合|参与)|责任单位：[^（）]+)）$")
PAPERS = [pytest.param(entry, id=entry["file"]) for entry in shelf.manifest()]


@pytest.fixture
def paper(request: pytest.FixtureRequest) -> Paper:
    return shelf.paper(request.param)


each_paper = pytest.mark.parametrize("paper", PAPERS, indirect=True)


def test_the_manifest_names_every_document_once_and_nothing_else() -> None:
    named = [entry["file"] for entry in shelf.manifest()]
    lying = {path.name for path in shelf.DOCUMENTS.iterdir()} - {"manifest.yml"}
    assert sorted(named) == sorted(lying)


@each_paper
def test_the_manifest_says_what_a_document_is(paper: Paper) -> None:
    entry = paper.entry
    assert {"file", "title", "number", "issuers", "date", "region", "level", "source"} <= set(entry)
    assert entry["level"] in {"国家", "省", "市", "县"}
    assert entry["region"] in {"吉林省", "浙江省"}
    assert PartialDate.parse(entry["date"]).day
    assert not entry["number"] or NUMBER.fullmatch(entry["number"])


@each_paper
def test_a_document_says_of_itself_what_the_manifest_says(paper: Paper) -> None:
    for key in ("title", "number", "issuers", "date"):
        assert paper.front[key] == paper.entry[key], key


@each_paper
def test_a_digest_owns_up_to_being_one(paper: Paper) -> None:
    assert "不是" in paper.front["about"]
    assert paper.front.get("digest_of") == paper.entry.get("digest_of")
    assert paper.front.get("draws_on") == paper.entry.get("draws_on")
    if "digest_of" in paper.entry:
        assert paper.entry["title"] == paper.entry["digest_of"]["title"] + "（摘编）"
    else:
        assert all(NUMBER.fullmatch(number) for number in paper.entry["draws_on"])


@each_paper
def test_a_document_opens_with_its_title_and_its_number(paper: Paper) -> None:
    assert paper.lines[0] == paper.entry["title"]
    if paper.entry["number"]:
        assert paper.lines[1] == paper.entry["number"]


@each_paper
def test_a_document_closes_with_those_who_signed_and_the_date(paper: Paper) -> None:
    year, month, day = (int(part) for part in paper.entry["date"].split("-"))
    assert paper.lines[-1] == f"{year}年{month}月{day}日"
    signers = len(paper.entry["issuers"])
    assert list(paper.lines[-1 - signers : -1]) == paper.entry["issuers"]


@each_paper
def test_the_numbering_counts_on_without_a_gap(paper: Paper) -> None:
    passages = structure.parse(paper.text).passages
    assert not [passage.path for passage in passages if passage.restarted]
    by_parent = sorted(passages, key=lambda passage: passage.parent)
    for parent, children in groupby(by_parent, key=lambda passage: passage.parent):
        numbers = [int(child.path.rsplit(".", 1)[-1]) for child in children]
        assert numbers == list(range(1, len(numbers) + 1)), f"under {parent or 'the document'}"


@each_paper
def test_every_line_is_a_measure_but_for_head_and_foot(paper: Paper) -> None:
    passages = structure.parse(paper.text).passages
    foot = 1 + len(paper.entry["issuers"])
    first = paper.text[: passages[0].start].count("\n")
    assert len(paper.lines) - first - foot == len(passages)


@each_paper
def test_a_document_has_the_length_of_a_digest(paper: Paper) -> None:
    assert 1500 <= len(paper.text) <= 5000


@each_paper
def test_brackets_and_quotation_marks_close(paper: Paper) -> None:
    for line in paper.lines:
        for opening, closing in ("（）", "《》", "“”", "〔〕"):
            assert line.count(opening) == line.count(closing), line
        assert not re.search(r"[(),;]|[:](?!\d)", line), f"half-width punctuation: {line}"


@each_paper
def test_a_numbered_line_is_a_whole_sentence(paper: Paper) -> None:
    for line in paper.lines:
        if re.match(r"（[一二三四五六七八九十]+）|\d+\.", line):
            assert line.endswith("。") or BRACKET.search(line), line


def test_who_answers_for_a_measure_is_said_in_several_styles() -> None:
    brackets = [
        found[1] for entry in shelf.manifest() for line in shelf.paper(entry).lines if (found := BRACKET.search(line))
    ]
    styles = {
        "leads": "厅牵头，",
        "by shares": "等按职责分工负责",
        "with the cities": "各市〔州〕政府按职责分工负责",
        "alone": "厅负责",
        "a list of bodies": "责任单位：",
        "helps": "配合",
        "takes part": "参与",
    }
    missing = [style for style, words in styles.items() if not any(words in bracket for bracket in brackets)]
    assert missing == []
    assert len(brackets) >= 40


def test_the_documents_cite_each_other_by_number() -> None:
    own = {entry["number"] for entry in shelf.manifest() if entry["number"]}
    cited = {
        number
        for entry in shelf.manifest()
        for number in NUMBER.findall(shelf.paper(entry).text)
        if number != entry["number"]
    }
    assert own < cited


def test_the_carbon_fibre_laboratory_and_what_it_serves_stand_in_one_sentence() -> None:
    texts = [shelf.paper(entry).text for entry in shelf.manifest()]
    sentences = [sentence for text in texts for sentence in re.split(r"[。\n]", text)]
    assert [sentence for sentence in sentences if "吉林碳纤维省实验室" in sentence and "服务碳纤维" in sentence]


def test_there_are_targets_for_several_years() -> None:
    text = "\n".join(shelf.paper(entry).text for entry in shelf.manifest())
    aims = re.findall(r"(?:到(20\d\d)年，)[^。]*?\d", text)
    assert {"2015", "2025", "2026", "2027", "2035"} <= set(aims)
    assert len(aims) >= 20
