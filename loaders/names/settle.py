"""What the grammar and the tagger found, settled: one reading of each stretch of text.

The tagger decides where names begin and end; the grammar completes the members of a list whose head stands
once (A、B等国家重点实验室), keeps what it knows for certain, and refuses what can be no name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from loaders.names import confidence
from loaders.names.edges import closing, opening, quotation_start
from loaders.names.lattice import NAMED, TOPICS, Lattice, Mention
from loaders.names.naming import is_class
from loaders.names.resolve import short_industry
from loaders.names.tagger import LEANING, Span, Weights
from loaders.patternfile import PATTERNS, PatternFile

CERTAIN = frozenset({"body", "collective", "coordination"})
_FORMS = PatternFile(PATTERNS / "names.yml")
KEPT = frozenset({"lexicon", "grammar"})
# What could be an industry as well as a technology is a technology where the tagger is against that by no more than
# this, and no word behind it speaks of an industry: so annotators decide.
TECHNICAL = 3.0
# A name without the head word of its kind is taken where the tagger is for it by so much.
_SURE = 3.0


def settle(lattice: Lattice, ruled: Iterable[Mention], spans: Iterable[Span], weights: Weights) -> list[Mention]:
    """The mentions of a text in order; those that only the tagger saw carry the rule ``tagger``."""
    ruled = [_unprefixed(lattice, mention) for mention in ruled]
    found = [mention for mention in ruled if _certain(mention)]
    taken = _Taken(found)
    by_span = {(mention.start, mention.end, mention.label): mention for mention in ruled}
    for span in (told_apart(lattice, span, weights) for span in spans):
        mention = by_span.get((span.start, span.end, span.label)) or _tagged(lattice, span, weights)
        mention = mention and _unprefixed(lattice, mention)
        if mention is not None and not taken.crosses(mention):
            found.append(mention)
    taken = _Taken(found)
    found.extend(mention for mention in ruled if _kept(mention, weights) and not taken.crosses(mention))
    return sorted(set(found), key=lambda mention: (mention.start, -mention.end, mention.label, mention.name))


def told_apart(lattice: Lattice, span: Span, weights: Weights) -> Span:
    """A span as the industry that its end says it is, or as a technology where it could be one as well."""
    name = lattice.text[span.start : span.end]
    if span.label in TOPICS and _FORMS.compiled("industrial_end").search(name):
        return replace(span, label="Industry")
    if span.label != "Industry" or name.endswith("业") or _FORMS.compiled("industrial").match(lattice.text, span.end):
        return span
    if _FORMS.compiled("technical_end").search(name):
        return replace(span, label="Technology")
    sector = lattice.lexicon.sector(name)
    if sector and sector not in _FORMS.raw["technical_sectors"]:
        return span
    technical = weights.margin(span.start, span.end, "Technology") + TECHNICAL
    is_one = technical > weights.margin(span.start, span.end, "Industry")
    return replace(span, label="Technology") if is_one else span


class _Taken:
    """The stretches that mentions cover."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._spans = sorted((mention.start, mention.end) for mention in mentions)
        self._starts = [start for start, _ in self._spans]

    def crosses(self, mention: Mention) -> bool:
        place = bisect_right(self._starts, mention.end - 1) - 1
        return any(end > mention.start for _, end in self._spans[max(0, place - 3) : place + 1])


def _certain(mention: Mention) -> bool:
    return mention.rule in CERTAIN or (mention.rule == "lexicon" and mention.label == "Institution")


def _kept(mention: Mention, weights: Weights) -> bool:
    """Whether what the tagger passed over is kept all the same: where it leans that way."""
    sure = mention.label in NAMED and mention.rule in KEPT
    return sure and weights.margin(mention.start, mention.end, mention.label) > LEANING


def _tagged(lattice: Lattice, span: Span, weights: Weights) -> Mention | None:
    """A tagged span as a mention; None where it can be no name of its label."""
    end = closing(lattice.text, span.end, len(lattice.text)) if span.label in NAMED else span.end
    span = Span(opening(lattice, quotation_start(lattice.text, span.start, end), end, span.label), end, span.label)
    name = lattice.text[span.start : span.end].strip("、，。；")
    if span.label == "Platform" and _FORMS.compiled("park_end").search(name):
        span = replace(span, label="Park")
    facility = span.label in TOPICS and _FORMS.compiled("facility_end").search(name) is not None
    if facility:
        span = replace(span, label="Platform")
    if (
        len(name) < 2
        or name[0] in "（）"
        or name.count("（") != name.count("）")
        or _FORMS.compiled("clause_mark").search(name)
        or _FORMS.compiled("facilities").search(name)
    ):
        return None
    term = lattice.lexicon.known(name, span.label)
    if term is None and (_is_no_topic(lattice, name) if span.label in TOPICS else _is_work(span.label, name)):
        return None
    sure = span.label != "Institution" and weights.margin(span.start, span.end, span.label) > _SURE
    if span.label in NAMED and term is None and not (sure or facility) and not _nameable(lattice, span, name):
        return None
    if span.label == "Technology" and term is None and span.end < (whole := _technique_end(lattice, span)):
        span = replace(span, end=whole)
        name = lattice.text[span.start : span.end]
        term = lattice.lexicon.known(name, span.label)
    if name.count("“") != name.count("”"):
        name = name.replace("“", "").replace("”", "")
    return Mention(span.start, span.end, span.label, name, "tagger", 0.8, term)


def _is_work(label: str, name: str) -> bool:
    """Whether what was taken for a facility, park or body is work that is to be done: “吉林一号”卫星星座｜组网."""
    return label in NAMED and label != "Programme" and _FORMS.compiled("work_end").search(name) is not None


def _technique_end(lattice: Lattice, span: Span) -> int:
    """Where a technology ends with the 技术 behind it, unless that is what a list is of: 黑土地保护｜技术."""
    listed = lattice.text[span.start - 1 : span.start] in lattice.rules.tails["joints"]
    match = None if listed else _FORMS.compiled("technique").match(lattice.text, span.end)
    return match.end() if match else span.end


def _is_no_topic(lattice: Lattice, name: str) -> bool:
    """Whether an unlisted name is that of a class, or of what is neither an industry nor a technology."""
    return name in lattice.lexicon.classes or _FORMS.compiled("never_topic").search(name) is not None


def _unprefixed(lattice: Lattice, mention: Mention) -> Mention:
    """A body without the particle that the cutting of words has joined to it: 由省｜科技厅."""
    known = lattice.known_over(mention.start + 1) if mention.label == "Institution" else None
    if known is None or known.start != mention.start + 1 or known.end != mention.end or known.label != mention.label:
        return mention
    joined = lattice.text[mention.start] in lattice.rules.words["never_first"]
    return known if joined and mention.name == lattice.text[mention.start : mention.end] else mention


def _nameable(lattice: Lattice, span: Span, name: str) -> bool:
    """Whether a name ends as names of its label do, and says more than its class."""
    bare = _FORMS.compiled("wrapped_end").sub("", name.split("（")[0] if name.endswith("）") else name)
    headed = any(end == len(bare) and head.label == span.label for _, end, head in lattice.lexicon.head_words(bare))
    if headed:
        return not is_class(lattice, span.start, span.end, span.label)
    if span.label == "Institution":
        return 3 <= len(name) <= 10 and not _is_trade(lattice, span) and _among_bodies(lattice, span)
    return name.startswith("“") or lattice.text[span.start - 1 : span.end + 1] == f"“{name}”"


def _is_trade(lattice: Lattice, span: Span) -> bool:
    """Whether a short name is but a place and what is made there: 上海｜北斗｜企业."""
    place = lattice.known_over(span.start)
    trade = lattice.text[place.end : span.end] if place is not None and place.label == "Region" else ""
    return bool(trade) and any(lattice.lexicon.known(trade, label) is not None for label in TOPICS)


def _among_bodies(lattice: Lattice, span: Span) -> bool:
    """Whether a short name stands in a list that calls its members enterprises or the like, or beside a known one."""
    tail = lattice.text[span.end : span.end + 60]
    if _FORMS.compiled("members_of_bodies").match(tail):
        return True
    neighbours = (
        lattice.known_over(max(0, span.start - 2)),
        lattice.known_over(min(len(lattice.text) - 1, span.end + 1)),
    )
    return any(item is not None and item.label == "Institution" for item in neighbours)


def one_label_each(mentions: list[Mention]) -> list[Mention]:
    """Give an industry or technology that was read both ways the label that it was given most often."""
    settled = commonest((mention.name, mention.label) for mention in mentions if mention.label in TOPICS)
    return [
        replace(mention, label=settled[short_industry(mention.name)]) if mention.label in TOPICS else mention
        for mention in mentions
    ]


def assured(mentions: list[Mention], weights: Weights) -> list[Mention]:
    """The mentions with how sure each is; what the grammar knows for certain keeps what it says."""
    return [
        mention
        if _certain(mention) or mention.label in ("Document", "Region")
        else replace(
            mention,
            confidence=confidence.of(mention.label, weights.margin(mention.start, mention.end, mention.label)),
        )
        for mention in mentions
    ]


def commonest(readings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each industry or technology the label that it was given most often, an industry where both are as often.

    >>> commonest([("碳纤维产业", "Industry"), ("碳纤维", "Technology"), ("碳纤维", "Industry")])
    {'碳纤维': 'Industry'}
    """
    votes: dict[str, Counter[str]] = {}
    for name, label in readings:
        votes.setdefault(short_industry(name), Counter())[label] += 1
    return {name: max(sorted(count), key=lambda label: count[label]) for name, count in votes.items()}
