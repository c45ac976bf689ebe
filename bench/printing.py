"""Reading a PDF beside the PDF library's own text extraction: ``python -m bench.printing [ROUNDS]``.

The library opens the file and takes the text of each page; the reader does all that it does, from the bytes to the
paragraphs. Both are measured in one process, in turns, in processor time; the least of the rounds counts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

import pypdfium2

from loaders.readers import pdf
from loaders.readers.item import Item
from settings import ROOT

CASES = ROOT / "tests" / "cases" / "reading"
CORPUS = ROOT.parent / "shared" / "corpus" / "raw"


def main() -> None:
    """Print a row for each case file and, where they lie beside the project, for the two real ones."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    print("| document | pages | library | reader | ratio |\n|---|---|---|---|---|")
    for path in (*sorted(CASES.glob("policy*.pdf")), *sorted(CORPUS.glob("*.pdf"))):
        print(row(path, rounds))


def row(path: Path, rounds: int) -> str:
    """The least times of the library and of the reader for one file."""
    content = path.read_bytes()
    item = Item(path.name, content)
    pages = len(pdf.read(item).pages)
    times = [(seconds(partial(extract, content)), seconds(partial(pdf.read, item))) for _ in range(rounds)]
    library, reader = min(one for one, _ in times), min(other for _, other in times)
    return f"| {path.name} | {pages} | {library * 1000:.0f} ms | {reader * 1000:.0f} ms | {reader / library:.2f} |"


def extract(content: bytes) -> int:
    """The library's own extraction: how many characters it finds."""
    document = pypdfium2.PdfDocument(content)
    found = sum(len(page.get_textpage().get_text_range()) for page in document)
    document.close()
    return found


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes a processor."""
    started = process_time()
    work()
    return process_time() - started


if __name__ == "__main__":
    main()
