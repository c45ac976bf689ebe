"""Amounts as policy texts write them: a number with its scale and unit, a round sum, or words such as 翻一番."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from graph.values import plain_number
from loaders.numerals import decimal, integer
from loaders.patternfile import PATTERNS, PatternFile


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a text: its place, its value in digits, its unit, and what the word behind it means (>=, <=, ~).

    Of a range ``value`` is the most and ``least`` the least; ``least`` is empty where there is none. ``spelled`` tells
    a count in words (四个, 百家), which may only size a list.
    """

    start: int
    end: int
    value: str
    unit: str
    sign: str
    least: str = ""
    spelled: bool = False

    def bounds(self) -> tuple[tuple[str, str], ...]:
        """Each value with what it bounds: ``>=`` the least of a range, ``<=`` the most; else the sign."""
        return ((self.least, ">="), (self.value, "<=")) if self.least else ((self.value, self.sign),)


class AmountForms(PatternFile):
    """The grammar of ``patterns/amounts.yml``, compiled when first asked for."""

    @cached_property
    def form(self) -> re.Pattern[str]:
        """A number with its unit, a round sum or an amount in words, and the comparator that follows."""
        scales, units = alternatives(self.raw["scales"]), alternatives(self.raw["units"])
        after = alternatives(self.signs)
        worded = "|".join(f"(?P<worded{place}>{item['pattern']})" for place, item in enumerate(self.raw["worded"]))
        return re.compile(
            rf"(?<![\d.A-Za-z%\-])(?:(?P<low>{self.raw['number']})"
            rf"(?P<low_unit>(?:(?:{scales})?(?:{units})|(?:{scales}))?(?:{self.raw['bracket']})?){self.compiled('to').pattern})?"
            rf"(?P<number>{self.raw['number']})(?P<more>{alternatives(self.raw['more'])})?"
            rf"(?P<unit>(?:{scales})?(?:{units})(?:{self.raw['bracket']})?(?:{self.compiled('per').pattern})?"
            rf"|(?:{scales})(?={self.compiled('bare').pattern}))(?P<after>{after})?"
            rf"|{self.compiled('round').pattern}"
            rf"|(?:{worded})(?P<behind>{after})?"
        )

    @cached_property
    def signs(self) -> dict[str, str]:
        """Words behind a unit with the comparator that they mean."""
        return {word: sign for sign, words in self.raw["after"].items() for word in words}


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_FORMS = AmountForms(PATTERNS / "amounts.yml")


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[Amount]:
    """The amounts of a stretch of text in order; no dates, ordinals, document numbers or versions.

    The first of a list has the unit of the second where it only begins it: 15个、7个工作日.

    >>> [(amount.value, amount.unit, amount.sign) for amount in find("高新技术企业300余家，产值翻一番，占三分之一以上")]
    [('300', '家', '>='), ('2', '倍', ''), ('33.3', '%', '>=')]
    """
    last: Amount | None = None
    for amount in _find(text, start, len(text) if end is None else end):
        if last is not None:
            begun = amount.unit != last.unit and amount.unit.startswith(last.unit) and joined(text, last, amount)
            yield replace(last, unit=amount.unit) if begun and last.unit == "个" else last
        last = amount
    if last is not None:
        yield last


def _find(text: str, start: int, stop: int) -> Iterator[Amount]:
    if _FORMS.compiled("hint").search(text, start, stop) is None:
        return
    for match in _FORMS.form.finditer(text, start, stop):
        if match["round"]:
            yield Amount(match.start(), match.end(), str(_FORMS.raw["rounds"][match["round"]]), "亿元", "")
        elif not match["number"]:
            sign = _FORMS.signs.get(match["behind"] or "", "") or _FORMS.raw["over"][match["over"] or ""]
            sign = sign or (">=" if match["odd"] else "")
            spelled = bool(match["few"] or match["rounded"] or (match["scaled"] and not match["over"]))
            yield Amount(match.start(), match.end(), *_in_words(match), sign, spelled=spelled)
        elif _counts(text, match):
            sign = _FORMS.signs.get(match["after"] or "") or (">=" if match["more"] else "")
            yield from _counted(text, match, sign)


def _counted(text: str, match: re.Match[str], sign: str) -> Iterator[Amount]:
    """The amount of a number with its unit; the two of a change (由5%到8%), the one of a range (8—10家)."""
    unit = match["unit"].replace("／", "/")
    value = plain_number(decimal(match["number"]))
    low = plain_number(decimal(match["low"])) if match["low"] else ""
    if low and _FORMS.compiled("from").search(text, max(0, match.start() - 1), match.start()):
        yield Amount(match.start(), match.end("low_unit"), low, unit, "")
        yield Amount(match.start("number"), match.end(), value, unit, sign)
    else:
        yield Amount(match.start(), match.end(), value, unit, sign, low)


def row(text: str, found: Sequence[Amount], place: int) -> tuple[int, int]:
    """The first and the last of the amounts that stand in one list with ``found[place]``: 20万元、50万元和100万元."""
    first = last = place
    while first and joined(text, found[first - 1], found[first]):
        first -= 1
    while last + 1 < len(found) and joined(text, found[last], found[last + 1]):
        last += 1
    return first, last


def joined(text: str, one: Amount, other: Amount) -> bool:
    """Whether two amounts follow one another in a list."""
    return _FORMS.compiled("joint").fullmatch(text, one.end, other.start) is not None


def _in_words(match: re.Match[str]) -> tuple[str, str]:
    """The value and the unit of an amount in words."""
    item = next(item for place, item in enumerate(_FORMS.raw["worded"]) if match[f"worded{place}"])
    if match["below"]:
        share = Decimal(100) * integer(match["above"]) / integer(match["below"])
        return plain_number(round(share, 1)), item["unit"]
    if match["written"]:
        tenfold = match["tenfold"] or match["alone"] or ""
        return str(integer(match["written"].removesuffix(tenfold))), tenfold + match["count"]
    scale = match["scaled"] or match["rounded"]
    if scale:
        value, unit = _FORMS.raw["tens"][scale]
        return value, unit + (match["of"] or match["by"])
    number = match["percent"] or match["years"] or match["few"] or ""
    value = integer(number) if number else integer(match["tenths"]) * 10 if match["tenths"] else item["value"]
    return str(value), item["unit"]


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a number counts something."""
    before = text[max(0, match.start() - 4) : match.start()]
    after = text[match.end() : match.end() + 2]
    if before.endswith(tuple(_FORMS.raw["not_after"])) or after.startswith(tuple(_FORMS.raw["not_before"])):
        return False
    opened = text.rfind("“", max(0, match.start() - 16), match.start())
    quoted = _FORMS.compiled("quoted").match(text, opened) if opened >= 0 else None
    if quoted is not None and quoted.end() > match.end():
        return False
    unit = match["unit"]
    if unit == "个" and text.startswith(tuple(_FORMS.raw["fields"]), match.end()):
        return False
    if unit == "年":
        return (
            not match["low"] and len(match["number"]) < 3 and _FORMS.compiled("before_years").search(before) is not None
        )
    if unit == "个月" and before.endswith("在"):
        return False
    if unit in _FORMS.raw["spans"]:
        return "月" not in before and _FORMS.compiled("before_spans").search(before) is not None
    if unit == "岁":
        return _FORMS.compiled("ages").search(text, max(0, match.start() - 20), match.start()) is not None
    if unit == "分" and _FORMS.compiled("points").search(before):
        return False
    return not (unit in _FORMS.raw["ordinals"] and "第" in before)
