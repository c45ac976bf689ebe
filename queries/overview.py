"""What the graph holds, document by document, and how much of each document's text became facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.errors import QueryError
from graph.store import GraphReader

# A sentence closes with one of these and the closing marks after it, or with its line.
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]+[”’」』）》]*|[^。！？；\n]+")
_SHORTEST = 6
_STRUCTURE = ("PART_OF", "MENTIONS")

_DOCUMENTS = """
MATCH (d:Document)
WHERE d.loaded
OPTIONAL MATCH (m:Measure {document: d.id})
WITH d, count(m) AS measures
OPTIONAL MATCH (t:Target {document: d.id})
WITH d, measures, count(t) AS targets
OPTIONAL MATCH (d)-[r:MENTIONS]->(e)
WITH d, measures, targets, count(DISTINCT e.id) AS entities
RETURN d.id AS id, d.title AS title, coalesce(d.number, '') AS number, coalesce(d.date, '') AS date,
       coalesce(d.region, '') AS region, coalesce(d.level, '') AS level, coalesce(d.kind, '') AS kind,
       coalesce(d.source, '') AS source, size(coalesce(d.text, '')) AS characters, measures, targets, entities
ORDER BY date DESC, title, id
"""
_FACTS = """
MATCH (a)-[r]->(b)
WHERE NOT type(r) IN $structure
RETURN r.document AS document, count(r) AS facts
ORDER BY document
"""
_PLACES = """
MATCH (a)-[r]->(b)
WHERE r.document = $document AND NOT type(r) IN $structure
RETURN DISTINCT r.start AS start, r.end AS `end`
ORDER BY start, `end`
"""
_TEXT = "MATCH (d:Document {id: $document}) RETURN d.title AS title, coalesce(d.text, '') AS text"


@dataclass(frozen=True, slots=True)
class DocumentCount:
    """A loaded document and how much of it is in the graph; ``facts`` counts sightings of relations and targets."""

    id: str
    title: str
    number: str
    date: str
    region: str
    level: str
    kind: str
    source: str
    characters: int
    measures: int
    entities: int
    facts: int
    targets: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document by its offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences of a document say at least one fact of the graph, and those that say none."""

    document: str
    title: str
    sentences: int
    telling: int
    silent: tuple[Sentence, ...]

    @property
    def share(self) -> float:
        """The part of the sentences, in [0, 1], that say a fact."""
        return self.telling / self.sentences if self.sentences else 0.0


def documents(reader: GraphReader) -> tuple[DocumentCount, ...]:
    """Every loaded document with its counts, the newest first."""
    facts: Mapping[str, int] = {
        row["document"]: row["facts"] for row in reader.read(_FACTS, {"structure": list(_STRUCTURE)}).rows
    }
    rows = reader.read(_DOCUMENTS).rows
    return tuple(DocumentCount(**row, facts=facts.get(row["id"], 0)) for row in rows)


def coverage(reader: GraphReader, document: str) -> Coverage:
    """How much of a document became facts; QueryError where its text is not in the graph.

    Headings and scraps of fewer than six characters are no sentences here.
    """
    rows = reader.read(_TEXT, {"document": document}).rows
    if not rows or not rows[0]["text"]:
        raise QueryError(f"图谱里没有文件“{document}”的正文：请先用 build 载入它")
    found = reader.read(_PLACES, {"document": document, "structure": list(_STRUCTURE)}, row_limit=1_000_000).rows
    places = [(int(row["start"]), int(row["end"])) for row in found]
    whole = tuple(sentences(str(rows[0]["text"])))
    silent = tuple(each for each in whole if not any(start < each.end and each.start < end for start, end in places))
    return Coverage(document, rows[0]["title"], len(whole), len(whole) - len(silent), silent)


def sentences(text: str) -> Iterator[Sentence]:
    """Cut a text into sentences, each with its offsets and without the blanks around it.

    >>> [sentence.text for sentence in sentences("建设省实验室。支持企业牵头组建创新联合体；\\n")]
    ['建设省实验室。', '支持企业牵头组建创新联合体；']
    """
    for match in _SENTENCE.finditer(text):
        words = match.group().strip()
        if len(words) >= _SHORTEST:
            start = match.start() + match.group().index(words)
            yield Sentence(start, start + len(words), words)
