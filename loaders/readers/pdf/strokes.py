"""What is written on a page of a PDF: stretches of text, each letter with its place.

Places count in points from the upper left corner of the page as it is looked at.
"""

from __future__ import annotations

import ctypes
import math
import sys
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from loaders.readers.pdf.view import Box, View

# From here on letters are as wide as they are high.
_WIDE = 0x2E80
# A blank so wide, in letters, parts columns, cells and the letters of a letterhead; one so wide may part columns.
_GAP, _HOLE = 1.6, 0.8
# A font's size is no more or less than so many times the height of the boxes that it gives its letters.
_ODD = 3.0
# Heights of boxes are told apart by so many parts of a point.
_FINE = 50
# Nobody reads smaller letters, and no page holds larger ones.
_LEAST, _MOST = 0.5, 5_000.0
# So much of a letter stands above its base line.
_ABOVE = 0.88
# Letters of one line may differ so much in their depth; smaller ones that stand off the base line are marks.
_SLACK, _MARK, _RAISED = 0.12, 0.8, 0.1
# What a code is: a blank, the end of a line, no letter at all, the hyphen that a line was cut at.
_BLANK, _BREAK, _NOTHING, _HYPHEN, _SIGN = 1, 2, 3, 4, 5
# So many of a page's letters stand below each other where it is written from top to bottom.
_VERTICAL = 0.7
# Letters that stand so many degrees off are a hand's, or a printer's, unsteadiness.
_STRAIGHT = frozenset((*range(6), *range(355, 360)))
_ENCODING = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"


@dataclass(slots=True)
class Stretch:
    """Letters on one base line without a wide blank between them; ``size`` is the height of a letter.

    ``lefts`` is where each letter begins; ``holes`` are the letters behind a blank, with the end of those before it.
    """

    text: str
    lefts: array[float]
    right: float
    base: float
    size: float
    holes: tuple[tuple[int, float], ...] = ()

    @property
    def left(self) -> float:
        """Where the first letter begins."""
        return self.lefts[0]

    @property
    def top(self) -> float:
        """The upper edge of the line, whatever its letters fill of it."""
        return self.base - _ABOVE * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of the line."""
        return self.base + (1 - _ABOVE) * self.size

    @property
    def middle(self) -> float:
        """The height on the page."""
        return self.base + (0.5 - _ABOVE) * self.size

    def pieces(self) -> list[Stretch]:
        """The parts between its wider blanks."""
        if not self.holes:
            return [self]
        cuts = [0, *(place for place, _ in self.holes), len(self.text)]
        return [self.part(start, end) for start, end in pairwise(cuts)]

    def part(self, start: int, end: int) -> Stretch:
        """Some of its letters, without the blanks around them."""
        while start < end and self.text[start] == " ":
            start += 1
        stop = end
        while start < stop and self.text[stop - 1] == " ":
            stop -= 1
        right = self.right if end >= len(self.text) else dict(self.holes).get(end, self.lefts[end])
        holes = tuple((place - start, edge) for place, edge in self.holes if start < place < stop)
        return Stretch(self.text[start:stop], self.lefts[start:stop], right, self.base, self.size, holes)


@dataclass(slots=True)
class Word:
    """Letters that lie on their side, below or above each other: where they stand, and the height of each."""

    text: str
    x: float
    heights: list[float]
    size: float

    def upright(self) -> Stretch:
        """The word set upright, as narrow as it stands, in the middle of its place."""
        base = (min(self.heights) + max(self.heights)) / 2 + (_ABOVE - 0.5) * self.size
        return Stretch(self.text, array("f", [self.x] * len(self.text)), self.x, base, self.size)


class Rule(NamedTuple):
    """A straight line along the page's edges; ``soft`` where nothing but a colour ends there."""

    x0: float
    y0: float
    x1: float
    y1: float
    soft: bool = False

    @property
    def flat(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(slots=True)
class Sheet:
    """One page: its size, its stretches as they were painted, its rules, and whether a picture covers it.

    ``strange`` counts the letters that mean nothing, ``signs`` the signs among them; ``askew`` counts those that stand
    at another angle, by degrees: words that lie on their side are ``lying``, whatever else is a watermark.
    """

    width: float
    height: float
    stretches: list[Stretch] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictured: bool = False
    strange: int = 0
    signs: int = 0
    lying: list[Word] = field(default_factory=list)
    askew: Counter[int] = field(default_factory=Counter)


def _kinds() -> bytes:
    """What each code of the first plane is."""
    kinds = bytearray(0x10000)
    kinds[0xD800:0xF900] = bytes([_NOTHING]) * (0xF900 - 0xD800)
    kinds[0x00:0x20] = bytes([_NOTHING]) * 0x20
    kinds[0x7F:0xA0] = bytes([_NOTHING]) * 0x21
    # Fonts of signs, which lists are marked with.
    kinds[0xF000:0xF100] = bytes([_SIGN]) * 0x100
    for kind, codes in {
        _NOTHING: (0xFFFD, 0xFFFF),
        _BREAK: (10, 13),
        _HYPHEN: (2, 0xAD, 0xFFFE),
        _BLANK: (9, 11, 12, 32, 0xA0, 0x3000, 0xFFFC, *range(0x2000, 0x200B)),
    }.items():
        for code in codes:
            kinds[code] = kind
    return bytes(kinds)


_KINDS = _kinds()


def write(page: pypdfium2.PdfPage, view: View) -> tuple[Sheet, View]:
    """What is written on a page, and how the page must be turned to be read."""
    text = page.get_textpage()
    try:
        found = _Pen(text, view).write()
        upright = sum(len(stretch.text) for stretch in found.stretches)
        if found.askew and (most := found.askew.most_common(1)[0])[1] > upright and most[0] % 90 == 0:
            # Not the page is turned but all that is drawn on it.
            view = view.turned(-most[0])
            found = _Pen(text, view).write()
        elif _is_vertical(found):
            view = view.vertical()
            found = _Pen(text, view).write()
    finally:
        text.close()
    return found, view


def _is_vertical(found: Sheet) -> bool:
    """Whether most letters of a page stand below each other."""
    alone = [stretch for stretch in found.stretches if len(stretch.text) == 1]
    letters = sum(len(stretch.text) for stretch in found.stretches)
    if len(alone) < max(20, _VERTICAL * letters):
        return False
    below = sum(
        1
        for above, stretch in pairwise(alone)
        if abs(above.left - stretch.left) < stretch.size and 0 < stretch.base - above.base < 2 * stretch.size
    )
    return below > _VERTICAL * len(alone)


class _Pen:
    """Collects the letters of a page into stretches: a wide blank, a new line or a new height ends one."""

    def __init__(self, page: pypdfium2.PdfTextPage, view: View) -> None:
        self._page = page.raw
        self._view = view
        self._found = Sheet(*view.size)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._origin = (ctypes.byref(self._x), ctypes.byref(self._y))
        matrix = pdfium.FS_MATRIX()
        self._matrix = matrix, ctypes.byref(matrix)
        self._shapes: dict[tuple[int, bool], tuple[float, float]] = {}
        self._clear()

    def _clear(self) -> None:
        self._letters: array[int] = array("I")
        self._lefts: array[float] = array("f")
        self._holes: list[tuple[int, float]] = []
        self._base = self._size = 0.0

    def write(self) -> Sheet:
        """The sheet."""
        place = pdfium.FS_RECTF()
        where = ctypes.byref(place)
        get_box, page, kinds, view = pdfium.FPDFText_GetLooseCharBox, self._page, _KINDS, self._view
        straight, x, end, near, floor, slack = view.turn == 0, view.x, 0.0, -1.0, 0.0, -1.0
        letters, lefts = self._letters, self._lefts
        for index, code in enumerate(self._codes()):
            kind = kinds[code] if code < 0x10000 else 0
            if kind:
                if kind == _BLANK:
                    if letters and letters[-1] != 32:
                        letters.append(32)
                        lefts.append(end)
                    continue
                if kind != _HYPHEN:
                    self._found.strange += kind in (_NOTHING, _SIGN)
                    self._found.signs += kind == _SIGN
                    self._lift(end)
                    letters, lefts, slack = self._letters, self._lefts, -1.0
                    continue
                code = 45
            if not get_box(page, index, where):
                continue
            left = place.left - x
            if -near < left - end < near and -slack < place.bottom - floor < slack and straight:
                # Most letters follow the one before them on its line.
                letters.append(code)
                lefts.append(left)
                end = place.right - x
                continue
            box = view.box(place.left, place.bottom, place.right, place.top)
            if self._begin(index, code, box, end):
                end, floor, near, slack = box[2], place.bottom, 0.5 * self._size, _SLACK * self._size
                letters, lefts = self._letters, self._lefts
        self._lift(end)
        return self._found

    def _codes(self) -> Sequence[int]:
        """The codes of the page's letters: all at once, or one by one where some do not fit into two bytes."""
        count = pdfium.FPDFText_CountChars(self._page)
        content = (ctypes.c_ushort * (count + 1))()
        if count > 0 and pdfium.FPDFText_GetText(self._page, 0, count, content) == count + 1:
            codes: list[int] = content[:count]
            return codes
        return [pdfium.FPDFText_GetUnicode(self._page, index) for index in range(count)]

    def _begin(self, index: int, code: int, box: Box, end: float) -> bool:
        """Add a letter, in a new stretch where it stands apart; whether it belongs to the page's text."""
        left, top, right, bottom = box
        if not (right > 0 and left < self._found.width and bottom > 0 and top < self._found.height):
            return False
        # Boxes of one height are those of one font and size: such letters are asked once.
        shape = round(_FINE * (bottom - top)), code >= _WIDE
        size, depth = self._shapes.get(shape) or self._shape(index, shape, box)
        if not _LEAST < size < _MOST:
            return False
        base = bottom - depth
        if self._letters:
            large, small = max(self._size, size, 1.0), min(self._size, size)
            off = abs(base - self._base)
            away = left - end > _GAP * large or left < self._lefts[-1] - large
            if away or off > 0.6 * large or (small < _MARK * large and off > _RAISED * large):
                self._lift(end)
            elif left - end > _HOLE * large:
                self._holes.append((len(self._letters), end))
        if not self._letters:
            angle = pdfium.FPDFText_GetCharAngle(self._page, index)
            off = 0 if angle < 0 else round(math.degrees(angle)) + (0 if self._view.upright else self._view.turn)
            if off % 360 not in _STRAIGHT:
                self._found.askew[off % 360] += 1
                if off % 180 == 90:
                    self._lay(code, box, size)
                return False
            self._base = base
        self._size = max(self._size, size)
        self._add(code, left)
        return True

    def _lay(self, code: int, box: Box, size: float) -> None:
        """Add a letter that lies on its side to the word above or below which it stands."""
        left, top, right, bottom = box
        x, y = (left + right) / 2, (top + bottom) / 2
        word = self._found.lying[-1] if self._found.lying else None
        if word and abs(word.x - x) < size / 2 and abs(word.heights[-1] - y) < 2 * size:
            word.text += chr(code)
            word.heights.append(y)
        else:
            self._found.lying.append(Word(chr(code), x, [y], size))

    def _shape(self, index: int, shape: tuple[int, bool], box: Box) -> tuple[float, float]:
        """The size of a letter, and how far its box reaches below the base line."""
        left, top, right, bottom = box
        # Fonts without measures give the box of the ink; a Chinese letter is as high as it is wide.
        size = max(bottom - top, right - left) if shape[1] else bottom - top
        if pdfium.FPDFText_GetMatrix(self._page, index, self._matrix[1]):
            matrix = self._matrix[0]
            own = pdfium.FPDFText_GetFontSize(self._page, index) * math.hypot(matrix.c, matrix.d)
            size = own if size / _ODD < own < size * _ODD else size
        depth = (1 - _ABOVE) * size
        if not self._view.upright and pdfium.FPDFText_GetCharOrigin(self._page, index, *self._origin):
            x, y = self._x.value, self._y.value
            depth = bottom - self._view.box(x, y, x, y)[1]
        self._shapes[shape] = size, depth
        return size, depth

    def _add(self, code: int, left: float) -> None:
        self._letters.append(code)
        self._lefts.append(left)

    def _lift(self, end: float) -> None:
        """End the stretch."""
        while self._letters and self._letters[-1] == 32:
            self._letters.pop(), self._lefts.pop()
        if self._letters:
            text = self._letters.tobytes().decode(_ENCODING)
            self._found.stretches.append(Stretch(text, self._lefts, end, self._base, self._size, tuple(self._holes)))
        self._clear()
