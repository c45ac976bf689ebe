"""The numbers that a browser writes before the items of a list: 1. a. iv. 一、"""

from __future__ import annotations

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.markup import Box, Line

_NUMBERING = PatternFile(PATTERNS / "numbering.yml")
_CHINESE = "零一二三四五六七八九"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_UNNUMBERED = frozenset({"none", "disc", "circle", "square"})
# What editors of content management systems mark with a class, and draw with a style of their own.
_BY_CLASS = {"custom_cn": "cjk", "custom_cn1": "cjk)", "custom_cn2": "(cjk)", "custom_num1": "1)", "custom_num2": "(1)"}


def write(box: Box) -> None:
    """Write the numbers of every list in a box before the first line of its items.

    A list whose items bring numbers of their own is left as it is: its style hides those of the browser.
    """
    for inner in box.boxes():
        write(inner)
    if box.listed is None:
        return
    kind, number, step = box.listed
    kind = next((_BY_CLASS[mark] for mark in box.marks.split() if mark in _BY_CLASS), kind)
    items = [(item, line) for item in box.boxes() if item.tag == "li" and (line := next(item.lines(), None))]
    if kind in _UNNUMBERED or any(_has_number(line) for _, line in items):
        return
    if step < 0 and number == 0:
        number = len(items)
    for item, line in items:
        number = item.number if item.number is not None else number
        line.text = _before(line.text, shown(number, kind))
        number += step


def shown(number: int, kind: str = "1") -> str:
    """A number as a list of this kind shows it.

    >>> shown(4), shown(2, "a"), shown(9, "upper-roman"), shown(12, "cjk-ideographic"), shown(3, "(cjk)")
    ('4.', 'b.', 'IX.', '十二、', '（三）')
    """
    if "cjk" in kind or "chinese" in kind or "japanese" in kind:
        words = _chinese(number)
        return f"（{words}）" if kind.startswith("(") else f"{words}）" if kind.endswith(")") else f"{words}、"
    if kind in ("1)", "(1)"):
        return f"（{number}）" if kind.startswith("(") else f"{number}）"
    letters = kind == "a" or kind == "A" or kind.endswith(("alpha", "latin"))
    if number > 0 and (letters or kind in ("i", "I") or kind.endswith("roman")):
        words = _letters(number) if letters else _roman(number)
        return f"{words.upper() if kind in ('A', 'I') or kind.startswith('upper') else words}."
    return f"{number:02d}." if kind == "decimal-leading-zero" else f"{number}."


def _before(text: str, number: str) -> str:
    """A text behind its number, which must not run into a figure: 1、2025年 and not 1.2025年."""
    return f"{number[:-1]}、{text}" if number[-1] == "." and text[:1].isdigit() else f"{number}{text}"


def _has_number(line: Line) -> bool:
    return _NUMBERING.compiled("line_start").match(line.text) is not None


def _chinese(number: int) -> str:
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    before = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return f"{before}{_CHINESE[ones] if ones or not tens else ''}"


def _letters(number: int) -> str:
    before, letter = divmod(number - 1, 26)
    return (_letters(before) if before else "") + chr(ord("a") + letter)


def _roman(number: int) -> str:
    words = ""
    for size, sign in _ROMAN:
        words += sign * (number // size)
        number %= size
    return words
