"""The saved queries: found, checked, and told apart by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from graph.errors import QueryError
from graph.ontology import Ontology
from graph.store import GraphReader
from queries.answer import Answer, run, suggest
from queries.saved import SavedQuery, read_provenance
from queries.soundness import faults

__all__ = ["Answer", "Catalog", "SavedQuery", "run", "suggest"]

FOLDER = Path(__file__).with_name("cypher")


class Catalog:
    """All saved queries by name, in the order that their headers give.

    >>> Catalog.load().get("platforms_serving_industry").title
    '哪些平台服务某产业链'
    """

    def __init__(self, queries: Mapping[str, SavedQuery]) -> None:
        self.queries = dict(sorted(queries.items(), key=lambda item: (item[1].order, item[0])))

    @classmethod
    def load(cls, folder: Path = FOLDER, *, ontology: Ontology | None = None) -> Catalog:
        """Read and check every ``*.cypher`` file of the folder; QueryError names the first file that is not sound."""
        known = ontology or Ontology.load()
        provenance = read_provenance()
        found = {}
        for path in sorted(folder.glob("*.cypher")):
            query = SavedQuery.read(path, provenance)
            for fault in faults(query, known):
                raise QueryError(f"查询文件 {path.name}：{fault}")
            found[query.name] = query
        if not found:
            raise QueryError(f"文件夹 {folder} 里没有查询：请放入 *.cypher 文件")
        return cls(found)

    def __iter__(self) -> Iterator[SavedQuery]:
        return iter(self.queries.values())

    def __len__(self) -> int:
        return len(self.queries)

    def get(self, name: str) -> SavedQuery:
        """The query of this name, or of this Chinese title; QueryError with the nearest names."""
        if name in self.queries:
            return self.queries[name]
        by_title = {query.title: query for query in self}
        if name in by_title:
            return by_title[name]
        near = get_close_matches(name, [*self.queries, *by_title], n=3, cutoff=0.5)
        offered = f"相近的有：{'、'.join(near)}" if near else f"现有：{'、'.join(self.queries)}"
        raise QueryError(f"没有名为“{name}”的查询；{offered}")

    def run(self, reader: GraphReader, name: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        """Ask the query of this name."""
        return run(reader, self.get(name), parameters)
