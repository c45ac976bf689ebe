"""Facts between things: what a measure supports and focuses on, what a thing serves, relies on, and where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.document.sentences import Sentence
from loaders.lexicon import Lexicon, Term
from loaders.names import confidence, seats, served
from loaders.names.lattice import NAMED, Lattice, Mention
from loaders.names.topics import Topic
from loaders.patternfile import PATTERNS, PatternFile

_NAMES = PatternFile(PATTERNS / "names.yml")


@dataclass(frozen=True, slots=True)
class Thing:
    """One end of a fact: a label and a name, with the term behind it when it is known."""

    label: str
    name: str
    term: Term | None = None


MEASURE = Thing("Measure", "")


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation read from a sentence, its ends still names; ``MEASURE`` stands for the passage itself."""

    type: str
    source: Thing
    target: Thing
    start: int
    end: int
    sentence: Sentence
    rule: str
    confidence: float
    properties: tuple[tuple[str, str], ...] = ()


class Clauses:
    """The sentences of a document with the mentions in each."""

    def __init__(self, lattice: Lattice, sentences: tuple[Sentence, ...], mentions: list[Mention]) -> None:
        self.lattice = lattice
        self.sentences = sentences
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]

    def mentions(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin between two offsets, in order."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def covered(self, offset: int) -> Mention | None:
        """The named thing whose words cover an offset."""
        for mention in reversed(
            self._mentions[max(0, bisect_right(self._starts, offset) - 4) : bisect_right(self._starts, offset)]
        ):
            if mention.end > offset and mention.label in NAMED:
                return mention
        return None


def find(clauses: Clauses, lexicon: Lexicon, found: list[Topic]) -> Iterator[Fact]:
    """Every fact that the sentences say, and what the names in them say of themselves."""
    topics: dict[int, list[Topic]] = {}
    for topic in found:
        topics.setdefault(topic.sentence.start, []).append(topic)
    sayings = served.Sayings(lexicon, clauses.lattice.rules, ((topic.name, topic.label) for topic in found))
    for sentence in clauses.sentences:
        mentions = clauses.mentions(sentence.start, sentence.end)
        relied = list(_relies(clauses, sentence, mentions))
        yield from relied
        carriers = {(fact.target.label, fact.target.name) for fact in relied}
        yield from _supports(clauses, sentence, mentions, carriers)
        developed = list(_develops(clauses, sentence, mentions, topics.get(sentence.start, [])))
        yield from developed
        made = {fact.start for fact in developed}
        open_topics = [topic for topic in topics.get(sentence.start, []) if topic.start not in made]
        yield from _focuses(clauses, sentence, mentions, open_topics)
        yield from _partners(clauses, sentence, mentions)
        yield from _located(clauses, sentence, mentions)
        for mention in mentions:
            if mention.label in NAMED:
                yield from _by_name(clauses, sentence, mention, lexicon, sayings)


def _thing(mention: Mention) -> Thing:
    return Thing(mention.label, mention.name, mention.term)


def _supports(
    clauses: Clauses, sentence: Sentence, mentions: list[Mention], carriers: set[tuple[str, str]]
) -> Iterator[Fact]:
    """支持, 建设, 创建, 实施 … a named thing."""
    for mention in mentions:
        if mention.label not in NAMED or (mention.label, mention.name) in carriers:
            continue
        action = _action(clauses.lattice, sentence, mention)
        if mention.label == "Institution" and action not in clauses.lattice.rules.words["upholds"]:
            continue
        if mention.label == "Programme" and (
            _in_background(clauses.lattice, sentence, mention) or _is_means(clauses.lattice.text, sentence, mention)
        ):
            continue
        status = _status(clauses.lattice, action)
        properties = (("action", action), ("status", status)) if action else (("status", status),)
        sure = confidence.through("supported" if action else "mentioned", mention.confidence)
        yield Fact(
            "SUPPORTS",
            MEASURE,
            _thing(mention),
            mention.start,
            mention.end,
            sentence,
            "supports.verb",
            sure,
            properties,
        )


def _action(lattice: Lattice, sentence: Sentence, mention: Mention) -> str:
    """The verb that governs a name: the nearest to its left in the sentence, past the other members of its list."""
    words = lattice.words
    place = lattice.word_at(mention.start) - 1
    classes = lattice.rules.words
    while place >= 0 and words.starts[place] >= sentence.start:
        form = words.forms[place]
        if form in "。；":
            break
        pair = words.forms[place - 1] + form if place and words.starts[place - 1] >= sentence.start else form
        if pair in classes["planned"] or pair in classes["existing"]:
            return pair
        if (
            any(form in classes[name] for name in ("support", "build", "improve", "strive", "rely"))
            or form in classes["soft"]
        ):
            return form
        place -= 1
    return ""


def _in_background(lattice: Lattice, sentence: Sentence, mention: Mention) -> bool:
    """Whether a programme is only what is done for or by: 按照“一主六双”战略布局平台."""
    place = lattice.word_at(mention.start) - 1
    while (
        place >= 0
        and lattice.words.starts[place] >= sentence.start
        and lattice.words.forms[place] in lattice.rules.words["background_fillers"]
    ):
        place -= 1
    return (
        place >= 0
        and lattice.words.starts[place] >= sentence.start
        and lattice.words.forms[place] in lattice.rules.words["background"]
    )


def _is_means(text: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether a programme is a prize that somebody has won, or the fund that pays: 从｜专项资金｜中列支."""
    if _NAMES.compiled("prize").search(mention.name):
        return _NAMES.compiled("won").search(text, sentence.start, mention.start) is not None
    if not _NAMES.compiled("funds").search(mention.name):
        return False
    paid = _NAMES.compiled("paid").match(text, mention.end, sentence.end) is not None
    return paid and _NAMES.compiled("paid_from").search(text, sentence.start, mention.start) is not None


def _status(lattice: Lattice, action: str) -> str:
    classes = lattice.rules.words
    if action in classes["planned"]:
        return "planned"
    return "existing" if action in classes["existing"] else "unknown"


def _relies(clauses: Clauses, sentence: Sentence, mentions: list[Mention]) -> Iterator[Fact]:
    """依托X建设Y; 以X为基础; 由X承担: Y, or for want of a Y the measure, relies on X."""
    text = clauses.lattice.text
    for rule in clauses.lattice.rules.family("reliance"):
        for match in rule.find(text, sentence.start, sentence.end):
            carriers = _carriers(text, *match.span("carrier"), mentions)
            if not carriers or (rule.id == "means" and not _goes_through(text, match.start("carrier"), carriers)):
                continue
            stop = max(carrier.end for carrier in carriers)
            built = [m for m in mentions if stop <= m.start and m.label in ("Platform", "Park", "Programme")]
            built = [m for m in built if not re.search("[。；]", text[stop : m.start])][:1]
            built = [m for m in built if _is_made(clauses.lattice, sentence, m)]
            for carrier in carriers:
                sources = [_thing(m) for m in built] or [MEASURE]
                for source in sources:
                    yield Fact(
                        "RELIES_ON",
                        source,
                        _thing(carrier),
                        match.start(),
                        carrier.end,
                        sentence,
                        rule.id,
                        rule.confidence,
                    )


def _goes_through(text: str, start: int, carriers: list[Mention]) -> bool:
    """Whether what something is done through stands right behind 通过, and does not only judge: 通过网信办备案."""
    judges = _NAMES.compiled("judges").match(text, carriers[-1].end)
    return carriers[0].start - start <= 1 and judges is None


def _is_made(lattice: Lattice, sentence: Sentence, mention: Mention) -> bool:
    """Whether what governs a name says that it is made: 建设, 创建, 举办; not 接入."""
    return _NAMES.compiled("made").search(_action(lattice, sentence, mention)) is not None


def _carriers(text: str, start: int, end: int, mentions: list[Mention]) -> list[Mention]:
    """The names that a list behind 依托 opens with: they carry, what a verb then builds is carried."""
    found: list[Mention] = []
    place = start
    for mention in mentions:
        if not start <= mention.start < end or mention.label not in ("Institution", "Platform", "Park"):
            continue
        between = text[place : mention.start]
        if not _NAMES.compiled("carried_by" if found else "before_carrier").fullmatch(between):
            break
        found.append(mention)
        place = mention.end
    return found


def _focuses(clauses: Clauses, sentence: Sentence, mentions: list[Mention], topics: list[Topic]) -> Iterator[Fact]:
    """围绕X、Y等领域; 重点发展X; 突破X技术: what the passage, or the place it speaks of, focuses on."""
    for topic in topics:
        thing = Thing(topic.label, topic.name, topic.term)
        for head in _focus_heads(clauses, sentence, topic.start, mentions) or [MEASURE]:
            yield Fact("FOCUSES_ON", head, thing, topic.start, topic.end, sentence, topic.rule, topic.confidence)


def _develops(clauses: Clauses, sentence: Sentence, mentions: list[Mention], topics: list[Topic]) -> Iterator[Fact]:
    """支持A研制X: the institution develops what the clause names behind it."""
    text = clauses.lattice.text
    seen: set[tuple[int, str]] = set()
    for rule in clauses.lattice.rules.family("develops"):
        for match in rule.find(text, sentence.start, sentence.end):
            start, end = match.span("what")
            makers = [
                m for m in mentions if m.label == "Institution" and match.start() <= m.start and m.end <= start + 12
            ]
            for maker in makers:
                if not _makes(text, maker, match, start):
                    continue
                for topic in topics:
                    if max(start, maker.end) <= topic.start < end and (topic.start, maker.name) not in seen:
                        seen.add((topic.start, maker.name))
                        thing = Thing("Technology", topic.name, topic.term)
                        span = (topic.start, topic.end, sentence)
                        if topic.label == "Technology":
                            yield Fact("DEVELOPS", _thing(maker), thing, *span, rule.id, rule.confidence)


def _makes(text: str, maker: Mention, match: re.Match[str], what: int) -> bool:
    """Whether nothing but list and verb stands between an institution and what it develops."""
    between = text[maker.end : max(what, maker.end)]
    return not _NAMES.compiled("made_by_others").search(between) and "、" not in text[maker.end : maker.end + 1]


def _focus_heads(clauses: Clauses, sentence: Sentence, offset: int, mentions: list[Mention]) -> list[Thing]:
    """The places that a clause speaks of: 支持长春新区、净月高新区重点发展…; 通化市依托…发展…."""
    text = clauses.lattice.text
    clause = max(sentence.start, *(text.rfind(mark, sentence.start, offset) + 1 for mark in "；。"))
    places = [m for m in mentions if m.label in ("Park", "Region") and clause <= m.start and m.end <= offset]
    for number in range(len(places) - 1, -1, -1):
        heads = _together(clauses.lattice, places[number:])
        verb = text[max(sentence.start, heads[0].start - 2) : heads[0].start]
        last = heads[-1]
        goes_on = last.label == "Park" and _NAMES.compiled("park_acts").match(text, last.end)
        if goes_on or verb in clauses.lattice.rules.words["fosters"]:
            return [_thing(mention) for mention in heads]
    following = next((m for m in mentions if m.label == "Park" and m.start > offset), None)
    if following and _NAMES.compiled("then_builds").fullmatch(text, offset, following.start):
        return [_thing(following)]
    for start in (clause, *(pause.end() for pause in _NAMES.compiled("pause").finditer(text, clause, offset))):
        acting = _acting(clauses.lattice, start)
        if acting:
            return [_thing(mention) for mention in acting]
    return []


def _acting(lattice: Lattice, start: int) -> list[Mention]:
    """The regions that a clause begins with, where it is they who act."""
    found: list[Mention] = []
    while (known := lattice.known_over(start)) is not None and known.start == start and known.label == "Region":
        found.append(known)
        start = known.end + 1
        if lattice.text[known.end : start] not in lattice.rules.words["joints"]:
            break
    acts = found and _NAMES.compiled("place_acts").match(lattice.text, found[-1].end)
    return [mention for mention in found if mention.term is not None and mention.term.level] if acts else []


def _together(lattice: Lattice, mentions: list[Mention]) -> list[Mention]:
    """The first of some mentions with those of its label that only joints part from it."""
    found = mentions[:1]
    for mention in mentions[1:]:
        joint = lattice.text[found[-1].end : mention.start]
        if mention.label != found[0].label or joint not in lattice.rules.words["joints"]:
            break
        found.append(mention)
    return found


def _partners(clauses: Clauses, sentence: Sentence, mentions: list[Mention]) -> Iterator[Fact]:
    """与X合作: the region of the document, or the body that the sentence names, with X."""
    text = clauses.lattice.text
    kinds = ("Institution", "Region", "Park")
    for rule in clauses.lattice.rules.family("partners"):
        for match in rule.find(text, sentence.start, sentence.end):
            start, end = match.span("partners")
            hosts = [_thing(m) for m in mentions if m.label in kinds and _leads_to(text, m.end, match.start())]
            for mention in mentions:
                administrative = mention.term is None or mention.label != "Region" or bool(mention.term.level)
                if start <= mention.start < end and mention.label in kinds and administrative:
                    for host in hosts or [Thing("Region", "@region")]:
                        place = (match.start(), match.end(), sentence)
                        yield Fact("PARTNERS_WITH", host, _thing(mention), *place, rule.id, rule.confidence)


def _leads_to(text: str, end: int, start: int) -> bool:
    """Whether between a name and a place there stand only other members of its list."""
    return end <= start and start - end <= 30 and not _NAMES.compiled("other_verb").search(text[end:start])


def _located(clauses: Clauses, sentence: Sentence, mentions: list[Mention]) -> Iterator[Fact]:
    """支持吉林市建设…基地, 在北湖科学城建设…中心: what is built stands where the clause says."""
    text = clauses.lattice.text
    for rule in clauses.lattice.rules.family("location"):
        for match in rule.find(text, sentence.start, sentence.end):
            start, end = match.span("places")
            places = [m for m in mentions if start <= m.start < end and m.label in ("Region", "Park") and _is_place(m)]
            built = [
                m for m in mentions if match.start("built") <= m.start < match.end() and m.label in ("Park", "Platform")
            ]
            for thing in built:
                for place in places:
                    span = (match.start(), match.end(), sentence)
                    yield Fact("LOCATED_IN", _thing(thing), _thing(place), *span, rule.id, rule.confidence)


def _is_place(mention: Mention) -> bool:
    return mention.label == "Park" or mention.term is not None


def _by_name(
    clauses: Clauses, sentence: Sentence, mention: Mention, lexicon: Lexicon, sayings: served.Sayings
) -> Iterator[Fact]:
    """What a name says of itself: where the thing stands, and which industry or technology it serves."""
    thing = _thing(mention)
    place = (mention.start, mention.end, sentence)
    yield from _seated(clauses.lattice, sentence, mention, lexicon)
    sure = confidence.through("served", mention.confidence)
    for item in sayings.of(mention.label, mention.name):
        yield Fact("SERVES", thing, Thing(item.label, item.name, item.term), *place, "name.topic", sure)


def bearers(
    lattice: Lattice, sentences: Iterable[Sentence], mentions: list[Mention], lexicon: Lexicon
) -> Iterator[Fact]:
    """Where those who bear the duties of a text stand, by their names."""
    starts = [mention.start for mention in mentions]
    for sentence in sentences:
        for mention in mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]:
            if mention.label == "Institution":
                yield from _seated(lattice, sentence, mention, lexicon)


def _seated(lattice: Lattice, sentence: Sentence, mention: Mention, lexicon: Lexicon) -> Iterator[Fact]:
    for term in seats.find(mention, lexicon, lattice.rules):
        place = (mention.start, mention.end, sentence)
        yield Fact("LOCATED_IN", _thing(mention), Thing("Region", term.name, term), *place, "name.region", 0.9)
