"""The mapping beside a register: which column names the things, and how the others say they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import Any

import yaml

from graph.errors import DocumentError, ModelError
from graph.ontology import Ontology
from graph.values import PartialDate
from loaders.readers import archive, charset
from loaders.readers.item import Item
from loaders.sources import Source

SUFFIX = ".yml"
# Between the other names of a thing in one cell.
ALIASES = "|"
_KEYS = frozenset({"file", "title", "source", "date", "sheet", "entity", "kind", "fill", "relations"})
_ENTITY_KEYS = frozenset({"label", "name", "aliases", "kind", "properties"})
_LINK_KEYS = frozenset({"type", "to", "split", "reverse"})
_END_KEYS = frozenset({"label", "name", "split"})
_PROPERTIES = ("aliases", "kind")


@dataclass(frozen=True, slots=True)
class Names:
    """A column whose cells hold names, one or, with ``split``, several."""

    column: str
    split: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A relation that a row says: to what its column names or, in ``reverse``, from that to the row's own thing."""

    type: str
    label: str
    names: Names
    reverse: bool = False


@dataclass(frozen=True)
class RegisterMapping:
    """What a register is called and how its columns are read.

    ``place`` is the file that says so. ``kind`` is a column, or one kind that all have; ``fill`` names the columns
    whose empty cells mean what stands above; ``unused`` are keys that mean nothing.
    """

    place: str
    label: str
    name: str
    title: str = ""
    source: str = ""
    date: PartialDate | None = None
    sheets: tuple[str, ...] = ()
    aliases: tuple[Names, ...] = ()
    kind: str = ""
    links: tuple[Link, ...] = ()
    fill: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    unused: tuple[str, ...] = field(default=())

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns that it reads, the one of the names first."""
        linked = [link.names.column for link in self.links]
        kind = [self.kind] if self.kind and self.kind not in self.kinds else []
        return tuple(dict.fromkeys([self.name, *linked, *(names.column for names in self.aliases), *kind, *self.fill]))


def beside(source: Source) -> str:
    """The name of the mapping that belongs to a register."""
    return PurePath(source.file).with_suffix(SUFFIX).name


def load(source: Source, ontology: Ontology) -> RegisterMapping:
    """The mapping that lies beside a register, in its folder or its archive.

    Raises DocumentError where there is none, or where it names what the ontology does not have.
    """
    item = _item(source)
    if item is None:
        raise DocumentError(
            f"{source.name}：缺少映射文件 {beside(source)}，请写明哪一列是名称、哪一列是关系；"
            f"{_draft(source)} 可得到一份草稿"
        )
    try:
        raw = yaml.safe_load(charset.decode(item))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = " ".join(str(error).split())
        raise DocumentError(f"{item.name}：映射文件不是有效的 YAML（{problem}），请改正") from error
    return parse(raw, item.name, ontology)


def _draft(source: Source) -> str:
    return f"解压后运行 innograph map {source.file}" if source.member else f"运行 innograph map {source.path}"


def _item(source: Source) -> Item | None:
    if source.member:
        member = str(PurePath(source.member).with_suffix(SUFFIX).as_posix())
        return archive.read(source.path, member) if member in archive.members(source.path) else None
    path = source.path.with_suffix(SUFFIX)
    return Source(path).item() if path.exists() else None


def parse(raw: Any, place: str, ontology: Ontology) -> RegisterMapping:
    """The mapping in a YAML value; raise DocumentError naming what is missing or unknown, and what there is."""
    entity = raw.get("entity") if isinstance(raw, Mapping) else None
    if not isinstance(entity, Mapping) or not entity.get("label") or not entity.get("name"):
        raise DocumentError(f"{place}：映射文件不完整，至少要有 entity 的 label 和 name，即是哪一类、名称在哪一列")
    label = _known(place, "entity 的 label", _text(place, "label", entity["label"]), ontology.mentioned)
    properties = _properties(place, label, entity)
    kind = properties.get("kind") or raw.get("kind") or ""
    return RegisterMapping(
        place=place,
        label=label,
        name=_text(place, "name", entity["name"]),
        title=_text(place, "title", raw.get("title") or ""),
        source=_text(place, "source", raw.get("source") or ""),
        date=_date(place, raw.get("date")),
        sheets=_texts(place, "sheet", raw.get("sheet")),
        aliases=tuple(_aliases(place, properties.get("aliases"))),
        kind=_text(place, "kind", kind),
        links=tuple(_link(place, label, link, ontology) for link in _list(place, "relations", raw.get("relations"))),
        fill=_texts(place, "fill", raw.get("fill")),
        kinds=ontology.nodes[label].kinds,
        unused=tuple(_unused(raw)),
    )


def _properties(place: str, label: str, entity: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the thing's properties, written out or directly under ``entity``."""
    listed = entity.get("properties") or {}
    if not isinstance(listed, Mapping):
        raise DocumentError(f"{place}：entity 的 properties 应写成“属性: 列名”，请改正")
    for key in listed:
        _known(place, f"{label} 的属性", str(key), _PROPERTIES)
    return {**{key: entity.get(key) for key in _PROPERTIES}, **listed}


def _aliases(place: str, value: Any) -> Iterator[Names]:
    for each in value if isinstance(value, list) else [value] if value else []:
        if isinstance(each, Mapping):
            split = _texts(place, "aliases 的 split", each.get("split")) or (ALIASES,)
            yield Names(_text(place, "aliases 的 name", each.get("name")), split)
        else:
            yield Names(_text(place, "aliases", each), (ALIASES,))


def _link(place: str, label: str, raw: Any, ontology: Ontology) -> Link:
    end = raw.get("to") if isinstance(raw, Mapping) else None
    if not isinstance(end, Mapping) or not {"label", "name"} <= end.keys() or "type" not in raw:
        raise DocumentError(f"{place}：relations 的每一项要有 type 和 to，to 要有 label 和 name，请补上")
    kind = _known(place, "关系的 type", _text(place, "type", raw["type"]), ontology.relations)
    other = _known(place, f"{kind} 的 to 的 label", _text(place, "label", end["label"]), ontology.mentioned)
    reverse = bool(raw.get("reverse"))
    pair = (other, label) if reverse else (label, other)
    known = ontology.relations[kind]
    if pair not in known.pairs and not (known.symmetric and pair[::-1] in known.pairs):
        ends = sorted(f"{head} → {tail}" for head, tail in known.pairs if {head, tail} <= set(ontology.mentioned))
        raise DocumentError(f"{place}：{kind} 不能从 {pair[0]} 到 {pair[1]}，可用的有：{'、'.join(ends)}")
    split = _texts(place, "split", raw.get("split") or end.get("split"))
    return Link(kind, other, Names(_text(place, "to 的 name", end["name"]), split), reverse)


def _known(place: str, what: str, value: str, known: Any) -> str:
    if value not in known:
        raise DocumentError(f"{place}：{what} 不能是“{value}”，可用的有：{'、'.join(known)}")
    return value


def _date(place: str, value: Any) -> PartialDate | None:
    try:
        return PartialDate.parse(_text(place, "date", value)) if value else None
    except ModelError as error:
        raise DocumentError(f"{place}：date 写的“{value}”不是日期，请写成 2031、2031-05 或 2031-05-12") from error


def _text(place: str, key: str, value: Any) -> str:
    if isinstance(value, list | Mapping) or value is None:
        raise DocumentError(f"{place}：{key} 应是一个词，请改正")
    return str(value)


def _texts(place: str, key: str, value: Any) -> tuple[str, ...]:
    """One text or several; none where nothing stands there."""
    listed = value if isinstance(value, list) else [] if value in (None, "") else [value]
    return tuple(filter(None, (_text(place, key, each) for each in listed)))


def _list(place: str, key: str, value: Any) -> list[Any]:
    if value is not None and not isinstance(value, list):
        raise DocumentError(f"{place}：{key} 应是一串以“- ”开头的条目，请改正")
    return value or []


def _unused(raw: Mapping[str, Any]) -> Iterator[str]:
    """The keys that mean nothing, most often misspelt ones."""
    yield from (str(key) for key in raw if key not in _KEYS)
    yield from (f"entity.{key}" for key in raw["entity"] if key not in _ENTITY_KEYS)
    for link in raw.get("relations") or ():
        yield from (f"relations.{key}" for key in link if key not in _LINK_KEYS)
        yield from (f"relations.to.{key}" for key in link["to"] if key not in _END_KEYS)
