"""What there is to read: files, folders, archives and addresses become an ordered list of sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from graph.errors import DocumentError
from loaders.knowledge import manifest
from loaders.readers import SUFFIXES, archive, web
from loaders.readers.item import Item
from loaders.readers.limits import bounded_size

REGISTER_SUFFIXES = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".et"})
ARCHIVE_SUFFIX = ".zip"
_KNOWN = SUFFIXES | REGISTER_SUFFIXES | {ARCHIVE_SUFFIX}
# Files that people keep beside documents, and that hold text no reader of ours reaches.
_UNREAD = frozenset({".ppt", ".pptx", ".dps", ".rar", ".7z", ".caj"}) | (
    frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".doc", ".docx", ".pdf", ".wps", ".ofd", ".rtf", ".odt"})
    - SUFFIXES
)


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: a document, or a register with its mapping beside it, and what a manifest says of it.

    ``member`` is its place inside the archive at ``path``, ``url`` the address of a page, whose last
    part ``path`` is then; ``private`` admits an address inside of the own network. ``size`` is its number of bytes,
    0 where that is known only once it is read.
    """

    path: Path
    register: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    member: str = ""
    url: str = ""
    private: bool = False
    size: int = field(default=0, compare=False)

    @property
    def name(self) -> str:
        """What people are shown: the path, the place in the archive, or the address."""
        return self.url or (f"{self.path}/{self.member}" if self.member else str(self.path))

    @property
    def file(self) -> str:
        """The file's own name, which tables and the graph know it by."""
        return PurePath(self.member).name if self.member else self.path.name

    def item(self) -> Item:
        """Its content; raises DocumentError where it cannot be had."""
        if self.url:
            return web.fetch(self.url, private=self.private)
        if self.member:
            return archive.read(self.path, self.member)
        if _ends(self.path.name, frozenset({ARCHIVE_SUFFIX})):
            _archive(self.path)
        try:
            bounded_size(str(self.path), self.path.stat().st_size)
            return Item(str(self.path), self.path.read_bytes())
        except FileNotFoundError as error:
            raise DocumentError(f"{self.path}：文件不存在，请检查路径") from error
        except OSError as error:
            raise DocumentError(f"{self.path}：文件无法打开（{error.strerror}），请检查路径和权限") from error


def find(paths: Iterable[Path | str], *, private: bool = False) -> tuple[Source, ...]:
    """The sources under files, folders, archives and addresses, in an order that does not depend on the machine.

    A data folder is read by its ``documents`` and ``registers``; any other folder by every readable file
    below it. Raises DocumentError for a path that does not exist or a folder that holds nothing to read.
    """
    found: list[Source] = []
    for place in paths:
        if web.is_address(str(place)):
            found.append(Source(Path(web.last_part(str(place))), url=str(place), private=private))
            continue
        path = Path(place)
        if not path.exists():
            raise DocumentError(f"{path}：文件或文件夹不存在，请检查路径")
        found.extend(_folder(path) if path.is_dir() else _file(path))
    return tuple(found)


def passed_over(path: Path | str) -> tuple[str, ...]:
    """The names of the files in a folder or archive that look like documents and are not read, sorted."""
    place = Path(path)
    if place.is_dir():
        names: Iterable[str] = (file.relative_to(place).as_posix() for file in place.rglob("*") if file.is_file())
    elif place.suffix.lower() == ARCHIVE_SUFFIX and place.is_file():
        names = _members(place)
    else:
        return ()
    return tuple(sorted(name for name in names if PurePath(name).suffix.lower() in _UNREAD and not _hidden(name)))


def _folder(path: Path) -> list[Source]:
    shelves = [path / name for name in ("documents", "registers") if (path / name).is_dir()]
    files = sorted((file for shelf in shelves or [path] for file in _readable(shelf)), key=lambda file: file.as_posix())
    if not files:
        raise DocumentError(f"{path}：文件夹里没有可以读取的文件（{' '.join(sorted(_KNOWN))}）")
    return [source for file in files for source in _file(file, tolerant=True)]


def _readable(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        if file.is_file() and file.suffix.lower() in _KNOWN and not _hidden(file.name):
            yield file


def _file(path: Path, *, tolerant: bool = False) -> list[Source]:
    suffix = path.suffix.lower()
    if suffix in REGISTER_SUFFIXES:
        return [Source(path, register=True, size=_size(path))]
    if suffix == ARCHIVE_SUFFIX:
        try:
            return _archive(path)
        except DocumentError:
            if not tolerant:
                raise
            # In a folder an archive that cannot be opened is named in its turn, and the other files are read.
            return [Source(path)]
    return [Source(path, facts=_facts(path.with_name("manifest.yml")).get(path.name, {}), size=_size(path))]


def _archive(path: Path) -> list[Source]:
    sizes = {name: size for name, size in archive.members(path).items() if _wanted(name)}
    if not sizes:
        raise DocumentError(f"{path}：压缩包里没有可以读取的文件（{' '.join(sorted(_KNOWN - {ARCHIVE_SUFFIX}))}）")
    return [
        Source(path, member=name, register=_ends(name, REGISTER_SUFFIXES), size=size) for name, size in sizes.items()
    ]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # read in its turn, it will be named


def _facts(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """What the manifest of a folder says of each file in it."""
    try:
        about = path.stat()
    except OSError:
        return {}
    return _entries(path, about.st_size, about.st_mtime_ns)


@lru_cache(maxsize=16)
def _entries(path: Path, _size: int, _changed: int) -> Mapping[str, Mapping[str, Any]]:
    """A manifest by file, kept until it changes: it is asked for each of maybe thousands of files."""
    # Of two entries for a file the first holds.
    return {str(entry.get("file")): entry for entry in reversed(manifest(path))}


def _wanted(name: str) -> bool:
    return _ends(name, _KNOWN) and not _hidden(name)


def _ends(name: str, suffixes: frozenset[str]) -> bool:
    return PurePath(name).suffix.lower() in suffixes


def _hidden(name: str) -> bool:
    return PurePath(name).name.startswith((".", "~$"))


def _members(path: Path) -> Iterable[str]:
    try:
        return archive.members(path)
    except DocumentError:
        return ()
