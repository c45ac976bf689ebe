"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile

from loaders.readers.item import Item

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"Rar!", ".rar"),
    (b"7z\xbc\xaf", ".7z"),
)
# What LibreOffice turns into DOCX, and the fixed layout that it cannot open.
OFFICE = frozenset({".doc", ".wps", ".rtf", ".odt"})
LAYOUT = ".ofd"
PICTURES = frozenset({".png", ".jpg", ".gif"})
_PARTS = (("word/document.xml", ".docx"), ("xl/workbook.xml", ".xlsx"), ("content.xml", ".odt"), ("OFD.xml", ".ofd"))
_MIME = re.compile(rb"\A\s*(?:From|MIME-Version|Date|Subject|Content-Type|Snapshot-Content-Location):", re.IGNORECASE)
_HTML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)

# The container that Office puts an encrypted document into names the stream that holds it.
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def locked(item: Item) -> bool:
    """Whether a file is a document of Office (DOCX, XLSX) that a password encrypts.

    >>> locked(Item("a.docx", b"PK"))
    False
    """
    return kind(item) == ".doc" and _LOCKED in item.content


def kind(item: Item) -> str:
    """The ending that the content calls for; empty where its first bytes tell nothing (plain text does not)."""
    content = item.content
    found = next((suffix for magic, suffix in _MAGIC if content.startswith(magic)), "")
    if found:
        return found
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return _packed(content)
    if b"%PDF-" in content[:1024] and b"\x00" not in content[: content.find(b"%PDF-")]:
        return ".pdf"
    if _HTML.match(content[:2048]):
        return ".html"
    return ".mhtml" if _MIME.match(content[:512]) and b"multipart/related" in content[:4096].lower() else ""


def _packed(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return ".zip"
    return next((suffix for part, suffix in _PARTS if part in names), ".zip")
