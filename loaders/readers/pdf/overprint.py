"""What lies under the text: words as a watermark. Letters painted twice come once from the PDF library."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from loaders.readers.pdf.strokes import Sheet, Stretch

# The letters of a watermark are so much larger than those that it lies under, and it lies under so many.
_LARGE, _UNDER = 1.5, 2


def remove(sheets: list[Sheet]) -> None:
    """Take off the pages what lies behind their text."""
    marks: set[tuple[str, int]] = set()
    for sheet in sheets:
        marks.update(_mark(item) for item in _below(sheet.stretches))
    for sheet in sheets if marks else ():
        # On a page with little text nothing stands on it.
        sheet.stretches = [item for item in sheet.stretches if _mark(item) not in marks]


def _mark(item: Stretch) -> tuple[str, int]:
    return item.text, round(item.size)


def _below(stretches: list[Stretch]) -> list[Stretch]:
    """The large stretches that smaller ones stand on."""
    if not stretches:
        return []
    usual = sorted(item.size for item in stretches)[len(stretches) // 2]
    large = [item for item in stretches if item.size >= _LARGE * usual]
    if not large:
        return []
    rows = sorted((item.middle, item.left, item.right) for item in stretches if item.size < _LARGE * usual)
    return [item for item in large if _lies_under(item, rows)]


def _lies_under(item: Stretch, rows: list[tuple[float, float, float]]) -> bool:
    inside = rows[bisect_left(rows, (item.top,)) : bisect_right(rows, (item.bottom, float("inf")))]
    return sum(1 for _, left, right in inside if left < item.right and right > item.left) >= _UNDER
