"""Brackets: what stands inside of the outermost ones, and text cut at marks that stand outside of any."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHUT = {"（": "）", "〔": "〕", "(": ")", "[": "]", "〈": "〉", "【": "】"}
_PAUSES = "，。；"
_OPENED = {close: opened for opened, close in _SHUT.items()}
_OPENING = re.compile(r"[（\[〔【]")
# The shortest bracket of duties, with its first sign: （商务部负责, and the longest.
_SHORTEST, _LONGEST = 4, 900


def inside(text: str) -> Iterator[tuple[int, int]]:
    """The outermost brackets that can hold a name and what it does, without their signs.

    >>> [text[start:end] for text in ["（省科技厅（外专局）牵头）"] for start, end in inside(text)]
    ['省科技厅（外专局）牵头']
    """
    opened = _OPENING.search(text)
    while opened is not None:
        close = _close(text, opened.start())
        if close - opened.start() > _SHORTEST:
            yield opened.end(), close
        opened = _OPENING.search(text, max(close, opened.start()) + 1)


def cut(text: str, start: int, end: int, marks: str) -> list[tuple[int, int]]:
    """The pieces of a stretch between marks that stand outside of any bracket; empty ones are left out.

    >>> [text[start:end] for text in ["省科技厅（甲、乙）、省财政厅"] for start, end in cut(text, 0, len(text), "、")]
    ['省科技厅（甲、乙）', '省财政厅']
    """
    found = []
    depth = 0
    begin = start
    for place in range(start, end):
        character = text[place]
        if character in _SHUT:
            depth += 1
        elif character in _OPENED:
            depth -= 1
        elif character in marks and depth <= 0:
            found.append((begin, place))
            begin = place + 1
    found.append((begin, end))
    return [(left, right) for left, right in found if right > left]


def closed(text: str) -> str:
    """A text without the pauses at its end, and without a bracket that opens there.

    >>> closed("省科技厅，省财政厅（")
    '省科技厅，省财政厅'
    """
    return text.rstrip("".join((*_SHUT, *_PAUSES)))


def _close(text: str, place: int) -> int:
    """Where a bracket closes in its line; -1 where it does not."""
    opening, closing = text[place], _SHUT[text[place]]
    depth = 0
    for offset in range(place, min(len(text), place + _LONGEST)):
        if text[offset] == opening:
            depth += 1
        elif text[offset] == closing:
            depth -= 1
            if depth == 0:
                return offset
        elif text[offset] == "\n":
            break
    return -1
