"""What is printed around the text of a PDF's pages: page numbers, running heads, ornaments, stamps."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.pdf import order
from loaders.readers.pdf.order import Line
from loaders.readers.pdf.strokes import Sheet, Stretch

_FORMS = PatternFile(PATTERNS / "print.yml")
# So many lines at the head and at the foot of a page may be furniture, where a blank parts them from the text;
# so near to the edge of the sheet nothing else stands.
_EDGE = 3
_APART = 1.5
_RIM = 0.06
# There smaller letters than those of the text are a running head even where no other page repeats it.
_SMALL = 0.95
# What stands on so many of the pages, at the same place, is printed around the text.
_SHARE = 0.4


def remove(sheets: list[Sheet]) -> None:
    """Take the furniture off the pages."""
    shown = [order.lines(sheet.stretches, 0) for sheet in sheets]
    edges = [_edges(lines, sheet) for lines, sheet in zip(shown, sheets, strict=True)]
    counts = Counter(key for lines in edges for key in {_key(line) for line in lines})
    least = max(2.0, _SHARE * len(sheets))
    for sheet, lines, outer in zip(sheets, shown, edges, strict=True):
        doomed = [
            line for line in outer if counts[_key(line)] >= least or _FORMS.compiled("page_number").fullmatch(line.text)
        ]
        doomed += [line for line in outer if _on_rim(line, sheet) and line.size < _SMALL * _size(lines)]
        doomed += [line for line in lines if _FORMS.compiled("ornament").fullmatch(line.text)]
        doomed += [line for line in (*lines[:1], *lines[-1:]) if _FORMS.compiled("dashed_number").fullmatch(line.text)]
        if doomed:
            sheet.stretches = [item for item in sheet.stretches if not _within(item, doomed)]


def _on_rim(line: Line, sheet: Sheet) -> bool:
    return line.bottom < _RIM * sheet.height or line.top > (1 - _RIM) * sheet.height


def _size(lines: list[Line]) -> float:
    return median(line.size for line in lines)


def _edges(lines: list[Line], sheet: Sheet) -> list[Line]:
    """The lines at the head and foot of a page that a blank parts from its text, or that stand on its very rim."""
    steps = [below.top - above.top for above, below in pairwise(lines) if below.top > above.top]
    pitch = median(steps) if steps else 0.0
    found = [line for line in lines if _on_rim(line, sheet)]
    for outward in (lines, lines[::-1]):
        for count, (line, inner) in enumerate(pairwise(outward), 1):
            if count > _EDGE:
                break
            if abs(inner.top - line.top) > max(_APART * pitch, 1.8 * line.size):
                found.extend(outward[:count])
                break
    return found


def _key(line: Line) -> tuple[str, int, int]:
    """What a line says without its numbers, and where it stands to a few points; a number alone differs by place."""
    return re.sub(r"\d+", "#", line.text.replace(" ", "")), round(line.top / 4), round(line.left / 40)


def _within(item: Stretch, doomed: list[Line]) -> bool:
    return any(
        line.top - 0.5 <= item.middle <= line.bottom + 0.5 and line.left - 0.5 <= item.left <= line.right + 0.5
        for line in doomed
    )
