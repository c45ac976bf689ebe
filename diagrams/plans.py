"""Ways to lay a figure out, each as a DOT text: direction, line width, and which leaves go to which side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diagrams.cards import Card
from diagrams.circles import closing
from diagrams.figure import Fact
from diagrams.labels import Label

POINTS_PER_INCH = 72.0
# A hub with more leaves than this on one side may send some of them to the other side, or into a second row.
_CROWD = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to lay a figure out.

    ``across`` lets the layers run from left to right, ``wide`` is the width of a line of text in pixels,
    ``balanced`` shares the leaves of a hub between its two sides.
    """

    across: bool
    wide: float
    balanced: bool = False


def plans(facts: Sequence[Fact], nodes: int) -> tuple[Plan, ...]:
    """The plans worth trying for a figure of this size, the plainest first."""
    widths = (126.0, 182.0) if nodes <= 40 else (154.0,)
    return tuple(
        Plan(across, wide, balanced)
        for balanced in ((False, True) if _flipped(facts) else (False,))
        for across in (True, False)
        for wide in widths
    )


def dot(plan: Plan, cards: Sequence[Card], facts: Sequence[Fact], labels: Sequence[Label]) -> str:
    """Write the figure as DOT: boxes of a fixed size, and labels as small boxes that the lines run through.

    A node is called ``n0``, ``n1`` … in the order of the cards, a label ``l0``, ``l1`` … in that of the facts,
    and the two halves of a line ``a0`` and ``b0``, from source to target or, where the fact runs in reverse, from
    target to source.
    """
    names = {card.node.id: f"n{place}" for place, card in enumerate(cards)}
    ports = ", tailport=e, headport=w" if plan.across else ", tailport=s, headport=n"
    leaves, reverse = _leaves(facts), reversed_facts(plan, facts)
    lines = [
        "digraph figure {",
        f"  rankdir={'LR' if plan.across else 'TB'}; nodesep=0.2; ranksep={_gap(facts):.3f};",
        '  splines=true; outputorder=edgesfirst; node [shape=box, fixedsize=true, label=""]; edge [dir=none];',
    ]
    lines += [f"  {names[card.node.id]} [{_size(card.width, card.height)}];" for card in cards]
    for place, (fact, label) in enumerate(zip(facts, labels, strict=True)):
        lines.append(f"  l{place} [{_size(label.width, label.height)}];")
        head, tail = names[fact.source], names[fact.target]
        near_head = fact.source in leaves
        if place in reverse:
            head, tail, near_head = tail, head, fact.target in leaves
        close, loose = "weight=6", "weight=2"
        first, second = (close, loose) if near_head else (loose, close)
        lines.append(f"  {head} -> l{place} [id=a{place}, {first}{ports}];")
        lines.append(f"  l{place} -> {tail} [id=b{place}, {second}{ports}];")
    lines += _lonely(cards, facts, names)
    return "\n".join([*lines, "}"])


def most_ends(facts: Sequence[Fact]) -> Mapping[str, int]:
    """How many lines a side of each node may have to take, when the leaves of a hub are shared between its sides."""
    before = Counter(fact.target for fact in facts)
    after = Counter(fact.source for fact in facts)
    return {end: max(before[end], after[end]) for end in {*before, *after}}


def reversed_facts(plan: Plan, facts: Sequence[Fact]) -> frozenset[int]:
    """The places of the facts that run from target to source: leaves sent to a hub's other side, and closed circles."""
    flipped = _flipped(facts) if plan.balanced else frozenset()
    pairs = [
        (fact.target, fact.source) if place in flipped else (fact.source, fact.target)
        for place, fact in enumerate(facts)
    ]
    return flipped ^ closing(pairs)


def _gap(facts: Sequence[Fact]) -> float:
    """The room between layers in inches: the more lines meet at one box, the more they need to bend."""
    return min(0.3 + 0.02 * max(0, max(most_ends(facts).values(), default=0) - 4), 0.6)


def _size(width: float, height: float) -> str:
    return f"width={width / POINTS_PER_INCH:.4f}, height={height / POINTS_PER_INCH:.4f}"


def _leaves(facts: Sequence[Fact]) -> frozenset[str]:
    """The nodes that one fact alone joins to the rest."""
    degrees = Counter(end for fact in facts for end in (fact.source, fact.target))
    return frozenset(end for end, degree in degrees.items() if degree == 1)


def _sides(facts: Sequence[Fact]) -> Mapping[str, tuple[list[int], list[int]]]:
    """For every hub the places of the facts whose leaf comes before it, and of those whose leaf comes after it."""
    leaves = _leaves(facts)
    found: dict[str, tuple[list[int], list[int]]] = {}
    for place, fact in enumerate(facts):
        if fact.source in leaves and fact.target not in leaves:
            found.setdefault(fact.target, ([], []))[0].append(place)
        elif fact.target in leaves and fact.source not in leaves:
            found.setdefault(fact.source, ([], []))[1].append(place)
    return found


def _flipped(facts: Sequence[Fact]) -> frozenset[int]:
    """The facts to lay out against their direction, so that a crowded hub has as many leaves on either side.

    Whole relation types go together as far as they can: the places come in the order of the types.
    """
    found: set[int] = set()
    for before, after in _sides(facts).values():
        more, less = (before, after) if len(before) > len(after) else (after, before)
        if len(more) > _CROWD:
            found.update(more[len(more) - (len(more) - len(less)) // 2 :])
    return frozenset(found)


def _lonely(cards: Sequence[Card], facts: Sequence[Fact], names: Mapping[str, str]) -> list[str]:
    """Unseen lines that set nodes without any fact into rows, instead of one endless column."""
    joined = {end for fact in facts for end in (fact.source, fact.target)}
    alone = [names[card.node.id] for card in cards if card.node.id not in joined]
    row = max(3, round(len(alone) ** 0.5))
    return [
        f"  {one} -> {two} [style=invis, id=i{place}];"
        for place, (one, two) in enumerate(pairwise(alone))
        if (place + 1) % row
    ]
