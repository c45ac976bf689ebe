"""Train the tagger on ``data/annotated`` and write its weights: ``python -m tools.tagger.train``.

Needs python-crfsuite (the extra ``train``). The same prose gives the same file on one machine.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pycrfsuite

from loaders.document import sentences, structure
from loaders.knowledge import Knowledge
from loaders.names import features, mentions, words
from loaders.names.features import Ints
from loaders.names.lattice import Lattice
from loaders.names.tagger import MODEL, bounds
from tools.tagger import markup
from tools.tagger.markup import Passage

ROOT = Path(__file__).resolve().parents[2]


def sequences(passage: Passage, knowledge: Knowledge) -> Iterator[tuple[Ints, list[str]]]:
    """The feature rows and the labels of each sentence of a passage."""
    outline = structure.parse(passage.text)
    cut = sentences.split(passage.text, outline)
    lattice = Lattice(passage.text, words.cut(passage.text), knowledge.lexicon, knowledge.rules)
    found = mentions.find(lattice, cut, knowledge.duties.collective)
    table = features.table(lattice, found)
    tags = labels(lattice, passage)
    for start, end in bounds(lattice, ((item.start, item.end) for item in cut)):
        yield table[start:end], tags[start:end]


def labels(lattice: Lattice, passage: Passage) -> list[str]:
    """The label of each word: a word belongs to a mark that covers most of it."""
    tags = ["O"] * len(lattice.words)
    for mark in passage.marks:
        if mark.label not in features.LABELS:
            continue
        first, last = lattice.word_at(mark.start), lattice.word_at(mark.end - 1)
        if mark.start - lattice.words.starts[first] > lattice.words.ends[first] - mark.start:
            first += 1
        if lattice.words.ends[last] - mark.end > mark.end - lattice.words.starts[last]:
            last -= 1
        for place in range(first, last + 1):
            tags[place] = f"{'B' if place == first else 'I'}-{mark.label}"
    return tags


def train(
    data: Sequence[tuple[Ints, list[str]]], path: Path, *, c1: float, c2: float, iterations: int, lean: float
) -> None:
    """Fit a linear-chain CRF and write its weights as a compact table; every name gains ``lean`` for being one."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for table, tags in data:
        trainer.append([[f"{bucket}" for bucket in set(row.tolist())] for row in table], tags)
    trainer.set_params(
        {"c1": c1, "c2": c2, "max_iterations": iterations, "feature.minfreq": 1, "feature.possible_transitions": True}
    )
    with tempfile.TemporaryDirectory() as folder:
        model = str(Path(folder) / "crf")
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        write(tagger.info(), path, lean)


def write(info: object, path: Path, lean: float) -> None:
    """Put the weights of a trained model into a file that numpy reads: half precision, scaled."""
    names = tuple(sorted(info.labels))  # type: ignore[attr-defined]
    places = {name: place for place, name in enumerate(names)}
    states = info.state_features  # type: ignore[attr-defined]
    buckets = sorted({int(bucket) for bucket, _ in states})
    rows = {bucket: row for row, bucket in enumerate(buckets)}
    weights = np.zeros((len(buckets), len(names)), dtype=np.float32)
    for (bucket, name), weight in states.items():
        weights[rows[int(bucket)], places[name]] = weight
    transitions = np.full((len(names), len(names)), -20.0, dtype=np.float32)
    for (one, other), weight in info.transitions.items():  # type: ignore[attr-defined]
        transitions[places[one], places[other]] = weight + lean * other.startswith("B-")
    for one in names:
        for other in names:
            if other.startswith("I-") and one[2:] != other[2:]:
                transitions[places[one], places[other]] = -50.0
    path.parent.mkdir(parents=True, exist_ok=True)
    scale = float(np.abs(weights).max() / 127.0)
    np.savez_compressed(
        path,
        labels=np.array(names),
        buckets=np.array(buckets, dtype=np.int32),
        weights=np.round(weights / scale).astype(np.int8),
        scale=np.float32(scale),
        transitions=transitions,
    )


def main() -> None:
    """Train on every annotated file and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--c1", type=float, default=0.02)
    parser.add_argument("--c2", type=float, default=0.4)
    parser.add_argument("--iterations", type=int, default=90)
    # Made-up prose holds more names that are easy to tell: on other texts the chain is too sparing by about so much.
    parser.add_argument("--lean", type=float, default=0.0)
    options = parser.parse_args()
    knowledge = Knowledge.load(options.data)
    files = sorted((options.data / "annotated").glob("*.txt"))
    passages = [passage for file in files for passage in markup.read(file)]
    data = [item for passage in passages for item in sequences(passage, knowledge)]
    train(data, options.out, c1=options.c1, c2=options.c2, iterations=options.iterations, lean=options.lean)
    size = sum(len(tags) for _, tags in data)
    print(f"{len(files)} files, {len(passages)} passages, {size} words")
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
