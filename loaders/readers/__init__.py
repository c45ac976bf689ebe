"""Files become raw text, each format by a module of its own; what cannot be read is refused with its reason."""

from __future__ import annotations

from importlib import import_module

from graph.errors import DocumentError
from loaders.readers import content
from loaders.readers.item import Item, RawText
from loaders.readers.limits import bounded_size, bounded_text

# The module that reads each ending; it is loaded, with the library that it needs, when the first such file comes.
READERS = {
    ".txt": "plain",
    ".md": "plain",
    ".html": "webpage",
    ".htm": "webpage",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".docx": "docx",
    **dict.fromkeys(sorted({*content.OFFICE, content.LAYOUT}), "office"),
}
SUFFIXES = frozenset(READERS)

# Of these the content may well be of the other's kind: a page saved as text, a Word file that is a page inside.
_LOOSE = {".txt", ".md", ".html", ".htm", ".mhtml", ".mht"}
_TEXTS = {".html", ".mhtml", ""}
_SAVED_AS = {".html", ".mhtml", ".docx"}
# A ZIP that does not say what it is may be a document that is cut off: the reader of these can tell.
_OFFICE = {".docx", *content.OFFICE, content.LAYOUT}


def read(item: Item) -> RawText:
    """Read the content of a file by the ending of its name.

    Raises DocumentError with the reason, and what to do, when there is nothing to read.
    """
    reader = READERS.get(item.suffix)
    if item.suffix == ".zip":
        raise DocumentError(f"{item.name}：压缩包里的压缩包不再展开，请解压后再载入")
    if reader is None:
        known = " ".join(sorted(SUFFIXES - {content.LAYOUT}))
        raise DocumentError(f"{item.name}：不支持的格式“{item.suffix or '无后缀'}”，可读取的格式有 {known}")
    if not item.content.strip():
        raise DocumentError(f"{item.name}：文件是空的，没有可读的文字")
    bounded_size(item.name, len(item.content))
    _check_kind(item)
    found = content.kind(item)
    if found == ".mhtml" or item.suffix in content.OFFICE:
        # Web sites and word processors save pages and newer documents under the old names: no detour for those; and
        # a page saved with its pictures is one, whatever text its name says that it is.
        reader = READERS.get(found, reader)
    raw: RawText = import_module(f"loaders.readers.{reader}").read(item)
    if not raw.text.strip():
        raise DocumentError(f"{item.name}：文件是空的，没有可读的文字")
    bounded_text(item.name, raw.text)
    return raw


def _check_kind(item: Item) -> None:
    """Refuse a content of another kind than the name says."""
    found = content.kind(item)
    if content.locked(item):
        raise DocumentError(f"{item.name}：文件设有打开密码，请在 Word 或 WPS 里取消密码并另存后再载入")
    same = found in ("", item.suffix) or (item.suffix in _LOOSE and found in _TEXTS)
    if same or READERS.get(found) == READERS[item.suffix] or _admitted(item, found):
        return
    if found in content.PICTURES:
        raise DocumentError(f"{item.name}：内容其实是图片（{found}），没有文字可读，请先做文字识别（OCR）再载入")
    raise DocumentError(f"{item.name}：内容其实是 {found} 格式，与后缀不符，请把后缀改为 {found} 再载入")


def _admitted(item: Item, found: str) -> bool:
    """Whether a reader knows what to do with such a content under such a name, or what to say of it."""
    saved_as = item.suffix in content.OFFICE and found in _SAVED_AS and found in READERS
    return saved_as or (item.suffix in _OFFICE and found == ".zip")
