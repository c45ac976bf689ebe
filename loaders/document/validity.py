"""From when a document holds and until when, as it says of itself."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graph.values import PartialDate
from loaders.document.signature import date_of
from loaders.numerals import integer
from loaders.patternfile import PATTERNS, PatternFile

_FORMS = PatternFile(PATTERNS / "validity.yml")
# A sentence that says when a document holds is no longer.
_SENTENCE = 400
# Whom a word of validity is said of stands so near in front of it.
_NEAR = 30


@dataclass(frozen=True, slots=True)
class Validity:
    """The first and the last day on which a document holds; None where it does not say."""

    effective: PartialDate | None = None
    expiry: PartialDate | None = None


def read(text: str, issued: PartialDate | None) -> Validity:
    """The validity that a text states of itself, the last statement of several.

    ``issued`` is the document's own date, which 自发布之日起 means; a term of years counts from the day on which the
    document takes effect, or from its own date where it names none, and ends on the day before the same date.
    """
    effective: PartialDate | None = None
    expiry: PartialDate | None = None
    for sentence in _sentences(text):
        begins = _begins(sentence, issued)
        own = _FORMS.compiled("itself").search(sentence) is not None
        span = _FORMS.compiled("between").search(sentence) if own or begins else None
        if span is not None:
            begins = begins or date_of(span.groupdict())
        effective = begins or effective
        if own or begins or (effective and _FORMS.compiled("lasting").match(sentence)):
            expiry = _ends(sentence, begins or effective or issued) or expiry
    return Validity(effective, expiry)


def _sentences(text: str) -> Iterator[str]:
    """The sentences in which words of validity stand; of a very long one what is near them."""
    held = 0
    for match in _FORMS.compiled("hint").finditer(text):
        place = match.start()
        if place < held:
            continue
        first = max(held, place - _SENTENCE)
        start = max(first, text.rfind("。", first, place) + 1, text.rfind("\n", first, place) + 1)
        stops = (text.find(mark, place, place + _SENTENCE) for mark in "。\n")
        held = min((stop for stop in stops if stop >= 0), default=place + _SENTENCE)
        yield text[start:held]


def _begins(sentence: str, issued: PartialDate | None) -> PartialDate | None:
    for match in _FORMS.compiled("in_force").finditer(sentence):
        if not _FORMS.compiled("said_of_itself").search(sentence[max(0, match.start() - _NEAR) : match.start()]):
            continue
        begins = issued if match["own"] else date_of(match.groupdict())
        if begins is not None and match["later"] and begins.day:
            later = date(begins.year, begins.month, begins.day) + timedelta(days=integer(match["later"]))
            return PartialDate(later.year, later.month, later.day)
        if begins is not None:
            return begins
    return None


def _ends(sentence: str, begins: PartialDate | None) -> PartialDate | None:
    span = _FORMS.compiled("between").search(sentence)
    if span is not None:
        fields = {name: span[f"to_{name}"] for name in ("year", "month", "day")}
        return date_of(fields)
    for name in ("until", "lasting"):
        for match in _FORMS.compiled(name).finditer(sentence):
            if not _FORMS.compiled("said_of_itself").search(sentence[max(0, match.start() - _NEAR) : match.start()]):
                continue
            if name == "until":
                return date_of(match.groupdict())
            if begins is not None:
                months = integer(match["count"]) * (1 if match["unit"].endswith("月") else 12)
                return _after(begins, months)
    return None


def _after(begins: PartialDate, months: int) -> PartialDate:
    """The last day, or month, or year of a term of so many months."""
    if not begins.month:
        return PartialDate(begins.year + max(months // 12, 1) - 1)
    count = begins.year * 12 + begins.month - 1 + months
    if not begins.day:
        year, month = divmod(count - 1, 12)
        return PartialDate(year, month + 1)
    year, month = divmod(count, 12)
    last = monthrange(year, month + 1)[1]
    if begins.day > last:
        return PartialDate(year, month + 1, last)
    end = date(year, month + 1, begins.day) - timedelta(days=1)
    return PartialDate(end.year, end.month, end.day)
