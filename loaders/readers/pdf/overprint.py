"""What is printed over other text: letters painted twice to look bold, words behind the text as a watermark."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import product

from loaders.readers.pdf.strokes import Sheet, Stretch

# The second painting stands within so much of a letter of the first one.
_NEAR = 0.35
# The letters of a watermark are so much larger than those that it lies under, and it lies under so many.
_LARGE, _UNDER = 1.5, 2


def remove(sheets: list[Sheet]) -> None:
    """Take off the pages what is printed twice and what lies behind their text."""
    marks: set[tuple[str, int]] = set()
    for sheet in sheets:
        sheet.stretches = _once(sheet.stretches)
        marks.update(_mark(item) for item in _below(sheet.stretches))
    for sheet in sheets if marks else ():
        # On a page with little text nothing stands on it.
        sheet.stretches = [item for item in sheet.stretches if _mark(item) not in marks]


def _mark(item: Stretch) -> tuple[str, int]:
    return item.text, round(item.size)


def _once(stretches: list[Stretch]) -> list[Stretch]:
    """Each text once at its place; only those of one size in the squares around it can be the same."""
    seen: dict[tuple[str, int, int, int], list[Stretch]] = defaultdict(list)
    once = []
    for item in stretches:
        size = round(item.size)
        width = _NEAR * (size + 1)
        column, row = int(item.left // width), int(item.base // width)
        around = product((column - 1, column, column + 1), (row - 1, row, row + 1))
        if not any(_is_same(item, other) for at in around for other in seen.get((item.text, size, *at), ())):
            seen[item.text, size, column, row].append(item)
            once.append(item)
    return once


def _is_same(one: Stretch, other: Stretch) -> bool:
    near = _NEAR * one.size
    return abs(one.left - other.left) < near and abs(one.base - other.base) < near


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
