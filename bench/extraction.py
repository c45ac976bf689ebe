"""How well and how fast documents are read: ``python -m bench.extraction`` prints both as Markdown.

Every annotated document of ``../shared/corpus`` is read and compared with its annotations by
``../shared/tools/score.py``, once with the first annotator's alone and once (*agreed*) leaving out what only one of the
two annotated.
The speed is told beside part-of-speech tagging by jieba of the same text in the same run.
"""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph import tsv
from loaders import pipeline, sources
from loaders.knowledge import Knowledge
from settings import ROOT

SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus"
FILES = {
    "jilin2014": "jilin2014.txt",
    "jilin2021": "jilin2021.md",
    "jilin2022": "jilin2022.txt",
    "zjhumanoid2024": "zjhumanoid2024.txt",
    "zjscience2025": "zjscience2025.txt",
    "hubei2026": "hubei2026.txt",
    "jiaozhou2026": "jiaozhou2026.txt",
}
DUTIES = ("relations:LEADS", "relations:RESPONSIBLE_FOR")
PARTS = ("entities", "relations", "duties", "targets")


@dataclass(frozen=True, slots=True)
class Score:
    """How much of what was read is right, and how much of what is right was read."""

    hits: int = 0
    read: int = 0
    right: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to read and nothing was read."""
        return 2 * self.hits / (self.read + self.right) if self.read + self.right else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.read + other.read, self.right + other.right)

    def __str__(self) -> str:
        if not self.right:  # nothing is annotated: say how much was read all the same
            return f"{self.read} too many" if self.read else "–"
        return f"{self.f1:.3f}"


def extract(knowledge: Knowledge, folder: Path, names: Iterable[str] = FILES) -> None:
    """Read documents of the corpus and write the tables of each into a folder."""
    for name in names:
        (source,) = sources.find([CORPUS / FILES[name]])
        tsv.write(pipeline.read(source, knowledge).batch, folder, name)


def score(folder: Path, names: Iterable[str] = FILES, *, agreed: bool = False) -> dict[str, Score]:
    """Compare the tables of a folder with the annotations: entities, relations, duties and targets together."""
    command = [sys.executable, str(SHARED / "tools" / "score.py"), str(SHARED / "gold"), str(folder), *names, "--json"]
    if agreed:
        command += ["--second", str(SHARED / "gold-b")]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    told: Mapping[str, Mapping[str, int]] = json.loads(run.stdout)
    found = {part: Score(each["hits"], each["predicted"], each["gold"]) for part, each in told.items()}
    duties = sum((found.get(kind, Score()) for kind in DUTIES), Score())
    return {**{part: found.get(part, Score()) for part in PARTS}, "duties": duties}


def quality(folder: Path) -> str:
    """The table of scores: a row a document, then all together."""
    heads = [*PARTS, *(f"{part}, agreed" for part in PARTS)]
    lines = [f"| document | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for title, names in [*((name, [name]) for name in FILES), ("**together**", list(FILES))]:
        cells = [score(folder, names, agreed=agreed)[part] for agreed in (False, True) for part in PARTS]
        lines.append(f"| {title} | {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def seconds(work: Callable[[], object], runs: int) -> float:
    """The seconds of a processor that some work takes, the least of several runs: others on the machine count less."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def speed(knowledge: Knowledge, runs: int) -> str:
    """The table of times: reading whole documents, and tagging their text with jieba."""
    found = sources.find([CORPUS / file for file in FILES.values()])
    texts = [pipeline.read(source, knowledge).batch.document.text for source in found]
    characters = sum(map(len, texts))
    # Imported here: it loads a dictionary, and compiling it warns, which the tests of this module take for an error.
    jieba, tagger = importlib.import_module("jieba"), importlib.import_module("jieba.posseg")
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    reading = seconds(lambda: [pipeline.read(source, knowledge) for source in found], runs)
    tagging = seconds(lambda: [list(tagger.cut(text)) for text in texts], runs)
    rows = [("innograph, file to batch", reading), ("jieba.posseg, text to tags", tagging)]
    lines = ["| what | characters | seconds of a processor | characters a second |", "|---|---|---|---|"]
    lines += [f"| {what} | {characters} | {each:.2f} | {characters / each:.0f} |" for what, each in rows]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="how often the time is taken; the least is told")
    chosen = parser.parse_args()
    if not CORPUS.is_dir():
        raise SystemExit(f"{CORPUS.parent.name}/{CORPUS.name} 不在项目旁边：没有标注文件，无法测量")
    knowledge = Knowledge.load(ROOT / "data")
    with tempfile.TemporaryDirectory() as folder:
        extract(knowledge, Path(folder))
        print(quality(Path(folder)), end="\n\n")
    print(speed(knowledge, chosen.runs))


if __name__ == "__main__":
    main()
