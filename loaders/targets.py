"""Measurable aims: indicator, comparator, value, unit, year, and whether it is an aim, a baseline or an offer.

``到2025年，高新技术企业达到5000户`` → 高新技术企业 ≥ 5000 户, 2025. Years are inherited from the sentence, the
paragraph or the heading; ``A、B分别达到3个和7个`` gives each indicator its own figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from graph.errors import KnowledgeError
from graph.values import Comparator, plain_number
from loaders.numerals import decimal
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


class TargetForms:
    """The grammar of ``patterns/targets.yml``, compiled when first asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def raw(self) -> dict[str, Any]:
        """The file as it stands."""
        try:
            loaded: dict[str, Any] = yaml.safe_load(self._path.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError) as error:
            raise KnowledgeError(f"{self._path}：规则无法读取（{error}）") from error
        return loaded

    @cached_property
    def figure(self) -> re.Pattern[str]:
        """A number, its scale and unit, and the comparator that follows."""
        units = _alternatives(self.raw["units"])
        scales = _alternatives(self.raw["scales"])
        after = _alternatives(word for words in self.raw["after"].values() for word in words)
        return re.compile(
            rf"(?<![\d.A-Za-z\-])(?P<number>{self.raw['number']})(?P<more>余|多)?"
            rf"(?P<unit>(?:{scales})?(?:{units})(?:{self.raw['bracket']})?|(?:{scales})(?=[，。；、）\n]|$))(?P<after>{after})?"
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
    def year(self) -> re.Pattern[str]:
        """A year, or the end of a five-year plan."""
        plans = _alternatives(self.raw["plans"])
        return re.compile(rf"(?P<year>(?:19|20)\d\d)年|“?(?P<plan>{plans})”?(?:规划)?(?:末|期末|时期|期间)")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def find(text: str, sentences: Iterable[Sentence], forms: TargetForms, *, issued: str = "") -> list[Figure]:
    """Every figure of the sentences; ``issued`` is the document's year, before which a figure is a baseline."""
    found: list[Figure] = []
    heading = ""
    depth = -1
    for sentence in sentences:
        content = text[sentence.start : sentence.end]
        level = sentence.measure.count(".") if sentence.measure else -1
        if heading and level < depth:
            heading = ""
        if content.rstrip().endswith(("：", "是", "为")) or (_bare_heading(content, forms) and "目标" not in content):
            year = _last_year(content, forms)
            if year:
                heading, depth = year, level
        found.extend(_in_sentence(text, sentence, forms, heading, issued))
    return found


def _bare_heading(content: str, forms: TargetForms) -> bool:
    return len(content) < 24 and forms.figure.search(content) is None


def _last_year(content: str, forms: TargetForms) -> str:
    years = [_year(match, forms) for match in forms.year.finditer(content)]
    return years[-1] if years else ""


def _year(match: re.Match[str], forms: TargetForms) -> str:
    return match["year"] or str(forms.raw["plans"][match["plan"]])


def _in_sentence(text: str, sentence: Sentence, forms: TargetForms, heading: str, issued: str) -> Iterator[Figure]:
    matches = [match for match in forms.figure.finditer(text, sentence.start, sentence.end) if _is_figure(text, match, forms)]
    indicators: list[str] = []
    for place, match in enumerate(matches):
        indicator, comparator = _indicator(text, match, sentence, forms, matches[place - 1] if place else None, indicators)
        indicators.append(indicator)
        if not indicator:
            continue
        year = _year_of(text, match.start(), sentence, forms) or heading
        yield Figure(
            start=match.start(),
            end=match.end(),
            value=plain_number(decimal(match["number"])),
            unit=match["unit"],
            comparator=_comparator(match, comparator, forms),
            indicator=indicator,
            year=year,
            kind=_kind(text, match, sentence, forms, year, issued),
            measure=sentence.measure,
        )


def _is_figure(text: str, match: re.Match[str], forms: TargetForms) -> bool:
    """Whether a number counts something: no date, no document number, no version."""
    before = text[max(0, match.start() - 4) : match.start()]
    after = text[match.end() : match.end() + 2]
    if before.endswith(tuple(forms.raw["not_after"])) or after.startswith(tuple(forms.raw["not_before"])):
        return False
    unit = match["unit"]
    if unit == "年":
        return len(match["number"]) < 3 and re.search(r"[最长期限达续]{1,2}$|不超过$|免租$|连续$", before) is not None
    if unit in {"日", "天", "小时", "分钟", "个月"}:
        return "月" not in before and re.search(r"(?:不超过|控制在|压缩至|最长|在)$", before) is not None
    return not (unit in {"期", "批", "级", "次", "分"} and "第" in before)


def _indicator(
    text: str,
    match: re.Match[str],
    sentence: Sentence,
    forms: TargetForms,
    previous: re.Match[str] | None,
    indicators: list[str],
) -> tuple[str, str]:
    """What a figure counts: the phrase to its left, or, where a verb governs the number, the one to its right."""
    left_edge = max(sentence.start, previous.end() if previous else sentence.start)
    left = text[left_edge : match.start()]
    if re.fullmatch(r"[、和及与]", left) and indicators:
        return _distributed(text, match, sentence, forms, indicators), "="
    clause = re.split(f"[{_CUT}、]", left)[-1] if "分别" not in left else re.split(f"[{_CUT}]", left)[-1]
    clause = re.sub(r"^(?:以上|左右|以内)?[、和及]?", "", clause)
    comparator = next((sign for word, sign in forms.before if clause.endswith(word)), "")
    name = forms.filler.sub("", re.sub(r"^.*?年(?:底|末)?，?", "", clause) if forms.year.search(clause) else clause)
    if "分别" in clause:
        listed = _listed(name)
        return (_clean(listed[0], forms) if listed else ""), comparator
    opened = _after_verb(name, forms)
    right = _right(text, match, sentence)
    if not opened and right and not re.search(r"(?:以上|以内|左右)$", match.group()):
        return right, comparator
    if not opened:
        opened = right or _clause_before(text, match, sentence, forms)
    return opened, comparator


def _after_verb(name: str, forms: TargetForms) -> str:
    """The phrase behind the last governing verb; the phrase itself where none governs it."""
    stop = 0
    for verb in forms.verb.finditer(name):
        rest = name[verb.end() :]
        if verb.start() == 0 or not rest or re.search(r"(?:领域|全省|全市|重点|新|，|力争|累计|争取|加快|支持|继续|和|并|将|可|内|共)$", name[: verb.start()]):
            stop = verb.end()
    return _clean(name[stop:], forms)


def _clean(name: str, forms: TargetForms) -> str:
    name = re.sub(r"^(?:在|对|将|使|让|全省|全市|我省|我市|力争|争取|其中|并|和|及|、|各类|累计|每年|一批)+", "", name.strip("、，“”（"))
    return name[-40:] if len(name) > 1 else ""


def _right(text: str, match: re.Match[str], sentence: Sentence) -> str:
    """The noun phrase that a counted number stands before: 100个｜重点实验室."""
    if re.fullmatch(r"%|‰|倍|.*元|个百分点|百分点", match["unit"]) or match["after"]:
        return ""
    tail = re.split(rf"[{_CUT}、（]|\d", text[match.end() : sentence.end])[0]
    tail = re.split(r"(?:和|及)(?=\d)", tail)[0]
    tail = re.sub(r"(?:建设|等)$", "", tail.removeprefix("以上").removeprefix("左右").removeprefix("的"))
    return tail if 2 <= len(tail) <= 40 else ""


def _clause_before(text: str, match: re.Match[str], sentence: Sentence, forms: TargetForms) -> str:
    """For a figure whose own clause names nothing: what the clause before it speaks of."""
    pieces = [piece for piece in re.split(f"[{_CUT}]", text[sentence.start : match.start()]) if piece]
    for piece in reversed(pieces[:-1]):
        name = _clean(forms.filler.sub("", re.split(r"\d", piece)[0]), forms)
        if len(name) >= 2:
            return name
    return ""


def _listed(name: str) -> list[str]:
    """The names of a list A、B和C, each with the qualifier of the first where it has one."""
    return [item for item in re.split(r"、|和(?=[^和]{2,}$)", name) if item]


def _distributed(text: str, match: re.Match[str], sentence: Sentence, forms: TargetForms, indicators: list[str]) -> str:
    """The member of a list that this figure of 分别达到3个和7个 belongs to."""
    clause_start = max(text.rfind(mark, sentence.start, match.start()) for mark in "，；。：") + 1
    clause_start = max(clause_start, sentence.start)
    clause = text[clause_start : match.start()]
    if "分别" not in clause:
        return indicators[-1] if re.search(r"\d$", clause.rstrip("、和")) else ""
    listed = _listed(forms.filler.sub("", clause.split("分别")[0]))
    index = len(forms.figure.findall(clause))
    return _clean(listed[index], forms) if index < len(listed) else ""


def _comparator(match: re.Match[str], sign: str, forms: TargetForms) -> Comparator:
    after = forms.after.get(match["after"] or "") or (">=" if match["more"] else "")
    return Comparator(after or sign or "=")


def _year_of(text: str, offset: int, sentence: Sentence, forms: TargetForms) -> str:
    """The year said last before a figure in its sentence."""
    years = list(forms.year.finditer(text, sentence.start, offset))
    return _year(years[-1], forms) if years else ""


def _kind(text: str, match: re.Match[str], sentence: Sentence, forms: TargetForms, year: str, issued: str) -> str:
    """Whether a figure is offered, was reached, or is to be reached."""
    clause_start = max(sentence.start, max(text.rfind(mark, sentence.start, match.start()) for mark in "；。") + 1)
    near = text[max(clause_start, match.start() - 40) : min(sentence.end, match.end() + 16)]
    if any(word in near for word in forms.raw["support"]):
        return "support"
    if year and issued and year < issued:
        return "baseline"
    before = text[sentence.start : match.start()]
    if not year and any(word in before for word in forms.raw["baseline"]):
        return "baseline"
    return "target"
