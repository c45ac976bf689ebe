"""What a sum of support is called: who is offered it, and what it is.

``为创业者提供最高30万元、最长3年的创业担保贷款`` → 创业者创业担保贷款, and for the years 创业者创业担保贷款期限;
``按研发费用的8%给予补助`` → 补助占研发费用比例.
"""

from __future__ import annotations

import re

from loaders.facts.amounts import Amount, row
from loaders.patternfile import PATTERNS, PatternFile

_FORMS = PatternFile(PATTERNS / "offers.yml")
_ENDS = "。；！？\n"
# Units of what is taken of something.
_SHARES = ("%", "‰")
# The longest name of a receiver, of a thing, and of what a share is taken of.
_WHO, _THING = 16, 16
# The longest name of one of several receivers.
_LISTED = 24


def find(text: str, start: int, end: int, figures: list[Amount], place: int, *, whole: bool = False) -> str:
    """The name of the sum ``figures[place]`` in the sentence from ``start`` to ``end``; empty where none tells.

    ``whole`` keeps what limits the receiver, so that like sums in one measure can be told apart.
    """
    figure = figures[place]
    begin = max([start, *(text.rfind(mark, start, figure.start) + 1 for mark in _ENDS)])
    stop = min([end, *(found for mark in _ENDS if (found := text.find(mark, figure.end, end)) >= 0)])
    thing = _thing(text, figures, place, stop) or _thing_before(text, begin, figure.start)
    thing = thing or _thing_last(text, figure.end, stop) or _giving(text, begin, figure.start)
    if not thing and place and figure.unit not in _SHARES and figures[place - 1].start >= begin:
        thing = _before(text, figures, place, begin)
    first = _first(text, figures, place, begin)
    called = _FORMS.raw
    who = _each(text[begin:first], figures, place, text) or _who(text[begin:first], whole=whole)
    if figure.unit in _SHARES:
        share = _FORMS.compiled("share").search(text[begin : figure.start])
        if share is None:
            return who + thing if thing else ""
        return str(called["called_share"].format(who=who, thing=thing or called["something"], base=share["base"]))
    own = _FORMS.compiled("own").search(text, begin, figure.start)
    if own is not None:
        return str(own["own"])
    name = thing if who and thing.startswith(who) else who + thing
    lasts = name and _FORMS.compiled("span").fullmatch(figure.unit)
    return str(called["called_span"].format(thing=name)) if lasts else name


def _before(text: str, figures: list[Amount], place: int, begin: int) -> str:
    """The thing of the sum before one that only caps it: 给予80%补贴，年度｜最高不超过30万元."""
    figure, earlier = figures[place], figures[place - 1]
    if _FORMS.compiled("cap").search(text, earlier.end, figure.start) is None:
        return ""
    found = _FORMS.compiled("thing").match(text, earlier.end, figure.start)
    thing = _FORMS.compiled("thing_end").sub("", found["thing"]) if found else ""
    short = 2 <= len(thing) <= _THING and _FORMS.compiled("no_thing").search(thing) is None
    return thing if short else _thing_before(text, begin, earlier.start)


def _thing(text: str, figures: list[Amount], place: int, stop: int) -> str:
    """The noun behind the last figure of those that follow one another: 最高30万元、最长3年的｜创业担保贷款."""
    purpose = _FORMS.compiled("purpose").match(text, figures[place].end, stop)
    if purpose is not None:
        return f"{purpose['for']}{purpose['thing']}"
    at = figures[place].end
    for later in figures[place + 1 :]:
        if later.start >= stop or not _FORMS.compiled("link").fullmatch(text[at : later.start]):
            break
        at = later.end
    found = _FORMS.compiled("thing").match(text, at, stop)
    thing = _FORMS.compiled("thing_end").sub("", found["thing"]) if found else ""
    return thing if 2 <= len(thing) <= _THING and _FORMS.compiled("no_thing").search(thing) is None else ""


def _thing_before(text: str, begin: int, start: int) -> str:
    """The noun before a figure that says what is given: 给予｜一次性财政补助｜1000万元."""
    found = _FORMS.compiled("thing_before").search(text, begin, start)
    return found["thing"] if found else ""


def _giving(text: str, begin: int, start: int) -> str:
    """The verb right before a figure that says how it is given: 一次性奖补｜100万元."""
    found = _FORMS.compiled("giving").search(text, begin, start)
    return found["thing"] if found else ""


def _thing_last(text: str, start: int, stop: int) -> str:
    """What a clause that offers several sums ends with: 500元/小时、…予以2000元/小时的｜运行补助."""
    found = _FORMS.compiled("thing_last").match(text, start, stop)
    return found["thing"] if found else ""


def _first(text: str, figures: list[Amount], place: int, begin: int) -> int:
    """Where the first of the figures begins that lead up to one."""
    first = figures[place].start
    for earlier in reversed(figures[:place]):
        if earlier.start < begin or not _FORMS.compiled("link").fullmatch(text[earlier.end : first]):
            break
        first = earlier.start
    return first


def _each(before: str, figures: list[Amount], place: int, text: str) -> str:
    """The receiver of one of several sums: 对A、B和C的企业，分别给予｜300万元、200万元和100万元."""
    head, found, _ = before.rpartition(_FORMS.raw["each"])
    if not found:
        return ""
    first, last = row(text, figures, place)
    for clause in reversed(re.split("[，；]", head)):
        members = [part for part in _FORMS.compiled("member").findall(clause) if part]
        count = last - first + 1
        if len(members) >= count > 1:
            return _member(members[-count:], place - first)
    return ""


def _member(members: list[str], place: int) -> str:
    """A member of a list with the head that its last one carries for all: 三星级、四星级的｜酒店."""
    members = [_FORMS.compiled("granted").sub("", members[0]), *members[1:]]
    last, _, head = members[-1].partition("的")
    members[-1] = members[-1].removesuffix("的")
    if head:
        return ([*members[:-1], last][place] + head)[-_LISTED:]
    last = members[-1]
    level = _FORMS.compiled("level").match(last)
    if level is not None and all(_FORMS.compiled("level").fullmatch(member) for member in members[:-1]):
        return ([*members[:-1], level[0]][place] + last[level.end() :])[-_LISTED:]
    return members[place][-_LISTED:]


def _who(before: str, *, whole: bool = False) -> str:
    """The receiver: behind 对, 为, 给予 or 支持, else what the clause begins with; ``whole`` with what limits it."""
    last = _FORMS.compiled("clause_end").sub("", re.split("[，、：]", before)[-1])
    found = [match["who"] for match in _FORMS.compiled("receiver").finditer(before)]
    for who in (*reversed(found), last):
        bare = _FORMS.compiled("condition").sub("", who)
        if 2 <= len(bare) <= _WHO and _FORMS.compiled("no_receiver").search(bare) is None:
            return who[-_LISTED:] if whole else bare
    done = list(_FORMS.compiled("done").finditer(before))
    return done[-1]["who"] if done else ""
