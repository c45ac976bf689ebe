"""Office packages: a ZIP of parts that name each other. Nothing in them is trusted, or followed to the outside."""

from __future__ import annotations

import io
import posixpath
import zipfile
from urllib.parse import unquote

from lxml import etree

from graph.errors import DocumentError
from loaders.readers.archive import check_entry, unpack
from loaders.readers.item import Item
from loaders.readers.limits import MEMBERS, PART_BYTES, PART_MARKS, UNPACKED_BYTES

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BROKEN = "文件不完整或已损坏，请重新下载，或用 WPS、Word 打开后另存为 DOCX 再载入"


class Package:
    """The parts of one file, found by their relationships and not by their names; raises DocumentError for a trap.

    Parts that are never asked for are never unpacked: a picture that is broken or missing costs no text.
    """

    def __init__(self, item: Item) -> None:
        self._name = item.name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(item.content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, OverflowError) as error:
            raise DocumentError(f"{item.name}：{_BROKEN}") from error
        entries = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        size = sum(entry.file_size for entry in entries)
        if len(entries) > MEMBERS or size > UNPACKED_BYTES:
            raise DocumentError(
                f"{item.name}：文件解压后有 {len(entries)} 个部件、{size // 1024**2} MB，超过上限，没有载入；"
                "确实需要时请用 Word 另存后再试"
            )
        for entry in entries:
            check_entry(item.name, entry)
        # Part names differ in nothing but case; some programs write them with backslashes or a slash in front.
        self._entries = {_plain(entry.filename): entry for entry in entries}

    def part(self, name: str) -> bytes | None:
        """The content of a part, none where there is no such part."""
        entry = self._entries.get(_plain(name))
        return None if entry is None else unpack(self._name, self._archive, entry, PART_BYTES)

    def tree(self, part: str) -> etree._Element | None:
        """The markup of a part, none where there is no such part; raises DocumentError for what is not well formed."""
        content = self.part(part)
        if content is None:
            return None
        if content.count(b"<") > PART_MARKS:
            raise DocumentError(f"{self._name}：文件内部有 {PART_MARKS} 个以上的标记，超过可读取的上限，请拆分后再载入")
        # Entities are neither expanded nor fetched; a tree of absurd depth is refused by the parser.
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise DocumentError(f"{self._name}：{_BROKEN}") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise DocumentError(f"{self._name}：文件里定义了实体（DTD），可能是恶意文件，没有载入")
        return root

    def related(self, part: str, kind: str) -> str | None:
        """The part that another one (the package itself: "") names as its ``kind``, where it is there."""
        folder, name = posixpath.split(part)
        try:
            relationships = self.tree(f"{folder}/_rels/{name}.rels")
        except DocumentError:
            # The relationships are lost, the parts may still stand where every program puts them.
            return None
        for each in relationships.iter(_RELATIONSHIP) if relationships is not None else ():
            if each.get("Type", "").endswith(f"/{kind}") and each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, unquote(each.get("Target", ""))))
                if _plain(target) in self._entries:
                    return _plain(target)
        return None


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()
