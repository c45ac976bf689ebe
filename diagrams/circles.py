"""Which way round a fact is laid out, so that the layers of a figure never run in a circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

Pair = tuple[str, str]


def closing(pairs: Sequence[Pair]) -> frozenset[int]:
    """The places of the pairs that close a circle; turned round, they leave none.

    >>> sorted(closing([("a", "b"), ("b", "c"), ("c", "a"), ("a", "c")]))
    [2]
    """
    after: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for place, (first, second) in enumerate(pairs):
        after[first].append((place, second))
    found: set[int] = set()
    done: set[str] = set()
    for root in list(after):
        if root in done:
            continue
        path, trail = {root}, [(root, iter(after[root]))]
        while trail:
            node, rest = trail[-1]
            for place, other in rest:
                if other in path:
                    found.add(place)
                elif other not in done:
                    path.add(other)
                    trail.append((other, iter(after.get(other, ()))))
                    break
            else:
                trail.pop()
                path.discard(node)
                done.add(node)
    return frozenset(found)
