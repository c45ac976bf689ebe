"""The entries of a register: each row is a thing with its relations, and the line of text that says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from graph.errors import DocumentError
from graph.ids import make_id
from graph.model import Batch, Document, Entity, Evidence, Relation
from loaders.issues import Issue
from loaders.knowledge import Knowledge
from loaders.names.resolve import Identity, Resolver
from loaders.readers.cells import CHARACTERS
from loaders.readers.sheet import UNCOMPUTED, Sheet
from loaders.registers.header import FORMS, Header
from loaders.registers.mapping import Names, RegisterMapping
from loaders.registers.rows import Kind, Row, Rows, parts

RULE = "register.row"
ERROR, DOUBT = "error", "register"
# No name is longer; of a longer cell a line shows the beginning, and names are looked for in none beyond.
LONGEST_NAME, SHOWN, LONGEST_LIST = 120, 1_000, 5_000
# So many rows are named that cannot be read; of the others only the number is told.
NAMED = 50


@dataclass(slots=True)
class _Thing:
    """An entity while its rows are read."""

    identity: Identity
    name: str
    evidence: Evidence
    kind: str
    aliases: dict[str, None] = field(default_factory=dict)
    count: int = 0


@dataclass(slots=True)
class _Facts:
    """The things and relations of a register while its rows are read."""

    resolver: Resolver
    symmetric: frozenset[str]
    things: dict[str, _Thing] = field(default_factory=dict)
    relations: dict[tuple[str, str, str], list[Evidence]] = field(default_factory=dict)

    def add(self, label: str, name: str, evidence: Evidence, *, aliases: tuple[str, ...] = (), kind: str = "") -> str:
        identity = self.resolver.identify(label, name)
        kind = kind or identity.kind
        thing = self.things.setdefault(identity.id, _Thing(identity, name, evidence, kind))
        thing.kind = thing.kind or kind
        thing.count += 1
        thing.aliases.update(dict.fromkeys((*identity.aliases, *aliases)))
        if name != identity.key:
            thing.aliases[name] = None
        return identity.id

    def relate(self, kind: str, source: str, target: str, evidence: Evidence) -> None:
        if source == target:
            return
        head, tail = sorted((source, target)) if kind in self.symmetric else (source, target)
        sightings = self.relations.setdefault((kind, head, tail), [])
        # Rows come in order: only the last sighting can be of the same row.
        if not sightings or sightings[-1] != evidence:
            sightings.append(evidence)


class Entries:
    """Reads the rows of a register's sheets, one after the other, into one batch."""

    def __init__(self, mapping: RegisterMapping, knowledge: Knowledge, file: str) -> None:
        self._mapping = mapping
        self._file = file
        self._title = mapping.title or PurePath(file).stem
        self._document = make_id("Document", "register", self._title)
        relations = knowledge.ontology.relations
        symmetric = frozenset(name for name, each in relations.items() if each.symmetric)
        self._facts = _Facts(Resolver(knowledge.lexicon, knowledge.rules, "", {}), symmetric)
        self._lines = [self._title]
        self._offset = len(self._title) + 1
        self._issues: dict[str, list[Issue]] = {ERROR: [], DOUBT: []}

    def doubt(self, place: str, message: str) -> None:
        """Keep what was not understood."""
        self._issues[DOUBT].append(Issue(self._document, place, DOUBT, f"{self._file}：{message}"))

    def read(self, sheet: Sheet, header: Header, name: str) -> None:
        """Read the rows of a sheet below its header; raise DocumentError where a column cannot be told from another."""
        columns = {each: header.column(each, name) for each in self._mapping.columns}
        rows = Rows(sheet, header, columns[self._mapping.name])
        named = [place for place, title in enumerate(header.names) if title and place not in rows.serials]
        above: tuple[str, ...] = ()
        nameless: set[int] = set()
        for row, kind in rows:
            if kind is Kind.LINE:
                head = (row.cell(columns[self._mapping.name]) or row.words[0])[:LONGEST_NAME]
                self._doubt_row(sheet, row, f"“{head}”像是分组的标题或说明，没有读成名称")
            if kind is not Kind.ENTRY:
                continue
            if sheet.ragged and not _fits(row, header):
                wanted = len(header.names)
                self._fault(sheet, row, f"应有 {wanted} 列，实有 {len(row.raw)} 列，请补齐或删去多余的分隔符")
                continue
            nameless.update(_nameless(row, header))
            row = _completed(row, above, [columns[each] for each in self._mapping.fill])
            if self._entry(sheet, header, row, columns, named):
                above = row.raw
        if nameless:
            numbers = "、".join(str(place + 1) for place in sorted(nameless)[:NAMED])
            self.doubt(sheet.place(header.bottom), f"{sheet.place(header.bottom)}：第 {numbers} 列没有列名，没有读入")

    def _entry(self, sheet: Sheet, header: Header, row: Row, columns: dict[str, int], named: list[int]) -> bool:
        """Read a row that names a thing; False where it does not."""
        mapping, column = self._mapping, columns[self._mapping.name]
        if problem := self._problem(sheet, row, column):
            self._fault(sheet, row, problem)
            return False
        line = self._line(sheet, header, row, named)
        evidence = Evidence(self._document, "", self._offset, self._offset + len(line), line, RULE, 0.99)
        aliases = tuple(alias for names in mapping.aliases for alias in self._names(sheet, row, names, columns))
        kind = self._kind(sheet, row, columns)
        thing = self._facts.add(mapping.label, row.cell(column), evidence, aliases=aliases, kind=kind)
        for link in mapping.links:
            for other in self._names(sheet, row, link.names, columns):
                end = self._facts.add(link.label, other, evidence)
                self._facts.relate(link.type, *((end, thing) if link.reverse else (thing, end)), evidence)
        self._lines.append(line)
        self._offset += len(line) + 1
        if self._offset > CHARACTERS:
            raise DocumentError(f"{self._file}：名单超过可读取的 {CHARACTERS} 字，请拆成几份后再载入")
        return True

    def _line(self, sheet: Sheet, header: Header, row: Row, named: list[int]) -> str:
        """The row in one line, with where it stands in the file."""
        told = (f"{header.names[place]}：{_shown(row.cell(place))}" for place in named if row.cell(place))
        return f"{'；'.join(told)}（{sheet.place(row.number)}）"

    def _problem(self, sheet: Sheet, row: Row, column: int) -> str:
        """Why a row names no thing; empty where it does."""
        title = self._mapping.name
        name = row.cell(column)
        if len(name) > LONGEST_NAME:
            return f"“{title}”一列有 {len(_raw(row, column))} 字，不像名称，请改短"
        if (row.number, column) in sheet.blank or FORMS.compiled("fault").fullmatch(name):
            return f"“{title}”一列{_blankness(sheet, row, column)}"
        if not name or FORMS.compiled("nothing").fullmatch(name):
            return f"“{title}”一列是空的，请填上名称"
        return f"“{title}”一列只有数字“{name}”，请填上名称" if FORMS.compiled("number").fullmatch(name) else ""

    def _names(self, sheet: Sheet, row: Row, names: Names, columns: dict[str, int]) -> Iterator[str]:
        """The names in the cell of a column; what is no name is told."""
        column = columns[names.column]
        raw = _raw(row, column)
        if (row.number, column) in sheet.blank or (raw and FORMS.compiled("fault").fullmatch(row.cell(column))):
            self._doubt_row(sheet, row, f"“{names.column}”一列{_blankness(sheet, row, column)}")
            return
        long = len(raw) > LONGEST_LIST
        found = [] if long else parts(raw, names.split)
        if long or any(len(each) > LONGEST_NAME for each in found):
            self._doubt_row(sheet, row, f"“{names.column}”一列有 {len(raw)} 字，不像名称，没有读入")
        nothing = FORMS.compiled("nothing")
        yield from (each for each in found if len(each) <= LONGEST_NAME and not nothing.fullmatch(each))

    def _kind(self, sheet: Sheet, row: Row, columns: dict[str, int]) -> str:
        """The kind that a row gives its thing, in the ontology's word or in a common one."""
        kind = self._mapping.kind
        if kind not in columns:
            return kind
        told = row.cell(columns[kind])
        if not told or told in self._mapping.kinds or FORMS.compiled("nothing").fullmatch(told):
            return told if told in self._mapping.kinds else ""
        for known, pattern in FORMS.series("kinds", "kind"):
            if pattern.fullmatch(told) and known in self._mapping.kinds:
                return known
        known = "、".join(self._mapping.kinds) or "（没有）"
        self._doubt_row(sheet, row, f"“{kind}”一列的“{told[:LONGEST_NAME]}”不是已知的性质，可用的有：{known}")
        return ""

    def _fault(self, sheet: Sheet, row: Row, problem: str) -> None:
        place = sheet.place(row.number)
        self._issues[ERROR].append(Issue(self._document, place, ERROR, f"{self._file} {place}：{problem}"))

    def _doubt_row(self, sheet: Sheet, row: Row, problem: str) -> None:
        place = sheet.place(row.number)
        self._issues[DOUBT].append(Issue(self._document, place, DOUBT, f"{self._file} {place}：{problem}"))

    def issues(self) -> tuple[Issue, ...]:
        """What could not be read or was not understood; of very many the first ones, and how many more there are."""
        found: list[Issue] = []
        for kind, issues in self._issues.items():
            found.extend(issues[:NAMED])
            if len(issues) > NAMED:
                more = f"{self._file}：另有 {len(issues) - NAMED} 处同样没有读懂，请检查映射文件与这些行"
                found.append(Issue(self._document, "", kind, more))
        return tuple(found)

    def batch(self) -> Batch:
        """All that was read."""
        mapping, facts = self._mapping, self._facts
        entities = [
            Entity(
                key,
                thing.identity.label,
                thing.name,
                thing.identity.key,
                tuple(alias for alias in thing.aliases if alias != thing.name),
                thing.evidence,
                thing.count,
                thing.kind,
            )
            for key, thing in facts.things.items()
        ]
        relations = (Relation(*key, tuple(sorted(facts.relations[key]))) for key in sorted(facts.relations))
        return Batch(
            document=Document(
                self._document,
                self._title,
                "register",
                date=mapping.date,
                publicity=mapping.source,
                source=self._file,
                text="\n".join(self._lines),
            ),
            entities=tuple(sorted(entities, key=lambda entity: (entity.label, entity.id))),
            relations=tuple(relations),
        )


def _raw(row: Row, column: int) -> str:
    return row.raw[column] if column < len(row.raw) else ""


def _nameless(row: Row, header: Header) -> Iterator[int]:
    """The columns without a name in which a row holds something of its own, not what a merged cell spread there."""
    for place, cell in enumerate(row.cells):
        named = place < len(header.names) and header.names[place]
        if cell and not named and (not place or cell != row.cells[place - 1]):
            yield place


def _fits(row: Row, header: Header) -> bool:
    """Whether a row has a cell for each column; empty ones beyond do no harm."""
    return len(row.raw) >= len(header.names) and not any(row.cells[len(header.names) :])


def _shown(cell: str) -> str:
    return cell if len(cell) <= SHOWN else f"{cell[:SHOWN]}……"


def _blankness(sheet: Sheet, row: Row, column: int) -> str:
    """Why a cell holds nothing although something was meant to stand there."""
    if sheet.blank.get((row.number, column)) == UNCOMPUTED:
        return "是没有算出结果的公式，请用表格软件打开后另存再载入"
    return "的公式出错，没有结果，请改正后再载入"


def _completed(row: Row, above: tuple[str, ...], filled: list[int]) -> Row:
    """The row with what it means by 同上, and what empty cells of some columns mean, taken from the row above."""
    ditto = FORMS.compiled("ditto")
    wanting = [
        place
        for place, cell in enumerate(row.cells)
        if place < len(above) and ((cell and ditto.fullmatch(cell)) or (not cell and place in filled))
    ]
    if not wanting:
        return row
    return Row(row.number, tuple(above[place] if place in wanting else raw for place, raw in enumerate(row.raw)))
