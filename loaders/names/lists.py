"""Lists: what stands between 、 and 和 is of one kind, so the members of a list are read alike.

围绕A、B、C等领域: when two of the three are known for industries the third is one, too. A list that shares a
head (A、B等国家重点实验室) gives each member that head.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loaders.document.sentences import Sentence
from loaders.names import parting, regions
from loaders.names.edges import governs
from loaders.names.lattice import TOPICS, Lattice, Mention
from loaders.names.tagger import Weights
from loaders.patternfile import PATTERNS, PatternFile

_FORMS = PatternFile(PATTERNS / "lists.yml")
_NAMES = PatternFile(PATTERNS / "names.yml")
_LONGEST = 18
# A member that was passed over is taken where the tagger is against it by no more than this margin.
_LEAST = -1.0

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Enumeration:
    """The members of a list as they stand, whether 等 closes it, and what it says they are (产业链)."""

    members: tuple[Place, ...]
    etc: bool
    scope: str


def harmonise(
    lattice: Lattice, sentences: Iterable[Sentence], mentions: list[Mention], weights: Weights
) -> list[Mention]:
    """The mentions with the members of each list read alike, and those that were passed over added."""
    mentions = [part for mention in mentions for part in parting.parts(lattice, mention)]
    starts = [mention.start for mention in mentions]
    found: list[Mention] = []
    for sentence in sentences:
        inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        changed = {mention: mention for mention in inside}
        if any(mention.label in TOPICS for mention in inside):
            for listed in enumerations(lattice.text, sentence):
                if is_offer(lattice.text, listed):
                    changed = {old: new for old, new in changed.items() if not _offered(listed, new)}
                else:
                    changed.update(_alike(lattice, listed, inside, weights))
        found.extend(changed.values())
        found.extend(regions.passed_over(lattice, sentence, inside))
    return sorted(set(found), key=lambda mention: (mention.start, -mention.end, mention.label, mention.name))


def is_offer(text: str, listed: Enumeration) -> bool:
    """Whether a list names services that are offered, and not lines of business that are to grow."""
    (start, end), *_ = listed.members
    grown = _FORMS.compiled("fostered").search(text, start, end) is not None
    return not grown and _FORMS.compiled("services").match(listed.scope) is not None


def _offered(listed: Enumeration, mention: Mention) -> bool:
    """Whether a mention is one of the services that a list offers (政策咨询、融资对接等服务), and no industry known."""
    inside = listed.members[0][0] <= mention.start and mention.end <= listed.members[-1][1]
    return inside and mention.label == "Industry" and mention.term is None


def enumerations(text: str, sentence: Sentence) -> Iterator[Enumeration]:
    """The lists of a sentence: stretches of a clause that 、 parts."""
    for clause in _FORMS.compiled("clause").finditer(text, sentence.start, sentence.end):
        if "、" not in clause.group():
            continue
        begin = clause.start()
        members: list[Place] = []
        for joint in _FORMS.compiled("list_joint").finditer(text, *clause.span()):
            if joint.group() == "等":
                members.append((begin, joint.start()))
                tail = _FORMS.compiled("scope").match(text, joint.end(), clause.end())
                if len(members) > 1:
                    yield Enumeration(tuple(members), True, tail["scope"] if tail else "")
                members, begin = [], joint.end()
            elif joint.start() > begin:
                members.append((begin, joint.start()))
                begin = joint.end()
        members.append((begin, clause.end()))
        if len(members) > 1:
            yield Enumeration(tuple(members), False, "")


def _alike(
    lattice: Lattice, listed: Enumeration, mentions: list[Mention], weights: Weights
) -> Iterator[tuple[Mention, Mention]]:
    """Each topic of a list with what it becomes; members that were passed over become themselves."""
    first, last = listed.members[0][0], listed.members[-1][1]
    topics = [m for m in mentions if m.label in TOPICS and first <= m.start and m.end <= last]
    if not topics:
        return
    label = _label(lattice, topics, listed.scope)
    for mention in topics:
        if mention.label != label and mention.rule == "tagger":
            yield mention, replace(mention, label=label, rule="list", term=lattice.lexicon.known(mention.name, label))
    # Where the last member of a list that no 等 closes ends, nobody knows.
    for place, (start, end) in enumerate(listed.members if listed.etc else listed.members[:-1]):
        if not any(mention.start < end and start < mention.end for mention in mentions):
            found = _passed_over(lattice, _phrase_start(lattice, start, end) if place == 0 else start, end, label)
            if found is not None and weights.margin(found.start, found.end, label) > _LEAST:
                yield found, found


def _label(lattice: Lattice, topics: list[Mention], scope: str) -> str:
    """The label that a list's members share: that of the word that closes it, or of most of them."""
    if scope.endswith(lattice.rules.tails["industry_scopes"]):
        return "Industry"
    if scope.endswith(lattice.rules.tails["technology_scopes"]):
        return "Technology"
    votes = Counter(mention.label for mention in topics)
    return max(sorted(votes.items()), key=lambda item: item[1])[0]


def _passed_over(lattice: Lattice, start: int, end: int, label: str) -> Mention | None:
    """A member of a list that was not read as anything; None where it can be no topic."""
    name = lattice.text[start:end].strip("“”")
    begin = lattice.text.find(name, start)
    if (
        not 2 <= len(name) <= _LONGEST
        or name in lattice.lexicon.classes
        or not _sound(lattice, begin, begin + len(name))
        or _NAMES.compiled("never_topic").search(name)
    ):
        return None
    return Mention(begin, begin + len(name), label, name, "list", 0.7, lattice.lexicon.known(name, label))


def _phrase_start(lattice: Lattice, start: int, end: int) -> int:
    """Where the noun phrase before the first joint begins: behind the last verb, opener or particle."""
    words, classes = lattice.words, lattice.rules.words
    for place in range(lattice.word_at(end - 1), lattice.word_at(start) - 1, -1):
        form = words.forms[place]
        opens = any(form in classes[name] for name in ("openers", "determiners", "topic_leading", "particles"))
        if opens or governs(lattice, form):
            return words.ends[place]
    return start


def _sound(lattice: Lattice, start: int, end: int) -> bool:
    classes = lattice.rules.words
    forms = lattice.words.forms[lattice.word_at(start) : lattice.word_at(end - 1) + 1]
    refused = ("say", "determiners", "openers", "support", "build")
    return forms[-1] not in classes["abstract"] and not any(form in classes[name] for form in forms for name in refused)
