"""Parting: what was read as one name and is several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from loaders.names.lattice import NAMED, TOPICS, Lattice, Mention
from loaders.names.naming import is_class
from loaders.patternfile import PATTERNS, PatternFile

_FORMS = PatternFile(PATTERNS / "parting.yml")
_HEADED = frozenset({"Platform", "Park"})
# Two things side by side are named by so many characters each.
_THING = 4


def parts(lattice: Lattice, mention: Mention) -> Iterator[Mention]:
    """The names that a mention is made of, itself where it is one."""
    for quotation in _by_quotation(lattice, mention):
        for facility in _by_head(lattice, quotation):
            for topic in _by_region(lattice, facility):
                yield from _by_joint(lattice, topic)


def _by_quotation(lattice: Lattice, mention: Mention) -> Iterator[Mention]:
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


def _by_head(lattice: Lattice, mention: Mention) -> Iterator[Mention]:
    """Two facilities or parks, each with its head word, with 和 between them: 马东产业基地和临港应用基地."""
    spans = _halves(mention, _HEADED)
    heads = [_head(lattice, lattice.text[start:end], mention.label) for start, end in spans]
    if not spans or not all(heads) or any(is_class(lattice, start, end, mention.label) for start, end in spans):
        yield mention
        return
    for start, end in spans:
        yield replace(mention, start=start, end=end, name=lattice.text[start:end])


def _halves(mention: Mention, labels: frozenset[str]) -> list[tuple[int, int]]:
    """Where both halves of an unlisted name of some labels stand that has 和, 与 or 及 in it; nowhere without."""
    inside = mention.label in labels and not mention.term and mention.end - mention.start == len(mention.name)
    joint = _FORMS.compiled("inner_joint").search(mention.name) if inside else None
    if joint is None:
        return []
    return [(mention.start, mention.start + joint.start()), (mention.start + joint.end(), mention.end)]


def _head(lattice: Lattice, name: str, label: str) -> bool:
    """Whether a name ends in a head word of its label."""
    return any(end == len(name) and head.label == label for _, end, head in lattice.lexicon.head_words(name))


def _by_region(lattice: Lattice, mention: Mention) -> Iterator[Mention]:
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


def _by_joint(lattice: Lattice, mention: Mention) -> Iterator[Mention]:
    """A topic that is two, each known by itself (脑科学与脑机接口), or two things (柔性电极及编译软件)."""
    spans = _halves(mention, TOPICS)
    names = [lattice.text[start:end] for start, end in spans]
    known = all(any(lattice.lexicon.known(name, label) for label in TOPICS) for name in names)
    if not spans or (not known and not (min(map(len, names)) >= _THING and _is_thing(lattice, spans[0][1]))):
        yield mention
        return
    for (start, end), name in zip(spans, names, strict=True):
        term = lattice.lexicon.known(name, mention.label)
        if known or term is not None or _FORMS.compiled("vague").match(name) is None:
            yield replace(mention, start=start, end=end, name=name, term=term)


def _is_thing(lattice: Lattice, end: int) -> bool:
    """Whether the word that ends here names a thing, and nothing that is done to the head of a longer name."""
    return lattice.words.kinds[lattice.word_at(end - 1)] in ("n", "nz", "l", "nr")
