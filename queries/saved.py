"""A saved query: its header is its interface, its Cypher what is run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from graph.errors import QueryError

PROVENANCE_FILE = Path(__file__).with_name("provenance.yml")
KEYS = frozenset({"name", "title", "topic", "order", "about", "parameters", "columns", "example"})
PARAMETER_KEYS = frozenset({"name", "type", "title", "about", "labels", "choices", "default", "suggest"})
COLUMN_KEYS = frozenset({"name", "type", "title", "labels"})
PARAMETER_TYPES = ("text", "entity", "integer", "year", "choice")
COLUMN_TYPES = ("text", "list", "integer", "number", "year", "entity")
PROVENANCE_TYPES = ("sentence", "document", "measure", "offset", "identifier")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a query asks for.

    ``labels`` say what an ``entity`` may be, ``choices`` what a ``choice`` may be (value to Chinese title),
    ``suggest`` is a reading Cypher with one column of proposals, ``default`` None where a value must be given.
    """

    name: str
    type: str
    title: str
    about: str
    labels: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    default: str | int | None = None
    suggest: str = ""

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return self.default is None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer; ``labels`` say what an ``entity`` in it may be."""

    name: str
    type: str
    title: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question that can be asked again: what it is called, what it asks for, what it answers, and its Cypher.

    The last six columns are the same in every query: the sentence, the document, and the place in it.
    ``topic`` groups queries in lists, ``order`` is its place among all of them.
    """

    name: str
    title: str
    title_en: str
    topic: str
    order: int
    about: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    example: Mapping[str, Any]
    cypher: str = field(repr=False)
    path: Path = field(repr=False)

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of this name, or None."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)

    @classmethod
    def read(cls, path: Path, provenance: tuple[Column, ...]) -> SavedQuery:
        """Read a file: the ``//`` lines at its head are YAML, the rest is Cypher; QueryError names what is amiss."""
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"查询文件 {path.name} 读不出来：{error}") from error
        header, cypher = _split(text)
        try:
            raw = yaml.safe_load(header)
        except yaml.YAMLError as error:
            raise QueryError(f"查询文件 {path.name} 的开头不是正确的 YAML：{' '.join(str(error).split())}") from error
        if not isinstance(raw, dict):
            raise QueryError(f"查询文件 {path.name} 没有开头：请用 // 开头的行写明 name、title、about 和 columns")
        try:
            _only(raw, KEYS)
            _only(raw["title"], frozenset({"zh", "en"}))
            return cls(
                name=raw["name"],
                title=raw["title"]["zh"],
                title_en=raw["title"]["en"],
                topic=raw["topic"],
                order=int(raw["order"]),
                about=raw["about"],
                parameters=tuple(_parameter(item) for item in raw.get("parameters") or ()),
                columns=(*(_column(item) for item in raw["columns"]), *provenance),
                example=dict(raw.get("example") or {}),
                cypher=cypher,
                path=path,
            )
        except KeyError as error:
            raise QueryError(f"查询文件 {path.name} 的开头缺少 {error.args[0]}：请补上") from error
        except (TypeError, ValueError, AttributeError) as error:
            raise QueryError(f"查询文件 {path.name} 的开头写法不对（{error}）：请照其他查询的样子改") from error


def read_provenance(path: Path = PROVENANCE_FILE) -> tuple[Column, ...]:
    """The columns that end every answer."""
    return tuple(_column(item) for item in yaml.safe_load(path.read_text(encoding="utf-8")))


def _split(text: str) -> tuple[str, str]:
    lines = text.splitlines()
    end = next((at for at, line in enumerate(lines) if not line.startswith("//")), len(lines))
    header = "\n".join(line.removeprefix("//").removeprefix(" ") for line in lines[:end])
    return header, "\n".join(lines[end:]).strip() + "\n"


def _only(raw: Mapping[str, Any], known: frozenset[str]) -> None:
    """ValueError for a key that means nothing here: a slip of the pen, or a comma where YAML takes it for one."""
    if unknown := sorted(map(str, raw.keys() - known)):
        raise ValueError(f"不认识的键 {'、'.join(unknown)}")


def _parameter(raw: Mapping[str, Any]) -> Parameter:
    _only(raw, PARAMETER_KEYS)
    return Parameter(
        name=raw["name"],
        type=raw["type"],
        title=raw["title"],
        about=raw["about"],
        labels=tuple(raw.get("labels") or ()),
        choices=tuple((str(value), str(title)) for value, title in (raw.get("choices") or {}).items()),
        default=raw.get("default"),
        suggest=str(raw.get("suggest") or ""),
    )


def _column(raw: Mapping[str, Any]) -> Column:
    _only(raw, COLUMN_KEYS)
    return Column(raw["name"], raw["type"], raw["title"], tuple(raw.get("labels") or ()))
