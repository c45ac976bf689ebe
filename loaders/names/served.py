"""What a name says of itself: the industry or technology between its owner and its head word.

吉林｜碳纤维｜省实验室 serves 碳纤维; 可降解材料｜工程｜研究中心 serves 可降解材料.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.lexicon import Lexicon, Term
from loaders.names.lattice import TOPICS
from loaders.names.resolve import short_industry
from loaders.names.words import cut
from loaders.patternfile import PATTERNS, PatternFile
from loaders.rules import Rules

_FORMS = PatternFile(PATTERNS / "names.yml")
_OWNERS = frozenset({"Region", "Institution"})
# The longest word that is rather a proper noun than a topic.
_PROPER = 3
_LONGEST = 14
# Topics no longer than this stand by accident in other words: 光电 in 海光｜电力.
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Served:
    """A topic inside a name."""

    label: str
    name: str
    term: Term | None


class Sayings:
    """What the names of one document say of themselves; a topic that its text names has one label in both."""

    def __init__(self, lexicon: Lexicon, rules: Rules, topics: Iterable[tuple[str, str]]) -> None:
        self._lexicon = lexicon
        self._rules = rules
        self._labels = {short_industry(name): label for name, label in topics}
        self._said: dict[tuple[str, str], tuple[Served, ...]] = {}

    def of(self, label: str, name: str) -> tuple[Served, ...]:
        """The topics that a name of a label holds."""
        key = (label, name)
        if key not in self._said:
            bare = _unowned(name.replace("“", "").replace("”", ""), self._lexicon)
            found = (
                self._as_told(self._widened(bare, topic)) for topic in find(label, name, self._lexicon, self._rules)
            )
            self._said[key] = tuple(dict.fromkeys(found)) or self._told(label, bare)
        return self._said[key]

    def _told(self, label: str, name: str) -> tuple[Served, ...]:
        """The longest topic of the text itself that a name holds before its head, where nothing else tells."""
        if label == "Institution":
            return ()
        words = cut(name)
        heads = {start for start, end, _ in self._lexicon.head_words(name) if end == len(name)}
        heads |= {len(name) - 1} if name[-1] in self._rules.words["short_heads"] else set()
        starts, ends = set(words.starts), (set(words.ends) | heads) - {len(name)}
        inside = [said for said in self._labels if len(said) > 1 and _stands(said, name, starts, ends)]
        longest = max(inside, key=lambda said: (len(said), said), default="")
        if not longest or longest in self._rules.words["vague_topics"]:
            return ()
        return (Served(self._labels[longest], longest, self._lexicon.known(longest, self._labels[longest])),)

    def _widened(self, name: str, topic: Served) -> Served:
        """The longest topic of the text itself that holds one that the lexicon knows: 营养健康 for 健康."""
        short = short_industry(topic.name)
        inside = [
            said
            for said in self._labels
            if len(short) < len(said) < len(name) - 1
            and short in said
            and said in name
            # An acronym beside a topic is another thing: 人工智能OPC.
            and not said.replace(short, "", 1).isascii()
        ]
        widest = max(inside, key=lambda said: (len(said), said), default="")
        return Served(self._labels[widest], widest, None) if widest else topic

    def _as_told(self, topic: Served) -> Served:
        label = self._labels.get(short_industry(topic.name), topic.label)
        return topic if label == topic.label else Served(label, topic.name, self._lexicon.known(topic.name, label))


def find(label: str, name: str, lexicon: Lexicon, rules: Rules) -> Iterator[Served]:
    """The topics that a name of a label holds: known ones, or, for want of them, its whole core.

    An institution serves only a known topic that its head follows, since many are named for places and people.
    """
    bare = name.replace("“", "").replace("”", "")
    if label == "Institution":
        yield from _classes(bare, lexicon, rules) or _taught(bare, lexicon, rules)
        return
    core = _core(bare, lexicon, rules)
    classes = _classes(bare, lexicon, rules)
    if core in rules.words["vague_topics"]:
        yield from classes
        return
    hits = list(_known(core, lexicon, rules)) or _elsewhere(_unowned(bare, lexicon), lexicon, rules)
    if classes and not hits:
        yield from classes
        return
    covered = sum(end - start for start, end, *_ in hits)
    researches = label == "Platform" and name.endswith(rules.tails["topic_heads"])
    if hits and (covered * 2 > len(core) or not researches):
        for _, _, term, form in hits:
            yield Served(term.label, form, term)
    elif researches and 2 <= len(core) <= _LONGEST and not _generic(core, lexicon, rules) and not _proper(core, rules):
        yield Served("Industry" if core.endswith("业") else "Technology", core, None)


def _stands(said: str, name: str, starts: set[int], ends: set[int]) -> bool:
    """Whether a topic stands in a name before its end; a short one only from where a word begins to where one ends."""
    at = name.find(said)
    if len(said) > _SHORT:
        return 0 <= at < len(name) - len(said)
    return at in starts and at + len(said) in ends


def _classes(name: str, lexicon: Lexicon, rules: Rules) -> list[Served]:
    """The class of industries in a name, if there is one: 未来产业."""
    found = [topic for topic in rules.tails["class_topics"] if topic in name]
    return [Served("Industry", found[0], lexicon.known(found[0], "Industry"))] if found else []


def _unowned(name: str, lexicon: Lexicon) -> str:
    """A name without the place or body that it begins with."""
    owner = next((found for found in lexicon.names_of(_OWNERS, name) if found.start == 0), None)
    return name[owner.end :] if owner is not None and owner.end < len(name) else name


def _taught(name: str, lexicon: Lexicon, rules: Rules) -> Iterator[Served]:
    """The known topic before the head of a body's name: 吉林｜农业｜大学, 长春｜光学｜研究所."""
    for found in lexicon.names_of(TOPICS, name):
        topic = name[found.start : found.end]
        if _FORMS.compiled("body_head").fullmatch(name, found.end) and topic not in rules.words["vague_topics"]:
            yield Served(found.terms[0].label, topic, found.terms[0])


def _core(name: str, lexicon: Lexicon, rules: Rules) -> str:
    """A name without its head word, its owner and the qualifiers around its topic."""
    short = name[-1:] in rules.words["short_heads"]
    # A voucher that is a word of its own is named for what stands before the voucher: 算力｜券.
    heads = [start for start, end, _ in lexicon.head_words(name) if end == len(name) and (start or not short)]
    core = name[: max(heads, default=len(name) - (1 if short else 2))]
    if "（" in core:
        core = core.split("）")[-1]
    for found in lexicon.names_of(_OWNERS, core):
        if found.start == 0 and found.end < len(core):
            core = core[found.end :]
            break
    tails, openings = rules.tails["name_tails"], rules.words["name_openings"]
    both = (tails, tuple(tail for tail in tails if tail in openings))
    while core.endswith(both[0]) or core.startswith(both[1]):
        for tail in tails:
            if core.endswith(tail):
                core = core[: -len(tail)]
            elif tail in openings:
                core = core.removeprefix(tail)
    return core


def _known(core: str, lexicon: Lexicon, rules: Rules) -> Iterator[tuple[int, int, Term, str]]:
    """Known topics in a core that begin and end where words do."""
    words = cut(core)
    starts, ends = set(words.starts), set(words.ends)
    for found in lexicon.names_of(TOPICS, core):
        term = found.terms[0]
        vague = core[found.start : found.end] in rules.words["vague_topics"]
        if found.start in starts and found.end in ends and not vague:
            yield found.start, found.end, term, core[found.start : found.end]


def _elsewhere(name: str, lexicon: Lexicon, rules: Rules) -> list[tuple[int, int, Term, str]]:
    """Known topics in a name outside of its core, but for those that its head word ends: 互联网平台."""
    return [hit for hit in _known(name, lexicon, rules) if hit[1] < len(name)]


def _proper(core: str, rules: Rules) -> bool:
    """Whether a core is one short word that nobody knows for a topic: laboratories are named for lakes and hills."""
    return len(core) <= _PROPER and (len(cut(core)) == 1 or core.endswith(rules.tails["place_tails"]))


def _generic(core: str, lexicon: Lexicon, rules: Rules) -> bool:
    """Whether a core is a place, or made of words that name nothing."""
    return any(found.end == len(core) for found in lexicon.names_of(_OWNERS, core)) or all(
        form in rules.words["modifiers"] or form in rules.words["name_tails"] for form in cut(core).forms
    )
