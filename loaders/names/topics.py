"""Industries and technologies that a passage speaks of developing: what the tagger saw, and what the lexicon knows.

The tagger decides by the words around a name; a known term that it passed over is kept where it leans that way.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.document.sentences import Sentence
from loaders.lexicon import Term
from loaders.names import confidence
from loaders.names.edges import governs
from loaders.names.lattice import NAMED, TOPICS, Lattice, Mention
from loaders.names.resolve import short_industry
from loaders.names.settle import commonest, told_apart
from loaders.names.tagger import Span, Weights
from loaders.patternfile import PATTERNS, PatternFile

_NAMES = PatternFile(PATTERNS / "names.yml")
# A term that is an everyday word besides (农业, 汽车) is kept where the tagger is against it by no more than this.
_WEAK = -3.0
# The same for other known terms.
_KNOWN = -4.0
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


def find(lattice: Lattice, sentences: tuple[Sentence, ...], mentions: list[Mention], weights: Weights) -> list[Topic]:
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
        for topic in (*_classes(lattice, sentence, taken), *_listed(lattice, sentence, taken, starts, weights)):
            taken.topics.add((topic.start, topic.end))
            found.append(topic)
    settled = commonest((topic.name, topic.label) for topic in found)
    return [replace(topic, label=settled[short_industry(topic.name)]) for topic in found]


def _classes(lattice: Lattice, sentence: Sentence, taken: _Taken) -> Iterator[Topic]:
    """The classes of industries that count as one: 战略性新兴产业, 现代服务业; one that closes a list is none."""
    for name in lattice.rules.tails["class_topics"]:
        start = lattice.text.find(name, sentence.start, sentence.end)
        while start >= 0:
            end = start + len(name)
            free = not taken.named(start, end) and not taken.topic(start, end)
            if free and not _NAMES.compiled("closes_list").search(lattice.text, sentence.start, start):
                term = lattice.lexicon.known(name, "Industry")
                yield Topic(start, end, "Industry", name, sentence, "focus.class", 0.5, term)
            start = lattice.text.find(name, end, sentence.end)


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
    if not 2 <= len(name) <= 20 or name in lattice.lexicon.classes or _NAMES.compiled("no_topic").search(name):
        return False
    forms = [lattice.words.forms[place] for place in range(lattice.word_at(start), lattice.word_at(end - 1) + 1)]
    if forms[-1] in classes["abstract"] or all(
        form in classes["modifiers"] or form in classes["work"] for form in forms
    ):
        return False
    return not name.endswith(lattice.rules.tails["abstract"])


def _listed(
    lattice: Lattice, sentence: Sentence, taken: _Taken, starts: list[int], weights: Weights
) -> Iterator[Topic]:
    """Known industries and technologies outside of any frame, where they stand as a noun phrase of their own."""
    for mention in lattice.known[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]:
        if mention.label not in TOPICS or mention.end > sentence.end:
            continue
        start, end = _whole(lattice, sentence, mention)
        if taken.named(start, end) or taken.topic(start, end):
            continue
        name = lattice.text[start:end]
        term = mention.term if (start, end) == (mention.start, mention.end) else _term(lattice, name)
        if term is None and not (
            _sound(lattice, name, start, end) and name.endswith(lattice.rules.tails["technical_tails"])
        ):
            continue
        margins = {label: weights.margin(start, end, label) for label in sorted(TOPICS)}
        label = told_apart(lattice, Span(start, end, max(margins, key=margins.__getitem__)), weights).label
        weak = mention.term is not None and mention.term.weak
        if margins[label] > (_WEAK if weak else _KNOWN):
            sure = confidence.of(label, margins[label])
            yield Topic(start, end, label, name, sentence, "focus.lexicon", sure, term)


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
        and words.forms[last + 1] not in classes["industry_scopes"]
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
