"""Bodies: the offices, universities and firms that a list of duties names, one by one and each in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.facts import brackets
from loaders.facts.dutyforms import DutyForms
from loaders.lexicon import Lexicon

# What stands before the stem of an office, its region, is no longer than this: 长春市｜财政局.
_LONGEST_OWNER = 8


@dataclass(frozen=True, slots=True)
class Bodies:
    """What is known of the names of bodies: those that are listed, and how the others are built."""

    lexicon: Lexicon
    forms: DutyForms

    def among(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The bodies of a stretch, those with them that brackets name as part of others."""
        begin = start
        for match in self.forms.compiled("included").finditer(text, start, end):
            yield from self._listed(text, begin, match.start())
            yield from self._listed(text, *match.span("who"))
            begin = match.end()
        yield from self._listed(text, begin, end)

    def listed_alone(self, text: str) -> bool:
        """Whether a bracket behind a sentence lists bodies and nothing else: （市科技局、各区政府）.

        Beside as many that are known, some may be: （区科委、西虹桥公司）.
        """
        plain = self.forms.compiled("included").sub("", text)
        pieces = [
            self.forms.compiled("tails").sub("", self.forms.compiled("besides").sub("", plain[start:end]))
            for start, end in brackets.cut(plain, 0, len(plain), "、，；")
        ]
        named = [
            self.is_body(piece) or self.forms.compiled("division").fullmatch(piece) is not None for piece in pieces
        ]
        others = [piece for piece, known in zip(pieces, named, strict=True) if not known]
        strange = [piece for piece in others if not self.forms.compiled("any_of").fullmatch(piece)]
        return sum(named) > len(strange) and all(self.forms.compiled("unknown").fullmatch(piece) for piece in strange)

    def is_body(self, name: str) -> bool:
        """Whether a text is, as a whole, the name of a body: 省科技厅, 长春市人民政府, 一汽集团."""
        return self.is_public(name) or self._is_headed(name)

    def is_public(self, name: str) -> bool:
        """Whether a text names a public body, or several: a firm that leads a project answers for no measure."""
        if name in self.lexicon.classes or self.forms.compiled("urged").match(name):
            return False
        known = self.lexicon.known(name, "Institution")
        if known is not None:
            academy = self.forms.compiled("academies").fullmatch(name)
            return known.kind in self.forms.raw["public"] or academy is not None
        return self._is_regional(name) or any(
            form.fullmatch(name) for form in (self.forms.collective, self.forms.compiled("office"))
        )

    def in_full(self, prefix: str, name: str) -> tuple[str, str]:
        """A bare name with the 省 or 市 that an earlier member of its list carries, and what the next ones carry.

        ``省委宣传部、文化和旅游厅`` names 省文化和旅游厅.
        """
        match = self.forms.compiled("area").match(name)
        if match is not None and name not in self.lexicon.bodies:
            return match[1], name
        if prefix and self.lexicon.known(name) is None and (name in self.lexicon.bodies or self._is_bare(name)):
            return prefix, prefix + name
        return prefix, name

    def _listed(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The members of a list: collective bodies whole, the others between 、, 和 and 及."""
        begin = start
        for match in self.forms.collective.finditer(text, start, end):
            if match.start() < begin or (
                match.start() > start
                and not self.forms.compiled("before_collective").match(text, match.start() - 1, match.start())
            ):
                continue
            yield from self._single(text, begin, match.start())
            yield match.span()
            begin = match.end()
        yield from self._single(text, begin, end)

    def _single(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        forms = self.forms
        fringe = forms.raw["fringe"]
        for left, right in brackets.cut(text, start, end, "、，"):
            for begin, stop in self._conjuncts(text, left, right):
                if forms.compiled("nobody").match(text[begin:stop].strip(fringe)):
                    continue
                office = forms.compiled("office").fullmatch(text, begin, stop)
                tail = None if office else forms.compiled("tails").search(text, begin, stop)
                finish = tail.start() if tail else stop
                besides = forms.compiled("besides").search(text, begin, finish)
                finish = besides.start() if besides else finish
                while begin < finish and text[begin] in fringe:
                    begin += 1
                while begin < finish and text[finish - 1] in forms.raw["signs"]:
                    finish -= 1
                name = text[begin:finish]
                if len(name) >= 2 and not forms.compiled("nobody").match(name):
                    yield begin, finish

    def _conjuncts(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Cut a member at 和, 及, 以及 or 与 where both sides are bodies of their own."""
        for match in self.forms.compiled("conjunction").finditer(text, start + 2, end):
            left = self.forms.compiled("others").sub("", text[start : match.start()])
            right = text[match.end() : end]
            either = not right or self._is_headed(right) or self.forms.compiled("anybody").match(right)
            if either and self._is_headed(left):
                yield start, match.start()
                yield from self._conjuncts(text, match.end(), end)
                return
        yield start, end

    def _is_headed(self, name: str) -> bool:
        """Whether a text is known for a body or ends as the names of bodies do."""
        if self.lexicon.known(name, "Institution") is not None:
            return True
        if any(end == len(name) and start <= _LONGEST_OWNER for start, end, _ in self.lexicon.stems(name)):
            return True
        return any(
            end == len(name) and head.label == "Institution" and start > 0
            for start, end, head in self.lexicon.head_words(name)
        )

    def _is_regional(self, name: str) -> bool:
        """Whether a text is an office with its place, or none, before it: 长春市｜财政局."""
        placed = self.forms.compiled("placed")
        return any(
            end == len(name)
            and (not start or placed.fullmatch(name[:start]) or self.lexicon.known(name[:start], "Region"))
            for start, end, _ in self.lexicon.stems(name)
        )

    def _is_bare(self, name: str) -> bool:
        """Whether a name is that of an office without its province or city: 政务和数据局, but not 长春海关."""
        if self.forms.compiled("bare").fullmatch(name) is None:
            return False
        return all(found.start for found in self.lexicon.names_of(frozenset({"Region"}), name))
