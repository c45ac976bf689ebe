"""Makes the files of ``tests/cases/reading`` from one text: the same document in every format that is read.

``python -m tools.reading_cases`` needs Chromium, LibreOffice and the packages pypdf and Pillow; the tests need none of
them, for what is made here is kept. A line of the text is a paragraph; a line with tabs is a row of a table.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from html import escape
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tools import printing

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "reading"
SOURCE = CASES / "policy.txt"
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-be", "gbk", "gb18030")
# The foot of a page as Word's official template has it, and how much wrapped text a page holds.
WIDTH, PAGE = 30, 22
CLOSING = "，。、；：！？”’）》〕%"


def main() -> None:
    """Write every file anew."""
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    for encoding in ENCODINGS:
        text = "\r\n".join(lines)
        (CASES / f"policy.{encoding}.txt").write_bytes(text.encode(encoding))
    (CASES / "policy.wrapped.txt").write_text("".join(wrapped(lines)), encoding="utf-8")
    (CASES / "policy.md").write_text("\n\n".join(_markdown(lines)) + "\n", encoding="utf-8")
    page = html(lines)
    (CASES / "policy.html").write_text(page, encoding="utf-8")
    (CASES / "policy.gbk.html").write_bytes(page.replace("utf-8", "gb2312").encode("gb18030"))
    (CASES / "policy.mhtml").write_bytes(mhtml(page))
    word(lines, CASES / "policy.docx")
    for ending in ("doc", "odt", "rtf", "pdf"):
        convert(CASES / "policy.docx", ending)
    printed(lines)
    with zipfile.ZipFile(CASES / "policy.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("policy.gbk.txt", "policy.docx", "policy.html"):
            archive.write(CASES / name, zipfile.ZipInfo(f"星海省/{name}", (2031, 3, 18, 0, 0, 0)).filename)
    awkward()
    printing.keep(CASES / "print")


def wrapped(lines: list[str]) -> Iterator[str]:
    """The text as it comes out of a PDF by hand: cut at a width, a page's number now and then, blank lines."""
    printed, page = 0, 1
    for line in lines:
        rest = line if "\t" in line or not printed else "　　" + line
        while rest:
            cut = len(rest) if "\t" in line else _cut(rest)
            yield rest[:cut] + "\n"
            rest = rest[cut:]
            printed += 1
            if printed % PAGE == 0:
                yield f"\n— {page} —\n\n"
                page += 1


def _cut(text: str) -> int:
    """Where a line of print ends: Latin letters take half a place, no line begins with a mark that closes."""
    width, cut = 0.0, 0
    for cut, letter in enumerate(text, 1):
        width += 0.5 if letter.isascii() else 1.0
        if width > WIDTH:
            cut -= 1
            break
    while 1 < cut < len(text) and (text[cut] in CLOSING or (text[cut - 1 : cut + 1].isascii())):
        cut -= 1
    return cut


def _markdown(lines: list[str]) -> Iterator[str]:
    for table, group in groupby(lines, key=lambda line: "\t" in line):
        if table:
            rows = [line.split("\t") for line in group]
            rows.insert(1, ["---"] * len(rows[0]))
            yield "\n".join("| " + " | ".join(row) + " |" for row in rows)
        else:
            yield from (("## " if re.match("[一二三四五]、", line) else "") + line for line in group)


def _blocks(lines: list[str]) -> Iterator[str]:
    """The paragraphs and tables of the text as HTML."""
    last = len(lines) - 1
    for table, group in groupby(enumerate(lines), key=lambda pair: "\t" in pair[1]):
        if table:
            rows = [line.split("\t") for _, line in group]
            head = "".join(f"<th>{escape(cell)}</th>" for cell in rows[0])
            body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
            yield f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            continue
        for number, line in group:
            kind = "h1" if number == 0 else "p"
            style = {1: "text-align:center;text-indent:0", 2: "text-indent:0"}.get(number, "")
            if last - 2 <= number < last:
                style = "text-align:right;text-indent:0"
            yield f'<{kind} style="{style}">{escape(line)}</{kind}>'


def html(lines: list[str]) -> str:
    """The text as a government's page, with all that stands around it."""
    return (
        "<!DOCTYPE html><html><head><meta charset=utf-8>"
        "<title>关于加快海洋装备产业创新发展的若干措施_星海省人民政府</title>"
        '<meta name="SiteName" content="星海省人民政府"><meta name="PubDate" content="2031-03-25 10:00"></head><body>'
        '<div class="top"><a href="/">首页</a> <a href="/zwgk">政务公开</a> <a href="/zmhd">政民互动</a> '
        '<a href="/bsfw">办事服务</a></div><div class="crumbs">您现在的位置：<a href="/">首页</a> &gt; '
        '<a href="/zcwj">政策文件</a></div><div class="main"><div class="article"><div class="TRS_Editor">'
        + "\n".join(_blocks(lines))
        + '</div></div><div class="side"><ul><li><a href="/1">星海省召开海洋经济工作会议</a></li>'
        '<li><a href="/2">一图读懂若干措施</a></li></ul></div></div>'
        '<div class="foot"><p>主办：星海省人民政府办公厅　承办：星海省大数据局</p><p>网站标识码：9900000001　'
        "星ICP备05000001号</p></div></body></html>"
    )


def mhtml(page: str) -> bytes:
    """The page as a browser saves it, all in one file."""
    message = EmailMessage()
    message["Subject"] = "policy"
    message["MIME-Version"] = "1.0"
    message.set_content(page, subtype="html", charset="utf-8", cte="quoted-printable")
    message.make_related(boundary="----boundary----")
    return message.as_bytes()


def word(lines: list[str], path: Path) -> None:
    """The text as an official document of Word: 仿宋 16 pt, 28 letters a line, a page number between dashes."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _footer(section.footer.paragraphs[0])
    section.header.paragraphs[0].text = "星海省人民政府文件汇编"
    last = len(lines) - 1
    for table, group in groupby(enumerate(lines), key=lambda pair: "\t" in pair[1]):
        if table:
            _table(document, [line.split("\t") for _, line in group])
            continue
        for number, line in group:
            paragraph = document.add_paragraph()
            style = paragraph.paragraph_format
            style.space_after, style.line_spacing = Pt(0), Pt(28)
            if number < 2:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif last - 2 <= number < last:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            else:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
                style.first_line_indent = Pt(0 if number == 2 else 32)
            # Word cuts a paragraph into runs wherever somebody has edited it.
            for piece in re.findall(".{1,37}", line):
                _run(paragraph, piece, 22 if number == 0 else 16)
    document.core_properties.title = "模板"
    document.save(str(path))


def _run(paragraph: object, text: str, size: int) -> None:
    run = paragraph.add_run(text)  # type: ignore[attr-defined]
    run.font.size = Pt(size)
    run.font.name = "Noto Serif CJK SC"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")


def _footer(paragraph: object) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER  # type: ignore[attr-defined]
    _run(paragraph, "— ", 14)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # type: ignore[attr-defined]
    _run(paragraph, " —", 14)


def _table(document: object, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _run(cell.paragraphs[0], text, 12)


def convert(path: Path, ending: str) -> None:
    """Have LibreOffice save a file in another format, beside it."""
    with tempfile.TemporaryDirectory() as profile:
        profile_place, out = f"-env:UserInstallation=file://{profile}", str(path.parent)
        command = ["soffice", profile_place, "--headless", "--convert-to", ending, "--outdir", out, str(path)]
        subprocess.run(command, check=True, capture_output=True)


PRINTS = {
    # 16 pt and first lines set in; 12 pt with blanks between paragraphs; two columns.
    "indented": "body{font:16pt/1.75 serif} p{text-indent:2em;margin:0;text-align:justify}",
    "spaced": "body{font:12pt/1.6 sans-serif} p{text-indent:0!important;margin:0 0 8pt 0;text-align:left}",
    "columns": "body{font:10pt/1.5 serif} .text{column-count:2;column-gap:8mm} p{text-indent:2em;margin:0;"
    "text-align:justify} table{font-size:7pt}",
    "turned": "@page{size:A4 landscape} body{font:14pt/1.6 serif} p{text-indent:2em;margin:0;text-align:justify}",
}
FRAME = (
    "h1{font-size:22pt;text-align:center} table{border-collapse:collapse;width:100%} "
    "td,th{border:1px solid;padding:3px}"
)
EDGE = "<p style='font-size:8pt;width:100%;text-align:center'>{}</p>"


def printed(lines: list[str]) -> None:
    """The text as Chromium prints it, in several layouts, with a running head and page numbers."""
    from playwright.sync_api import sync_playwright

    blocks = list(_blocks(lines))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        for name, style in PRINTS.items():
            page.set_content(
                f"<meta charset=utf-8><style>{FRAME}{style}</style><body>{blocks[0]}"
                f"<div class=text>{''.join(blocks[1:-3])}</div>{''.join(blocks[-3:])}</body>"
            )
            page.pdf(
                path=CASES / f"policy.{name}.pdf",
                prefer_css_page_size=True,
                format="A4",
                margin={"top": "24mm", "bottom": "24mm", "left": "28mm", "right": "26mm"},
                display_header_footer=True,
                header_template=EDGE.format("星海省人民政府公报　2031年第4期"),
                footer_template=EDGE.format("— <span class=pageNumber></span> —"),
            )
        browser.close()


def awkward() -> None:
    """PDF files that cannot be read, or not whole: a scan, a text with a scanned page, a locked one, a stamped one."""
    from PIL import Image
    from pypdf import PdfReader, PdfWriter

    scan = CASES / "scan.pdf"
    Image.new("RGB", (600, 800), "white").save(
        scan, save_all=True, append_images=[Image.new("RGB", (600, 800), "gray")]
    )
    text = PdfReader(CASES / "policy.pdf")
    mixed = PdfWriter()
    mixed.append(text)
    mixed.append(PdfReader(scan), pages=(0, 1))
    mixed.write(CASES / "mixed.pdf")
    locked = PdfWriter()
    locked.append(text)
    locked.encrypt("secret", algorithm="AES-256")
    locked.write(CASES / "locked.pdf")


if __name__ == "__main__":
    sys.exit(main())
