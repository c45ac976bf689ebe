"""Archives: a folder in a file. What lies in it is named, bounded and handed out one file at a time."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath

from graph.errors import DocumentError
from loaders.readers.item import Item
from loaders.readers.limits import FILE_BYTES, MEMBERS, RATIO, RATIO_FROM, UNPACKED_BYTES, bounded_size

# Bit 11 of an entry's flags says that its name is UTF-8; without it Chinese programs write GBK, others UTF-8 too.
_UTF8 = 0x800
_LOCKED = 0x1
# Of the others the library unpacks whole pieces at once, and a few kilobytes may come to gigabytes.
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_JUNK = ("__MACOSX/", ".DS_Store", "Thumbs.db")

# Two characters of GBK may happen to be two of UTF-8, but none of those that take three bytes there.
_FIRST_WIDE = "\u0800"


@dataclass(frozen=True, slots=True)
class _Archive:
    """An open archive with its entries by name; several of one name stay together."""

    file: zipfile.ZipFile
    entries: Mapping[str, Sequence[zipfile.ZipInfo]]


def members(path: Path) -> Mapping[str, int]:
    """The names of the files in an archive, sorted, with the bytes of each.

    Raises DocumentError where the archive is broken, locked or a trap.
    """
    with _opened(path) as archive:
        return {name: max(each.file_size for each in archive.entries[name]) for name in sorted(archive.entries)}


def read(path: Path, member: str) -> Item:
    """One file of an archive, shown as ``archive/member``."""
    name = f"{path}/{member}"
    with _opened(path) as archive:
        found = archive.entries.get(member, ())
        if not found:
            raise DocumentError(f"{name}：压缩包里没有这个文件，请检查路径")
        if len({(entry.CRC, entry.file_size) for entry in found}) > 1:
            raise DocumentError(
                f"{name}：压缩包里有 {len(found)} 个同名而内容不同的文件，没有载入，请解压后分别改名再载入"
            )
        return Item(name, unpack(name, archive.file, found[0]))


def release() -> None:
    """Close the archive that was read last; it stays open since its other files are most often read next."""
    _kept.cache_clear()


def unpack(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int = FILE_BYTES) -> bytes:
    """The content of an entry, never more of it than is read, whatever size it claims."""
    if entry.flag_bits & _LOCKED:
        raise DocumentError(f"{name}：压缩包设有密码，请解压后再载入")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise DocumentError(f"{name}：压缩包里存的是符号链接，不是文件本身，请放入原文件后再载入")
    if entry.compress_type not in _PACKINGS:
        raise DocumentError(f"{name}：压缩包用了不能解开的压缩方式，请解压后再载入")
    check_entry(name, entry, most)
    try:
        with archive.open(entry) as stream:
            content = stream.read(most + 1)
    except Exception as error:  # zlib.error is of no family, and a damaged header may lead anywhere
        raise DocumentError(f"{name}：压缩内容已损坏，无法解压，请重新下载后再载入") from error
    bounded_size(name, len(content), most)
    return content


def check_entry(name: str, entry: zipfile.ZipInfo, most: int = FILE_BYTES) -> None:
    """Refuse an entry that unpacks to far more than it is packed in."""
    bounded_size(name, entry.file_size, most)
    if entry.file_size > RATIO_FROM and entry.file_size > RATIO * max(entry.compress_size, 1):
        raise DocumentError(f"{name}：压缩比超过 {RATIO} 倍，可能是恶意压缩文件，没有载入；确实需要时请解压后再载入")


@contextmanager
def _opened(path: Path) -> Iterator[_Archive]:
    try:
        about = path.stat()
        yield _kept(path, about.st_size, about.st_mtime_ns)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DocumentError(f"{path}：压缩包已损坏或不是 ZIP 格式，请重新下载或解压后再载入") from error
    except FileNotFoundError as error:
        raise DocumentError(f"{path}：文件不存在，请检查路径") from error
    except OSError as error:
        raise DocumentError(f"{path}：文件无法打开（{error.strerror or error}），请检查路径和权限") from error


@lru_cache(maxsize=1)
def _kept(path: Path, _size: int, _changed: int) -> _Archive:
    """Open an archive and keep it open: finding one of thousands of entries anew takes as long as reading it."""
    file = zipfile.ZipFile(path)
    try:
        return _Archive(file, _entries(path, file))
    except DocumentError:
        file.close()
        raise


def _entries(path: Path, archive: zipfile.ZipFile) -> Mapping[str, Sequence[zipfile.ZipInfo]]:
    named = [(_name(entry), entry) for entry in archive.infolist()]
    files = [(name, entry) for name, entry in named if not name.endswith("/")]
    total = sum(entry.file_size for _, entry in files)
    if len(files) > MEMBERS or total > UNPACKED_BYTES:
        raise DocumentError(
            f"{path}：压缩包解压后有 {len(files)} 个文件、{total // 1024**2} MB，超过上限，请分开后再载入"
        )
    if files and all(entry.flag_bits & _LOCKED for _, entry in files):
        raise DocumentError(f"{path}：压缩包设有密码，请解压后再载入")
    found: dict[str, list[zipfile.ZipInfo]] = {}
    for name, entry in files:
        if PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or ".." in PurePosixPath(name).parts:
            raise DocumentError(f"{path}：压缩包里的路径“{name}”指向包外，可能是恶意文件，没有载入")
        if not any(junk in name for junk in _JUNK):
            found.setdefault(name, []).append(entry)
    return found


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry as its maker wrote it, whatever the machine that reads it makes of its separators."""
    name = entry.orig_filename.partition("\x00")[0]
    if not entry.flag_bits & _UTF8:
        try:
            name = _decoded(name.encode("cp437"))
        except UnicodeError:
            name = entry.filename
    return name.replace("\\", "/")


def _decoded(name: bytes) -> str:
    try:
        text = name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030")
    return text if text.isascii() or max(text) >= _FIRST_WIDE else name.decode("gb18030")
