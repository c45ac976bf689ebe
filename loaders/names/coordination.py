"""Coordinations: A、B等国家重点实验室 names two laboratories, 长春、吉林国家创新型城市 two cities."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.document.sentences import Sentence
from loaders.lexicon import Head
from loaders.names.edges import CLOSE_TO_OPEN, LINKS, STOP_KINDS, balanced, bracket_start, governs
from loaders.names.lattice import Lattice, Mention


def bare(lattice: Lattice, edge: int, start: int) -> bool:
    """Whether between the edge and the head there stand only qualifiers: 等｜现有国家｜重点实验室."""
    if edge >= start:
        return True
    first, last = lattice.word_at(edge), lattice.word_at(start - 1)
    return all(form in lattice.rules.words["modifiers"] for form in lattice.words.forms[first : last + 1])


def shared_head(lattice: Lattice, sentence: Sentence, edge: int, end: int, head: Head) -> Iterator[Mention]:
    """A、B等H: the head of a list belongs to each of its members that has none of its own."""
    if head.weak or head.word in lattice.rules.words["weak_heads"]:
        return
    tail = lattice.text[edge:end]
    for word in lattice.rules.tails["list_openings"]:
        tail = tail.removeprefix(word)
    members = _members(lattice, sentence, lattice.word_at(edge - 1))
    if tail in lattice.rules.words["open_heads"] or not members or headed(lattice, lattice.text[slice(*members[-1])]):
        return
    for start, stop in members:
        member = lattice.text[start:stop]
        if member in lattice.lexicon.classes or headed(lattice, member):
            continue
        name = balanced(member + tail)
        if name is not None and 2 <= len(member) <= 24:
            yield Mention(start, stop, head.label, name, "coordination", 0.75, core=(start, stop))


def headed(lattice: Lattice, name: str, label: str = "") -> bool:
    """Whether a name ends in a head of its own: of a label where one is asked for."""
    weak = lattice.rules.words["weak_heads"]
    return any(
        close == len(name) and head.word not in weak and head.label == (label or head.label)
        for _, close, head in lattice.lexicon.head_words(name)
    )


def _members(lattice: Lattice, sentence: Sentence, place: int) -> list[tuple[int, int]]:
    """The members of the list that ends before the word at ``place`` (等), from left to right."""
    words = lattice.words
    stop = words.starts[place]
    members: list[tuple[int, int]] = []
    edge = stop
    place -= 1
    while place >= 0 and words.starts[place] >= sentence.start:
        form = words.forms[place]
        if form == "、" or (
            form in lattice.rules.words["joiners"] and not members and _list_joiner(lattice, sentence, place)
        ):
            members.append((edge, stop))
            stop = edge = words.starts[place]
        elif form in CLOSE_TO_OPEN and (jump := bracket_start(lattice.text, words.starts[place], sentence.start)) >= 0:
            edge = jump
            place = lattice.word_at(jump)
        elif not _member_word(lattice, place):
            break
        else:
            edge = words.starts[place]
        place -= 1
    members.append((edge, stop))
    return [(start, end) for start, end in reversed(members) if end > start]


def _list_joiner(lattice: Lattice, sentence: Sentence, place: int) -> bool:
    """Whether 和 before the last member joins a list (A、B和C等) and not two halves of one member."""
    return "、" in lattice.text[max(sentence.start, lattice.words.starts[place] - 16) : lattice.words.starts[place]]


def _member_word(lattice: Lattice, place: int) -> bool:
    form, kind = lattice.words.forms[place], lattice.words.kinds[place]
    known = lattice.known_over(lattice.words.starts[place])
    if known is not None:
        return True
    if form in lattice.rules.words["joiners"]:
        return (
            place > 0
            and lattice.words.kinds[place - 1][0] in "nvab"
            and not governs(lattice, lattice.words.forms[place - 1])
        )
    if governs(lattice, form) or form in lattice.rules.words["openers"] or form in lattice.rules.words["determiners"]:
        return False
    return kind not in STOP_KINDS and (kind != "x" or form in LINKS or form.isalnum())


def quoted_member(lattice: Lattice, sentence: Sentence, left: int, head: Head) -> Iterator[Mention]:
    """“三跃升”和科技企业上市工程: a quoted name before 和 or 、 shares the head that follows."""
    text = lattice.text
    if left - 2 <= sentence.start or text[left - 1] not in lattice.rules.words["joints"] or text[left - 2] != "”":
        return
    opened = bracket_start(text, left - 2, sentence.start)
    if opened >= 0 and not headed(lattice, text[opened + 1 : left - 2]):
        yield Mention(
            opened,
            left - 1,
            head.label,
            text[opened : left - 1] + head.word,
            "coordination",
            0.7,
            core=(opened, left - 1),
        )


def shared_tail(lattice: Lattice, sentence: Sentence, left: int, end: int, head: Head) -> Iterator[Mention]:
    """长春、吉林国家创新型城市: what follows the last region of a list belongs to each region."""
    first = lattice.known_over(left)
    if first is None or first.label != "Region" or first.end >= end:
        return
    tail = lattice.text[first.end : end]
    place = lattice.word_at(left) - 1
    while place > 0 and lattice.words.forms[place] == "、":
        known = lattice.known_over(lattice.words.starts[place] - 1)
        if known is None or known.label != "Region" or known.end != lattice.words.starts[place]:
            return
        name = balanced(lattice.text[known.start : known.end] + tail)
        if name is not None:
            yield Mention(known.start, known.end, head.label, name, "coordination", 0.75, core=(known.start, known.end))
        place = lattice.word_at(known.start) - 1
