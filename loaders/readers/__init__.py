"""Files become raw text, each format by a module of its own; what cannot be read is refused with its reason."""

from __future__ import annotations

from collections.abc import Callable

from graph.errors import DocumentError
from loaders.readers import content, mhtml, plain, webpage
from loaders.readers.item import Item, RawText
from loaders.readers.limits import bounded_size, bounded_text

Reader = Callable[[Item], RawText]

READERS: dict[str, Reader] = {
    ".txt": plain.read,
    ".md": plain.read,
    ".html": webpage.read,
    ".htm": webpage.read,
    ".mhtml": mhtml.read,
    ".mht": mhtml.read,
}
SUFFIXES = frozenset(READERS)

# Of these the content may well be of the other's kind: a page saved as text, a Word file that is a page inside.
_LOOSE = {".txt", ".md", ".html", ".htm", ".mhtml", ".mht"}
_TEXTS = {".html", ".mhtml", ""}


def read(item: Item) -> RawText:
    """Read the content of a file by the ending of its name.

    Raises DocumentError with the reason, and what to do, when there is nothing to read.
    """
    reader = READERS.get(item.suffix)
    if item.suffix == ".zip":
        raise DocumentError(f"{item.name}：压缩包里的压缩包不再展开，请解压后再载入")
    if reader is None:
        known = " ".join(sorted(SUFFIXES))
        raise DocumentError(f"{item.name}：不支持的格式“{item.suffix or '无后缀'}”，可读取的格式有 {known}")
    if not item.content.strip():
        raise DocumentError(f"{item.name}：文件是空的，没有可读的文字")
    bounded_size(item.name, len(item.content))
    _check_kind(item)
    # A page saved with its pictures is one, whatever text its name says that it is.
    raw = mhtml.read(item) if content.kind(item) == ".mhtml" else reader(item)
    if not raw.text.strip():
        raise DocumentError(f"{item.name}：文件是空的，没有可读的文字")
    bounded_text(item.name, raw.text)
    return raw


def _check_kind(item: Item) -> None:
    """Refuse a content of another kind than the name says."""
    found = content.kind(item)
    same = found in ("", item.suffix) or (item.suffix in _LOOSE and found in _TEXTS)
    if same or READERS.get(found) is READERS[item.suffix]:
        return
    if found in content.PICTURES:
        raise DocumentError(f"{item.name}：内容其实是图片（{found}），没有文字可读，请先做文字识别（OCR）再载入")
    raise DocumentError(f"{item.name}：内容其实是 {found} 格式，与后缀不符，请把后缀改为 {found} 再载入")
