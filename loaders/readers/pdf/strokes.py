"""What stands on a page of a PDF: stretches of text and ruled lines, each with its place.

Places count in points from the upper left corner of the page as it is looked at.
"""

from __future__ import annotations

import ctypes
from array import array
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

# Paths beyond this number are a drawing or a map, not the lines of a table.
_MOST_PATHS = 4_000
_MOST_POINTS = 400
# A box so thin is a line.
_THIN = 2.5
# From here on letters are as wide as they are high.
_WIDE = 0x2E80
# A blank so wide, in characters, parts columns, cells and the letters of a letterhead.
_GAP = 1.6
# So much of a letter stands above its base line.
_ABOVE = 0.88
_HALF_TURN, _TURN = 3.1416, 6.2832


@dataclass(slots=True)
class Stretch:
    """Characters on one base line without a wide blank between them; ``size`` is that of their letters."""

    text: str
    lefts: array[float]
    rights: array[float]
    base: float
    size: float

    @property
    def left(self) -> float:
        """Where the first character begins."""
        return self.lefts[0]

    @property
    def right(self) -> float:
        """Where the last character ends."""
        return self.rights[-1]

    @property
    def top(self) -> float:
        """The upper edge of the line, whatever its letters fill of it."""
        return self.base - _ABOVE * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of the line."""
        return self.top + self.size

    @property
    def middle(self) -> float:
        """The height on the page."""
        return self.top + self.size / 2

    def part(self, start: int, end: int) -> Stretch:
        """Some of its characters."""
        return Stretch(self.text[start:end], self.lefts[start:end], self.rights[start:end], self.base, self.size)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along the page's edges."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def flat(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(slots=True)
class Sheet:
    """One page: its size, its stretches as they were painted, its rules, and whether it shows pictures."""

    width: float
    height: float
    stretches: list[Stretch] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: bool = False
    strange: int = 0


@dataclass(frozen=True, slots=True)
class _View:
    """How a page is turned when it is looked at."""

    x: float
    y: float
    width: float
    height: float
    turn: int

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box of the file as left, top, right, bottom of the page as it is seen."""
        left, bottom, right, top = left - self.x, bottom - self.y, right - self.x, top - self.y
        if self.turn == 90:
            return bottom, left, top, right
        if self.turn == 180:
            return self.width - right, bottom, self.width - left, top
        if self.turn == 270:
            return self.height - top, self.width - right, self.height - bottom, self.width - left
        return left, self.height - top, right, self.height - bottom

    def base(self, x: float, y: float) -> float:
        """How far below the upper edge of the page a point of the file is seen."""
        return self.box(x, y, x, y)[1]


def sheet(page: pypdfium2.PdfPage) -> Sheet:
    """Read a page."""
    left, bottom, right, top = page.get_bbox()
    view = _View(left, bottom, right - left, top - bottom, page.get_rotation())
    found = Sheet(*page.get_size())
    text = page.get_textpage()
    try:
        _read_text(text, view, found)
    finally:
        text.close()
    _read_paths(page, view, found)
    return found


def _read_text(page: pypdfium2.PdfTextPage, view: _View, found: Sheet) -> None:
    """Cut the characters of a page into stretches; what is turned against the page is a watermark and left out."""
    handle = page.raw
    box = pdfium.FS_RECTF()
    place = ctypes.byref(box)
    x, y = ctypes.c_double(), ctypes.c_double()
    origin = (ctypes.byref(x), ctypes.byref(y))
    pen = _Pen(found)
    floor = base = 0.0
    for index in range(pdfium.FPDFText_CountChars(handle)):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        if code in (10, 13) or not pdfium.FPDFText_GetLooseCharBox(handle, index, place):
            pen.lift()
            continue
        if _means_nothing(code):
            found.strange += 1
            continue
        left, top, right, bottom = view.box(box.left, box.bottom, box.right, box.top)
        if right <= 0 or left >= found.width or bottom <= 0 or top >= found.height:
            continue
        if pen.lifted or box.bottom != floor:
            # Letters of one font on one line share their floor: their base line is asked for once.
            pdfium.FPDFText_GetCharOrigin(handle, index, *origin)
            floor, base = box.bottom, view.base(x.value, y.value)
        if pen.lifted and _slanted(pdfium.FPDFText_GetCharAngle(handle, index), view.turn):
            continue
        # Fonts without measures give the box of the ink; a Chinese letter is as high as it is wide.
        size = max(bottom - top, right - left) if code >= _WIDE else bottom - top
        pen.write(chr(code) if code > 31 else " ", left, right, base, size)
    pen.lift()


def _means_nothing(code: int) -> bool:
    """Whether a font gives a letter that stands for no character: none, half of one, or one of its own."""
    return code in (0, 0xFFFD, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xF8FF or code > 0x10FFFF


def _slanted(angle: float, turn: int) -> bool:
    """Whether a character stands other than the page does."""
    if angle < 0:
        return False
    off = (angle + turn * _HALF_TURN / 180) % _TURN
    return 0.1 < off < _TURN - 0.1


class _Pen:
    """Collects characters until a wide blank, a new line or a new height ends the stretch."""

    def __init__(self, found: Sheet) -> None:
        self._found = found
        self._clear()

    @property
    def lifted(self) -> bool:
        """Whether the next character begins a stretch."""
        return not self._text

    def _clear(self) -> None:
        self._text: list[str] = []
        self._lefts: array[float] = array("f")
        self._rights: array[float] = array("f")
        self._base = self._size = 0.0

    def write(self, character: str, left: float, right: float, base: float, size: float) -> None:
        """Add a character, in a new stretch where it stands apart."""
        if character in " \u00a0\u3000":
            if self._text and self._text[-1] != " ":
                self._add(" ", self._rights[-1], self._rights[-1])
            return
        if self._text:
            height = max(self._size, size, 1.0)
            away = left - self._rights[-1] > _GAP * height or left < self._lefts[-1] - height
            if away or abs(base - self._base) > 0.6 * height:
                self.lift()
        if not self._text:
            self._base = base
        self._size = max(self._size, size)
        self._add(character, left, right)

    def _add(self, character: str, left: float, right: float) -> None:
        self._text.append(character)
        self._lefts.append(left)
        self._rights.append(right)

    def lift(self) -> None:
        """End the stretch."""
        while self._text and self._text[-1] == " ":
            self._text.pop(), self._lefts.pop(), self._rights.pop()
        if self._text:
            self._found.stretches.append(
                Stretch("".join(self._text), self._lefts, self._rights, self._base, self._size)
            )
            self._clear()


def _read_paths(page: pypdfium2.PdfPage, view: _View, found: Sheet) -> None:
    """The straight lines of a page, drawn as lines, as thin boxes or as the edges of boxes."""
    count = pdfium.FPDFPage_CountObjects(page)
    paths = 0
    for index in range(min(count, 20 * _MOST_PATHS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_SHADING):
            found.pictures = True
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths > _MOST_PATHS:
                found.rules.clear()
                return
            found.rules.extend(_rules(item, view))


def _rules(item: object, view: _View) -> list[Rule]:
    """The lines that one path draws along the page's edges."""
    points = pdfium.FPDFPath_CountSegments(item)
    bounds = [ctypes.c_float() for _ in range(4)]
    if not 0 < points <= _MOST_POINTS or not pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, bounds)):
        return []
    x0, y0, x1, y1 = view.box(*(value.value for value in bounds))
    if min(x1 - x0, y1 - y0) <= _THIN:
        return [Rule(x0, y0, x1, y1)] if max(x1 - x0, y1 - y0) > _THIN else []
    return [rule for rule in _edges(item, points, view) if max(rule.x1 - rule.x0, rule.y1 - rule.y0) > _THIN]


def _edges(item: object, points: int, view: _View) -> list[Rule]:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return []
    found: list[Rule] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for number in range(points):
        segment = pdfium.FPDFPath_GetPathSegment(item, number)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        at = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = at
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            found.extend(_straight(last, at, view))
        last = at
        if pdfium.FPDFPathSegment_GetClose(segment):
            found.extend(_straight(at, start, view))
            last = start
    return found


def _straight(one: tuple[float, float], other: tuple[float, float], view: _View) -> list[Rule]:
    (ax, ay), (bx, by) = one, other
    if min(abs(ax - bx), abs(ay - by)) > 1:
        return []
    return [Rule(*view.box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))]
