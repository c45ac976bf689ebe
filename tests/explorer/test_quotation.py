"""How a sentence and its place are set."""

from __future__ import annotations

from dataclasses import replace

from explorer.language import Texts
from explorer.quotation import markup
from queries.evidence import Heading, Passage

PASSAGE = Passage(
    document="d",
    title="行动方案",
    number="试政发〔2099〕1号",
    date="2099-03",
    source="x.txt",
    headings=(Heading("1", "建设平台"), Heading("1.1", "组建省实验室")),
    before="前面一句。",
    marked="依托大学",
    after="建设实验室。",
    start=5,
    end=9,
    cut_before=True,
)


def test_the_quotation_names_document_number_and_headings() -> None:
    shown = markup("依托大学建设实验室。", PASSAGE, Texts.load("zh"))
    assert "<mark>依托大学</mark>建设实验室。</blockquote>" in shown
    assert "《行动方案》试政发〔2099〕1号　2099-03" in shown
    assert "1 建设平台 ／ 1.1 组建省实验室" in shown
    assert "……前面一句。<mark>依托大学</mark>建设实验室。</p>" in shown


def test_the_page_is_told_where_the_source_has_pages() -> None:
    texts = Texts.load("zh"), Texts.load("en")
    shown = [markup("依托大学建设实验室。", replace(PASSAGE, page=3), words) for words in texts]
    assert "2099-03　第 3 页</span>" in shown[0]
    assert "2099-03　page 3</span>" in shown[1]
    assert "页" not in markup("依托大学建设实验室。", PASSAGE, texts[0])


def test_a_sentence_that_is_the_fact_as_a_whole_is_not_painted_over() -> None:
    assert "<blockquote>依托大学</blockquote>" in markup("依托大学", PASSAGE, Texts.load("zh"))


def test_a_document_cannot_bring_markup_of_its_own() -> None:
    shown = markup("<script>坏</script>", PASSAGE, Texts.load("zh"))
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
