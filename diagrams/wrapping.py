"""Chinese line breaking: no opening mark at the end of a line, no closing one at its start, Latin words whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from diagrams.style import Wrapping

_PIECE = re.compile(r"[A-Za-z0-9À-ɏ]+(?:[.,:/+&'\-][A-Za-z0-9À-ɏ]+)*[%‰]?|\s+|.", re.DOTALL)

Measure = Callable[[str], float]


# What a break within a word costs, and what a line more, as the share of a line that could as well stay empty.
_SPLIT_WORD, _LINE = 0.75, 0.3


def wrap(text: str, limit: float, *, width: Measure, rules: Wrapping) -> tuple[str, ...]:
    """Break the text into few lines no wider than ``limit``, as even as they can be without splitting words.

    Only what cannot be broken, such as a mark and the character it clings to, is ever wider.

    >>> rules = Wrapping(frozenset("《"), frozenset("》，"), 72, ("规划", "建设"))
    >>> wrap("落实《规划》，建设PAN基地", 7, width=len, rules=rules)
    ('落实《规划》，', '建设PAN基地')
    """
    pieces = _pieces(text, limit, width, rules)
    if not pieces:
        return ("",)
    costs = _break_costs(pieces, rules, (_SPLIT_WORD * limit) ** 2)
    # best[i]: the least cost of the first i pieces, and where their last line begins
    best: list[tuple[float, int]] = [(0.0, 0)]
    for stop in range(1, len(pieces) + 1):
        choices = []
        for start in range(stop - 1, -1, -1):
            wide = width("".join(pieces[start:stop]).strip())
            if wide > limit and start < stop - 1:
                break
            cost = best[start][0] + (limit - wide) ** 2 + (_LINE * limit) ** 2 + costs[start]
            choices.append((cost, start))
        best.append(min(choices))
    lines_found = []
    stop = len(pieces)
    while stop:
        start = best[stop][1]
        lines_found.append("".join(pieces[start:stop]).strip())
        stop = start
    return tuple(reversed(lines_found))


def shorten(text: str, longest: int) -> str:
    """The text, or its beginning and an ellipsis when it has more than ``longest`` characters."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _pieces(text: str, limit: float, width: Measure, rules: Wrapping) -> list[str]:
    """The parts that no break may fall into."""
    raw: list[str] = []
    for piece in _PIECE.findall(text.strip()):
        raw.extend(piece if width(piece) > limit else (piece,))
    joined: list[str] = []
    for piece in raw:
        clings = piece.isspace() or piece[0] in rules.never_first
        held = bool(joined) and joined[-1][-1] in rules.never_last
        # a run of marks longer than a line is broken all the same
        if joined and (clings or held) and width((joined[-1] + piece).strip()) <= limit:
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _break_costs(pieces: list[str], rules: Wrapping, cost: float) -> list[float]:
    """What a break before each piece costs: nothing, unless it falls within a word or before a particle."""
    text = "".join(pieces)
    within = {place for place, char in enumerate(text) if char in rules.rarely_first}
    if rules.words:
        for found in _any_of(rules.words).finditer(text):
            within.update(range(found.start() + 1, found.end()))
    costs, place = [], 0
    for piece in pieces:
        costs.append(cost if place in within else 0.0)
        place += len(piece)
    return costs


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds the words, the longer ones first."""
    return re.compile("|".join(map(re.escape, words)))
