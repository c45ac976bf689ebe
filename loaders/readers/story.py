"""The words of a Word document in their order: each paragraph a line, each table row a line, as Word shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.readers.item import CELL
from loaders.readers.limits import TEXT_CHARACTERS, bounded_length
from loaders.readers.numbering import Numbering
from loaders.readers.styles import Styles
from loaders.readers.symbols import character
from loaders.readers.wordml import Element, attribute, branch, child, number, switched, tag

# A text inside of nested tables is put together several times on its way; more than this is made to exhaust us.
_MOST_MADE = 4 * TEXT_CHARACTERS
# As many columns as Word allows.
_COLUMNS = 63
# The first word of a field's code says what it is.
_CODE = 80
_CONTENTS = "Table of Contents"
# What holds no text, and the text that is deleted, moved away or only a reading aid.
_SILENT = frozenset(
    {"w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr", "w:rubyPr"}
    | {"w:del", "w:moveFrom", "w:delText", "w:delInstrText", "w:rt", "w:smartTagPr", "w:customXmlPr", "w:fldData"}
)
_SIGNS = {"w:tab": " ", "w:ptab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
_WHITE = str.maketrans("\n\r\t", "   ")
# A name has four characters or more: 序/号 and 责任/单位 are one heading, two bodies one below the other are two names.
_NAME = 4
_PART = "；"
_OPEN = "，、。；：！？…—·（）“”《》(),.;:!?-/"
_DRAWN = frozenset({"w:drawing", "w:pict", "w:object"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text; ``row`` where it is a table's."""

    text: str
    row: bool = False


@dataclass(slots=True)
class _Field:
    """A field that has begun: first its code, then the result that is shown."""

    code: str = ""
    result: bool = False
    contents: bool = False


@dataclass(slots=True)
class _State:
    """Where reading stands inside of one flow of text: the open fields, and whether the paragraph's style hides it."""

    fields: list[_Field] = field(default_factory=list)
    coding: int = 0
    listing: int = 0
    hidden: bool = False
    framed: bool = False


@dataclass(slots=True)
class Story:
    """Reads the body of one document, once.

    The table of contents only repeats headings and is left out, its length kept in ``contents``. Where ``fields`` is
    off, the marks of fields, which a faulty file may leave open, say nothing. ``broken`` tells that they were left
    open, ``pictures`` that something is drawn, ``losses`` what stands in the document and is not read.
    """

    name: str
    styles: Styles
    numbering: Numbering
    fields: bool = True
    broken: bool = False
    pictures: bool = False
    contents: int = 0
    losses: dict[str, None] = field(default_factory=dict)
    _state: _State = field(default_factory=_State)
    _made: int = 0
    _spoken: bool = False
    _framed: Numbering = field(init=False)

    def __post_init__(self) -> None:
        self._framed = self.numbering.apart()

    def lines(self, body: Element) -> list[str]:
        """The lines of the body."""
        found = [line.text for line in self._blocks(body)]
        self.broken = self.broken or bool(self._state.fields)
        return found

    def _blocks(self, parent: Element) -> Iterator[Line]:
        """The paragraphs and tables inside of an element."""
        label, carried = "", [""]
        for element in self._parts(parent, "w:p", "w:tbl"):
            if tag(element) == "w:tbl":
                yield from self._spoken_lines(label, carried)
                yield from self._rows(element)
                label, carried = "", [""]
                continue
            begun = self._spoken
            own, text, frames, joined = self._paragraph(element)
            # What stands before the first words is a letterhead.
            yield from () if begun else frames
            label = label or own
            carried.append(text)
            if not joined:
                yield from self._spoken_lines(label, carried)
                label, carried = "", [""]
            yield from frames if begun else ()
        yield from self._spoken_lines(label, carried)

    def _spoken_lines(self, label: str, texts: list[str]) -> Iterator[Line]:
        for line in (label + "".join(texts)).split("\n"):
            if line.strip():
                self._spoken = True
                self._bound(len(line))
                yield Line(line)

    def _parts(self, parent: Element, *names: str) -> Iterator[Element]:
        """The elements of these names, also out of content controls and other wrappers, which Word does not show."""
        within = [(iter(parent), False)]
        while within:
            element = next(within[-1][0], None)
            if element is None:
                self._state.listing -= within.pop()[1]
                continue
            name = tag(element)
            if name in names:
                yield element
            elif name == "mc:AlternateContent":
                within.append((iter(chosen if (chosen := branch(element)) is not None else ()), False))
            elif name in ("w:altChunk", "w:subDoc"):
                self.losses["文档里嵌入了另一份文件，其中的文字没有读入，请把它另存后单独载入"] = None
            elif name not in _SILENT and not _asks(element):
                listing = self._is_contents(element)
                self._state.listing += listing
                within.append((iter(element), listing))

    def _is_contents(self, element: Element) -> bool:
        if not self.fields or tag(element) != "w:sdt":
            return False
        return attribute(child(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery")) == _CONTENTS

    # Paragraphs.

    def _paragraph(self, element: Element) -> tuple[str, str, list[Line], bool]:
        """The number and text of a paragraph, what its text boxes say, and whether it goes on in the next one."""
        properties = child(element, "w:pPr")
        mark = child(properties, "w:rPr")
        deleted = child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None
        hides = self.styles.hides(self.styles.of(properties))
        unseen = switched(mark, "w:vanish")
        joined = deleted or (hides if unseen is None else unseen)
        outside, self._state.hidden = self._state.hidden, hides
        words: list[str] = []
        frames: list[Line] = []
        self._inline(element, words, frames)
        self._state.hidden = outside
        text = "".join(words)
        # A heading of the contents, and a paragraph of which nothing is shown, is not counted.
        uncounted = deleted or self._state.listing or (joined and not text)
        numbering = self._framed if self._state.framed else self.numbering
        return "" if uncounted else numbering.label(properties), text, frames, joined

    def _inline(self, parent: Element, words: list[str], frames: list[Line]) -> None:
        """Gather what a paragraph or a part of it says; its text boxes go apart."""
        for element in parent:
            name = tag(element)
            if name in ("w:t", "m:t"):
                self._say(words, (element.text or "").translate(_WHITE))
            elif name == "w:r":
                if not self._hidden(child(element, "w:rPr")):
                    self._inline(element, words, frames)
                else:
                    # Fields may begin or end in what is hidden.
                    self._inline(element, [], [])
            elif name in _SIGNS:
                self._say(words, _SIGNS[name])
            elif name == "w:sym":
                self._say(words, _symbol(element))
            elif name == "w:fldChar":
                self._mark(attribute(element, "fldCharType"))
            elif name == "w:instrText":
                last = self._state.fields[-1] if self._state.fields else None
                if last is not None and not last.result and len(last.code) < _CODE:
                    last.code += element.text or ""
            elif name == "w:fldSimple":
                listing = self.fields and _lists(attribute(element, "instr") or "")
                self._state.listing += listing
                self._inline(element, words, frames)
                self._state.listing -= listing
            elif name == "mc:AlternateContent":
                chosen = branch(element)
                if chosen is not None:
                    self._inline(chosen, words, frames)
            elif name in _DRAWN:
                self.pictures = True
                if not self._state.coding:
                    frames.extend(self._drawn(element))
            elif name not in _SILENT and not _asks(element):
                self._inline(element, words, frames)

    def _say(self, words: list[str], text: str) -> None:
        if self._state.listing:
            self.contents += len(text)
        elif not self._state.coding:
            words.append(text)

    def _hidden(self, properties: Element | None) -> bool:
        said = switched(properties, "w:vanish")
        if said is not None:
            return said
        style = attribute(child(properties, "w:rStyle"))
        return self._state.hidden or (style is not None and self.styles.hides(style))

    def _mark(self, kind: str | None) -> None:
        """Go on to the code, the result, or the end of a field."""
        state = self._state
        if not self.fields:
            return
        if kind == "begin":
            state.fields.append(_Field())
            state.coding += 1
        elif not state.fields or (kind == "separate" and state.fields[-1].result):
            self.broken = True
        elif kind == "separate":
            last = state.fields[-1]
            last.result, last.contents = True, _lists(last.code)
            state.coding -= 1
            state.listing += last.contents
        elif kind == "end":
            last = state.fields.pop()
            state.coding -= not last.result
            state.listing -= last.contents

    def _drawn(self, parent: Element) -> Iterator[Line]:
        """What a drawing says: its text boxes, which are flows of text of their own, and letters that are drawn."""
        for element in parent:
            name = tag(element)
            if name == "w:txbxContent":
                outside, self._state = self._state, _State(framed=True)
                yield from list(self._blocks(element))
                self.broken = self.broken or bool(self._state.fields)
                self._state = outside
            elif name == "v:textpath":
                yield from self._spoken_lines("", [(element.get("string") or "").translate(_WHITE)])
            elif name == "mc:AlternateContent":
                chosen = branch(element)
                if chosen is not None:
                    yield from self._drawn(chosen)
            elif name == "dgm:relIds":
                self.losses["文档里的 SmartArt 图示没有读入，其中如有正文，请改写成文字后再载入"] = None
            else:
                yield from self._drawn(element)

    # Tables.

    def _rows(self, table: Element) -> Iterator[Line]:
        """A line for each row, its cells apart; the text of a merged cell stands in each place that it covers."""
        above: dict[int, str] = {}
        for row in self._parts(table, "w:tr"):
            properties = child(row, "w:trPr")
            if child(properties, "w:del") is None and not switched(properties, "w:hidden"):
                yield from self._row(row, _columns(properties, "w:gridBefore", 0), above)

    def _row(self, row: Element, before: int, above: dict[int, str]) -> Iterator[Line]:
        texts = [""] * before
        contents: list[list[Line]] = []
        for cell in self._parts(row, "w:tc"):
            properties = child(cell, "w:tcPr")
            if child(properties, "w:cellDel") is not None:
                continue
            span = _columns(properties, "w:gridSpan", 1)
            vertical, horizontal = child(properties, "w:vMerge"), child(properties, "w:hMerge")
            goes_on = vertical is not None and attribute(vertical) != "restart"
            found: list[Line] = []
            if goes_on and len(texts) in above:
                text = above[len(texts)]
            elif horizontal is not None and attribute(horizontal) != "restart" and contents:
                text = texts[-1]
            else:
                found = list(self._blocks(cell))
                text = _flowing([line.text.strip() for line in found if not line.row])
            for column in range(len(texts), len(texts) + span):
                if vertical is not None:
                    above[column] = text
                else:
                    above.pop(column, None)
            contents.append(found)
            texts.extend([text] * span)
        yield from self._laid(texts, contents)

    def _laid(self, texts: list[str], contents: list[list[Line]]) -> Iterator[Line]:
        if len(contents) == 1:
            # One cell from edge to edge is a frame around paragraphs.
            yield from contents[0]
            return
        if any(text.strip() for text in texts):
            self._bound(sum(map(len, texts)))
            yield Line(CELL.join(texts), row=True)
        for found in contents:
            yield from (line for line in found if line.row)

    def _bound(self, length: int) -> None:
        self._made += length
        bounded_length(self.name, self._made, _MOST_MADE)


def _asks(element: Element) -> bool:
    """Whether it is a content control that still asks to be filled in."""
    return tag(element) == "w:sdt" and child(element, "w:sdtPr", "w:showingPlcHdr") is not None


def _columns(properties: Element | None, name: str, least: int) -> int:
    return min(max(number(child(properties, name)) or 0, least), _COLUMNS)


def _flowing(lines: list[str]) -> str:
    """The lines of one cell in one: names that stand below each other are parted, a heading set upright is not."""
    text = "".join(lines[:1])
    for before, line in pairwise(lines):
        apart = min(len(before), len(line)) >= _NAME and before[-1] not in _OPEN and line[0] not in _OPEN
        text += (_PART if apart else " ") + line
    return text


def _lists(code: str) -> bool:
    """Whether a field is a table of contents."""
    return code.split(maxsplit=1)[:1] in (["TOC"], ["toc"])


def _symbol(element: Element) -> str:
    code = attribute(element, "char") or ""
    try:
        return character(attribute(element, "font") or "", int(code, 16))
    except ValueError:
        return ""
