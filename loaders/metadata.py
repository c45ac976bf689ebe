"""What a document is: its title, 文号, issuers, date, recipients, and the region they speak for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from graph.values import PartialDate
from loaders.lexicon import Lexicon, Term
from loaders.numerals import integer
from loaders.patternfile import PatternFile
from loaders.structure import Outline

HEAD_LINES = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with its place in the text."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; ``issuers`` carry the place where they sign."""

    title: str = ""
    name: str = ""
    number: str = ""
    issuers: tuple[Line, ...] = ()
    date: PartialDate | None = None
    recipients: Line | None = None
    publicity: str = ""
    region: str = ""
    level: str = ""
    aliases: tuple[str, ...] = ()


class Forms(PatternFile):
    """The patterns of ``patterns/metadata.yml``."""


def read(text: str, outline: Outline, lexicon: Lexicon, forms: Forms, *, front: Mapping[str, str]) -> Metadata:
    """Read the metadata from the head and the foot of a clean text; what stands in the front matter wins."""
    lines = _lines(text)
    first = outline.passages[0].start if outline.passages else len(text)
    head = [line for line in lines if line.start < first][:HEAD_LINES]
    foot = lines[-24:]
    title, name, aliases = _titles(head, forms)
    date, issuers = _signature(head, foot, lexicon, forms)
    short = [line for line in head[:12] if len(line.text) < 40 and "《" not in line.text]
    number = _first(forms.compiled("number"), short, "number")
    if not issuers and title:
        issuers = _title_issuers(title, head, lexicon, forms)
    found = Metadata(
        title=title,
        name=name,
        number=number,
        issuers=issuers,
        date=date or _posted(head, forms),
        recipients=_recipients(head, forms),
        publicity=_first(forms.compiled("publicity"), [*head, *foot], "how"),
        aliases=aliases,
    )
    found = _with_front(found, front)
    if any(forms.compiled("state").match(issuer.text) for issuer in found.issuers):
        return replace(found, level="国家")
    region = _region(found, lexicon) or _commonest_region(text, lexicon)
    return replace(found, region=region.name if region else "", level=region.level if region else "")


def _lines(text: str) -> list[Line]:
    found = []
    start = 0
    for line in text.split("\n"):
        found.append(Line(line, start))
        start += len(line) + 1
    return found


def _titles(head: list[Line], forms: Forms) -> tuple[str, str, tuple[str, ...]]:
    """The title as written, the plan's own name inside it, and every other form."""
    candidates = []
    place = 0
    while place < len(head):
        width = _title_width([line.text for line in head[place : place + 3]], forms)
        if width:
            candidates.append("".join(line.text for line in head[place : place + width]))
        place += width or 1
    if not candidates:
        return "", "", ()
    wrapped = [item for item in candidates if forms.compiled("wrapper").match(item)]
    plain = [item for item in candidates if item not in wrapped and not item.startswith("印发")]
    title = (
        max(wrapped, key=len)
        if wrapped
        else next((item for item in plain if "关于" in item), plain[-1] if plain else candidates[0])
    )
    inner = forms.compiled("wrapper").match(title)
    name = inner["inner"] if inner else title
    if plain and inner:
        name = plain[-1]
    name = forms.compiled("dated").sub("", name)
    aliases = tuple(
        dict.fromkeys(item for item in (title, *([inner["inner"]] if inner else []), *plain) if item != name)
    )
    return title, name, aliases


def _title_width(pieces: list[str], forms: Forms) -> int:
    """How many of the lines make up a title: one, or two or three that a letterhead broke."""
    for width in range(1, len(pieces) + 1):
        last = pieces[width - 1]
        if forms.compiled("noise").match(last) or forms.compiled("date").match(last):
            return 0
        joined = "".join(pieces[:width])
        if len(joined) <= 110 and joined.count("《") < 2 and forms.compiled("title").fullmatch(joined):
            return width
        if len(last) > 45 or last[-1:] in "。：）":
            return 0
    return 0


def _signature(
    head: list[Line], foot: list[Line], lexicon: Lexicon, forms: Forms
) -> tuple[PartialDate | None, tuple[Line, ...]]:
    """The date of signature and the bodies that signed above it."""
    for lines in (head, foot):
        for place, line in enumerate(lines):
            match = forms.compiled("date").fullmatch(line.text)
            if match is None:
                continue
            signed: list[Line] = []
            for above in reversed(lines[:place]):
                body = forms.compiled("signature").match(above.text)
                if body is None and not lexicon.known(above.text, "Institution"):
                    if signed and len(above.text) < 30 and forms.compiled("broken_signature").fullmatch(above.text):
                        signed[0] = Line(above.text + signed[0].text, above.start)
                    break
                signed.insert(0, above)
            signers = tuple(Line(forms.compiled("seal").sub("", item.text), item.start) for item in signed)
            return _date(match), signers
    return None, ()


def _date(match: re.Match[str]) -> PartialDate | None:
    try:
        return PartialDate.parse(
            f"{integer(match['year']):04d}-{integer(match['month']):02d}-{integer(match['day']):02d}"
        )
    except (ValueError, ArithmeticError):
        return None


def _posted(head: list[Line], forms: Forms) -> PartialDate | None:
    for line in head:
        inside = forms.compiled("date").search(line.text) if len(line.text) < 60 else None
        match = inside or forms.compiled("posted").fullmatch(line.text)
        if match is not None:
            return _date(match)
    return None


def _title_issuers(title: str, head: list[Line], lexicon: Lexicon, forms: Forms) -> tuple[Line, ...]:
    match = forms.compiled("opening").match(title)
    place = next((line.start for line in head if line.text and title.startswith(line.text)), None)
    if match is None or place is None:
        return ()
    found = []
    for part in re.finditer(forms.compiled("issuer"), match["issuers"]):
        found.append(Line(part.group(), place + part.start()))
    return tuple(found)


def _recipients(head: list[Line], forms: Forms) -> Line | None:
    for line in head:
        match = forms.compiled("recipients").match(line.text)
        if match is not None:
            return Line(match["who"], line.start)
    return None


def _first(pattern: re.Pattern[str], lines: list[Line], group: str) -> str:
    for line in lines:
        match = pattern.search(line.text)
        if match is not None:
            return match[group]
    return ""


def _with_front(found: Metadata, front: Mapping[str, str]) -> Metadata:
    """The front matter of a curated file overrules what its text seems to say."""
    changes: dict[str, object] = {}
    for key in ("title", "number"):
        if front.get(key):
            changes[key] = str(front[key])
    if front.get("title") and not found.name:
        changes["name"] = str(front["title"])
    if front.get("date") and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", str(front["date"])):
        changes["date"] = PartialDate.parse(str(front["date"]))
    return replace(found, **changes) if changes else found  # type: ignore[arg-type]


def _region(found: Metadata, lexicon: Lexicon) -> Term | None:
    """The region that the issuers, the title or the recipients name, the first that is certain."""
    texts = [issuer.text for issuer in found.issuers] + [found.title, found.name, *found.aliases]
    for text in texts:
        for hit in lexicon.names(text):
            regions = [term for term in hit.terms if term.label == "Region" and term.level]
            if len(regions) == 1:
                return regions[0]
            carriers = {term.region for term in hit.terms if term.region in lexicon.regions}
            if len(carriers) == 1:
                return lexicon.regions[carriers.pop()]
        start = next((form for form in lexicon.regions if text.startswith(form)), "")
        if start:
            return lexicon.regions[start]
    return None


def _commonest_region(text: str, lexicon: Lexicon) -> Term | None:
    """For want of anything better, the province or city that the text names most often."""
    counts: dict[str, int] = {}
    for hit in lexicon.names(text):
        for term in hit.terms:
            if term.label == "Region" and term.level:
                counts[term.name] = counts.get(term.name, 0) + 1
    if not counts:
        return None
    best = max(sorted(counts), key=lambda name: counts[name])
    return lexicon.regions.get(best)
