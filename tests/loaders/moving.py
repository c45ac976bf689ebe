"""Moves hard cases that are read rightly by now: ``python -m tests.loaders.moving``.

A block of ``NAME-open.txt`` (theme, text, and what it must give) goes to the end of ``NAME.txt`` when all of it passes.
Nothing goes the other way: what is no longer read rightly is for a person to judge.
"""

from __future__ import annotations

from collections.abc import Callable

from loaders.knowledge import Knowledge
from settings import ROOT
from tests.loaders import cases
from tests.loaders.conftest import Reader, reader
from tests.loaders.facts import test_duties, test_targets
from tests.loaders.names import test_mentions, test_topics
from tools.tagger import markup

Holds = Callable[[Reader, str], bool]


def _prose(holds: Callable[[Reader, markup.Passage], bool]) -> Holds:
    return lambda read, block: holds(read, markup.parse(block.partition("\n")[2].strip()))


def _rows(holds: Callable[[Reader, cases.Case], bool]) -> Holds:
    return lambda read, block: all(holds(read, case) for case in cases.rows(block))


KINDS: dict[str, Holds] = {
    "mentions": _prose(test_mentions.is_read),
    "topics": _prose(test_topics.is_read),
    "duties": _rows(test_duties.is_read),
    "targets": _rows(test_targets.is_read),
}


def move(name: str, read: Reader) -> int:
    """Move the blocks of one kind that pass; return how many."""
    hard, done = cases.CASES / f"{name}-open.txt", cases.CASES / f"{name}.txt"
    head, *blocks = hard.read_text(encoding="utf-8").strip().split("\n\n")
    passing = [block for block in blocks if KINDS[name](read, block)]
    if passing:
        left = [block for block in blocks if block not in passing]
        done.write_text("\n\n".join([done.read_text(encoding="utf-8").strip(), *passing]) + "\n", encoding="utf-8")
        hard.write_text("\n\n".join([head, *left]) + "\n", encoding="utf-8")
    return len(passing)


def main() -> None:
    read = reader(Knowledge.load(ROOT / "data"))
    for name in KINDS:
        print(f"{name}: {move(name, read)} moved")


if __name__ == "__main__":
    main()
