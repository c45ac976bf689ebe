"""What to call a thing that many documents name: a function of all its mentions and of nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Naming:
    """How a document names a thing: the name it writes most, all its names there, how often, and as what kind.

    ``documents`` is how many documents name it just so; ``count`` then is their sum.
    """

    name: str
    names: tuple[str, ...] = ()
    count: int = 1
    kind: str = ""
    documents: int = 1


@dataclass(frozen=True, slots=True)
class Called:
    """What a thing is called in the graph: its display name, its other names sorted, its kind."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""


def settle(namings: Iterable[Naming]) -> Called | None:
    """Choose the display name that documents agree on best; None when nobody names the thing any more.

    The name written most often wins, then the longest, then the smallest; of the kinds the one that
    most documents give, then the smallest. The order of the namings never matters.

    >>> settle([Naming("长春光机所", count=3), Naming("中科院长春光机所")])
    Called(name='长春光机所', aliases=('中科院长春光机所',), kind='')
    """
    frequency: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for naming in namings:
        frequency[naming.name] += naming.count
        for other in naming.names:
            frequency[other] += 0
        if naming.kind:
            kinds[naming.kind] += naming.documents
    if not frequency:
        return None
    name = min(frequency, key=lambda each: (-frequency[each], -len(each), each))
    kind = min(kinds, key=lambda each: (-kinds[each], each), default="")
    return Called(name, tuple(sorted(frequency.keys() - {name})), kind)
