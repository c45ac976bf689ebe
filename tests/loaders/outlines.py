"""Golden outlines: the numbering of real documents as a page of paths and the first characters of each title.

``python -m tests.loaders.outlines`` writes them anew into ``tests/golden/outlines``; look at the difference in git.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from loaders import readers
from loaders.document import structure
from loaders.document.text import clean
from loaders.sources import Source
from settings import ROOT

GOLDEN = ROOT / "tests" / "golden" / "outlines"
SHELF = ROOT / "data" / "documents"
CORPUS = ROOT.parent / "shared" / "corpus"
ANNOTATED = (
    "hubei2026.txt",
    "jiaozhou2026.txt",
    "jilin2014.txt",
    "jilin2021.md",
    "jilin2022.txt",
    "zjhumanoid2024.txt",
    "zjscience2025.txt",
)
# As they came: those of which a reader is there are read, the others wait for theirs.
RAW = (
    "guoban2018list.txt",
    "hubei2026.html",
    "jiaozhou2026.html",
    "zjhumanoid2024.pdf",
    "zjscience2025.pdf",
)
SHOWN = 8


def documents() -> Iterator[Path]:
    """The digests on the shelf, then the documents of the corpus, whether or not they lie beside the project."""
    yield from sorted(SHELF.glob("*.md"))
    yield from (CORPUS / name for name in ANNOTATED)
    yield from (CORPUS / "raw" / name for name in RAW if Path(name).suffix in readers.SUFFIXES)


def golden(document: Path) -> Path:
    """Where the outline of a document is kept."""
    folder = GOLDEN / "raw" if document.parent.name == "raw" else GOLDEN
    return folder / f"{document.name if document.parent.name == 'raw' else document.stem}.txt"


def outline(document: Path) -> str:
    """The outline of a document: a line a passage, its path and how its title begins, ``~`` marking a restart."""
    raw = readers.read(Source(document).item())
    passages = structure.parse(clean(raw.text, blocks=raw.blocks).text).passages
    return "".join(f"{passage.path}\t{passage.title[:SHOWN]}\n" for passage in passages)


def main() -> None:
    for document in documents():
        if document.exists():
            golden(document).parent.mkdir(parents=True, exist_ok=True)
            golden(document).write_text(outline(document), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
