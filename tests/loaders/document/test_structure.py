"""The tree of measures: every heading style, alone and inside every other, and the outlines of real documents.

The golden outlines are rewritten by ``python -m tests.loaders.outlines``.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from loaders.document.structure import TITLE_LENGTH, Outline, parse
from tests.loaders import outlines

# Every style from the outermost inwards, each as it writes the numbers one to four.
STYLES = {
    "part": ("第一编　", "第二编　", "第三编　", "第四编　"),
    "chapter": ("第一章　", "第二章　", "第三章　", "第四章　"),
    "section": ("第一节　", "第二节　", "第三节　", "第四节　"),
    "article": ("第一条　", "第二条　", "第三条　", "第四条　"),
    "ideograph": ("一、", "二、", "三、", "四、"),
    "bracketed": ("（一）", "（二）", "（三）", "（四）"),
    "digit": ("1.", "2.", "3.", "4."),
    "bracketed digit": ("（1）", "（2）", "（3）", "（4）"),
}
PAIRS = list(combinations(STYLES, 2))
TRIPLES = list(combinations(STYLES, 3))


def paths(text: str) -> list[str]:
    return [passage.path for passage in parse(text).passages]


@pytest.mark.parametrize("style", STYLES)
def test_a_style_alone_counts(style: str) -> None:
    assert paths("\n".join(f"{number}平台建设" for number in STYLES[style])) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(("outer", "inner"), PAIRS)
def test_a_style_inside_another_makes_two_levels(outer: str, inner: str) -> None:
    first, second, *_ = STYLES[outer]
    one, two, *_ = STYLES[inner]
    text = f"{first}平台\n{one}布局\n{two}共享\n{second}人才\n{one}引进"
    assert paths(text) == ["1", "1.1", "1.2", "2", "2.1"]


@pytest.mark.parametrize(("outer", "middle", "inner"), TRIPLES)
def test_three_styles_make_three_levels(outer: str, middle: str, inner: str) -> None:
    a, b, c = STYLES[outer], STYLES[middle], STYLES[inner]
    text = f"{a[0]}平台\n{b[0]}布局\n{c[0]}城区\n{c[1]}县域\n{b[1]}共享\n{a[1]}人才\n{c[0]}引进"
    assert paths(text) == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1"]


@pytest.mark.parametrize(("outer", "inner"), PAIRS)
def test_numbers_may_run_on_under_the_next_heading(outer: str, inner: str) -> None:
    a, b = STYLES[outer], STYLES[inner]
    text = f"{a[0]}平台\n{b[0]}布局\n{b[1]}共享\n{a[1]}人才\n{b[2]}引进\n{b[3]}培养"
    assert paths(text) == ["1", "1.1", "1.2", "2", "2.3", "2.4"]


@pytest.mark.parametrize("style", STYLES)
def test_a_number_that_comes_again_keeps_a_path_of_its_own(style: str) -> None:
    one, two, *_ = STYLES[style]
    passages = parse(f"{one}平台\n{two}人才\n{one}环境\n{two}保障").passages
    assert [(passage.path, passage.restarted) for passage in passages] == [
        ("1", False),
        ("2", False),
        ("1~2", True),
        ("2~2", True),
    ]


MARKERS = {
    "1．平台": "1",
    "1、平台": "1",
    "12.平台": "12",
    "十、平台": "10",
    "十二、平台": "12",
    "二十一、平台": "21",
    "第十二条平台": "12",
    "第3章平台": "3",
    "第二十条　平台": "20",
    "（十三）平台": "13",
    "（13）平台": "13",
    "（一）、平台": "1",
}
NO_MARKERS = [
    "1.5万户企业",
    "2025年的目标",
    "一是平台",
    "第一，平台",
    "①平台",
    "——平台",
    "（省科技厅负责）",
    "（2024年修订）",
    "三大工程",
    "平台一、二期",
]


@pytest.mark.parametrize(("line", "path"), MARKERS.items(), ids=MARKERS)
def test_a_heading_is_known_by_its_number(line: str, path: str) -> None:
    assert paths(line) == [path]


@pytest.mark.parametrize("line", NO_MARKERS)
def test_what_only_looks_like_a_heading_is_none(line: str) -> None:
    assert paths(f"一、总则\n{line}\n二、附则") == ["1", "2"]


@pytest.fixture
def plan() -> tuple[str, Outline]:
    text = "某省行动计划\n一、总体要求\n到2027年见效。\n（一）平台。建好平台；用好平台。\n二、保障：加强领导"
    return text, parse(text)


def test_a_passage_reaches_to_the_next(plan: tuple[str, Outline]) -> None:
    text, outline = plan
    assert [text[passage.start : passage.end].strip() for passage in outline.passages] == [
        "一、总体要求\n到2027年见效。",
        "（一）平台。建好平台；用好平台。",
        "二、保障：加强领导",
    ]


def test_a_title_ends_at_the_first_stop(plan: tuple[str, Outline]) -> None:
    assert [passage.title for passage in plan[1].passages] == ["总体要求", "平台", "保障"]


def test_a_title_is_no_paragraph() -> None:
    (passage,) = parse("一、" + "创新" * 60).passages
    assert len(passage.title) == TITLE_LENGTH


def test_every_place_is_in_the_innermost_passage(plan: tuple[str, Outline]) -> None:
    text, outline = plan
    assert outline.at(text.index("某省")) == ""
    assert outline.at(text.index("2027")) == "1"
    assert outline.at(text.index("用好")) == "1.1"
    assert outline.at(text.index("领导")) == "2"


def test_an_extent_holds_what_is_inside(plan: tuple[str, Outline]) -> None:
    text, outline = plan
    start, end = outline.extent("1")
    assert text[start:end].rstrip() == text[text.index("一、") : text.index("二、")].rstrip()


def test_a_text_without_numbers_has_no_passages() -> None:
    assert parse("某省人民政府公告\n特此公告。").passages == ()


@pytest.mark.parametrize("document", list(outlines.documents()), ids=lambda path: path.name)
def test_the_outline_of_a_document_is_as_it_was(document: Path) -> None:
    if not document.exists():
        pytest.skip(f"{document.name} (../shared/corpus) does not lie beside this project")
    kept = outlines.golden(document).read_text(encoding="utf-8")
    assert outlines.outline(document) == kept, "if this is right: python -m tests.loaders.outlines"
