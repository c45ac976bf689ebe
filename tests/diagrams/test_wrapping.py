"""Chinese lines break where readers expect it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagrams.style import Style
from diagrams.wrapping import shorten, wrap

RULES = Style.load().wrapping

NAMES = st.text(alphabet="吉林省碳纤维重点实验室《》（）“”、，。—PAN2025 T800%", max_size=40)


def lines(text: str, limit: float) -> tuple[str, ...]:
    return wrap(text, limit, width=len, rules=RULES)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("吉林大学", 9, ("吉林大学",)),
        ("高分子物理与化学国家重点实验室", 9, ("高分子物理与化学", "国家重点实验室")),
        ("吉林化纤集团有限责任公司", 7, ("吉林化纤集团", "有限责任公司")),
        ("落实《规划》，建设PAN基地", 7, ("落实《规划》，", "建设PAN基地")),
        ("加快碳纤维及复合材料产业链的技术攻关", 9, ("加快碳纤维", "及复合材料", "产业链的技术攻关")),
        ("", 9, ("",)),
    ],
)
def test_names_break_between_words(text: str, limit: float, expected: tuple[str, ...]) -> None:
    assert lines(text, limit) == expected


@settings(max_examples=150, deadline=None)
@given(NAMES, st.integers(6, 16))
def test_nothing_is_lost_and_no_mark_stands_where_it_may_not(text: str, limit: int) -> None:
    found = lines(text, limit)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    for line in found:
        assert len(line) <= limit
    # a run of marks may fill a line, and then has to be broken somewhere
    if "xx" not in _marks_only(text):
        assert not any(line[-1:] in RULES.never_last for line in found[:-1])
        assert not any(line[:1] in RULES.never_first for line in found[1:])


def _marks_only(text: str) -> str:
    """The text with every mark as an x and everything else as a blank."""
    marks = RULES.never_first | RULES.never_last
    return "".join("x" if char in marks else " " for char in text)


def test_latin_words_stay_whole() -> None:
    assert lines("引进ASTM认证与T800级原丝", 7) == ("引进ASTM", "认证与", "T800级原丝")


def test_a_word_longer_than_a_line_is_broken_all_the_same() -> None:
    assert all(len(line) <= 8 for line in lines("Lightweighting材料", 8))


def test_a_name_without_end_is_shortened() -> None:
    assert shorten("吉" * 80, 72) == "吉" * 71 + "…"
    assert shorten("吉林", 72) == "吉林"
