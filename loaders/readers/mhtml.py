"""Pages saved as one file, the page and its pictures as the parts of a mail: the page is found and read as one."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import Message

from graph.errors import DocumentError
from loaders.readers import content, webpage
from loaders.readers.charset import decode
from loaders.readers.item import Item, RawText
from loaders.readers.limits import TEXT_BYTES, bounded_size, bounded_text

_HEAD = re.compile(rb"\A\s*(?P<head>.*?)\r?\n[ \t]*\r?\n", re.DOTALL)
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
# The encodings that a part may be believed to have; others are those of savers that name none.
_BELIEVED = re.compile(r"utf-?(?:8|16)|gb|big5|hz", re.IGNORECASE)
# Parts lie in parts no deeper than this; a page that says less than so much may have its article in a frame.
_DEPTH = 4
_MOST_HEADINGS = 64 * 1024
_LITTLE = 200


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a saved page: its headings, its content as packed, and whether its end was there."""

    headings: Message
    packed: bytes = field(repr=False)
    whole: bool = True


def read(item: Item) -> RawText:
    """Read a page saved with its pictures; where it only frames another, the frame that says most.

    Raises DocumentError where no part is a page. A file that was cut off is read as far as it goes, and says so.
    """
    if content.kind(item) == ".html":
        return webpage.read(item)
    top = _headings(item.content)
    pages = [part for part in _parts(item.content) if part.headings.get_content_type() in _PAGES]
    if not pages:
        raise DocumentError(f"{item.name}：保存的网页里没有网页正文，文件可能不完整，请用浏览器重新另存后再载入")
    pages.sort(key=lambda part: not _is_root(part.headings, top))
    raw = _raw(item, pages[0])
    if len(raw.text) < _LITTLE:
        raw = max([raw, *(_raw(item, part) for part in pages[1:])], key=lambda each: len(each.text))
    if not raw.text:
        raise DocumentError(f"{item.name}：保存的网页是空的，没有可读的文字，请在浏览器中打开原网页后重新另存")
    return raw


def _raw(item: Item, part: _Part) -> RawText:
    raw = webpage.parse(_text(item, part))
    if part.whole:
        return raw
    reason = "保存的网页不完整，后面的内容没有读到，请重新另存"
    return replace(raw, losses=(*raw.losses, ("", reason)))


def _text(item: Item, part: _Part) -> str:
    """The markup of a part, in the encoding that it names if that is one and fits."""
    packing = re.sub(r"[^\w-]", "", str(part.headings.get("Content-Transfer-Encoding", "8bit")))
    packed = email.message_from_bytes(f"Content-Transfer-Encoding: {packing}\r\n\r\n".encode() + part.packed)
    payload = packed.get_payload(decode=True)
    page = payload if isinstance(payload, bytes) else b""
    bounded_size(item.name, len(page), TEXT_BYTES)
    named = str(part.headings.get_content_charset(""))
    if _BELIEVED.match(named):
        try:
            text = page.decode("gb18030" if named.startswith("gb") else named)
            return bounded_text(item.name, text.replace("\r\n", "\n"))
        except (LookupError, UnicodeDecodeError):
            pass  # it names another encoding than it has
    return decode(Item(item.name, page), forgiving=True)


def _parts(packed: bytes, *, whole: bool = True, depth: int = 0) -> Iterator[_Part]:
    """The parts that hold something themselves, in order."""
    headings = _headings(packed)
    body = _HEAD.sub(b"", packed, count=1)
    boundary = headings.get_boundary()
    if boundary is None or depth > _DEPTH:
        yield _Part(headings, body, whole)
        return
    line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary.encode("latin-1")) + rb"(?=--|\s|\Z)")
    pieces = line.split(body)[1:]
    for place, piece in enumerate(pieces, 1):
        if piece.startswith(b"--"):
            return
        yield from _parts(piece.lstrip(b" \t\r\n"), whole=place < len(pieces), depth=depth + 1)


def _headings(packed: bytes) -> Message:
    match = _HEAD.match(packed)
    # A boundary is compared byte by byte, whatever bytes it is of.
    return email.message_from_string((match["head"] if match else packed[:_MOST_HEADINGS]).decode("latin-1") + "\n\n")


def _is_root(headings: Message, top: Message) -> bool:
    """Whether a part is the page itself and no frame in it."""
    start, place = top.get_param("start"), top.get("Snapshot-Content-Location")
    named, lies = headings.get("Content-ID"), headings.get("Content-Location")
    return (start is not None and str(named) == str(start)) or (place is not None and str(lies) == str(place))
