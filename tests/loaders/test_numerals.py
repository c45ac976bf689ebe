"""Chinese numbers: every one from 0 to 9999, spelt anew here, and the other ways in which documents write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.numerals import decimal, integer

DIGITS = "零一二三四五六七八九"


def spelt(number: int) -> str:
    """A number below ten thousand as one reads it out: 一千零五, 三百二十, 一十四."""
    if number == 0:
        return "零"
    words = ""
    gap = False
    for unit, power in zip("千百十 ", (1000, 100, 10, 1), strict=True):
        digit = number // power % 10
        if digit == 0:
            gap = bool(words)
            continue
        words += "零" * gap + DIGITS[digit] + unit.strip()
        gap = False
    return words


def digit_by_digit(number: int) -> str:
    """A number as years are written: 二零二五."""
    return "".join(DIGITS[int(digit)] for digit in str(number))


def test_the_speller_of_this_test_can_spell() -> None:
    numbers = (0, 7, 10, 14, 20, 105, 110, 320, 1005, 1050, 2025, 9999)
    words = ["零", "七", "一十", "一十四", "二十", "一百零五", "一百一十", "三百二十"]
    words += ["一千零五", "一千零五十", "二千零二十五", "九千九百九十九"]
    assert [spelt(number) for number in numbers] == words


def test_every_number_below_ten_thousand_is_read() -> None:
    assert [number for number in range(10_000) if integer(spelt(number)) != number] == []


def test_ten_to_nineteen_are_read_without_their_one() -> None:
    assert [integer(spelt(number).removeprefix("一")) for number in range(10, 20)] == list(range(10, 20))


def test_every_number_is_read_digit_by_digit_and_in_figures() -> None:
    for number in range(10, 10_000):
        assert integer(digit_by_digit(number)) == integer(str(number)) == number


@pytest.mark.parametrize("circle", "〇○零")
def test_a_year_is_read_whatever_its_nought_looks_like(circle: str) -> None:
    assert integer(f"二{circle}二五") == 2025


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("两百", 200),
        ("两千零两", 2002),
        ("两万", 20_000),
        ("十万", 100_000),
        ("一百二十万", 1_200_000),
        ("三亿", 300_000_000),
        ("两亿", 200_000_000),
        ("一亿两千万", 120_000_000),
        ("五万零六百", 50_600),
        ("叁", 3),
        ("伍", 5),
    ],
)
def test_large_numbers_and_the_other_two(words: str, number: int) -> None:
    assert integer(words) == number


@given(st.integers(min_value=0, max_value=9999), st.integers(min_value=1, max_value=9999))
def test_myriads_are_counted_like_units(low: int, high: int) -> None:
    joint = "" if low >= 1000 or low == 0 else "零"
    assert integer(f"{spelt(high)}万{joint}{spelt(low) if low else ''}") == high * 10_000 + low


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("0", "0"),
        ("1.5", "1.5"),
        ("124.618", "124.618"),
        ("1,500", "1500"),
        ("1，500", "1500"),
        ("12,345,678.9", "12345678.9"),
        ("0.30", "0.30"),
        ("一百", "100"),
        ("二〇三五", "2035"),
    ],
)
def test_decimals_are_exact(words: str, value: str) -> None:
    assert decimal(words) == Decimal(value)
    assert str(decimal(words)) == value


@given(st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False))
def test_every_decimal_is_read_back(value: Decimal) -> None:
    assert decimal(str(value)) == value
    assert decimal(f"{value:,}") == value


@pytest.mark.parametrize("words", ["", "甲", "第三", "十二月", "1.5.2", "万户"])
def test_what_is_no_number_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="is no number"):
        integer(words)
