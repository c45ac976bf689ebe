"""The values that loading produces: a document's measures, entities, relations and targets, with their words.

Everything here is frozen and ordered. A relation or a target cannot be built without
evidence: a fact that no sentence says is no fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from graph.errors import ModelError
from graph.ids import make_id
from graph.values import Comparator, PartialDate

Scalar = str | int | float | bool
Property = Scalar | tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The words that make a fact true, and how they were read.

    ``start`` and ``end`` are character offsets into the document's normalised text, ``text``
    is the sentence around them, ``measure`` the path of the passage (empty before the first
    heading), ``rule`` names what found the fact, ``confidence`` lies in (0, 1].
    """

    document: str
    measure: str
    start: int
    end: int
    text: str
    rule: str
    confidence: float

    def __post_init__(self) -> None:
        if not self.text:
            raise ModelError(f"evidence of {self.document} at {self.start} has no words")
        if not 0 <= self.start <= self.end:
            raise ModelError(f"evidence of {self.document} has the offsets {self.start}–{self.end}")
        if not 0 < self.confidence <= 1:
            raise ModelError(f"evidence of {self.document} has the confidence {self.confidence}")


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document, or a register, that has been read.

    ``number`` is its 文号, ``issuers`` the bodies that signed it, ``date`` the day on which they did, ``effective`` and
    ``expiry`` the first and the last day on which it holds, ``region`` the administrative area they speak for and
    ``level`` that area's level (国家, 省, 市, 县), ``text`` its normalised text, ``pages`` the offsets in it at which
    the pages of the source begin (none where it has no pages).
    """

    id: str
    title: str
    kind: str = "policy"
    number: str = ""
    issuers: tuple[str, ...] = ()
    date: PartialDate | None = None
    effective: PartialDate | None = None
    expiry: PartialDate | None = None
    region: str = ""
    level: str = ""
    recipients: str = ""
    publicity: str = ""
    aliases: tuple[str, ...] = ()
    source: str = ""
    text: str = field(default="", repr=False)
    pages: tuple[int, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if any(later < page for page, later in pairwise((0, *self.pages, len(self.text)))):
            raise ModelError(f"the pages of {self.id} do not follow each other within its text: {self.pages}")


@dataclass(frozen=True, slots=True)
class Measure:
    """The smallest numbered passage of a document: its heading or number and the text under it.

    ``path`` joins the numbers from the outermost heading inwards (``2.3.14``), ``parent`` is the
    path one level up (empty at the top), ``start`` and ``end`` bound the passage in the text.
    """

    id: str
    document: str
    path: str
    title: str
    parent: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing: its label, the canonical name that identifies it, and every name it goes by here.

    ``name`` is how this document writes it, ``key`` the canonical name behind ``id``; ``aliases`` are all
    other names. ``evidence`` is its first mention, ``count`` how often it is mentioned.
    """

    id: str
    label: str
    name: str
    key: str
    aliases: tuple[str, ...]
    evidence: Evidence
    count: int = 1
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """One thing standing in a named relation to another, and every sentence that says so.

    ``source`` and ``target`` are identifiers of entities, measures or documents; ``properties`` are
    those of the relation's type, such as ``action`` and ``status`` of ``SUPPORTS``.
    """

    type: str
    source: str
    target: str
    evidence: tuple[Evidence, ...]
    properties: tuple[tuple[str, Property], ...] = ()

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ModelError(f"{self.type} from {self.source} to {self.target} has no evidence")

    def __add__(self, other: Relation) -> Relation:
        """The same fact seen twice: keep both sightings, once each, in order."""
        if (self.type, self.source, self.target) != (other.type, other.source, other.target):
            raise ModelError(f"{self.type} and {other.type} are not the same fact")
        return Relation(
            self.type,
            self.source,
            self.target,
            tuple(sorted({*self.evidence, *other.evidence})),
            tuple(sorted({**dict(other.properties), **dict(self.properties)}.items())),
        )

    def sighting_id(self, evidence: Evidence) -> str:
        """The identifier of one sighting of the fact, which is one relationship in the store."""
        place = (evidence.document, evidence.measure, str(evidence.start), str(evidence.end))
        return make_id(self.type, self.source, self.target, *place)


@dataclass(frozen=True, slots=True)
class Target:
    """One measurable aim, baseline or offer: an indicator, how it compares, its value, unit and year.

    ``value`` is written with digits only, ``year`` is empty where none is said, ``kind`` is
    ``target`` (to be reached), ``baseline`` (a past or present figure) or ``support`` (what is offered).
    """

    id: str
    document: str
    measure: str
    indicator: str
    comparator: Comparator
    value: str
    unit: str
    year: str
    kind: str
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ModelError(f"the target “{self.indicator}” has no evidence")
        if self.kind not in {"target", "baseline", "support"}:
            raise ModelError(f"the target “{self.indicator}” has the unknown kind “{self.kind}”")


@dataclass(frozen=True, slots=True)
class Batch:
    """All that one document says, in a fixed order: the product of loading and the unit of storing."""

    document: Document
    measures: tuple[Measure, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    targets: tuple[Target, ...] = ()

    def ends(self) -> Mapping[str, str]:
        """Every identifier that a relation of the batch may point at, with its label."""
        found = {self.document.id: "Document"}
        found.update((measure.id, "Measure") for measure in self.measures)
        found.update((entity.id, entity.label) for entity in self.entities)
        found.update((target.id, "Target") for target in self.targets)
        return found
