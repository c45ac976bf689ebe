"""What is printed around the text of a PDF's pages: page numbers, running heads, ornaments, stamps."""

from __future__ import annotations

import re
from collections import Counter

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.pdf import order
from loaders.readers.pdf.order import Line
from loaders.readers.pdf.strokes import Sheet, Stretch

_FORMS = PatternFile(PATTERNS / "print.yml")
# So many lines at the head and at the foot of a page may be furniture, in so much of its height.
_EDGE = 3
_ZONE = 0.14
# What stands on so many of the pages, at the same place, is printed around the text.
_SHARE = 0.4


def remove(sheets: list[Sheet]) -> None:
    """Take the furniture off the pages."""
    shown = [order.lines(sheet.stretches, 0) for sheet in sheets]
    repeated = _repeated(shown)
    for sheet, lines in zip(sheets, shown, strict=True):
        doomed = [
            line
            for place, line in enumerate(lines)
            if _key(line) in repeated
            or _FORMS.compiled("ornament").fullmatch(line.text)
            or (_outside(line, sheet, place, len(lines)) and _FORMS.compiled("page_number").fullmatch(line.text))
        ]
        if doomed:
            sheet.stretches = [item for item in sheet.stretches if not _within(item, doomed)]


def _outside(line: Line, sheet: Sheet, place: int, count: int) -> bool:
    """Whether a line stands at the head or foot of its page."""
    edge = place < _EDGE or place >= count - _EDGE
    return edge and (line.bottom < _ZONE * sheet.height or line.top > (1 - _ZONE) * sheet.height)


def _repeated(shown: list[list[Line]]) -> set[tuple[str, int, int]]:
    """The lines that come again on many pages at the same place, whatever number they hold."""
    if len(shown) < 2:
        return set()
    counts: Counter[tuple[str, int, int]] = Counter()
    for lines in shown:
        counts.update({_key(line) for line in lines})
    least = max(2, _SHARE * len(shown))
    edges = {_key(line) for lines in shown for line in (*lines[:_EDGE], *lines[-_EDGE:])}
    # In the middle of the page only what three pages have is a stamp; two may well share a table's head.
    return {key for key, count in counts.items() if count >= (least if key in edges else max(3.0, least))}


def _key(line: Line) -> tuple[str, int, int]:
    """What a line says without its numbers, and where it stands to a few points; a number alone differs by place."""
    return re.sub(r"\d+", "#", line.text.replace(" ", "")), round(line.top / 4), round(line.left / 40)


def _within(item: Stretch, doomed: list[Line]) -> bool:
    return any(
        line.top - 0.5 <= item.middle <= line.bottom + 0.5 and line.left - 0.5 <= item.left <= line.right + 0.5
        for line in doomed
    )
