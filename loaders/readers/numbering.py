"""The numbers that Word writes before headings and list items by itself; no text holds them, they are counted again."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.readers.numberforms import BULLET, written
from loaders.readers.styles import Styles
from loaders.readers.wordml import Element, attribute, branch, child, children, number, switched, tag

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_PADDED = re.compile(r"0*1\b")
# What stands between a number and its heading where nothing is said: a tab, which is a blank here.
_GAPS = {"nothing": ""}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: ``text`` has %1 for the number of the first level, and so on."""

    start: int
    form: str
    text: str
    restart: int | None
    decimal: bool
    gap: str
    style: str


@dataclass(frozen=True, slots=True)
class _List:
    """A list of the document: whose numbers it goes on with, its levels, and where it begins anew."""

    counter: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """Counts the numbered paragraphs of a document, which must be asked for in the document's order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._numbers: dict[str, Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._places: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        for element in root if root is not None else ():
            if tag(element) == "w:abstractNum":
                self._abstract.setdefault(attribute(element, "abstractNumId") or "", element)
            elif tag(element) == "w:num":
                self._numbers.setdefault(attribute(element, "numId") or "", element)

    def label(self, properties: Element | None) -> str:
        """The number of the next paragraph with what parts it from the text; empty where Word shows none."""
        name, depth = self._place(properties)
        found = self._list(name)
        level = found.levels.get(depth) if found is not None else None
        if found is None or level is None:
            return ""
        counts = self._advance(name, found, depth)
        if level.form == BULLET:
            return ""

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other, count = found.levels.get(place), counts[place]
            if other is None or other.form == BULLET or count is None:
                return ""
            return str(count) if level.decimal else _written(count, other.form)

        text = _PLACE.sub(shown, level.text)
        return text + level.gap if text else ""

    def apart(self) -> Numbering:
        """The same lists, counted from their beginning: text boxes count for themselves."""
        other = copy.copy(self)
        other._counts, other._begun = {}, set()
        return other

    def _place(self, properties: Element | None) -> tuple[str, int]:
        """The list that a paragraph belongs to and its level there: as it says itself, else as its styles say."""
        own = child(properties, "w:numPr")
        style = self._styles.of(properties)
        if own is not None:
            return self._said(own, style)
        if style not in self._places:
            self._places[style] = self._said(None, style)
        return self._places[style]

    def _said(self, own: Element | None, style: str) -> tuple[str, int]:
        styles = [(attribute(each, "styleId"), child(each, "w:pPr", "w:numPr")) for each in self._styles.chain(style)]
        said = [own, *(each for _, each in styles)]
        name = next(filter(None, (attribute(child(each, "w:numId")) for each in said)), "")
        depth = number(child(own, "w:ilvl"))
        found = self._list(name)
        for known, each in styles:
            if depth is None and found is not None:
                # A list may say itself which of its levels a style stands for; that goes before what the style says.
                linked = (place for place, level in found.levels.items() if known and level.style == known)
                depth = next(linked, number(child(each, "w:ilvl")))
        return name, depth or 0

    def _advance(self, name: str, found: _List, depth: int) -> list[int | None]:
        """Count one more paragraph of a level, and let those below it begin anew."""
        counts = self._counts.setdefault(found.counter, [None] * LEVELS)
        count = counts[depth]
        anew = count is None or (depth in found.starts and (name, depth) not in self._begun)
        self._begun.add((name, depth))
        # Levels above that were left out are taken as begun: after 1.1 without a 1, the next of that level is 2.
        for place in range(depth - 1, -1, -1) if count is None else ():
            if counts[place] is not None or place not in found.levels:
                break
            counts[place] = _start(found, place)
        counts[depth] = _start(found, depth) if count is None or anew else count + 1
        for place in range(depth + 1, LEVELS):
            level = found.levels.get(place)
            if level is None or level.restart is None or depth < level.restart:
                counts[place] = None
        return counts

    def _list(self, name: str) -> _List | None:
        if name not in self._lists:
            self._lists[name] = self._defined(name, frozenset())
        return self._lists[name]

    def _defined(self, name: str, seen: frozenset[str]) -> _List | None:
        """The list of a number, its levels from the abstract list it takes up and from its own exceptions."""
        element = self._numbers.get(name)
        abstract = self._abstract.get(attribute(child(element, "w:abstractNumId")) or "")
        if element is None or abstract is None or name in seen or len(seen) > LEVELS:
            return None
        # An abstract list may only name a style of lists, which names the list where the levels stand.
        link = attribute(child(abstract, "w:numStyleLink"))
        linked = None
        if link:
            style = next(iter(self._styles.chain(link)), None)
            behind = attribute(child(style, "w:pPr", "w:numPr", "w:numId")) if style is not None else None
            linked = self._defined(behind, seen | {name}) if behind else None
        counter = linked.counter if linked is not None else attribute(abstract, "abstractNumId") or ""
        levels = dict(linked.levels) if linked is not None else {}
        starts = dict(linked.starts) if linked is not None else {}
        levels.update(_levels(abstract))
        for override in children(element, "w:lvlOverride"):
            levels.update(_levels(override))
            start, depth = number(child(override, "w:startOverride")), number(override, "ilvl")
            if start is not None and depth is not None:
                starts[depth] = start
        return _List(counter, levels, starts)


def _start(found: _List, depth: int) -> int:
    level = found.levels.get(depth)
    return found.starts.get(depth, level.start if level is not None else 0)


def _levels(parent: Element) -> dict[int, Level]:
    found = {}
    for element in children(parent, "w:lvl"):
        depth = number(element, "ilvl")
        if depth is not None and 0 <= depth < LEVELS:
            found[depth] = Level(
                start=number(child(element, "w:start")) or 0,
                form=_form(element),
                text=attribute(child(element, "w:lvlText")) or "",
                restart=number(child(element, "w:lvlRestart")),
                decimal=bool(switched(element, "w:isLgl")),
                gap=_GAPS.get(attribute(child(element, "w:suff")) or "", " "),
                style=attribute(child(element, "w:pStyle")) or "",
            )
    return found


def _form(level: Element) -> str:
    element = child(level, "w:numFmt")
    alternate = child(level, "mc:AlternateContent")
    if element is None and alternate is not None:
        element = child(branch(alternate), "w:numFmt")
    # A form of its own ("001, 002, …") is told by its first number.
    return attribute(element, "format") or attribute(element) or "decimal"


def _written(value: int, form: str) -> str:
    padded = _PADDED.match(form)
    return str(value).zfill(padded.end()) if padded else written(value, form)
