"""The names in a text: known ones by the lexicon, unknown ones by their grammar, overlaps settled once.

A name that nobody has listed is modifier + core + head: 碳纤维｜新产品应用｜试验中心. Its right edge is a
head word, its left edge the first word that cannot stand inside a name: 加快建设｜长白山中药网.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loaders.lexicon import Head, Lexicon, Term
from loaders.rules import Rules
from loaders.sentences import Sentence
from loaders.words import Words

_OPEN_TO_CLOSE = {"“": "”", "（": "）", "《": "》", "〈": "〉", "‘": "’", "〔": "〕"}
_CLOSE_TO_OPEN = {close: opened for opened, close in _OPEN_TO_CLOSE.items()}
_JOINERS = frozenset({"和", "与", "及", "暨"})
_LINKS = frozenset("-—·+&－–/")
_STOP_KINDS = frozenset(
    {"p", "c", "d", "u", "ud", "ug", "uj", "ul", "uv", "uz", "r", "rz", "m", "q", "mq", "y", "e", "o", "zg", "k"}
)
NAMED = frozenset({"Institution", "Platform", "Programme", "Park"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: where it stands, what it is, and, when known, the term behind it.

    ``name`` is the name in full; for a member of a coordination (高分子物理与化学、…等国家重点实验室) it is
    longer than the words between ``start`` and ``end``.
    """

    start: int
    end: int
    label: str
    name: str
    rule: str
    confidence: float
    term: Term | None = None
    core: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Lattice:
    """A text with its words and the known names in it, shared by all steps."""

    text: str
    words: Words
    lexicon: Lexicon
    rules: Rules
    known: list[Mention] = field(default_factory=list)
    heads: list[tuple[int, int, Head]] = field(default_factory=list)
    _spans: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.heads = list(self.lexicon.head_words(self.text))
        for found in self.lexicon.names(self.text):
            mention = _known(found.start, found.end, found.terms, self.text)
            if mention.label != "Region" or found.end - found.start > 2 or self._whole(found.start, found.end):
                self.known.append(mention)
        self._add_bodies()
        self._spans = [mention.start for mention in self.known]

    def _whole(self, start: int, end: int) -> bool:
        """Whether a stretch begins and ends where words do."""
        return self.words.starts[self.word_at(start)] == start and self.words.ends[self.word_at(end - 1)] == end

    def _add_bodies(self) -> None:
        """Bodies of a region that is only meant: 省科技厅, 市委."""
        taken = {offset for mention in self.known for offset in range(mention.start, mention.end)}
        for start, end, _ in self.lexicon.stems(self.text):
            begin = start - 1
            if begin < 0 or self.text[begin] not in "省市县区州" or begin in taken or start in taken:
                continue
            if self.words.ends[self.word_at(end - 1)] == end:
                self.known.append(Mention(begin, end, "Institution", self.text[begin:end], "body", 0.9))
        self.known.sort(key=lambda mention: mention.start)

    def known_over(self, offset: int) -> Mention | None:
        """The known name that covers an offset."""
        place = bisect_right(self._spans, offset) - 1
        return self.known[place] if place >= 0 and self.known[place].end > offset else None

    def word_at(self, offset: int) -> int:
        """The index of the word that covers an offset."""
        return bisect_right(self.words.starts, offset) - 1


def _known(start: int, end: int, terms: tuple[Term, ...], text: str) -> Mention:
    term = terms[0]
    return Mention(start, end, term.label, text[start:end], "lexicon", 0.95, term)


def find(lattice: Lattice, sentences: Iterable[Sentence], collective: re.Pattern[str]) -> list[Mention]:
    """All mentions of the sentences in order; none overlaps another but for members of a coordination.

    ``collective`` reads the bodies that are named together: 各市（州）政府.
    """
    found: list[Mention] = []
    for sentence in sentences:
        together = [
            Mention(match.start(), match.end(), "Institution", match.group(), "collective", 0.9)
            for match in collective.finditer(lattice.text, sentence.start, sentence.end)
        ]
        spans = [(mention.start, mention.end) for mention in together]
        found.extend(together)
        found.extend(
            m
            for m in _in_sentence(lattice, sentence)
            if not any(m.start < end and start < m.end for start, end in spans)
        )
    return sorted(found, key=lambda mention: (mention.start, -mention.end, mention.label, mention.name))


def _in_sentence(lattice: Lattice, sentence: Sentence) -> list[Mention]:
    text = lattice.text[sentence.start : sentence.end]
    heads = [
        (sentence.start + start, sentence.start + end, head)
        for start, end, head in lattice.lexicon.head_words(text)
        if lattice.words.ends[lattice.word_at(sentence.start + end - 1)] == sentence.start + end
        or (sentence.start + end < len(lattice.text) and lattice.text[sentence.start + end] in "”）（")
    ]
    false = tuple(lattice.rules.words["false_heads"])
    heads = [
        item for item in heads if len(item[2].word) > 2 or not lattice.text[sentence.start : item[1]].endswith(false)
    ]
    found: list[Mention] = []
    covered = sentence.end + 1
    for start, end, head in reversed(heads):
        if end > covered:
            continue
        names = _named(lattice, sentence, start, end, head)
        found.extend(names)
        covered = min([covered, *(name.start for name in names)])
    found.extend(_lexical(lattice, sentence, found))
    return found


def _lexical(lattice: Lattice, sentence: Sentence, found: list[Mention]) -> Iterator[Mention]:
    """Known names that no longer name covers."""
    taken = sorted((mention.start, mention.end) for mention in found)
    starts = [start for start, _ in taken]
    first = bisect_left(lattice._spans, sentence.start)
    for mention in lattice.known[first:]:
        if mention.start >= sentence.end:
            break
        place = bisect_right(starts, mention.start) - 1
        inside = place >= 0 and taken[place][1] > mention.start
        ahead = place + 1 < len(taken) and taken[place + 1][0] < mention.end
        if not inside and not ahead:
            yield mention


def _named(lattice: Lattice, sentence: Sentence, start: int, end: int, head: Head) -> list[Mention]:
    """The names that end in a head word: one, the members of a coordination, or none where it is a class."""
    end = _closing(lattice.text, end, sentence.end)
    edge, stopper = _left_edge(lattice, sentence, start, head)
    left = _trim(lattice, edge, start, head)
    if stopper == "等" and _bare(lattice, edge, start):
        shared = list(_shared_head(lattice, sentence, edge, end, head))
        if shared:
            return shared
    if _is_name(lattice, left, start, end, head, stopper):
        name = _balanced(lattice.text[left:end])
        if name is None:
            return []
        found = [Mention(left, end, head.label, name, "grammar", 0.75, core=(left, start))]
        if stopper == "、":
            found.extend(_shared_tail(lattice, sentence, left, end, head))
        found.extend(_quoted_member(lattice, sentence, left, head))
        return found
    return []


def _bare(lattice: Lattice, edge: int, start: int) -> bool:
    """Whether between the edge and the head there stand only qualifiers: 等｜现有国家｜重点实验室."""
    if edge >= start:
        return True
    first, last = lattice.word_at(edge), lattice.word_at(start - 1)
    return all(form in lattice.rules.words["modifiers"] for form in lattice.words.forms[first : last + 1])


def _shared_head(lattice: Lattice, sentence: Sentence, edge: int, end: int, head: Head) -> Iterator[Mention]:
    """A、B等H: the head of a list belongs to each of its members that has none of its own."""
    if head.weak or head.word in lattice.rules.words["weak_heads"]:
        return
    tail = lattice.text[edge:end]
    for word in lattice.rules.words["leading"]:
        if word in ("现有", "各类", "一批", "若干") and tail.startswith(word):
            tail = tail[len(word) :]
    members = _members(lattice, sentence, lattice.word_at(edge - 1))
    if tail in lattice.rules.words["open_heads"] or not members or _headed(lattice, lattice.text[slice(*members[-1])]):
        return
    for start, stop in members:
        member = lattice.text[start:stop]
        if member in lattice.lexicon.classes or _headed(lattice, member):
            continue
        name = _balanced(member + tail)
        if name is not None and 2 <= len(member) <= 24:
            yield Mention(start, stop, head.label, name, "coordination", 0.75, core=(start, stop))


def _headed(lattice: Lattice, name: str) -> bool:
    """Whether a name ends in a head of its own."""
    weak = lattice.rules.words["weak_heads"]
    return any(close == len(name) and head.word not in weak for _, close, head in lattice.lexicon.head_words(name))


def _members(lattice: Lattice, sentence: Sentence, place: int) -> list[tuple[int, int]]:
    """The members of the list that ends before the word at ``place`` (等), from left to right."""
    words = lattice.words
    stop = words.starts[place]
    members: list[tuple[int, int]] = []
    edge = stop
    place -= 1
    while place >= 0 and words.starts[place] >= sentence.start:
        form = words.forms[place]
        if form == "、" or (form in _JOINERS and not members and _list_joiner(lattice, sentence, place)):
            members.append((edge, stop))
            stop = edge = words.starts[place]
        elif (
            form in _CLOSE_TO_OPEN and (jump := _bracket_start(lattice.text, words.starts[place], sentence.start)) >= 0
        ):
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
    if _governs(lattice, form) or form in lattice.rules.words["openers"] or form in lattice.rules.words["determiners"]:
        return False
    return (kind not in _STOP_KINDS or form in _JOINERS) and (kind != "x" or form in _LINKS or form.isalnum())


def _quoted_member(lattice: Lattice, sentence: Sentence, left: int, head: Head) -> Iterator[Mention]:
    """“三跃升”和科技企业上市工程: a quoted name before 和 or 、 shares the head that follows."""
    text = lattice.text
    if left - 2 <= sentence.start or text[left - 1] not in "和、与及" or text[left - 2] != "”":
        return
    opened = _bracket_start(text, left - 2, sentence.start)
    if opened >= 0 and not _headed(lattice, text[opened + 1 : left - 2]):
        yield Mention(
            opened,
            left - 1,
            head.label,
            text[opened : left - 1] + head.word,
            "coordination",
            0.7,
            core=(opened, left - 1),
        )


def _shared_tail(lattice: Lattice, sentence: Sentence, left: int, end: int, head: Head) -> Iterator[Mention]:
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
        name = _balanced(lattice.text[known.start : known.end] + tail)
        if name is not None:
            yield Mention(known.start, known.end, head.label, name, "coordination", 0.75, core=(known.start, known.end))
        place = lattice.word_at(known.start) - 1


def _closing(text: str, end: int, limit: int) -> int:
    """Take a quotation mark that closes around the head, and a short bracket that belongs to it."""
    if end < limit and text[end] == "”":
        end += 1
    if end < limit and text[end] == "（":
        close = text.find("）", end, min(limit, end + 10))
        inside = text[end + 1 : close] if close > 0 else ""
        if inside and not re.search(r"[，。、：]|责任|牵头|以下|简称|\d", inside):
            end = close + 1
    return end


def _left_edge(lattice: Lattice, sentence: Sentence, start: int, head: Head) -> tuple[int, str]:
    """Walk left over words that may stand inside a name; return the edge and the word that stopped the walk."""
    words = lattice.words
    place = lattice.word_at(start)
    edge = words.starts[place] if words.starts[place] < start else start
    place -= words.starts[place] >= start
    while place >= 0 and words.starts[place] >= sentence.start:
        known = lattice.known_over(words.starts[place])
        if (
            known is not None
            and known.end > words.starts[place]
            and known.end <= start
            and known.end >= words.ends[place]
        ):
            edge = known.start
            place = lattice.word_at(known.start) - 1
            continue
        form = words.forms[place]
        jump = _bracket_start(lattice.text, words.starts[place], sentence.start) if form in _CLOSE_TO_OPEN else -1
        if jump >= 0:
            edge = jump
            place = lattice.word_at(jump) - 1
            continue
        if not _inside(lattice, place, edge, start, head, sentence):
            return edge, form
        edge = words.starts[place]
        place -= 1
    return edge, ""


def _bracket_start(text: str, close: int, limit: int) -> int:
    opened = text.rfind(_CLOSE_TO_OPEN[text[close]], max(limit, close - 24), close)
    inside = text[opened + 1 : close]
    numbered = (
        text[close] == "）" and opened == limit and re.fullmatch(r"[一二三四五六七八九十\d]+", inside) is not None
    )
    return (
        opened
        if opened >= 0 and not numbered and not re.search(r"[，。；：]", inside) and text[close] in "”）’"
        else -1
    )


def _inside(lattice: Lattice, place: int, edge: int, start: int, head: Head, sentence: Sentence) -> bool:
    """Whether a word may stand inside a name that ends in the head."""
    words = lattice.words
    form, kind = words.forms[place], words.kinds[place]
    if form in _JOINERS:
        return _joins(lattice, place, edge, start, sentence)
    if kind == "x" and not form.isalnum():
        return form in _LINKS and edge < start
    classes = lattice.rules.words
    if form in classes["say"] or form in classes["determiners"] or form in classes["openers"]:
        return False
    if form in classes["countries"] or (form == "中" and lattice.text[words.ends[place]] in classes["countries"]):
        return True
    if head.label == "Programme":
        if form in classes["governors"] or any(form in classes[name] for name in ("improve", "build", "strive")):
            return _nominal(lattice, place, start)
    elif form in classes["soft"]:
        return _after_noun(lattice, place, sentence)
    elif _governs(lattice, form):
        return False
    if kind in _STOP_KINDS:
        return bool(re.fullmatch(r"[A-Za-z0-9.]+", form)) and kind != "q"
    return True


def _nominal(lattice: Lattice, place: int, start: int) -> bool:
    """Whether a governing verb is a noun inside a programme's name: 标准体系｜建设｜重点工程."""
    between = lattice.text[lattice.words.ends[place] : start]
    if between and between not in lattice.rules.words["modifiers"]:
        return False
    return (
        place > 0
        and lattice.words.kinds[place - 1][0] in "nvabjl"
        and not _governs(lattice, lattice.words.forms[place - 1])
    )


def _after_noun(lattice: Lattice, place: int, sentence: Sentence) -> bool:
    """Whether a verb that may be a noun stands behind a noun: 种业｜创新｜中心, not ，创新｜医药平台."""
    words = lattice.words
    if place == 0 or words.starts[place] <= sentence.start:
        return False
    before = words.forms[place - 1]
    if words.kinds[place - 1][0] not in "nvabjlx" or (
        words.kinds[place - 1] == "x" and before not in "”）" and not before.isalnum()
    ):
        return before in ("和", "与", "及")
    return not _governs(lattice, before) and before not in lattice.rules.words["openers"]


def _joins(lattice: Lattice, place: int, edge: int, start: int, sentence: Sentence) -> bool:
    """Whether 和, 与 or 及 stands inside a name: 科学研究和技术服务, and not between two."""
    if place == 0 or edge >= start:
        return False
    words = lattice.words
    before = lattice.text[sentence.start : words.starts[place]]
    if any(end == len(before) for _, end, head in lattice.lexicon.head_words(before[-12:].rjust(len(before)))):
        return False
    known = lattice.known_over(words.starts[place] - 1)
    if known is not None and known.label in NAMED | {"Region"}:
        return False
    return words.kinds[place - 1][0] in "nvabj" and not _governs(lattice, words.forms[place - 1])


def _governs(lattice: Lattice, form: str) -> bool:
    classes = lattice.rules.words
    return any(form in classes[name] for name in ("support", "build", "improve", "strive", "rely", "focus", "say"))


def _trim(lattice: Lattice, left: int, start: int, head: Head) -> int:
    """Drop from the left what qualifies a class and opens no name: 现有, 高水平, 和."""
    words = lattice.words
    leading = lattice.rules.words["programme_leading" if head.label == "Programme" else "leading"]
    place = lattice.word_at(left)
    while place < len(words) and words.starts[place] < start:
        form = words.forms[place]
        if form not in leading and form not in _JOINERS and form not in _LINKS:
            break
        if form == "中" and lattice.text[words.ends[place]] in lattice.rules.words["countries"]:
            break
        if lattice.known_over(words.starts[place]) is not None and form not in _JOINERS:
            break
        place += 1
    return words.starts[place] if place < len(words) and words.starts[place] >= left else left


def _is_name(lattice: Lattice, left: int, start: int, end: int, head: Head, stopper: str) -> bool:
    """Whether something between the edge and the head tells this one from others of its class."""
    text = lattice.text
    core = text[left:start]
    whole = text[left:end].strip("“”")
    classes = lattice.rules.words
    counted = (
        stopper in classes["determiners"] or re.fullmatch(r"[个家项所处批座种类条户支张届]", stopper or "x") is not None
    )
    if whole in lattice.lexicon.classes:
        return False
    if not core.strip("“”（）"):
        return not counted and _telling(lattice, head)
    known = [lattice.known_over(offset) for offset in range(left, start)]
    proper = any(item is not None and item.label in NAMED | {"Region"} for item in known)
    if head.weak or head.word in classes["weak_heads"]:
        return proper or ("“" in core and len(head.word) > 1)
    proper = proper or "“" in core
    if counted:
        return proper
    first = lattice.word_at(left)
    rest = [
        lattice.words.forms[place]
        for place in range(first, lattice.word_at(start - 1) + 1)
        if lattice.words.forms[place] not in classes["modifiers"]
    ]
    return proper or len("".join(rest)) > 1 or _telling(lattice, head)


def is_class(lattice: Lattice, start: int, end: int, label: str) -> bool:
    """Whether a stretch that ends in a head of a label only names a class: 技术创新中心, 公共服务平台."""
    name = lattice.text[start:end].strip("“”")
    if name in lattice.lexicon.classes:
        return True
    heads = [head for _, stop, head in lattice.lexicon.head_words(name) if stop == len(name) and head.label == label]
    if not heads:
        return False
    core = name[: -len(heads[-1].word)]
    forms = (
        lattice.words.forms[lattice.word_at(start) : lattice.word_at(start + max(len(core) - 1, 0)) + 1] if core else []
    )
    plain = all(form in lattice.rules.words["modifiers"] for form in forms)
    return plain and not (core == "" and _telling(lattice, heads[-1]))


def _telling(lattice: Lattice, head: Head) -> bool:
    """Whether a long head alone tells what it is of: 科技金融｜服务平台, 国家｜引才引智示范基地."""
    if head.word.startswith(("国家", "省级")) and len(head.word) > 6:
        return True
    return any(
        term.label in ("Industry", "Technology")
        and 2 < found.end - found.start < len(head.word)
        and term.name not in lattice.rules.words["vague_topics"]
        for found in lattice.lexicon.names(head.word)
        for term in found.terms
    )


def _balanced(name: str) -> str | None:
    """The name when its brackets and quotation marks close, without a pair that only wraps it; else None."""
    for opened, close in _OPEN_TO_CLOSE.items():
        if name.count(opened) != name.count(close):
            if opened == "“":
                name = name.replace("“", "").replace("”", "")
            else:
                return None
    return name.strip("、-—")
