"""What the grammar and the tagger found, settled: one reading of each stretch of text.

The tagger decides where names begin and end; the grammar completes the members of a list whose head stands
once (A、B等国家重点实验室) and keeps what it knows for certain: bodies, collective bodies, listed names.
"""

from __future__ import annotations

from collections.abc import Iterable

from loaders.mentions import NAMED, Lattice, Mention
from loaders.tagger import Span

CERTAIN = frozenset({"body", "collective"})


def settle(lattice: Lattice, ruled: Iterable[Mention], spans: Iterable[Span]) -> list[Mention]:
    """The mentions of a text in order; those of the tagger carry the rule ``tagger``."""
    ruled = list(ruled)
    certain = [mention for mention in ruled if _certain(mention)]
    tagged = [_mention(lattice, span, ruled) for span in spans]
    kept = [mention for mention in tagged if mention is not None and not _crosses(mention, certain)]
    found = [*certain, *kept]
    found.extend(
        mention for mention in ruled if mention not in certain and not _crosses(mention, found) and _trusted(mention)
    )
    return sorted(set(found), key=lambda mention: (mention.start, -mention.end, mention.label, mention.name))


def _certain(mention: Mention) -> bool:
    return mention.rule in CERTAIN or (mention.rule == "lexicon" and mention.label == "Institution")


def _trusted(mention: Mention) -> bool:
    """Whether what the tagger passed over is kept all the same."""
    return mention.rule in ("lexicon", "coordination") and mention.label in NAMED


def _mention(lattice: Lattice, span: Span, ruled: list[Mention]) -> Mention | None:
    """A tagged span as a mention, with its full name where it is a member of a list, and its term where it is known."""
    for mention in ruled:
        if mention.start == span.start and mention.end == span.end and mention.label == span.label:
            return mention
    name = lattice.text[span.start : span.end].strip("、，。；")
    if len(name) < 2 or name.count("（") != name.count("）"):
        return None
    if name.count("“") != name.count("”"):
        name = name.replace("“", "").replace("”", "")
    return Mention(span.start, span.end, span.label, name, "tagger", 0.8, lattice.lexicon.known(name, span.label))


def _crosses(mention: Mention, others: list[Mention]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in others)
