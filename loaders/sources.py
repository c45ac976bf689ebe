"""What there is to read: files and folders become an ordered list of sources with what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import DocumentError
from loaders.knowledge import manifest
from loaders.readers import SUFFIXES

REGISTER_SUFFIX = ".csv"
_KNOWN = SUFFIXES | {REGISTER_SUFFIX}
_UNREAD = frozenset({".pdf", ".doc", ".docx", ".wps", ".ofd", ".rtf", ".odt", ".xls", ".xlsx", ".et", ".mhtml", ".zip"})


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: a document, or a register with its mapping beside it, and what a manifest says of it."""

    path: Path
    register: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)


def find(paths: Iterable[Path]) -> tuple[Source, ...]:
    """The sources under files and folders, in an order that does not depend on the machine.

    A data folder is read by its ``documents`` and ``registers``; any other folder by every readable file
    below it. Raises DocumentError for a path that does not exist or a folder that holds nothing to read.
    """
    found: list[Source] = []
    for path in paths:
        if not path.exists():
            raise DocumentError(f"{path}：文件或文件夹不存在，请检查路径")
        found.extend(_folder(path) if path.is_dir() else [_file(path)])
    return tuple(found)


def passed_over(path: Path) -> tuple[Path, ...]:
    """The files of a folder that look like documents and are of no format that is read, sorted."""
    if not path.is_dir():
        return ()
    found = (file for file in path.rglob("*") if file.is_file() and file.suffix.lower() in _UNREAD)
    return tuple(
        sorted((file for file in found if not file.name.startswith((".", "~$"))), key=lambda file: file.as_posix())
    )


def _folder(path: Path) -> list[Source]:
    shelves = [path / name for name in ("documents", "registers") if (path / name).is_dir()]
    files = sorted((file for shelf in shelves or [path] for file in _readable(shelf)), key=lambda file: file.as_posix())
    if not files:
        raise DocumentError(f"{path}：文件夹里没有可以读取的文件（{' '.join(sorted(_KNOWN))}）")
    return [_file(file) for file in files]


def _readable(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        if file.is_file() and file.suffix.lower() in _KNOWN and not file.name.startswith((".", "~$")):
            yield file


def _file(path: Path) -> Source:
    if path.suffix.lower() == REGISTER_SUFFIX:
        return Source(path, register=True)
    entries = manifest(path.with_name("manifest.yml"))
    facts = next((entry for entry in entries if entry.get("file") == path.name), {})
    return Source(path, facts=facts)
