"""Chinese numbers as documents write them: 十四, 二十一, 一百零三, 二〇二五."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_DIGITS.update({"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5})
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BIG = (("亿", 100_000_000), ("万", 10_000))


def integer(text: str) -> int:
    """The whole number that Chinese or Arabic digits write; ValueError for anything else.

    >>> integer("十四"), integer("二十一"), integer("一百零三"), integer("二〇二五"), integer("15")
    (14, 21, 103, 2025, 15)
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    if not text:
        raise ValueError("an empty text is no number")
    for unit, size in _BIG:
        before, found, after = text.partition(unit)
        if found:
            return integer(before) * size + (integer(after.removeprefix("零")) if after.removeprefix("零") else 0)
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int:
    total = 0
    digit: int | None = None
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[character]
            digit = None
        else:
            raise ValueError(f"“{text}” is no number")
    return total + (digit or 0)


def decimal(text: str) -> Decimal:
    """A figure with a fraction or thousands separators, or a Chinese whole number, exactly.

    >>> decimal("124.618"), decimal("1,500"), decimal("一百")
    (Decimal('124.618'), Decimal('1500'), Decimal('100'))
    """
    plain = text.replace(",", "").replace("，", "")
    if plain.replace(".", "", 1).isdigit() and plain.isascii():
        return Decimal(plain)
    return Decimal(integer(text))
