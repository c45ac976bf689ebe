"""Whether a noun phrase names one thing or only its class: 碳纤维省实验室 is a name, 高水平创新平台 is none."""

from __future__ import annotations

from loaders.lexicon import Head
from loaders.names.lattice import NAMED, TOPICS, Lattice
from loaders.patternfile import PATTERNS, PatternFile

_FORMS = PatternFile(PATTERNS / "names.yml")
# What names several things at once.
_SEVERAL = ("committee_and_government", "facilities")


def is_name(lattice: Lattice, left: int, start: int, end: int, head: Head, stopper: str) -> bool:
    """Whether something between the edge and the head tells this one from others of its class."""
    text = lattice.text
    core = text[left:start]
    whole = text[left:end].strip("“”")
    classes = lattice.rules.words
    counted = stopper in classes["determiners"] or stopper in classes["counters"]
    if whole in lattice.lexicon.classes or any(_FORMS.compiled(each).search(whole) for each in _SEVERAL):
        return False
    product = text[left - 1 : left] == "“" and text[end - 1] == "”" and head.word[-1] in classes["quoted_heads"]
    if not core.strip("“”（）"):
        return _is_official(lattice, whole, head) or (not counted and (product or telling(lattice, head)))
    known = [lattice.known_over(offset) for offset in range(left, start)]
    proper = any(item is not None and item.label in NAMED | {"Region"} for item in known)
    if head.weak or head.word in classes["weak_heads"]:
        titled = is_heading(lattice, left, end) and not _is_plain(lattice, left, start)
        quoted = product or ("“" in core and len(head.word) > 1)
        return (
            proper or titled or quoted or (head.word in classes["topical_heads"] and _has_topic(lattice, left, start))
        )
    proper = proper or "“" in core or _is_official(lattice, whole, head)
    if counted:
        return proper
    return proper or not _is_plain(lattice, left, start) or telling(lattice, head)


def is_heading(lattice: Lattice, start: int, end: int) -> bool:
    """Whether a stretch is what a numbered heading is of: 8.｜民营企业家素质提升项目｜。, 3.构建｜起降设施网｜。"""
    if lattice.text[end : end + 1] not in _FORMS.raw["heading_ends"]:
        return False
    place = lattice.word_at(start) - 1
    verbs = (lattice.rules.words[name] for name in ("build", "improve", "strive"))
    raising = frozenset().union(*verbs)
    while place >= 0 and lattice.words.forms[place] in raising:
        start = lattice.words.starts[place]
        place -= 1
    return _FORMS.compiled("numbered_start").search(lattice.text[max(0, start - 2) : start]) is not None


def _has_topic(lattice: Lattice, left: int, start: int) -> bool:
    """Whether what stands before a head holds a known industry or technology."""
    known = (lattice.known_over(offset) for offset in range(left, start))
    return any(item is not None and item.label in TOPICS for item in known)


def _is_plain(lattice: Lattice, left: int, start: int) -> bool:
    """Whether what stands before a head only qualifies it: 高水平｜公共."""
    modifiers = lattice.rules.words["modifiers"]
    forms = lattice.words.forms[lattice.word_at(left) : lattice.word_at(start - 1) + 1]
    return len("".join(form for form in forms if form not in modifiers)) < 2


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
    return plain and not (core == "" and telling(lattice, heads[-1]))


def telling(lattice: Lattice, head: Head) -> bool:
    """Whether a long head alone tells what it is of: 科技金融｜服务平台, 国家｜引才引智示范基地."""
    if head.word.startswith(lattice.rules.tails["official_openings"]) and len(head.word) > 6:
        return True
    return any(
        term.label in ("Industry", "Technology")
        and 2 < found.end - found.start < len(head.word)
        and term.name not in lattice.rules.words["vague_topics"]
        for found in lattice.lexicon.names(head.word)
        for term in found.terms
    )


def _is_official(lattice: Lattice, whole: str, head: Head) -> bool:
    """Whether a class is one that the State, a province or a city gives: 国家产业创新中心, 市级未来产业先导区."""
    ranked = _FORMS.compiled("ranked").match(whole) is not None
    return ranked and head.label in ("Platform", "Park") and head.word not in lattice.rules.words["open_heads"]
