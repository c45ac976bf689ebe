"""How fast texts are cleaned and their measures found: ``python -m bench.reading`` prints both tables as Markdown.

The annotated documents beside the project (without them, those in ``data/documents``) are cleaned, their structure is
read, and jieba tags the same text with parts of speech, one after the other in each of ``--runs`` rounds; told is the
processor's time of the best round. The second table is the profile: where cleaning and structure spend their time.
"""

from __future__ import annotations

import argparse
import cProfile
import logging
import pstats
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.extraction import CORPUS, FILES
from loaders import readers
from loaders.document import structure
from loaders.document.text import CleanText, clean
from loaders.readers.item import RawText
from loaders.sources import Source
from settings import ROOT

# Every document is read so often in a round, that a round is longer than the clock's grain.
TIMES = 5


def documents() -> Iterator[RawText]:
    """The raw texts that are measured."""
    paths = [CORPUS / name for name in FILES.values()]
    for path in paths if CORPUS.is_dir() else sorted((ROOT / "data" / "documents").glob("*.md")):
        yield readers.read(Source(path).item())


def seconds(work: Callable[[], object]) -> float:
    """The processor's time that a piece of work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def cleaned(raws: Sequence[RawText]) -> list[CleanText]:
    """Every text, clean."""
    return [clean(raw.text, blocks=raw.blocks) for raw in raws]


def outlined(texts: Sequence[str]) -> list[structure.Outline]:
    """The measures of every text."""
    return [structure.parse(text) for text in texts]


def measure(raws: Sequence[RawText], texts: Sequence[str], runs: int) -> dict[str, float]:
    """The best of some rounds for each step; the steps take turns, so that a busy machine is busy for all."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    works: dict[str, Callable[[], object]] = {
        "clean": lambda: [cleaned(raws) for _ in range(TIMES)],
        "structure": lambda: [outlined(texts) for _ in range(TIMES)],
        "jieba.posseg": lambda: [list(jieba.posseg.cut(text)) for text in texts],
    }
    shares = {"clean": TIMES, "structure": TIMES, "jieba.posseg": 1}
    best = dict.fromkeys(works, float("inf"))
    for _ in range(runs):
        for name, work in works.items():
            best[name] = min(best[name], seconds(work) / shares[name])
    return best


def profile(raws: Sequence[RawText], texts: Sequence[str]) -> list[tuple[str, float]]:
    """The functions that take the most time of their own, with their share of the whole."""
    watch = cProfile.Profile()
    watch.runcall(lambda: [(cleaned(raws), outlined(texts)) for _ in range(TIMES)])
    stats = pstats.Stats(watch).stats  # type: ignore[attr-defined]
    whole = sum(own for _, _, own, _, _ in stats.values())
    named = [(_name(*place), own / whole) for place, (_, _, own, _, _) in stats.items()]
    return sorted(named, key=lambda item: -item[1])[:12]


def _name(file: str, _line: int, function: str) -> str:
    return function if file == "~" else f"{Path(file).stem}.{function}"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    raws = list(documents())
    texts = [each.text for each in cleaned(raws)]
    best = measure(raws, texts, runs)
    characters = sum(len(raw.text) for raw in raws)
    best = {**best, "clean and structure": best["clean"] + best["structure"]}
    print("| what | characters | seconds of a processor | characters a second | beside jieba.posseg |")
    print("|---|---|---|---|---|")
    for name in ("clean", "structure", "clean and structure", "jieba.posseg"):
        speed = f"{characters / best[name]:,.0f}"
        print(f"| {name} | {characters} | {best[name]:.4f} | {speed} | {best['jieba.posseg'] / best[name]:.1f} × |")
    print("\n| function | share of clean and structure |\n|---|---|")
    for name, share in profile(raws, texts):
        print(f"| `{name}` | {share:.0%} |")


if __name__ == "__main__":
    main()
