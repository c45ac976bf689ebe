"""One document of Word as LibreOffice prints it: running heads, a list, tables, a page that lies, columns."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tools.printing.forms import FIGURES, ROWS, tabbed
from tools.printing.layouts import BODY, TITLE

FONT = "Noto Serif CJK SC"
ITEMS = [
    "坚持创新驱动，把自主创新摆在产业发展的核心位置，支持星海大学、北屿海洋工程研究院建设高水平研究团队。",
    "坚持开放合作，鼓励企业参与国际海洋科学计划，与“一带一路”沿线国家和地区共建联合实验室。",
]
TASKS = [
    ["序号", "任务", "指标", "指标", "责任单位"],
    ["序号", "任务", "2033年", "2035年", "责任单位"],
    ["1", "海上风电运维", "100台", "200台", "省能源局"],
    ["1", "海上风电运维", "2座", "5座", "省能源局"],
    *(
        [str(number), ROWS[4][1] + "网络建设与运行", "80套", "160套", ROWS[4][3] + "分工负责"]
        for number in range(2, 14)
    ),
]
# Cells that span several places, by their first and last row and column.
SPANS = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4), (2, 0, 3, 0), (2, 1, 3, 1), (2, 4, 3, 4)]


class _Word:
    """A document in the making, and the lines that it says."""

    def __init__(self) -> None:
        self.document = Document()
        self.said: list[str] = []

    def say(self, text: str, size: float = 16, indent: float = 2, align: Any = ALIGN.JUSTIFY, pitch: float = 28) -> Any:
        """Add a paragraph."""
        paragraph = self.document.add_paragraph()
        style = paragraph.paragraph_format
        style.space_after, style.line_spacing, style.first_line_indent = Pt(0), Pt(pitch), Pt(indent * size)
        paragraph.alignment = align
        write(paragraph, text, size)
        self.said.append(text.replace("\t", ""))
        return paragraph

    def table(self, rows: list[list[str]], spans: list[tuple[int, int, int, int]] | None = None) -> None:
        """Add a table; what spans several places is said once."""
        table = self.document.add_table(rows=len(rows), cols=len(rows[0]))
        table.style = "Table Grid"
        covered = set()
        for top, left, bottom, right in spans or []:
            table.cell(top, left).merge(table.cell(bottom, right))
            covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)} - {
                (top, left)
            }
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                if (row, column) not in covered:
                    write(table.cell(row, column).paragraphs[0], text, 10.5)
        self.said.extend(tabbed(rows))

    def section(self, kind: Any, *, lying: bool = False, columns: int = 1) -> None:
        """Begin a section of another shape."""
        section = self.document.add_section(kind)
        long, short = Mm(297), Mm(210)
        section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if lying else (short, long)
        for old in section._sectPr.findall(qn("w:cols")):
            section._sectPr.remove(old)
        set_in = OxmlElement("w:cols")
        set_in.set(qn("w:num"), str(columns))
        set_in.set(qn("w:space"), "420")
        section._sectPr.append(set_in)


def write(paragraph: Any, text: str, size: float) -> None:
    """Add a text to a paragraph."""
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), FONT
    run._element.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def _number(paragraph: Any) -> None:
    write(paragraph, "— ", 14)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    write(paragraph, " —", 14)


def _dress(document: Any) -> None:
    """Heads and numbers of the pages, each at the outer edge."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    document.settings.odd_and_even_pages_header_footer = True
    for foot, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
        foot.paragraphs[0].alignment = align
        _number(foot.paragraphs[0])
    write(section.header.paragraphs[0], "星海省海洋装备产业创新发展规划", 9)
    write(section.even_page_header.paragraphs[0], "星海省人民政府办公厅", 9)


def printed() -> tuple[bytes, list[str]]:
    """The file, and the lines that it says."""
    word = _Word()
    _dress(word.document)
    word.say(TITLE, 22, 0, ALIGN.CENTER, 34)
    for text in BODY:
        word.say(text)
    for number, text in enumerate(ITEMS, 1):
        item = word.say(f"（{number}）\t{text}", 16, 0)
        item.paragraph_format.left_indent, item.paragraph_format.first_line_indent = Pt(60), Pt(-48)
        item.paragraph_format.tab_stops.add_tab_stop(Pt(60))
    word.say("表1　重点任务清单", 14, 0, ALIGN.CENTER)
    word.table(TASKS, SPANS)
    word.section(WD_SECTION.NEW_PAGE, lying=True)
    word.say("附件1", 16, 0)
    word.table(FIGURES)
    word.section(WD_SECTION.NEW_PAGE)
    word.say("附件2", 16, 0)
    word.section(WD_SECTION.CONTINUOUS, columns=2)
    for text in BODY * 2:
        word.say(text, 10.5, pitch=16)
    word.section(WD_SECTION.CONTINUOUS)
    for text in ("星海省人民政府办公厅", "2031年3月18日"):
        word.say(text, 16, 0, ALIGN.RIGHT).paragraph_format.right_indent = Pt(32)
    return convert(word.document), word.said


def convert(document: Any) -> bytes:
    """Have LibreOffice print a document."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "office.docx"
        document.save(str(place))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(place)]
        subprocess.run(command, check=True, capture_output=True)
        return place.with_suffix(".pdf").read_bytes()
