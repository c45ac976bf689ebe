"""Tables and other awkward pages that are drawn line by line: a name for each, its pages and what they say."""

from __future__ import annotations

from tools.printing.layouts import BODY, Layout, layout, page_number, plain
from tools.printing.paper import Sheet, width
from tools.printing.setting import Column, Press, lines

ROWS = [
    ["序号", "场景", "建设内容", "责任单位"],
    ["1", "海上风电运维", "部署运维机器人100台，建成无人值守升压站2座", "省能源局"],
    ["2", "深远海养殖", "建设大型智能网箱20个，形成年产能5万吨", "省农业农村厅、北屿市人民政府"],
    ["3", "港口智能作业", "完成东港港区6个泊位自动化改造", "省交通运输厅、东港市人民政府"],
    ["4", "海洋环境监测", "布设浮标与潜标80套，数据接入省海洋大数据中心", "省生态环境厅、省自然资源厅"],
]
WIDTHS = (36.0, 96.0, 190.0, 126.0)
FIGURES = [
    ["指标", "2030年", "2033年", "2035年"],
    ["产业规模（亿元）", "800", "1500", "2500"],
    ["专精特新企业（家）", "120", "300", "420"],
    ["省级创新平台（个）", "9", "20", "32"],
    ["R&D经费投入强度（%）", "2.6", "3.2", "3.6"],
]


def tabbed(rows: list[list[str]]) -> list[str]:
    """Rows as lines whose cells tabs part."""
    return ["\t".join(row) for row in rows]


def cell(sheet: Sheet, box: tuple[float, float, float, float], text: str, size: float = 10.5) -> None:
    """Write a text into a box, line below line."""
    x0, y0, x1, _ = box
    for number, (line, _rest) in enumerate(lines(text, x1 - x0 - 8, size, 0)):
        sheet.text(x0 + 4, y0 + size * (1.25 + 1.4 * number), line, size)


def height(row: list[str], widths: tuple[float, ...], size: float = 10.5) -> float:
    """How high a row must be for the text of its cells."""
    most = max(len(list(lines(text, wide - 8, size, 0))) for text, wide in zip(row, widths, strict=True))
    return size * (0.6 + 1.4 * most)


def table(
    sheet: Sheet, x: float, y: float, rows: list[list[str]], widths: tuple[float, ...], dress: str = "lines"
) -> float:
    """Draw a table with lines, with colours, or with neither; where it ends."""
    right = x + sum(widths)
    for number, row in enumerate(rows):
        tall, left = height(row, widths), x
        for text, wide in zip(row, widths, strict=True):
            box = (left, y, left + wide, y + tall)
            if dress == "colours":
                sheet.fill(*box, "0.8 0.86 0.95" if number % 2 else "0.93 0.95 1")
            elif dress == "lines":
                for line in (
                    (left, y, left + wide, y),
                    (left, y, left, y + tall),
                    (left + wide, y, left + wide, y + tall),
                ):
                    sheet.rule(*line)
            cell(sheet, box, text)
            left += wide
        if dress == "stripes" and number % 2:
            sheet.marks.insert(0, f"q 0.9 0.9 0.9 rg {x} {sheet.height - y - tall} {right - x} {tall} re f Q")
        y += tall
        if dress in ("lines", "flat") or (dress == "three" and number == 0):
            sheet.rule(x, y, right, y)
        if dress in ("flat", "three") and number == 0:
            sheet.rule(x, y - tall, right, y - tall)
    if dress == "three":
        sheet.rule(x, y, right, y)
    return y


def between(dress: str, rows: list[list[str]], widths: tuple[float, ...]) -> Layout:
    """A table between two paragraphs."""
    press = Press(plain)
    press.set(BODY[0])
    end = table(press.sheet, 79, press.y, rows, widths, dress)
    press.skip(end - press.y + 40)
    press.set(BODY[2])
    return press.sheets, [BODY[0], *tabbed(rows), BODY[2]]


@layout("table-colours")
def colours() -> Layout:
    """Cells that have colours and no lines."""
    return between("colours", ROWS, WIDTHS)


@layout("table-stripes")
def stripes() -> Layout:
    """Every second row grey, no lines at all."""
    return between("stripes", FIGURES, (180.0, 80.0, 80.0, 80.0))


@layout("table-three-lines")
def three_lines() -> Layout:
    """Lines above and below the head and at the end alone."""
    return between("three", FIGURES, (180.0, 80.0, 80.0, 80.0))


@layout("table-flat")
def flat() -> Layout:
    """Lines between the rows alone."""
    return between("flat", ROWS, WIDTHS)


@layout("table-nested-head")
def nested_head() -> Layout:
    """A head over two columns, a cell over two rows, a row from edge to edge, a double line."""
    press = Press(plain)
    press.set("星海省海洋装备产业主要指标如下。")
    sheet, y = press.sheet, press.y
    xs = (79.0, 139.0, 299.0, 389.0, 479.0)
    rows = [y, y + 22, y + 44, y + 66, y + 88, y + 110, y + 132]
    for height_at in (rows[0], rows[2], rows[3], rows[4], rows[6]):
        sheet.rule(xs[0], height_at, xs[-1], height_at)
    sheet.rule(xs[2], rows[1], xs[-1], rows[1])
    sheet.rule(xs[1], rows[5], xs[-1], rows[5])
    sheet.rule(xs[0], rows[6] + 2, xs[-1], rows[6] + 2)
    for x in (xs[0], xs[-1]):
        sheet.rule(x, rows[0], x, rows[6] + 2)
    for x, start in ((xs[1], 0), (xs[2], 0), (xs[3], 1)):
        sheet.rule(x, rows[start], x, rows[3])
        sheet.rule(x, rows[4], x, rows[6])
    for x, y0, x1, text in (
        (0, 0, 1, "类别"), (1, 0, 2, "指标"), (2, 0, 4, "目标值"), (2, 1, 3, "2033年"), (3, 1, 4, "2035年"),
        (0, 2, 1, "规模"), (1, 2, 2, "产业规模（亿元）"), (2, 2, 3, "1500"), (3, 2, 4, "2500"),
        (0, 3, 4, "二、创新能力"), (0, 4, 1, "平台"), (1, 4, 2, "省级创新平台（个）"), (2, 4, 3, "20"),
        (3, 4, 4, "32"), (1, 5, 2, "国家级平台（个）"), (2, 5, 3, "2"), (3, 5, 4, "4"),
    ):  # fmt: skip
        cell(sheet, (xs[x], rows[y0], xs[x1], 0), text)
    said = [
        ["类别", "指标", "目标值", "目标值"],
        ["类别", "指标", "2033年", "2035年"],
        ["规模", "产业规模（亿元）", "1500", "2500"],
        ["二、创新能力"],
        ["平台", "省级创新平台（个）", "20", "32"],
        ["平台", "国家级平台（个）", "2", "4"],
    ]
    return press.sheets, ["星海省海洋装备产业主要指标如下。", *tabbed(said)]


@layout("table-over-pages")
def over_pages() -> Layout:
    """A table over three pages: its head said again, a page without it under a caption, a row cut in two."""
    sheets = [Sheet(), Sheet(), Sheet()]
    rows = [*ROWS, *([str(number), *row[1:]] for number, row in enumerate(ROWS[1:] * 3, 5))]
    sheets[0].text(111, 120, "（五）拓展应用场景。每年发布应用场景，见下表。", 16)
    table(sheets[0], 79, 150, rows[:7], WIDTHS)
    cut = [["7", "港口智能作业", "完成东港港区6个泊位自动化改造，建成智能", "省交通运输厅、东港市人"]]
    rest = [["", "", "理货系统", "民政府"]]
    end = table(sheets[1], 79, 100, [ROWS[0], *rows[7:9]], WIDTHS)
    table(sheets[1], 79, end, cut, WIDTHS)
    end = table(sheets[2], 79, 100, rest, WIDTHS)
    table(sheets[2], 79, end, rows[10:], WIDTHS)
    for number, sheet in enumerate(sheets, 1):
        page_number(sheet, number)
    whole = ["7", "港口智能作业", "完成东港港区6个泊位自动化改造，建成智能理货系统", "省交通运输厅、东港市人民政府"]
    said = [*rows[:9], whole, *rows[10:]]
    return sheets, ["（五）拓展应用场景。每年发布应用场景，见下表。", *tabbed(said)]


@layout("table-lying-words")
def lying_words() -> Layout:
    """Words that lie on their side in a narrow cell, and letters below each other in another."""
    sheet = Sheet()
    sheet.text(111, 90, "星海省海洋装备产业主要指标如下。", 16)
    xs, rows = (79.0, 105.0, 131.0, 311.0, 401.0), (110.0, 132.0, 154.0, 176.0, 198.0)
    for x in xs:
        sheet.rule(x, rows[0], x, rows[-1])
    for number, y in enumerate(rows):
        sheet.rule(xs[0] if number in (0, 4) else xs[2], y, xs[-1], y)
    sheet.text(96, 182, "产业规模", 12, turn="0 1 -1 0")
    for number, letter in enumerate("规模"):
        sheet.text(112, 145 + 20 * number, letter, 12)
    for number, row in enumerate(FIGURES[1:]):
        cell(sheet, (xs[2], rows[number], xs[3], 0), row[0])
        cell(sheet, (xs[3], rows[number], xs[4], 0), row[2])
    said = [["产业规模", "规模", row[0], row[2]] for row in FIGURES[1:]]
    return [sheet], ["星海省海洋装备产业主要指标如下。", *tabbed(said)]


@layout("table-spanning")
def spanning() -> Layout:
    """Cells over several rows that go on over the page, as browsers cut them: no line closes them at its foot."""
    sheets = [Sheet(), Sheet(), Sheet()]
    xs = (79.0, 119.0, 209.0, 329.0, 519.0)
    pages = [
        [["序号", "环节", "场景", "方案"], ["1", "研发设计", "数字设计", ROWS[1][2]], ["", "", "工艺优化", ROWS[2][2]]],
        [["", "", "制造工程", ROWS[3][2]], ["2", "生产管理", "计划优化", "建成智能"]],
        [["", "", "", "排产系统"], ["", "", "进度跟踪", ROWS[4][2]]],
    ]
    for sheet, rows in zip(sheets, pages, strict=True):
        y = 60.0
        for row in rows:
            for number, text in enumerate(row):
                cell(sheet, (xs[number], y, xs[number + 1], y + 40), text)
            first = 0 if row[0] else 2
            if row is not rows[0] or row[0] == "序号":
                sheet.rule(xs[first], y, xs[-1], y)
            y += 40
        # The rows of the first page end with it, the last one of the second page does not.
        if sheet is not sheets[1]:
            sheet.rule(xs[0] if sheet is sheets[2] else xs[2], y, xs[-1], y)
        for x in xs:
            sheet.rule(x, 60, x, y)
    said = [
        pages[0][0],
        pages[0][1],
        ["1", "研发设计", "工艺优化", ROWS[2][2]],
        ["1", "研发设计", "制造工程", ROWS[3][2]],
        ["2", "生产管理", "计划优化", "建成智能排产系统"],
        ["2", "生产管理", "进度跟踪", ROWS[4][2]],
    ]
    return sheets, tabbed(said)


@layout("table-continued")
def continued() -> Layout:
    """A caption says on the second page that the table goes on; the page is wider."""
    sheets = [Sheet(), Sheet()]
    sheets[0].middle(110, "表1　应用场景清单", 14)
    table(sheets[0], 79, 130, ROWS[:3], WIDTHS)
    sheets[1].middle(110, "表1　应用场景清单（续）", 14)
    table(sheets[1], 60, 130, [ROWS[0], *ROWS[3:]], WIDTHS)
    return sheets, ["表1　应用场景清单", *tabbed(ROWS)]


@layout("table-turned")
def turned() -> Layout:
    """A page that lies on its side between two that stand, once turned as a page, once drawn askew."""
    first, second, third = Sheet(), Sheet(842, 595, "/Rotate 0"), Sheet(extra="/Rotate 90")
    first.text(111, 120, BODY[1], 16)
    table(second, 100, 120, ROWS, WIDTHS)
    # What is drawn askew on a standing page is drawn lying and turned by a matrix.
    lying = Sheet(842, 595)
    table(lying, 100, 120, FIGURES, (180.0, 80.0, 80.0, 80.0))
    fourth = Sheet()
    fourth.marks = ["q 0 1 -1 0 595 0 cm", *lying.marks, "Q"]
    lying = Sheet(842, 595)
    table(lying, 100, 120, ROWS, WIDTHS)
    third.marks = ["q 0 1 -1 0 595 0 cm", *lying.marks, "Q"]
    return [first, second, fourth, third], [BODY[1], *tabbed(ROWS), *tabbed(FIGURES), *tabbed(ROWS)]


@layout("table-stamped")
def stamped() -> Layout:
    """A page whose text and table lie in one drawing, as stamping and joining of files leaves them."""
    sheets, said = between("lines", ROWS, WIDTHS)
    for sheet in sheets:
        sheet.stamped = True
    return sheets, said


@layout("footnotes")
def footnotes() -> Layout:
    """Notes at the foot, their numbers raised; a paragraph that goes on over the page; powers of units."""

    def begin(sheet: Sheet, number: int) -> list[Column]:
        page_number(sheet, number)
        return [Column(bottom=300, even=False)]

    press = Press(begin)
    press.set(BODY[0])
    sheet, y = press.sheet, press.y
    sheet.text(111, y, "一、用海面积120km", 16)
    sheet.text(111 + width("一、用海面积120km", 16), y - 6, "2", 8)
    after = 111 + width("一、用海面积120km", 16) + 4
    sheet.text(after, y, "，海装产业", 16)
    sheet.text(after + 80, y - 6, "①", 8)
    sheet.text(after + 88, y, "增加值翻番。", 16)
    press.skip(28)
    press.set(BODY[3])
    first = press.sheets[0]
    first.rule(79, 700, 220, 700)
    first.text(79, 716, "① 海装产业指海洋工程装备、船舶和海洋探测装备的研发、制造与服务，统计口径由省统", 9)
    first.text(79, 730, "计局确定。", 9)
    note = "① 海装产业指海洋工程装备、船舶和海洋探测装备的研发、制造与服务，统计口径由省统计局确定。"
    power = "一、用海面积120km²，海装产业增加值翻番。"
    return press.sheets, [BODY[0], power, BODY[3], note]


@layout("upright")
def upright() -> Layout:
    """Writing from top to bottom, columns from right to left."""
    sheet = Sheet()
    x = 500.0
    for text in BODY[1:3]:
        for number, (line, _rest) in enumerate(lines(text, 320, 16, 32)):
            sheet.text(x, 100.0 + (0 if number else 32), line, 16, font="V1")
            x -= 28
    return [sheet], BODY[1:3]


@layout("hyphens")
def hyphens() -> Layout:
    """Signs at the end of a line that are part of a name, and a word of Latin that the line has cut."""
    sheet = Sheet()
    printed = [
        "支持北屿海洋工程研究院牵头研制新一代深海装备GeoX-",
        "2型地震采集系统，参与Deep Ocean Observation inno-",
        "vation计划，建设DeepSea-Lab实验室，二〇三三年前建成——",
        "投用，面向全球开放。",
    ]
    for number, text in enumerate(printed):
        left = 79 + (32 if number == 0 else 0)
        gap = (527 - left - width(text, 15.4)) / (len(text) - 1) if number < 3 else 0
        sheet.text(left, 120 + 28 * number, text, 15.4, gap=gap)
    return [sheet], ["".join([printed[0], printed[1].removesuffix("-"), *printed[2:]])]
