"""What lies on the shelf: the documents with their manifest entries, and the registers with their mappings."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parents[2] / "data"
DOCUMENTS = DATA / "documents"
REGISTERS = DATA / "registers"


@dataclass(frozen=True)
class Paper:
    """A document on the shelf: what the manifest says of it, its front matter, and its lines."""

    entry: dict[str, Any]
    front: dict[str, Any]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Register:
    """A list on the shelf: its mapping, its columns, and its rows."""

    mapping: dict[str, Any]
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(row[self.mapping["entity"]["name"]] for row in self.rows)

    def aliases(self, row: dict[str, str]) -> tuple[str, ...]:
        return tuple(alias for alias in row[self.mapping["entity"]["aliases"]].split("|") if alias)


def manifest() -> list[dict[str, Any]]:
    read = yaml.safe_load((DOCUMENTS / "manifest.yml").read_text(encoding="utf-8"))
    entries: list[dict[str, Any]] = read["documents"]
    return entries


def paper(entry: dict[str, Any]) -> Paper:
    _, front, body = (DOCUMENTS / entry["file"]).read_text(encoding="utf-8").split("---\n", 2)
    return Paper(entry, yaml.safe_load(front), tuple(line for line in body.split("\n") if line))


def register(mapping: Path) -> Register:
    read = yaml.safe_load(mapping.read_text(encoding="utf-8"))
    with (REGISTERS / read["file"]).open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines, strict=True)
        rows = tuple(table)
        return Register(read, tuple(table.fieldnames or ()), rows)
