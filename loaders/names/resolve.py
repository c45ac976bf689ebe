"""From names to things: abbreviations, 省 and 我省, and the names a document defines for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.ids import entity_id, fold
from loaders.lexicon import Body, Lexicon, Term
from loaders.patternfile import PATTERNS, PatternFile
from loaders.rules import Rules

_NAMES = PatternFile(PATTERNS / "names.yml")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a name stands for: its label and canonical name, every other form, and what kind of body it is.

    ``shown`` is what to call it beside things of other places: 省科技厅 is 吉林省科技厅 there.
    """

    id: str
    label: str
    key: str
    aliases: tuple[str, ...]
    kind: str = ""
    shown: str = ""


class Resolver:
    """Settles what the names of one document stand for.

    ``region`` is the area that the document's issuers speak for: 省科技厅 is that province's.
    ``defined`` holds abbreviations that the document itself defines, ``rules`` how names begin and end.
    """

    def __init__(self, lexicon: Lexicon, rules: Rules, region: str, defined: Mapping[str, str]) -> None:
        self._lexicon = lexicon
        self._rules = rules
        self._region = lexicon.regions.get(region)
        self._defined = defined
        self._seen: dict[tuple[str, str], Identity] = {}

    def identify(self, label: str, name: str, term: Term | None = None) -> Identity:
        """The thing that a name of a label stands for; the same name always gives the same thing."""
        place = (label, name)
        if place not in self._seen:
            self._seen[place] = self._identify(label, name, term)
        return self._seen[place]

    def _identify(self, label: str, name: str, term: Term | None) -> Identity:
        full = self._defined.get(name, name)
        if label == "Industry":
            full = short_industry(full)
        known = term if term is not None and term.label == label else self._lexicon.known(full, label)
        if known is not None:
            return self._identity(label, known.name, (name, full, *known.forms), known.kind)
        if label == "Institution":
            body = self._body(full)
            if body is not None:
                return body
            located = self._collective(full) or self._located(full)
            return self._identity(label, located, (name, full), self._kind(full), shown=located)
        return self._identity(label, self._located(full), (name, full))

    def _identity(self, label: str, key: str, forms: Iterable[str], kind: str = "", *, shown: str = "") -> Identity:
        aliases = tuple(dict.fromkeys(form for form in forms if form != key))
        return Identity(entity_id(label, key), label, key, aliases, kind, shown)

    def _collective(self, name: str) -> str:
        """各市（州）政府 are those of one province; empty for the name of a single body."""
        return (
            self._region.name + name
            if self._region is not None and name.startswith(self._rules.tails["together"])
            else ""
        )

    def _located(self, name: str) -> str:
        """A name that begins with 省 or 我省 with the province written out."""
        match = _NAMES.compiled("relative").match(name)
        if match is None or self._region is None or _NAMES.compiled("no_area").match(name, match.end()):
            return name
        level = self._region_of(match[1])
        return level.name + name[match.end() :] if level is not None else name

    def _region_of(self, word: str) -> Term | None:
        """The region that 省 or 市 means in this document: the issuer's own, or the one it lies in."""
        region = self._region
        wanted = _NAMES.raw["levels"][word]
        while region is not None and region.level != wanted:
            if word == "市" and region.name.endswith("市"):
                return region
            region = self._lexicon.regions.get(region.parent)
        return region

    def _body(self, name: str) -> Identity | None:
        """A body that regions have: 省科技厅, 吉林省科技厅 and 吉林省科学技术厅 are one."""
        region, stem = self._owner(name)
        body = self._lexicon.bodies.get(stem)
        if body is None or region is None:
            return self._by_reading(name)
        return self._of(region, body, name)

    def _by_reading(self, name: str) -> Identity | None:
        """A body whose region stands inside its name: 人民银行长春中心支行."""
        for before, after, body in self._lexicon.readings:
            if name.startswith(before) and name.endswith(after):
                region = self._lexicon.regions.get(name[len(before) : len(name) - len(after)])
                if region is not None:
                    return self._of(region, body, name)
        return None

    def _of(self, region: Term, body: Body, name: str) -> Identity:
        short = next((form for form in region.forms if form != region.name), region.name)
        full = body.form.format(region=region.name, short=short)
        same = [
            other.stem for other in self._lexicon.bodies.values() if other.full == body.full and other.form == body.form
        ]
        forms = [name, *(region.name + other for other in same)]
        relative = _NAMES.compiled("level").search(region.name)
        if relative is not None and self._region is not None and region.name == self._region.name:
            forms.extend(relative[1] + other for other in same)
        relative = _NAMES.compiled("relative").match(name)
        shown = region.name + name[relative.end() :] if relative is not None else name
        return self._identity("Institution", full, forms, body.kind, shown=shown)

    def _owner(self, name: str) -> tuple[Term | None, str]:
        for length in range(min(len(name) - 1, 12), 1, -1):
            region = self._lexicon.regions.get(name[:length])
            if region is not None and name[length:] in self._lexicon.bodies:
                return region, name[length:]
            area = name[length : length + 1]
            if region is not None and area in _NAMES.raw["levels"] and name[length + 1 :] in self._lexicon.bodies:
                return region, name[length + 1 :]
        match = _NAMES.compiled("relative").match(name)
        if match is not None and name[match.end() :] in self._lexicon.bodies:
            return self._region_of(match[1]), name[match.end() :]
        return None, name

    def _kind(self, name: str) -> str:
        """What kind of institution a name ends like."""
        return next((kind for kind, tails in self._rules.kinds.items() if name.endswith(tails)), "other")


def short_industry(name: str) -> str:
    """An industry's name without a closing 产业, 产业链, 行业 or 领域, unless it would name nothing.

    >>> short_industry("汽车产业"), short_industry("未来产业链"), short_industry("产业")
    ('汽车', '未来产业', '产业')
    """
    for tail in _NAMES.raw["industry_tails"]:
        if name.endswith(tail) and len(name) - len(tail) >= 2:
            whole = _NAMES.compiled("whole_industry").match(name)
            return whole[0] if whole and whole.end() >= len(name) - len(tail) else name[: -len(tail)]
    return name


def defined_names(text: str) -> dict[str, str]:
    """Abbreviations that a text defines: X（以下简称“Y”）gives Y → X, where X can be told."""
    found: dict[str, str] = {}
    for match in _NAMES.compiled("defined").finditer(text):
        full = _NAMES.compiled("defined_start").split(match["full"])[-1]
        if len(full) > len(match["short"]) and fold(full) != fold(match["short"]):
            found.setdefault(match["short"], full)
    return found
