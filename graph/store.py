"""What a store of the graph can do: the reading side that most code receives, and the writing side that few do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from graph.model import Batch

ROW_LIMIT = 10_000
TIME_LIMIT = 30.0


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a query: its column names, its rows as dictionaries, and whether more were cut off.

    A value is a plain Python value, a ``graph.subgraph.Node`` or ``Edge``, or a list or mapping of those;
    a path comes as a list that alternates nodes and edges.
    """

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What storing or removing a document did: how many nodes and edges were written and removed."""

    nodes_written: int = 0
    edges_written: int = 0
    nodes_removed: int = 0
    edges_removed: int = 0

    def __add__(self, other: Change) -> Change:
        """Both changes together."""
        return Change(
            self.nodes_written + other.nodes_written,
            self.edges_written + other.edges_written,
            self.nodes_removed + other.nodes_removed,
            self.edges_removed + other.edges_removed,
        )


class GraphReader(Protocol):
    """Asks the graph; cannot change it."""

    def read(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        row_limit: int = ROW_LIMIT,
        time_limit: float = TIME_LIMIT,
    ) -> Rows:
        """Run a reading statement; raise QueryError for faulty or forbidden Cypher, StoreError when out of reach."""
        ...

    def counts(self) -> Mapping[str, int]:
        """How many nodes of each label and relationships of each type there are, by name, sorted."""
        ...

    def digest(self) -> str:
        """A digest of all nodes, edges and properties: equal graphs, equal digests, on any engine."""
        ...

    def about(self) -> Mapping[str, str]:
        """What stands behind the store: ``engine``, ``version``, ``address``."""
        ...

    def close(self) -> None:
        """Give the connections back."""
        ...


class GraphWriter(GraphReader, Protocol):
    """Changes the graph, a whole document at a time."""

    def prepare(self) -> None:
        """Lay the constraints on an empty database; do nothing where they stand."""
        ...

    def replace(self, batch: Batch) -> Change:
        """Make the graph hold of this document exactly what the batch says, in one transaction."""
        ...

    def replace_all(self, batches: Sequence[Batch]) -> Change:
        """Do so for several documents in one transaction: all of them or none. Small ones cost less together."""
        ...

    def remove(self, document: str) -> Change:
        """Take a document and everything that only it said out of the graph, in one transaction."""
        ...

    def documents(self) -> Iterable[str]:
        """The identifiers of the loaded documents, sorted."""
        ...

    def clear(self) -> None:
        """Empty the graph, in batches; the constraints stay."""
        ...
