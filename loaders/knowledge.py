"""Everything that reading needs to know beforehand, loaded once by whoever starts the program and passed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from graph.errors import KnowledgeError
from graph.ids import fold
from graph.ontology import Ontology
from loaders.document.metadata import Forms
from loaders.facts.citations import CitationForms
from loaders.facts.dutyforms import DutyForms
from loaders.facts.targetforms import TargetForms
from loaders.lexicon import Lexicon
from loaders.names.tagger import Tagger
from loaders.patternfile import PATTERNS
from loaders.rules import Rules


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The ontology, the lexicon, the grammar, and the numbers of the documents on the shelf by their titles."""

    ontology: Ontology
    lexicon: Lexicon
    rules: Rules
    metadata: Forms
    duties: DutyForms
    targets: TargetForms
    citations: CitationForms
    tagger: Tagger
    shelf: Mapping[str, str]

    @classmethod
    def load(cls, data: Path, cache: Path | None = None) -> Knowledge:
        """Load what stands in a data folder and beside the code; raise KnowledgeError naming what is faulty.

        With a cache folder the lexicon is parsed once and then kept until its files change.
        """
        return cls(
            ontology=Ontology.load(),
            lexicon=Lexicon.load(data / "lexicon", cache / "lexicon" if cache else None),
            rules=Rules.load(),
            metadata=Forms(PATTERNS / "metadata.yml"),
            duties=DutyForms(PATTERNS / "duties.yml"),
            targets=TargetForms(PATTERNS / "targets.yml"),
            citations=CitationForms(PATTERNS / "citations.yml"),
            tagger=Tagger.load(),
            shelf=_shelf(data / "documents" / "manifest.yml"),
        )


def manifest(path: Path) -> list[dict[str, Any]]:
    """The entries of a manifest; none where there is no manifest."""
    if not path.exists():
        return []
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        entries = raw["documents"]
        return [dict(entry) for entry in entries]
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"{path}：清单无法读取（{error!r}），请检查 documents 一节") from error


def _shelf(path: Path) -> dict[str, str]:
    """Folded title → 文号, for the documents of the manifest and those they are digests of."""
    found: dict[str, str] = {}
    for entry in manifest(path):
        for item in (entry, entry.get("digest_of") or {}):
            if item.get("title") and item.get("number"):
                found[fold(str(item["title"]))] = str(item["number"])
    return found
