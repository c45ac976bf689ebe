"""Putting a document's batch together: names become entities, facts become relations, each with its sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.ids import fold, make_id, measure_id
from graph.model import Batch, Document, Entity, Evidence, Measure, Property, Relation, Target
from loaders.document.sentences import Sentence
from loaders.document.signature import Line
from loaders.document.structure import Outline
from loaders.facts.citations import Citation
from loaders.facts.duties import Duty
from loaders.facts.relations import Fact, Thing
from loaders.facts.targets import Figure
from loaders.names.lattice import NAMED, Mention
from loaders.names.resolve import Identity, Resolver, short_industry
from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.item import CELL

_NAMES = PatternFile(PATTERNS / "names.yml")


@dataclass(slots=True)
class _Named:
    """An entity while the document is read: every name it goes by here, and its first mention."""

    identity: Identity
    name: str
    evidence: Evidence
    names: dict[str, None] = field(default_factory=dict)
    count: int = 0


class Assembly:
    """Collects what the steps found in one document, in any order, and gives the batch in a fixed one."""

    def __init__(
        self, document: Document, text: str, outline: Outline, cut: tuple[Sentence, ...], resolver: Resolver
    ) -> None:
        self._document = document
        self._text = text
        self._outline = outline
        self._sentences = cut
        self._starts = [sentence.start for sentence in cut]
        self._resolver = resolver
        self._named: dict[str, _Named] = {}
        self._relations: dict[tuple[str, str, str], Relation] = {}
        self._targets: dict[str, Target] = {}

    def evidence(self, start: int, end: int, rule: str, confidence: float, measure: str | None = None) -> Evidence:
        """The sentence around two offsets, as evidence."""
        place = max(0, bisect_right(self._starts, start) - 1)
        sentence = self._sentences[place] if self._sentences else self._line(start)
        if not sentence.start <= start < sentence.end or self._is_cell(sentence):
            sentence = self._line(start)
        words = self._text[sentence.start : max(sentence.end, end)]
        path = sentence.measure if measure is None else measure
        return Evidence(self._document.id, path, start, end, words, rule, confidence)

    def _is_cell(self, sentence: Sentence) -> bool:
        """Whether it stands in a table, of which the whole row is what says something."""
        return CELL in (self._text[sentence.start - 1 : sentence.start], self._text[sentence.end : sentence.end + 1])

    def _line(self, offset: int) -> Sentence:
        """The line of an offset that no sentence holds whole: a signature, a letterhead, a row."""
        start = self._text.rfind("\n", 0, offset) + 1
        end = self._text.find("\n", offset)
        return Sentence(start, len(self._text) if end < 0 else end, self._outline.at(offset))

    def _entity(self, label: str, name: str, evidence: Evidence, term: Any = None) -> str:
        identity = self._resolver.identify(label, name, term)
        written = name
        if label == "Region" and term is not None:
            name = term.name
        else:
            name = short_industry(name) if label == "Industry" else identity.shown or name
        named = self._named.get(identity.id)
        if named is None:
            named = self._named[identity.id] = _Named(identity, name, evidence)
        elif evidence.start < named.evidence.start and self._text.startswith(written, evidence.start):
            # A fact's words may begin before the name that they hold; a first mention is the name itself.
            named.evidence, named.name = evidence, name
        named.names[name] = None
        named.names[written] = None
        named.count += 1
        return identity.id

    def _relate(
        self, kind: str, source: str, target: str, evidence: Evidence, properties: Mapping[str, Property] | None = None
    ) -> None:
        if source == target:
            return
        if kind == "PARTNERS_WITH" and target < source:
            source, target = target, source
        fact = Relation(kind, source, target, (evidence,), tuple(sorted((properties or {}).items())))
        key = (kind, source, target)
        self._relations[key] = self._relations[key] + fact if key in self._relations else fact

    def _passage(self, path: str) -> str:
        return measure_id(self._document.id, path) if path else self._document.id

    def issuers(self, lines: Iterable[Line], facts: Mapping[str, Any]) -> None:
        """Who put the document out, by the lines of its signature or, for want of them, by what is known of it."""
        found = list(lines)
        if not found and self._text:
            head = next((s for s in self._sentences), Sentence(0, 0, ""))
            found = [Line(str(name), head.start) for name in facts.get("issuers") or ()]
        for line in found:
            for name, start in _signers(line):
                end = min(start + len(name), len(self._text))
                evidence = self.evidence(start, end, "metadata.signature", 0.95, "")
                self._relate("ISSUED", self._entity("Institution", name, evidence), self._document.id, evidence)

    def citations(self, found: Iterable[Citation], shelf: Mapping[str, str]) -> None:
        """The documents that this one implements or cites."""
        for item in found:
            evidence = self.evidence(item.start, item.end, f"citations.{item.type.lower()}", 0.9)
            number = next((alias for alias in item.aliases if alias.endswith("号")), "")
            number = number or next(
                (shelf[fold(name)] for name in (item.title, *item.aliases) if fold(name) in shelf), ""
            )
            identifier = self._cited(item, number, evidence)
            manner = {"manner": item.manner} if item.type == "CITES" else {}
            self._relate(item.type, self._document.id, identifier, evidence, manner)

    def _cited(self, item: Citation, number: str, evidence: Evidence) -> str:
        if number:
            folded = "".join(character for character in fold(number) if character not in "〔〕[]()【】")
            identifier = make_id("Document", folded)
        else:
            identifier = make_id("Document", fold(item.title), "")
        if identifier != self._document.id and identifier not in self._named:
            aliases = dict.fromkeys([*item.aliases, *([number] if number else [])])
            identity = Identity(identifier, "Document", item.title, tuple(aliases))
            self._named[identifier] = _Named(identity, item.title, evidence, {item.title: None}, 1)
        return identifier

    def duties(self, found: Iterable[Duty]) -> None:
        """Who leads each measure and who answers for it."""
        for duty in found:
            path = self._outline.at(duty.start)
            for member in duty.members:
                evidence = self.evidence(member.start, member.end, f"duties.{member.role.lower()}", 0.95, path)
                source = self._entity("Institution", member.name, evidence)
                if path:
                    self._relate(member.role, source, self._passage(path), evidence)

    def mentions(self, found: Iterable[Mention]) -> None:
        """Every named institution, platform, programme, park and region, whether or not a fact holds it."""
        for mention in found:
            if mention.label in NAMED or mention.label == "Region":
                evidence = self.evidence(mention.start, mention.end, mention.rule, mention.confidence)
                self._entity(mention.label, mention.name, evidence, mention.term)

    def facts(self, found: Iterable[Fact], region: str) -> None:
        """The relations of the sentences; ``@region`` is the area that the document speaks for."""
        for fact in found:
            evidence = self.evidence(fact.start, fact.end, fact.rule, fact.confidence, fact.sentence.measure)
            source = self._end(fact.source, evidence, region)
            target = self._end(fact.target, evidence, region)
            if source and target:
                self._relate(fact.type, source, target, evidence, dict(fact.properties))

    def _end(self, thing: Thing, evidence: Evidence, region: str) -> str:
        if thing.label == "Measure":
            return self._passage(evidence.measure)
        if thing.name == "@region":
            return self._entity("Region", region, evidence) if region else ""
        return self._entity(thing.label, thing.name, evidence, thing.term)

    def targets(self, found: Iterable[Figure]) -> None:
        """The measurable aims, baselines and offers."""
        for figure in found:
            evidence = self.evidence(figure.start, figure.end, "targets.figure", 0.85, figure.measure)
            identifier = make_id(
                "Target",
                self._document.id,
                figure.measure,
                figure.indicator,
                figure.value,
                figure.unit,
                figure.year,
                figure.kind,
            )
            self._targets.setdefault(
                identifier,
                Target(
                    identifier,
                    self._document.id,
                    figure.measure,
                    figure.indicator,
                    figure.comparator,
                    figure.value,
                    figure.unit,
                    figure.year,
                    figure.kind,
                    (evidence,),
                ),
            )

    def batch(self, measures: tuple[Measure, ...]) -> Batch:
        """All of it, sorted by where it stands in the text."""
        entities = [
            Entity(
                id=named.identity.id,
                label=named.identity.label,
                name=named.name,
                key=named.identity.key,
                aliases=_other_names(named),
                evidence=named.evidence,
                count=named.count,
                kind=named.identity.kind if named.identity.label == "Institution" else "",
            )
            for named in self._named.values()
        ]
        return Batch(
            document=self._document,
            measures=measures,
            entities=tuple(sorted(entities, key=lambda entity: (entity.label, entity.evidence.start, entity.id))),
            relations=tuple(
                sorted(
                    self._relations.values(),
                    key=lambda fact: (fact.type, fact.evidence[0].start, fact.source, fact.target),
                )
            ),
            targets=tuple(sorted(self._targets.values(), key=lambda target: target.evidence[0].start)),
        )


def _other_names(named: _Named) -> tuple[str, ...]:
    names = dict.fromkeys([*named.names, *named.identity.aliases, named.identity.key])
    return tuple(name for name in names if name and name != named.name)


def _signers(line: Line) -> list[tuple[str, int]]:
    """The bodies of one line: 省委省政府 are two."""
    match = _NAMES.compiled("signed_together").search(line.text)
    if match is None:
        return [(line.text, line.start)]
    prefix = line.text[: match.start()]
    party, government = f"{prefix}{match[1]}委", f"{prefix}{match[2]}"
    return [(party, line.start), (government, line.start + match.start(2))]
