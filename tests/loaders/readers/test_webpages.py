"""Web pages: the article with its tables and nothing around it, and what the page says of its document."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from graph.errors import DocumentError
from loaders import readers
from loaders.readers.item import Item, RawText
from settings import ROOT
from tests.loaders.cases import CASES

CORPUS = ROOT.parent / "shared" / "corpus"
PAGES = CASES / "reading" / "pages"
HINTS = yaml.safe_load((PAGES / "hints.yml").read_text(encoding="utf-8"))


def read(page: str, name: str = "意见.html") -> RawText:
    """A page as a file that holds it is read."""
    return readers.read(Item(name, page.encode()))


def body(inside: str) -> str:
    """The text of a page with nothing but this in it."""
    return read(f"<html><body>{inside}</body></html>").text


@pytest.mark.parametrize("name", HINTS)
def test_a_page_gives_its_article_and_what_it_says_of_it(name: str) -> None:
    raw = readers.read(Item(name, (PAGES / name).read_bytes()))
    assert raw.text == (PAGES / name).with_suffix(".txt").read_text(encoding="utf-8").removesuffix("\n")
    assert raw.hints == HINTS[name]
    assert raw.blocks


def test_every_page_has_its_text_beside_it() -> None:
    pages = {path.name for path in PAGES.iterdir() if path.suffix not in (".txt", ".yml")}
    assert pages == set(HINTS)


LINES = {
    "a paragraph is a line": ("<p>一、总则</p><p>二、附则</p>", "一、总则\n二、附则"),
    "a break ends a line": ("<p>一、总则<br>二、附则</p>", "一、总则\n二、附则"),
    "inline elements leave no gap": ("<p>支持<a href='x'>星海</a><b>大学</b>。</p>", "支持星海大学。"),
    "the name of a company loses its link": (
        "<p>支持<span><a href='/stock/1'>星海碳谷</a></span><span id=quote_sz1>(12.30, +1%)</span>、星海大学。</p>",
        "支持星海碳谷、星海大学。",
    ),
    "a script is not read": ("<p>一、总则</p><script>var x = '二、<p>三、'</script>", "一、总则"),
    "a style is not read": ("<style>p{}</style><p>一、总则</p>", "一、总则"),
    "entities are characters": ("<p>R&amp;D&nbsp;经费&#12290;</p>", "R&D\xa0经费。"),
    "blocks in blocks make no empty lines": ("<div><div><p>一、总则</p></div></div>", "一、总则"),
    "what is not closed is read": ("<p>一、总则<p>二、附则", "一、总则\n二、附则"),
    "what is for browsers without scripts is not read": ("<noscript><div></noscript><p>一、总则</p>", "一、总则"),
    "what a script has like a tag ends no text": (
        f"<script>if (a <b {'c d ' * 900})</script><p>一、总则</p>",
        "一、总则",
    ),
    "a comment is not read": ("<p>一、<!-- 草稿 -->总则</p>", "一、总则"),
    "lines of the markup are none of the text": ("<p>一、总则\n\t\t和附则</p>", "一、总则 和附则"),
    "preformatted lines are lines": ("<pre>一、总则\n二、附则</pre>", "一、总则\n二、附则"),
    "a style keeps the lines": ("<div style='white-space: pre-line'>一、总则\n二、附则</div>", "一、总则\n二、附则"),
    "a style makes a block": ("<span style='display:block'>一、总则</span>二、附则", "一、总则\n二、附则"),
    "an unknown element is inline": ("<p>支持<st1:name>星海大学</st1:name>。</p>", "支持星海大学。"),
    "a power is no digit": ("<p>10<sup>4</sup>t，3m<sup>2</sup>，CO<sub>2</sub></p>", "10⁴t，3m²，CO2"),
    "a note's mark is not a number of the text": ("<p>增长5%<sup>12</sup>。</p>", "增长5%¹²。"),
    "other raised text stays as it is": ("<p>达标<sup>[1]</sup>。</p>", "达标[1]。"),
    "ruby is not read": ("<p><ruby>氢<rp>(</rp><rt>qīng</rt><rp>)</rp></ruby>能</p>", "氢能"),
    "a quotation has its marks": ("<p>实施<q>揭榜挂帅</q>。</p>", "实施“揭榜挂帅”。"),
    "hidden text is not read": ("<p>一、总则</p><p hidden>草稿</p><p style='display: none'>旧稿</p>", "一、总则"),
    "text that Word hides is not read": ("<p>一、总则<span style='mso-hide:all'>批注</span></p>", "一、总则"),
    "fields and lists to choose from are not read": (
        "<p>一、总则</p><select><option>2031</option></select><textarea>留言</textarea><button>提交</button>",
        "一、总则",
    ),
    "what a page is to show when it is complete is read": (
        "<div style='display:none'><p>一、总则</p></div>",
        "一、总则",
    ),
    "Word's own words are not read": (
        "<p>一、总则</p><xml><w:View>Normal</w:View></xml><p>/* Style Definitions */ table.MsoNormalTable {}</p>",
        "一、总则",
    ),
}


@pytest.mark.parametrize(("inside", "text"), LINES.values(), ids=LINES)
def test_the_elements_of_a_page_become_lines(inside: str, text: str) -> None:
    assert body(inside) == text


LISTS = {
    "numbers are written": ("<ol><li>建设平台<li>引育人才</ol>", "1.建设平台\n2.引育人才"),
    "a bullet is not": ("<ul><li>建设平台<li>引育人才</ul>", "建设平台\n引育人才"),
    "a list begins where it says": ("<ol start=3><li>建设平台<li>引育人才</ol>", "3.建设平台\n4.引育人才"),
    "an item sets the number": ("<ol><li>平台<li value=5>人才<li>资金</ol>", "1.平台\n5.人才\n6.资金"),
    "a list runs backwards": ("<ol reversed><li>平台<li>人才</ol>", "2.平台\n1.人才"),
    "letters": ("<ol type=a><li>平台<li>人才</ol>", "a.平台\nb.人才"),
    "large Roman numbers": ("<ol type=I start=4><li>平台<li>人才</ol>", "IV.平台\nV.人才"),
    "Chinese numbers": (
        "<ol style='list-style-type:cjk-ideographic' start=10><li>平台<li>人才</ol>",
        "十、平台\n十一、人才",
    ),
    "numbers of an editor's own": (
        "<ol class='custom_cn2 list'><li><p>平台</p><li><p>人才</p></ol>",
        "（一）平台\n（二）人才",
    ),
    "a style without numbers": ("<ol style='list-style: none'><li>平台<li>人才</ol>", "平台\n人才"),
    "items that bring their numbers keep them": ("<ol><li>一、平台<li>二、人才</ol>", "一、平台\n二、人才"),
    "a number does not run into a figure": ("<ol><li>2031年建成平台</ol>", "1、2031年建成平台"),
    "a list in a list": ("<ol><li>平台<ol type=a><li>建设<li>验收</ol><li>人才</ol>", "1.平台\na.建设\nb.验收\n2.人才"),
    "an item of nothing has no number": ("<ol><li>平台<li> <li>人才</ol>", "1.平台\n2.人才"),
}


@pytest.mark.parametrize(("inside", "text"), LISTS.values(), ids=LISTS)
def test_a_list_has_the_numbers_that_a_browser_shows(inside: str, text: str) -> None:
    assert body(inside) == text


LONG = "<p>建设碳纤维技术创新中心，开展关键技术攻关。</p>" * 4
TABLES = {
    "a row is a line": (
        "<table><tr><th>单位<th>任务<tr><td>星海大学<td>攻关</table>",
        "单位\t任务\n星海大学\t攻关",
    ),
    "one row of two cells": ("<table><tr><td>高校</td><td>星海大学</td></tr></table>", "高校\t星海大学"),
    "lines of a cell are joined": ("<table><tr><td>高校<td>星海<br>大学<p>等</table>", "高校\t星海 大学 等"),
    "an empty cell keeps its place": ("<table><tr><td>甲<td><td>丙<tr><td>丁<td>戊<td></table>", "甲\t\t丙\n丁\t戊\t"),
    "a tabulator in a cell parts nothing": ("<table><tr><td><pre>高\t校</pre><td>星海大学</table>", "高 校\t星海大学"),
    "a cell over two rows is in both": (
        "<table><tr><td rowspan=2>科技厅<td>攻关<tr><td>转化</table>",
        "科技厅\t攻关\n科技厅\t转化",
    ),
    "a cell over two columns is in both": (
        "<table><tr><td>类别<td colspan=2>金额<tr><td>省级<td>500<td>200</table>",
        "类别\t金额\t金额\n省级\t500\t200",
    ),
    "a cell over rows at the end": (
        "<table><tr><td>攻关<td rowspan=2>科技厅<tr><td>转化<tr><td>推广<td>商务厅</table>",
        "攻关\t科技厅\n转化\t科技厅\n推广\t商务厅",
    ),
    "a cell over all columns is a heading": (
        "<table><tr><td colspan=2>一、高校<tr><td>1<td>星海大学</table>",
        "一、高校\n1\t星海大学",
    ),
    "a caption stands before": ("<table><caption>分工表</caption><tr><td>任务<td>单位</table>", "分工表\n任务\t单位"),
    "head and foot are rows": (
        "<table><tfoot><tr><td>合计<td>2</tfoot><thead><tr><td>名称<td>数<tbody><tr><td>平台<td>2</table>",
        "合计\t2\n名称\t数\n平台\t2",
    ),
    "a box around paragraphs is no table": (
        "<table border=1><tr><td><p>专栏1</p><p>1.平台建设。</p></td></tr></table>",
        "专栏1\n1.平台建设。",
    ),
    "a table that lays out a page is no table": (
        f"<table><tr><td>本办法共分为两章。<br>附则另行制定。</td><td>{LONG}</td></tr></table>",
        "本办法共分为两章。\n附则另行制定。\n" + "\n".join(["建设碳纤维技术创新中心，开展关键技术攻关。"] * 4),
    ),
    "a table in a table that lays out": (
        f"<table><tr><td><p>一、总则</p>{LONG}<table><tr><td>任务<td>单位</table></td></tr></table>",
        "一、总则\n" + "建设碳纤维技术创新中心，开展关键技术攻关。\n" * 4 + "任务\t单位",
    ),
    "a table around a table of data": (
        "<table><tr><td>本表由省科技厅制定。<td><table><tr><td>攻关<td>科技厅</table></table>",
        "本表由省科技厅制定。\n攻关\t科技厅",
    ),
    "a table in a cell is its text": (
        "<table border=1><tr><td>分工<td><table><tr><td>攻关<td>科技厅</table><tr><td>期限<td>2031年</table>",
        "分工\t攻关 科技厅\n期限\t2031年",
    ),
    "paragraphs in a bordered cell are one cell": (
        f"<table border=1><tr><td>任务<td>单位<tr><td>{LONG}<td>科技厅<tr><td>推广<td>商务厅</table>",
        "任务\t单位\n" + " ".join(["建设碳纤维技术创新中心，开展关键技术攻关。"] * 4) + "\t科技厅\n推广\t商务厅",
    ),
    "spans of no sense": (
        "<table><tr><td rowspan=0>甲<td colspan=-3>乙<td colspan=x>丙</table>",
        "甲\t乙\t丙",
    ),
}


@pytest.mark.parametrize(("inside", "text"), TABLES.values(), ids=TABLES)
def test_a_table_of_data_is_rows_and_one_of_layout_is_blocks(inside: str, text: str) -> None:
    assert body(inside) == text


def test_merged_cells_do_not_multiply_a_page() -> None:
    row = f"<td colspan=200 rowspan=2000>{'碳' * 5000}</td><td>纤</td>"
    assert len(body(f"<table>{f'<tr>{row}</tr>' * 50}</table>")) < 20_000_000


WHOLE = {
    "a fragment": "<p>一、总则</p><p>联系人：张三</p><p><a href='/x'>星海大学</a></p><p>二、附则</p>",
    "a fragment with menu-like links": "<ul><li><a href=a>甲办法</a><li><a href=b>乙办法</a></ul><p>以上予以废止。</p>",
    "a list of pages": "<html><body><ul><li><a href=a>甲办法</a><li><a href=b>乙办法</a></ul></body></html>",
}


@pytest.mark.parametrize("page", WHOLE.values(), ids=WHOLE)
def test_what_has_no_article_comes_through_whole(page: str) -> None:
    text = read(page).text
    for said in ("总则", "联系人：张三", "星海大学", "附则", "甲办法", "乙办法", "以上予以废止。"):
        assert (said in text) == (said in page)


def test_lines_of_markdown_around_elements_are_paragraphs() -> None:
    page = "# 意见\n\n一、总则\n支持<span>星海大学</span>。\n\n<div>二、附则</div>\n<br>\n| 本意见自发布之日起施行。"
    raw = readers.read(Item("意见.md", page.encode()))
    assert raw.text == "意见\n一、总则\n支持星海大学。\n二、附则\n| 本意见自发布之日起施行。"


TITLE = "星海省人民政府关于加快碳纤维产业发展的通知"
PARAGRAPHS = (
    "各市、县（区）人民政府，省政府各部门：",
    "为加快碳纤维产业发展，现就有关事项通知如下。",
    "一、总体要求",
    "到2035年，年产能达到10万吨；研发经费占比超过3.5%。",
    "二、保障措施",
    "（一）加强领导。省科技厅牵头，省财政厅配合，抓好落实。",
)
SIGNED = ("星海省人民政府", "2031年3月18日")
HEADING = f"<h1>{TITLE}</h1>"
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
MENU = "<div class=top><a href='/'>首页</a><a href='/a'>要闻</a><a href='/b'>公开</a></div>"
FOOT = "<div class=bottom><p>主办单位：星海省人民政府办公厅</p><p>星ICP备00000001号 网站标识码：0000000001</p></div>"
BETWEEN = ("时间：2031-05-06 09:00", "标准", "上篇　总体安排", "来源：各地推荐", "位置：东港市创新路1号")
EVENT = "".join(f"<p>{line}</p>" for line in BETWEEN)
SITES = {
    "the title and nothing else around": (f"{HEADING}<div>{TEXT}</div>", (TITLE, *PARAGRAPHS)),
    "a title in the second rank": (f"<div><h2>{TITLE}</h2><div>{TEXT}</div></div>", (TITLE, *PARAGRAPHS)),
    "a title broken in two": (
        f"<div class=bt>{TITLE[:9]}<br>{TITLE[9:]}</div><div id=zoom>{TEXT}</div>",
        (TITLE[:9], TITLE[9:], *PARAGRAPHS),
    ),
    "the path to the page": (
        f"<div>当前位置：<a href='/'>首页</a> &gt; <a href=w>文件</a></div>{HEADING}<div>{TEXT}</div>",
        (TITLE, *PARAGRAPHS),
    ),
    "a path that ends in the title": (
        f"<div><a href='/'>首页</a> &gt; <span>{TITLE}</span></div>{HEADING}<div>{TEXT}</div>",
        (TITLE, *PARAGRAPHS),
    ),
    "a menu without links beside the article": (
        f"<div><h3>政府信息公开</h3><ul><li>指南<li>制度<li>年报</ul></div><div><h2>{TITLE}</h2><div>{TEXT}</div></div>",
        (TITLE, *PARAGRAPHS),
    ),
    "a byline": (
        f"{HEADING}<p>发布时间：2031-03-20 09:30　来源：省科技厅　字体：[大 中 小]</p><div>{TEXT}</div>",
        (TITLE, *PARAGRAPHS),
    ),
    "a letterhead above the title": (
        f"<div><p>星海省人民政府文件</p><p>星政发〔2031〕9号</p>{HEADING}<div>{TEXT}</div></div>",
        ("星海省人民政府文件", "星政发〔2031〕9号", TITLE, *PARAGRAPHS),
    ),
    "a letterhead between title and text": (
        f"{HEADING}<div>星海省人民政府文件</div><div>星政发〔2031〕9号</div><div id=zoom>{TEXT}</div>",
        (TITLE, "星海省人民政府文件", "星政发〔2031〕9号", *PARAGRAPHS),
    ),
    "a signature in a box of its own": (
        f"{HEADING}<div class=TRS_Editor>{TEXT}</div><div><p>{SIGNED[0]}</p><p>{SIGNED[1]}</p></div>",
        (TITLE, *PARAGRAPHS, *SIGNED),
    ),
    "an annex in a box of its own": (
        f"{HEADING}<div id=zoom>{TEXT}</div><div class=related><p>附件：<a href=a.pdf>分工表.pdf</a></p></div>",
        (TITLE, *PARAGRAPHS, "附件：分工表.pdf"),
    ),
    "annexes that are pages": (
        f"{HEADING}<div>{TEXT}<p>附件：1.<a href=a.html>分工表</a></p><p>2.<a href=b.html>办法</a></p></div>",
        (TITLE, *PARAGRAPHS, "附件：1.分工表", "2.办法"),
    ),
    "an annex as a table beside the text": (
        f"<div>{HEADING}<div>{TEXT}</div><div><p>附件</p><table><tr><td>攻关<td>省科技厅</table></div></div>",
        (TITLE, *PARAGRAPHS, "附件", "攻关\t省科技厅"),
    ),
    "the article in two boxes": (
        f"{HEADING}<div class=TRS_Editor>{TEXT}</div><div class=TRS_Editor><p>附则</p><p>自公布之日起施行。</p></div>",
        (TITLE, *PARAGRAPHS, "附则", "自公布之日起施行。"),
    ),
    "a contents of links in the page": (
        f"{HEADING}<div><p>目录</p><p><a href='#1'>一、总体要求</a></p>{TEXT}</div>",
        (TITLE, "目录", "一、总体要求", *PARAGRAPHS),
    ),
    "a cell for each paragraph": (
        "<table>" + "".join(f"<tr><td>{paragraph}</td></tr>" for paragraph in (TITLE, *PARAGRAPHS)) + "</table>",
        (TITLE, *PARAGRAPHS),
    ),
    "sections": (
        f"<main>{HEADING}<section><h2>一、目标</h2>{TEXT}</section><section><h2>二、附则</h2><p>自公布之日施行。</p></section></main>",
        (TITLE, "一、目标", *PARAGRAPHS, "二、附则", "自公布之日施行。"),
    ),
    "links to other pages below": (
        f"{HEADING}<div>{TEXT}</div><h3>相关链接</h3><ul><li><a href=a>甲办法</a><li><a href=b>乙办法</a></ul>",
        (TITLE, *PARAGRAPHS),
    ),
    "the pages before and behind": (
        f"{HEADING}<div>{TEXT}<p>上一篇：<a href=a>甲办法</a></p><p>下一篇：没有了</p></div>",
        (TITLE, *PARAGRAPHS),
    ),
    "buttons, a code and the editor": (
        f"{HEADING}<div>{TEXT}<p>责任编辑：张三</p><p>【打印本页】【关闭窗口】</p><p>扫一扫在手机打开当前页</p></div>",
        (TITLE, *PARAGRAPHS),
    ),
    "sentences of others": (
        f"{HEADING}<div>{TEXT}</div><div class=comments><p>政策来得及时，盼望早日落地见效。</p></div>",
        (TITLE, *PARAGRAPHS),
    ),
    "a notice of one sentence": (
        f"{HEADING}<div><p>各有关单位：</p><p>现将名单予以公布。</p><p>{SIGNED[0]}</p><p>{SIGNED[1]}</p></div>",
        (TITLE, "各有关单位：", "现将名单予以公布。", *SIGNED),
    ),
    "a notice of annexes alone": (
        f"{HEADING}<div><a href=a.pdf>任务分工表.pdf</a></div>",
        (TITLE, "任务分工表.pdf"),
    ),
    "the same made for telephones": (
        f"<div class=pc>{HEADING}<div>{TEXT}</div></div><div class=wap>{HEADING}<div>{TEXT}</div></div>",
        (TITLE, *PARAGRAPHS),
    ),
    "a day of signature in figures": (
        f"{HEADING}<p>2031-03-20</p><div>{TEXT}<p>{SIGNED[0]}</p><p>2031.3.18</p></div>",
        (TITLE, *PARAGRAPHS, SIGNED[0], "2031.3.18"),
    ),
    "words of bylines and feet between the sentences": (
        f"{HEADING}<div><p>现将活动安排通知如下。</p>{EVENT}{TEXT}<p>主办单位：省科技厅</p><p>{SIGNED[1]}</p></div>",
        (TITLE, "现将活动安排通知如下。", *BETWEEN, *PARAGRAPHS, "主办单位：省科技厅", SIGNED[1]),
    ),
    "a path whose last crumb is the title": (
        f"<div><a href='/'>首页</a></div><div>{TITLE}</div>{HEADING}<div>{TEXT}</div>",
        (TITLE, *PARAGRAPHS),
    ),
    "a title that ends like a sentence": (
        f"<h2>星海省召开碳纤维产业创新发展大会，部署新一轮三年行动！</h2><p>时间：2031-03-20</p><div>{TEXT}</div>",
        ("星海省召开碳纤维产业创新发展大会，部署新一轮三年行动！", *PARAGRAPHS),
    ),
    "the top of the page in the box of the text": (
        f"<div><p>欢迎访问</p><p>星政发〔2031〕9号</p><p>{TITLE}</p>{TEXT}</div>",
        ("星政发〔2031〕9号", TITLE, *PARAGRAPHS),
    ),
    "links to other pages between the sentences": (
        f"{HEADING}<div>{TEXT}<p>相关阅读</p><p><a href=a>甲办法</a></p><p><a href=b>乙办法</a></p>{TEXT}</div>",
        (TITLE, *PARAGRAPHS, *PARAGRAPHS),
    ),
    "a related heading without links": (
        f"{HEADING}<div>{TEXT}<p>相关文件</p><p>以上文件由省科技厅负责解释。</p><p>相关链接：</p></div>",
        (TITLE, *PARAGRAPHS, "相关文件", "以上文件由省科技厅负责解释。"),
    ),
    "the site's own word at the end": (
        f"{HEADING}<div>{TEXT}<p>声明：本网转载此文出于传递信息之目的，不代表本网观点。</p></div>",
        (TITLE, *PARAGRAPHS),
    ),
    "a foot of sentences": (
        f"<div>{HEADING}<div>{TEXT}</div></div><div><p>本站提示使用新版浏览器以获得最佳效果。</p><p>星ICP备1号</p></div>",
        (TITLE, *PARAGRAPHS),
    ),
    "one long paragraph in lines among short ones": (
        f"{HEADING}<div><p>各有关单位：</p><p>{'<br>'.join(PARAGRAPHS)}</p><p>联系人：张三</p></div>",
        (TITLE, "各有关单位：", *PARAGRAPHS, "联系人：张三"),
    ),
    "an article in a box that is named after others": (
        f"{HEADING}<div class='content recommend'>{TEXT}</div>",
        (TITLE, *PARAGRAPHS),
    ),
    "a script that is a button": (f"{HEADING}<div>{TEXT}<p><a href='#'>收起全文</a></p></div>", (TITLE, *PARAGRAPHS)),
    "a table of three rows that lays out the page": (
        f"<table><tr><td>星海在线<td>登录<tr><td>栏目<td><p>{TITLE}</p>{TEXT * 4}<tr><td>邮箱<td>客服</table>",
        (TITLE, *PARAGRAPHS * 4),
    ),
    "a roster": (
        f"{HEADING}<div><p>名单如下。</p><table><tr><td>1<td>星海大学<tr><td>2<td>东港重工</table><p>联系人：张三</p></div>",
        (TITLE, "名单如下。", "1\t星海大学", "2\t东港重工", "联系人：张三"),
    ),
}


@pytest.mark.parametrize(("inside", "lines"), SITES.values(), ids=SITES)
def test_an_article_is_found_in_its_site(inside: str, lines: tuple[str, ...]) -> None:
    page = f"<html><head><title>{TITLE}_星海省人民政府网</title></head><body>{MENU}{inside}{FOOT}</body></html>"
    assert read(page).text.split("\n") == list(lines)


PICTURED = {
    "pictures of the text": f"{HEADING}<div id=zoom><p><img src=1.jpg></p><p><img src=2.jpg></p></div>",
    "pictures in a box of no name": f"<div>{HEADING}<p>2031-03-20</p><div><img src=1.jpg></div></div>",
    "a file that is shown in the page": f"<div>{HEADING}<iframe src='/viewer?file=a.pdf'></iframe></div>",
}


@pytest.mark.parametrize("inside", PICTURED.values(), ids=PICTURED)
def test_a_page_says_that_its_text_is_a_picture(inside: str) -> None:
    raw = read(f"<html><head><title>{TITLE}</title></head><body>{MENU}{inside}{FOOT}</body></html>")
    assert raw.text == TITLE
    assert ["图片" in reason for _, reason in raw.losses] == [True]


def test_a_picture_beside_the_text_is_no_loss() -> None:
    page = f"<html><head><title>{TITLE}</title></head><body>{HEADING}<div>{TEXT}<img src=1.jpg></div></body></html>"
    assert read(page).losses == ()


IMPRINT = {
    "a table with colons": (
        "<table><tr><td>索引号：</td><td>000/1</td><td>发文机关：</td><td>星海省人民政府</td></tr>"
        "<tr><td>发文字号：</td><td>星政发〔2031〕9号</td><td>成文日期：</td><td>2031年03月18日</td></tr></table>"
    ),
    "a table without colons, and an empty cell": (
        "<table><tr><th>索 引 号<td>000/1<th>主题分类<td></tr><tr><th>发布机构<td>星海省人民政府"
        "<th>文　　号<td>星政发〔2031〕9号</tr><tr><th>发文日期<td>2031-3-18</tr></table>"
    ),
    "a list with brackets": (
        "<ol><li>[主题分类] 工业</li><li>[发文机构] 星海省人民政府</li><li>[发文字号] 星政发〔2031〕9号</li>"
        "<li>[成文日期] 2031.03.18</li><li>[有效性] 是</li></ol>"
    ),
    "a list of terms": (
        "<dl><dt>发文机关</dt><dd>星海省人民政府</dd><dt>文号</dt><dd>星政发〔2031〕9号</dd>"
        "<dt>成文日期</dt><dd>2031/3/18</dd></dl>"
    ),
    "labels that run into their values": (
        "<div><p><span>发文机关</span><span>星海省人民政府</span></p><p><span>发文字号</span><span>星政发〔2031〕9号</span></p>"
        "<p><span>成文日期</span><span>2031年3月18日</span></p></div>"
    ),
    "several in a line": "<div>发文机关：星海省人民政府　发文字号：星政发〔2031〕9号　成文日期：2031-03-18</div>",
}


@pytest.mark.parametrize("imprint", IMPRINT.values(), ids=IMPRINT)
def test_a_table_of_metadata_is_told_apart_from_the_text(imprint: str) -> None:
    raw = read(f"<html><body>{MENU}<div>{imprint}<h1>{TITLE}</h1><div>{TEXT}</div></div>{FOOT}</body></html>")
    assert raw.text.split("\n") == [TITLE, *PARAGRAPHS]
    assert raw.hints == {
        "title": TITLE,
        "issuer": "星海省人民政府",
        "number": "星政发〔2031〕9号",
        "date": "2031-03-18",
    }


def test_a_smaller_table_beside_the_metadata_goes_with_it() -> None:
    small = "<table><tr><td>主题词：<td>碳纤维 通知</table>"
    raw = read(f"<html><body>{MENU}{IMPRINT['a table with colons']}{small}<div>{TEXT}</div>{FOOT}</body></html>")
    assert raw.text.split("\n") == list(PARAGRAPHS)


FORMS = {
    "a form to be filled in": "<table><tr><td>名称<td>星海碳谷<td>编号<td>1<tr><td>年度<td>2031</table>",
    "headings without rows": "<table><tr><td>标题<td>文号<td>发文机关<td>发布日期<tr><td colspan=4>暂无</table>",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_table_of_the_text_with_such_words_stays_in_it(form: str) -> None:
    assert read(f"<html><body>{MENU}{HEADING}<div>{TEXT}{form}</div>{FOOT}</body></html>").text.count("\t") >= 2


def test_a_table_of_documents_is_one_of_data() -> None:
    rows = "<tr><td>标题<td>文号<td>发文机关<td>发布日期<tr><td>甲办法<td>星政发〔2031〕1号<td>省政府<td>2031-01-02"
    assert body(f"<table>{rows}</table>").split("\n") == [
        "标题\t文号\t发文机关\t发布日期",
        "甲办法\t星政发〔2031〕1号\t省政府\t2031-01-02",
    ]


SOURCE = "<meta name=ContentSource content=省科技厅>"
HEADS = {
    "tags of a government's page": (
        f"<meta name=ArticleTitle content={TITLE}><meta name=PubDate content=2031-03-20>{SOURCE}",
        {"title": TITLE, "posted": "2031-03-20", "issuer": "省科技厅"},
    ),
    "a source that is no body": (
        "<meta name=ContentSource content=本网><meta name=SiteName content=星海省人民政府网>",
        {"title": TITLE},
    ),
    "the window's title without the site's name": (
        f"<title>{TITLE}_政策文件_星海省人民政府网</title>",
        {"title": TITLE},
    ),
    "a dash before the site's name": (f"<title>{TITLE}-星海省科技厅</title>", {"title": TITLE}),
    "a day that is none": ("<meta name=PubDate content='2031-13-45'>", {"title": TITLE}),
}


@pytest.mark.parametrize(("head", "hints"), HEADS.values(), ids=HEADS)
def test_the_head_of_a_page_says_what_it_shows(head: str, hints: dict[str, str]) -> None:
    page = f"<html><head>{head}</head><body>{MENU}{HEADING}<div>{TEXT}</div>{FOOT}</body></html>"
    assert read(page).hints == hints


CHARACTERS = st.sampled_from("建设碳纤维产业研究平台推进科技攻关企业培育人才资金支持、，（）“”《》0123456789%")
SENTENCES = st.text(CHARACTERS, min_size=10, max_size=80).map(lambda text: f"支持{text}。")
HEADINGS = st.text(st.sampled_from("建设产业研究平台科技攻关企业人才"), min_size=2, max_size=12).map(
    lambda text: f"一、{text}"
)
WRAPPERS = (
    "<div class=wrap>{}</div>",
    "<table><tr><td>{}</td></tr></table>",
    "<section>{}</section>",
    "<form>{}</form>",
)
PARAGRAPH_ELEMENTS = ("<p>{}</p>", "<div>{}</div>", "<div><span>{}</span></div>", "<p><font><b>{}</b></font>", "{}<br>")
SIDES = (
    "",
    "<ul><li><a href=1>要闻动态</a><li><a href=2>公示公告</a><li><a href=3>专题专栏</a></ul>",
    "<div class=share>分享到：<a href='#'>微信</a></div><p>【打印】【关闭】</p>",
    "<div class=right><h3>热点推荐</h3><p><a href=5>碳纤维企业座谈会召开，与会代表踊跃发言。</a></p></div>",
)


@given(
    lines=st.lists(st.one_of(SENTENCES, SENTENCES, HEADINGS), min_size=3, max_size=12),
    element=st.sampled_from(PARAGRAPH_ELEMENTS),
    wrappers=st.lists(st.sampled_from(WRAPPERS), max_size=5),
    sides=st.tuples(*(st.sampled_from(SIDES),) * 3),
)
@effort(max_examples=300, deadline=None)
def test_no_paragraph_of_an_article_is_lost(
    lines: list[str], element: str, wrappers: list[str], sides: tuple[str, str, str]
) -> None:
    lines = [*lines, "支持企业建设平台。", *SIGNED]
    inside = f"<div>{''.join(element.format(line) for line in lines)}</div>"
    inside = f"<h1>{TITLE}</h1>{sides[0]}{inside}{sides[1]}"
    for wrapper in wrappers:
        inside = wrapper.format(inside)
    page = f"<html><head><title>{TITLE}</title></head><body>{MENU}{inside}{sides[2]}{FOOT}</body></html>"
    assert read(page).text.split("\n") == [TITLE, *lines]


REFUSED = {
    "nothing but a script": b"<html><body><script>x()</script></body></html>",
    "nothing but hidden scripts": b"<html><body><div hidden><script>x()</script></div></body></html>",
    "a frame": b"<html><frameset><frame src='a.html'></frameset></html>",
    "pictures": b"<html><body><img src='a.png'><br><img src='b.png'></body></html>",
    "a comment that does not end": "<html><body><!-- <p>一、总则</p></body></html>".encode(),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_a_page_without_text_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(DocumentError, match=r"意见\.html：网页是空的.*另存") as caught:
        readers.read(Item("意见.html", content))
    assert "\n" not in str(caught.value)


MONSTROUS = {
    "ten thousand levels": "<div>" * 10_000 + "一、总则" + "</div>" * 10_000,
    "three thousand levels": "<div>" * 3000 + "一、总则",
    "a hundred thousand levels": "<div>" * 100_000 + "一、总则",
    "levels of unknown elements": "<x-y>" * 50_000 + "一、总则",
    "tables in tables": "<table><tr><td>" * 20_000 + "一、总则",
    "formatting that is never ended": "".join(f"<p><font size={size}>一、总则" for size in range(20_000)),
    "a huge attribute": f"<p title='{'x' * 1_500_000}'>一、总则</p>",
    "a hundred thousand attributes": f"<p {' '.join(f'a{number}=1' for number in range(100_000))}>一、总则</p>",
    "attributes without blanks": "<p " + "".join(f"a{number}='1'" for number in range(100_000)) + ">一、总则</p>",
    "a cell of a million columns": "<table><tr><td colspan=1000000 rowspan=1000000>一、总则<td>二</table>",
    "a line without end": f"<p>{'一、总则，' * 300_000}</p>",
    "angle brackets": f"{'<' * 500_000}一、总则",
}


@pytest.mark.parametrize("page", MONSTROUS.values(), ids=MONSTROUS)
def test_no_page_takes_long_or_runs_out_of_stack(page: str) -> None:
    begun = time.process_time()
    assert "一、总则" in read(f"<html><body>{page}</body></html>").text
    assert time.process_time() - begun < 8


BROKEN = {
    "in the middle of a character": (f"<p>{'支持星海大学。' * 20}</p>".encode()[:-6], "支持星海大学。"),
    "in the middle of a tag": (f"<p>{TEXT}</p><div cla".encode(), PARAGRAPHS[-1]),
    "one strange byte in UTF-8": (
        f"<p>{'支持星海大学。' * 20}</p>".encode().replace(b"<p>", b"<p>\xff"),
        "支持星海大学。",
    ),
    "one strange byte in GBK": (f"<p>{'支持星海大学。' * 20}</p>".encode("gbk") + b"\xff\xff", "支持星海大学。"),
}


@pytest.mark.parametrize(("content", "text"), BROKEN.values(), ids=BROKEN)
def test_a_page_that_was_cut_is_read_as_far_as_it_goes(content: bytes, text: str) -> None:
    assert text in readers.read(Item("意见.html", b"<html><body>" + content)).text


def test_a_page_declares_another_encoding_than_it_has() -> None:
    page = "<html><head><meta charset='utf-8'></head><body><p>建设平台</p></body></html>".encode("gb18030")
    assert readers.read(Item("意见.html", page)).text == "建设平台"


def test_pictures_that_a_page_carries_do_not_make_it_too_long() -> None:
    picture = f"<img src='data:image/png;base64,{'A' * 3_000_000}'>"
    assert body(f"<p>一、总则</p>{picture}<p>二、附则</p>") == "一、总则\n二、附则"


# What stands around the article in the annotated text of a real page.
AROUND = {"政策解读", "政策原文", "关于印发《胶州", "来源：公众号OPC创业汇", "返回政策原文列表", "← 上一篇", "下一篇 →"}


@pytest.mark.parametrize("name", ["hubei2026", "jiaozhou2026"])
def test_a_real_page_gives_the_text_that_was_annotated(name: str) -> None:
    page = CORPUS / "raw" / f"{name}.html"
    if not page.is_file():
        pytest.skip(f"{page.name} (../shared/corpus) does not lie beside this project")
    raw = readers.read(Item(page.name, page.read_bytes()))
    lines = (CORPUS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    article = [line for line in lines if line.strip() not in AROUND | {raw.hints["posted"]}]
    assert "".join(raw.text.split()) == "".join("".join(article).split())
