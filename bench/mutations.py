"""Broken files: `python -m bench.mutations 10000` reads that many and says what became of them.

Every file is one of tests/cases/reading with bits flipped, a piece cut off, or a piece of another file in its middle,
the same ones at every run; formats that LibreOffice converts are left out, for they take two seconds each. Each is
read as `innograph extract` reads it, in one process whose peak of memory is told at the end.
"""

from __future__ import annotations

import random
import resource
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from graph.errors import InnographError
from loaders import pipeline, readers
from loaders.knowledge import Knowledge
from loaders.readers.item import Item
from settings import ROOT

CASES = ROOT / "tests" / "cases" / "reading"
CONVERTED = {".doc", ".odt", ".rtf", ".zip"}


def main(count: int) -> None:
    """Read the mutations and print the table."""
    knowledge = Knowledge.load(ROOT / "data")
    fates: dict[str, Counter[str]] = {}
    slowest, where = 0.0, ""
    for item in mutations(count):
        begun = monotonic()
        fate = outcome(item, knowledge)
        seconds = monotonic() - begun
        if seconds > slowest:
            slowest, where = seconds, item.name
        fates.setdefault(item.suffix, Counter())[fate] += 1
    print("| format | read | refused with a sentence | anything else |\n|---|---|---|---|")
    for suffix, counts in sorted(fates.items()):
        print(f"| {suffix} | {counts['read']} | {counts['refused']} | {counts['fault']} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nslowest: {slowest:.1f} s ({where}); peak of the process: {peak:.0f} MB, lexicon and all")


def mutations(count: int) -> Iterator[Item]:
    """So many broken files, the same at every run."""
    files = sorted(path for path in CASES.glob("*.*") if path.suffix not in CONVERTED)
    contents = {path: path.read_bytes() for path in files}
    for number in range(count):
        chance = random.Random(number)
        path, other = chance.choice(files), chance.choice(files)
        yield Item(f"{number}{path.suffix}", mutated(contents[path], contents[other], chance))


def mutated(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """A file with bits flipped, its end cut off, or a piece of another in its middle."""
    kind = chance.randrange(3)
    if kind == 0:
        broken = bytearray(content)
        for _ in range(chance.choice((1, 4, 32, 256))):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        return bytes(broken)
    cut = chance.randrange(len(content))
    if kind == 1:
        return content[:cut]
    start = chance.randrange(len(other))
    return content[:cut] + other[start : start + chance.choice((16, 512, 8192))] + content[cut:]


def outcome(item: Item, knowledge: Knowledge) -> str:
    """What became of a file; a fault is printed at once."""
    try:
        pipeline.read_raw(readers.read(item), knowledge, name=Path(item.name).name)
    except InnographError as error:
        return "refused" if "\n" not in str(error) else "fault"
    except Exception as error:  # what a user would see as a traceback
        print(f"{item.name}: {error!r}", file=sys.stderr)
        return "fault"
    return "read"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
