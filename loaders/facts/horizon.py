"""The year that stands over a sentence: in its paragraph, in a heading above it, or in the title."""

from __future__ import annotations

import re

from loaders.document.sentences import Sentence
from loaders.facts import amounts
from loaders.facts.targetforms import TargetForms

# What is shorter, and counts nothing, is a heading.
HEADING = 24
# So many years a five-year plan began before it ends.
_PLAN = 4


class Horizon:
    """What the sentences before one, the headings over it and the title say of the years of its figures.

    ``year`` is the year to come that its paragraph or a heading names, ``said`` the one that its paragraph opened
    with, ``planned`` and ``since`` the last and the first that the title names (“十四五”规划 gives only ``since``).
    ``reviews`` tells that the paragraph or a heading looks back: 过去五年，…; ``asks``, that it stands below what
    applicants must fulfil, where figures are no aims.
    """

    def __init__(self, forms: TargetForms, title: str) -> None:
        span = forms.compiled("planned").search(title) or forms.compiled("agenda").search(title)
        plan = forms.compiled("plan_title").search(title)
        ends = str(forms.raw["plans"][plan["plan"]]) if plan else ""
        self.planned = span["year"] if span else ""
        self.since = (span.groupdict().get("since") or span["year"]) if span else str(int(ends) - _PLAN) if ends else ""
        self.year = self.said = ""
        self.reviews = self.asks = self._reviewing = False
        self._forms = forms
        self._line = -2
        self._ahead = self._later = ""
        # The year that a paragraph of a measure opened with, for the points behind it, and whether the last one did.
        self._opened: dict[str, str] = {}
        self._point = self._opens = False
        self._headings: dict[str, str] = {}
        self._goals: dict[str, str] = {}
        self._conditions: set[str] = set()
        self._reviewed: set[str] = set()

    def enter(self, text: str, sentence: Sentence) -> None:
        """Go on to the next sentence."""
        content = text[sentence.start : sentence.end]
        line = text.rfind("\n", 0, sentence.start)
        if line != self._line:
            self._line, self._ahead, self._later, self.said = line, "", "", ""
            self._point = content.startswith(str(self._forms.raw["point"]))
            self._open(content, sentence.measure)
            self._reviewing = self._forms.compiled("review").match(content) is not None
        self._read_years(content, sentence.measure)
        if "目标" in content and self._forms.compiled("goals").search(content):
            self._goals.setdefault(sentence.measure, "")
        if self._is_heading(content):
            self._read_heading(content, sentence.measure)
        self.reviews = self._reviewing or _below(sentence.measure, self._reviewed)
        self.asks = _below(sentence.measure, self._conditions)
        over = self._opened.get(sentence.measure, "") if self._point else ""
        self.year = self._ahead or over or self._heading(sentence.measure) or self._goals.get(sentence.measure, "")

    def _open(self, content: str, measure: str) -> None:
        """What the year that a paragraph opens with is for the points behind it: 到2020年，…。｜——产业规模超过….

        Of paragraphs that follow one another it is that of the first.
        """
        if self._point:
            self._opens = False
            return
        opened = self._forms.horizon.match(content)
        nearer = not self._opens or self._is_heading(content) or content.startswith("第")
        if opened is None:
            self._opened.pop(measure, None)
        elif nearer:
            self._opened[measure] = year_of(opened, self._forms)
        self._opens = opened is not None

    def _read_years(self, content: str, measure: str) -> None:
        """What the opening of a sentence says of its paragraph, and what its middle says of the sentences behind it."""
        self._ahead = self._later or self._ahead
        opened = self._forms.horizon.match(content)
        if opened is not None:
            self._ahead, self.said = year_of(opened, self._forms), ""
            if measure in self._goals:
                self._goals[measure] = self._goals[measure] or self._ahead
        elif (began := self._forms.compiled("began").match(content)) is not None:
            self.said = began["year"]
        later = self._forms.compiled("later").finditer(content) if "年" in content else ()
        self._later = max((match["year"] for match in later), default="")

    def _read_heading(self, content: str, measure: str) -> None:
        years = [year_of(match, self._forms) for match in self._forms.year.finditer(content)]
        if years:
            self._headings[measure] = years[-1]
        bare = content.rstrip("：。】 ")
        if self._forms.compiled("conditions").search(bare):
            self._conditions.add(measure)
        if self._forms.compiled("reviewed").search(bare):
            self._reviewed.add(measure)

    def _is_heading(self, content: str) -> bool:
        if content.rstrip().endswith(tuple(self._forms.raw["heading_ends"])):
            return True
        return len(content) < HEADING and "目标" not in content and next(amounts.find(content), None) is None

    def _heading(self, measure: str) -> str:
        """The year of the innermost heading over a measure that has one."""
        while measure not in self._headings and "." in measure:
            measure = measure.rpartition(".")[0]
        return self._headings.get(measure, "")


def _below(measure: str, headings: set[str]) -> bool:
    """Whether a measure is one of some, or stands below one."""
    return any(measure == over or measure.startswith(f"{over}.") for over in headings)


def year_of(match: re.Match[str], forms: TargetForms) -> str:
    """The year that was said, or the last one of the plan that was."""
    return match["year"] or str(forms.raw["plans"][match["plan"]])
