"""The order of the steps: a source goes in, a batch of facts and the issues met on the way come out.

Deterministic, offline, without a database: the same bytes give the same batch.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.ids import fold, make_id
from graph.model import Batch, Document, Measure
from loaders import readers, registers
from loaders.document import metadata, sentences, structure
from loaders.document import text as cleaning
from loaders.facts import citations, duties, relations, targets
from loaders.facts.assembly import Assembly
from loaders.facts.bodies import Bodies
from loaders.issues import Issue
from loaders.knowledge import Knowledge
from loaders.names import expos, lists, mentions, settle, topics, words
from loaders.names.lattice import Lattice, Mention
from loaders.names.resolve import Resolver, defined_names
from loaders.names.tagger import Span, Weights, bounds
from loaders.readers.item import RawText
from loaders.sources import Source


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a source gave: its batch, and what was not understood."""

    batch: Batch
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """The names that the grammar proposed, the stretches that the tagger did, and the names settled on."""

    ruled: tuple[Mention, ...]
    tagged: tuple[Span, ...]
    settled: tuple[Mention, ...]
    weights: Weights


def read(source: Source, knowledge: Knowledge) -> Reading:
    """Read one source; raise DocumentError when nothing of it can be read."""
    if source.register:
        batch, issues = registers.read(source, knowledge)
        knowledge.ontology.check(batch)
        return Reading(batch, issues)
    raw = readers.read(source.item())
    return read_raw(raw, knowledge, facts={**raw.facts, **source.facts}, name=source.file)


def read_text(text: str, knowledge: Knowledge, *, facts: Mapping[str, Any] | None = None, name: str = "") -> Reading:
    """Read a text that stands in no file; ``facts`` is what is known of it beforehand, ``name`` what to call it."""
    return read_raw(RawText(text), knowledge, facts=facts, name=name)


def read_raw(raw: RawText, knowledge: Knowledge, *, facts: Mapping[str, Any] | None = None, name: str = "") -> Reading:
    """Read the raw text of a document."""
    cleaned = cleaning.clean(raw.text, blocks=raw.blocks)
    text = cleaned.text
    outline = structure.parse(text)
    known = metadata.read(text, outline, knowledge.lexicon, knowledge.metadata, front=facts or {}, hints=raw.hints)
    document = _document(known, facts or {}, text, name, cleaned.places(raw.pages))
    cut = sentences.cut(text, outline)
    lattice = Lattice(text, words.cut(text), knowledge.lexicon, knowledge.rules)
    weighing = weigh(lattice, cut, knowledge)
    found = weighing.settled
    borne = duties.find(text, Bodies(knowledge.lexicon, knowledge.duties))
    spans = [(duty.start, duty.end) for duty in borne]
    own = frozenset(
        fold(title) for title in (known.title, known.name, *known.aliases, *_own_titles(facts or {})) if title
    )
    named = [
        mention
        for mention in found
        if not any(start <= mention.start < end for start, end in spans)
        and not _itself(mention, own, knowledge.metadata)
    ]
    free = tuple(item for item in cut if not any(start <= item.start and item.end <= end + 1 for start, end in spans))
    resolver = Resolver(knowledge.lexicon, knowledge.rules, known.region, defined_names(text))
    assembly = Assembly(document, text, outline, cut, resolver)
    assembly.issuers(known.issuers, facts or {})
    first = outline.passages[0].start if outline.passages else len(text)
    assembly.citations(citations.find(text, knowledge.citations, own=own, preamble=first), knowledge.shelf)
    laws = [(known.start, known.end, known.name) for known in lattice.known if known.label == "Document"]
    assembly.citations(citations.find_bare(text, laws, knowledge.citations, own=own), knowledge.shelf)
    assembly.duties(borne)
    assembly.mentions(named)
    focused = topics.find(lattice, free, named, weighing.weights)
    # What each word speaks for takes as much room as all that is read.
    del weighing
    assembly.facts(relations.find(relations.Clauses(lattice, free, named), knowledge.lexicon, focused), known.region)
    bearers = [mention for mention in found if any(start <= mention.start < end for start, end in spans)]
    assembly.facts(relations.bearers(lattice, cut, bearers, knowledge.lexicon), known.region)
    issued = str(document.date)[:4] if document.date else ""
    assembly.targets(targets.find(text, free, knowledge.targets, title=known.title, issued=issued))
    batch = assembly.batch(_measures(document.id, outline))
    knowledge.ontology.check(batch)
    losses = (Issue(document.id, place, "reading", message) for place, message in raw.losses)
    return Reading(batch, (*losses, *_issues(document, outline)))


def weigh(lattice: Lattice, cut: tuple[sentences.Sentence, ...], knowledge: Knowledge) -> Weighing:
    """Find the names in the sentences of a text: what the grammar and the tagger propose, and what is settled on."""
    ruled = mentions.find(lattice, cut, knowledge.duties.collective)
    weights = knowledge.tagger.weigh(lattice, ruled)
    tagged = weights.spans(bounds(lattice, ((item.start, item.end) for item in cut)))
    named = settle.settle(lattice, ruled, tagged, weights)
    named = expos.as_used(lattice.text, lists.harmonise(lattice, cut, named, weights))
    settled = settle.assured(settle.one_label_each(named), weights)
    return Weighing(tuple(ruled), tuple(tagged), tuple(settled), weights)


def _itself(mention: Mention, own: frozenset[str], forms: metadata.Forms) -> bool:
    """Whether a name is only the document's own title, the end of it, or all of it but 方案."""
    name = fold(mention.name)
    return (
        mention.label == "Programme"
        and len(name) > 6
        and any(
            title.split("(")[0].endswith(name) or forms.compiled("plans").match(title.partition(name)[2])
            for title in own
        )
    )


def _own_titles(facts: Mapping[str, Any]) -> list[str]:
    original = facts.get("digest_of") or {}
    return [str(item["title"]) for item in (facts, original) if item.get("title")]


def _document(
    known: metadata.Metadata, facts: Mapping[str, Any], text: str, name: str, pages: tuple[int, ...]
) -> Document:
    title = known.title or Path(name).stem
    issuers = tuple(map(str, facts.get("issuers") or ())) or tuple(line.text for line in known.issuers)
    original = facts.get("digest_of") or {}
    aliases = dict.fromkeys([known.name, *known.aliases, str(original.get("title") or "")])
    return Document(
        id=document_id(known.number, title, known.region),
        title=title,
        number=known.number,
        issuers=issuers,
        date=known.date,
        effective=known.effective,
        expiry=known.expiry,
        region=str(facts.get("region") or known.region),
        level=str(facts.get("level") or known.level),
        recipients=known.recipients.text if known.recipients else "",
        publicity=known.publicity,
        aliases=tuple(alias for alias in aliases if alias and alias != title),
        source=name,
        text=text,
        pages=pages,
    )


def document_id(number: str, title: str, region: str) -> str:
    """The identifier of a document: by its 文号 where it has one, else by its title and region."""
    if number:
        return make_id("Document", fold(re.sub(r"[〔〕\[\]（）()【】\s]", "", number)))
    return make_id("Document", fold(title), region if not title.startswith(region) else "")


def _measures(document: str, outline: structure.Outline) -> tuple[Measure, ...]:
    return tuple(
        Measure(f"{document}#{item.path}", document, item.path, item.title, item.parent, item.start, item.end)
        for item in outline.passages
    )


def _issues(document: Document, outline: structure.Outline) -> list[Issue]:
    found = []
    for item in outline.passages:
        if item.restarted:
            again = f"编号 {item.path.split('~')[0]} 重复出现，已另编为 {item.path}"
            found.append(Issue(document.id, item.path, "structure", again))
        elif item.due:
            skipped = f"编号不连续：这里应是第 {item.due} 项，请核对原文是否缺漏"
            found.append(Issue(document.id, item.path, "structure", skipped))
    if not outline.passages:
        found.append(Issue(document.id, "", "structure", "没有找到编号的章节，全文作为一个整体读取"))
    if document.date is None:
        found.append(Issue(document.id, "", "metadata", "没有找到成文日期"))
    return found
