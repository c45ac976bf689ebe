"""Three tables → what they say: the entities, relations and figures of one document, ready to be compared.

The tables are those that ``graph.tsv`` writes and people correct; ``docs/annotating.md`` describes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import yaml

from graph.errors import DocumentError
from graph.ids import fold
from graph.ontology import Ontology
from graph.tsv import ENTITY_COLUMNS, RELATION_COLUMNS, TARGET_COLUMNS

KNOWN = Path(__file__).with_name("scoring.yml")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "entities": ENTITY_COLUMNS,
    "relations": RELATION_COLUMNS,
    "targets": TARGET_COLUMNS,
}
PARTS = ("entities", "relations", "targets", "supports")
# The kinds of figures; an empty cell is an aim.
TARGET, BASELINE, SUPPORT = "target", "baseline", "support"

Key = tuple[str | float, ...]
Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a table: its kind, how people read it, and the keys of which one shared makes two rows the same.

    ``words`` are the characters of an indicator: where both rows have them, half of the fewer must be shared as well.
    """

    kind: str
    shown: str
    keys: frozenset[Key]
    words: frozenset[str] = frozenset()

    def resembles(self, other: Fact) -> bool:
        """Whether the indicators of two rows can mean the same."""
        return len(self.words & other.words) * 2 >= min(len(self.words), len(other.words))


@dataclass(frozen=True, slots=True)
class Tables:
    """What the three tables of one document say; sums of support stand apart from the other figures."""

    entities: tuple[Fact, ...] = ()
    relations: tuple[Fact, ...] = ()
    targets: tuple[Fact, ...] = ()
    supports: tuple[Fact, ...] = ()

    def of(self, part: str) -> tuple[Fact, ...]:
        """The rows of one of PARTS."""
        found: tuple[Fact, ...] = getattr(self, part)
        return found


@dataclass(frozen=True, slots=True)
class Library:
    """Reads tables; knows the types that a table may name and the endings that make no difference."""

    ontology: Ontology
    industry_tails: tuple[str, ...]

    @classmethod
    def load(cls) -> Library:
        """Read the ontology and the endings."""
        known = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))
        return cls(Ontology.load(), tuple(known["industry_tails"]))

    def read(self, folder: Path, name: str) -> Tables:
        """The tables ``name.*.tsv`` of a folder.

        Raise DocumentError for a table that is missing or is no UTF-8 text, and for a row that breaks its columns.
        """
        named = _Names(self)
        entities = tuple(named.add(row) for row in self._rows(folder, name, "entities"))
        relations = tuple(self._relation(row, named) for row in self._rows(folder, name, "relations"))
        figures = [_figure(row) for row in self._rows(folder, name, "targets")]
        return Tables(
            entities,
            relations,
            tuple(figure for figure in figures if figure.kind != SUPPORT),
            tuple(figure for figure in figures if figure.kind == SUPPORT),
        )

    def folded(self, label: str, name: str) -> str:
        """The form in which two spellings of an entity's name are one."""
        text = fold(name)
        tails = self.industry_tails if label == "Industry" else ()
        tail = next((tail for tail in tails if text.endswith(tail) and len(text) - len(tail) >= 2), "")
        return text.removesuffix(tail)

    def _relation(self, row: tuple[str, ...], named: _Names) -> Fact:
        kind, head, tail = row
        ends = [(kind, *pair) for pair in product(named.of(head), named.of(tail))]
        if self.ontology.relations[kind].symmetric:
            ends += [(kind, other, one) for _, one, other in ends]
        return Fact(kind, f"{head} → {tail}", frozenset(ends))

    def _rows(self, folder: Path, name: str, part: str) -> Iterator[tuple[str, ...]]:
        path = folder / f"{name}.{part}.tsv"
        (_, head), *rows = _cut(path) or [(1, ())]
        columns = COLUMNS[part]
        if head != columns:
            raise DocumentError(f"{path} 第 1 行：应是列名 {' '.join(columns)}，以制表符分开，请补上")
        for line, cells in rows:
            if wrong := self._fault(part, cells):
                raise DocumentError(f"{path} 第 {line} 行：{wrong}")
            yield cells + ("",) * (len(columns) - len(cells))

    def _fault(self, part: str, cells: Sequence[str]) -> str:
        """What is wrong with a row, and what to do; empty for a sound one."""
        columns = COLUMNS[part]
        if len(cells) > len(columns):
            return f"有 {len(cells)} 格，只应有 {len(columns)} 格（{' '.join(columns)}），请检查制表符"
        row = dict(zip(columns, (*cells, *[""] * len(columns)), strict=False))
        needed = {"entities": ("label", "name"), "relations": columns, "targets": ("indicator", "value")}[part]
        if empty := [column for column in needed if not row[column]]:
            return f"{'、'.join(empty)} 是空的，请补上或删去这一行"
        known: Mapping[str, Iterable[str]] = {
            "label": self.ontology.nodes,
            "type": self.ontology.relations,
            "kind": ("", TARGET, BASELINE, SUPPORT),
        }
        for column in row.keys() & known.keys():
            if row[column] not in known[column]:
                choices = "、".join(filter(None, known[column]))
                return f"{column} 不能是“{row[column]}”，可用的有：{choices}"
        return ""


def documents(folder: Path) -> tuple[str, ...]:
    """The names of which a folder holds a table, sorted; raise DocumentError when there is no such folder."""
    if not folder.is_dir():
        raise DocumentError(f"{folder}：文件夹不存在，请检查路径")
    ends = tuple(f".{part}.tsv" for part in COLUMNS)
    return tuple(
        sorted({path.name.removesuffix(end) for path in folder.iterdir() for end in ends if path.name.endswith(end)})
    )


@dataclass(slots=True)
class _Names:
    """The entities of one document by every name that they go by."""

    library: Library
    _found: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, row: tuple[str, ...]) -> Fact:
        """The entity of a row, found from now on by each of its names."""
        label, name, aliases = row
        names = {self.library.folded(label, each) for each in (name, *aliases.split("|")) if each}
        for each in names:
            self._found[each] |= names
        return Fact(label, name, frozenset((label, each) for each in names))

    def of(self, end: str) -> frozenset[str]:
        """All names of what stands at the end of a relation, of whatever label; its own where nothing is known."""
        if end.startswith("@"):
            return frozenset({end})
        for key in (fold(end), self.library.folded("Industry", end)):
            if key in self._found:
                return frozenset(self._found[key])
        return frozenset({fold(end)})


def _figure(row: tuple[str, ...]) -> Fact:
    _, indicator, _, value, unit, year, kind = row
    key = (_number(value), fold(unit), year, kind or TARGET)
    return Fact(kind or TARGET, " ".join(filter(None, row)), frozenset({key}), frozenset(fold(indicator)))


def _number(text: str) -> float | str:
    try:
        return round(float(text.replace(",", "").replace("，", "")), 6)
    except ValueError:
        return text


def _cut(path: Path) -> list[Row]:
    """The lines of a table that hold anything, numbered from 1 and cut at tabs; no cell at the end is empty."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DocumentError(f"{path}：没有这张表；每份文件要有 {'、'.join(COLUMNS)} 三张") from error
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path}：不是 UTF-8 文本，请另存为以制表符分隔、UTF-8 编码的文本") from error
    except OSError as error:
        raise DocumentError(f"{path}：无法读取（{error.strerror}），请检查权限") from error
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        cells = [cell.strip() for cell in line.split("\t")]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            found.append((number, tuple(cells)))
    return found
