"""Archives: a folder in a file. What lies in it is named, bounded and handed out one file at a time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from graph.errors import DocumentError
from loaders.readers.item import Item
from loaders.readers.limits import FILE_BYTES, MEMBERS, RATIO, RATIO_FROM, UNPACKED_BYTES, bounded_size

# Bit 11 of an entry's flags says that its name is UTF-8; without it Chinese programs write GBK.
_UTF8 = 0x800
_LOCKED = 0x1
_JUNK = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def members(path: Path) -> tuple[str, ...]:
    """The names of the files in an archive, sorted; raises DocumentError where it is broken, locked or a trap."""
    with _opened(path) as archive:
        return tuple(sorted(name for name, _ in _files(path, archive)))


def read(path: Path, member: str) -> Item:
    """One file of an archive, shown as ``archive/member``."""
    with _opened(path) as archive:
        entry = next((entry for name, entry in _files(path, archive) if name == member), None)
        if entry is None:
            raise DocumentError(f"{path}/{member}：压缩包里没有这个文件，请检查路径")
        return Item(f"{path}/{member}", unpack(f"{path}/{member}", archive, entry))


def unpack(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int = FILE_BYTES) -> bytes:
    """The content of an entry, never more of it than is read, whatever size it claims."""
    if entry.flag_bits & _LOCKED:
        raise DocumentError(f"{name}：压缩包设有密码，请解压后再载入")
    check_entry(name, entry, most)
    try:
        with archive.open(entry) as stream:
            content = stream.read(most + 1)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise DocumentError(f"{name}：压缩内容已损坏，无法解压，请重新下载后再载入") from error
    except Exception as error:  # zlib.error, lzma.LZMAError: each packing has an error of its own
        raise DocumentError(f"{name}：压缩内容已损坏，无法解压，请重新下载后再载入") from error
    bounded_size(name, len(content), most)
    return content


def check_entry(name: str, entry: zipfile.ZipInfo, most: int = FILE_BYTES) -> None:
    """Refuse an entry that unpacks to far more than it is packed in."""
    bounded_size(name, entry.file_size, most)
    if entry.file_size > RATIO_FROM and entry.file_size > RATIO * max(entry.compress_size, 1):
        raise DocumentError(f"{name}：压缩比超过 {RATIO} 倍，可能是恶意压缩文件，没有载入；确实需要时请解压后再载入")


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DocumentError(f"{path}：压缩包已损坏或不是 ZIP 格式，请重新下载或解压后再载入") from error
    except FileNotFoundError as error:
        raise DocumentError(f"{path}：文件不存在，请检查路径") from error
    except OSError as error:
        raise DocumentError(f"{path}：文件无法打开（{error.strerror or error}），请检查路径和权限") from error


def _files(path: Path, archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MEMBERS or sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        raise DocumentError(
            f"{path}：压缩包解压后有 {len(entries)} 个文件、"
            f"{sum(entry.file_size for entry in entries) // 1024**2} MB，超过上限，请分开后再载入"
        )
    named = [(_name(entry), entry) for entry in entries]
    for name, _ in named:
        place = PurePosixPath(name)
        if place.is_absolute() or ".." in place.parts or ":" in name.split("/")[0]:
            raise DocumentError(f"{path}：压缩包里的路径“{name}”指向包外，可能是恶意文件，没有载入")
    return [(name, entry) for name, entry in named if not any(junk in name for junk in _JUNK)]


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry as its maker wrote it: without the flag of UTF-8 it is most often GBK."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = entry.filename
    return name.replace("\\", "/")
