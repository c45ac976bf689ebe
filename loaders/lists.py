"""Lists: what stands between 、 and 和 is of one kind, so the members of a list are read alike.

围绕A、B、C等领域: when two of the three are known for industries the third is one, too. A list that shares a
head (A、B等国家重点实验室) gives each member that head.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.coordination import headed
from loaders.lattice import NAMED, TOPICS, Lattice, Mention
from loaders.patternfile import PATTERNS, PatternFile
from loaders.sentences import Sentence

_FORMS = PatternFile(PATTERNS / "lists.yml")
_LONGEST = 18


def harmonise(lattice: Lattice, sentences: Iterable[Sentence], mentions: list[Mention]) -> list[Mention]:
    """The mentions with the members of each list read alike, and those that were passed over added."""
    starts = [mention.start for mention in mentions]
    found: list[Mention] = []
    for sentence in sentences:
        inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        for group in _lists(lattice.text, sentence, inside):
            found.extend(_alike(lattice, sentence, group))
    return sorted(set(found), key=lambda mention: (mention.start, -mention.end, mention.label, mention.name))


def _lists(text: str, sentence: Sentence, mentions: list[Mention]) -> Iterator[list[Mention]]:
    """Mentions that only joints, or joints and one untagged member, stand between."""
    group: list[Mention] = []
    for mention in mentions:
        if group:
            between = text[group[-1].end : mention.start]
            if not (_FORMS.compiled("joint").fullmatch(between) or _one_member(between)):
                yield group
                group = []
        group.append(mention)
    if group:
        yield group


def _one_member(between: str) -> bool:
    """Whether between two members stands just one more: 、空间载荷、."""
    return _FORMS.compiled("one_member").fullmatch(between) is not None


def _alike(lattice: Lattice, sentence: Sentence, group: list[Mention]) -> Iterator[Mention]:
    text = lattice.text
    if len(group) == 1:
        yield from group
        return
    tail = _FORMS.compiled("tail").match(text, group[-1].end, sentence.end)
    scope = tail["tail"] if tail and tail["etc"] else ""
    label = _label(lattice, group, scope)
    for place, mention in enumerate(group):
        yield _relabelled(lattice, mention, label, scope)
        if place + 1 < len(group) and label in TOPICS:
            yield from _passed_over(lattice, mention.end, group[place + 1].start, label)


def _label(lattice: Lattice, group: list[Mention], scope: str) -> str:
    """The label that a list's members share: that of the word that closes it, or of most of them."""
    topics = [mention for mention in group if mention.label in TOPICS]
    if len(topics) * 2 <= len(group):
        named = Counter(mention.label for mention in group)
        label, count = max(sorted(named.items()), key=lambda item: item[1])
        return label if count * 2 > len(group) and label in TOPICS else ""
    if scope.endswith(lattice.rules.tails["industry_scopes"]):
        return "Industry"
    if scope.endswith(lattice.rules.tails["technology_scopes"]):
        return "Technology"
    votes = Counter(mention.label for mention in topics)
    return max(sorted(votes.items()), key=lambda item: item[1])[0]


def _relabelled(lattice: Lattice, mention: Mention, label: str, scope: str) -> Mention:
    """A member under the label that the word closing its list gives, unless its own last word settles it."""
    words = lattice.rules.words
    decided = scope.endswith(lattice.rules.tails["industry_scopes"]) or scope.endswith(
        lattice.rules.tails["technology_scopes"]
    )
    named = mention.label in NAMED
    if label == "" or mention.label == label or mention.rule not in ("tagger", "list") or not (decided or named):
        return mention
    if (named and headed(lattice, mention.name, mention.label)) or mention.name in words["class_topics"]:
        return mention
    return replace(mention, label=label, rule="list", term=lattice.lexicon.known(mention.name, label))


def _passed_over(lattice: Lattice, start: int, end: int, label: str) -> Iterator[Mention]:
    """The member between two others that was not tagged."""
    text = lattice.text
    for match in _FORMS.compiled("member").finditer(text[start:end]):
        name = match.group()
        if (
            len(name) <= _LONGEST
            and name not in lattice.lexicon.classes
            and _sound(lattice, start + match.start(), start + match.end())
        ):
            begin = start + match.start()
            yield Mention(begin, begin + len(name), label, name, "list", 0.7, lattice.lexicon.known(name, label))


def _sound(lattice: Lattice, start: int, end: int) -> bool:
    classes = lattice.rules.words
    forms = lattice.words.forms[lattice.word_at(start) : lattice.word_at(end - 1) + 1]
    return not any(
        form in classes[name] for form in forms for name in ("say", "determiners", "openers", "support", "build")
    )
