"""The straight lines that are drawn on a page of a PDF, and whether a picture covers it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from loaders.readers.pdf.strokes import Rule
from loaders.readers.pdf.view import View

# More paths than this are a drawing or a map, not the lines of a table; so are more points in one.
_MOST_PATHS, _MOST_POINTS = 20_000, 400
# Drawings inside of drawings are followed so far.
_DEPTH = 4
# A box so thin is a line; nothing shorter is one.
_THIN, _SHORT = 2.5, 2.5
# A picture of so much of a page is the page; so many curves without a letter are letters that were drawn.
_COVERS, _DRAWN = 0.4, 60
# Paper is not ink.
_WHITE = 250


class _Ledger:
    """What is found on a page on the way through its objects."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.rules: list[Rule] = []
        self.covered = 0.0
        self.paths = 0
        self.numbers = (ctypes.c_float * 4)()
        first = ctypes.addressof(self.numbers)
        self.bounds = [ctypes.pointer(ctypes.c_float.from_address(first + 4 * number)) for number in range(4)]
        self.colour = [ctypes.c_uint() for _ in range(4)]
        self.matrix = pdfium.FS_MATRIX()


Part = Callable[[object, int], object]
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read(page: pypdfium2.PdfPage, view: View, letters: int) -> tuple[list[Rule], bool]:
    """The rules of a page, and whether a picture, or letters drawn as shapes, stand for its text."""
    ledger = _Ledger(view)
    _follow(page, pdfium.FPDFPage_GetObject, pdfium.FPDFPage_CountObjects(page), ledger, _SAME, 0)
    pictured = ledger.covered > _COVERS * view.width * view.height or (not letters and ledger.paths >= _DRAWN)
    return ([] if ledger.paths > _MOST_PATHS else ledger.rules), pictured


def _follow(whole: object, part: Part, count: int, ledger: _Ledger, matrix: Matrix, depth: int) -> None:
    """Look at the parts of a page or of a drawing on it."""
    kind_of = pdfium.FPDFPageObj_GetType
    for index in range(count):
        item = part(whole, index)
        kind = kind_of(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            ledger.paths += 1
            if ledger.paths > _MOST_PATHS:
                return
            _rule(item, ledger, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = _bounds(item, ledger, matrix)
            ledger.covered += (right - left) * (top - bottom)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            inner, size = _times(_matrix(item, ledger), matrix), pdfium.FPDFFormObj_CountObjects(item)
            _follow(item, pdfium.FPDFFormObj_GetObject, size, ledger, inner, depth + 1)


def _matrix(item: object, ledger: _Ledger) -> Matrix:
    found = ledger.matrix
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """What two turns and shifts do, one after the other."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(item: object, ledger: _Ledger, matrix: Matrix) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of an object in the file; nothing where it has no bounds."""
    if not pdfium.FPDFPageObj_GetBounds(item, *ledger.bounds):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = ledger.numbers
    if matrix is _SAME:
        return left, bottom, right, top
    (x0, y0), (x1, y1) = _point(left, bottom, matrix), _point(right, top, matrix)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _rule(item: object, ledger: _Ledger, matrix: Matrix) -> None:
    """Keep the lines that one path draws along the page's edges."""
    left, bottom, right, top = _bounds(item, ledger, matrix)
    wide, high = right - left, top - bottom
    if not (wide > _SHORT or high > _SHORT):
        return
    if wide <= _THIN or high <= _THIN:
        ledger.rules.append(Rule(*ledger.view.box(left, bottom, right, top)))
        return
    points = pdfium.FPDFPath_CountSegments(item)
    if 0 < points <= _MOST_POINTS and not _is_paper(item, ledger):
        ledger.rules.extend(
            rule for rule in _edges(item, points, ledger, matrix) if max(rule.x1 - rule.x0, rule.y1 - rule.y0) > _SHORT
        )


def _is_paper(item: object, ledger: _Ledger) -> bool:
    """Whether a box is filled with the colour of paper, and has no edge."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(mode), ctypes.byref(stroke)) or stroke.value:
        return False
    if not mode.value or not pdfium.FPDFPageObj_GetFillColor(item, *map(ctypes.byref, ledger.colour)):
        return not mode.value
    red, green, blue, solid = (part.value for part in ledger.colour)
    return min(red, green, blue) >= _WHITE or solid == 0


def _edges(item: object, points: int, ledger: _Ledger, outer: Matrix) -> Iterator[Rule]:
    """The straight pieces of a path; what is closed is drawn back to where it began."""
    matrix = _times(_matrix(item, ledger), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[tuple[float, float]] = []
    for number in range(points):
        segment = pdfium.FPDFPath_GetPathSegment(item, number)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        at = _point(x.value, y.value, matrix)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            corners = [at]
            continue
        if kind == pdfium.FPDF_SEGMENT_LINETO and corners:
            yield from _straight(corners[-1], at, ledger.view)
        corners.append(at)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _straight(at, corners[0], ledger.view)


def _straight(one: tuple[float, float], other: tuple[float, float], view: View) -> Iterator[Rule]:
    (ax, ay), (bx, by) = one, other
    if min(abs(ax - bx), abs(ay - by)) <= 1:
        yield Rule(*view.box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
