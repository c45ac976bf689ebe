"""What a document is: title, 文号, issuers, dates, recipients, how public, and the region it speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from typing import Any

from graph.ids import fold
from graph.values import PartialDate
from loaders.document import signature, titles, validity
from loaders.document.jurisdiction import Reader
from loaders.document.signature import Line, Signature, date_of
from loaders.document.structure import Outline
from loaders.document.titles import Title
from loaders.lexicon import Lexicon
from loaders.patternfile import PatternFile
from loaders.readers.item import CELL

# How many lines above the first passage are a head, and how many at the end a foot.
HEAD_LINES, _FOOT_LINES = 60, 24
# A line of a letterhead or of a page's table of properties is no longer; a 文号 stands in a shorter one.
_LABELLED, _LONG, _SHORT, _NUMBERED = 400, 160, 60, 25
_WRITTEN = re.compile(r"\d{4}(?:-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; ``issuers`` carry the place where they sign."""

    title: str = ""
    name: str = ""
    number: str = ""
    issuers: tuple[Line, ...] = ()
    date: PartialDate | None = None
    effective: PartialDate | None = None
    expiry: PartialDate | None = None
    recipients: Line | None = None
    publicity: str = ""
    region: str = ""
    level: str = ""
    aliases: tuple[str, ...] = ()


class Forms(PatternFile):
    """The patterns of ``patterns/metadata.yml``."""


def read(
    text: str,
    outline: Outline,
    lexicon: Lexicon,
    forms: Forms,
    *,
    front: Mapping[str, Any],
    hints: Mapping[str, str] | None = None,
) -> Metadata:
    """Read the metadata from the head and the foot of a clean text.

    What stands in the ``front`` matter overrules the text; ``hints`` (title, number, issuer, date, posted, effective,
    expiry), what the page around it says, are asked where the text is silent.
    """
    letter = _Letter(text, outline, lexicon, forms, hints or {})
    title, recipients = letter.title, letter.recipients
    found = Metadata(
        title=title.text,
        name=title.name,
        number=letter.number,
        issuers=letter.issuers,
        date=letter.date,
        recipients=recipients,
        publicity=letter.publicity,
        aliases=title.aliases,
    )
    found = _with_front(found, front)
    says = validity.read(letter.body, found.date)
    if says == validity.Validity():
        says = validity.read(text[len(letter.body) :], found.date)
    speaks = Reader(lexicon, forms).read(
        [issuer.text for issuer in found.issuers] or list(map(str, front.get("issuers") or ())),
        [found.title, found.name, *found.aliases],
        recipients.text if recipients else "",
        found.number,
        text,
    )
    return replace(
        found,
        effective=found.effective or says.effective or letter.hinted("effective"),
        expiry=found.expiry or says.expiry or letter.hinted("expiry"),
        region=speaks.region,
        level=speaks.level,
    )


class _Letter:
    """A document as a letter: the lines of its head, its foot, and what a page prints around them."""

    def __init__(self, text: str, outline: Outline, lexicon: Lexicon, forms: Forms, hints: Mapping[str, str]) -> None:
        self._lexicon = lexicon
        self._forms = forms
        self.body = text[: outline.annexes] if outline.annexes is not None else text
        self._lines = list(_lines(self.body))
        first = outline.passages[0].start if outline.passages else len(text)
        start, end = outline.contents or (0, 0)
        above = (line for line in self._lines if line.start < first and not start <= line.start < end)
        self._head = list(islice(above, HEAD_LINES))
        self._foot = self._lines[-_FOOT_LINES:]
        self._labels = {**hints, **_labelled(self._head, forms)}
        self._signed = list(signature.signatures(self._lines, lexicon, forms))
        self._days = [each for each in self._signed if not each.plain]
        self._signature = self._chosen(first)
        above_all = self._head[-1].start + len(self._head[-1].text) if self._head else 0
        self._report = forms.compiled("reported").search(self.body, 0, above_all)
        self.title = self._title()

    def hinted(self, key: str) -> PartialDate | None:
        """The date that a page prints under a label."""
        words = str(self._labels.get(key) or "")
        match = self._forms.compiled("date").search(words) or self._forms.compiled("written").match(words)
        return date_of(match.groupdict()) if match else None

    @property
    def number(self) -> str:
        """The 文号, or the number of an order or a public notice."""
        for line in self._head[:_NUMBERED]:
            if found := self._number_in(line.text):
                return found[0]
        for place in range(min(len(self._head), _NUMBERED)):
            for width in (3, 2, 1):
                joined = "".join(line.text for line in self._head[place : place + width])
                match = self._forms.compiled("order").fullmatch(joined) if len(joined) <= _SHORT else None
                if match is not None:
                    return match["number"]
        told = str(self._labels.get("number") or "")
        return told if self._forms.compiled("numbered").search(told) else ""

    @property
    def issuers(self) -> tuple[Line, ...]:
        """Those who signed; else those whom the title, the letterhead or the page names."""
        if self._signature is not None and self._signature.signers:
            return self._signature.signers
        opening = self._forms.compiled("opening").match(self.title.text)
        ordering = self._forms.compiled("ordering").match(self.number)
        return (
            (self._bodies(opening["issuers"], self.title.start) if opening else ())
            or self._letterhead()
            or (self._bodies(ordering["issuers"], 0) if ordering else ())
            or self._assembly()
            or self._reported()
            or self._bodies(str(self._labels.get("issuer") or ""), 0)
        )

    @property
    def date(self) -> PartialDate | None:
        """The day of signature, of adoption, or as it is printed; failing all, when a page was posted."""
        if self._signature is not None:
            return self._signature.date
        return (
            self._adopted()
            or next((each.date for each in self._days if self._lines[each.place] in self._head), None)
            or next((each.date for each in self._days if self._lines[each.place] in self._foot), None)
            or self.hinted("date")
            or self._dated("printed", self._foot)
            or self._posted()
        )

    @property
    def recipients(self) -> Line | None:
        """Whom it is sent to."""
        for line in self._head:
            match = self._forms.compiled("recipients").match(line.text)
            if match is not None:
                return Line(match["who"], line.start)
        return None

    @property
    def publicity(self) -> str:
        """How public it is."""
        for line in (*self._head, *self._foot):
            match = self._forms.compiled("publicity").search(line.text)
            if match is not None:
                return match["how"]
        return str(self._labels.get("publicity") or "")

    def _chosen(self, first: int) -> Signature | None:
        """The signature above the first passage, or else the last one; a day alone is none.

        A day as programs write it signs only below the text: above it a page tells when it was posted.
        """
        signed = [each for each in self._signed if each.signers]
        above = (each for each in signed if not each.plain and self._lines[each.place].start < first)
        below = [each for each in signed if self._lines[each.place].start >= first]
        written = [each for each in below if not each.plain] or below
        return next(above, written[-1] if written else None)

    def _title(self) -> Title:
        head = [self._without_number(line) for line in self._head if CELL not in line.text]
        found = titles.find(head, self._forms)
        if not found.text:
            found = titles.of(str(self._labels.get("title") or ""), self._forms)
        if not found.text and self._report is not None:
            found = titles.of(self._report["title"], self._forms)
        return found if found.text else titles.bare(head, self._forms)

    def _number_in(self, text: str) -> tuple[str, int] | None:
        """The 文号 in a line, and where it begins; in a long line only at its end."""
        if len(text) > _LONG or "《" in text:
            return None
        before = self._forms.compiled("number_start").match(text)
        match = self._forms.compiled("number").search(text, before.end() if before else 0)
        if match is None or (len(text) > _SHORT and match.end() < len(text)):
            return None
        return match["number"], match.start("number")

    def _without_number(self, line: Line) -> Line:
        found = self._number_in(line.text)
        return Line(line.text[: found[1]], line.start) if found and found[1] > len(found[0]) else line

    def _letterhead(self) -> tuple[Line, ...]:
        for place, line in enumerate(self._head[:_NUMBERED]):
            match = self._forms.compiled("letterhead").match(line.text)
            named = self._bodies(match["issuers"], line.start) if match else ()
            if named:
                above: list[Line] = []
                for other in reversed(self._head[:place]):
                    if not signature.is_body(other.text, self._lexicon, self._forms):
                        break
                    above.append(other)
                joint = (self._bodies(other.text, other.start) for other in reversed(above))
                return (*(body for bodies in joint for body in bodies), *named)
        return ()

    def _assembly(self) -> tuple[Line, ...]:
        """The assembly that passed a regulation, without the number of its term."""
        for line in self._head:
            match = self._forms.compiled("assembly").search(line.text) if len(line.text) <= _LABELLED else None
            if match is not None:
                return (Line(match["region"] + match["body"], line.start + match.start("region")),)
        return ()

    def _reported(self) -> tuple[Line, ...]:
        """Those who issued it as the press tells: 近日，A、B印发了《…》."""
        if self._report is None:
            return ()
        own = (fold(self.title.text), fold(self.title.name))
        told = fold(self._report["title"])
        same = any(told in title or title in told for title in own if title)
        return self._bodies(self._report["issuers"], self._report.start("issuers")) if same else ()

    def _bodies(self, words: str, start: int) -> tuple[Line, ...]:
        """The bodies that some words name, each where the text first names it; none where they are no bodies."""
        found = signature.bodies(Line(words, start), self._lexicon, self._forms)
        if not all(signature.is_body(body.text, self._lexicon, self._forms) for body in found):
            return ()
        places = (self.body.find(body.text, start) for body in found)
        return tuple(Line(body.text, max(place, start)) for body, place in zip(found, places, strict=True))

    def _adopted(self) -> PartialDate | None:
        """The last of the days on which it was passed or revised, by the brackets and lines under its title."""
        days: list[PartialDate] = []
        for line in self._head:
            if len(line.text) > _LABELLED:
                continue
            bracket = self._forms.compiled("adopted").search(line.text)
            passed = bracket or self._forms.compiled("passed").match(line.text)
            words = bracket["when"] if bracket else line.text if passed else ""
            found = (date_of(day.groupdict()) for day in self._forms.compiled("date").finditer(words))
            days.extend(day for day in found if day is not None)
        return max(days, default=None)

    def _dated(self, name: str, lines: Iterable[Line]) -> PartialDate | None:
        for line in lines:
            if self._forms.compiled(name).match(line.text):
                match = self._forms.compiled("date").search(line.text)
                return date_of(match.groupdict()) if match else None
        return None

    def _posted(self) -> PartialDate | None:
        for line in self._head:
            inside = self._forms.compiled("date").search(line.text) if len(line.text) < _SHORT else None
            match = inside or self._forms.compiled("posted").fullmatch(line.text)
            if match is not None:
                return date_of(match.groupdict())
        return self.hinted("posted")


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for line in text.split("\n"):
        yield Line(line, start)
        start += len(line) + 1


def _labelled(head: Sequence[Line], forms: Forms) -> dict[str, str]:
    """What stands behind labels in lines and rows of a head, or below them, the first of each label."""
    found: dict[str, str] = {}
    for number, line in enumerate(head):
        if len(line.text) > _LABELLED:
            continue
        below = head[number + 1].text if number + 1 < len(head) else ""
        cells = [*line.text.split(CELL), "" if forms.compiled("label").match(below) else below]
        for place, cell in enumerate(cells[:-1]):
            marks = list(forms.compiled("label").finditer(cell))
            for mark, behind in zip_longest(marks, marks[1:]):
                end = behind.start() if behind else len(cell)
                value = cell[mark.end() : end] or (cells[place + 1] if end == len(cell) else "")
                found.setdefault(_label(mark["label"], forms), value)
            if not marks and place + 2 < len(cells):
                found.setdefault(_label(cell, forms), cells[place + 1])
    return {label: value.strip() for label, value in found.items() if label and value.strip()}


def _label(words: str, forms: Forms) -> str:
    series = forms.series("labels", "label")
    return next((label for label, pattern in series if pattern.fullmatch(words)), "")


def _with_front(found: Metadata, front: Mapping[str, Any]) -> Metadata:
    """The front matter of a curated file overrules what its text seems to say."""
    changes: dict[str, object] = {}
    for key in ("title", "number"):
        if front.get(key):
            changes[key] = str(front[key])
    if front.get("title") and not found.name:
        changes["name"] = str(front["title"])
    for key in ("date", "effective", "expiry"):
        if front.get(key) and _WRITTEN.fullmatch(str(front[key])):
            changes[key] = PartialDate.parse(str(front[key]))
    return replace(found, **changes) if changes else found  # type: ignore[arg-type]
