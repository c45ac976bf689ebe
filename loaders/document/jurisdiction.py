"""The region that a document speaks for, and its level: by its issuers, its title and whom it addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loaders.lexicon import Lexicon, Term
from loaders.patternfile import PatternFile

STATE = "国家"


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A region by name and its level: 国家, 省, 市 or 县; the State has no region."""

    region: str = ""
    level: str = ""


class Reader:
    """Tells the jurisdiction of a document, from what is surest to what is left."""

    def __init__(self, lexicon: Lexicon, forms: PatternFile) -> None:
        self._lexicon = lexicon
        self._forms = forms

    def read(
        self, issuers: Sequence[str], titles: Sequence[str], recipients: str, number: str, text: str
    ) -> Jurisdiction:
        """The region of the issuers; where they name none, the one that their level, the title or the text tell."""
        if any(map(self._is_state, issuers)):
            return Jurisdiction(level=STATE)
        for issuer in issuers:
            if found := self._of_body(issuer):
                return found
        level = self._level(issuers) or self._addressed(recipients)
        if level == STATE:
            return Jurisdiction(level=STATE)
        for title in titles:
            found = self._lifted(self._of_title(title), level)
            if found:
                return found
        return self._guessed(level, number, text)

    def _is_state(self, issuer: str) -> bool:
        """Whether a body speaks for the whole State: a ministry or a central organ, and not its local branch."""
        first = next(self._lexicon.names(issuer), None)
        if first is None or first.start:
            return self._forms.compiled("state").match(issuer) is not None
        if self._region_in(issuer[first.end :]) is not None:
            return False
        central = any(term.kind in ("government", "party") and not term.region for term in first.terms)
        return central or self._forms.compiled("state").match(issuer) is not None

    def _of_body(self, issuer: str) -> Jurisdiction | None:
        """The region whose name a body bears, or in which its park or the institution itself lies."""
        region = self._region_in(issuer)
        if region is not None:
            return Jurisdiction(region.name, region.level)
        for hit in self._lexicon.names(issuer):
            regions = {term.region for term in hit.terms if term.region in self._lexicon.regions}
            if len(regions) == 1:
                region = self._lexicon.regions[regions.pop()]
                return Jurisdiction(region.name, region.level)
        return self._unlisted("named_region", issuer)

    def _of_title(self, title: str) -> Jurisdiction | None:
        region = self._region_in(title, whole=True)
        if region is not None:
            return Jurisdiction(region.name, region.level)
        return self._of_body(title) or self._unlisted("titled_region", title)

    def _unlisted(self, pattern: str, text: str) -> Jurisdiction | None:
        """A region that no list knows, by the ending of its name."""
        match = self._forms.compiled(pattern).match(text)
        if match is None:
            return None
        ending = next(each for each in self._forms.raw["region_endings"] if match["region"].endswith(each))
        return Jurisdiction(match["region"], self._forms.raw["region_endings"][ending])

    def _region_in(self, text: str, *, whole: bool = False) -> Term | None:
        """The first region that a text names, with the one inside of it that follows at once: 长春市朝阳区.

        With ``whole`` the one inside must be named in full: 青岛市崂山风景区 speaks of 青岛市.
        """
        found: Term | None = None
        end = -1
        for hit in self._lexicon.names(text):
            terms = [term for term in hit.terms if term.label == "Region" and term.level]
            if found is not None and hit.start != end:
                break
            if not terms:
                continue
            inside = [term for term in terms if found is not None and self._lies_in(term, found)]
            named = text[hit.start : hit.end]
            if whole:
                inside = [term for term in inside if term.name == named]
            if found is not None and not inside:
                break
            if found is None and len({(term.name, term.level) for term in terms}) > 1:
                continue
            found, end = (inside or terms)[0], hit.end
        return found

    def _lies_in(self, term: Term, region: Term) -> bool:
        return any(each.name == region.name for each in self._around(term))

    def _around(self, term: Term) -> Iterator[Term]:
        """A region and those around it, outwards."""
        current: Term | None = term
        while current is not None:
            yield current
            current = self._lexicon.regions.get(current.parent)

    def _level(self, issuers: Iterable[str]) -> str:
        """The level that the issuers speak of without a name: 省科技厅, 市政府."""
        for issuer in issuers:
            match = self._forms.compiled("level_word").match(issuer)
            if match is not None:
                return str(self._forms.raw["region_endings"][match["level"]])
        return ""

    def _addressed(self, recipients: str) -> str:
        """The level of those whose subjects are addressed: 各市（州）人民政府 are a province's."""
        forms = self._forms.series("addressed", "level")
        return next((level for level, pattern in forms if pattern.match(recipients)), "")

    def _lifted(self, found: Jurisdiction | None, level: str) -> Jurisdiction | None:
        """A region of a title, or the one of the issuers' level around it; None where it cannot be the issuers'."""
        if found is None or not level or found.level == level:
            return found
        term = self._lexicon.regions.get(found.region)
        around = next((each for each in self._around(term) if each.level == level), None) if term else None
        return Jurisdiction(around.name, level) if around else None

    def _guessed(self, level: str, number: str, text: str) -> Jurisdiction:
        """The region that the text names most often, of a level if one is known; or the one the 文号 begins with."""
        counts: Counter[str] = Counter()
        for hit in self._lexicon.names(text):
            terms = [term for term in hit.terms if term.label == "Region" and term.level]
            if len(terms) == 1:
                # A city counts for its province, when it is a province that is looked for.
                counts.update(each.name for each in (self._around(terms[0]) if level else terms))
        named = [name for name in counts if not level or self._lexicon.regions[name].level == level]
        province = next((term for term in self._lexicon.terms if term.abbr and number.startswith(term.abbr)), None)
        if province is not None and (level == province.level or province.name in named):
            return Jurisdiction(province.name, province.level)
        if not named:
            return Jurisdiction(level=level)
        best = self._lexicon.regions[max(sorted(named), key=lambda name: counts[name])]
        if not level and text.count(self._forms.raw["nation"]) > counts[best.name]:
            return Jurisdiction(level=STATE)
        return Jurisdiction(best.name, best.level)
