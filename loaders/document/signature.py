"""Who signed a document and when: the lines of its signature, its letterhead, and bodies that stand together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.errors import ModelError
from graph.values import PartialDate
from loaders.lexicon import Lexicon
from loaders.numerals import integer
from loaders.patternfile import PatternFile

# A date of signature stands in a line no longer than this, below no more bodies than so many.
_DATED = 70
_SIGNERS = 60
_ZEROS = str.maketrans(dict.fromkeys("0Oo◯○", "〇"))


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a name in it, with its place in the text."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Signature:
    """The bodies that signed and the day; ``place`` is the number of the line that holds the day.

    A ``plain`` one is dated as programs write days, and may as well be when a page was posted.
    """

    signers: tuple[Line, ...]
    date: PartialDate
    place: int
    plain: bool = False


def signatures(lines: Sequence[Line], lexicon: Lexicon, forms: PatternFile) -> Iterator[Signature]:
    """Every line that is a date, or that ends in one behind bodies, with those who sign above it."""
    pattern = forms.compiled("date")
    for place, line in enumerate(lines):
        if len(line.text) > _DATED:
            continue
        if line.text[-1:].isdigit():
            plain = forms.compiled("plain_day").fullmatch(line.text)
            day = date_of(plain.groupdict()) if plain else None
            if day is not None:
                yield Signature(_above(lines, place, lexicon, forms), day, place, plain=True)
            continue
        if line.text[-1:] != "日":
            continue
        match = pattern.search(line.text)
        day = date_of(match.groupdict()) if match and match.end() == len(line.text) else None
        if match is None or day is None:
            continue
        before = Line(line.text[: match.start()], line.start)
        if not before.text:
            yield Signature(_above(lines, place, lexicon, forms), day, place)
        elif is_body(before.text, lexicon, forms):
            signers = (*_above(lines, place, lexicon, forms), *bodies(before, lexicon, forms))
            yield Signature(signers, day, place)


def date_of(fields: Mapping[str, str | None]) -> PartialDate | None:
    """The date of a ``year``, ``month`` and ``day`` in words or figures, as far as they go; None if there is none."""
    year = str(fields["year"])
    try:
        written = f"{integer(year if year.isdigit() else year.translate(_ZEROS)):04d}"
        for part in ("month", "day"):
            words = fields.get(part)
            if not words:
                break
            written += f"-{integer(words):02d}"
        found = PartialDate.parse(written)
        # There is no 31st of April.
        return PartialDate.parse(str(date(found.year, found.month, found.day))) if found.day else found
    except (ValueError, ModelError):
        return None


def is_body(text: str, lexicon: Lexicon, forms: PatternFile) -> bool:
    """Whether a line is the name of a body, or of several."""
    if len(text) > 2 * _DATED or not text:
        return False
    parts = [part for part in forms.compiled("body_gap").split(text) if part]
    return bool(parts) and all(
        forms.compiled("signature").match(part) or lexicon.known(part, "Institution") for part in parts
    )


def bodies(line: Line, lexicon: Lexicon, forms: PatternFile) -> tuple[Line, ...]:
    """The bodies that a line names, whatever parted them: marks, or blanks that cleaning took out."""
    found: list[Line] = []
    held = 0
    for gap in (*forms.compiled("body_gap").finditer(line.text), None):
        end = gap.start() if gap else len(line.text)
        if end > held:
            found.extend(_apart(Line(line.text[held:end], line.start + held), lexicon, forms))
        held = gap.end() if gap else end
    stripped = (_bare(body, forms) for body in found)
    return tuple(body for body in stripped if len(body.text) > 1)


def _bare(body: Line, forms: PatternFile) -> Line:
    """A body without a seal of another behind it, or the number of those it leads."""
    text = forms.compiled("seal").sub("", body.text)
    return Line(forms.compiled("and_others").sub("", text), body.start)


def _apart(line: Line, lexicon: Lexicon, forms: PatternFile) -> Iterator[Line]:
    """The bodies of a name in which nothing parts them: 吉林省财政厅吉林省科学技术厅."""
    text = line.text
    hits = [(hit.start, {term.label for term in hit.terms}) for hit in lexicon.names(text)]
    regions = {start for start, labels in hits if "Region" in labels}
    known = {start for start, labels in hits if "Institution" in labels}
    held = 0
    for end in forms.compiled("body_end").finditer(text):
        cut = end.end()
        if cut == len(text) or cut - held < 2:
            continue
        own, rest = text[held:cut], text[cut:]
        area = forms.compiled("named_region").match(own)
        if cut in regions or (area is not None and rest.startswith(area["region"])):
            # 中国科学院长春分院 is one body: only one that has an area of its own ends where another area begins.
            apart = area is not None or held in regions or forms.compiled("level_word").match(own) is not None
        else:
            apart = cut in known or forms.compiled("body_start").match(rest) is not None
        if apart:
            yield Line(own, line.start + held)
            held = cut
    yield Line(text[held:], line.start + held)


def _above(lines: Sequence[Line], place: int, lexicon: Lexicon, forms: PatternFile) -> tuple[Line, ...]:
    """Those who sign in the lines above a date, in the order of the lines."""
    signed: list[Line] = []
    for line in reversed(lines[max(0, place - _SIGNERS) : place]):
        if not signed and forms.compiled("person").match(line.text):
            continue
        if not is_body(line.text, lexicon, forms):
            if signed and len(line.text) < 30 and forms.compiled("broken_signature").fullmatch(line.text):
                signed[-1] = Line(line.text + signed[-1].text, line.start)
            break
        signed.append(line)
    return tuple(body for line in reversed(signed) for body in bodies(line, lexicon, forms))
