"""Cleaning that keeps, for each character, the place in the raw text that it came from.

Lines that a page wrapped are joined, blanks between Chinese characters go, full-width digits and letters become
plain ones. ① and （ survive: numbering needs them; so does what keeps a table's cells apart.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.item import CELL

# One character for one: whatever is folded keeps its place.
_FOLD: dict[int, str] = {}
_FOLD.update({code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)})
_FOLD.update({code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))})
_FOLD.update({ord(wide): plain for wide, plain in zip("％＋－．＆／＝＜＞～\uff03\uff20", "%+-.&/=<>~#@", strict=True)})
# Radicals, the compatibility characters that PDF fonts prefer, and the punctuation of vertical lines.
for _block in (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0xFE10, 0xFE1A), range(0xFE30, 0xFE70)):
    _FOLD.update({code: unicodedata.normalize("NFKC", chr(code)) for code in _block})
_FOLD.update({ord("﹒"): "·", ord("•"): "·", ord("〝"): "“", ord("〞"): "”", 0xFF02: '"', ord("\u2011"): "-"})
_FOLD.update(dict.fromkeys((11, 12, 133, 8232, 8233), "\n"))
_FOLD = {code: text for code, text in _FOLD.items() if len(text) == 1 and text not in (chr(code), " ")}
_FOLD.update({code: {"(": "（", ")": "）"}.get(text, text) for code, text in _FOLD.items()})
_FOLD.update({ord("("): "（", ord(")"): "）"})
# To look for what is folded is far cheaper than to look every character up.
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, sorted(_FOLD))))}]+")

_BLANKS = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Controls, marks of direction, joiners, variants of a form, and what symbol fonts draw in front of a line.
_UNSEEN = "\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_UNSEEN += "\ue004\ue5e5\uf000-\uf0ff"
_GAP = re.compile(f"[{_BLANKS}{_UNSEEN}{CELL}\n]+")
_BLANK = re.compile(f"[{_BLANKS}]")
_LAST_BLANK = re.compile(f".*[{_BLANKS}]", re.DOTALL)
_INDENT = re.compile(f"[{_BLANKS}{_UNSEEN}]*")
_INSIDE = re.compile(rf"[^{_BLANKS}{_UNSEEN}{CELL}][{_BLANKS}{_UNSEEN}]*{CELL}[{_BLANKS}{_UNSEEN}{CELL}]*(?=[^\n])")
# A table's rows may have so few lines between them that are no rows: the titles of its parts.
_ROWS_APART = 3
_LATIN = re.compile(r"[A-Za-z0-9]")

_ASIDES = str.maketrans(",;:?!", "，；：？！")
_ASIDE = re.compile(r"[,;:?!]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff“”‘’《》〈〉（）【】〔〕、。，；：？！—…]")
_FORMS = PatternFile(PATTERNS / "numbering.yml")
_PRINT = PatternFile(PATTERNS / "print.yml")
_STOPS = frozenset("。；：！？")
# Lines that are broader than any page are paragraphs.
_BROADEST = 100
# A shorter line may well be a heading that ends without a stop.
_PARAGRAPH = 24
# A page's number with what stands around it is no longer.
_NUMBER = 20


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text ready to be read, one paragraph a line, with the raw offset of each of its characters."""

    text: str
    offsets: array[int]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from ``start`` to ``end`` stand in the raw text."""
        if start >= end:
            place = self.offsets[start] if start < len(self.offsets) else 0
            return place, place
        return self.offsets[start], self.offsets[end - 1] + 1

    def places(self, starts: Iterable[int]) -> tuple[int, ...]:
        """Where the first character stands that comes from each raw offset or from behind it."""
        found = (bisect_left(self.offsets, start) for start in starts)
        # What ends a line ends the page as well.
        return tuple(place + (self.text[place : place + 1] == "\n") for place in found)


def clean(raw: str, *, blocks: bool = False) -> CleanText:
    """Clean raw text: fold, drop blanks, join wrapped lines into paragraphs unless lines are known to be ``blocks``.

    >>> clean("　　到２０２５年，R＆D 经 费").text
    '到2025年，R&D经费'
    """
    folded = _FOLDED.sub(lambda run: run.group().translate(_FOLD), raw)
    if not blocks:
        folded = _without_idle_tabs(folded)
    found = _squeeze(folded)
    if not blocks:
        found = _unwrap(found, folded)
    return CleanText(_settle(found.text), found.offsets)


def _without_idle_tabs(text: str) -> str:
    """The text with blanks for tabs, but for those between the cells of lines that are a table's rows."""
    if CELL not in text:
        return text
    lines = text.split("\n")
    filled = (place for place, line in enumerate(lines) if line.strip())
    celled = [(count, place) for count, place in enumerate(filled) if _cells(lines[place])]
    rows = {place for one, other in pairwise(celled) if other[0] - one[0] <= _ROWS_APART for _, place in (one, other)}
    return "\n".join(line if place in rows else line.replace(CELL, " ") for place, line in enumerate(lines))


def _cells(line: str) -> int:
    """How many tabs or runs of them stand inside of a line, not counting one behind the number of a heading."""
    if CELL not in line:
        return 0
    numbered = _FORMS.compiled("line_start").match(line.lstrip())
    return sum(1 for _ in _INSIDE.finditer(line.lstrip()[numbered.end() :] if numbered else line))


def _squeeze(folded: str) -> CleanText:
    """The text without empty lines and without blanks but for one between two words of Latin."""
    places = array("i", range(len(folded)))
    pieces: list[str] = []
    offsets = array("i")
    held = 0
    for gap in _GAP.finditer(folded):
        start, end = gap.span()
        if held < start:
            pieces.append(folded[held:start])
            offsets.extend(places[held:start])
        for place in _kept(folded, start, end):
            pieces.append(folded[place] if folded[place] in "\n\t" else " ")
            offsets.append(place)
        held = end
    pieces.append(folded[held:])
    offsets.extend(places[held:])
    return CleanText("".join(pieces), offsets)


def _kept(folded: str, start: int, end: int) -> Iterator[int]:
    """The places within a gap that stay: the ends of cells, the last end of a line, a blank between two words."""
    words = start > 0 and end < len(folded)
    first, last = folded.find("\n", start, end), folded.rfind("\n", start, end)
    if first < 0:
        cells = [place for place in range(start, end) if folded[place] == CELL]
        if cells:
            # At either end of the text too: a row may begin or close with empty cells.
            yield from cells if start or end < len(folded) else ()
        elif words and _LATIN.match(folded[start - 1]) and _LATIN.match(folded[end]):
            blank = _LAST_BLANK.match(folded, start, end)
            if blank is not None:
                yield blank.end() - 1
        return
    if start:
        yield from (place for place in range(start, first) if folded[place] == CELL)
    if words:
        yield last
    if end < len(folded):
        yield from (place for place in range(last + 1, end) if folded[place] == CELL)


def _unwrap(found: CleanText, folded: str) -> CleanText:
    """The text with those lines joined that go on where the one before was cut, page numbers left out."""
    lines = found.text.split("\n")
    width = _wrap_width(lines)
    if not width and not _any_torn(lines):
        return found
    pieces: list[str] = []
    offsets = array("i")
    previous, indent, start = "", 0, 0
    for line in lines:
        end = start + len(line)
        if not _FORMS.compiled("page_number").fullmatch(line):
            inset = _indent(folded, found.offsets[start])
            if previous:
                joint = " " if _LATIN.match(previous[-1]) and line[0].isascii() and line[0].isalpha() else ""
                goes_on = _continues(previous, line, width, indent, inset) if width else _is_torn(previous, line)
                if joint or not goes_on:
                    pieces.append(joint if goes_on else "\n")
                    offsets.append(found.offsets[start - 1])
            pieces.append(line)
            offsets.extend(found.offsets[start:end])
            previous, indent = line, inset
        start = end + 1
    return CleanText("".join(pieces), offsets)


def _indent(folded: str, place: int) -> int:
    """How far a line stands in, in half characters, by the raw offset of what it begins with."""
    first = folded.rfind("\n", 0, place) + 1
    blanks = _INDENT.match(folded, first, place)
    return len(_BLANK.findall(blanks.group())) + blanks.group().count("\u3000") if blanks else 0


def _wrap_width(lines: list[str]) -> float:
    """The breadth at which lines were wrapped, or 0 when each line is a paragraph."""
    lengths = sorted(_breadth(line) for line in lines if CELL not in line)
    if len(lengths) < 12:
        return 0
    width = lengths[int(len(lengths) * 0.95)]
    full = sum(1 for length in lengths if width * 0.88 <= length <= width * 1.12)
    longer = sum(1 for length in lengths if length > width * 1.3)
    return width if 15 <= width <= _BROADEST and full * 4 >= len(lengths) and longer * 50 <= len(lengths) else 0


def _continues(previous: str, line: str, width: float, indent: int, inset: int) -> bool:
    """Whether a line goes on where the one before it was cut; ``inset`` and ``indent`` are how far each stands in."""
    apart = _FORMS.compiled("label_line").match(line) or _FORMS.compiled("addressees").fullmatch(previous)
    if apart or CELL in previous or CELL in line:
        return False
    if _PRINT.compiled("begins").match(line):
        return False
    begins = _FORMS.compiled("line_start").match(line) is not None
    breadth = _breadth(previous) + min(indent, 4) / 2
    if begins and (previous[-1] in _STOPS or breadth < width * 0.9 or inset):
        return False
    if inset >= 2 and (inset > indent or previous[-1] in _STOPS):
        return False
    return breadth >= width * 0.86 or breadth + _unbroken(line) > width


def _any_torn(lines: list[str]) -> bool:
    """Whether a paragraph goes on behind a page's end, with the page's number between the two or without."""
    numbers = _FORMS.compiled("page_number")
    kept = (line for line in lines if len(line) > _NUMBER or not numbers.fullmatch(line))
    return any(_is_torn(*pair) for pair in pairwise(kept))


def _is_torn(previous: str, line: str) -> bool:
    """Whether a page ended within a paragraph: 加强研发、测 above 试、标准等服务能力."""
    if len(previous) < _PARAGRAPH or not _FORMS.compiled("torn_end").search(previous):
        return False
    return _FORMS.compiled("torn_start").match(line) is not None and not _FORMS.compiled("line_start").match(line)


def _breadth(line: str) -> float:
    """How broad a line is in Chinese letters, of which two of Latin make one."""
    return sum(0.5 if letter.isascii() else 1.0 for letter in line)


def _unbroken(line: str) -> float:
    """How broad the beginning of a line is that could not stay on the line before it."""
    match = _PRINT.compiled("unbroken").match(line)
    return _breadth(match.group()) if match else 1.0


def _settle(text: str) -> str:
    """Quotation marks with a direction, and commas of their own for Chinese text; none changes its place."""
    if '"' in text:
        text = "\n".join(map(_directed, text.split("\n")))
    pieces: list[str] = []
    held = 0
    for aside in _ASIDE.finditer(text):
        start, end = aside.span()
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        if _WIDE.match(before) or _WIDE.match(after):
            pieces += (text[held:start], aside.group().translate(_ASIDES))
            held = end
    return "".join((*pieces, text[held:])) if pieces else text


def _directed(line: str) -> str:
    """A line whose straight quotation marks open and close in turn."""
    parts = line.split('"')
    marks = ("“" if place % 2 == 0 else "”" for place in range(len(parts) - 1))
    return parts[0] + "".join(mark + part for mark, part in zip(marks, parts[1:], strict=True))
