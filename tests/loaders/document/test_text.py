"""Cleaning: what a text looks like afterwards, and that each of its characters still knows where it came from."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.document.text import clean

CASES = {
    "full-width figures and letters become plain": ("到２０２５年，Ｒ＆Ｄ经费", "到2025年，R&D经费"),
    "a full-width percent sign becomes plain": ("占比１５．５％", "占比15.5%"),
    "an ideographic indent goes": ("　　第一条　总则", "第一条总则"),
    "blanks between Chinese characters go": ("创 新 平\t台", "创新平台"),
    "blanks between Latin words stay, once": ("推广 Open   Source 平台", "推广Open Source平台"),
    "a blank that does not break is a blank": ("创新\u00a0平台", "创新平台"),
    "what cannot be seen goes": ("创\u200b新\ufeff平\u00ad台", "创新平台"),
    "empty lines go": ("一、总则\n\n\n二、附则\n", "一、总则\n二、附则"),
    "straight quotation marks get a direction": ('"双千"和"双百"', "“双千”和“双百”"),
    "a quotation mark does not reach into the next line": ('"双千\n"双百"', "“双千\n“双百”"),
    "typographic quotation marks stay": ("“双千”‘一号’", "“双千”‘一号’"),
    "round brackets become Chinese ones": ("创新中心(长春)", "创新中心（长春）"),
    "brackets in Latin text too": ("AI(5G)", "AI（5G）"),
    "the brackets of a 文号 stay": ("吉科发〔2030〕1号", "吉科发〔2030〕1号"),
    "commas and colons among Chinese become Chinese": ("平台,基地;责任单位:省科技厅", "平台，基地；责任单位：省科技厅"),
    "a decimal point stays": ("增长1.5%", "增长1.5%"),
    "a thousands separator stays": ("达到1,500户", "达到1,500户"),
    "a time stays": ("会议于12:30开始", "会议于12:30开始"),
    "a comma between words of Latin stays": ("A,B", "A,B"),
    "circled numbers stay": ("①建平台；②引人才", "①建平台；②引人才"),
    "radicals become characters": ("\u2f00\u2f08", "一人"),
    "a dash and an ellipsis stay": ("创新——创业……", "创新——创业……"),
    "a dot in the middle becomes the usual one": ("玛丽•居里", "玛丽·居里"),
    "nothing remains of nothing": (" \n\u3000\n", ""),
    "characters of compatibility become usual ones": ("\uf9ea陵工业", "離陵工业"),
    "punctuation of vertical lines becomes usual": ("平台︵长春︶", "平台（长春）"),
    "marks of direction go": ("创\u200e新\u202a平台\u202c", "创新平台"),
    "controls go": ("创\x00新\x7f平台", "创新平台"),
    "what symbol fonts draw goes": ("\uf06c建设平台", "建设平台"),
    "a form feed ends a line": ("一、总则\x0c二、附则", "一、总则\n二、附则"),
    "a line separator ends a line": ("一、总则\u2028二、附则", "一、总则\n二、附则"),
    "commas between Latin words side by side with Chinese": ("AI,(5G),VR", "AI，（5G），VR"),
    "a single tab in a line is a blank": ("平台\t建设\n二、附则", "平台建设\n二、附则"),
    "tabs of neighbouring lines part cells": ("平台\t省科技厅\n人才\t省教育厅", "平台\t省科技厅\n人才\t省教育厅"),
    "a title between rows parts no table": (
        "项目\t单位\n一、平台类\n1\t实验室\n二、人才类\n2\t团队",
        "项目\t单位\n一、平台类\n1\t实验室\n二、人才类\n2\t团队",
    ),
    "a tab behind the number of a heading is a blank": ("1.\t建设平台\n2.\t引进人才", "1.建设平台\n2.引进人才"),
    "a paragraph goes on behind a page's end": (
        "健全政策法规。加强平台研发、成果转化、开放共享和中试、检\n\n测等公共服务能力。\n\n二、附则",
        "健全政策法规。加强平台研发、成果转化、开放共享和中试、检测等公共服务能力。\n二、附则",
    ),
    "and behind its number, with an open bracket": (
        "健全政策法规。加强平台研发、成果转化、开放共享和中试等能力。（牵头部\n\n— 3 —\n\n门：省科技厅）\n二、附则",
        "健全政策法规。加强平台研发、成果转化、开放共享和中试等能力。（牵头部门：省科技厅）\n二、附则",
    ),
    "a heading without a stop is whole": (
        "（三）加快健全平台体系和政策法规，全面推进产业集聚和人才引进\n建设平台，引进人才。",
        "（三）加快健全平台体系和政策法规，全面推进产业集聚和人才引进\n建设平台，引进人才。",
    ),
    "a heading ends no paragraph": (
        "健全政策法规。加强平台研发、成果转化、开放共享和中试、检测\n二、平台，基地。",
        "健全政策法规。加强平台研发、成果转化、开放共享和中试、检测\n二、平台，基地。",
    ),
    "empty cells stay": ("甲\t\t乙\n丙\t丁\t", "甲\t\t乙\n丙\t丁\t"),
}


@pytest.mark.parametrize(("raw", "cleaned"), CASES.values(), ids=CASES)
def test_a_text_is_cleaned(raw: str, cleaned: str) -> None:
    assert clean(raw).text == cleaned


@pytest.mark.parametrize(("raw", "cleaned"), CASES.values(), ids=CASES)
def test_cleaning_what_is_clean_changes_nothing(raw: str, cleaned: str) -> None:
    assert clean(cleaned).text == cleaned


PARAGRAPHS = (
    "一、总体要求",
    "坚持把科技创新摆在发展全局的突出位置，围绕产业链部署创新链，围绕创新链布局人才链，在若干优势方向上率先形成可以推广的做法。",
    "（一）夯实平台。统筹布局重点实验室、中试基地和公共服务平台，健全开放共享和绩效评价办法，让仪器设备用得更多、用得更好。",
    "（二）集聚人才。完善引才用才留才的全链条服务，对急需紧缺的青年骨干给予稳定支持，对团队实行长周期评价和分类考核。",
    "二、组织保障",
    "各地要结合实际细化任务，明确时间表和责任人，定期会商研判，及时总结经验，重大事项按程序报告，确保各项任务落到实处。",
)


def wrapped(paragraphs: tuple[str, ...], width: int) -> str:
    """The paragraphs as a page shows them: an indent of two, lines cut at a width, a page number now and then."""
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        full = "　　" + paragraph
        lines.extend(full[start : start + width] for start in range(0, len(full), width))
        if number == 2:
            lines.append("— 3 —")
    return "\n".join(lines)


@pytest.mark.parametrize("width", [18, 22, 26, 30])
def test_lines_that_a_page_wrapped_are_joined_again(width: int) -> None:
    assert clean(wrapped(PARAGRAPHS * 2, width)).text.split("\n") == list(PARAGRAPHS * 2)


@pytest.mark.parametrize("number", ["— 3 —", "- 12 -", "第3页", "第 3 页 共 12 页", "3/12", "７"])
def test_a_page_number_is_no_text(number: str) -> None:
    page = wrapped(PARAGRAPHS * 2, 24).replace("— 3 —", number)
    assert clean(page).text.split("\n") == list(PARAGRAPHS * 2)


def test_lines_that_nobody_wrapped_stay_apart() -> None:
    lines = ["责任单位", "省科技厅", "省财政厅", "2027", "市科技局"] * 4
    assert clean("\n".join(lines)).text.split("\n") == lines


def test_lines_broader_than_a_page_are_paragraphs() -> None:
    lines = [f"第{number}项工作" + "持续推进平台建设与成果转化" * 12 for number in range(14)]
    assert clean("\n".join(lines)).text.split("\n") == lines


def test_words_that_were_cut_at_a_line_end_keep_their_gap() -> None:
    line = "完善平台建设和人才引进的全链条服务办法并推广"
    page = "\n".join([line[:-4] + "Open", "Source" + line[6:], *[line] * 12])
    assert "Open Source" in clean(page).text


CHARACTERS = st.sampled_from(
    "创新平台一二、。，；：（）()《》“”\"'〔〕①—…,.;:!?0123456789０９ＡｚA bz％%＆&\u3000\t\n \u200b·•"
)
PIECES = st.sampled_from(
    [
        "创新平台",
        "到2027年，",
        "达到1,500户。",
        '"双千工程"',
        "（长春）",
        "(省科技厅负责)",
        "R&D ",
        "１２．５％",
        "Open Source",
    ]
)
PROSE = st.lists(st.lists(PIECES, min_size=1, max_size=8).map("".join), min_size=1, max_size=20).map("\n".join)


# What stands for a raw character: itself, its fold, the direction of a mark, the end of a line, the blank of a gap.
STANDS_FOR = {
    "\n": "\n\x0b\x0c\x85\u2028\u2029",
    " ": " \t\n\x0b\x0c\x85\u2028\u2029\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))),
    "\t": "\t",
    "“": '“〝"＂',
    "”": '”〞"＂',
    "·": "·•﹒",
    "-": "-－\u2011\ufe63",
}
ANY = st.one_of(st.text(CHARACTERS, max_size=400), st.text(max_size=60), PROSE)
WRAPPED = st.integers(15, 40).map(lambda width: wrapped(PARAGRAPHS * 2, width))


def stands_for(character: str, raw: str) -> bool:
    """Whether a clean character may stand where the raw one stood."""
    if character in STANDS_FOR:
        return raw in STANDS_FOR[character]
    return unicodedata.normalize("NFKC", character) == unicodedata.normalize("NFKC", raw)


@given(st.one_of(ANY, WRAPPED), st.booleans())
def test_every_character_has_one_offset_and_offsets_rise(raw: str, blocks: bool) -> None:
    cleaned = clean(raw, blocks=blocks)
    assert len(cleaned.offsets) == len(cleaned.text)
    assert all(one < other for one, other in pairwise(cleaned.offsets))
    assert all(0 <= offset < len(raw) for offset in cleaned.offsets)


@given(st.one_of(ANY, WRAPPED), st.booleans())
def test_every_character_is_the_raw_one_at_its_offset(raw: str, blocks: bool) -> None:
    cleaned = clean(raw, blocks=blocks)
    for character, offset in zip(cleaned.text, cleaned.offsets, strict=True):
        assert stands_for(character, raw[offset]), (character, raw[offset])


@given(st.one_of(st.text(CHARACTERS, max_size=400), PROSE))
def test_nothing_but_blanks_and_the_unseen_is_lost(raw: str) -> None:
    kept = set(clean(raw).offsets)
    lost = {character for offset, character in enumerate(raw) if offset not in kept}
    assert lost <= set(" \t\n\u3000\u200b") or len(raw.split("\n")) >= 12  # a page may also lose its number


@given(st.one_of(ANY, WRAPPED), st.booleans())
def test_cleaning_what_is_clean_changes_nothing_at_all(raw: str, blocks: bool) -> None:
    once = clean(raw, blocks=blocks)
    twice = clean(once.text, blocks=True)
    assert twice.text == once.text
    assert list(twice.offsets) == list(range(len(once.text)))


@given(st.lists(st.text("创新（）12A \u3000", max_size=6), min_size=1, max_size=8))
def test_cells_stay_apart(cells: list[str]) -> None:
    row = "\t".join(cells)
    wanted = "\t".join(clean(cell).text for cell in cells)
    assert clean(row, blocks=True).text == (wanted if wanted.strip("\t") else "")


@pytest.mark.parametrize("raw", ["　　到２０２７年，\n建成 20 个"])
def test_a_span_leads_back_to_the_raw_words(raw: str) -> None:
    cleaned = clean(raw)
    start = cleaned.text.index("2027")
    first, last = cleaned.raw_span(start, start + 4)
    assert raw[first:last] == "２０２７"
    assert cleaned.raw_span(3, 3) == (cleaned.offsets[3],) * 2
