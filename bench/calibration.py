"""Whether confidence means what it says: ``python -m bench.calibration`` prints a table as Markdown.

Every relation of the annotated documents beside the project is put into a bin by its confidence; in each bin the mean
confidence should be the share of relations that are right (written down by either annotator).
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.extraction import CORPUS, FILES, SHARED
from graph import tsv
from loaders import pipeline, sources
from loaders.knowledge import Knowledge
from loaders.review import scoring
from settings import ROOT

# Each bin is so wide.
_WIDTH = 0.1


def relations(names: list[str], knowledge: Knowledge) -> Iterator[tuple[float, bool]]:
    """The confidence of every relation that is read in some documents, and whether it is right."""
    for name in names:
        batch = pipeline.read(next(iter(sources.find([CORPUS / FILES[name]]))), knowledge).batch
        with tempfile.TemporaryDirectory() as folder:
            tsv.write(batch, Path(folder), name)
            found = scoring.score(SHARED / "gold", Path(folder), [name], second=SHARED / "gold-b")
        wrong = Counter((error.kind, error.shown) for error in found.wrong if error.part == "relations")
        for relation, (kind, head, tail) in zip(batch.relations, tsv.generate_relations(batch), strict=True):
            key = (kind, f"{head} → {tail}")
            wrong[key] -= 1
            yield max(item.confidence for item in relation.evidence), wrong[key] < 0


def generate_table(judged: list[tuple[float, bool]]) -> Iterator[str]:
    """The lines of a table: a bin, how many relations it holds, their mean confidence, and the share that is right."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in judged:
        bins[min(int(confidence / _WIDTH + 1e-9), 9)].append((confidence, right))
    yield "| confidence | relations | mean | right | difference |"
    yield "|---|---|---|---|---|"
    for place, held in sorted(bins.items()):
        mean = sum(confidence for confidence, _ in held) / len(held)
        share = sum(right for _, right in held) / len(held)
        span = f"{place / 10:.1f}–{place / 10 + _WIDTH:.1f}"
        yield f"| {span} | {len(held)} | {mean:.2f} | {share:.2f} | {share - mean:+.2f} |"


def main() -> int:
    """Print the table; say so where the annotated documents are not there."""
    if not CORPUS.is_dir():
        print(f"{CORPUS} is not there: nothing to measure", file=sys.stderr)
        return 1
    knowledge = Knowledge.load(ROOT / "data")
    for line in generate_table(list(relations(list(FILES), knowledge))):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
