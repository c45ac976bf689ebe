"""How much a PDF becomes when it is opened: files that were made to exhaust a machine are refused before that.

The library that opens the files inflates every stream and follows every drawing inside of a drawing, without bounds.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from graph.errors import DocumentError
from loaders.readers.item import Item

# A stream grows by no more than this for each time that it was packed. A font is never larger than that, and nothing
# else; a page keeps its state no deeper and shows no more texts; drawings inside of drawings are not drawn more often.
_GROWTH = 1032
_FONT, _LARGE, _DEEP, _OFTEN = 384 * 1024**2, 48 * 1024**2, 200_000, 50_000
_STEP = 1024**2
_TYPEFACE = re.compile(rb"/Length1\b|/CIDFontType0C\b|/Type1C\b|/OpenType\b")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R\b")
_DRAWING = re.compile(rb"/Subtype\s*/Form\b")
_PACKED = re.compile(rb"/FlateDecode\b|/Fl\b")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d+)\s+\d+\s+R\b")
_NUMBER = re.compile(rb"(\d+)\s+\d+\s+$")
# From a drawing to what it draws there are so many references; drawings lie no deeper in each other.
_FAR, _DEPTH = 3, 60


def check(item: Item) -> None:
    """Refuse a PDF whose streams or drawings grow beyond all bounds."""
    file = _File(item.content)
    for stream in file.streams:
        if stream.is_large():
            raise DocumentError(
                f"{item.name}：PDF 里有一段数据展开后过大，可能已损坏或是恶意文件，请用原文件另存后再载入"
            )
    if file.most_drawn() > _OFTEN:
        raise DocumentError(f"{item.name}：PDF 里的图形层层嵌套，文件可能已损坏或有害，请用原文件另存后再载入")


@dataclass(slots=True)
class _Stream:
    """A stream of a file: the number of its object, what its dictionary says, and its bytes as they are packed."""

    number: int
    head: bytes
    packed: memoryview

    @property
    def layers(self) -> int:
        """How many times it was packed."""
        return len(_PACKED.findall(self.head))

    def is_large(self) -> bool:
        """Whether it grows too large, or saves the state of the drawing too often; pictures are never unpacked."""
        font = _TYPEFACE.search(self.head) is not None
        most, deepest = (_FONT, _FONT) if font else (_LARGE, _DEEP)
        if b"/Image" in self.head or len(self.packed) * _GROWTH**self.layers <= min(most, deepest):
            return False
        length = depth = shown = 0
        for piece in self.pieces():
            length += len(piece)
            depth += piece.count(b"q") - piece.count(b"Q")
            shown += piece.count(b"Tj") + piece.count(b"TJ")
            if length > most or depth > deepest or shown > deepest:
                return True
        return False

    def pieces(self) -> Iterator[bytes]:
        """What it holds, piece by piece; up to where it is broken."""
        pieces: Iterable[bytes] = (bytes(self.packed),)
        for _ in range(self.layers):
            pieces = _inflated(pieces)
        return iter(pieces)


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpack = zlib.decompressobj()
    for piece in pieces:
        while piece and not unpack.eof:
            try:
                found = unpack.decompress(piece, _STEP)
            except zlib.error:
                return
            yield found
            piece = unpack.unconsumed_tail


class _File:
    """The objects of a file, as they lie in it."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @cached_property
    def streams(self) -> list[_Stream]:
        """Its streams, in the order in which they lie."""
        content, found, end = self._content, [], 0
        whole = memoryview(content)
        while (place := content.find(b"stream", end)) >= 0:
            start = max(content.rfind(b"obj", end, place), 0)
            number = _NUMBER.search(content[max(start - 24, 0) : start])
            last = content.find(b"endstream", place)
            end = last + len(b"endstream") if last >= 0 else len(content)
            begin = place + len(b"stream") + (2 if content[place + 6 : place + 8] == b"\r\n" else 1)
            head = content[start:place]
            found.append(_Stream(int(number[1]) if number else 0, head, whole[begin : max(last, begin)]))
        return found

    def most_drawn(self) -> float:
        """How many drawings are drawn at most for one of them; without end where one draws itself."""
        drawings = {stream.number: stream for stream in self.streams if _DRAWING.search(stream.head)}
        draws = {number: Counter(_drawn(stream)) for number, stream in drawings.items()}
        if not any(draws.values()):
            return 0.0
        self._texts.update((number, stream.head) for number, stream in drawings.items())
        inner = {
            number: [(draws[number][name], other) for name, other in self._names(number).items() if other in drawings]
            for number in drawings
        }
        times: dict[int, float] = {}
        return max(_times(number, inner, times, 0) for number in sorted(drawings))

    def _names(self, number: int) -> dict[bytes, int]:
        """The names that a drawing may call others by, its own or those of a dictionary that it refers to."""
        found: dict[bytes, int] = {}
        near, seen = [number], {0}
        for _ in range(_FAR):
            texts = [self._texts.get(each, b"") for each in near if each not in seen]
            seen.update(near)
            for name, other in (pair for text in texts for pair in _NAMED.findall(text)):
                found.setdefault(name, int(other))
            near = sorted({int(other) for text in texts for other in _REFERENCE.findall(text)})
        return found

    @cached_property
    def _texts(self) -> dict[int, bytes]:
        """The dictionaries that are no stream's, by the numbers of their objects."""
        found: dict[int, bytes] = {}
        for piece, after in pairwise(self._content.split(b"obj")):
            number = _NUMBER.search(piece[-24:])
            if number and b"stream" not in after:
                found[int(number[1])] = after[:_STEP]
        for stream in self.streams:
            if b"/ObjStm" in stream.head:
                found.update(_packed(stream))
        return found


def _packed(stream: _Stream) -> Iterator[tuple[int, bytes]]:
    """The objects that are packed into a stream: first their numbers and places, then what they say."""
    text, first = b"".join(stream.pieces()), re.search(rb"/First\s+(\d+)", stream.head)
    if first is None:
        return
    start = int(first[1])
    numbers = [int(number) for number in text[:start].split() if number.isdigit()]
    places = list(zip(numbers[::2], numbers[1::2], strict=False))
    for (number, place), (_, after) in pairwise([*places, (0, len(text))]):
        yield number, text[start + place : start + after]


def _drawn(stream: _Stream) -> Iterator[bytes]:
    """The names that a drawing draws others by, each as often as it does."""
    for piece in stream.pieces():
        yield from _DRAWN.findall(piece)


def _times(number: int, inner: dict[int, list[tuple[int, int]]], times: dict[int, float], depth: int) -> float:
    """How many drawings one of them draws with all that it draws."""
    if number not in times:
        # Until it is known, for whoever comes back to it: a drawing that draws itself has no end.
        times[number] = float("inf")
        if depth < _DEPTH:
            times[number] = 1 + sum(
                count * _times(other, inner, times, depth + 1) for count, other in inner[number] if count
            )
    return times[number]
