"""Facts between things: what a measure supports and focuses on, what a thing serves, relies on, and where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.lexicon import Lexicon, Term
from loaders.mentions import NAMED, Mention, Lattice
from loaders.sentences import Sentence

TOPICS = frozenset({"Industry", "Technology"})


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
        for mention in reversed(self._mentions[max(0, bisect_right(self._starts, offset) - 4) : bisect_right(self._starts, offset)]):
            if mention.end > offset and mention.label in NAMED:
                return mention
        return None


def find(clauses: Clauses, lexicon: Lexicon) -> Iterator[Fact]:
    """Every fact that the sentences say, and what the names in them say of themselves."""
    for sentence in clauses.sentences:
        mentions = clauses.mentions(sentence.start, sentence.end)
        relied = list(_relies(clauses, sentence, mentions))
        yield from relied
        carriers = {(fact.target.label, fact.target.name) for fact in relied}
        yield from _supports(clauses, sentence, mentions, carriers)
        yield from _focuses(clauses, sentence, mentions, lexicon)
        yield from _partners(clauses, sentence, mentions)
        for mention in mentions:
            if mention.label in NAMED:
                yield from _by_name(clauses, sentence, mention, lexicon)


def _thing(mention: Mention) -> Thing:
    return Thing(mention.label, mention.name, mention.term)


def _supports(clauses: Clauses, sentence: Sentence, mentions: list[Mention], carriers: set[tuple[str, str]]) -> Iterator[Fact]:
    """支持, 建设, 创建, 实施 … a named thing."""
    for mention in mentions:
        if mention.label not in NAMED or (mention.label, mention.name) in carriers:
            continue
        action = _action(clauses.lattice, sentence, mention)
        if mention.label == "Institution" and action not in clauses.lattice.rules.words["upholds"]:
            continue
        status = _status(clauses.lattice, action)
        properties = (("action", action), ("status", status)) if action else (("status", status),)
        confidence = 0.85 if action else 0.6
        yield Fact("SUPPORTS", MEASURE, _thing(mention), mention.start, mention.end, sentence, "supports.verb", confidence, properties)


def _action(lattice: Lattice, sentence: Sentence, mention: Mention) -> str:
    """The verb that governs a name: the nearest to its left in the sentence, past the other members of its list."""
    words = lattice.words
    place = lattice.word_at(mention.start) - 1
    classes = lattice.rules.words
    while place >= 0 and words.starts[place] >= sentence.start:
        form = words.forms[place]
        if form in "。；":
            break
        if any(form in classes[name] for name in ("support", "build", "improve", "strive", "rely")) or form in classes["soft"]:
            return form
        place -= 1
    return ""


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
            start, end = match.span("carrier")
            carriers = [m for m in mentions if start <= m.start < end and m.label in ("Institution", "Platform", "Park")]
            if not carriers:
                continue
            stop = match.end()
            built = [m for m in mentions if stop <= m.start and m.label in ("Platform", "Park", "Programme")]
            built = [m for m in built if not re.search("[。；]", text[stop : m.start])][:1]
            for carrier in carriers:
                sources = [_thing(m) for m in built] or [MEASURE]
                for source in sources:
                    yield Fact("RELIES_ON", source, _thing(carrier), match.start(), end, sentence, rule.id, rule.confidence)


def _focuses(clauses: Clauses, sentence: Sentence, mentions: list[Mention], lexicon: Lexicon) -> Iterator[Fact]:
    """围绕X、Y等领域; 重点发展X; 突破X技术: what the passage, or the place it speaks of, focuses on."""
    lattice = clauses.lattice
    seen: set[tuple[int, int]] = set()
    for rule in lattice.rules.family("focus"):
        for match in rule.find(lattice.text, sentence.start, sentence.end):
            for start, end in _items(lattice, *match.span("items")):
                thing = _topic(lattice, start, end, match["scope"] or "", lexicon)
                if thing is None or clauses.covered(start) is not None or any(s < end and start < e for s, e in seen):
                    continue
                seen.add((start, end))
                head = _focus_head(clauses, sentence, match.start(), mentions)
                yield Fact("FOCUSES_ON", head, thing, start, end, sentence, rule.id, rule.confidence)
    first = bisect_left([m.start for m in lattice.known], sentence.start)
    for mention in lattice.known[first:]:
        if mention.start >= sentence.end:
            break
        if mention.label in TOPICS and clauses.covered(mention.start) is None and not any(s < mention.end and mention.start < e for s, e in seen):
            head = _focus_head(clauses, sentence, mention.start, mentions)
            yield Fact("FOCUSES_ON", head, Thing(mention.label, mention.name, mention.term), mention.start, mention.end, sentence, "focus.lexicon", 0.6)


def _items(lattice: Lattice, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The members of a list, cut at 、 and at 和 before the last."""
    begin = start
    for match in re.finditer(r"、|以及|(?<![饱缓温平])和(?![谐平])|与|及|等", lattice.text[start:end]):
        yield begin, start + match.start()
        begin = start + match.end()
    yield begin, end


def _topic(lattice: Lattice, start: int, end: int, scope: str, lexicon: Lexicon) -> Thing | None:
    """An industry or technology, by the lexicon or by what its name and its list say."""
    name = lattice.text[start:end]
    known = lexicon.known(name, "Industry") or lexicon.known(name, "Technology")
    if known is not None:
        return Thing(known.label, name, known)
    if not 2 <= len(name) <= 18 or name in lexicon.classes or any(form in name for form in ("的", "“", "”", "《")):
        return None
    first = lattice.word_at(start)
    last = lattice.word_at(end - 1)
    classes = lattice.rules.words
    forms = lattice.words.forms[first : last + 1]
    if any(any(form in classes[key] for key in ("support", "build", "improve", "strive", "say", "openers", "determiners")) for form in forms):
        return None
    if all(form in classes["modifiers"] for form in forms) or any(end == len(name) for _, end, _ in lexicon.head_words(name)):
        return None
    if re.search(r"(?:能力|体系|机制|水平|建设|发展|服务|工作|政策|制度|环境|人才|企业|资源|力度|力量|模式|效率|质量|成果|要素|需求|优势)$", name):
        return None
    industrial = scope in ("产业", "行业", "领域", "产业链", "产业集群") or name.endswith(("产业", "业"))
    technical = name.endswith(tuple(classes["technical_tails"]))
    return Thing("Industry" if industrial and not technical else "Technology", name)


def _focus_head(clauses: Clauses, sentence: Sentence, offset: int, mentions: list[Mention]) -> Thing:
    """The place that a clause speaks of (支持长春新区重点发展…), or the measure."""
    text = clauses.lattice.text
    clause = max(text.rfind(mark, sentence.start, offset) for mark in "；。")
    for mention in reversed([m for m in mentions if clause < m.start and m.end <= offset]):
        between = text[mention.end : offset]
        before = text[max(sentence.start, mention.start - 2) : mention.start]
        if mention.label in ("Park", "Region") and before in ("支持", "鼓励", "推动", "引导") and not re.search("[；。]", between):
            return _thing(mention)
    return MEASURE


def _partners(clauses: Clauses, sentence: Sentence, mentions: list[Mention]) -> Iterator[Fact]:
    """与X合作: the region of the document, or the body that the sentence names, with X."""
    text = clauses.lattice.text
    for rule in clauses.lattice.rules.family("partners"):
        for match in rule.find(text, sentence.start, sentence.end):
            start, end = match.span("partners")
            for mention in mentions:
                if start <= mention.start < end and mention.label in ("Institution", "Region", "Park"):
                    yield Fact("PARTNERS_WITH", Thing("Region", "@region"), _thing(mention), match.start(), match.end(), sentence, rule.id, rule.confidence)


def _by_name(clauses: Clauses, sentence: Sentence, mention: Mention, lexicon: Lexicon) -> Iterator[Fact]:
    """What a name says of itself: where the thing stands, and which industry or technology it serves."""
    thing = _thing(mention)
    place = (mention.start, mention.end, sentence)
    for found in lexicon.names(mention.name):
        term = found.terms[0]
        if term.label == "Region" and term.level and mention.label in ("Institution", "Platform", "Park") and not _is_government(mention):
            yield Fact("LOCATED_IN", thing, Thing("Region", term.name, term), *place, "name.region", 0.9)
        elif term.label in TOPICS and mention.label != "Institution" and found.end - found.start < len(mention.name):
            yield Fact("SERVES", thing, Thing(term.label, mention.name[found.start : found.end], term), *place, "name.topic", 0.85)


def _is_government(mention: Mention) -> bool:
    return mention.name.endswith(("政府", "厅", "局", "委", "办", "管委会", "办公厅", "办公室", "省委", "部", "公司", "集团"))
