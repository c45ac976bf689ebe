"""Industries and technologies that a passage speaks of developing: by the frame they stand in, and by the lexicon.

A frame gives a list (围绕A、B和C等领域); each member is cut to its noun phrase and told apart by the word that
closes the list, by its own last word, and by what the lexicon knows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.edges import governs
from loaders.lattice import NAMED, TOPICS, Lattice, Mention
from loaders.lexicon import Term
from loaders.patternfile import PATTERNS, PatternFile
from loaders.resolve import short_industry
from loaders.sentences import Sentence
from loaders.settle import commonest

_LISTS = PatternFile(PATTERNS / "lists.yml")
_NAMES = PatternFile(PATTERNS / "names.yml")
_STOPS = frozenset("，。；：、（）“”《》")


@dataclass(frozen=True, slots=True)
class Topic:
    """An industry or technology in the text, with the sentence and the rule that found it."""

    start: int
    end: int
    label: str
    name: str
    sentence: Sentence
    rule: str
    confidence: float
    term: Term | None = None


class _Taken:
    """The stretches of a text that names and topics already cover."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._spans = sorted((mention.start, mention.end) for mention in mentions if mention.label in NAMED)
        self._starts = [start for start, _ in self._spans]
        self.topics: set[tuple[int, int]] = set()

    def named(self, start: int, end: int) -> bool:
        place = bisect_right(self._starts, start) - 1
        before = place >= 0 and any(stop > start for _, stop in self._spans[max(0, place - 2) : place + 1])
        return before or (place + 1 < len(self._spans) and self._spans[place + 1][0] < end)

    def topic(self, start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in self.topics)


def find(lattice: Lattice, sentences: tuple[Sentence, ...], mentions: list[Mention]) -> list[Topic]:
    """Every topic of the sentences; one name keeps one label throughout the text."""
    taken = _Taken(mentions)
    starts = [mention.start for mention in lattice.known]
    found: list[Topic] = []
    tagged = sorted((m for m in mentions if m.label in TOPICS), key=lambda mention: mention.start)
    places = [mention.start for mention in tagged]
    for sentence in sentences:
        taken.topics.clear()
        for mention in tagged[bisect_left(places, sentence.start) : bisect_left(places, sentence.end)]:
            taken.topics.add((mention.start, mention.end))
            place = (mention.start, mention.end, mention.label, mention.name)
            found.append(Topic(*place, sentence, f"focus.{mention.rule}", mention.confidence, mention.term))
        for topic in (*_framed(lattice, sentence, taken), *_listed(lattice, sentence, taken, starts)):
            taken.topics.add((topic.start, topic.end))
            found.append(topic)
    settled = commonest((topic.name, topic.label) for topic in found)
    return [replace(topic, label=settled[short_industry(topic.name)]) for topic in found]


def _framed(lattice: Lattice, sentence: Sentence, taken: _Taken) -> Iterator[Topic]:
    for rule in lattice.rules.family("focus"):
        for match in rule.find(lattice.text, sentence.start, sentence.end):
            scope = match["scope"] or ""
            for begin, stop in _members(lattice.text, *match.span("items")):
                start, end = _noun_phrase(lattice, begin, stop)
                if end - start < 2 or taken.named(start, end) or taken.topic(start, end):
                    continue
                topic = _judged(lattice, start, end, scope, sentence, rule.id, rule.confidence)
                if topic is not None:
                    taken.topics.add((start, end))
                    yield topic


def _members(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The members of a list."""
    begin = start
    for match in _LISTS.compiled("topic_joint").finditer(text, start, end):
        yield begin, match.start()
        begin = match.end()
    yield begin, end


def _noun_phrase(lattice: Lattice, start: int, end: int) -> tuple[int, int]:
    """A member without the verbs before it and the words of work behind it."""
    words, classes = lattice.words, lattice.rules.words
    first, last = lattice.word_at(start), lattice.word_at(end - 1)
    if lattice.text[start:end] in classes["class_topics"]:
        return start, end
    if lattice.text[start:end] in lattice.lexicon.classes:
        return start, start
    for place in range(last, first - 1, -1):
        form = words.forms[place]
        if (
            governs(lattice, form)
            or form in classes["openers"]
            or form in classes["determiners"]
            or form in classes["phrase_stops"]
        ):
            first = place + 1
            break
    while first <= last and words.forms[first] in classes["topic_leading"]:
        first += 1
    while (
        last > first
        and words.forms[last] in classes["work"]
        and lattice.lexicon.known(lattice.text[words.starts[first] : words.ends[last]]) is None
    ):
        last -= 1
    if first > last:
        return start, start
    return max(start, words.starts[first]), min(end, words.ends[last])


def _judged(
    lattice: Lattice, start: int, end: int, scope: str, sentence: Sentence, rule: str, confidence: float
) -> Topic | None:
    """What a noun phrase in a frame is, or None when it is neither industry nor technology."""
    name = lattice.text[start:end]
    term = _term(lattice, name)
    if term is None and not _sound(lattice, name, start, end):
        return None
    label = _label(lattice, name, term, scope)
    if label == "":
        return None
    return Topic(start, end, label, name, sentence, rule, confidence if term else confidence - 0.2, term)


def _term(lattice: Lattice, name: str) -> Term | None:
    for form in (name, short_industry(name), name.removesuffix("技术")):
        for label in ("Industry", "Technology"):
            term = lattice.lexicon.known(form, label)
            if term is not None:
                return term
    return None


def _sound(lattice: Lattice, name: str, start: int, end: int) -> bool:
    """Whether an unknown noun phrase can name an industry or technology at all."""
    classes = lattice.rules.words
    if name in classes["class_topics"]:
        return True
    if not 2 <= len(name) <= 20 or name in lattice.lexicon.classes or _NAMES.compiled("no_topic").search(name):
        return False
    forms = [lattice.words.forms[place] for place in range(lattice.word_at(start), lattice.word_at(end - 1) + 1)]
    if forms[-1] in classes["abstract"] or all(
        form in classes["modifiers"] or form in classes["work"] for form in forms
    ):
        return False
    return not name.endswith(lattice.rules.tails["abstract"])


def _label(lattice: Lattice, name: str, term: Term | None, scope: str) -> str:
    classes = lattice.rules.words
    if scope in classes["industry_scopes"] or name.endswith(lattice.rules.tails["industry_scopes"]):
        return "Industry"
    if scope in classes["technology_scopes"]:
        return "Technology"
    if term is not None and not term.either:
        return term.label
    if name.endswith(lattice.rules.tails["technical_tails"]):
        return "Technology"
    if name.endswith("业") or term is not None:
        return "Industry"
    return "Industry" if scope == "领域" else ("Technology" if scope else "")


def _listed(lattice: Lattice, sentence: Sentence, taken: _Taken, starts: list[int]) -> Iterator[Topic]:
    """Known industries and technologies outside of any frame, where they stand as a noun phrase of their own."""
    for mention in lattice.known[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]:
        if (
            mention.label not in TOPICS
            or mention.end > sentence.end
            or (mention.term is not None and mention.term.weak)
        ):
            continue
        start, end = _whole(lattice, sentence, mention)
        if taken.named(start, end) or taken.topic(start, end) or end - start < 3:
            continue
        name = lattice.text[start:end]
        term = mention.term if (start, end) == (mention.start, mention.end) else _term(lattice, name)
        if term is None and not (
            _sound(lattice, name, start, end) and name.endswith(lattice.rules.tails["technical_tails"])
        ):
            continue
        label = _label(lattice, name, term, "")
        if label:
            yield Topic(start, end, label, name, sentence, "focus.lexicon", 0.6 if term else 0.5, term)


def _whole(lattice: Lattice, sentence: Sentence, mention: Mention) -> tuple[int, int]:
    """The noun phrase around a known name: 半导体激光｜智能感知｜系统."""
    words, classes = lattice.words, lattice.rules.words
    first, last = lattice.word_at(mention.start), lattice.word_at(mention.end - 1)
    while first > 0 and words.starts[first - 1] >= sentence.start and _nounlike(lattice, first - 1):
        first -= 1
    while (
        last + 1 < len(words)
        and words.ends[last + 1] <= sentence.end
        and _nounlike(lattice, last + 1)
        and words.forms[last + 1] not in classes["work"]
    ):
        last += 1
    while first <= last and words.starts[first] < mention.start and words.forms[first] in classes["topic_leading"]:
        first += 1
    return min(words.starts[first], mention.start), max(words.ends[last], mention.end)


def _nounlike(lattice: Lattice, place: int) -> bool:
    form, kind = lattice.words.forms[place], lattice.words.kinds[place]
    if kind[0] not in "nbjlsi" and kind not in ("vn", "an", "eng"):
        return False
    return form not in _STOPS and not governs(lattice, form) and form not in lattice.rules.words["openers"]
