"""The layouts that are drawn letter by letter: a name for each, its pages and the lines that they say."""

from __future__ import annotations

from collections.abc import Callable

from tools.printing.paper import Sheet, width
from tools.printing.setting import Column, Press

TITLE = "星海省人民政府办公厅关于促进海洋装备产业创新发展的实施意见"
BODY = """\
为落实《星海省“蓝色动力”规划（2030—2035年）》，推动海洋装备产业向深海、绿色、智能方向发展，加快把东港市、北屿市建成全国领先的海洋装备创新高地，经省政府同意，提出以下意见。
一、总体要求
（一）指导思想。坚持企业主体、应用牵引，支持星海大学、北屿海洋工程研究院与链主企业组建创新联合体，形成“研发在东港、制造在北屿、应用在全省”的格局。
（二）主要目标。到2033年，产业规模达到1500亿元，R&D经费投入强度达到3.2%以上，培育专精特新企业300家；到2035年，产业规模突破2500亿元，关键部件自主化率提高到85%。
二、重点任务
（三）建设高能级平台。支持星海大学牵头建设深海材料省实验室，推动东港国家高新技术产业开发区与中国（星海）自由贸易试验区共建海洋装备检验检测中心。（省科技厅牵头，省发展改革委、省财政厅按职责分工负责）
（四）攻克关键技术。实施“深蓝芯”重大科技专项，突破①耐压结构设计；②水下无线通信；③GeoX-2型地震采集等核心技术。
1.深海探测方面。支持海星重工集团牵头研制万米级载人潜水器，2033年前完成海试。
2.智能船舶方面。支持北屿造船厂联合星海大学开发自主航行系统，建成测试水域3处。
三、保障措施
（五）强化要素保障。设立规模100亿元的海洋装备产业基金，优先保障重大项目用地用海，鼓励金融机构开发“海装贷”等产品。""".splitlines()

Layout = tuple[list[Sheet], list[str]]
LAYOUTS: dict[str, Callable[[], Layout]] = {}


def layout(name: str) -> Callable[[Callable[[], Layout]], Callable[[], Layout]]:
    """Keep a layout under its name."""

    def keep(made: Callable[[], Layout]) -> Callable[[], Layout]:
        LAYOUTS[name] = made
        return made

    return keep


def page_number(sheet: Sheet, number: int) -> None:
    """The number at the foot, as offices set it: at the outer edge, between dashes."""
    text = f"— {number} —"
    if number % 2:
        sheet.right(511, 795, text, 14)
    else:
        sheet.text(95, 795, text, 14)


def plain(sheet: Sheet, number: int) -> list[Column]:
    """A page with one column and a number."""
    page_number(sheet, number)
    return [Column()]


@layout("letterhead")
def letterhead() -> Layout:
    """Red letters wide apart, the number of the document, a red line, a title over two lines, a signature."""
    press = Press(plain)
    press.sheet.middle(150, "星海省人民政府办公厅文件", 34, 9, colour="0.9 0 0")
    press.sheet.middle(215, "星政办发〔2031〕7号", 16)
    press.sheet.rule(79, 230, 527, 230)
    press.sheet.middle(290, TITLE[:17], 22)
    press.sheet.middle(324, TITLE[17:], 22)
    press.skip(260)
    press.set("各市、县人民政府，省政府各部门：", indent=0)
    press.set(*BODY)
    press.skip(40)
    press.sheet.right(495, press.y, "星海省人民政府办公厅")
    press.sheet.right(480, press.y + 28, "2031年3月18日")
    press.skip(84)
    press.set("（此件公开发布）")
    head = ["星海省人民政府办公厅文件", "星政办发〔2031〕7号", TITLE, "各市、县人民政府，省政府各部门："]
    return press.sheets, [*head, *BODY, "星海省人民政府办公厅", "2031年3月18日", "（此件公开发布）"]


@layout("watermark")
def watermark() -> Layout:
    """Grey words behind the text, askew and upright."""

    def begin(sheet: Sheet, number: int) -> list[Column]:
        for y in (250, 450, 650):
            sheet.text(120, y, "星海省内部资料", 44, turn="0.866 0.5 -0.5 0.866", colour="0.85 0.85 0.85")
        sheet.middle(420, "公开征求意见稿", 60, colour="0.9 0.9 0.9")
        return plain(sheet, number)

    press = Press(begin)
    press.set(*BODY)
    return press.sheets, BODY


@layout("fake-bold")
def fake_bold() -> Layout:
    """Headings that are painted twice, a third of a point apart, whole and letter by letter."""
    press = Press(plain)
    for number, text in enumerate(BODY):
        sheet, y = press.sheet, press.y
        press.set(text)
        if press.sheet is not sheet or text[1] != "、":
            continue
        if number % 2:
            sheet.text(79 + 32 + 0.35, y, text, 16)
        else:
            for place, letter in enumerate(text):
                sheet.text(79 + 32 + 16 * place, y + 0.3, letter, 16)
    return press.sheets, BODY


@layout("shadowed")
def shadowed() -> Layout:
    """Headings with a shadow: painted again a quarter of a letter further."""
    press = Press(plain)
    for text in BODY:
        sheet, y = press.sheet, press.y
        press.set(text)
        if press.sheet is sheet and text[1] == "、":
            sheet.text(79 + 32 + 4, y - 2, text, 16)
    return press.sheets, BODY


@layout("running-heads")
def running_heads() -> Layout:
    """Heads that change with the chapter and the side, numbers at the outer edge of the last line or of the head."""

    def begin(sheet: Sheet, number: int) -> list[Column]:
        head = BODY[1] if number < 3 else BODY[4]
        if number % 2:
            sheet.right(527, 60, f"{head}　{number + 10}", 10)
        else:
            sheet.text(79, 60, f"{number + 10}　星海省人民政府公报2031年第4期", 10)
        sheet.rule(79, 66, 527, 66)
        return [Column(top=90, bottom=470, pitch=24)]

    press = Press(begin)
    press.set(*BODY)
    return press.sheets, BODY


@layout("fused-number")
def fused_number() -> Layout:
    """The number of the page on the base line of the last line of its text."""

    def begin(sheet: Sheet, number: int) -> list[Column]:
        sheet.text(536, 120 + 28 * 9, f"-{number}-", 12)
        return [Column(bottom=120 + 28 * 9)]

    press = Press(begin)
    press.set(*BODY)
    return press.sheets, BODY


@layout("three-columns")
def three_columns() -> Layout:
    """A gazette: a title over three narrow columns, twice on a page."""

    def begin(sheet: Sheet, number: int) -> list[Column]:
        sheet.middle(60, "星海省人民政府公报", 9)
        sheet.middle(800, str(number), 9)
        top = 140 if number == 1 else 90
        if number == 1:
            sheet.middle(105, TITLE, 16)
        return [Column(left, left + 150, top, 420, 10, 15) for left in (60, 60 + 162, 60 + 324)]

    press = Press(begin)
    press.set(*BODY, *BODY)
    return press.sheets, [TITLE, *BODY, *BODY]


@layout("narrow-gutter")
def narrow_gutter() -> Layout:
    """Two columns as near to each other as one letter is wide."""

    def begin(sheet: Sheet, number: int) -> list[Column]:
        sheet.middle(800, str(number), 9)
        return [Column(left, left + 231, 90, 300, 10.5, 16) for left in (60, 60 + 231 + 13)]

    press = Press(begin)
    press.set(*BODY)
    return press.sheets, BODY


@layout("two-halves")
def two_halves() -> Layout:
    """Two pages side by side on a sheet of twice the width, each half with its head and number."""

    def begin(sheet: Sheet, number: int) -> list[Column]:
        sheet.width = 1190
        for half in (0, 1):
            sheet.text(79 + 595 * half, 60, "星海省海洋装备产业规划", 10)
            sheet.text(290 + 595 * half, 800, f"— {2 * number - 1 + half} —", 12)
        return [Column(bottom=320), Column(left=79 + 595, right=527 + 595, bottom=320)]

    press = Press(begin)
    press.set(*BODY)
    return press.sheets, BODY


@layout("contents")
def contents() -> Layout:
    """A list of contents with leaders and numbers, then the text."""
    press = Press(plain)
    press.sheet.middle(press.y, "目　　录", 22)
    press.skip(50)
    entries = [text for text in BODY if text[1] == "、"]
    lines = ["目录"]
    for number, entry in enumerate(entries, 1):
        lines.append(entry + "…" * int((448 - width(entry, 16) - 24) // 16) + str(number * 2))
        press.line(0, lines[-1])
    press.turn()
    press.set(*BODY)
    return press.sheets, [*lines, *BODY]


@layout("hanging")
def hanging() -> Layout:
    """Numbers that stand out to the left of the lines that follow them."""

    def begin(sheet: Sheet, number: int) -> list[Column]:
        page_number(sheet, number)
        return [Column(indent=0, hang=2, bottom=600)]

    press = Press(begin)
    items = [f"{number}.{text[3:] if text[0] == '（' else text}" for number, text in enumerate(BODY[2:], 1)]
    press.set(*items)
    return press.sheets, items


@layout("spaced")
def spaced() -> Layout:
    """No first line set in: blanks part the paragraphs; every letter stands apart from the next."""

    def begin(sheet: Sheet, number: int) -> list[Column]:
        page_number(sheet, number)
        return [Column(indent=0, size=14, pitch=24, even=False)]

    press = Press(begin)
    for text in BODY:
        press.set(text)
        press.skip(12)
    return press.sheets, BODY


@layout("full-width-blanks")
def full_width_blanks() -> Layout:
    """First lines set in by two blanks as wide as letters, a title and a date pushed right by many."""
    press = Press(lambda sheet, number: [Column(indent=0)])
    press.set(*("　　" + text for text in BODY[:4]))
    press.set("　" * 16 + "星海省科学技术厅", "　" * 17 + "2031年3月18日")
    return press.sheets, [*BODY[:4], "星海省科学技术厅", "2031年3月18日"]


@layout("offset-box")
def offset_box() -> Layout:
    """A page cut out of a larger sheet, with crop marks and a printer's note outside of the cut."""
    press = Press(plain)
    press.set(*BODY)
    for sheet in press.sheets:
        sheet.text(-60, 20, "厂内校样　请勿外传", 9)
        sheet.text(100, -30, "星海省人民政府公报.indd　1　2031/3/18", 9)
        sheet.extra = f"/CropBox [0 0 {sheet.width} {sheet.height}]"
    return press.sheets, BODY


@layout("hidden-text")
def hidden_text() -> Layout:
    """A scanned page under letters that nobody sees, as text recognition leaves it."""
    press = Press(lambda sheet, number: [Column(even=False)])
    press.set(*BODY[:6])
    for sheet in press.sheets:
        sheet.marks = [mark.replace(" 0 Tr ", " 3 Tr ") for mark in sheet.marks]
        marks, sheet.marks = sheet.marks, []
        sheet.picture()
        sheet.marks += marks
    return press.sheets, BODY[:6]


@layout("tall-latin")
def tall_latin() -> Layout:
    """Figures and words of Latin in a font that claims to be twice as high as the letters beside them."""

    def begin(sheet: Sheet, number: int) -> list[Column]:
        page_number(sheet, number)
        return [Column(latin="T1")]

    press = Press(begin)
    press.set(*BODY)
    return press.sheets, BODY


@layout("web-page")
def web_page() -> Layout:
    """A page of a web site, printed from a browser: menu, place, buttons, imprint, address and date around it."""

    def begin(sheet: Sheet, number: int) -> list[Column]:
        sheet.text(24, 20, "2031/3/25 10:00", 8)
        sheet.text(250, 20, "关于促进海洋装备产业创新发展的实施意见_星海省人民政府", 8)
        sheet.text(24, 832, "https://www.example.gov.cn/zwgk/2031/0325/c45.html", 8)
        sheet.text(560, 832, f"{number}/2", 8)
        return [Column(40, 555, 190 if number == 1 else 60, 790, 12, 22, even=False)]

    press = Press(begin)
    sheet = press.sheet
    for number, text in enumerate(("首页", "政务公开", "政民互动", "办事服务")):
        sheet.text(40 + 90 * number, 60, text, 12)
    sheet.text(40, 84, "您当前的位置：首页 > 政务公开 > 政策文件", 10)
    sheet.middle(120, TITLE[:24], 20)
    sheet.middle(148, TITLE[24:], 20)
    sheet.text(150, 168, "发布时间：2031-03-25　来源：省政府办公厅　【字体：大 中 小】　打印", 9)
    press.set(*BODY, *BODY)
    press.skip(30)
    for text in (
        "主办：星海省人民政府办公厅　承办：星海省大数据局",
        "网站标识码：9900000001　星ICP备05000001号",
        "关于我们 | 联系我们 | 网站地图",
    ):
        press.sheet.middle(press.y, text, 9)
        press.skip(16)
    return press.sheets, [TITLE, "发布时间：2031-03-25　来源：省政府办公厅", *BODY, *BODY]


def garbled() -> list[Sheet]:
    """Pages whose font has shapes but no letters: what is copied from them is nonsense."""
    sheet = Sheet()
    for number, text in enumerate(BODY):
        sheet.text(79, 120 + 28 * number, text[:26], 16, font="X1")
    return [sheet]


def outlined() -> list[Sheet]:
    """A page whose letters are drawn as shapes, without a font."""
    sheet = Sheet()
    for number in range(400):
        x, y = 79 + number % 28 * 16, 120 + number // 28 * 28
        sheet.marks.append(f"{x} {y} m {x + 4} {y + 12} {x + 8} {y + 12} {x + 12} {y} c {x + 6} {y + 5} l f")
    return [sheet]
