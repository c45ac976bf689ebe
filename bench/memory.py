"""How much memory reading one document takes beside its text: `python -m bench.memory`.

The peak of what Python and numpy hold while a document is read, from opening the file to the finished batch, beside the
bytes of its clean text in UTF-8. What is loaded once (lexicon, grammar, tagger, the library of a format) came before.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from loaders import pipeline, sources
from loaders.knowledge import Knowledge
from settings import ROOT

CASES = ROOT / "tests" / "cases" / "reading"
CORPUS = ROOT.parent / "shared" / "corpus"
FILES = (
    *(CASES / name for name in ("policy.txt", "policy.docx", "policy.html", "policy.pdf")),
    *(CORPUS / name for name in ("raw/hubei2026.html", "raw/zjhumanoid2024.pdf", "jilin2014.txt", "jilin2021.md")),
)


def main() -> None:
    """Print the table; documents that do not lie beside the project are left out by name."""
    knowledge = Knowledge.load(ROOT / "data")
    print("| document | bytes of text | peak while reading | times its text |\n|---|---|---|---|")
    for path in FILES:
        if not path.exists():
            print(f"| {path.name} | not here | | |")
            continue
        (source,) = sources.find([path])
        print(_row(path.name, *peak(partial(pipeline.read, source, knowledge))))
    long = "\n".join(f"（{number}）{_text(CASES / 'policy.txt')}" for number in range(300))
    print(_row("300 of policy.txt in one", *peak(partial(pipeline.read_text, long, knowledge))))


def peak(read: Callable[[], pipeline.Reading]) -> tuple[int, int]:
    """The bytes of a document's text and the most that was held while it was read, the first reading apart."""
    read()
    tracemalloc.start()
    reading = read()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return len(reading.batch.document.text.encode()), most


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _row(name: str, size: int, most: int) -> str:
    return f"| {name} | {size:,} | {most / 1024:,.0f} kB | {most / size:.0f} × |"


if __name__ == "__main__":
    main()
