"""What the columns of a register most likely say, told by the words above them and by what stands in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from graph.errors import DocumentError
from graph.ontology import Ontology
from graph.values import PartialDate
from loaders.knowledge import Knowledge
from loaders.lexicon import Lexicon
from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.sheet import Sheet
from loaders.registers import header as headers
from loaders.registers.header import FORMS, Header, cleaned
from loaders.registers.mapping import Link, Names
from loaders.registers.rows import Kind, Rows, parts

_NAMES = PatternFile(PATTERNS / "names.yml")
_SAMPLE = 300
# How large a share of the cells must be what a column is taken for: to be sure of it, and to believe its heading.
_MOST, _SOME = 0.6, 0.3
_SHORT = 40
_BODIES = ("Institution", "Platform", "Park", "Programme")
_BRACKET = re.compile(r"（[^（）]*）$")


@dataclass(frozen=True)
class Column:
    """A column of a register with the first of its cells."""

    place: int
    name: str
    meaning: str
    label: str
    raw: tuple[str, ...] = field(repr=False)

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """What stands in it, clean."""
        nothing = FORMS.compiled("nothing")
        return tuple(cell for cell in map(cleaned, self.raw) if cell and not nothing.fullmatch(cell))


@dataclass(frozen=True, slots=True)
class Guess:
    """A relation that a column may say, how sure that is, and why."""

    link: Link
    sure: bool
    why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a register can be read: what its things are, what each column says of them, and which say nothing."""

    sheet: Sheet
    header: Header
    title: str
    date: PartialDate | None
    label: str
    name: str
    sure: bool
    why: str
    aliases: tuple[Names, ...] = ()
    kind: str = ""
    guesses: tuple[Guess, ...] = ()
    fill: tuple[str, ...] = ()
    unused: tuple[tuple[str, str], ...] = ()
    alike: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()


def propose(sheets: Sequence[Sheet], knowledge: Knowledge, name: str, picked: str = "") -> Proposal:
    """How the sheets of a file can be read; raise DocumentError where no header or no column of names is found."""
    seen = [sheet for sheet in sheets if not sheet.empty and (sheet.name == picked if picked else not sheet.hidden)]
    if not seen:
        known = "、".join(sheet.name for sheet in sheets)
        raise DocumentError(f"{name}：没有可读的工作表{f'“{picked}”' if picked else ''}，现有“{known}”")
    found = [(sheet, header) for sheet in seen if (header := _header(sheet, knowledge.lexicon)) is not None]
    if not found:
        raise DocumentError(f"{name}：没有找到表头，请在表格第一行写上各列的名称，如“名称”“所在地”")
    sheet, header = max(found, key=lambda pair: (_known(pair[1]), -seen.index(pair[0])))
    guesser = _Guesser(sheet, header, knowledge)
    proposal = guesser.proposal(name)
    wanted = [proposal.name, *(guess.link.names.column for guess in proposal.guesses if guess.sure)]
    others = [other for other in seen if other is not sheet and not picked]
    alike = tuple(other.name for other in others if not headers.find(other, wanted).missing(wanted))
    return replace(proposal, alike=alike, unlike=tuple(other.name for other in others if other.name not in alike))


def _header(sheet: Sheet, lexicon: Lexicon) -> Header | None:
    """The rows that most likely name the columns: those with the most known headings, or else any that name nothing."""
    found = list(headers.candidates(sheet))
    best = max(found, key=lambda header: (_known(header), header.top - header.bottom, -header.top), default=None)
    if best is not None and _known(best):
        return best
    number = FORMS.compiled("number")
    worded = (
        header
        for header in found
        if header.top == header.bottom < len(sheet.rows) - 1
        and len(header.named) > 1
        and len(header.named) == len({*header.named})
        and not any(number.fullmatch(name) or label_of(name, lexicon) for name in header.named)
    )
    return next(worded, None)


def _known(header: Header) -> int:
    return sum(1 for name in header.named if headers.is_heading(name))


def label_of(name: str, lexicon: Lexicon) -> str:
    """The label of a name that the lexicon holds, or that ends as names of a label do; empty where neither is so."""
    known = lexicon.known(name)
    if known is not None:
        return known.label
    bare = _BRACKET.sub("", name)
    heads = list(lexicon.head_words(bare))
    if heads and heads[-1][1] == len(bare) and heads[-1][0]:
        return heads[-1][2].label
    return "Region" if name in lexicon.regions or _is_region(name) else ""


def _is_region(name: str) -> bool:
    return len(name) <= 8 and _NAMES.compiled("level").search(name) is not None


class _Guesser:
    """Looks at the columns of one sheet."""

    def __init__(self, sheet: Sheet, header: Header, knowledge: Knowledge) -> None:
        self._sheet = sheet
        self._header = header
        self._lexicon = knowledge.lexicon
        self._ontology: Ontology = knowledge.ontology
        self._serials: frozenset[int] = frozenset()
        self._columns = self._read()

    def _read(self) -> list[Column]:
        first = next(place for place, name in enumerate(self._header.names) if name)
        rows = Rows(self._sheet, self._header, first)
        self._serials = rows.serials
        entries = []
        for row, kind in rows:
            if kind is Kind.ENTRY:
                entries.append(row)
            if len(entries) >= _SAMPLE:
                break
        found = []
        for place, name in enumerate(self._header.names):
            if name and place not in rows.serials:
                raw = tuple(row.raw[place] if place < len(row.raw) else "" for row in entries)
                found.append(Column(place, self._called(place), *headers.means(name), raw))
        return found

    def _called(self, place: int) -> str:
        """The name by which a mapping finds a column."""
        name = self._header.names[place]
        same = self._header.columns(name)
        return f"{name}#{same.index(place) + 1}" if len(same) > 1 else name

    def proposal(self, file: str) -> Proposal:
        main = self._main(file)
        title, date = self._above()
        label, sure, why = self._label(main, title)
        others = [column for column in self._columns if column is not main]
        guesses = [guess for column in others for guess in self._guesses(column, label)]
        aliases = [column for column in others if column.meaning == "aliases" and column.cells]
        kinds = [column for column in others if column.meaning == "kind" and self._tells_kinds(column, label)]
        read = {guess.link.names.column for guess in guesses}
        read |= {column.name for column in (*aliases, *kinds[:1])}
        return Proposal(
            sheet=self._sheet,
            header=self._header,
            title=title,
            date=date,
            label=label,
            name=main.name,
            sure=sure,
            why=why,
            aliases=tuple(Names(column.name, self._separators(column, "")) for column in aliases),
            kind=kinds[0].name if kinds else "",
            guesses=tuple(guesses),
            fill=tuple(column.name for column in others if column.name in read and self._sparse(column)),
            unused=tuple((column.name, self._useless(column, main)) for column in others if column.name not in read),
        )

    def _main(self, file: str) -> Column:
        """The column that names the things of the list."""
        if not any(column.cells for column in self._columns):
            raise DocumentError(f"{file}：{self._sheet.place(self._header.bottom)}是表头，下面没有内容，请补上名单")
        named = [column for column in self._columns if column.meaning == "name" and column.cells]
        titled = [column for column in named if FORMS.compiled("titled").search(column.name)]
        # Who runs a facility is named beside it: the list is one of facilities.
        special = [column for column in titled if column.label not in ("", "Institution")]
        for choice in (special, titled, named):
            if choice:
                return choice[0]
        shares = [(self._share(column, ""), column) for column in self._columns if column.meaning in ("", "other")]
        best = next((column for share, column in shares if share >= _MOST), None)
        if best is None:
            there = "、".join(self._header.named)
            raise DocumentError(f"{file}：看不出哪一列是名称，表头现有“{there}”，请自己写映射文件")
        return best

    def _share(self, column: Column, label: str) -> float:
        """How many of the cells are names of a label; of any label but places where none is given."""
        if not column.cells:
            return 0.0
        labels = Counter(label_of(cell, self._lexicon) for cell in column.cells)
        named = labels[label] if label else sum(labels[each] for each in labels if each not in ("", "Region"))
        return named / len(column.cells)

    def _label(self, main: Column, title: str) -> tuple[str, bool, str]:
        """What the things of the list are, whether that is sure, and what tells it."""
        labels = Counter(filter(None, (label_of(cell, self._lexicon) for cell in main.cells)))
        label, count = max(labels.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
        total = len(main.cells)
        if label and count >= total * _MOST and (not main.label or count >= total * 0.9):
            return label, True, f"{total} 个名称里有 {count} 个像{self._zh(label)}"
        if main.label:
            return main.label, True, f"列名“{main.name}”说的是{self._zh(main.label)}"
        ending = label_of(FORMS.compiled("title_end").sub("", title), self._lexicon)
        if ending in self._ontology.mentioned and ending != "Region":
            return ending, True, f"标题“{title}”说的是{self._zh(ending)}"
        if label:
            return label, False, f"{total} 个名称里只有 {count} 个像{self._zh(label)}"
        return "Institution", False, "名称和标题都看不出是哪一类"

    def _zh(self, label: str) -> str:
        return self._ontology.nodes[label].zh

    def _guesses(self, column: Column, label: str) -> list[Guess]:
        """The relation that a column says, if it says any."""
        meaning, why = self._meaning(column, label)
        for choice in FORMS.raw["relations"].get(meaning, ()):
            if (label, choice["label"]) in self._ontology.relations[choice["type"]].pairs and column.cells:
                link = Link(
                    choice["type"], choice["label"], Names(column.name, self._separators(column, choice["label"]))
                )
                doubt = self._contradiction(column, link)
                return [Guess(link, not doubt and not why, doubt or why)]
        if column.meaning == "name" and column.label == "Platform" and label == "Institution" and column.cells:
            link = Link("RELIES_ON", "Platform", Names(column.name, self._separators(column, "Platform")), reverse=True)
            return [Guess(link, False, "平台是否依托这家机构，要看名单说的是什么")]
        return []

    def _meaning(self, column: Column, label: str) -> tuple[str, str]:
        """What a column says, and what leaves that in doubt."""
        if column.meaning == "name":
            return {"Institution": "carrier", "Park": "park"}.get(
                column.label, ""
            ), "" if column.label == "Park" else _ONE_OF_TWO
        if column.meaning:
            return column.meaning, ""
        if self._share(column, "Region") >= _MOST:
            return "place", ""
        if self._share(column, "Institution") >= _MOST:
            return "carrier" if label != "Institution" else "partner", "列名看不出这些机构与它的关系"
        return "", ""

    def _contradiction(self, column: Column, link: Link) -> str:
        """What in a column speaks against what it is called; empty where nothing does."""
        names = [name for raw in column.raw for name in parts(raw, link.names.split)]
        number = FORMS.compiled("number")
        like = [name for name in names if 1 < len(name) <= _SHORT and not number.fullmatch(name)]
        if len(like) < len(names) * _MOST:
            return "多数格子太长、太短或只有数字，不像名称"
        regions = sum(1 for name in names if label_of(name, self._lexicon) == "Region")
        return "多数格子不是省、市、县的名称" if link.label == "Region" and regions < len(names) * _SOME else ""

    def _separators(self, column: Column, label: str) -> tuple[str, ...]:
        """What stands between the names of a cell."""
        found = []
        for separator in FORMS.raw["separators"]:
            several = [cut for raw in column.raw if len(cut := parts(raw, (separator,))) > 1]
            names = [name for cut in several for name in cut]
            own = sum(1 for name in names if label_of(name, self._lexicon) == label)
            # A name of a body may hold a mark itself: what it parts must be bodies too.
            bodies = label not in _BODIES or own * 2 > len(names)
            if names and bodies and all(len(name) > 1 for name in names):
                found.append(separator)
        return tuple(found)

    def _tells_kinds(self, column: Column, label: str) -> bool:
        kinds = self._ontology.nodes[label].kinds
        known = [
            cell
            for cell in column.cells
            if cell in kinds or any(pattern.fullmatch(cell) for _, pattern in FORMS.series("kinds", "kind"))
        ]
        return bool(kinds and known) and len(known) >= len(column.cells) * _MOST

    def _sparse(self, column: Column) -> bool:
        """Whether a column says something once for all the rows below, as merged cells do when saved as text."""
        filled = [bool(cell.strip()) for cell in column.raw]
        return self._sheet.ragged and len(filled) > 3 and filled[0] and sum(filled) * 2 < len(filled)

    def _useless(self, column: Column, main: Column) -> str:
        if not column.cells:
            return "是空的"
        if column.name.partition("#")[0] == main.name.partition("#")[0]:
            return "与名称同名：名单若分左右两栏，请先接成一栏再读入"
        return "不是名称或关系" if column.meaning else "看不出是什么"

    def _above(self) -> tuple[str, PartialDate | None]:
        """The title above the header, and the date that stands there."""
        titles: list[str] = []
        date = None
        for number in range(self._header.top):
            for word in dict.fromkeys(filter(None, map(cleaned, self._sheet.rows[number]))):
                if date is None and (match := FORMS.compiled("dated").search(word)):
                    digits = [match["year"], *(match[part].zfill(2) for part in ("month", "day") if match[part])]
                    date = PartialDate.parse("-".join(digits))
                plain = FORMS.compiled("attachment").sub("", word, count=1)
                if len(plain) > 3 and not FORMS.compiled("unit_of_figures").match(plain):
                    titles.append(plain)
        ending = FORMS.compiled("title_end")
        return next((title for title in titles if ending.search(title)), titles[0] if titles else ""), date


_ONE_OF_TWO = "两列都是名称，要看名单说的是哪一个"
