"""Bytes become characters: byte order mark, UTF-8, GB18030, Big5."""

from __future__ import annotations

import re

from graph.errors import DocumentError
from loaders.readers.item import Item
from loaders.readers.limits import TEXT_BYTES, TEXT_CHARACTERS, bounded_size, bounded_text

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

# Two characters of GBK may happen to be two of UTF-8, but none of those that take three bytes there.
_FIRST_WIDE = "\u0800"
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(item: Item, most: int = TEXT_CHARACTERS, *, forgiving: bool = False) -> str:
    """The characters of a text file with plain line ends; raise DocumentError for what is no text or has too many.

    With ``forgiving`` a few broken bytes do not count, as in browsers: pages are cut in the middle of a character.
    """
    content = item.content
    if not content.strip():
        raise DocumentError(f"{item.name}：文件是空的，没有可读的文字")
    bounded_size(item.name, len(content), TEXT_BYTES // TEXT_CHARACTERS * most)
    text = (_nearly(content, "utf-8-sig") or _decoded(content)) if forgiving else _decoded(content)
    if text is None and forgiving:
        text = _nearly(content, "gb18030")
    if text is None:
        raise DocumentError(f"{item.name}：文字编码无法识别，请另存为 UTF-8 文本后再载入")
    if _strange(text) * 50 > len(text):
        raise DocumentError(f"{item.name}：这是二进制文件，不是文本，请另存为文本后再载入")
    return bounded_text(item.name, text.replace("\r\n", "\n").replace("\r", "\n"), most)


def _decoded(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if b"\x00" in content:
        # Without its mark UTF-16 shows itself by the blanks and line ends between Chinese characters.
        return _best(content, ("utf-16-le", "utf-16-be")) or content.decode("latin-1")
    text = _strictly(content, "utf-8")
    if text is not None and (text.isascii() or max(text) >= _FIRST_WIDE):
        return text
    return _best(content, ("utf-8", "gb18030", "big5hkscs"))


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _nearly(content: bytes, encoding: str) -> str | None:
    """The reading in an encoding if no more than a few bytes do not fit it."""
    if b"\x00" in content:
        return None
    text = content.decode(encoding, "replace")
    broken = text.count("\ufffd")
    fitting = sum(1 for character in text if character > "\x7f") - broken if broken else 0
    return text if not broken or (fitting >= 10 * broken and broken <= 1 + fitting // 100) else None


def _best(content: bytes, encodings: tuple[str, ...]) -> str | None:
    """The reading with the largest share of everyday characters, the first of equals; none where all fail."""
    found = [(text, _everyday(text)) for text in (_strictly(content, encoding) for encoding in encodings) if text]
    text, share = max(found, key=lambda pair: pair[1], default=("", 0.0))
    # A file of a few strange words is still taken for what decodes; half a UTF-16 decodes as anything.
    return text if share > (0.8 if encodings[0].startswith("utf") else 0.0) else None


def _everyday(text: str) -> float:
    """The share of characters that both the simplified or the traditional standard counts among the common ones."""
    sample = [character for character in text[:20_000] if character > "\x7f"]
    if not sample:
        return 1.0 if text.isascii() and _strange(text) == 0 else 0.0
    return max(
        sum(_rank(character, "gb2312", ((0xA1, 0xA3), (0xB0, 0xD7))) for character in sample),
        sum(_rank(character, "big5", ((0xA1, 0xA2), (0xA4, 0xC5))) for character in sample),
    ) / len(sample)


def _rank(character: str, encoding: str, leads: tuple[tuple[int, int], ...]) -> bool:
    try:
        lead = character.encode(encoding)[0]
    except UnicodeEncodeError:
        return False
    return any(low <= lead <= high for low, high in leads)


def _strange(text: str) -> int:
    """How many characters no text has."""
    return len(_STRANGE.findall(text))
