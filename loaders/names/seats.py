"""Where a name says that its thing stands: 长春高新区 in 长春市, 人民银行｜长春｜中心支行, too."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.lexicon import Lexicon, Term
from loaders.names.lattice import Mention
from loaders.rules import Rules

_REGIONS = frozenset({"Region"})


def find(mention: Mention, lexicon: Lexicon, rules: Rules) -> Iterator[Term]:
    """The regions in a name that are places, but for the province that a body answers for instead of standing in it."""
    if mention.label == "Programme":
        return
    for found in lexicon.names_of(_REGIONS, mention.name):
        term = _city(found.terms[0], mention, found.end - found.start, lexicon)
        placed = term.level or term.name in rules.words["seats"]
        if placed and not (term.level == "省" and _answers(mention.name, found.end, term, rules)):
            yield term


def _city(term: Term, mention: Mention, length: int, lexicon: Lexicon) -> Term:
    """吉林高新区 is the city's: a short name that a province shares with a city means the city in a park's name."""
    city = lexicon.regions.get(f"{term.forms[-1]}市")
    if mention.label == "Park" and term.level == "省" and length < len(term.name) and city is not None:
        return city
    return term


def _answers(name: str, end: int, region: Term, rules: Rules) -> bool:
    """Whether a body answers for the province in its name: 吉林省商务局 does, 吉林银保监局 is a ministry's."""
    governing = name.endswith(rules.tails["governing"]) and not region.name.endswith(rules.tails["municipal"])
    own = governing and name[end - 1] in rules.words["areas"]
    answering = name.endswith(rules.tails["administering"]) and not name.endswith(rules.tails["stationed"])
    return own or answering
