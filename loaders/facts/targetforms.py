"""The words and patterns by which figures become targets: ``patterns/targets.yml``."""

from __future__ import annotations

import re
from functools import cached_property

from loaders.facts.amounts import alternatives
from loaders.patternfile import PatternFile


class TargetForms(PatternFile):
    """The grammar of ``patterns/targets.yml``, compiled when first asked for."""

    @cached_property
    def before(self) -> list[tuple[str, str]]:
        """Words before a number with the comparator that they mean, the longest first."""
        pairs = [(word, sign) for sign, words in self.raw["before"].items() for word in words]
        return sorted(pairs, key=lambda pair: -len(pair[0]))

    @cached_property
    def filler(self) -> re.Pattern[str]:
        """What stands between an indicator and its figure."""
        return re.compile(rf"(?:{alternatives(self.raw['fillers'])})+$")

    @cached_property
    def verb(self) -> re.Pattern[str]:
        """A verb that opens the phrase of an aim."""
        return re.compile(alternatives(self.raw["verbs"]))

    @cached_property
    def horizon(self) -> re.Pattern[str]:
        """The opening 到2025年， of a sentence, which holds for the sentences of its paragraph that name no year."""
        return re.compile(rf"{self.compiled('horizon_start').pattern}(?:{self.year.pattern})")

    @cached_property
    def year(self) -> re.Pattern[str]:
        """A year, or the end of a five-year plan."""
        plans = alternatives(self.raw["plans"])
        return re.compile(rf"{self.compiled('year').pattern}|“?(?P<plan>{plans}){self.compiled('plan_end').pattern}")
