"""The sentence behind a fact, in its place: document, headings, and the words around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.errors import QueryError
from graph.store import GraphReader
from graph.subgraph import Edge

AROUND = 160

_DOCUMENT = """
MATCH (d:Document {id: $document})
RETURN d.title AS title, coalesce(d.number, '') AS number, coalesce(d.date, '') AS date,
       coalesce(d.source, '') AS source, coalesce(d.text, '') AS text, d.pages AS pages
"""
_PAGES = "MATCH (d:Document) WHERE d.id IN $documents AND d.pages IS NOT NULL RETURN d.id AS id, d.pages AS pages"
_HEADINGS = """
MATCH (m:Measure {document: $document})
WHERE m.start <= $start AND m.end >= $end
RETURN m.path AS path, coalesce(m.title, '') AS title, m.start AS start, m.end AS `end`
ORDER BY m.start, m.end DESC, m.path
"""


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading above a passage: the path of its measure and its words."""

    path: str
    title: str

    def __str__(self) -> str:
        return f"{self.path} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text, marked within the words around it.

    ``headings`` lead from the outermost to the measure that holds the passage; ``start`` and ``end`` are the
    offsets of ``marked`` in the document's normalised text. ``before`` and ``after`` stay within the measure;
    ``cut_before`` and ``cut_after`` say that it goes on beyond them. ``page`` is 0 where the source has no pages.
    """

    document: str
    title: str
    number: str
    date: str
    source: str
    headings: tuple[Heading, ...]
    before: str
    marked: str
    after: str
    start: int
    end: int
    cut_before: bool = False
    cut_after: bool = False
    page: int = 0

    @property
    def measure(self) -> str:
        """The path of the measure that holds the passage; empty before the first heading."""
        return self.headings[-1].path if self.headings else ""

    @property
    def citation(self) -> str:
        """How to cite it: 《title》（number）, its measure, and its page where the source has pages."""
        number = f"（{self.number}）" if self.number else ""
        page = f"，第 {self.page} 页" if self.page else ""
        return f"《{self.title}》{number} {self.headings[-1] if self.headings else ''}".strip() + page


def of(reader: GraphReader, document: str, start: int, end: int, *, around: int = AROUND) -> Passage:
    """The passage at these offsets of a document, with up to ``around`` characters on either side.

    QueryError where the graph does not hold the document's text, or its text does not reach that far.
    """
    rows = reader.read(_DOCUMENT, {"document": document}).rows
    if not rows or not rows[0]["text"]:
        raise QueryError(f"图谱里没有文件“{document}”的正文：请先用 build 载入它")
    row = rows[0]
    text = str(row["text"])
    if not 0 <= start <= end <= len(text):
        raise QueryError(f"《{row['title']}》的正文有 {len(text)} 字，没有第 {start}–{end} 字：请重新载入文件后再查")
    above = reader.read(_HEADINGS, {"document": document, "start": start, "end": end}).rows
    first, last = (above[-1]["start"], above[-1]["end"]) if above else (0, len(text))
    left, right = max(first, start - around), min(last, end + around)
    return Passage(
        document=document,
        title=row["title"],
        number=row["number"],
        date=row["date"],
        source=row["source"],
        headings=tuple(Heading(each["path"], each["title"]) for each in above),
        before=text[left:start],
        marked=text[start:end],
        after=text[end:right],
        start=start,
        end=end,
        cut_before=left > first,
        cut_after=right < last,
        page=page_at(row["pages"] or (), start),
    )


def page_at(pages: Sequence[int], offset: int) -> int:
    """The number of the page that holds an offset, counted from 1; 0 where there are no pages.

    >>> page_at((0, 400, 910), 400), page_at((), 400)
    (2, 0)
    """
    return bisect_right(pages, offset)


def pages_of(reader: GraphReader, documents: Iterable[str]) -> Mapping[str, Sequence[int]]:
    """Where the pages of documents begin, for those whose sources have pages."""
    rows = reader.read(_PAGES, {"documents": sorted(set(documents))}).rows
    return {str(row["id"]): row["pages"] for row in rows if row["pages"]}


def behind(reader: GraphReader, edge: Edge, *, around: int = AROUND) -> Passage:
    """The passage that says what an edge says."""
    place = edge.properties
    if not {"document", "start", "end"} <= place.keys():
        raise QueryError(f"关系 {edge.type} 没有出处：请用 build 重新载入文件")
    return of(reader, str(place["document"]), int(place["start"]), int(place["end"]), around=around)
