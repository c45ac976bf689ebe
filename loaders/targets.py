"""Measurable aims: indicator, comparator, value, unit, year, and whether it is an aim, a baseline or an offer.

``到2025年，高新技术企业达到5000户`` → 高新技术企业 ≥ 5000 户, 2025. Years are inherited from the sentence, the
paragraph or the heading; ``A、B分别达到3个和7个`` gives each indicator its own figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.values import Comparator, plain_number
from loaders import offers
from loaders.numerals import decimal
from loaders.patternfile import PatternFile
from loaders.sentences import Sentence

_CUT = "，；。：！？\n"
_OPENERS = "（〔“《"


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


class TargetForms(PatternFile):
    """The grammar of ``patterns/targets.yml``, compiled when first asked for."""

    @cached_property
    def figure(self) -> re.Pattern[str]:
        """A number, its scale and unit, and the comparator that follows."""
        units = _alternatives(self.raw["units"])
        scales = _alternatives(self.raw["scales"])
        after = _alternatives(word for words in self.raw["after"].values() for word in words)
        return re.compile(
            rf"(?<![\d.A-Za-z\-])(?P<number>{self.raw['number']})(?P<more>{_alternatives(self.raw['more'])})?"
            rf"(?P<unit>(?:{scales})?(?:{units})(?:{self.raw['bracket']})?|(?:{scales})(?=[，。；、）\n]|$))(?P<after>{after})?"
            rf"|{self.compiled('round').pattern}"
        )

    @cached_property
    def before(self) -> list[tuple[str, str]]:
        """Words before a number with the comparator that they mean, the longest first."""
        pairs = [(word, sign) for sign, words in self.raw["before"].items() for word in words]
        return sorted(pairs, key=lambda pair: -len(pair[0]))

    @cached_property
    def after(self) -> dict[str, str]:
        """Words after a unit with the comparator that they mean."""
        return {word: sign for sign, words in self.raw["after"].items() for word in words}

    @cached_property
    def filler(self) -> re.Pattern[str]:
        """What stands between an indicator and its figure."""
        return re.compile(rf"(?:{_alternatives(self.raw['fillers'])})+$")

    @cached_property
    def verb(self) -> re.Pattern[str]:
        """A verb that opens the phrase of an aim."""
        return re.compile(_alternatives(self.raw["verbs"]))

    @cached_property
    def horizon(self) -> re.Pattern[str]:
        """The opening 到2025年， of a sentence, which holds for the sentences of its paragraph that name no year."""
        return re.compile(rf"{self.compiled('horizon_start').pattern}(?:{self.year.pattern})")

    @cached_property
    def year(self) -> re.Pattern[str]:
        """A year, or the end of a five-year plan."""
        plans = _alternatives(self.raw["plans"])
        return re.compile(rf"{self.compiled('year').pattern}|“?(?P<plan>{plans}){self.compiled('plan_end').pattern}")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def find(text: str, sentences: Iterable[Sentence], forms: TargetForms, *, issued: str = "") -> list[Figure]:
    """Every figure of the sentences; ``issued`` is the document's year, before which a figure is a baseline."""
    found: list[Figure] = []
    heading = place = horizon = ""
    line = -1
    for sentence in sentences:
        content = text[sentence.start : sentence.end]
        begin = text.rfind("\n", 0, sentence.start)
        opened = forms.horizon.match(content)
        if opened is not None:
            line, horizon = begin, _year(opened, forms)
        elif begin != line:
            horizon = ""
        if heading and sentence.measure != place and not sentence.measure.startswith(f"{place}."):
            heading = ""
        if content.rstrip().endswith(tuple(forms.raw["heading_ends"])) or (
            _bare_heading(content, forms) and "目标" not in content
        ):
            year = _last_year(content, forms)
            if year:
                heading, place = year, sentence.measure
        past = bool(found) and found[-1].kind == "baseline" and found[-1].measure == sentence.measure
        found.extend(_in_sentence(text, sentence, forms, horizon or heading, issued, past))
    return found


def _bare_heading(content: str, forms: TargetForms) -> bool:
    return len(content) < 24 and not any(_is_figure(content, match, forms) for match in forms.figure.finditer(content))


def _last_year(content: str, forms: TargetForms) -> str:
    years = [_year(match, forms) for match in forms.year.finditer(content)]
    return years[-1] if years else ""


def _year(match: re.Match[str], forms: TargetForms) -> str:
    return match["year"] or str(forms.raw["plans"][match["plan"]])


def _in_sentence(
    text: str, sentence: Sentence, forms: TargetForms, inherited: str, issued: str, past: bool
) -> Iterator[Figure]:
    matches = [
        match for match in forms.figure.finditer(text, sentence.start, sentence.end) if _is_figure(text, match, forms)
    ]
    indicators: list[str] = []
    for place, match in enumerate(matches):
        phrase = _Phrase(text, sentence, forms, matches, place, indicators)
        indicator, comparator = phrase.indicator()
        indicators.append(indicator)
        year = _year_of(text, match.start(), sentence, forms, issued) or inherited
        if _is_condition(text, match, sentence, forms):
            continue
        kind = _kind(text, match, sentence, forms, year, issued)
        if kind == "support":
            indicator = offers.find(text, sentence.start, sentence.end, matches, place) or indicator
        if not indicator:
            continue
        if kind == "target" and past and not year and not _aims(text, match, sentence, forms):
            kind = "baseline"
        yield Figure(
            start=match.start(),
            end=match.end(),
            value=_value(match, forms),
            unit=match["unit"] or "亿元",
            comparator=_comparator(match, comparator, forms),
            indicator=indicator,
            year=year,
            kind=kind,
            measure=sentence.measure,
        )


def _value(match: re.Match[str], forms: TargetForms) -> str:
    if match["round"]:
        return str(forms.raw["rounds"][match["round"]])
    return plain_number(decimal(match["number"]))


def _is_figure(text: str, match: re.Match[str], forms: TargetForms) -> bool:
    """Whether a number counts something: no date, no document number, no version."""
    before = text[max(0, match.start() - 4) : match.start()]
    after = text[match.end() : match.end() + 2]
    if before.endswith(tuple(forms.raw["not_after"])) or after.startswith(tuple(forms.raw["not_before"])):
        return False
    unit = match["unit"]
    if unit == "年":
        return len(match["number"]) < 3 and forms.compiled("before_years").search(before) is not None
    if unit in forms.raw["spans"]:
        return "月" not in before and forms.compiled("before_spans").search(before) is not None
    return not (unit in forms.raw["ordinals"] and "第" in before)


def _last_cut(text: str, marks: str) -> int:
    """Where the last clause of a text begins: behind its last mark that stands in no bracket that closes again."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        if text[place] in "）〕":
            depth += 1
        elif text[place] in "（〔":
            depth = max(0, depth - 1)
        elif not depth and text[place] in marks:
            return place + 1
    return 0


@dataclass(slots=True)
class _Phrase:
    """The words around one figure of a sentence, asked for what the figure counts."""

    text: str
    sentence: Sentence
    forms: TargetForms
    matches: list[re.Match[str]]
    place: int
    indicators: list[str]

    def indicator(self) -> tuple[str, str]:
        """The phrase to the figure's left, or, where a verb governs the number, the one to its right."""
        match = self.matches[self.place]
        left = self.text[self.matches[self.place - 1].end() if self.place else self.sentence.start : match.start()]
        if self.indicators and self.forms.compiled("gap").fullmatch(left):
            return self._distributed(), "="
        cut = _CUT if "分别" in left else _CUT + "、"
        clause = self.forms.compiled("clause_start").sub("", left[_last_cut(left, cut) :])
        comparator = next((sign for word, sign in self.forms.before if clause.endswith(word)), "")
        undated = self._undated(clause)
        name = self.forms.filler.sub("", undated)
        if "分别" in clause:
            return self._first_of_list(name), comparator
        right = self._right()
        # What stands right behind a counted number is what is counted, unless the words before it lead up to the number.
        if right and (name == undated or clause.endswith("等")):
            return right, comparator
        opened = self._after_verb(name)
        if len(opened) < 2:
            opened = right or self._clause_head() or self._clause_before()
        return opened, comparator

    def _bare(self, clause: str) -> str:
        """A clause without its year and without what stands between indicator and figure."""
        return self.forms.filler.sub("", self._undated(clause))

    def _undated(self, clause: str) -> str:
        """A clause without its year, and without the year that it compares with."""
        clause = self.forms.compiled("compared").sub("", clause)
        clause = self.forms.compiled("year_end").sub("", clause)
        return self.forms.compiled("year_start").sub("", clause)

    def _clause_head(self) -> str:
        """What the clause of several figures begins with: 地区生产总值｜连续迈上4个台阶、达14万亿元."""
        match = self.matches[self.place]
        start = self.sentence.start + _last_cut(self.text[self.sentence.start : match.start()], _CUT)
        first = next((other for other in self.matches if other.start() >= start), match)
        return self._after_verb(self._bare(self.text[start : first.start()])) if first is not match else ""

    def _first_of_list(self, name: str) -> str:
        listed = self._listed(name)
        if listed and not name.startswith("占") and len(name) > 1:
            return self._clean(listed[0])
        group = self._group()
        before = self.indicators[-group:] if len(self.indicators) >= group else self.indicators
        return before[0] if before else self._clause_before()

    def _listed(self, name: str) -> list[str]:
        """The names of a list A、B和C."""
        return [item for item in self.forms.compiled("indicator_joint").split(name) if item]

    def _group(self) -> int:
        """How many figures follow one another in the list that begins here."""
        size = 1
        for one, other in zip(self.matches[self.place :], self.matches[self.place + 1 :], strict=False):
            if not self.forms.compiled("gap").fullmatch(self.text[one.end() : other.start()]):
                break
            size += 1
        return size

    def _distributed(self) -> str:
        """The member of a list that this figure of 分别达到3个和7个 belongs to."""
        match = self.matches[self.place]
        start = max(
            [
                self.sentence.start,
                *(self.text.rfind(mark, self.sentence.start, match.start()) + 1 for mark in "，；。："),
            ]
        )
        clause = self.text[start : match.start()]
        index = sum(1 for other in self.matches[: self.place] if other.start() >= start)
        if "分别" not in clause:
            return self.indicators[-1]
        named = self._bare(clause.split("分别")[0])
        listed = self._listed(named)
        if listed:
            return self._clean(listed[min(index, len(listed) - 1)])
        size = index + self._group()
        before = self.indicators[: self.place - index]
        return before[len(before) - size + index] if len(before) >= size else ""

    def _after_verb(self, name: str) -> str:
        """The phrase behind the last governing verb; the phrase itself where none governs it."""
        stop = 0
        for verb in self.forms.verb.finditer(name):
            before = name[: verb.start()]
            noun = name[verb.start() :].startswith(tuple(self.forms.raw["noun_openings"]))
            if not noun and (not before or self.forms.compiled("link").search(before)):
                stop = verb.end()
        return self._clean(name[stop:])

    def _clean(self, name: str) -> str:
        name = self.forms.compiled("opening").sub("", name.strip("、，“”（"))
        return name[-40:] if len(name) > 1 else ""

    def _right(self) -> str:
        """The noun phrase that a counted number stands before: 100个｜重点实验室."""
        match = self.matches[self.place]
        if self.forms.compiled("uncounted").fullmatch(match["unit"] or "元"):
            return ""
        tail = re.split(rf"[{_CUT}、（]|\d", self.text[match.end() : self.sentence.end])[0]
        tail = self.forms.compiled("right_end").sub("", self.forms.compiled("right_start").sub("", tail))
        return tail if 2 <= len(tail) <= 40 and not self.forms.compiled("no_right").match(tail) else ""

    def _clause_before(self) -> str:
        """For a figure whose own clause names nothing: the nearest thing that the clauses before it speak of."""
        match = self.matches[self.place]
        pieces = [piece for piece in re.split(f"[{_CUT}]", self.text[self.sentence.start : match.start()]) if piece]
        names = [self._after_verb(re.split(r"\d", self._bare(piece))[0]) for piece in reversed(pieces[:-1])]
        names = [self.forms.filler.sub("", name) for name in names if len(name) >= 2]
        countable = [name for name in names if name.endswith(tuple(self.forms.raw["countable"]))]
        return next(iter(countable or names), "")


def _comparator(match: re.Match[str], sign: str, forms: TargetForms) -> Comparator:
    after = forms.after.get(match["after"] or "") or (">=" if match["more"] else "")
    return Comparator(after or sign or "=")


def _year_of(text: str, offset: int, sentence: Sentence, forms: TargetForms, issued: str) -> str:
    """The year said last before a figure in its sentence; one of the past reaches no further than a semicolon."""
    clause = text.rfind("；", sentence.start, offset)
    for match in reversed(list(forms.year.finditer(text, sentence.start, offset))):
        year = _year(match, forms)
        if forms.compiled("times").match(text, match.end(), match.end() + 10):
            continue
        if text[: match.start()].endswith(tuple(forms.raw["than"])):
            continue
        if issued and year < issued and match.start() < clause:
            return ""
        return year
    return ""


def _is_condition(text: str, match: re.Match[str], sentence: Sentence, forms: TargetForms) -> bool:
    """Whether a figure only says who is offered something: 投资超过1000万元的，给予…."""
    offer = forms.compiled("offer").search(text, match.end(), sentence.end)
    if offer is None or forms.compiled("condition").search(text, match.end(), offer.start()) is None:
        return False
    start = sentence.start + _last_cut(text[sentence.start : match.start()], _CUT)
    return forms.compiled("offer").search(text, start, match.start()) is None


def _aims(text: str, match: re.Match[str], sentence: Sentence, forms: TargetForms) -> bool:
    before = text[sentence.start : match.start()]
    return any(word in before for word in forms.raw["aim"])


def _by(text: str, sentence: Sentence, offset: int, year: str, forms: TargetForms) -> bool:
    """Whether a year is said as one to come: 到2025年, even where a later document repeats it."""
    return any(match["year"] == year for match in forms.compiled("by").finditer(text[sentence.start : offset]))


def _kind(text: str, match: re.Match[str], sentence: Sentence, forms: TargetForms, year: str, issued: str) -> str:
    """Whether a figure is offered, was reached, or is to be reached."""
    clause = max([sentence.start, *(text.rfind(mark, sentence.start, match.start()) + 1 for mark in "；。")])
    near = text[max(clause, match.start() - 40) : min(sentence.end, match.end() + 16)]
    offered = forms.raw["offered_units"]
    reached = forms.compiled("reached").search(text, clause, match.start())
    if forms.compiled("fund").search(text, clause, match.start()):
        return "target"
    if not reached and (match["unit"] or "").endswith(tuple(offered)) and any(w in near for w in forms.raw["support"]):
        return "support"
    if year and issued and year < issued and not _by(text, sentence, match.start(), year, forms):
        return "baseline"
    before = text[clause : match.start()]
    return "baseline" if not year and any(word in before for word in forms.raw["baseline"]) else "target"
