"""How long the embedded engine takes to start, to store documents and to answer; run it and paste into engine.md.

python -m bench.engine [documents]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from graph.bolt import BoltStore
from graph.connect import open_embedded
from graph.engine import Engine
from graph.model import Batch
from tests.factory import document, entity, measure, relation, target


def made_up(number: int) -> Batch:
    """A document of the size of a real plan: 40 measures, 120 names, some 400 facts."""
    paths = [f"{chapter}.{item}" for chapter in range(1, 9) for item in range(1, 5)]
    bodies = [f"省{(number * 7 + body) % 60}厅" for body in range(40)]
    parks = [f"第{(number * 5 + park) % 300}产业园" for park in range(40)]
    industries = [f"产业{(number * 3 + industry) % 90}" for industry in range(40)]
    return document(
        f"第{number}号规划",
        *(measure(str(chapter)) for chapter in range(1, 9)),
        *(measure(path) for path in paths),
        *(entity("Institution", name, kind="government") for name in bodies),
        *(entity("Park", name) for name in parks),
        *(entity("Industry", name) for name in industries),
        *(relation("LEADS", bodies[n % 40], f"@{path}", measure=path) for n, path in enumerate(paths)),
        *(
            relation("RESPONSIBLE_FOR", bodies[(n * 3 + 1) % 40], f"@{path}", measure=path)
            for n, path in enumerate(paths)
        ),
        *(relation("SUPPORTS", f"@{path}", parks[n % 40], measure=path) for n, path in enumerate(paths)),
        *(relation("FOCUSES_ON", f"@{path}", industries[n % 40], measure=path) for n, path in enumerate(paths)),
        *(relation("SERVES", park, industries[n], measure="1.1") for n, park in enumerate(parks)),
        *(target(f"指标{n}", str(n * 100), "户", "2025", measure=path) for n, path in enumerate(paths)),
    )


def timed(work: Callable[[], object]) -> float:
    """The seconds that some work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def starts(engine: Engine, times: int) -> str:
    """The medians, from nothing to an answered query: seconds on the clock, and of the processor."""
    taken, spent = [], []
    for _ in range(times):
        taken.append(timed(engine.ensure))
        spent.append(sum(psutil.Process(engine.status().pid).cpu_times()[:2]))
        engine.stop()
    return f"{statistics.median(taken):.2f} s ({statistics.median(spent):.2f} s of a processor)"


def questions(store: BoltStore) -> dict[str, float]:
    """The median milliseconds of some questions."""
    asked = {
        "one thing by id": "MATCH (d:Document {id: $id}) RETURN d.title AS title",
        "its neighbours": "MATCH (d:Document {id: $id})-[r]-(n) RETURN r, n LIMIT 200",
        "name contains": "MATCH (p:Park) WHERE p.name CONTAINS '17' RETURN p.name AS name",
        "who leads most": "MATCH (i:Institution)-[r:LEADS]->() "
        "RETURN i.name AS name, count(r) AS n ORDER BY n DESC LIMIT 20",
        "park to industry to park": "MATCH (a:Park)-[:SERVES]->(i)<-[:SERVES]-(b:Park) WHERE a.name = '第17产业园' "
        "RETURN DISTINCT b.name AS name",
    }
    one = {"id": next(iter(store.documents()))}
    medians = {}
    for name, cypher in asked.items():
        parameters = one if "$id" in cypher else {}
        taken = [timed(lambda: store.read(cypher, parameters)) for _ in range(30)]  # noqa: B023
        medians[name] = statistics.median(taken) * 1000
    return medians


def main(documents: int = 200) -> None:
    """Measure all of it in a folder that is gone afterwards, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder) / "home", Path(folder) / "cache")
        print(f"| first start of an installation | {timed(engine.ensure):.2f} s |")
        print(f"| stop, the first (writes the start-up cache behind the scenes) | {timed(engine.stop):.2f} s |")
        while not list((Path(folder) / "cache").glob("*.aot")) and not _finished(Path(folder) / "cache"):
            time.sleep(0.2)
        bare = Engine(engine.home, Path(folder) / "home" / "engine" / "launch.lock" / "no-cache")
        print(f"| cold start without the cache, median of 5 | {starts(bare, 5)} |")
        print(f"| cold start with the cache, median of 5 | {starts(engine, 5)} |")
        engine.ensure()
        print(f"| finding the running engine | {timed(engine.ensure) * 1000:.0f} ms |")
        store = open_embedded(engine.home, engine.cache)
        store.prepare()
        print(f"| memory, idle | {engine.status().memory / 1e6:.0f} MB |")
        library = [made_up(number) for number in range(documents)]
        seconds = timed(lambda: [store.replace(batch) for batch in library])
        counts = store.counts()
        nodes = sum(count for name, count in counts.items() if not name.isupper())
        edges = sum(count for name, count in counts.items() if name.isupper())
        print(f"| storing {documents} documents ({nodes} nodes, {edges} edges) | {seconds:.1f} s |")
        print(f"| nodes and edges a second | {(nodes + edges) / seconds:.0f} |")
        again = timed(lambda: [store.replace(batch) for batch in library])
        print(f"| storing them again, unchanged | {again:.1f} s |")
        print(f"| removing one | {timed(lambda: store.remove(library[1].document.id)) * 1000:.0f} ms |")
        print(f"| digest of the whole graph | {timed(store.digest):.2f} s |")
        print(f"| memory, loaded | {engine.status().memory / 1e6:.0f} MB |")
        for name, milliseconds in questions(store).items():
            print(f"| question: {name}, median of 30 | {milliseconds:.1f} ms |")
        print(f"| clearing | {timed(store.clear):.1f} s |")
        store.close()
        print(f"| stop | {timed(engine.stop):.2f} s |")


def _finished(cache: Path) -> bool:
    return any(not each.with_name(each.name + ".config").exists() for each in cache.glob("*.new"))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
