"""The lexicon: every publicly known name with its label, its full form and its other forms.

``data/lexicon/*.yml`` becomes one Aho–Corasick automaton over all surface forms, a table of the
bodies that every province and city has (省科技厅), and the head words that end a name (实验室).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graph.errors import KnowledgeError
from loaders import compiled
from loaders.matcher import Matcher
from loaders.vocabulary import Vocabulary

HEAD_KEYS = ("institution_heads", "platform_heads", "park_heads", "programme_heads")
# Where a region stands in the reading of a body's name: 人民银行{place}中心支行.
_REGION = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Term:
    """A known name: its label, its full form, all its surface forms, and what else is known of it."""

    label: str
    name: str
    forms: tuple[str, ...]
    kind: str = ""
    region: str = ""
    parent: str = ""
    level: str = ""
    either: bool = False
    weak: bool = False
    number: str = ""
    serves: tuple[str, ...] = ()
    abbr: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body that regions have: 科技厅 is 科学技术厅, at the levels where it exists."""

    stem: str
    full: str
    form: str
    kind: str
    levels: frozenset[str]
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A word that ends names of one label; ``weak`` ones name something only with a proper name before them."""

    word: str
    label: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A surface form found in a text, with the terms it may stand for."""

    start: int
    end: int
    terms: tuple[Term, ...]


class Lexicon:
    """All that is known beforehand, ready to be searched."""

    def __init__(
        self,
        terms: list[Term],
        bodies: list[Body],
        heads: list[Head],
        classes: frozenset[str],
        never: Iterable[str] = (),
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self.terms = tuple(terms)
        self.classes = classes
        self.vocabulary = vocabulary or Vocabulary({})
        by_form: dict[str, list[Term]] = {}
        for term in terms:
            for form in term.forms:
                by_form.setdefault(form, []).append(term)
        for phrase in never:
            by_form.setdefault(phrase, [])
        self._by_form: Mapping[str, tuple[Term, ...]] = {form: tuple(found) for form, found in by_form.items()}
        self._names = Matcher(sorted(form for form in by_form if len(form) > 1))
        self._by_labels: dict[frozenset[str], Matcher] = {}
        self.bodies: Mapping[str, Body] = {body.stem: body for body in bodies}
        self._stems = Matcher(sorted(self.bodies))
        self.heads: Mapping[str, Head] = {head.word: head for head in heads}
        # Bodies whose region stands inside of their name, by what stands before and behind it.
        self.readings: tuple[tuple[str, str, Body], ...] = tuple(
            (before, after, body)
            for body in bodies
            for before, after in (_REGION.split(reading, maxsplit=1) for reading in body.readings)
        )
        self._heads = Matcher(sorted(self.heads))
        self.regions: Mapping[str, Term] = {
            form: term for term in terms if term.label == "Region" for form in reversed(term.forms)
        }

    @classmethod
    def load(cls, folder: Path, cache: Path | None = None) -> Lexicon:
        """Read every YAML file of a folder; raise KnowledgeError that names the file and entry that is broken.

        With ``cache``, a folder, parsed files are kept there until they change.
        """
        terms: list[Term] = []
        bodies: list[Body] = []
        heads: list[Head] = []
        classes: set[str] = set()
        guarded: list[dict[str, Any]] = []
        never: list[str] = []
        paths = sorted(folder.glob("*.yml"))
        if not paths:
            raise KnowledgeError(f"{folder}：没有词表文件（*.yml），请检查数据目录")
        for path in paths:
            raw = _read(path, cache)
            try:
                if path.stem == "departments":
                    bodies.extend(_body(entry) for entry in raw["entries"])
                elif path.stem == "generic":
                    for key in HEAD_KEYS:
                        heads.extend(
                            Head(item["head"], item["label"], bool(item.get("weak")))
                            for item in raw[key]
                            if "“" not in item["head"]
                        )
                    classes.update(raw["classes"])
                else:
                    terms.extend(_term(raw["label"], entry) for entry in raw["entries"])
                    terms.extend(_term(raw["label"], entry) for entry in raw.get("areas", ()))
                    guarded.extend(raw.get("guarded", ()))
                    never.extend(map(str, raw.get("never", ())))
            except (KeyError, TypeError, AttributeError) as error:
                raise KnowledgeError(f"{path}：词条不完整（{error!r}），请对照同文件其他词条补全") from error
        terms.extend(_guarded(guarded, terms))
        vocabulary = Vocabulary.load(folder / "vocabulary", cache)
        return cls(terms, bodies, heads, frozenset(classes), never, vocabulary)

    def names(self, text: str) -> Iterator[Found]:
        """Every known name in a text, leftmost and longest, none overlapping another."""
        for index, start, end in self._names.find(text):
            terms = self._by_form[self._names.words[index]]
            if terms:
                yield Found(start, end, terms)

    def names_of(self, labels: frozenset[str], text: str) -> Iterator[Found]:
        """Every known name of some labels in a text, as if the lexicon held no others."""
        matcher = self._by_labels.get(labels)
        if matcher is None:
            forms = {form for term in self.terms if term.label in labels for form in term.forms if len(form) > 1}
            matcher = self._by_labels[labels] = Matcher(sorted(forms))
        for index, start, end in matcher.find(text):
            terms = tuple(term for term in self._by_form[matcher.words[index]] if term.label in labels)
            yield Found(start, end, terms)

    def stems(self, text: str) -> Iterator[tuple[int, int, Body]]:
        """Every stem of a regional body in a text, leftmost and longest."""
        for index, start, end in self._stems.find(text):
            yield start, end, self.bodies[self._stems.words[index]]

    def head_words(self, text: str) -> Iterator[tuple[int, int, Head]]:
        """Every head word in a text, leftmost and longest."""
        for index, start, end in self._heads.find(text):
            yield start, end, self.heads[self._heads.words[index]]

    def sector(self, industry: str) -> str:
        """The sector that a known industry belongs to in the end: 碳纤维 → 新材料; empty for what is not known."""
        passed: list[str] = []
        term = self.known(industry, "Industry")
        while term is not None and term.name not in passed:
            passed.append(term.name)
            term = self.known(term.parent, "Industry") if term.parent else None
        return passed[-1] if passed else ""

    def known(self, form: str, label: str = "") -> Term | None:
        """The one term of a surface form, of a label if one is given; None when none or several fit."""
        found = [term for term in self._by_form.get(form, ()) if not label or term.label == label]
        return found[0] if len(found) == 1 else None


def _read(path: Path, cache: Path | None) -> dict[str, Any]:
    raw = compiled.read(path, cache)
    if "label" not in raw:
        raise KnowledgeError(f"{path}：词表缺少 label 一行")
    return raw


def _term(label: str, entry: dict[str, Any]) -> Term:
    name = str(entry["name"])
    forms = (name, *(str(alias) for alias in entry.get("aliases", ())))
    serves = entry.get("serves", ())
    return Term(
        label=label,
        name=name,
        forms=tuple(dict.fromkeys(forms)),
        kind=entry.get("kind", ""),
        region=entry.get("region", ""),
        parent=entry.get("parent", ""),
        level=entry.get("level", ""),
        either=bool(entry.get("either")),
        weak=bool(entry.get("weak")),
        number=entry.get("number", ""),
        serves=(serves,) if isinstance(serves, str) else tuple(serves),
        abbr=entry.get("abbr", ""),
    )


def _guarded(entries: list[dict[str, Any]], terms: list[Term]) -> Iterator[Term]:
    """Counties whose names hide in everyday phrases: read only behind a name of their parent."""
    parents = {term.name: term.forms for term in terms if term.label == "Region"}
    for entry in entries:
        plain = _term("Region", entry)
        forms = tuple(parent + plain.name for parent in parents.get(plain.parent, (plain.parent,)))
        yield replace(plain, forms=forms)


def _body(entry: dict[str, Any]) -> Body:
    return Body(
        stem=entry["stem"],
        full=entry["full"],
        form=entry.get("form", "{region}" + entry["full"]),
        kind=entry.get("kind", "government"),
        levels=frozenset(entry.get("levels", ())),
        readings=tuple(entry.get("readings", ())),
    )
