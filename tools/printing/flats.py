"""Tables that are ruled from side to side alone, and lines on a page that are no table's."""

from __future__ import annotations

from tools.printing.forms import ROWS, WIDTHS, cell, height, tabbed, table
from tools.printing.layouts import BODY, Layout, layout, page_number, plain
from tools.printing.paper import Sheet
from tools.printing.setting import Column, Press

_LEFT, _RIGHT = 79.0, 527.0
_UNITS = (130.0, 106.0, 106.0, 106.0)
_NOTE = "① 海装产业指海洋工程装备等产业。"


def _head(sheet: Sheet, number: int) -> None:
    """A running head in two parts that is ruled off, and the number at the foot."""
    sheet.text(_LEFT, 70, "公报", 9)
    sheet.right(_RIGHT, 70, f"2031年第4期　{number}", 9)
    sheet.rule(_LEFT, 74, _RIGHT, 74)
    page_number(sheet, number)


@layout("table-three-lines-wrapped")
def wrapped() -> Layout:
    """Lines above and below the head and at the end alone, rows of several lines, units below the words of the head."""
    press = Press(plain)
    press.set(BODY[0])
    end = table(press.sheet, _LEFT, press.y, ROWS, WIDTHS, "three")
    press.skip(end - press.y + 40)
    press.set(BODY[2])
    head = [["年份", "产业规模", "企业", "平台"], ["", "（亿元）", "（家）", "（个）"]]
    rows = [["2030", "800", "120", "9"], ["2033", "1500", "300", "20"], ["2035", "2500", "420", "32"]]
    top = press.y
    middle = table(press.sheet, _LEFT, top, head, _UNITS, "none")
    end = table(press.sheet, _LEFT, middle, rows, _UNITS, "none")
    for y in (top, middle, end):
        press.sheet.rule(_LEFT, y, _LEFT + sum(_UNITS), y)
    said = [["年份", "产业规模 （亿元）", "企业 （家）", "平台 （个）"], *rows]
    return press.sheets, [BODY[0], *tabbed(ROWS), BODY[2], *tabbed(said)]


@layout("table-three-lines-over-pages")
def over_pages() -> Layout:
    """A table without lines between its rows over three pages, under running heads that are ruled off as wide as it.

    The second page says its head again; the third has no line but the last.
    """
    sheets = [Sheet(), Sheet(), Sheet()]
    for number, sheet in enumerate(sheets, 1):
        _head(sheet, number)
    rows = [*ROWS, *([str(number), *row[1:]] for number, row in enumerate(ROWS[1:] * 2, 5))]
    sheets[0].text(111, 120, "（五）拓展应用场景。每年发布应用场景，见下表。", 16)
    table(sheets[0], _LEFT, 150, rows[:5], WIDTHS, "three")
    table(sheets[1], _LEFT, 100, [rows[0], *rows[5:9]], WIDTHS, "three")
    end = table(sheets[2], _LEFT, 100, rows[9:], WIDTHS, "none")
    sheets[2].rule(_LEFT, end, _RIGHT, end)
    sheets[2].text(111, end + 50, "（六）优化发展环境。", 16)
    said = ["（五）拓展应用场景。每年发布应用场景，见下表。", *tabbed(rows), "（六）优化发展环境。"]
    return sheets, said


@layout("table-coloured-head")
def coloured_head() -> Layout:
    """A head of coloured cells; below it lines between the rows, and none where the table ends or goes on."""
    sheets = [Sheet(), Sheet()]
    sheets[0].text(111, 120, "（五）拓展应用场景。每年发布应用场景，见下表。", 16)
    left = _LEFT
    for text, wide in zip(ROWS[0], WIDTHS, strict=True):
        sheets[0].fill(left, 150, left + wide, 172, "0.7 0.8 0.95")
        cell(sheets[0], (left, 150, left + wide, 172), text)
        left += wide
    rows = [*ROWS[1:], *([str(number), *row[1:]] for number, row in enumerate(ROWS[1:3], 5))]
    ends = [_rows(sheets[0], 172, rows[:4]), _rows(sheets[1], 100, rows[4:])]
    sheets[1].text(111, ends[1] + 40, "（六）优化发展环境。", 16)
    head = "（五）拓展应用场景。每年发布应用场景，见下表。"
    return sheets, [head, *tabbed([ROWS[0], *rows]), "（六）优化发展环境。"]


def _rows(sheet: Sheet, y: float, rows: list[list[str]]) -> float:
    """Rows with lines between them, and where they end."""
    for number, row in enumerate(rows):
        if number:
            sheet.rule(_LEFT, y, _RIGHT, y)
        y = table(sheet, _LEFT, y, [row], WIDTHS, "none")
    return y


@layout("table-framed")
def framed() -> Layout:
    """A frame and a line below the head."""
    press = Press(plain)
    press.set(BODY[0])
    end = table(press.sheet, _LEFT, press.y, ROWS, WIDTHS, "three")
    for x in (_LEFT, _RIGHT):
        press.sheet.rule(x, press.y, x, end)
    press.skip(end - press.y + 40)
    press.set(BODY[2])
    return press.sheets, [BODY[0], *tabbed(ROWS), BODY[2]]


@layout("table-flat-tags")
def tags() -> Layout:
    """Lines between the rows alone, and a coloured tag with round corners, as high as the row, behind each number."""
    press = Press(plain)
    press.set(BODY[0])
    y = press.y
    for row in ROWS:
        tall = height(row, WIDTHS)
        if row is not ROWS[0]:
            _tag(press.sheet, _LEFT + 2, y + 1, 18, tall - 2)
        y += tall
    end = table(press.sheet, _LEFT, press.y, ROWS, WIDTHS, "flat")
    press.skip(end - press.y + 40)
    press.set(BODY[2])
    return press.sheets, [BODY[0], *tabbed(ROWS), BODY[2]]


def _tag(sheet: Sheet, x: float, y: float, wide: float, high: float) -> None:
    """Fill a box with round corners."""
    top, bottom, right, bend = sheet.height - y, sheet.height - y - high, x + wide, 1.5
    sheet.marks.append(
        f"q 1 0.9 0.7 rg {x + bend} {top} m {right - bend} {top} l {right} {top} {right} {top - bend} y "
        f"{right} {bottom + bend} l {right} {bottom} {right - bend} {bottom} y {x + bend} {bottom} l "
        f"{x} {bottom} {x} {bottom + bend} y {x} {top - bend} l {x} {top} {x + bend} {top} y f Q"
    )


@layout("lines-alone")
def lines_alone() -> Layout:
    """Lines as long as each other that part a page and are no table's.

    Below the running head and the title, across two columns of text, around the imprint, over the number; a short
    one over a note.
    """
    press = Press(_briefing)
    press.set(*BODY)
    press.turn()
    press.set("附：工作要求", indent=0)
    press.skip(20)
    press.set(*BODY[1:4])
    first, last = press.sheets
    first.rule(_LEFT, 700, 220, 700)
    first.text(_LEFT, 716, _NOTE, 9)
    _imprint(last)
    head = ["海洋装备产业工作简报", "第7期\t2031年3月18日"]
    foot = ["抄送：省委办公厅、省政协办公厅。", "星海省人民政府办公厅", "2031年3月18日印发"]
    return press.sheets, [*head, *BODY, _NOTE, "附：工作要求", *BODY[1:4], *foot]


def _briefing(sheet: Sheet, number: int) -> list[Column]:
    """A first page with a title over two columns, others with a line below their heading."""
    _head(sheet, number)
    sheet.rule(_LEFT, 770, _RIGHT, 770)
    if number > 1:
        sheet.rule(_LEFT, 160, _RIGHT, 160)
        return [Column(top=140, size=15)]
    sheet.middle(110, "海洋装备产业工作简报", 22)
    sheet.rule(_LEFT, 126, _RIGHT, 126)
    sheet.text(_LEFT, 146, "第7期", 14)
    sheet.right(_RIGHT, 146, "2031年3月18日", 14)
    for y in (156, 279, 381, 500):
        sheet.rule(_LEFT, y, _RIGHT, y)
    return [Column(_LEFT, 293, 190, 490, 10.5, 17), Column(313, _RIGHT, 190, 490, 10.5, 17)]


def _imprint(sheet: Sheet) -> None:
    """To whom copies go, and who printed it when."""
    for y in (640, 664):
        sheet.rule(_LEFT, y, _RIGHT, y)
    sheet.text(_LEFT + 14, 656, "抄送：省委办公厅、省政协办公厅。", 12)
    sheet.text(_LEFT + 14, 684, "星海省人民政府办公厅", 12)
    sheet.right(_RIGHT - 14, 684, "2031年3月18日印发", 12)
