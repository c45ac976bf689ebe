"""Conditions: figures that say who or what is meant, or by when each time, and are no aims themselves."""

from __future__ import annotations

from loaders.document.sentences import Sentence
from loaders.facts import amounts
from loaders.facts.amounts import Amount
from loaders.facts.indicators import CUT, last_cut
from loaders.facts.targetforms import TargetForms


def is_one(text: str, figures: list[Amount], place: int, sentence: Sentence, forms: TargetForms) -> bool:
    """Whether a figure only says who or what is meant: 投资超过1000万元的，给予…; 销售额（50万元以上）."""
    amount = figures[place]
    if _is_aside(text, amount, forms) or forms.compiled("listed_conditions").search(text, sentence.start, amount.start):
        return True
    if _is_built(text, amount, sentence, forms) or forms.compiled("limited").search(text, sentence.start, amount.start):
        return False
    timed = amount.unit.endswith(tuple(forms.raw["deadline_units"]))
    if timed and forms.compiled("deadline").search(text, sentence.start, amount.start):
        return True
    start = sentence.start + last_cut(text[sentence.start : amount.start], CUT)
    if _is_meant(text, amount, sentence, forms) or _is_reached_first(text, amount, start, forms):
        return True
    if _sizes_counted(text, figures, place, sentence, forms):
        return True
    if _is_for_whom(text, amount, sentence, forms) or _qualifies(text, amount, sentence, forms):
        return True
    return _stands_before_offer(text, figures, place, start, sentence, forms)


def _is_aside(text: str, amount: Amount, forms: TargetForms) -> bool:
    """Whether a figure fills a bracket that limits the word before it: （含200万元）, （50万元以上）, （20分）."""
    closed = text.startswith("）", amount.end)
    if text[max(0, amount.start - 2) : amount.start] == "（含" and closed:
        return True
    alone = text[amount.start - 1 : amount.start] == "（" and closed
    return alone and bool(amount.sign or amount.unit in forms.raw["scored"])


def _stands_before_offer(
    text: str, figures: list[Amount], place: int, start: int, sentence: Sentence, forms: TargetForms
) -> bool:
    """Whether a figure closes what must be so before something is given: 产值达到｜1亿元｜的，给予奖励."""
    amount = figures[place]
    offer = forms.compiled("offer").search(text, amount.end, sentence.end)
    if offer is None:
        return False
    ends = forms.compiled("condition").search(text, amount.end, offer.start())
    if not ends and not forms.compiled("conditioned").match(text, amount.end):
        return False
    # What offers the figure before offers nothing of this one: 1吨以下的予以500元、｜5吨｜以下的予以2000元.
    first = place
    while first and figures[first - 1].unit == amount.unit and amounts.joined(text, *figures[first - 1 : first + 1]):
        first -= 1
    start = max(start, figures[first - 1].end if first else 0)
    return forms.compiled("offering").search(text, start, amount.start) is None


def _is_built(text: str, amount: Amount, sentence: Sentence, forms: TargetForms) -> bool:
    """Whether a count of things is to be built, whatever is given for them: 新认定｜500家｜企业，给予奖补."""
    if forms.compiled("uncounted").fullmatch(amount.unit):
        return False
    start = sentence.start + last_cut(text[sentence.start : amount.start], CUT)
    behind, comma, _ = text[amount.end : sentence.end].partition("，")
    builds = forms.compiled("builds").match(text[start : amount.start])
    return builds is not None and bool(comma) and not behind.endswith("的")


def _is_meant(text: str, amount: Amount, sentence: Sentence, forms: TargetForms) -> bool:
    """Whether a figure stands in a clause that only says who is meant: 针对投资｜10亿元以上｜的项目，…"""
    limited = amount.sign or text[amount.end : amount.end + 1] == "的"
    if not limited or not forms.compiled("limits").match(text, amount.end, sentence.end):
        return False
    return forms.compiled("addressed").search(text, max(0, sentence.start - 1), amount.start) is not None


def _is_for_whom(text: str, amount: Amount, sentence: Sentence, forms: TargetForms) -> bool:
    """Whether a figure stands before what is given, with who gets it: 对航线不低于｜25公里｜的企业，给予…"""
    if amount.unit == "%" and text[amount.start - 1] == "的":
        return False
    begin = max([sentence.start, *(text.rfind(mark, sentence.start, amount.start) + 1 for mark in "；。")])
    offer = forms.compiled("given").search(text, begin, sentence.end)
    if offer is None or offer.start() < amount.end:
        return False
    if "的" not in text[amount.end : offer.start()] and not _is_bound(text, amount, begin, sentence, forms):
        return False
    return forms.compiled("for_whom").match(text, begin, amount.start) is not None


def _is_bound(text: str, amount: Amount, begin: int, sentence: Sentence, forms: TargetForms) -> bool:
    """Whether a figure bounds who gets the sum behind it, with nothing done before: 资本不低于5000万元，给予300万元."""
    bounds = amount.sign or forms.compiled("bounding").search(text, begin, amount.start)
    grants = forms.compiled("grants").search(text, amount.end, sentence.end)
    acts = forms.compiled("acts").search(text, begin, amount.start)
    return bool(bounds) and grants is not None and acts is None


def _qualifies(text: str, amount: Amount, sentence: Sentence, forms: TargetForms) -> bool:
    """Whether a figure only sizes the noun behind it: 营业收入｜10亿元以上｜民营企业增加10户."""
    before = text[sentence.start : amount.start]
    bounded = amount.sign or forms.compiled("bounding").search(before)
    if not bounded or forms.compiled("uncounted").fullmatch(amount.unit) is None:
        return False
    begins = forms.compiled("sizing" if amount.unit == "%" else "sizing_or_first").search(before)
    counted = forms.compiled("counted_behind").match(text, amount.end)
    done = not counted and forms.compiled("acts").search(before[last_cut(before, CUT) :])
    return (
        begins is not None
        and not done
        and forms.compiled("qualified").match(text, amount.end, sentence.end) is not None
    )


def _sizes_counted(text: str, figures: list[Amount], place: int, sentence: Sentence, forms: TargetForms) -> bool:
    """Whether a figure sizes what the count before it counts: 实施10个投资｜10亿元以上｜项目."""
    if not place or forms.compiled("uncounted").fullmatch(figures[place - 1].unit):
        return False
    sized = forms.compiled("sized_right").match(text, figures[place - 1].end, sentence.end)
    return sized is not None and sized.end() > figures[place].start


def _is_reached_first(text: str, amount: Amount, start: int, forms: TargetForms) -> bool:
    """Whether a count must be reached before anything is given: 年飞行超过｜2500架次｜给予补贴."""
    if amount.unit.partition("/")[0].endswith(tuple(forms.raw["offered_units"])) or "按" in text[start : amount.start]:
        return False
    return forms.compiled("reached_first").match(text, amount.end) is not None
