"""Finding the thing that a name means, as people write names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from graph.errors import QueryError
from graph.ids import fold
from graph.ontology import Ontology
from graph.store import GraphReader
from graph.subgraph import Node
from queries import words
from queries.neighbourhood import Neighbourhood, neighbourhood, nodes

__all__ = ["Hit", "Neighbourhood", "chosen", "foremost", "get", "named", "neighbourhood", "resolve", "search"]

FITS = ("name", "alias", "prefix", "part", "inside", "words")
_NAMED = 2
_CLOSE = 4
_WORDS = 5
_OFFERED = 8
# Of so many candidates the mentions are counted.
_WEIGHED = 300

_FIND = """
MATCH (n:{labels})
WITH n, [n.name] + coalesce(n.aliases, []) + CASE WHEN n.number IS NULL THEN [] ELSE [n.number] END AS names
WITH n, [name IN names | toLower(name)] AS names
WITH n, [name IN names | CASE
    WHEN name =~ $unusual THEN reduce(form = name, pair IN $folding | replace(form, pair[0], pair[1]))
    ELSE name
  END] AS forms
WITH n, CASE
    WHEN forms[0] = $wanted THEN 0
    WHEN $wanted IN forms THEN 1
    WHEN any(form IN forms WHERE form STARTS WITH $wanted) THEN 2
    WHEN any(form IN forms WHERE form CONTAINS $wanted) THEN 3
    WHEN any(form IN forms WHERE size(form) > 1 AND $wanted CONTAINS form) THEN 4
    ELSE 5
  END AS tier,
  reduce(sum = 0, word IN $words |
    sum + CASE WHEN any(form IN forms WHERE form CONTAINS word) THEN size(word) ELSE 0 END) AS common
WHERE tier < 5 OR common > 0
WITH n, tier, common WHERE tier < $tiers
WITH n, tier, common ORDER BY tier, common DESC, size(n.name), n.name, n.id LIMIT $weighed
OPTIONAL MATCH (n)<-[m:MENTIONS]-(:Document)
WITH n, tier, common, sum(m.count) AS mentions
RETURN n.id AS id, labels(n)[0] AS label, n.name AS name, coalesce(n.aliases, []) AS aliases,
       coalesce(n.kind, '') AS kind, tier, coalesce(mentions, 0) AS mentions
ORDER BY tier, common DESC, mentions DESC, size(n.name), n.name, label, n.id
LIMIT $limit
"""

_FOREMOST = """
MATCH (n:{labels})
OPTIONAL MATCH (n)<-[m:MENTIONS]-(:Document)
WITH n, sum(m.count) AS mentions
RETURN n.id AS id, labels(n)[0] AS label, n.name AS name, coalesce(n.aliases, []) AS aliases,
       coalesce(n.kind, '') AS kind, 0 AS tier, coalesce(mentions, 0) AS mentions
ORDER BY mentions DESC, n.name, label, n.id
LIMIT $limit
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing of the graph that a name may mean.

    ``fit`` says how: its ``name``, an ``alias``, a ``prefix`` or a ``part`` of either, a name ``inside`` of what was
    asked, or ``words`` in common. ``mentions`` is how often the documents name it.
    """

    id: str
    label: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    fit: str
    mentions: int

    @property
    def address(self) -> str:
        """How to choose it among others: ``Label:name``."""
        return f"{self.label}:{self.name}"


def search(reader: GraphReader, text: str, limit: int = 20, *, labels: Iterable[str] = ()) -> tuple[Hit, ...]:
    """The things that a text may mean, best first: exact names, aliases, beginnings, parts, then common words.

    Quotation marks, blanks, full width and capitals make no difference. Within a kind of fit, what documents
    name most comes first. ``labels`` bound the search; without them it covers everything that documents
    mention, and the documents. A text may begin with its label: ``Park:长春新区`` or ``园区：长春新区``.
    """
    within, name = chosen(text, tuple(labels))
    everywhere = within or _everywhere()
    found = _find(reader, name, everywhere, _WORDS, limit, ())
    if len(found) < limit:
        # Only now are the words needed: cutting them takes a dictionary that is slow to open the first time.
        found = _find(reader, name, everywhere, len(FITS), limit, words.cut(name))
    return found


def named(reader: GraphReader, name: str, labels: Iterable[str] = ()) -> tuple[Hit, ...]:
    """The things that bear exactly this name or alias; where none does, those that bear it without its ending."""
    within = tuple(labels) or _everywhere()
    for form in dict.fromkeys((name, words.stem(name, within))):
        if found := _find(reader, form, within, _NAMED, _OFFERED, ()):
            return found
    return ()


def resolve(reader: GraphReader, text: str, *, labels: Iterable[str] = ()) -> Hit:
    """The one thing that a text means; QueryError that lists the candidates where it fits several, or none."""
    within, name = chosen(text, tuple(labels))
    hits = named(reader, name, within)
    hits = tuple(hit for hit in hits if hit.fit == hits[0].fit)
    if not hits:
        near = search(reader, name, _OFFERED, labels=within)
        hits = tuple(hit for hit in near if FITS.index(hit.fit) < _CLOSE)
        if not hits:
            offered = (
                f"；相近的有：{'、'.join(hit.address for hit in near)}" if near else "：请换一个名称，或先载入文件"
            )
            raise QueryError(f"图谱里没有“{text}”{offered}")
    if len(hits) > 1:
        offered = "、".join(hit.address for hit in hits)
        raise QueryError(f"“{text}”可以指几样东西：{offered}；请写成 标签:名称，例如 {hits[0].address}")
    return hits[0]


def get(reader: GraphReader, identifier: str) -> Node:
    """The node of this identifier, without its running text; QueryError when the graph holds none."""
    found = nodes(reader, (identifier,))
    if not found:
        raise QueryError(f"图谱里没有标识为“{identifier}”的节点：它可能已随文件移除，请重新查找")
    return found[0]


def foremost(reader: GraphReader, labels: Iterable[str], limit: int = 20) -> tuple[Hit, ...]:
    """What the documents name most of these labels."""
    rows = reader.read(_FOREMOST.format(labels="|".join(labels)), {"limit": limit}).rows
    return tuple(_hit(row) for row in rows)


def chosen(text: str, labels: tuple[str, ...] = ()) -> tuple[tuple[str, ...], str]:
    """Part ``Label:name`` into the labels to look in and the name; a text without a label keeps those given.

    >>> chosen("园区：长春新区")
    (('Park',), '长春新区')
    """
    head, colon, name = text.replace("：", ":", 1).partition(":")
    label = _labels_by_name().get(head.strip())
    if not colon or label is None or not name.strip():
        if not text.strip():
            raise QueryError("名称是空的：请写一个名称，例如 碳纤维")
        return labels, text.strip()
    if labels and label not in labels:
        raise QueryError(f"“{text}”里的 {head} 不在可选的类型（{'、'.join(labels)}）之中：请改写或去掉冒号前的部分")
    return (label,), name.strip()


def _find(
    reader: GraphReader, name: str, labels: tuple[str, ...], tiers: int, limit: int, common: tuple[str, ...]
) -> tuple[Hit, ...]:
    wanted = fold(name)
    if not wanted:
        return ()
    folding = words.folding(wanted)
    parameters = {
        "wanted": wanted,
        "folding": folding,
        "unusual": words.unusual(folding),
        "words": list(common),
        "tiers": tiers,
        "limit": limit,
        "weighed": max(limit, _WEIGHED),
    }
    return tuple(_hit(row) for row in reader.read(_FIND.format(labels="|".join(labels)), parameters).rows)


def _hit(row: object) -> Hit:
    found = dict(row)  # type: ignore[call-overload]
    return Hit(
        id=found["id"],
        label=found["label"],
        name=found["name"],
        aliases=tuple(found["aliases"]),
        kind=found["kind"],
        fit=FITS[found["tier"]],
        mentions=found["mentions"],
    )


@cache
def _everywhere() -> tuple[str, ...]:
    """The labels of what documents mention by name, and the documents."""
    return (*Ontology.load().mentioned, "Document")


@cache
def _labels_by_name() -> dict[str, str]:
    """Every label by itself and by its Chinese name."""
    nodes_by_name = Ontology.load().nodes
    return {name: label for label, node in nodes_by_name.items() for name in (label, node.zh)}
