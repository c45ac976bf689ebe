"""What a figure counts: the phrase to its left, or, where a verb governs the number, the one to its right."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.document.sentences import Sentence
from loaders.facts.amounts import Amount, joined, row
from loaders.facts.targetforms import TargetForms

CUT = "，；。：！？\n"


def last_cut(text: str, marks: str) -> int:
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
class Phrase:
    """The words around one figure of a sentence, asked for what the figure counts."""

    text: str
    sentence: Sentence
    forms: TargetForms
    amounts: list[Amount]
    place: int
    indicators: list[str]

    def indicator(self) -> tuple[str, str]:
        """The phrase to the figure's left, or, where a verb governs the number, the one to its right."""
        amount = self.amounts[self.place]
        left = self.text[self.amounts[self.place - 1].end if self.place else self.sentence.start : amount.start]
        if self.place and joined(self.text, self.amounts[self.place - 1], amount):
            return self._distributed(), self._shared_sign()
        cut = CUT if "分别" in left else CUT + "、"
        clause = self.forms.compiled("clause_start").sub("", left[last_cut(left, cut) :])
        undated = self._undated(clause)
        whole = self.forms.compiled("whole_word").search(clause) is not None
        comparator = "" if whole else next((sign for word, sign in self.forms.before if clause.endswith(word)), "")
        name = undated if whole else self.forms.filler.sub("", undated)
        if "分别" in clause:
            return self._first_of_list(name), comparator
        right = self._right()
        # What stands behind a counted number is what is counted, unless the words before it lead up to the number.
        if right and (name == undated or clause.endswith("等")):
            return right, comparator
        opened = self._after_verb(name)
        sized = self.forms.compiled("sized").match(self.text, amount.end, self.sentence.end)
        if sized and (not opened or self.forms.compiled("sizes").fullmatch(opened)):
            return sized["thing"], comparator
        if len(opened) < 2:
            kept = self.forms.compiled("keeps").fullmatch(name) or self.forms.compiled("measured").fullmatch(
                amount.unit
            )
            opened = right or (self._behind() if kept else "") or self._clause_head() or self._clause_before()
        if self.forms.compiled("dependent").fullmatch(opened):
            return self._of_what(
                opened, to=self.forms.compiled("moved_to").search(undated[len(name) :]) is not None
            ), comparator
        listed = bool(self.indicators) and self.forms.compiled("listed").fullmatch(left[: len(left) - len(clause)])
        return (self._ranked(opened, self.indicators[-1]) if listed else opened), comparator

    def _shared_sign(self) -> str:
        """The comparator that the first of a list has for all: 分别达到｜300亿元和100亿元."""
        first = row(self.text, self.amounts, self.place)[0]
        before = self.text[self.sentence.start : self.amounts[first].start]
        sign = next((sign for word, sign in self.forms.before if before.endswith(word)), "")
        return sign if "分别" in before[-12:] and sign != "=" else "="

    def _of_what(self, name: str, *, to: bool) -> str:
        """A change, rate or share with what it is of; to what something has moved is a figure of the thing itself."""
        dependent = self.forms.compiled("dependent")
        base = next((bare for each in reversed(self.indicators) if (bare := dependent.sub("", each))), "")
        return base if base and to and self.forms.compiled("moved").fullmatch(name) else f"{base}{name}"

    def _ranked(self, name: str, first: str) -> str:
        """A thing with the rank that the first of a list gives to all: 国家级重点实验室12个、｜工程研究中心7个."""
        given = self.forms.compiled("rank").match(first)
        shares = self.forms.compiled("rankable").search(name) and not self.forms.compiled("ranked").match(name)
        return f"{given.group()}{name}" if given and shares else name

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
        amount = self.amounts[self.place]
        start = self.sentence.start + last_cut(self.text[self.sentence.start : amount.start], CUT)
        first = next((other for other in self.amounts if other.start >= start), amount)
        return self._after_verb(self._bare(self.text[start : first.start])) if first is not amount else ""

    def _first_of_list(self, name: str) -> str:
        named, _, rest = name.rpartition("分别")
        share = self._share(rest)
        listed = self._listed(named or ("" if share else rest))
        if listed and len(name) > 1:
            return f"{self._clean(listed[0])}{share}"
        group = self._group()
        before = self.indicators[-group:] if len(self.indicators) >= group else self.indicators
        return f"{before[0]}{share}" if before else self._clause_before()

    def _share(self, words: str) -> str:
        """What the things before are parts of: 分别｜占全国｜的3%."""
        share = self._bare(words)
        return share if share.startswith("占") else ""

    def _listed(self, name: str) -> list[str]:
        """The names of a list A、B和C."""
        return [item for item in self.forms.compiled("indicator_joint").split(name) if item]

    def _group(self) -> int:
        """How many figures follow one another in the list that begins here."""
        return row(self.text, self.amounts, self.place)[1] - self.place + 1

    def _distributed(self) -> str:
        """The member of a list that this figure of 分别达到3个和7个 belongs to."""
        amount = self.amounts[self.place]
        start = max(
            [
                self.sentence.start,
                *(self.text.rfind(mark, self.sentence.start, amount.start) + 1 for mark in "，；。："),
            ]
        )
        clause = self.text[start : amount.start]
        index = sum(1 for other in self.amounts[: self.place] if other.start >= start)
        if "分别" not in clause:
            return self.indicators[-1]
        named, _, rest = clause.partition("分别")
        share = self._share(re.split(r"\d", rest)[0])
        listed = self._listed(self._bare(named))
        if listed:
            member = self._clean(listed[min(index, len(listed) - 1)])
            return f"{self._ranked(member, self._clean(listed[0]))}{share}"
        size = index + self._group()
        before = self.indicators[: self.place - index]
        return f"{before[len(before) - size + index]}{share}" if len(before) >= size else ""

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
        if self.forms.compiled("uncounted").fullmatch(self.amounts[self.place].unit):
            return ""
        return self._behind()

    def _behind(self) -> str:
        """The noun phrase behind the figure, whatever its unit: 18亿亩｜耕地红线."""
        amount = self.amounts[self.place]
        sized = self.forms.compiled("sized_right").match(self.text, amount.end, self.sentence.end)
        if sized is not None:
            return sized["thing"]
        relative = self.forms.compiled("relative").match(self.text, amount.end, self.sentence.end)
        if relative is not None:
            return self.forms.compiled("right_end").sub("", relative["thing"])
        behind = self.forms.compiled("beside").sub("", self.text[amount.end : self.sentence.end])
        tail = re.split(rf"[{CUT}、（）]|\d", behind)[0]
        tail = self.forms.compiled("right_end").sub("", self.forms.compiled("right_start").sub("", tail))
        return tail if 2 <= len(tail) <= 40 and not self.forms.compiled("no_right").match(tail) else ""

    def _clause_before(self) -> str:
        """For a figure whose own clause names nothing: the nearest thing that the clauses before it speak of."""
        amount = self.amounts[self.place]
        pieces = [piece for piece in re.split(f"[{CUT}]", self.text[self.sentence.start : amount.start]) if piece]
        names = [self._after_verb(re.split(r"\d", self._bare(piece))[0]) for piece in reversed(pieces[:-1])]
        moved = self.forms.compiled("moved")
        # 交易额每年实现倍增，力争超过40亿元: what moves, not the move.
        names = [
            self._clean(self._bare(piece.rpartition(name)[0].removesuffix("实现"))) if moved.fullmatch(name) else name
            for name, piece in zip(names, reversed(pieces[:-1]), strict=True)
        ]
        names = [self.forms.filler.sub("", name) for name in names if len(name) >= 2]
        countable = [name for name in names if name.endswith(tuple(self.forms.raw["countable"]))]
        return next(iter(countable or names), "")
