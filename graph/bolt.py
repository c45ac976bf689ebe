"""The graph in a database that speaks Bolt: the one module that knows the driver."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, TypeVar

from graph.light import without

with without("pandas"):
    # The driver would load it, a second long, for data frames that nobody asks for here.
    import neo4j
    from neo4j import exceptions

from graph import faults, writing
from graph.address import Account, Address
from graph.cypher import columns
from graph.deadline import Deadline
from graph.digest import Digest
from graph.errors import QueryError
from graph.guard import Guard
from graph.layout import DOCUMENT, Layout
from graph.model import Batch
from graph.ontology import Ontology
from graph.received import entities, is_node, plain
from graph.store import ROW_LIMIT, TIME_LIMIT, Change, Rows

T = TypeVar("T")

_PATIENCE = 60.0
_FIRST_PAUSE = 0.05
_PAGE = 2_000
_ERASED = 10_000
_LOST = (exceptions.ServiceUnavailable, exceptions.SessionExpired)


class BoltStore:
    """A graph store behind a Bolt address, safe to share between threads; implements ``GraphWriter``.

    ``locate`` says where the database answers, and starts it if it is ours to start; it is asked again when the
    connection is lost. ``guard`` decides before a statement runs whether it only reads. ``rescue`` is called when
    a statement that is out of time cannot be ended in any other way.
    """

    def __init__(
        self,
        locate: Callable[[], Address],
        *,
        guard: Guard,
        rescue: Callable[[], None] | None = None,
        ontology: Ontology | None = None,
    ) -> None:
        self._locate = locate
        self._guard = guard
        self._rescue = rescue
        self._ontology = ontology or Ontology.load()
        self._lock = threading.Lock()
        self._prepared = False
        self._link = _Link(locate())

    @property
    def address(self) -> Address:
        """Where the database answers, for tools that bring a driver of their own."""
        return self._link.address

    def read(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        row_limit: int = ROW_LIMIT,
        time_limit: float = TIME_LIMIT,
    ) -> Rows:
        """Run a reading statement; raise QueryError for faulty or forbidden Cypher, StoreError when out of reach."""
        reading = _Reading(cypher, dict(parameters or {}), row_limit, time_limit)
        return self._ask(lambda link: reading.run(link, self._guard, self._rescue), time_limit)

    def counts(self) -> Mapping[str, int]:
        """How many nodes of each label and relationships of each type there are, by name, sorted."""
        found: dict[str, int] = {}
        for label in self._ontology.nodes:
            found[label] = self._own(f"MATCH (n:{label}) RETURN count(n) AS count")[0]["count"]
        for name in self._ontology.relations:
            found[name] = self._own(f"MATCH ()-[r:{name}]->() RETURN count(r) AS count")[0]["count"]
        return {name: found[name] for name in sorted(found) if found[name]}

    def digest(self) -> str:
        """A digest of all nodes, edges and properties: equal graphs, equal digests, on any engine."""
        digest = Digest()
        for label in sorted(self._ontology.nodes):
            for page in self._pages(label):
                for row in page:
                    digest.node(label, row["properties"])
                edges = self._own(
                    f"UNWIND $ids AS id MATCH (n:{label} {{id: id}})-[r]->(m) "
                    "RETURN id AS source, type(r) AS type, m.id AS target, properties(r) AS properties",
                    ids=[row["id"] for row in page],
                )
                for row in edges:
                    digest.edge(row["type"], row["source"], row["target"], row["properties"])
        return digest.hexdigest()

    def about(self) -> Mapping[str, str]:
        """What stands behind the store: ``engine``, ``version``, ``address``."""
        agent = self._ask(lambda link: link.agent(), TIME_LIMIT)
        engine, _, version = agent.partition("/")
        if "(" in version:
            engine, _, version = version.rpartition("(")[2].rstrip(")").partition(" ")
        return {"engine": engine, "version": version, "address": self._link.address.uri}

    def close(self) -> None:
        """Give the connections back."""
        self._link.close()

    def prepare(self) -> None:
        """Lay the constraints on an empty database; do nothing where they stand."""
        self._write(lambda run: [run(statement) for statement in writing.constraints(self._ontology)])
        self._prepared = True

    def replace(self, batch: Batch) -> Change:
        """Make the graph hold of this document exactly what the batch says, in one transaction."""
        return self.replace_all([batch])

    def replace_all(self, batches: Sequence[Batch]) -> Change:
        """Do so for several documents in one transaction: all of them or none. Small ones cost less together."""
        for batch in batches:
            self._ontology.check(batch)
        layouts = [Layout.of(batch) for batch in {batch.document.id: batch for batch in batches}.values()]
        if not self._prepared:
            self.prepare()
        return self._write(lambda run: writing.replace(run, layouts, self._ontology))

    def remove(self, document: str) -> Change:
        """Take a document and everything that only it said out of the graph, in one transaction."""
        return self._write(lambda run: writing.remove(run, document, self._ontology))

    def documents(self) -> Iterable[str]:
        """The identifiers of the loaded documents, sorted."""
        rows = self._own(f"MATCH (d:{DOCUMENT}) WHERE d.loaded RETURN d.id AS id")
        return tuple(sorted(str(row["id"]) for row in rows))

    def clear(self) -> None:
        """Empty the graph, in batches; the constraints stay."""
        for label in sorted(self._ontology.nodes):
            while self._write(lambda run, label=label: writing.erase(run, label, _ERASED)):  # type: ignore[misc]
                continue

    def _pages(self, label: str) -> Iterator[list[Mapping[str, Any]]]:
        """The nodes of a label in pages, by identifier."""
        last = ""
        while True:
            page = self._own(
                f"MATCH (n:{label}) WHERE n.id > $last "
                f"RETURN n.id AS id, properties(n) AS properties ORDER BY n.id LIMIT {_PAGE}",
                last=last,
            )
            if page:
                yield page
            if len(page) < _PAGE:
                return
            last = page[-1]["id"]

    def _own(self, statement: str, **parameters: Any) -> list[Mapping[str, Any]]:
        """Run one of our own reading statements to its end."""

        def work(link: _Link) -> list[Mapping[str, Any]]:
            with link.reading() as transaction:
                return [dict(record) for record in transaction.run(statement, parameters)]

        return self._ask(work, TIME_LIMIT)

    def _ask(self, work: Callable[[_Link], T], time_limit: float) -> T:
        """Do reading work, once more after a lost connection, and tell faults in our own words."""
        link = self._link
        try:
            try:
                return work(link)
            except _LOST:
                return work(self._relink(link))
        except _LOST as error:
            raise faults.unreachable(self._link.address.uri, str(error)) from error
        except exceptions.Neo4jError as error:
            raise faults.reading_fault(
                error.code or "", error.message or str(error), uri=self._link.address.uri, time_limit=time_limit
            ) from error
        except (exceptions.DriverError, TypeError, ValueError) as error:
            raise QueryError(f"查询无法发出：{faults.line(str(error))}") from error

    def _write(self, work: Callable[[writing.Transaction], T]) -> T:
        """Do writing work in one explicit transaction; again while others are in the way or the engine comes back.

        The work must be repeatable: a lost connection does not tell whether the transaction was committed.
        """
        give_up = time.monotonic() + _PATIENCE
        pause = _FIRST_PAUSE
        link = self._link
        while True:
            try:
                return link.write(work)
            except _LOST as error:
                if time.monotonic() > give_up:
                    raise faults.unreachable(link.address.uri, str(error)) from error
                link = self._relink(link)
            except exceptions.Neo4jError as error:
                # Two writers that MERGE the same new thing: the constraint refuses the second, who then finds it.
                again = error.is_retryable() or isinstance(error, exceptions.ConstraintError)
                if not again or time.monotonic() > give_up:
                    raise faults.writing_fault(
                        error.code or "", error.message or str(error), uri=link.address.uri
                    ) from error
            except exceptions.DriverError as error:
                raise faults.unreachable(link.address.uri, str(error)) from error
            time.sleep(pause * random.uniform(0.5, 1.5))
            pause = min(pause * 2, 2.0)

    def _relink(self, lost: _Link) -> _Link:
        """A new link after a lost one; several threads that lose the same link get the same new one."""
        with self._lock:
            if self._link is lost:
                address = self._locate()
                lost.close()
                self._link = _Link(address)
            return self._link


class _Link:
    """The drivers of one address: the writer's and the reader's, which may be one."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._writer = _driver(address, address.writer)
        same = address.reader == address.writer
        self._reader = self._writer if same else _driver(address, address.reader)

    def close(self) -> None:
        """Give the connections back."""
        for driver in (self._writer, self._reader):
            with suppress(exceptions.DriverError, OSError):
                driver.close()

    def agent(self) -> str:
        """What the server calls itself."""
        return str(self._reader.get_server_info().agent)

    @contextmanager
    def reading(self, *, timeout: float | None = None) -> Iterator[neo4j.Transaction]:
        """A transaction of the account that only reads, in the access mode that only reads; never committed."""
        with self._reader.session(database=self.address.database, default_access_mode=neo4j.READ_ACCESS) as session:
            transaction = session.begin_transaction(timeout=timeout)
            try:
                yield transaction
            finally:
                with suppress(exceptions.Neo4jError, exceptions.DriverError):
                    transaction.close()

    def write(self, work: Callable[[writing.Transaction], T]) -> T:
        """Do work in one explicit transaction and commit it; whatever goes wrong takes all of it back."""
        with self._writer.session(database=self.address.database) as session, session.begin_transaction() as open_one:

            def run(statement: str, /, **parameters: Any) -> writing.Outcome:
                result = open_one.run(statement, parameters)
                rows = tuple(dict(record) for record in result)
                counters = result.consume().counters
                return writing.Outcome(rows, counters.nodes_deleted, counters.relationships_deleted)

            done = work(run)
            open_one.commit()
            return done


class _Reading:
    """One statement of a user, on its way to rows."""

    def __init__(self, cypher: str, parameters: dict[str, Any], row_limit: int, time_limit: float) -> None:
        if not cypher.strip():
            raise QueryError("查询语句是空的：请写一条 Cypher，例如 MATCH (n) RETURN n LIMIT 10")
        if row_limit < 1 or time_limit <= 0:
            raise QueryError(f"行数上限 {row_limit} 和时限 {time_limit:g} 秒都必须大于零")
        self._statement = cypher
        self._parameters = parameters
        self._row_limit = row_limit
        self._time_limit = time_limit

    def run(self, link: _Link, guard: Guard, rescue: Callable[[], None] | None) -> Rows:
        """Admit the statement, run it within its limits, and read its values."""
        with Deadline(self._time_limit, lambda: self._terminate(link), rescue) as deadline:
            try:
                with link.reading(timeout=self._time_limit) as transaction:
                    return self._rows(transaction, guard)
            except (exceptions.Neo4jError, exceptions.DriverError) as error:
                if deadline.passed:
                    raise faults.out_of_time(self._time_limit) from error
                raise

    def _rows(self, transaction: neo4j.Transaction, guard: Guard) -> Rows:
        def explain(statement: str) -> tuple[str, Mapping[str, Any]]:
            summary = transaction.run(f"EXPLAIN {statement}", self._parameters).consume()
            return summary.query_type or "", summary.plan or {}

        self._statement = guard.admit(self._statement, explain)
        result = transaction.run(self._statement, self._parameters)
        names = tuple(result.keys())
        records = [record.values() for record in islice(result, self._row_limit + 1)]
        if result.consume().counters.contains_updates:
            # Within a transaction the embedded engine refuses a reader's changes only when they are committed.
            raise faults.read_only()
        kept = records[: self._row_limit]
        ends = _names_of_ends(transaction, kept)
        rows = tuple(dict(zip(names, (plain(value, ends) for value in values), strict=True)) for values in kept)
        # The embedded engine does not name the columns of an empty answer.
        return Rows(names or columns(self._statement), rows, truncated=len(records) > self._row_limit)

    def _terminate(self, link: _Link) -> None:
        """Ask the server to end this statement wherever it has run for as long as it may."""
        with suppress(exceptions.Neo4jError, exceptions.DriverError), link.reading(timeout=5) as transaction:
            running = transaction.run("SHOW TRANSACTIONS").data()
            for found in running:
                same = str(found["currentQuery"]).strip() == self._statement.strip()
                if same and _seconds(found["elapsedTime"]) > self._time_limit * 0.8:
                    identifier = found["transactionId"]
                    transaction.run("TERMINATE TRANSACTIONS $id", {"id": identifier}).consume()


def _driver(address: Address, account: Account) -> neo4j.Driver:
    # What goes wrong is told by our own errors; without a handler the driver's log would appear on the shell.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    try:
        return neo4j.GraphDatabase.driver(
            address.uri,
            auth=(account.name, account.password),
            connection_timeout=10.0,
            notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
            telemetry_disabled=True,
            user_agent="innograph",
        )
    except (exceptions.DriverError, ValueError) as error:
        raise faults.unreachable(address.uri, str(error)) from error


def _seconds(duration: Any) -> float:
    """A duration of the driver as seconds."""
    return float(duration.days * 86_400 + duration.seconds + duration.nanoseconds / 1e9)


def _names_of_ends(transaction: neo4j.Transaction, records: Iterable[Iterable[Any]]) -> Mapping[str, str]:
    """Our own identifiers of every node that a row or a relationship in it speaks of, by the engine's identifier.

    A relationship alone comes with the bare numbers of its ends; what they are called is asked in one more statement.
    """
    known: dict[str, str] = {}
    unknown: set[str] = set()
    for entity in (found for record in records for value in record for found in entities(value)):
        if is_node(entity):
            known[entity.element_id] = str(entity.get("id") or entity.element_id)
        else:
            unknown.update(node.element_id for node in entity.nodes if node is not None)
    missing = sorted(unknown - known.keys())
    if missing:
        asked = transaction.run(
            "UNWIND $ids AS element MATCH (n) WHERE elementId(n) = element RETURN element, n.id AS id", {"ids": missing}
        )
        known.update((record["element"], str(record["id"] or record["element"])) for record in asked)
    return known
