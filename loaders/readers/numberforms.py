"""How a word processor writes the number of a heading: 一, 十二, 甲, ①, iv, each form by the name that files use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_UNITS = (*_ROMAN, (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLAIN = "○一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
# Beyond these the word processors write digits as well, and a letter would be repeated without end.
_MOST = 32_767
_MOST_LETTERS = 780

BULLET, NONE = "bullet", "none"


def written(number: int, form: str) -> str:
    """A number in one of the forms; in digits where the form has no sign for it or is not known.

    >>> written(12, "chineseCounting"), written(3, "decimalEnclosedCircle"), written(28, "lowerLetter")
    ('十二', '③', 'bb')
    """
    if form == NONE:
        return ""
    make = _FORMS.get(form)
    return (make(number) if make is not None and 0 <= number <= _MOST else "") or str(number)


def _counted(number: int, digits: str, units: str, *, one: bool = True, zero: str = "") -> str:
    """Digits and their units: 二十一, 一百零五; without ``one`` before its unit: 百五."""
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else ""
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += (zero if gap else "") + (digits[digit] if digit > 1 or place == 0 or one else "")
        text += units[place - 1] if place else ""
        gap = False
    return text


def _counting(number: int) -> str:
    """Chinese counting without hundreds: 十, 二十一; from a hundred on digit by digit."""
    text = _positional(number, _PLAIN) if number >= 100 else _counted(number, _PLAIN, "十")
    return text[1:] if 10 <= number < 20 else text


def _thousand(number: int, units: str = "十百千") -> str:
    text = _counted(number, _PLAIN, units, zero="零")
    return text[1:] if 10 <= number < 20 else text


def _positional(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _signs(number: int, first: str, last: str) -> str:
    code = ord(first) + number - 1
    return chr(code) if ord(first) <= code <= ord(last) else ""


def _cycle(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 1 <= number <= 60 else ""


def _of(number: int, signs: str) -> str:
    return signs[number - 1] if 1 <= number <= len(signs) else ""


def _letters(number: int) -> str:
    return _LETTERS[(number - 1) % 26] * ((number - 1) // 26 + 1) if 1 <= number <= _MOST_LETTERS else ""


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN_UNITS:
        text += sign * (number // value)
        number %= value
    return text


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": partial(_signs, first="①", last="⑳"),
    "decimalEnclosedCircleChinese": partial(_signs, first="①", last="⑩"),
    "decimalEnclosedParen": partial(_signs, first="⑴", last="⒇"),
    "decimalEnclosedFullstop": partial(_signs, first="⒈", last="⒛"),
    "ideographEnclosedCircle": partial(_signs, first="㊀", last="㊉"),
    "numberInDash": "- {} -".format,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "japaneseCounting": partial(_counted, digits="〇一二三四五六七八九", units="十百千", one=False),
    "chineseLegalSimplified": partial(_counted, digits=_FORMAL, units="拾佰仟", zero="零"),
    "ideographLegalTraditional": partial(_counted, digits=_FORMAL_TRADITIONAL, units="拾佰仟", zero="零"),
    "ideographDigital": partial(_positional, digits="〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": partial(_positional, digits="〇一二三四五六七八九"),
    "taiwaneseDigital": partial(_positional, digits=_PLAIN),
    "ideographTraditional": partial(_of, signs=_STEMS),
    "ideographZodiac": partial(_of, signs=_BRANCHES),
    "ideographZodiacTraditional": _cycle,
}
