"""The words and patterns by which brackets and sentences become duties: ``patterns/duties.yml``."""

from __future__ import annotations

import re
from functools import cached_property

from loaders.patternfile import PatternFile


class DutyForms(PatternFile):
    """The patterns of ``patterns/duties.yml``, compiled when first asked for."""

    @cached_property
    def roles(self) -> tuple[tuple[str, re.Pattern[str], bool], ...]:
        """What the end of a segment says its members do, and whether it says so of bodies alone."""
        flags = ["only" in item for item in self.raw["roles"]]
        return tuple((*pair, flag) for pair, flag in zip(self.series("roles", "role"), flags, strict=True))

    @cached_property
    def running(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """How sentences give duties, with the role of each."""
        return self.series("running", "role")

    @cached_property
    def label(self) -> re.Pattern[str]:
        """A label such as 责任单位：, in a group named for its role."""
        parts = [f"(?P<{role}>{pattern.pattern})" for role, pattern in self.series("labels", "role")]
        return re.compile(f"(?:{'|'.join(parts)})[：:]")

    @cached_property
    def line(self) -> re.Pattern[str]:
        """A line outside of brackets that begins with a label and lists bodies to its end."""
        return re.compile(rf"(?:^|(?<=[\n。]))(?:{self.label.pattern})[^\n。]{{2,400}}", re.MULTILINE)

    @cached_property
    def collective(self) -> re.Pattern[str]:
        """Collective bodies: 各市（州）政府."""
        return re.compile("|".join(pattern.pattern for _, pattern in self.series("collectives", "pattern")))
