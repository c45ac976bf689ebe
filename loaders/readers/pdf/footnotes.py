"""Notes at the foot of a page, taken out of its text, which goes on on the next page."""

from __future__ import annotations

from statistics import median

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.pdf.lines import Line, glue, lines
from loaders.readers.pdf.strokes import Rule, Sheet

_FORMS = PatternFile(PATTERNS / "print.yml")
# Letters of notes are smaller than those of the text.
_SMALL = 0.93
# The line over the notes is short, and stands so near over them, in letters.
_SHORT, _NEAR = 0.6, 3.0


def take(sheet: Sheet, page: int) -> list[str]:
    """Take the notes off the foot of a page: each a text of its own."""
    if not any(_is_short(rule, sheet) for rule in sheet.rules):
        return []
    found = lines(sheet.stretches, page)
    if len(found) < 2:
        return []
    usual = _usual(found)
    first = len(found)
    while first and found[first - 1].size < _SMALL * usual:
        first -= 1
    while first < len(found) and not _FORMS.compiled("note").match(found[first].text):
        first += 1
    notes = found[first:]
    if not notes or not first or not _is_parted(sheet, found[first - 1], notes[0]):
        return []
    gone = {id(item) for line in notes for item in line.pieces}
    sheet.stretches = [item for item in sheet.stretches if id(item) not in gone]
    return _texts(notes)


def _is_short(rule: Rule, sheet: Sheet) -> bool:
    return rule.flat and rule.x1 - rule.x0 < _SHORT * sheet.width


def _usual(found: list[Line]) -> float:
    """The size of most letters of a page."""
    sizes = sorted((line.size, len(line.text)) for line in found)
    half, seen = sum(count for _, count in sizes) / 2, 0
    for size, count in sizes:
        seen += count
        if seen >= half:
            return size
    return median(line.size for line in found)


def _is_parted(sheet: Sheet, above: Line, note: Line) -> bool:
    """Whether a short line stands between the text and its notes."""
    return any(
        _is_short(rule, sheet)
        and above.top < rule.y0 < note.top + 0.5 * note.size
        and note.top - rule.y0 < _NEAR * note.size
        and abs(rule.x0 - note.left) < 4 * note.size
        for rule in sheet.rules
    )


def _texts(notes: list[Line]) -> list[str]:
    found: list[str] = []
    left = min(line.left for line in notes)
    for line in notes:
        begins = _FORMS.compiled("note").match(line.text) and line.left - left < 3 * line.size
        if begins or not found:
            found.append(line.text)
        else:
            found[-1] += glue(found[-1], line.text) + line.text
    return found
