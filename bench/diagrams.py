"""How long a figure takes, from the subgraph to the file: ``python -m bench.diagrams`` prints a table.

Every figure is drawn anew ``--runs`` times in one process, as the explorer draws them; the first run, which also
opens the typeface and the ontology, is told apart.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

from diagrams.export import render
from diagrams.figure import Figure
from diagrams.page import compose
from tests.diagrams.graphs import carbon_fibre


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def row(figure: Figure, suffix: str, runs: int) -> str:
    """One line of the table: the figure, the time of its first and of its middle run, and the size of the file."""
    first = seconds(lambda: render(figure, suffix))
    rest = statistics.median(seconds(lambda: render(figure, suffix)) for _ in range(runs))
    place = statistics.median(seconds(lambda: compose(figure)) for _ in range(runs))
    kilobytes = len(render(figure, suffix)) / 1000
    counts = f"{len(figure.subgraph.nodes)} | {len(figure.facts())}"
    return f"| {counts} | {suffix} | {first:.2f} | {rest:.2f} | {place:.2f} | {kilobytes:.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5, 15, 25, 30, 60])
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    print("| nodes | lines | file | first, s | again, s | of which places, s | kB |")
    print("|---|---|---|---|---|---|---|")
    for size in chosen.sizes:
        for suffix in (".svg", ".png"):
            print(row(carbon_fibre(size), suffix, chosen.runs))


if __name__ == "__main__":
    main()
