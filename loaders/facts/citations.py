"""Documents that a document names: what it implements, and what it only cites, with the manner."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from graph.ids import fold
from loaders.patternfile import PatternFile


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document: its title, other forms and number, where it stands, and in what manner it is named."""

    start: int
    end: int
    title: str
    aliases: tuple[str, ...]
    type: str
    manner: str


class CitationForms(PatternFile):
    """The patterns of ``patterns/citations.yml``, compiled when first asked for."""


def find(text: str, forms: CitationForms, *, own: frozenset[str], preamble: int) -> Iterator[Citation]:
    """Every 《…》 that is a policy, law or plan and not the document itself (``own``: its folded names)."""
    seen: set[str] = set()
    for match in forms.compiled("title").finditer(text):
        title = match["title"]
        key = fold(title)
        if key in own or key in seen or forms.compiled("policy").search(title) is None:
            continue
        if any(len(name) > 5 and (name in key or key in name or _alike(name, key)) for name in own):
            continue
        seen.add(key)
        number = forms.compiled("number").match(text, match.end())
        sentence = max(text.rfind(mark, 0, match.start()) for mark in "。\n") + 1
        before = text[sentence : match.start()]
        after = text[match.end() : match.end() + 30]
        basis = (
            match.start() < preamble and forms.compiled("basis").search(re.split("[，；：]", before)[-1]) is not None
        )
        aliases = [number["number"]] if number else []
        core = forms.compiled("issuer").sub("", title)
        if core != title and len(core) > 6:
            aliases.append(core)
        yield Citation(
            match.start(),
            match.end(),
            title,
            tuple(aliases),
            "IMPLEMENTS" if basis else "CITES",
            _manner(before, after, forms),
        )


def _alike(name: str, other: str) -> bool:
    """Whether two titles differ by a slip only: a lost dash in the years, a lost sign."""
    return abs(len(name) - len(other)) < 4 and SequenceMatcher(None, name, other, autojunk=False).ratio() > 0.93


def find_bare(
    text: str, known: Iterable[tuple[int, int, str]], forms: CitationForms, *, own: Collection[str] = ()
) -> Iterator[Citation]:
    """Documents named without 《》: known ones, and plans behind a verb that follows or makes them."""
    seen: set[str] = set(own)
    places = [
        (match.start("title"), match.end("title"), match["title"])
        for name in ("bare", "drafted", "counted")
        for match in forms.compiled(name).finditer(text)
    ]
    for start, end, title in (*known, *places):
        inside = text.rfind("《", 0, start) > text.rfind("》", 0, start)
        if inside or fold(title) in seen:
            continue
        seen.add(fold(title))
        sentence = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
        yield Citation(start, end, title, (), "CITES", _manner(text[sentence:start], text[end : end + 30], forms))


def _manner(before: str, after: str, forms: CitationForms) -> str:
    clause = re.split("[，；]", before)[-1] + after
    for manner, words in forms.raw["manners"].items():
        if any(word in clause for word in words):
            return str(manner)
    return "提及"
