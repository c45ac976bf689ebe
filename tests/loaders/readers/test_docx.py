"""Word documents: every word once and in its place, with the numbers that Word adds, and no file that breaks us."""

from __future__ import annotations

import contextlib
import inspect
import io
import random
import sys
import time
import zipfile
from pathlib import Path

import docx
import pytest

from graph.errors import DocumentError
from loaders import pipeline, readers
from loaders.knowledge import Knowledge
from loaders.numerals import integer
from loaders.readers.item import Item, RawText
from loaders.readers.limits import MEMBERS, PART_BYTES, PART_MARKS
from loaders.readers.numberforms import written
from loaders.sources import Source
from tests.loaders import word
from tests.loaders.word import abstract, box, cell, control, field, level, mark, numbers, p, r, row, styled, table


def read(content: bytes, name: str = "意见.docx") -> RawText:
    return readers.read(Item(name, content))


def lines(content: bytes) -> list[str]:
    return read(content).text.split("\n")


def hidden(element: str = "<w:vanish/>") -> str:
    return f"<w:rPr>{element}</w:rPr>"


PARAGRAPHS = {
    "runs cut anywhere are one text": (p(r("支持吉"), r("林大"), r("学。")), ["支持吉林大学。"]),
    "paragraphs are lines": (p("一、总则") + p() + p("二、附则"), ["一、总则", "二、附则"]),
    "a soft return ends a line": (p("<w:r><w:t>总则</w:t><w:br/><w:t>附则</w:t><w:cr/></w:r>"), ["总则", "附则"]),
    "a tab is a blank": (p("<w:r><w:t>总则</w:t><w:tab/><w:t>附则</w:t></w:r>"), ["总则 附则"]),
    "a page break ends a line": (p(r("总则"), '<w:r><w:br w:type="page"/></w:r>', r("附则")), ["总则", "附则"]),
    "a break of markup is none of the text": (p("<w:r><w:t>总\n则\t一</w:t></w:r>"), ["总 则 一"]),
    "hyphens that do not break, that may, and a hard blank": (
        p("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1 级软</w:t><w:softHyphen/><w:t>件</w:t></w:r>", r("R\xa0D")),
        ["A\u20111 级软件R\xa0D"],
    ),
    "a link is its words": (
        p(r("见"), f'<w:hyperlink r:id="rId9">{r("星海")}{r("大学")}</w:hyperlink>'),
        ["见星海大学"],
    ),
    "a field is its result": (p(r("共"), field('HYPERLINK "http://a"', "十", "条"), r("。")), ["共十条。"]),
    "a field without result says nothing": (p(r("甲"), mark("begin"), r("码"), mark("end"), r("乙")), ["甲乙"]),
    "a field in the code of another": (p(field("IF", "是", nested=field("REF a", "否")), r("。")), ["是。"]),
    "a field in the result of another": (p(mark("begin"), mark("separate"), field("PAGE", "3"), mark("end")), ["3"]),
    "a simple field": (p(f'<w:fldSimple w:instr="DATE">{r("2031年")}</w:fldSimple>'), ["2031年"]),
    "a field over paragraphs": (p(mark("begin"), mark("separate"), r("甲")) + p(r("乙"), mark("end")), ["甲", "乙"]),
    "a field that never ends hides nothing": (p(mark("begin"), r("甲")) + p("乙"), ["甲", "乙"]),
    "an end without a field hides nothing": (p(mark("end"), r("甲"), mark("begin"), r("乙")), ["甲乙"]),
    "inserted text stays": (p(r("省"), f'<w:ins w:id="1">{r("级")}</w:ins>', r("平台")), ["省级平台"]),
    "deleted text goes": (
        p(r("省"), '<w:del w:id="1"><w:r><w:delText>市</w:delText></w:r></w:del>', r("级")),
        ["省级"],
    ),
    "moved text stands where it went": (
        p(f"<w:moveFrom>{r('甲')}</w:moveFrom>", r("乙"), f"<w:moveTo>{r('甲')}</w:moveTo>"),
        ["乙甲"],
    ),
    "a deleted end of a paragraph joins it to the next": (
        p("建设星海", properties="<w:rPr><w:del/></w:rPr>") + p("实验室"),
        ["建设星海实验室"],
    ),
    "former properties count for nothing": (
        p("总则", properties='<w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'),
        ["总则"],
    ),
    "a content control around paragraphs": (control(p("甲") + control(p("乙"))) + p("丙"), ["甲", "乙", "丙"]),
    "a content control inside of a paragraph": (p(r("签发："), control(r("星海")), r("。")), ["签发：星海。"]),
    "what asks to be filled in is not said": (p(r("签发："), control(r("单击此处"), "<w:showingPlcHdr/>")), ["签发："]),
    "custom markup and smart tags": (
        p(f"<w:smartTag>{r('长')}<w:customXml>{r('春')}</w:customXml></w:smartTag>"),
        ["长春"],
    ),
    "hidden text is not shown": (p(r("甲"), r("乙", hidden()), r("丙", hidden('<w:vanish w:val="0"/>'))), ["甲丙"]),
    "a hidden end of a paragraph joins it to the next": (
        p("总体要求。", properties=hidden("<w:vanish/><w:specVanish/>")) + p("坚持创新"),
        ["总体要求。坚持创新"],
    ),
    "text that a style hides": (styled("Form", "窗体顶端") + styled("Form2", "窗体底端") + p("总则"), ["总则"]),
    "footnotes and comments are kept apart": (
        p(r("占比"), '<w:r><w:footnoteReference w:id="1"/></w:r><w:commentRangeStart w:id="0"/>', r("15%")),
        ["占比15%"],
    ),
    "readings above the characters are left out": (
        p(f"<w:r><w:ruby><w:rt>{r('xīng')}</w:rt><w:rubyBase>{r('星')}</w:rubyBase></w:ruby></w:r>", r("海")),
        ["星海"],
    ),
    "formulas": (p(r("即"), "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), ["即x=1"]),
    "signs of a font of signs": (
        p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="00B3"/></w:r>', r("5")),
        ["☑≥5"],
    ),
    "a sign without likeness": (
        p('<w:r><w:sym w:font="A" w:char="4E00"/><w:sym w:font="A" w:char="x"/></w:r>'),
        ["一"],
    ),
}
HIDING = (
    '<w:style w:type="paragraph" w:styleId="Form"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Form2"><w:basedOn w:val="Form"/></w:style>'
)


@pytest.mark.parametrize(("body", "expected"), PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_a_paragraph_says_what_word_shows(body: str, expected: list[str]) -> None:
    assert lines(word.package(body, styles=HIDING)) == expected


MERGED = '<w:vMerge w:val="restart"/>'
TABLES = {
    "a row is a line": (
        p("甲") + table(row("高校", "星海大学"), row("院所", "")) + p("乙"),
        ["甲", "高校\t星海大学", "院所\t", "乙"],
    ),
    "an empty row is none": (table(row("", ""), row("甲", "乙")), ["甲\t乙"]),
    "a cell over columns": (table(row(cell("甲", properties='<w:gridSpan w:val="2"/>'), "乙")), ["甲\t甲\t乙"]),
    "a cell over rows": (
        table(row(cell("甲", properties=MERGED), "1"), row(cell(properties="<w:vMerge/>"), "2"), row("乙", "3")),
        ["甲\t1", "甲\t2", "乙\t3"],
    ),
    "a cell over rows and columns": (
        table(
            row("1", cell("甲", properties='<w:gridSpan w:val="2"/>' + MERGED)),
            row("2", cell(properties='<w:gridSpan w:val="2"/><w:vMerge w:val="continue"/>')),
        ),
        ["1\t甲\t甲", "2\t甲\t甲"],
    ),
    "a merge that nothing began": (table(row(cell("甲", properties="<w:vMerge/>"), "1")), ["甲\t1"]),
    "the old way of merging columns": (
        table(row(cell("甲", properties='<w:hMerge w:val="restart"/>'), cell(properties="<w:hMerge/>"), "乙")),
        ["甲\t甲\t乙"],
    ),
    "a row that begins further right": (table(row("甲", "乙", properties='<w:gridBefore w:val="1"/>')), ["\t甲\t乙"]),
    "a heading set upright in its cell": (table(row(cell("序", "号"), cell("责任", "单位"))), ["序 号\t责任 单位"]),
    "names below each other in a cell": (
        table(row("甲", cell("省科学技术厅", "省财政厅"))),
        ["甲\t省科学技术厅；省财政厅"],
    ),
    "sentences in a cell": (table(row("甲", cell("建设平台。", "引进人才。"))), ["甲\t建设平台。 引进人才。"]),
    "a soft return in a cell": (
        table(row("甲", cell(p("<w:r><w:t>星海大学</w:t><w:br/><w:t>东港大学</w:t></w:r>")))),
        ["甲\t星海大学；东港大学"],
    ),
    "a table in a cell": (
        table(row("甲", cell("乙", table(row("丙", "丁"), row("戊", "己"))))),
        ["甲\t乙", "丙\t丁", "戊\t己"],
    ),
    "a frame of one cell around a document": (
        table(row(cell("一、总则", "二、附则", table(row("丙", "丁")), p("三、其他"))), row("四、末")),
        ["一、总则", "二、附则", "丙\t丁", "三、其他", "四、末"],
    ),
    "a row that is deleted": (table(row("甲", "乙", properties="<w:del/>"), row("丙", "丁")), ["丙\t丁"]),
    "a row that is hidden": (table(row("甲", "乙", properties="<w:hidden/>"), row("丙", "丁")), ["丙\t丁"]),
    "a cell that is deleted": (table(row("甲", cell("乙", properties="<w:cellDel/>"), "丙")), ["甲\t丙"]),
    "content controls around a table, a row, a cell": (
        control(table(row("甲", "乙"), control(row("丙", "丁"))))
        + table(f"<w:tr>{control(cell('戊'))}{cell('己')}</w:tr>"),
        ["甲\t乙", "丙\t丁", "戊\t己"],
    ),
    "absurd spans": (table(row(cell("甲", properties='<w:gridSpan w:val="999999999"/>'), "乙")), ["甲\t" * 63 + "乙"]),
    "an order that Word writes": (
        table(row(cell(p(level=2)), "甲"), row(cell(p(level=2)), "乙")),
        ["1.\t甲", "2.\t乙"],
    ),
}


@pytest.mark.parametrize(("body", "expected"), TABLES.values(), ids=TABLES)
def test_a_table_keeps_its_rows(body: str, expected: list[str]) -> None:
    assert lines(word.package(body, lists=word.official())) == expected


ONLY_VML = (
    "<w:r><w:pict><v:group><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></v:group>"
    "</w:pict></w:r>"
)
BOXES = {
    "once, though it is written twice": (p(box("甲"), r("乙")), ["甲", "乙"]),
    "a letterhead before the first words": (
        p(r("通知"), box("星海省人民政府文件", "星政发〔2031〕1号")),
        ["星海省人民政府文件", "星政发〔2031〕1号", "通知"],
    ),
    "later on behind its paragraph": (
        p("一、总则") + p(box("专栏1"), r("二、任务")),
        ["一、总则", "二、任务", "专栏1"],
    ),
    "only written the old way": (p(ONLY_VML.format(p("甲"))), ["甲"]),
    "letters that are drawn": (
        p('<w:r><w:pict><v:shape><v:textpath string="东港市人民政府文件"/></v:shape></w:pict></w:r>') + p("通知"),
        ["东港市人民政府文件", "通知"],
    ),
    "a new drawing without words, the old one with": (
        p(
            '<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing/></mc:Choice><mc:Fallback>'
            '<w:pict><v:textpath string="甲"/></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
        ),
        ["甲"],
    ),
    "a table in a box": (p(box(table(row("甲", "乙")))), ["甲\t乙"]),
    "a box in a box": (p(box(p(box("甲"), r("乙")))), ["甲", "乙"]),
    "a box counts for itself": (
        p("甲", level=0) + p(box(p("乙", level=0), p("丙", level=0)), r("丁"), level=0) + p("戊", level=0),
        ["一、甲", "二、丁", "一、乙", "二、丙", "三、戊"],
    ),
    "a field that is open around a box": (
        p(mark("begin"), mark("separate"), box("甲"), mark("end"), r("乙")),
        ["甲", "乙"],
    ),
    "a deleted box": (p(f"<w:del>{box('甲')}</w:del>", r("乙")), ["乙"]),
}


@pytest.mark.parametrize(("body", "expected"), BOXES.values(), ids=BOXES)
def test_a_text_box_is_read_once(body: str, expected: list[str]) -> None:
    assert lines(word.package(body, lists=word.official())) == expected


ENTRIES = p(mark("begin"), "<w:r><w:instrText>TOC \\o</w:instrText></w:r>", mark("separate"), r("总则 1")) + p("附则 2")
GALLERY = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
CONTENTS = {
    "a field": p("目录") + ENTRIES + p(mark("end")),
    "a field over one paragraph": p("目录") + p(field("toc \\h", "总则 1")),
    "a simple field": p("目录") + p(f'<w:fldSimple w:instr=" TOC \\o">{r("总则 1")}</w:fldSimple>'),
    "a content control": p("目录") + control(p("总则 1") + p("附则 2", level=0), GALLERY),
}


@pytest.mark.parametrize("contents", CONTENTS.values(), ids=CONTENTS)
def test_the_table_of_contents_is_left_out(contents: str) -> None:
    body = contents + p("总则的全部文字", level=0) + p("附则的全部文字", level=0)
    assert lines(word.package(body, lists=word.official())) == ["目录", "一、总则的全部文字", "二、附则的全部文字"]


def test_contents_that_swallow_the_document_are_read() -> None:
    body = ENTRIES + p("一、总则") + p("二、附则") + p(r("完"), mark("end"), r("。"))
    assert lines(word.package(body)) == ["总则 1", "附则 2", "一、总则", "二、附则", "完。"]


def restart(value: int) -> str:
    return f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{value}"/></w:lvlOverride>'


DECIMAL = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3"))
LINKED = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H3"><w:basedOn w:val="H1"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="2"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Off"><w:basedOn w:val="H1"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="numbering" w:styleId="Lists"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Body"><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
)
BACK = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>'), DECIMAL[2])
NUMBERED = {
    "the numbers of an official document": (
        word.official(),
        p("甲", level=0)
        + p("乙", level=1)
        + p("丙", level=2)
        + p("丁", level=2)
        + p("戊", level=1)
        + p("己", level=0)
        + p("庚", level=1),
        ["一、甲", "（一）乙", "1.丙", "2.丁", "（二）戊", "二、己", "（一）庚"],
    ),
    "a gap, a tab, nothing": (
        abstract(
            0, level(0, "decimal", "%1", '<w:suff w:val="space"/>'), level(1, "decimal", "%2", '<w:suff w:val="tab"/>')
        )
        + numbers(1, 0),
        p("甲", level=0) + p("乙", level=1),
        ["1 甲", "1 乙"],
    ),
    "a number of several levels": (
        abstract(0, *DECIMAL) + numbers(1, 0),
        p("a", level=0) + p("b", level=1) + p("c", level=2) + p("d", level=0) + p("e", level=1),
        ["1. a", "1.1 b", "1.1.1 c", "2. d", "2.1 e"],
    ),
    "levels left out are taken as begun": (
        abstract(0, *DECIMAL) + numbers(1, 0),
        p("a", level=1) + p("b", level=0) + p("c", level=2) + p("d", level=1),
        ["1.1 a", "2. b", "2.1.1 c", "2.2 d"],
    ),
    "lists of one definition go on with each other": (
        abstract(0, *DECIMAL) + numbers(1, 0) + numbers(2, 0),
        p("a", level=0) + p("b", level=0, number=2) + p("c", level=0),
        ["1. a", "2. b", "3. c"],
    ),
    "lists of two definitions do not": (
        abstract(0, *DECIMAL) + abstract(1, *DECIMAL) + numbers(1, 0) + numbers(2, 1),
        p("a", level=0) + p("b", level=0, number=2) + p("c", level=0),
        ["1. a", "1. b", "2. c"],
    ),
    "a list that begins anew does so once": (
        abstract(0, *DECIMAL) + numbers(1, 0) + numbers(2, 0, restart(5)),
        p("a", level=0) + p("b", level=0, number=2) + p("c", level=0, number=2) + p("d", level=0),
        ["1. a", "5. b", "6. c", "7. d"],
    ),
    "a list with a level of its own": (
        abstract(0, *DECIMAL)
        + numbers(1, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "第%1部分", start=4)}</w:lvlOverride>'),
        p("a", level=0) + p("b", level=1),
        ["第IV部分 a", "IV.1 b"],
    ),
    "text between the numbers": (
        word.official(),
        p("甲", level=0) + p("正文") + table(row("甲", "乙")) + p("乙", level=0),
        ["一、甲", "正文", "甲\t乙", "二、乙"],
    ),
    "a level that never restarts": (
        abstract(0, DECIMAL[0], level(1, "decimal", "第%2条", '<w:lvlRestart w:val="0"/>')) + numbers(1, 0),
        p("a", level=0) + p("b", level=1) + p("c", level=0) + p("d", level=1),
        ["1. a", "第1条 b", "2. c", "第2条 d"],
    ),
    "a level that only the first restarts": (
        abstract(0, *DECIMAL[:2], level(2, "decimal", "(%3)", '<w:lvlRestart w:val="1"/>')) + numbers(1, 0),
        p("a", level=2) + p("b", level=1) + p("c", level=2) + p("d", level=0) + p("e", level=2),
        ["(1) a", "1.2 b", "(2) c", "2. d", "(1) e"],
    ),
    "digits for all levels": (
        abstract(0, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + numbers(1, 0),
        p("a", level=0) + p("b", level=1),
        ["第一章 a", "1.1 b"],
    ),
    "bullets are no numbers": (
        abstract(0, level(0, "bullet", "\uf06c"), level(1, "decimal", "%1%2）")) + numbers(1, 0),
        p("a", level=0) + p("b", level=1),
        ["a", "1） b"],
    ),
    "only words and no number": (
        abstract(0, level(0, "none", "附件：")) + numbers(1, 0),
        p("a", level=0),
        ["附件： a"],
    ),
    "a form of its own": (
        abstract(
            0,
            '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
            '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
            '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>',
        )
        + numbers(1, 0),
        p("a", level=0),
        ["007 a"],
    ),
    "no start is nought": (
        abstract(0, level(0, "decimal", "%1.", start=None)) + numbers(1, 0),
        p("a", level=0),
        ["0. a"],
    ),
    "by the style, and what it is based on": (
        abstract(0, *DECIMAL) + numbers(1, 0),
        styled("H1", "a") + styled("H2", "b") + styled("H3", "c") + styled("Off", "d") + styled("None", "e"),
        ["1. a", "2. b", "2.1.1 c", "d", "e"],
    ),
    "by the style that the level names": (
        abstract(0, *BACK) + numbers(1, 0),
        styled("H1", "a") + styled("H2", "b") + styled("H3", "c"),
        ["1. a", "1.1 b", "1.1.1 c"],
    ),
    "by the style of what has none, or one that is not there": (
        abstract(0, *DECIMAL) + numbers(9, 0),
        p("a") + styled("Nowhere", "b"),
        ["1. a", "2. b"],
    ),
    "a paragraph against its style": (
        abstract(0, *DECIMAL) + numbers(1, 0),
        styled("H1", "a")
        + p("b", properties='<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("c", properties='<w:pStyle w:val="H1"/><w:numPr><w:ilvl w:val="1"/></w:numPr>'),
        ["1. a", "b", "1.1 c"],
    ),
    "a definition that stands in a style of lists": (
        abstract(0, *DECIMAL, more='<w:styleLink w:val="Lists"/>')
        + abstract(1, more='<w:numStyleLink w:val="Lists"/>')
        + numbers(1, 0)
        + numbers(2, 1),
        p("a", level=0, number=2) + p("b", level=1, number=2),
        ["1. a", "1.1 b"],
    ),
    "definitions that run in a circle": (
        abstract(0, more='<w:numStyleLink w:val="Lists"/>') + numbers(1, 0),
        p("a", level=0) + styled("Loop", "b"),
        ["a", "b"],
    ),
    "a list that is not defined": (word.official(), p("a", level=0, number=7) + p("b", level=8), ["a", "b"]),
    "a deleted paragraph is not counted": (
        word.official(),
        p("甲", level=0) + p("<w:del/>", level=0, properties="<w:rPr><w:del/></w:rPr>") + p("乙", level=0),
        ["一、甲", "二、乙"],
    ),
    "a soft return inside of a heading": (
        word.official(),
        p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", level=0),
        ["一、甲", "乙"],
    ),
}


@pytest.mark.parametrize(("lists", "body", "expected"), NUMBERED.values(), ids=NUMBERED)
def test_a_heading_has_the_number_that_word_shows(lists: str, body: str, expected: list[str]) -> None:
    assert lines(word.package(body, lists=lists, styles=LINKED)) == expected


FORMS = {
    "decimal": {1: "1", 12: "12"},
    "decimalZero": {3: "03", 12: "12"},
    "decimalFullWidth": {12: "１２"},
    "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "21", 0: "0"},
    "decimalEnclosedParen": {2: "⑵"},
    "decimalEnclosedFullstop": {2: "⒉"},
    "ideographEnclosedCircle": {10: "㊉", 11: "11"},
    "lowerLetter": {1: "a", 26: "z", 27: "aa", 28: "bb", 781: "781"},
    "upperLetter": {3: "C"},
    "lowerRoman": {4: "iv", 1999: "mcmxcix"},
    "upperRoman": {9: "IX"},
    "chineseCounting": {0: "○", 2: "二", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 105: "一○五"},
    "taiwaneseCounting": {21: "二十一"},
    "chineseCountingThousand": {
        10: "十",
        15: "十五",
        110: "一百一十",
        105: "一百零五",
        1005: "一千零五",
        1050: "一千零五十",
    },
    "taiwaneseCountingThousand": {100: "一百"},
    "japaneseCounting": {15: "十五", 111: "百十一", 205: "二百五", 1000: "千"},
    "chineseLegalSimplified": {15: "壹拾伍", 105: "壹佰零伍"},
    "ideographLegalTraditional": {2: "貳"},
    "ideographDigital": {10: "一〇", 25: "二五"},
    "taiwaneseDigital": {10: "一○"},
    "japaneseDigitalTenThousand": {31: "三一"},
    "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
    "ideographZodiac": {1: "子", 12: "亥", 13: "13"},
    "ideographZodiacTraditional": {1: "甲子", 60: "癸亥", 61: "61"},
    "numberInDash": {3: "- 3 -"},
    "none": {3: ""},
    "a form nobody knows": {3: "3", -1: "-1"},
}


@pytest.mark.parametrize("form", FORMS)
def test_a_number_is_written_in_its_form(form: str) -> None:
    assert {number: written(number, form) for number in FORMS[form]} == FORMS[form]


@pytest.mark.parametrize(
    ("form", "most"), [("chineseCountingThousand", 9999), ("chineseCounting", 999), ("ideographDigital", 9999)]
)
def test_a_chinese_number_is_read_back(form: str, most: int) -> None:
    assert [number for number in range(1, most + 1) if integer(written(number, form)) != number] == []


@pytest.mark.parametrize("form", FORMS)
def test_no_number_is_too_large_to_write(form: str) -> None:
    assert len(written(2_000_000_000, form)) <= 10


def test_what_a_program_writes_is_read() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.sections[0].footer.paragraphs[0].text = "— 1 —"
    made.add_heading("星海省实施方案", 0)
    made.add_paragraph("建设平台", style="List Number")
    made.add_paragraph("引进人才", style="List Number")
    made.add_paragraph("一点", style="List Bullet")
    rows = made.add_table(2, 3)
    rows.cell(0, 0).merge(rows.cell(1, 0)).text = "高校"
    rows.cell(0, 1).merge(rows.cell(0, 2)).text = "星海大学"
    rows.cell(1, 2).text = "东港大学"
    content = io.BytesIO()
    made.save(content)
    assert lines(content.getvalue()) == [
        "星海省实施方案",
        "1. 建设平台",
        "2. 引进人才",
        "一点",
        "高校\t星海大学\t星海大学",
        "高校\t\t东港大学",
    ]


POLICY = (
    p("星海省新材料产业发展实施方案")
    + p("总体要求", level=0)
    + p("发展目标。到2035年，建成星海新材料实验室。", level=1)
    + p("重点任务", level=0)
    + p("支持星海大学建设平台。", level=2)
    + p("支持东港大学建设平台。", level=2)
)


def test_a_document_has_its_measures_and_entities(tmp_path: Path, knowledge: Knowledge) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(word.package(POLICY, lists=word.official()))
    batch = pipeline.read(Source(path), knowledge).batch
    assert [(measure.path, measure.title) for measure in batch.measures] == [
        ("1", "总体要求"),
        ("1.1", "发展目标"),
        ("2", "重点任务"),
        ("2.1", "支持星海大学建设平台"),
        ("2.2", "支持东港大学建设平台"),
    ]
    assert {"星海大学", "东港大学", "星海新材料实验室"} <= {entity.name for entity in batch.entities}
    assert all(entity.name in batch.document.text for entity in batch.entities)


LOSSES = {
    "another file inside": ('<w:altChunk r:id="rId7"/>', "另一份文件"),
    "a diagram": (p('<w:r><w:drawing><dgm:relIds r:dm="rId8"/></w:drawing></w:r>'), "SmartArt"),
    "numbers without their list": (p("甲", level=0), "编号"),
}


@pytest.mark.parametrize(("body", "told"), LOSSES.values(), ids=LOSSES)
def test_what_is_not_read_is_told(body: str, told: str) -> None:
    raw = read(word.package(body + p("总则"), parts={word.LISTS: None}))
    assert raw.text.endswith("总则")
    assert [told in reason for _, reason in raw.losses] == [True]
    assert read(word.package(p("总则"))).losses == ()


ELSEWHERE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/>'
    "</Relationships>"
)
GOOD = word.package(p("总则"))
ODD = {
    "a relationship to nowhere": word.with_parts(
        GOOD,
        {
            "word/_rels/document.xml.rels": ELSEWHERE.format("NULL").replace('officeDocument"', 'image"').encode(),
            "docProps/core.xml": None,
            "docProps/thumbnail.jpeg": None,
        },
    ),
    "no relationships": word.with_parts(GOOD, {"_rels/.rels": None, "word/_rels/document.xml.rels": None}),
    "broken relationships": word.with_parts(GOOD, {"_rels/.rels": b"<x", "word/_rels/document.xml.rels": b""}),
    "the text in another place": word.with_parts(
        GOOD,
        {
            "_rels/.rels": ELSEWHERE.format("/some/where.xml").encode(),
            word.MAIN: None,
            "some/where.xml": word.part("document", f"<w:body>{p('总则')}</w:body>"),
        },
    ),
    "a template with macros by its content type": word.with_parts(
        GOOD, {"[Content_Types].xml": b"<Types><Override PartName='/word/document.xml' ContentType='a/b'/></Types>"}
    ),
    "no content types": word.with_parts(GOOD, {"[Content_Types].xml": None}),
    "the strict vocabulary": word.package(
        "",
        parts={
            word.MAIN: word.part("document", f"<w:body>{p('总则')}</w:body>").replace(
                word.W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
            )
        },
    ),
    "a broken part that holds no text": word.with_parts(
        GOOD, {"word/settings.xml": b"<w:", "word/theme/theme1.xml": b""}
    ),
    "UTF-16": word.package(
        "",
        parts={
            word.MAIN: word.part("document", f"<w:body>{p('总则')}</w:body>")
            .decode()
            .replace("UTF-8", "UTF-16")
            .encode("utf-16")
        },
    ),
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_an_odd_package_is_read(content: bytes) -> None:
    assert lines(content) == ["总则"]


def main(content: str) -> bytes:
    return word.package("", parts={word.MAIN: content.encode()})


def declared(entities: str, said: str) -> bytes:
    return main(
        f"<!DOCTYPE w:document [{entities}]><w:document xmlns:w='{word.W}'><w:body><w:p><w:r><w:t>{said}</w:t></w:r>"
        "</w:p></w:body></w:document>"
    )


def packed(*files: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def container(*streams: str) -> bytes:
    """The first bytes of the container of Office's old files, and the names of streams as its directory has them."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + names.ljust(512, b"\0")


LAUGHS = "<!ENTITY a0 '哈哈哈哈哈哈哈哈哈哈'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
DEEP = "<w:smartTag>" * 10_000 + "</w:smartTag>" * 10_000
REFUSED = {
    "cut off": (GOOD[: len(GOOD) // 2], "损坏"),
    "cut off after the first bytes": (GOOD[:30], "损坏"),
    "no ZIP at all": ("总则".encode(), "损坏"),
    "a ZIP of other things": (packed(("a.txt", b"a")), "没有 Word 正文"),
    "an empty ZIP": (packed(), "没有 Word 正文"),
    "a package of something else": (
        word.with_parts(GOOD, {"_rels/.rels": ELSEWHERE.format("word/styles.xml").encode()}),
        "没有 Word 正文",
    ),
    "no text part": (word.with_parts(GOOD, {word.MAIN: None}), "没有 Word 正文"),
    "an empty text part": (main(""), "损坏"),
    "broken markup": (main("<w:document><w:body>"), "损坏"),
    "markup in no encoding": (main("<?xml version='1.0' encoding='x-none'?><a/>"), "损坏"),
    "broken lists": (word.package(p("总则"), parts={word.LISTS: b"<w:numbering"}), "损坏"),
    "broken styles": (word.package(p("总则"), parts={word.STYLES: b"\x00"}), "损坏"),
    "nothing said": (word.package(p(), parts={}), "空的"),
    "no body": (main(f"<w:document xmlns:w='{word.W}'/>"), "空的"),
    "only pictures": (word.package(p("<w:r><w:drawing/></w:r>")), "OCR"),
    "encrypted": (container("EncryptionInfo", "EncryptedPackage"), "密码"),
    "an old file under the new name": (container("WordDocument"), r"后缀改为 \.doc"),
    "a PDF": (b"%PDF-1.7\n", r"后缀改为 \.pdf"),
    "a spreadsheet": (packed(("xl/workbook.xml", b"<a/>")), r"后缀改为 \.xlsx"),
    "entities in entities": (declared(LAUGHS, "&a9;"), "损坏|DTD"),
    "entities that nobody uses": (declared(LAUGHS, "总则"), "DTD"),
    "a file of the machine": (declared("<!ENTITY f SYSTEM 'file:///etc/passwd'>", "&f;"), "DTD"),
    "an entity on the web": (declared("<!ENTITY % f SYSTEM 'http://127.0.0.1:9/a'> %f;", "总则"), "DTD|损坏"),
    "ten thousand elements in each other": (word.package(p(DEEP)), "损坏|嵌套"),
    "a part that swells": (word.package("", parts={word.MAIN: b" " * (PART_BYTES - 1)}), "压缩比"),
    "a picture that swells": (word.package(p("总则"), parts={"word/media/a.png": bytes(300 * 1024**2)}), "MB"),
    "a part that is too large": (
        packed((word.MAIN, random.Random(1).randbytes(PART_BYTES + 1))),
        f"{PART_BYTES // 1024**2} MB",
    ),
    "marks without number": (
        word.package("<w:p/>" * (PART_MARKS + 1) + random.Random(1).randbytes(40_000).hex()),
        "标记",
    ),
    "parts without number": (packed((word.MAIN, b""), *((str(n), b"") for n in range(MEMBERS))), "部件"),
    "a text without end": (
        word.package(
            table(
                row(cell("长" * 1_000_000, properties=MERGED), "1"), *[row(cell(properties="<w:vMerge/>"), "2")] * 200
            )
        ),
        "超过可读取",
    ),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_its_name_and_a_reason(content: bytes, reason: str) -> None:
    begun = time.monotonic()
    with pytest.raises(DocumentError, match=reason) as caught:
        read(content, "文件夹/意见.docx")
    assert str(caught.value).startswith("文件夹/意见.docx：")
    assert "\n" not in str(caught.value)
    assert time.monotonic() - begun < 10


RICH = word.package(
    POLICY
    + PARAGRAPHS["a field in the code of another"][0]
    + TABLES["a cell over rows and columns"][0]
    + p(box("甲"))
    + ENTRIES,
    lists=word.official(),
    styles=LINKED,
)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with bits turned, a piece cut out, doubled, or moved."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(changed)), chance.randint(1, 64)
        match chance.randrange(5):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length]
            case 3:
                source = chance.randrange(len(changed))
                changed[at : at + length] = changed[source : source + length]
            case _:
                del changed[max(1, at) :]
        if len(changed) < 2:
            break
    return bytes(changed)


@pytest.mark.parametrize("seed", range(150))
def test_no_damage_does_more_than_refuse(seed: int) -> None:
    chance = random.Random(seed)
    if seed % 2:
        content = mutated(RICH, chance)
    else:
        # The damage inside of a part, which its packing would not let through.
        name = chance.choice([word.MAIN, word.MAIN, word.LISTS, word.STYLES, "_rels/.rels"])
        with zipfile.ZipFile(io.BytesIO(RICH)) as archive:
            content = word.with_parts(RICH, {name: mutated(archive.read(name), chance)})
    begun = time.monotonic()
    with contextlib.suppress(DocumentError):
        read(content)
    assert time.monotonic() - begun < 10


def test_elements_too_deep_for_the_machine_are_refused() -> None:
    body = p("<w:smartTag>" * 200 + "</w:smartTag>" * 200)
    content = word.package(body + p("总则"))
    assert lines(content) == ["总则"]
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 120)
    try:
        with pytest.raises(DocumentError, match="嵌套过深"):
            read(content)
    finally:
        sys.setrecursionlimit(before)
