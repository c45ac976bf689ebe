"""Where a name begins and ends, whether its head was found or the tagger proposed the whole.

To the left of a head: the first word that cannot stand inside a name.
"""

from __future__ import annotations

import re

from loaders.document.sentences import Sentence
from loaders.lexicon import Head
from loaders.names.lattice import NAMED, TOPICS, Lattice
from loaders.patternfile import PATTERNS, PatternFile

OPEN_TO_CLOSE = {"“": "”", "（": "）", "《": "》", "〈": "〉", "‘": "’", "〔": "〕"}
CLOSE_TO_OPEN = {close: opened for opened, close in OPEN_TO_CLOSE.items()}
_FORMS = PatternFile(PATTERNS / "names.yml")
# The classes of verbs that govern the name of a programme.
_ABOVE_PROGRAMMES = ("governors", "never_inside", "improve", "build", "strive")
# The classes of words that stand inside of no name at all.
_NEVER_INSIDE = ("never_nominal", "say", "determiners", "openers")
LINKS = frozenset("-—·+&－–/")
STOP_KINDS = frozenset(
    {"p", "c", "d", "u", "ud", "ug", "uj", "ul", "uv", "uz", "r", "rz", "m", "q", "mq", "y", "e", "o", "zg", "k"}
)
# A quotation is no longer than this.
_QUOTATION = 24


def closing(text: str, end: int, limit: int) -> int:
    """Take a quotation mark that closes around the head, and a short bracket that belongs to it."""
    if end < limit and text[end] == "”":
        end += 1
    if end < limit and text[end] == "（":
        close = text.find("）", end, min(limit, end + 10))
        inside = text[end + 1 : close] if close > 0 else ""
        if inside and not _FORMS.compiled("aside").search(inside):
            end = close + 1
    return end


def left_edge(lattice: Lattice, sentence: Sentence, start: int, head: Head) -> tuple[int, str]:
    """Walk left over words that may stand inside a name; return the edge and the word that stopped the walk."""
    words = lattice.words
    place = lattice.word_at(start)
    edge = words.starts[place] if words.starts[place] < start else start
    place -= words.starts[place] >= start
    while place >= 0 and words.starts[place] >= sentence.start:
        known = lattice.known_over(words.starts[place])
        if (
            known is not None
            and known.end > words.starts[place]
            and known.end <= start
            and known.end >= words.ends[place]
        ):
            edge = known.start
            place = lattice.word_at(known.start) - 1
            continue
        form = words.forms[place]
        jump = bracket_start(lattice.text, words.starts[place], sentence.start) if form in CLOSE_TO_OPEN else -1
        if jump >= 0:
            joined = _FORMS.compiled("bracketed_word").search(lattice.text, sentence.start, words.ends[place])
            edge = joined.start() if joined else jump
            place = lattice.word_at(edge) - 1
            continue
        if not _inside(lattice, place, edge, start, head, sentence):
            return edge, form
        edge = words.starts[place]
        place -= 1
    return edge, ""


def bracket_start(text: str, close: int, limit: int) -> int:
    """Where the bracket or quotation mark that closes here was opened; -1 where it holds no part of a name."""
    opened = text.rfind(CLOSE_TO_OPEN[text[close]], max(limit, close - 24), close)
    inside = text[opened + 1 : close]
    numbered = text[close] == "）" and opened == limit and _FORMS.compiled("numbered").fullmatch(inside) is not None
    return (
        opened
        if opened >= 0 and not numbered and not _FORMS.compiled("clause_mark").search(inside) and text[close] in "”）’"
        else -1
    )


def _inside(lattice: Lattice, place: int, edge: int, start: int, head: Head, sentence: Sentence) -> bool:
    """Whether a word may stand inside a name that ends in the head."""
    words = lattice.words
    form, kind = words.forms[place], words.kinds[place]
    if form in lattice.rules.words["joiners"]:
        return _joins(lattice, place, edge, start, sentence)
    if kind == "x" and not form.isalnum():
        return form in LINKS and edge < start
    classes = lattice.rules.words
    if any(form in classes[name] for name in _NEVER_INSIDE):
        return False
    if form in classes["countries"] or (form == "中" and lattice.text[words.ends[place]] in classes["countries"]):
        return True
    if head.label == "Programme":
        if any(form in classes[name] for name in _ABOVE_PROGRAMMES):
            return _nominal(lattice, place, start)
    elif form in classes["soft"]:
        return _after_noun(lattice, place, sentence)
    elif governs(lattice, form):
        return False
    if kind in STOP_KINDS:
        return bool(re.fullmatch(r"[A-Za-z0-9.]+", form)) and kind != "q"
    return True


def _nominal(lattice: Lattice, place: int, start: int) -> bool:
    """Whether a governing verb is a noun inside a programme's name: 标准体系｜建设｜重点工程."""
    between = lattice.text[lattice.words.ends[place] : start]
    if between and between not in lattice.rules.words["modifiers"]:
        return False
    return (
        place > 0
        and lattice.words.kinds[place - 1][0] in "nvabjl"
        and not governs(lattice, lattice.words.forms[place - 1])
    )


def _after_noun(lattice: Lattice, place: int, sentence: Sentence) -> bool:
    """Whether a verb that may be a noun stands behind a noun: 种业｜创新｜中心, not ，创新｜医药平台."""
    words = lattice.words
    if place == 0 or words.starts[place] <= sentence.start:
        return False
    before = words.forms[place - 1]
    if words.kinds[place - 1][0] not in "nvabjlx" or (
        words.kinds[place - 1] == "x" and before not in "”）" and not before.isalnum()
    ):
        return before in lattice.rules.words["joiners"]
    return not governs(lattice, before) and before not in lattice.rules.words["openers"]


def _joins(lattice: Lattice, place: int, edge: int, start: int, sentence: Sentence) -> bool:
    """Whether 和, 与 or 及 stands inside a name: 科学研究和技术服务, and not between two."""
    if place == 0 or edge >= start:
        return False
    words = lattice.words
    before = lattice.text[sentence.start : words.starts[place]]
    if any(end == len(before) for _, end, head in lattice.lexicon.head_words(before[-12:].rjust(len(before)))):
        return False
    known = lattice.known_over(words.starts[place] - 1)
    if known is not None and known.label in NAMED | {"Region"}:
        return False
    return joinable(lattice, place)


def joinable(lattice: Lattice, place: int) -> bool:
    """Whether the word before 和, 与 or 及 may be the first half of a name."""
    words = lattice.words
    return place > 0 and words.kinds[place - 1][0] in "nvabj" and not governs(lattice, words.forms[place - 1])


def governs(lattice: Lattice, form: str) -> bool:
    """Whether a word is a verb or link that stands outside of names."""
    classes = lattice.rules.words
    return any(form in classes[name] for name in ("support", "build", "improve", "strive", "rely", "focus", "say"))


def trim(lattice: Lattice, left: int, start: int, head: Head) -> int:
    """Drop from the left what qualifies a class and opens no name: 现有, 高水平, 和."""
    words = lattice.words
    leading = lattice.rules.words["programme_leading" if head.label == "Programme" else "leading"]
    place = lattice.word_at(left)
    while place < len(words) and words.starts[place] < start:
        form = words.forms[place]
        if form not in leading and form not in lattice.rules.words["joiners"] and form not in LINKS:
            break
        if form == "中" and lattice.text[words.ends[place]] in lattice.rules.words["countries"]:
            break
        if lattice.known_over(words.starts[place]) is not None and form not in lattice.rules.words["joiners"]:
            break
        place += 1
    return words.starts[place] if place < len(words) and words.starts[place] >= left else left


def balanced(name: str) -> str | None:
    """The name when its brackets and quotation marks close, without a pair that only wraps it; else None."""
    for opened, close in OPEN_TO_CLOSE.items():
        if name.count(opened) != name.count(close):
            if opened == "“":
                name = name.replace("“", "").replace("”", "")
            else:
                return None
    return name.strip("、-—")


def quotation_start(text: str, start: int, end: int) -> int:
    """Where a stretch begins that closes a quotation it did not open: with that quotation."""
    opened = text.rfind("“", max(0, start - _QUOTATION), start)
    inside = opened >= 0 and "”" not in text[opened:start] and "\n" not in text[opened:start]
    return opened if inside and "”" in text[start : end - 1] else start


def opening(lattice: Lattice, start: int, end: int, label: str) -> int:
    """Where a tagged name begins, without the words that no name begins with; a known word is not cut in two."""
    if lattice.lexicon.known(lattice.text[start:end], label) is not None:
        return start
    known = lattice.known_over(start)
    if known is not None and known.start < start and known.end < end and label in NAMED:
        return known.start
    place = lattice.word_at(start)
    while lattice.words.ends[place] < end and _stands_outside(lattice, place, label):
        place += 1
        start = lattice.words.starts[place]
    inner = [at for at in range(place + 1, lattice.word_at(end - 1)) if _breaks(lattice, at, end)]
    return lattice.words.ends[inner[-1]] if inner and label in NAMED else start


def _breaks(lattice: Lattice, place: int, end: int) -> bool:
    """Whether a verb ends what precedes a name; one that may be a noun does not before the head: 推广｜工程."""
    form, classes = lattice.words.forms[place], lattice.rules.words
    behind = lattice.text[lattice.words.ends[place] : end]
    known = lattice.known_over(lattice.words.starts[place])
    if behind.count("”") > behind.count("“") or (known is not None and known.end > lattice.words.ends[place]):
        return False
    return form in classes["never_inside"] and (form in classes["never_nominal"] or lattice.words.ends[place + 1] < end)


def _stands_outside(lattice: Lattice, place: int, label: str) -> bool:
    """Whether a word opens no name: none at all, or none of its label, such as a verb that governs a park."""
    form, classes = lattice.words.forms[place], lattice.rules.words
    if form in classes["never_first"]:
        return True
    known = lattice.known_over(lattice.words.starts[place])
    if label == "Institution" or (known is not None and known.end > lattice.words.ends[place]):
        return False
    if label in TOPICS:
        return form in classes["never_first_of_topics"]
    if label == "Programme":
        return form in classes["never_first_of_programmes"]
    return form in classes["openers"] or governs(lattice, form)
