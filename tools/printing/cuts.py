"""Tables whose cells or colours are cut: by the foot of a page, or by a frame that lets less be seen than is drawn."""

from __future__ import annotations

from tools.printing.forms import ROWS, WIDTHS, cell, height, tabbed
from tools.printing.layouts import Layout, layout, page_number
from tools.printing.paper import Sheet

_XS = (79.0, 179.0, 279.0, 519.0)
_LONG = "研发设计与工艺验证环节，面向全省海洋装备企业开放共性技术平台，支持首台套装备验证，按绩效给予后补助支持"
_WAYS = [
    ["环节", "场景", "方案"],
    [
        "研发设计与工艺验证环节，面向全省海洋装备企业开放共性技术平台，支持首台套装备验证，按绩效给予后补助支持",
        "数字设计",
        ROWS[1][2],
    ],
    ["", "工艺优化", ROWS[2][2]],
    ["", "制造工程", ROWS[3][2]],
    ["生产管理", "计划优化", ROWS[4][2]],
]


@layout("table-cell-over-pages")
def cell_over_pages() -> Layout:
    """A cell beside several rows that goes on over the page, where the head is said again; its words go on, too.

    Below the last row of the first page a line of the cell stands outside of all that is ruled.
    """
    sheets = [Sheet(), Sheet()]
    said = [_LONG[:40], _LONG[40:]]
    for sheet, rows, part in zip(sheets, (_WAYS[1:3], _WAYS[3:]), said, strict=True):
        y = 60.0
        sheet.rule(_XS[0], y, _XS[-1], y)
        for row in (_WAYS[0], *rows):
            for number, text in enumerate(row):
                cell(sheet, (_XS[number], y, _XS[number + 1], 0), part if text == _LONG else text)
            first = 1 if row in (_WAYS[1], _WAYS[2]) else 0
            y += 30
            sheet.rule(_XS[first], y, _XS[-1], y)
        for x in _XS:
            sheet.rule(x, 60, x, y)
    cell(sheets[1], (_XS[0], 90, _XS[1], 0), said[1])
    rows = [_WAYS[0], *([_LONG, *row[1:]] for row in _WAYS[1:4]), _WAYS[4]]
    return sheets, tabbed(rows)


@layout("table-row-waits")
def row_waits() -> Layout:
    """At the foot of a page a row has begun whose words all wait for the next one; the cell beside it goes on."""
    sheets = [Sheet(), Sheet()]
    for sheet, rows in zip(sheets, (_WAYS[1:3], _WAYS[3:]), strict=True):
        y = 60.0
        sheet.rule(_XS[0], y, _XS[-1], y)
        for row in (_WAYS[0], *rows):
            for number, text in enumerate(row):
                cell(sheet, (_XS[number], y, _XS[number + 1], 0), "研发设计" if text == _LONG else text)
            first = 1 if row in _WAYS[1:3] else 0
            y += 30
            sheet.rule(_XS[first], y, _XS[-1], y)
        for x in _XS:
            sheet.rule(x, 60, x, y + 16 if sheet is sheets[0] else y)
    rows = [_WAYS[0], *(["研发设计", *row[1:]] for row in _WAYS[1:4]), _WAYS[4]]
    return sheets, tabbed(rows)


@layout("table-merged-over-pages")
def merged() -> Layout:
    """Rows beside one cell on two pages: a line closes it at the foot, and on the next page it is empty."""
    sheets = [Sheet(), Sheet()]
    for sheet, rows in zip(sheets, (_WAYS[:3], _WAYS[3:]), strict=True):
        y = 70.0
        sheet.rule(_XS[0], y, _XS[-1], y)
        for row in rows:
            for number, text in enumerate(row):
                cell(sheet, (_XS[number], y, _XS[number + 1], 0), "研发设计" if text == _LONG else text)
            y += 30
            sheet.rule(_XS[1] if row is _WAYS[1] else _XS[0], y, _XS[-1], y)
        for x in _XS:
            sheet.rule(x, 70, x, y)
    rows = [_WAYS[0], *(["研发设计", *row[1:]] for row in _WAYS[1:4]), _WAYS[4]]
    return sheets, tabbed(rows)


@layout("table-clipped")
def clipped() -> Layout:
    """A row over two pages as browsers cut it: the lines at its sides leave the page and are seen up to its margin."""
    return _clipped(again=False)


@layout("table-clipped-head-again")
def clipped_head_again() -> Layout:
    """The same where the second page says the head again."""
    return _clipped(again=True)


def _clipped(*, again: bool) -> Layout:
    above, below = Sheet(), Sheet()
    cut = ["3", "港口智能作业", "完成东港港区6个泊位自动化改造，建成智能", "省交通运输厅、东港市人"]
    rest = ["", "", "理货系统", "民政府"]
    rows = [*([ROWS[0]] if again else []), rest, ROWS[4]]
    end = _seen(above, [*ROWS[:3], cut], 640, {0, 1, 2, 3})
    _between(above, 640, end + 400)
    end = _seen(below, rows, 62, {0, 1, 2, 3} if again else {1, 2})
    _between(below, -500, end)
    for number, sheet in enumerate((above, below), 1):
        page_number(sheet, number)
    whole = [one + other for one, other in zip(cut, rest, strict=True)]
    return [above, below], tabbed([*ROWS[:3], whole, ROWS[4]])


def _seen(sheet: Sheet, rows: list[list[str]], y: float, ruled: set[int]) -> float:
    """Rows with lines above some of them, by number, the end counted as one, and where they end."""
    for number, row in enumerate([*rows, [""] * len(WIDTHS)]):
        left = 79.0
        for text, wide in zip(row, WIDTHS, strict=True):
            cell(sheet, (left, y, left + wide, 0), text)
            left += wide
        if number in ruled:
            sheet.rule(79, y, left, y)
        y += height(row, WIDTHS) if number < len(rows) else 0
    return y


def _between(sheet: Sheet, top: float, bottom: float) -> None:
    """The lines between the columns, as far as the margins let them be seen."""
    sheet.marks.append("q 60 60 480 722 re W n")
    for x in (79.0, 115.0, 211.0, 401.0, 527.0):
        sheet.rule(x, top, x, bottom)
    sheet.marks.append("Q")
