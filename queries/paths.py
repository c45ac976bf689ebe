"""How two things hang together: the shortest chains of facts between them, best evidence first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from graph.errors import QueryError
from graph.store import GraphReader
from graph.subgraph import Edge, Node, Subgraph
from queries.entities import get
from queries.neighbourhood import among, light, telling

LONGEST = 6
_FOUND = 300

_BETWEEN = """
MATCH (a:{one} {{id: $one}})
MATCH (b:{other} {{id: $other}})
MATCH p = allShortestPaths((a)-[:{types}*..{longest}]-(b))
RETURN [n IN nodes(p) | n.id] AS nodes
LIMIT {most}
"""


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of nodes, and for each step all sightings of all facts between its ends, the surest first."""

    nodes: tuple[Node, ...]
    steps: tuple[tuple[Edge, ...], ...]

    @property
    def length(self) -> int:
        """How many steps it has."""
        return len(self.steps)

    @property
    def strength(self) -> float:
        """How sure the chain is: that of its weakest step, more sentences making a step surer."""
        return min((_strength(step) for step in self.steps), default=1.0)

    @property
    def subgraph(self) -> Subgraph:
        """The chain as a piece of the graph."""
        return Subgraph.of(self.nodes, (edge for step in self.steps for edge in step))


def paths(
    reader: GraphReader, one: str, other: str, *, types: Iterable[str] = (), longest: int = 4, limit: int = 5
) -> tuple[Path, ...]:
    """The shortest chains of facts between two identifiers, at most ``limit``, best evidence first.

    Empty where nothing joins them within ``longest`` steps. That a document mentions both is no fact;
    ``types`` say which relations count. QueryError for an unknown identifier or ``longest`` beyond 6.
    """
    if not 1 <= longest <= LONGEST:
        raise QueryError(f"路径长度应在 1 到 {LONGEST} 步之间，而不是 {longest}")
    first, last = get(reader, one), get(reader, other)
    if first.id == last.id:
        return ()
    wanted = tuple(types) or telling()
    statement = _BETWEEN.format(one=first.label, other=last.label, types="|".join(wanted), longest=longest, most=_FOUND)
    found = reader.read(statement, {"one": one, "other": other}).rows
    chains = sorted({tuple(row["nodes"]) for row in found})
    piece = among(reader, {identifier for chain in chains for identifier in chain}, types=wanted)
    nodes = {node.id: light(node) for node in piece.nodes}
    joining: defaultdict[frozenset[str], list[Edge]] = defaultdict(list)
    for edge in piece.edges:
        joining[frozenset((edge.source, edge.target))].append(edge)
    whole = [
        Path(
            tuple(nodes[identifier] for identifier in chain),
            tuple(tuple(sorted(joining[frozenset(pair)], key=_surest)) for pair in pairwise(chain)),
        )
        for chain in chains
    ]
    return tuple(sorted(whole, key=lambda path: (-path.strength, [node.name for node in path.nodes]))[:limit])


def _strength(step: tuple[Edge, ...]) -> float:
    doubt = 1.0
    for edge in step:
        doubt *= 1.0 - 0.9 * float(edge.properties.get("confidence", 0.5))
    return 1.0 - doubt


def _surest(edge: Edge) -> tuple[float, str, str]:
    return (-float(edge.properties.get("confidence", 0.0)), edge.type, edge.id)
