"""What is printed around the text of a PDF's pages: page numbers, running heads, ornaments, what a web page carries."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.pdf.lines import Line, line, lines
from loaders.readers.pdf.strokes import Sheet, Stretch

_FORMS = PatternFile(PATTERNS / "print.yml")
# So many lines at the head and at the foot of a page may be furniture, where a blank parts them from the text;
# so near to the edge of the sheet nothing else stands.
_EDGE, _NEAR = 3, 2
_APART = 1.5
_RIM = 0.06
# There smaller letters than those of the text are a running head even where no other page repeats it.
_SMALL = 0.95
# What stands on so many of the pages, at the same place, is printed around the text; so many pages must show it
# where no blank parts it from the text, or where it says something else on each.
_SHARE, _SURE = 0.4, 3
# One place, in points.
_SAME = 4.0
# A blank of so many letters parts two things on one line.
_WIDE = 2.6
# So many lines of a web page may be menus.
_MENU = 12


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text at the edge of a page: ``apart`` where a blank parts it from the page's text, ``foot`` where below it."""

    line: Line
    page: int
    apart: bool
    foot: bool

    @property
    def words(self) -> str:
        """What it says without its numbers and blanks."""
        return re.sub(r"\d+|\s", "", self.line.text)


def remove(sheets: list[Sheet]) -> None:
    """Take the furniture off the pages."""
    shown = [lines(sheet.stretches, page) for page, sheet in enumerate(sheets)]
    pieces = [piece for sheet, found in zip(sheets, shown, strict=True) for piece in _edges(found, sheet)]
    doomed: dict[int, list[Line]] = defaultdict(list)
    for piece in (*_repeated(pieces, len(sheets)), *_counted(pieces, sheets), *_in_place(pieces, sheets)):
        doomed[piece.page].append(piece.line)
    for piece in pieces:
        if piece.apart and _FORMS.compiled("page_number").fullmatch(piece.line.text):
            doomed[piece.page].append(piece.line)
    if shown:
        for each in _web(shown[0], shown[-1]):
            doomed[each.page].append(each)
    for page, (sheet, found) in enumerate(zip(sheets, shown, strict=True)):
        doomed[page].extend(_alone(sheet, found))
        if doomed[page]:
            gone = {id(item) for each in doomed[page] for item in each.pieces}
            sheet.stretches = [item for item in sheet.stretches if id(item) not in gone]


def _alone(sheet: Sheet, found: list[Line]) -> Iterator[Line]:
    """What tells by itself that it is furniture."""
    size = median(each.size for each in found) if found else 0.0
    for number, each in enumerate(found):
        outer = number < _EDGE or number >= len(found) - _EDGE
        if (outer and _on_rim(each, sheet) and each.size < _SMALL * size) or (
            _FORMS.compiled("ornament").fullmatch(each.text)
            or (number in (0, len(found) - 1) and _FORMS.compiled("dashed_number").fullmatch(each.text))
        ):
            yield each


def _web(first: list[Line], last: list[Line]) -> Iterator[Line]:
    """What a web page that was printed carries above and below its article."""
    for each in (*first[:_MENU], *last[-_MENU:]):
        if any(_FORMS.compiled(name).fullmatch(each.text) for name in ("menu", "crumbs", "tools")):
            yield each
    foot = last[-_MENU:]
    if any(_FORMS.compiled("imprint").fullmatch(each.text) for each in foot):
        for each in foot:
            if any(_FORMS.compiled(name).fullmatch(each.text) for name in ("imprint", "host")):
                yield each


def _on_rim(each: Line, sheet: Sheet) -> bool:
    return each.bottom < _RIM * sheet.height or each.top > (1 - _RIM) * sheet.height


def _edges(found: list[Line], sheet: Sheet) -> Iterator[_Piece]:
    """The texts at the head and foot of a page, and whether a blank parts them from its text."""
    steps = [below.base - above.base for above, below in pairwise(_bases(found))]
    pitch = median(steps) if steps else 0.0
    seen: set[int] = set()
    for foot, outward in ((False, found), (True, found[::-1])):
        apart = 0
        for count, (each, inner) in enumerate(pairwise(outward), 1):
            if count > _EDGE:
                break
            blank = abs(inner.top - each.top) > max(_APART * pitch, 1.8 * each.size)
            if blank or _is_ruled(sheet, (each.middle, inner.middle)):
                apart = count
                break
        for number, each in enumerate(outward[:_EDGE]):
            rim = _on_rim(each, sheet)
            if (number < max(apart, _NEAR) or rim) and id(each) not in seen:
                seen.add(id(each))
                for piece in _pieces(each):
                    yield _Piece(piece, each.page, number < apart or rim, foot)


def _bases(found: list[Line]) -> list[Stretch]:
    return [each.pieces[0] for each in found]


def _pieces(each: Line) -> Iterator[Line]:
    """A line in the pieces that wide blanks part: the two sides of a running head."""
    row = [each.pieces[0]]
    for before, item in pairwise(each.pieces):
        if item.left - before.right > _WIDE * each.size:
            yield line(row, each.page)
            row = []
        row.append(item)
    yield line(row, each.page)


def _repeated(pieces: list[_Piece], pages: int) -> Iterator[_Piece]:
    """What says the same at the same place on other pages."""
    here: Counter[tuple[object, ...]] = Counter()
    apart: Counter[tuple[str, bool]] = Counter()
    told: Counter[tuple[str, bool]] = Counter()
    for piece in pieces:
        if piece.words:
            told[piece.words, piece.foot] += 1
            apart[piece.words, piece.foot] += piece.apart
            here.update(_places(piece))
    for piece in pieces:
        if not piece.words:
            continue
        key = piece.words, piece.foot
        pages_alike = max(
            sum(here[(*key, side, top + up, edge + on)] for up in (-1, 0, 1) for on in (-1, 0, 1))
            for *_, side, top, edge in _places(piece)
        )
        least = max(2 if apart[key] * 2 >= told[key] else _SURE, _SHARE * pages)
        if pages_alike >= least or (pages_alike >= _SURE and piece.apart):
            yield piece


def _places(piece: _Piece) -> Iterator[tuple[str, bool, str, int, int]]:
    """Where a piece stands, by its left and by its right edge: pages have inner and outer margins."""
    top = round(piece.line.top / _SAME)
    for side, edge in (("left", piece.line.left), ("right", piece.line.right)):
        yield piece.words, piece.foot, side, top, round(edge / (5 * _SAME))


def _counted(pieces: list[_Piece], sheets: list[Sheet]) -> Iterator[_Piece]:
    """What holds a number that grows with the pages, at one height: a running head that tells where one is."""
    told: Counter[tuple[int, int, bool, int]] = Counter()
    counts: list[tuple[_Piece, int, int]] = []
    for piece in pieces:
        text = piece.line.text
        short = piece.apart or piece.line.right - piece.line.left < 0.5 * sheets[piece.page].width
        for match in _FORMS.compiled("numbered").finditer(text) if short else ():
            if match.start() and match.end() < len(text):
                continue
            # Two pages on one sheet count by twos.
            for times in (1, 2):
                counts.append((piece, int(match[1]) - times * piece.page, times))
                told[counts[-1][1], times, piece.foot, round(piece.line.top / _SAME)] += 1
    for piece, first, times in counts:
        top = round(piece.line.top / _SAME)
        if sum(told[first, times, piece.foot, top + up] for up in (-1, 0, 1)) >= _SURE:
            yield piece


def _in_place(pieces: list[_Piece], sheets: list[Sheet]) -> Iterator[_Piece]:
    """What stands outermost, small or ruled off, at one height on most pages: chapters' names."""
    outer: dict[tuple[int, bool], float] = {}
    for piece in pieces:
        top, key = piece.line.top, (piece.page, piece.foot)
        outer[key] = (max if piece.foot else min)(outer.get(key, top), top)
    heads = [
        (piece, *_dress(piece, sheets[piece.page]))
        for piece in pieces
        if piece.apart and abs(piece.line.top - outer[piece.page, piece.foot]) <= _SAME
    ]
    seen = {(piece.page, piece.foot, round(piece.line.top / _SAME)) for piece, small, ruled in heads if small or ruled}
    heights = Counter((foot, top) for _, foot, top in seen)
    for piece, small, ruled in heads:
        top = round(piece.line.top / _SAME)
        alike = sum(heights[piece.foot, top + up] for up in (-1, 0, 1))
        often = (small or ruled) and alike >= max(_SURE + 1, 1.5 * _SHARE * len(sheets))
        if often or (small and ruled and not piece.foot):
            yield piece


def _dress(piece: _Piece, sheet: Sheet) -> tuple[bool, bool]:
    """Whether a text is smaller than its page's, and whether a long line stands right below or above it."""
    line = piece.line
    ruled = _is_ruled(sheet, (line.top - line.size, line.middle)) or _is_ruled(
        sheet, (line.middle, line.bottom + line.size)
    )
    return line.size < _SMALL * median(item.size for item in sheet.stretches), ruled


def _is_ruled(sheet: Sheet, between: tuple[float, float]) -> bool:
    """Whether a line over half of the page stands between two heights."""
    top, bottom = min(between), max(between)
    return any(rule.flat and top < rule.y0 < bottom and rule.x1 - rule.x0 > 0.5 * sheet.width for rule in sheet.rules)
