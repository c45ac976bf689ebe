"""Measurable aims: indicator, comparator, value, unit, year, and whether it is an aim, a baseline or an offer.

``到2025年，高新技术企业达到5000户`` → 高新技术企业 ≥ 5000 户, 2025. Years are inherited from the sentence, the
paragraph or the heading; ``A、B分别达到3个和7个`` gives each indicator its own figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.values import Comparator
from loaders.document.sentences import Sentence
from loaders.facts import amounts, conditions, offers, tables
from loaders.facts.amounts import Amount
from loaders.facts.horizon import HEADING, Horizon, year_of
from loaders.facts.indicators import Phrase, last_cut
from loaders.facts.targetforms import TargetForms
from loaders.numerals import integer

# A title is longer, a heading is not; what stands around it in its line is shorter.
_TITLE, _AROUND = 10, 12
_PAUSES = "，；。"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit in the text, and what was read around it."""

    start: int
    end: int
    value: str
    unit: str
    comparator: Comparator
    indicator: str
    year: str
    kind: str
    measure: str


def find(
    text: str, sentences: Iterable[Sentence], forms: TargetForms, *, title: str = "", issued: str = ""
) -> list[Figure]:
    """Every figure of the sentences.

    ``issued`` is the document's year, before which a figure is a baseline; the year that ``title`` plans for
    (2025—2027年) is that of the aims for which nothing else gives one.
    """
    found: list[Figure] = []
    offered: set[tuple[str, str, str, str]] = set()
    scope = Horizon(forms, title)
    if issued and scope.planned < issued:
        scope.planned = ""
    issued = issued or scope.since
    tabled = list(tables.find(text, forms, issued=issued, planned=scope.planned))
    for sentence in sentences:
        if _is_title(text[sentence.start : sentence.end], title):
            continue
        within = next((table for table in tabled if table.start <= sentence.start < table.end), None)
        if within is not None:
            entries = list(_tabled(within, sentence))
            found.extend(entries)
            if entries or forms.compiled("cell").fullmatch(text, sentence.start, sentence.end):
                continue
        scope.enter(text, sentence)
        last = found[-1] if found and found[-1].measure == sentence.measure else None
        past = scope.reviews or (last is not None and last.kind == "baseline")
        if last is not None and forms.compiled("thereof").match(text, sentence.start, sentence.end):
            scope.year = scope.year or last.year
        figures = _in_sentence(text, sentence, forms, scope, issued, past, offered)
        found.extend(figure for figure in figures if not scope.asks or figure.kind == "support")
    return found


def _is_title(content: str, title: str) -> bool:
    """Whether a sentence is the document's title, whose figures count its own points: 政策25条."""
    content = content.strip()
    whole = title in content and len(content) - len(title) < _AROUND
    return len(title) > _TITLE and (whole or (len(content) > _TITLE and content in title))


def _tabled(table: tables.Table, cell: Sentence) -> Iterator[Figure]:
    """The figure of a table's cell, if it is one."""
    for entry in table.entries:
        if cell.start <= entry.start < cell.end:
            yield Figure(
                start=entry.start,
                end=entry.end,
                value=entry.value,
                unit=entry.unit,
                comparator=Comparator(entry.sign),
                indicator=entry.indicator,
                year=entry.year,
                kind=entry.kind,
                measure=cell.measure,
            )


def _in_sentence(
    text: str,
    sentence: Sentence,
    forms: TargetForms,
    scope: Horizon,
    issued: str,
    past: bool,
    offered: set[tuple[str, str, str, str]],
) -> Iterator[Figure]:
    """The figures of a sentence; ``offered`` holds the sums that its measure has offered before."""
    figures = list(amounts.find(text, sentence.start, sentence.end))
    indicators: list[str] = []
    for place, amount in enumerate(figures):
        indicator, comparator = Phrase(text, sentence, forms, figures, place, indicators).indicator()
        indicators.append(indicator)
        if conditions.is_one(text, figures, place, sentence, forms):
            continue
        kind, year = _read_as(text, amount, sentence, forms, scope, issued, past)
        if kind == "support":
            indicator = _offered(text, sentence, forms, figures, place) or indicator
            like = (sentence.measure, indicator, amount.value, amount.unit)
            if like in offered:
                indicator = offers.find(text, sentence.start, sentence.end, figures, place, whole=True) or indicator
            offered.add(like)
            capped = forms.compiled("capped").search(text, sentence.start, amount.start)
            comparator = "<=" if capped else comparator
        if not indicator or _is_none(text, amount, sentence, forms, kind, indicator):
            continue
        for value, sign in amount.bounds():
            yield Figure(
                start=amount.start,
                end=amount.end,
                value=value,
                unit=amount.unit,
                comparator=Comparator(sign or comparator or "="),
                indicator=indicator,
                year=year,
                kind=kind,
                measure=sentence.measure,
            )


def _read_as(
    text: str, amount: Amount, sentence: Sentence, forms: TargetForms, scope: Horizon, issued: str, past: bool
) -> tuple[str, str]:
    """The kind of a figure and the year that it is for."""
    left = _left(text, amount, sentence, forms)
    if left is not None:
        return "baseline", left["year"] or ""
    # What is to be done every year is for none.
    yearly = forms.compiled("yearly").search(text, sentence.start, amount.start) is not None
    year = _year_of(text, amount.start, sentence, forms, issued) or ("" if yearly else scope.year)
    striven = _aims(text, amount, sentence, forms)
    if not year and not striven and issued and scope.said and scope.said < issued:
        year = scope.said
    kind = _kind(text, amount, sentence, forms, year, issued)
    if kind == "support" and forms.compiled("dated").match(
        text, text.rfind(f"{year}年", sentence.start, amount.start) + 5
    ):
        year = ""
    if kind == "target" and past and not year and not striven:
        kind = "baseline"
    if kind == "target":
        year = _this_year(text, amount, sentence, forms, issued) or year
    if kind == "target" and not year and not yearly:
        whole = forms.compiled("whole_year").search(text, sentence.start, amount.start)
        year = issued if whole else scope.planned
    return kind, year


def _is_dated(text: str, amount: Amount, sentence: Sentence, forms: TargetForms, year: str) -> bool:
    """Whether a year is part of a day, or of when a rule begins: 2019年｜4月30日后获得的."""
    said = text.rfind(f"{year}年", sentence.start, amount.start)
    return said >= 0 and forms.compiled("dated").match(text, said + len(year) + 1) is not None


def _offered(text: str, sentence: Sentence, forms: TargetForms, figures: list[Amount], place: int) -> str:
    """What a sum of support is called; empty where nothing tells."""
    amount = figures[place]
    spent = forms.compiled("spent").match(text, amount.end, sentence.end) if amount.unit != "%" else None
    return spent["thing"] if spent else offers.find(text, sentence.start, sentence.end, figures, place)


def _is_none(text: str, amount: Amount, sentence: Sentence, forms: TargetForms, kind: str, indicator: str) -> bool:
    """Whether a figure sizes a list that nobody builds, says for how long (连续｜11年) or counts the points below."""
    sizes = kind == "target" and text.endswith(forms.raw["closes_list"], sentence.start, amount.start)
    counted = amount.spelled or sizes
    if counted and not forms.compiled("built").search(text, sentence.start, amount.start):
        return True
    carried = forms.compiled("carried_things").fullmatch(indicator)
    if carried and forms.compiled("carried").search(text, sentence.start, amount.start):
        return True
    if kind != "target":
        return False
    if amount.unit == "年" and forms.compiled("lasting").search(text, sentence.start, amount.start):
        return True
    heading = sentence.end - sentence.start < HEADING and "。" not in text[sentence.start : sentence.end + 1]
    return heading and not amount.sign and forms.compiled("divided").fullmatch(indicator) is not None


def _left(text: str, amount: Amount, sentence: Sentence, forms: TargetForms) -> re.Match[str] | None:
    """What says that a figure is the one that is left behind: 由｜5%｜提高到8%; None where nothing does."""
    changes = forms.compiled("changes").match(text, amount.end, sentence.end)
    return forms.compiled("from").search(text, sentence.start, amount.start) if changes else None


def _year_of(text: str, offset: int, sentence: Sentence, forms: TargetForms, issued: str) -> str:
    """The year said last before a figure in its sentence; one of the past reaches no further than a semicolon."""
    clause = text.rfind("；", sentence.start, offset)
    for said in reversed(list(forms.year.finditer(text, sentence.start, offset))):
        year = year_of(said, forms)
        if forms.compiled("times").match(text, said.end(), said.end() + 10):
            continue
        if text.endswith(tuple(forms.raw["than"]), sentence.start, said.start()):
            continue
        if issued and year < issued and said.start() < clause:
            return ""
        return year
    return ""


def _this_year(text: str, amount: Amount, sentence: Sentence, forms: TargetForms, issued: str) -> str:
    """The year that 今年, 明年 or 五年内 means in a document of a known year, where no other is said behind it."""
    said = list(forms.compiled("this_year").finditer(text, sentence.start, amount.start)) if issued else []
    if not said or forms.year.search(text, said[-1].end(), amount.start):
        return ""
    within = said[-1]["within"]
    return str(int(issued) + (integer(within) if within else bool(said[-1]["next"])))


def _aims(text: str, amount: Amount, sentence: Sentence, forms: TargetForms) -> bool:
    before = text[sentence.start : amount.start]
    return any(word in before for word in forms.raw["aim"])


def _by(text: str, sentence: Sentence, offset: int, year: str, forms: TargetForms) -> bool:
    """Whether a year is said as one to come: 到2025年, even where a later document repeats it."""
    return any(said["year"] == year for said in forms.compiled("by").finditer(text[sentence.start : offset]))


def _lent(text: str, amount: Amount, sentence: Sentence, forms: TargetForms) -> bool:
    """Whether a figure counts what lenders have lent or are to lend, which offers nothing: 新增贷款8000亿元."""
    start = sentence.start + last_cut(text[sentence.start : amount.start], _PAUSES)
    if forms.compiled("statistic").search(text, start, amount.start) is None:
        return False
    clause = _clause(text, amount, sentence)
    lends, grants = (any(word in clause for word in forms.raw[name]) for name in ("lending", "granting"))
    return lends and not grants


def _clause(text: str, amount: Amount, sentence: Sentence) -> str:
    """The clause that a figure stands in, from pause to pause."""
    start = sentence.start + last_cut(text[sentence.start : amount.start], _PAUSES)
    stop = min([sentence.end, *(at for mark in _PAUSES if (at := text.find(mark, amount.end, sentence.end)) >= 0)])
    return text[start:stop]


def _kind(text: str, amount: Amount, sentence: Sentence, forms: TargetForms, year: str, issued: str) -> str:
    """Whether a figure is offered, was reached, or is to be reached."""
    clause = max([sentence.start, *(text.rfind(mark, sentence.start, amount.start) + 1 for mark in "；。")])
    strives = forms.compiled("strives").search(text, clause, amount.start) is not None
    near = text[max(clause, amount.start - 40) : min(sentence.end, amount.end + 16)]
    offered = forms.raw["offered_units"]
    reached = forms.compiled("reached").search(text, clause, amount.start)
    if forms.compiled("fund").search(text, clause, amount.start):
        return "target"
    past = bool(year and issued and year < issued) and not _by(text, sentence, amount.start, year, forms)
    if past and not forms.compiled("offering").search(text, clause, amount.start):
        return "baseline"
    if amount.unit.endswith(forms.raw["points"]) and (
        forms.compiled("raised").search(text, clause, amount.start)
        or forms.compiled("relieved").match(text, amount.end, sentence.end)
    ):
        return "support"
    standard = forms.compiled("standard").search(text, clause, amount.start)
    reached = None if standard else reached
    if forms.compiled("limited").search(text, clause, amount.start):
        return "support"
    behind = any(forms.compiled(name).match(text, amount.end) for name in ("spent", "by_rate"))
    given = behind or any(word in near for word in forms.raw["support"])
    given = given or forms.compiled("offers").search(_clause(text, amount, sentence)) is not None
    given = given and not _lent(text, amount, sentence, forms)
    if given and not reached and not strives and amount.unit.partition("/")[0].endswith(tuple(offered)):
        return "support"
    before = text[clause : amount.start]
    there = not strives and any(word in before for word in forms.raw["baseline"])
    there = there or (not strives and forms.compiled("engaged").search(before) is not None)
    return "baseline" if past or (not year and there) else "target"
