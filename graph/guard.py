"""What stands before a statement of a user: it is admitted only when it reads, and only when it is answered rightly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from graph import faults
from graph.cypher import parse, without_version, writing_clause
from graph.cypher_lint import problem
from graph.errors import QueryError

Explain = Callable[[str], tuple[str, Mapping[str, Any]]]

_READING = "r"
_MEMORY = 512


class Guard(Protocol):
    """Decides whether a statement may run."""

    def admit(self, cypher: str, explain: Explain) -> str:
        """The statement as it is to be run; raise QueryError when it may not.

        ``explain`` asks the engine for the statement's kind and plan without running it.
        """
        ...


class EmbeddedGuard:
    """The guard of the embedded engine, whose reader cannot write: it refuses what would be answered wrongly."""

    def admit(self, cypher: str, explain: Explain) -> str:
        """The statement without a language version, which the engine does not know."""
        if clause := writing_clause(parse(cypher)):
            # The reader could not do it either; but refused in time, it need not be undone.
            raise faults.read_only(clause)
        if told := problem(cypher):
            raise QueryError(told)
        return without_version(cypher)


class PlanGuard:
    """The guard of Neo4j: the server's own plan must be a reading one that stays within the graph."""

    def __init__(self) -> None:
        self._admitted: dict[str, None] = {}

    def admit(self, cypher: str, explain: Explain) -> str:
        """The statement itself, once its plan has been seen."""
        if cypher in self._admitted:
            return cypher
        kind, plan = explain(_bare(cypher))
        if kind != _READING:
            raise faults.read_only()
        for operator, details in _operators(plan):
            if forbidden := _forbidden(operator, details):
                raise faults.read_only(forbidden)
        while len(self._admitted) >= _MEMORY:
            self._admitted.pop(next(iter(self._admitted)), None)
        self._admitted[cypher] = None
        return cypher


def _bare(cypher: str) -> str:
    """The statement without an EXPLAIN or PROFILE of its own, so that looking at it never runs it."""
    match = re.match(r"\s*(?:(?:EXPLAIN|PROFILE)\s+)+", cypher, re.IGNORECASE)
    return cypher[match.end() :] if match else cypher


_PROCEDURES = (
    "db.labels(",
    "db.relationshipTypes(",
    "db.propertyKeys(",
    "db.schema.",
    "db.index.fulltext.queryNodes(",
    "db.index.fulltext.queryRelationships(",
    "dbms.components(",
)


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every operator of a plan with its details; names come as ``LoadCSV@neo4j``."""
    yield str(plan.get("operatorType", "")).partition("@")[0], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)


def _forbidden(operator: str, details: str) -> str:
    """What an operator would do that a question has no business with; empty when it is a plain one."""
    if operator == "LoadCSV":
        return "LOAD CSV"
    if operator.startswith(("Show", "Terminate")):
        return operator
    if operator == "ProcedureCall" and not details.startswith(_PROCEDURES):
        return details.partition("(")[0]
    return ""
