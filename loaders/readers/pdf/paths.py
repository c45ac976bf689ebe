"""The straight lines that are drawn on a page of a PDF, and whether a picture covers it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from loaders.readers.pdf.strokes import Rule
from loaders.readers.pdf.view import Box, View

# More paths than this are a drawing or a map, not the lines of a table; so are more points in one.
_MOST_PATHS, _MOST_POINTS = 20_000, 400
# Drawings inside of drawings are followed so far.
_DEPTH = 4
# A box so thin is a line; nothing shorter is one.
_THIN, _SHORT = 2.5, 2.5
# A shape no higher than this with more corners than a box, or with curves, is a letter, a mark or a button.
_SIGN, _BOX = 30.0, 5
# A picture of so much of a page is the page; so many curves without a letter are letters that were drawn.
_COVERS, _DRAWN = 0.4, 60
# Paper is not ink.
_WHITE = 250
# So many clips of a shape are looked at, and less corners of each.
_MOST_FRAMES = 12


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

    def keep(self, rules: list[Rule], item: object | None) -> None:
        """Keep what can be seen of the lines of a shape: where they leave the page, they end where its clip says."""
        width, height = self.view.size
        if any(rule.x0 < 0 or rule.y0 < 0 or rule.x1 > width or rule.y1 > height for rule in rules):
            frame = (0.0, 0.0, width, height) if item is None else _frame(item, self.view)
            rules = [seen for rule in rules if (seen := _seen(rule, frame))]
        self.rules.extend(rule for rule in rules if max(rule.x1 - rule.x0, rule.y1 - rule.y0) > _SHORT)


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


def _frame(item: object, view: View) -> Box:
    """The box of the page that a shape can be seen in."""
    left, top, (right, bottom) = 0.0, 0.0, view.size
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(min(pdfium.FPDFClipPath_CountPaths(clip), _MOST_FRAMES)):
        across, up = [], []
        for number in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, path), _MOST_FRAMES)):
            point = pdfium.FPDFClipPath_GetPathSegment(clip, path, number)
            pdfium.FPDFPathSegment_GetPoint(point, ctypes.byref(x), ctypes.byref(y))
            across.append(x.value)
            up.append(y.value)
        if 0 < len(across) < _MOST_FRAMES:
            x0, y0, x1, y1 = view.box(min(across), min(up), max(across), max(up))
            left, top, right, bottom = max(left, x0), max(top, y0), min(right, x1), min(bottom, y1)
    return left, top, right, bottom


def _seen(rule: Rule, frame: Box) -> Rule | None:
    """The part of a line inside of a box."""
    left, top, right, bottom = frame
    x0, y0, x1, y1 = max(rule.x0, left), max(rule.y0, top), min(rule.x1, right), min(rule.y1, bottom)
    return Rule(x0, y0, x1, y1, rule.soft) if x0 <= x1 and y0 <= y1 else None


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
        ledger.keep([Rule(*ledger.view.box(left, bottom, right, top))], item if matrix is _SAME else None)
        return
    points = pdfium.FPDFPath_CountSegments(item)
    if not 0 < points <= _MOST_POINTS or (points > _BOX and max(wide, high) <= _SIGN):
        return
    edged, coloured = _ink(item, ledger)
    if not edged and not coloured:
        return
    edges, curved = _edges(item, points, ledger, matrix)
    if not (curved and min(wide, high) <= _SIGN):
        ledger.keep([edge if edged else edge._replace(soft=True) for edge in edges], item if matrix is _SAME else None)


def _ink(item: object, ledger: _Ledger) -> tuple[bool, bool]:
    """Whether the edge of a shape is drawn, and whether it is filled with another colour than that of paper."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(mode), ctypes.byref(stroke)) or stroke.value:
        return True, False
    if not mode.value or not pdfium.FPDFPageObj_GetFillColor(item, *map(ctypes.byref, ledger.colour)):
        return False, bool(mode.value)
    red, green, blue, solid = (part.value for part in ledger.colour)
    return False, min(red, green, blue) < _WHITE and solid > 0


def _edges(item: object, points: int, ledger: _Ledger, outer: Matrix) -> tuple[list[Rule], bool]:
    """The straight pieces of a path, and whether it has curves; what is closed is drawn back to where it began."""
    found: list[Rule] = []
    curved = False
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
            found.extend(_straight(corners[-1], at, ledger.view))
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        corners.append(at)
        if pdfium.FPDFPathSegment_GetClose(segment):
            found.extend(_straight(at, corners[0], ledger.view))
    return found, curved


def _straight(one: tuple[float, float], other: tuple[float, float], view: View) -> Iterator[Rule]:
    (ax, ay), (bx, by) = one, other
    if min(abs(ax - bx), abs(ay - by)) <= 1:
        yield Rule(*view.box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
