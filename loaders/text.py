"""Cleaning that keeps, for each character, the place in the raw text that it came from.

Lines that a PDF or a web page wrapped are joined, blanks between Chinese characters go, full-width
digits and letters become plain ones. ① and （ survive: numbering needs them; so does what keeps a table's cells apart.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.item import CELL

_FOLD: dict[int, str] = {}
_FOLD.update({code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)})
_FOLD.update({code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))})
_FOLD.update({ord(wide): plain for wide, plain in zip("％＋－．＆／＝＜＞～\uff03\uff20", "%+-.&/=<>~#@", strict=True)})
_FOLD.update({code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FE0)})
_FOLD.update({ord("﹒"): "·", ord("•"): "·", ord("〝"): "“", ord("〞"): "”", 0xFF02: '"', ord("\u2011"): "-"})
_FOLD = {code: text for code, text in _FOLD.items() if len(text) == 1 and text != chr(code)}
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\ue004\ue5e5\x0b\x0c")
_BLANK = frozenset(" \t\u00a0\u3000\u2002\u2003\u2009\u202f")
_ASIDES = {"(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff“”‘’《》〈〉（）【】〔〕、。，；：？！—…]")
_LATIN = re.compile(r"[A-Za-z0-9]")
_FORMS = PatternFile(PATTERNS / "numbering.yml")
_STOPS = frozenset("。；：！？")


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


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    offsets: list[int]
    indent: int


def clean(raw: str, *, blocks: bool = False) -> CleanText:
    """Clean raw text: fold, drop blanks, join wrapped lines into paragraphs unless lines are known to be ``blocks``.

    >>> clean("　　到２０２５年，R＆D 经 费").text
    '到2025年，R&D经费'
    """
    lines = _lines(raw, blocks=blocks)
    wrap = 0 if blocks else _wrap_width(lines)
    text: list[str] = []
    offsets: array[int] = array("l")
    previous: _Line | None = None
    for line in lines:
        if wrap and _FORMS.compiled("page_number").fullmatch(line.text):
            continue
        if previous is not None and not (wrap and _continues(previous, line, wrap)):
            text.append("\n")
            offsets.append(line.offsets[0])
        elif previous is not None and _LATIN.match(previous.text[-1]) and re.match(r"[A-Za-z]", line.text[0]):
            text.append(" ")
            offsets.append(line.offsets[0])
        text.append(line.text)
        offsets.extend(line.offsets)
        previous = line
    return _settle("".join(text), offsets)


def _lines(raw: str, *, blocks: bool) -> list[_Line]:
    """The lines that hold something: folded, without useless blanks, with their indent."""
    found = []
    start = 0
    for content in raw.split("\n"):
        line = _squeeze(content, start, blocks=blocks)
        if line is not None:
            found.append(line)
        start += len(content) + 1
    return found


def _squeeze(content: str, start: int, *, blocks: bool) -> _Line | None:
    characters: list[str] = []
    offsets: list[int] = []
    indent = 0
    pending = -1
    for place, character in enumerate(content, start):
        if character == CELL and blocks:
            characters.append(CELL)
            offsets.append(place)
            pending = -1
            continue
        if character in _BLANK:
            if characters:
                pending = place
            else:
                indent += 2 if character == "\u3000" else 1
            continue
        if character in _UNSEEN:
            continue
        folded = _FOLD.get(ord(character), character)
        if pending >= 0:
            if _LATIN.match(folded) and _LATIN.match(characters[-1]):
                characters.append(" ")
                offsets.append(pending)
            pending = -1
        characters.append(folded)
        offsets.append(place)
    content = "".join(characters)
    return _Line(content, offsets, indent) if content.strip(CELL) else None


def _wrap_width(lines: list[_Line]) -> int:
    """The number of characters at which lines were wrapped, or 0 when each line is a paragraph."""
    lengths = sorted(len(line.text) for line in lines)
    if len(lengths) < 12:
        return 0
    width = lengths[int(len(lengths) * 0.95)]
    full = sum(1 for length in lengths if width * 0.88 <= length <= width * 1.12)
    longer = sum(1 for length in lengths if length > width * 1.3)
    return width if width >= 15 and full * 4 >= len(lengths) and longer * 50 <= len(lengths) else 0


def _continues(previous: _Line, line: _Line, width: int) -> bool:
    """Whether a line goes on where the one before it was cut."""
    begins = _FORMS.compiled("line_start").match(line.text) is not None
    if begins and (previous.text[-1] in _STOPS or len(previous.text) < width * 0.9 or line.indent):
        return False
    if line.indent >= 2 and line.indent > previous.indent:
        return False
    if line.indent >= 2 and previous.text[-1] in _STOPS:
        return False
    return len(previous.text) >= width * 0.86


def _settle(text: str, offsets: array[int]) -> CleanText:
    """Give quotation marks a direction, and Chinese text its own brackets and commas."""
    characters = list(text)
    opened = False
    for place, character in enumerate(characters):
        if character == "\n":
            opened = False
        elif character == '"':
            characters[place] = "”" if opened else "“"
            opened = not opened
        elif character in _ASIDES:
            before = characters[place - 1] if place else ""
            after = text[place + 1] if place + 1 < len(text) else ""
            numeric = character in ",:" and before.isdigit() and after.isdigit()
            if not numeric and (_WIDE.match(before) or _WIDE.match(after) or character in "()"):
                characters[place] = _ASIDES[character]
    return CleanText("".join(characters), offsets)
