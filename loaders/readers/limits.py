"""How much is read: sizes beyond which a file is no policy document, so that nothing costs the machine its memory."""

from __future__ import annotations

from graph.errors import DocumentError

FILE_BYTES = 256 * 1024**2
TEXT_CHARACTERS = 2_000_000
TEXT_BYTES = 4 * TEXT_CHARACTERS
PAGES = 3_000
# Of one part of a format that is an archive: its size, and its marks, each of which costs time and memory of its own.
PART_BYTES = 48 * 1024**2
PART_MARKS = 1_000_000

# Of an archive, and of the formats that are one: all its files together, one against its packed size, their number.
UNPACKED_BYTES = 1024**3
RATIO = 200
RATIO_FROM = 4 * 1024**2
MEMBERS = 20_000


def bounded_size(name: str, size: int, most: int = FILE_BYTES) -> None:
    """Refuse a file of more bytes than are read."""
    if size > most:
        raise DocumentError(f"{name}：文件有 {size // 1024**2} MB，超过可读取的 {most // 1024**2} MB，请拆分后再载入")


def bounded_text(name: str, text: str, most: int = TEXT_CHARACTERS) -> str:
    """The text, refused where it is longer than any document."""
    bounded_length(name, len(text), most)
    return text


def bounded_length(name: str, length: int, most: int) -> None:
    """Refuse a text of more characters than are read, before it is put together."""
    if length > most:
        raise DocumentError(f"{name}：正文有 {length} 字，超过可读取的 {most} 字，请拆分后再载入")
