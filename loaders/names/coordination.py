"""Coordinations: A、B等国家重点实验室 names two laboratories, 长春、吉林国家创新型城市 two cities."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from loaders.document.sentences import Sentence
from loaders.lexicon import Head
from loaders.names.edges import CLOSE_TO_OPEN, LINKS, STOP_KINDS, balanced, bracket_start, governs, joinable
from loaders.names.lattice import Lattice, Mention
from loaders.names.naming import is_class

Place = tuple[int, int]


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
        return joinable(lattice, place)
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
    """What follows the last member's own word belongs to each: 长春、吉林国家创新型城市, 金凤、嘉陵江实验室."""
    first = lattice.known_over(left)
    regional = first is not None and first.label == "Region" and first.end < end
    if regional and first is not None:
        yield from _with_tail(lattice, sentence, left, lattice.text[first.end : end], head, _region_before)
    elif head.word in lattice.rules.words["sharing_heads"]:
        yield from _with_tail(lattice, sentence, left, head.word, head, _word_before)


def counted_tail(lattice: Lattice, sentence: Sentence, left: int, end: int, head: Head) -> Iterator[Mention]:
    """What is counted behind a list of regions belongs to each: 浦东新区、闵行区｜两个｜医疗器械产业集聚区."""
    if left <= sentence.start or is_class(lattice, left, end, head.label):
        return
    place = lattice.word_at(left) - 1
    while place > 0 and lattice.words.kinds[place] in ("m", "q", "mq"):
        if lattice.words.forms[place] in lattice.rules.words["determiners"]:
            return
        place -= 1
    last = _region_before(lattice, lattice.words.ends[place])
    if last is None or lattice.words.ends[place] == left or lattice.text[max(0, last[0] - 1) : last[0]] != "、":
        return
    tail = lattice.text[left:end]
    yield _member(lattice, *last, tail, head)
    yield from _with_tail(lattice, sentence, last[0], tail, head, _region_before)


def _with_tail(
    lattice: Lattice,
    sentence: Sentence,
    left: int,
    tail: str,
    head: Head,
    before: Callable[[Lattice, int], Place | None],
) -> Iterator[Mention]:
    """The members of a list to the left of its last one, each with what they share."""
    while left - 1 > sentence.start and lattice.text[left - 1] == "、":
        member = before(lattice, left - 1)
        if member is None or balanced(lattice.text[slice(*member)] + tail) is None:
            return
        yield _member(lattice, *member, tail, head)
        left = member[0]


def _member(lattice: Lattice, start: int, end: int, tail: str, head: Head) -> Mention:
    return Mention(start, end, head.label, lattice.text[start:end] + tail, "coordination", 0.75, core=(start, end))


def _region_before(lattice: Lattice, end: int) -> Place | None:
    """The region that ends at a place, or the State: 国家、上海市临床医学研究中心."""
    known = lattice.known_over(end - 1)
    if known is not None and known.label == "Region" and known.end == end:
        return known.start, end
    state = next((word for word in lattice.rules.tails["state"] if lattice.text.endswith(word, 0, end)), "")
    return (end - len(state), end) if state else None


def _word_before(lattice: Lattice, end: int) -> Place | None:
    """The proper noun that ends at a place and is all of a list's member: 金凤, 嘉陵江."""
    place = lattice.word_at(end - 1)
    form, kind = lattice.words.forms[place], lattice.words.kinds[place]
    whole = not place or lattice.words.kinds[place - 1] == "x" or governs(lattice, lattice.words.forms[place - 1])
    proper = kind.startswith("n") and 2 <= len(form) <= 4 and not headed(lattice, form)
    return (lattice.words.starts[place], end) if proper and whole and not governs(lattice, form) else None
