"""Registers: a CSV list (名单) with a YAML mapping beside it becomes entities and relations, row by row.

A row is evidence too: the register's text holds one line a row, and every fact points at its line.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from graph.errors import DocumentError, ModelError
from graph.ids import make_id
from graph.model import Batch, Document, Entity, Evidence, Relation
from graph.values import PartialDate
from loaders.issues import Issue
from loaders.knowledge import Knowledge
from loaders.readers.charset import decode
from loaders.resolve import Identity, Resolver
from loaders.sources import Source

RULE = "register.row"


@dataclass(slots=True)
class _Rows:
    """The facts of a register while its rows are read."""

    document: str
    resolver: Resolver
    entities: dict[str, tuple[Identity, str, Evidence, int, str]] = field(default_factory=dict)
    relations: dict[tuple[str, str, str], Relation] = field(default_factory=dict)

    def add(self, label: str, name: str, evidence: Evidence, *, aliases: tuple[str, ...] = (), kind: str = "") -> str:
        identity = self.resolver.identify(label, name)
        known = self.entities.get(identity.id)
        names = (*identity.aliases, *aliases, *((name,) if name != identity.key else ()))
        merged = Identity(identity.id, label, identity.key, tuple(dict.fromkeys(names)), kind or identity.kind)
        if known is None:
            self.entities[identity.id] = (merged, name, evidence, 1, merged.kind)
        else:
            both = Identity(
                identity.id,
                label,
                identity.key,
                tuple(dict.fromkeys((*known[0].aliases, *names))),
                known[4] or merged.kind,
            )
            self.entities[identity.id] = (both, known[1], known[2], known[3] + 1, both.kind)
        return identity.id

    def relate(self, kind: str, source: str, target: str, evidence: Evidence) -> None:
        key = (kind, source, target)
        fact = Relation(kind, source, target, (evidence,))
        self.relations[key] = self.relations[key] + fact if key in self.relations else fact


def read(source: Source, knowledge: Knowledge) -> tuple[Batch, tuple[Issue, ...]]:
    """Read a register through its mapping; a broken row becomes an issue of the kind ``error``, the others stay."""
    path = source.path
    mapping = _mapping(path)
    content = decode(source.item())
    rows = list(csv.reader(io.StringIO(content)))
    if not rows:
        raise DocumentError(f"{path}：名单是空的")
    header = [cell.strip() for cell in rows[0]]
    _check_columns(path, header, mapping)
    title = str(mapping.get("title") or path.stem)
    document = make_id("Document", "register", title)
    lines = [title]
    offset = len(title) + 1
    issues: list[Issue] = []
    facts = _Rows(document, Resolver(knowledge.lexicon, knowledge.rules, "", {}))
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        problem = _problem(header, row, cells, mapping)
        if problem:
            issues.append(Issue(document, f"第 {number} 行", "error", f"{path.name} 第 {number} 行：{problem}"))
            continue
        line = "；".join(f"{column}：{value}" for column, value in cells.items() if value)
        _read_row(facts, mapping, cells, Evidence(document, "", offset, offset + len(line), line, RULE, 0.99))
        lines.append(line)
        offset += len(line) + 1
    return _batch(path, mapping, document, title, "\n".join(lines), facts), tuple(issues)


def _mapping(path: Path) -> dict[str, Any]:
    place = path.with_suffix(".yml")
    if not place.exists():
        raise DocumentError(f"{path}：缺少映射文件 {place.name}，请写明哪一列是名称、哪一列是关系")
    try:
        raw = yaml.safe_load(place.read_text(encoding="utf-8"))
        entity = raw["entity"]
        if not {"label", "name"} <= entity.keys():
            raise KeyError("entity.label, entity.name")
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise DocumentError(f"{place}：映射文件不完整（{error!r}），至少要有 entity 的 label 和 name") from error
    return dict(raw)


def _check_columns(path: Path, header: list[str], mapping: dict[str, Any]) -> None:
    wanted = [mapping["entity"]["name"], *(item["to"]["name"] for item in mapping.get("relations", ()))]
    wanted += [column for column in (mapping["entity"].get("aliases"), mapping.get("kind")) if column]
    missing = [column for column in wanted if column not in header]
    if missing:
        raise DocumentError(f"{path}：缺少列“{'、'.join(missing)}”，表头现有“{'、'.join(header)}”")


def _problem(header: list[str], row: list[str], cells: dict[str, str], mapping: dict[str, Any]) -> str:
    if len(row) != len(header):
        return f"应有 {len(header)} 列，实有 {len(row)} 列，请补齐或删去多余的逗号"
    if not cells.get(mapping["entity"]["name"]):
        return f"“{mapping['entity']['name']}”一列是空的，请填上名称"
    return ""


def _read_row(facts: _Rows, mapping: dict[str, Any], cells: dict[str, str], evidence: Evidence) -> None:
    entity = mapping["entity"]
    aliases = tuple(alias for alias in cells.get(entity.get("aliases", ""), "").split("|") if alias)
    kind = cells.get(mapping.get("kind", ""), "")
    source = facts.add(entity["label"], cells[entity["name"]], evidence, aliases=aliases, kind=kind)
    for relation in mapping.get("relations", ()):
        value = cells.get(relation["to"]["name"], "")
        for name in value.split(relation["split"]) if relation.get("split") else [value]:
            if name.strip():
                target = facts.add(relation["to"]["label"], name.strip(), evidence)
                facts.relate(relation["type"], source, target, evidence)


def _batch(path: Path, mapping: dict[str, Any], document: str, title: str, text: str, facts: _Rows) -> Batch:
    try:
        date = PartialDate.parse(str(mapping["date"])) if mapping.get("date") else None
    except ModelError as error:
        raise DocumentError(f"{path.with_suffix('.yml')}：{error}") from error
    entities = [
        Entity(
            identity.id,
            identity.label,
            name,
            identity.key,
            tuple(a for a in identity.aliases if a != name),
            evidence,
            count,
            kind,
        )
        for identity, name, evidence, count, kind in facts.entities.values()
    ]
    return Batch(
        document=Document(
            document,
            title,
            "register",
            date=date,
            publicity=str(mapping.get("source", "")),
            source=path.name,
            text=text,
        ),
        entities=tuple(sorted(entities, key=lambda entity: (entity.label, entity.id))),
        relations=tuple(facts.relations[key] for key in sorted(facts.relations)),
    )
