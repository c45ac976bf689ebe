"""How long building ``data/`` takes beside starting the engine: ``python -m bench.build [ROUNDS]``.

Both are measured in the same run, in a folder that is gone afterwards: the engine's cold start on a graph
folder that stands, and reading and storing all of ``data/`` into the empty graph of a running engine.
"""

from __future__ import annotations

import contextlib
import io
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep

from cli.building import Work, build_graph
from graph.connect import open_embedded
from graph.engine import Engine
from loaders import sources
from loaders.intake.outcome import attempt
from loaders.intake.reading import reader
from loaders.knowledge import Knowledge
from settings import ROOT


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes on the clock."""
    started = perf_counter()
    work()
    return perf_counter() - started


def measure(home: Path, cache: Path) -> tuple[float, float, float]:
    """One round: the engine's cold start, loading what reading needs to know, and building ``data/``."""
    engine = Engine(home, cache)
    engine.ensure()
    engine.stop()
    start = seconds(engine.ensure)
    data = ROOT / "data"
    load = seconds(lambda: Knowledge.load(data, cache))
    read, found = reader(data, cache), sources.find([data])
    store = open_embedded(home, cache)
    with contextlib.redirect_stdout(io.StringIO()):
        build = seconds(lambda: build_graph(store, Work(found, 0, (attempt(read, each) for each in found))))
    store.close()
    engine.stop()
    return start, load, build


def wait_for(cache: Path) -> None:
    """Let the engine finish its start-up cache, which the first stop writes in the background."""
    give_up = perf_counter() + 60
    while perf_counter() < give_up and not any(
        not path.with_name(path.name + ".config").exists() for path in cache.rglob("*.aot*")
    ):
        sleep(0.5)
    sleep(3)


def main() -> None:
    """Measure some rounds and print their medians and the ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    found = []
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache"
        measure(Path(folder) / "warm-up", cache)
        wait_for(cache)
        for number in range(rounds):
            found.append(measure(Path(folder) / str(number), cache))
    start, load, build = (statistics.median(column) for column in zip(*found, strict=True))
    print("| what | median |\n|---|---|")
    print(f"| the engine's cold start | {start:.2f} s |")
    print(f"| loading lexicon, grammar and tagger | {load:.2f} s |")
    print(f"| reading and storing data/ into the empty graph | {build:.2f} s |")
    print(f"| ratio of the last to the first | {build / start:.2f} |")


if __name__ == "__main__":
    main()
