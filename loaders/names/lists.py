"""Lists: what stands between 、 and 和 is of one kind, so the members of a list are read alike.

围绕A、B、C等领域: when two of the three are known for industries the third is one, too. A list that shares a
head (A、B等国家重点实验室) gives each member that head.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.document.sentences import Sentence
from loaders.names.edges import governs
from loaders.names.lattice import NAMED, TOPICS, Lattice, Mention
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
    for part in (_quoted, _placed, _parted):
        mentions = [piece for mention in mentions for piece in part(lattice, mention)]
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
        found.extend(_places(lattice, sentence, inside))
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


def _places(lattice: Lattice, sentence: Sentence, inside: list[Mention]) -> Iterator[Mention]:
    """The regions that the tagger passed over: those that are told to act, and those in one list with a place."""
    acting = [known for known in _regions(lattice, sentence) if _acts(lattice, known, sentence)]
    read = [mention for mention in inside if mention.label in ("Region", "Park")]
    covered = [(mention.start, mention.end) for mention in inside]
    for known in (*acting, *_neighbours(lattice, [*read, *acting])):
        if not any(start < known.end and known.start < end for start, end in covered):
            covered.append((known.start, known.end))
            yield replace(known, rule="list", confidence=0.8)


def _regions(lattice: Lattice, sentence: Sentence) -> Iterator[Mention]:
    first = bisect_left(lattice.known_starts, sentence.start)
    for known in lattice.known[first:]:
        if known.start >= sentence.end:
            return
        if known.label == "Region":
            yield known


def _acts(lattice: Lattice, known: Mention, sentence: Sentence) -> bool:
    """Whether a region is told to act, alone or before others: 支持｜武汉市洪山区｜、…等地开展试点."""
    before = _FORMS.compiled("told").search(lattice.text, max(sentence.start, known.start - 8), known.start)
    return before is not None and _FORMS.compiled("acting").match(lattice.text, known.end, sentence.end) is not None


def _neighbours(lattice: Lattice, places: list[Mention]) -> Iterator[Mention]:
    """The regions that stand in one list with places: 支持台州、｜衢州｜等地."""
    joints = lattice.rules.words["joints"]
    reached = list(places)
    for mention in reached:
        beside = (lattice.known_over(mention.end + 1), lattice.known_over(max(0, mention.start - 2)))
        for known in beside:
            if known is None or known.label != "Region" or any(known.start == other.start for other in reached):
                continue
            first, second = sorted((mention, known), key=lambda item: item.start)
            if lattice.text[first.end : second.start] in joints:
                reached.append(known)
                yield known


def _quoted(lattice: Lattice, mention: Mention) -> Iterator[Mention]:
    """A name with several quotations side by side is as many names: 成渝“氢走廊”“电走廊”, “千企”“百链”工程."""
    text = lattice.text[mention.start : mention.end]
    quotations = list(_FORMS.compiled("quotation").finditer(text))
    beside = all(left.end() == right.start() for left, right in pairwise(quotations))
    whole = mention.term is not None or lattice.lexicon.known(text, mention.label) is not None
    if mention.label not in NAMED or len(quotations) < 2 or not beside or mention.name != text or whole:
        yield mention
        return
    before, after = text[: quotations[0].start()], text[quotations[-1].end() :]
    for quotation in quotations:
        start = mention.start + (quotation.start() if quotation is not quotations[0] else 0)
        end = mention.start + quotation.end() if quotation is not quotations[-1] else mention.end
        yield replace(mention, start=start, end=end, name=before + quotation.group() + after, rule="coordination")


def _placed(lattice: Lattice, mention: Mention) -> Iterator[Mention]:
    """A topic behind the region where it is spoken of, and that region: 嘉定｜空间科学."""
    region = lattice.known_over(mention.start) if mention.label in TOPICS and mention.term is None else None
    if region is None or region.label != "Region" or region.start != mention.start or region.end > mention.end - 2:
        yield mention
        return
    name = lattice.text[region.end : mention.end]
    term = lattice.lexicon.known(name, mention.label)
    yield replace(region, rule="list", confidence=0.8)
    if term is not None or not (name in lattice.lexicon.classes or name in lattice.rules.words["abstract"]):
        yield replace(mention, start=region.end, name=name, term=term)


def _parted(lattice: Lattice, mention: Mention) -> Iterator[Mention]:
    """A topic that is two, each known by itself: 脑科学与脑机接口."""
    joint = (
        _FORMS.compiled("inner_joint").search(mention.name) if mention.label in TOPICS and not mention.term else None
    )
    if joint and mention.end - mention.start == len(mention.name):
        for start, end in ((0, joint.start()), (joint.end(), len(mention.name))):
            name = mention.name[start:end]
            if not any(lattice.lexicon.known(name, label) for label in TOPICS):
                break
        else:
            for start, end in ((0, joint.start()), (joint.end(), len(mention.name))):
                name = mention.name[start:end]
                place = mention.start + start
                term = lattice.lexicon.known(name, mention.label)
                yield replace(mention, start=place, end=place + len(name), name=name, term=term)
            return
    yield mention


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
