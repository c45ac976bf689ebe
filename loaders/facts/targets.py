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
from loaders.facts import amounts, offers
from loaders.facts.amounts import Amount
from loaders.facts.indicators import CUT, Phrase, last_cut
from loaders.facts.targetforms import TargetForms

# What is shorter, and counts nothing, is a heading.
_HEADING = 24


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
    scope = _Scope(forms, title)
    for sentence in sentences:
        scope.enter(text, sentence)
        past = scope.reviews or (bool(found) and found[-1].kind == "baseline" and found[-1].measure == sentence.measure)
        figures = _in_sentence(text, sentence, forms, scope, issued, past)
        found.extend(figure for figure in figures if not scope.asks or figure.kind == "support")
    return found


class _Scope:
    """The year that stands over a sentence: in the opening of its paragraph, or in a heading above it.

    ``reviews`` tells that its paragraph looks back: 过去五年，…; ``asks``, that it stands below what applicants must
    fulfil, where figures are no aims. ``planned`` is the year that the title plans for.
    """

    def __init__(self, forms: TargetForms, title: str) -> None:
        planned = forms.compiled("planned").search(title) or forms.compiled("agenda").search(title)
        self.planned = planned["year"] if planned else ""
        self.year = ""
        self.reviews = False
        self.asks = False
        self._forms = forms
        self._line = -2
        self._horizon = ""
        self._headings: dict[str, str] = {}
        self._conditions: set[str] = set()

    def enter(self, text: str, sentence: Sentence) -> None:
        """Go on to the next sentence."""
        content = text[sentence.start : sentence.end]
        line = text.rfind("\n", 0, sentence.start)
        if line != self._line:
            self._line, self._horizon = line, ""
            self.reviews = self._forms.compiled("review").match(content) is not None
        opened = self._forms.horizon.match(content)
        if opened is not None:
            self._horizon = _year(opened, self._forms)
        if self._is_heading(content):
            year = _last_year(content, self._forms)
            if year:
                self._headings[sentence.measure] = year
            if self._forms.compiled("conditions").search(content.rstrip("：。】 ")):
                self._conditions.add(sentence.measure)
        self.asks = any(
            sentence.measure == over or sentence.measure.startswith(f"{over}.") for over in self._conditions
        )
        self.year = self._horizon or self._heading(sentence.measure)

    def _is_heading(self, content: str) -> bool:
        if content.rstrip().endswith(tuple(self._forms.raw["heading_ends"])):
            return True
        return len(content) < _HEADING and "目标" not in content and next(amounts.find(content), None) is None

    def _heading(self, measure: str) -> str:
        """The year of the innermost heading over a measure that has one."""
        while measure not in self._headings and "." in measure:
            measure = measure.rpartition(".")[0]
        return self._headings.get(measure, "")


def _last_year(content: str, forms: TargetForms) -> str:
    years = [_year(match, forms) for match in forms.year.finditer(content)]
    return years[-1] if years else ""


def _year(match: re.Match[str], forms: TargetForms) -> str:
    return match["year"] or str(forms.raw["plans"][match["plan"]])


def _in_sentence(
    text: str, sentence: Sentence, forms: TargetForms, scope: _Scope, issued: str, past: bool
) -> Iterator[Figure]:
    figures = list(amounts.find(text, sentence.start, sentence.end))
    indicators: list[str] = []
    for place, amount in enumerate(figures):
        indicator, comparator = Phrase(text, sentence, forms, figures, place, indicators).indicator()
        indicators.append(indicator)
        if _is_condition(text, amount, sentence, forms):
            continue
        kind, year = _read_as(text, amount, sentence, forms, scope, issued, past)
        if kind == "support":
            indicator = _offered(text, sentence, forms, figures, place) or indicator
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
    text: str, amount: Amount, sentence: Sentence, forms: TargetForms, scope: _Scope, issued: str, past: bool
) -> tuple[str, str]:
    """The kind of a figure and the year that it is for."""
    left = _left(text, amount, sentence, forms)
    if left is not None:
        return "baseline", left["year"] or ""
    # What is to be done every year is for none.
    yearly = forms.compiled("yearly").search(text, sentence.start, amount.start) is not None
    year = _year_of(text, amount.start, sentence, forms, issued) or ("" if yearly else scope.year)
    kind = _kind(text, amount, sentence, forms, year, issued)
    if kind == "target" and past and not year and not _aims(text, amount, sentence, forms):
        kind = "baseline"
    if kind == "target" and not year and not yearly:
        year = scope.planned
    return kind, year


def _offered(text: str, sentence: Sentence, forms: TargetForms, figures: list[Amount], place: int) -> str:
    """What a sum of support is called; empty where nothing tells."""
    amount = figures[place]
    spent = forms.compiled("spent").match(text, amount.end, sentence.end) if amount.unit != "%" else None
    return spent["thing"] if spent else offers.find(text, sentence.start, sentence.end, figures, place)


def _is_none(text: str, amount: Amount, sentence: Sentence, forms: TargetForms, kind: str, indicator: str) -> bool:
    """Whether a figure sizes a list that nobody builds, says for how long (连续｜11年) or counts the points below."""
    listed = amount.unit == "个" and text[amount.start] in forms.raw["few"]
    if listed and not forms.compiled("built").search(text, sentence.start, amount.start):
        return True
    if kind != "target":
        return False
    if amount.unit == "年" and forms.compiled("lasting").search(text, sentence.start, amount.start):
        return True
    heading = sentence.end - sentence.start < _HEADING and "。" not in text[sentence.start : sentence.end + 1]
    return heading and not amount.sign and forms.compiled("divided").fullmatch(indicator) is not None


def _left(text: str, amount: Amount, sentence: Sentence, forms: TargetForms) -> re.Match[str] | None:
    """What says that a figure is the one that is left behind: 由｜5%｜提高到8%; None where nothing does."""
    changes = forms.compiled("changes").match(text, amount.end, sentence.end)
    return forms.compiled("from").search(text, sentence.start, amount.start) if changes else None


def _year_of(text: str, offset: int, sentence: Sentence, forms: TargetForms, issued: str) -> str:
    """The year said last before a figure in its sentence; one of the past reaches no further than a semicolon."""
    clause = text.rfind("；", sentence.start, offset)
    for said in reversed(list(forms.year.finditer(text, sentence.start, offset))):
        year = _year(said, forms)
        if forms.compiled("times").match(text, said.end(), said.end() + 10):
            continue
        if text.endswith(tuple(forms.raw["than"]), sentence.start, said.start()):
            continue
        if issued and year < issued and said.start() < clause:
            return ""
        return year
    return ""


def _is_condition(text: str, amount: Amount, sentence: Sentence, forms: TargetForms) -> bool:
    """Whether a figure only says who or what is meant: 投资超过1000万元的，给予…; 销售额（50万元以上）."""
    alone = text[amount.start - 1 : amount.start] == "（" and text[amount.end : amount.end + 1] == "）"
    if alone and (amount.sign or amount.unit in forms.raw["scored"]):
        return True
    if forms.compiled("listed_conditions").search(text, sentence.start, amount.start):
        return True
    offer = forms.compiled("offer").search(text, amount.end, sentence.end)
    if offer is None:
        return False
    ends = forms.compiled("condition").search(text, amount.end, offer.start())
    if not ends and not forms.compiled("conditioned").match(text, amount.end):
        return False
    start = sentence.start + last_cut(text[sentence.start : amount.start], CUT)
    return forms.compiled("offering").search(text, start, amount.start) is None


def _aims(text: str, amount: Amount, sentence: Sentence, forms: TargetForms) -> bool:
    before = text[sentence.start : amount.start]
    return any(word in before for word in forms.raw["aim"])


def _by(text: str, sentence: Sentence, offset: int, year: str, forms: TargetForms) -> bool:
    """Whether a year is said as one to come: 到2025年, even where a later document repeats it."""
    return any(said["year"] == year for said in forms.compiled("by").finditer(text[sentence.start : offset]))


def _kind(text: str, amount: Amount, sentence: Sentence, forms: TargetForms, year: str, issued: str) -> str:
    """Whether a figure is offered, was reached, or is to be reached."""
    clause = max([sentence.start, *(text.rfind(mark, sentence.start, amount.start) + 1 for mark in "；。")])
    near = text[max(clause, amount.start - 40) : min(sentence.end, amount.end + 16)]
    offered = forms.raw["offered_units"]
    reached = forms.compiled("reached").search(text, clause, amount.start)
    if forms.compiled("fund").search(text, clause, amount.start):
        return "target"
    past = bool(year and issued and year < issued) and not _by(text, sentence, amount.start, year, forms)
    if past and not forms.compiled("offering").search(text, clause, amount.start):
        return "baseline"
    given = any(word in near for word in forms.raw["support"]) or forms.compiled("spent").match(text, amount.end)
    if given and not reached and amount.unit.partition("/")[0].endswith(tuple(offered)):
        return "support"
    before = text[clause : amount.start]
    there = any(word in before for word in forms.raw["baseline"]) or forms.compiled("engaged").search(before)
    return "baseline" if past or (not year and there) else "target"
