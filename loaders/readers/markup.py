"""The blocks of a page as a browser lays them out: boxes in boxes, and in them lines of text.

Inline elements dissolve into the line that they stand in. What a browser does not show is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loaders.readers.elements import FORMS, named
from loaders.readers.nesting import bounded

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_EDGES = " \t\r\n\f\v\u3000\xa0\u200b\ufeff"
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_AS_BOX = re.compile(r"display\s*:\s*(?:block|table|list-item|flex|grid)\b", re.IGNORECASE)
_KEEPS_BLANKS = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_BORDER = re.compile(r"border(?:-(?:top|left|right|bottom))?(?:-style|-width)?\s*:(?!\s*(?:none|0|medium none))", re.I)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z][a-z-]*)", re.IGNORECASE)
_FILES = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|csv|zip|rar|7z|txt|rtf|pptx?)(?:$|[?#])", re.IGNORECASE)
_POWER = re.compile(r"[+\-\u2212]?\d{1,3}|n")
_RAISED = str.maketrans("0123456789+-\u2212n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")

_PICTURES = frozenset({"img", "iframe", "embed", "object", "canvas"})

# Deeper boxes become siblings, so that no walk over them runs out of stack.
_LEVELS = 120
_MOST_COLUMNS = 200
_MOST_ROWS = 2000
_LONGEST_STYLE = 4000


@dataclass(slots=True)
class Line:
    """A line of text: how many of its characters are a link to another page, and whether it is a file or a row."""

    text: str
    linked: int = 0
    is_file: bool = False
    is_row: bool = False


@dataclass(slots=True)
class Box:
    """A block element; ``marks`` are its tag, id and classes, ``spans`` the columns and rows that a cell covers.

    ``listed`` is how a list numbers its items and from where, ``number`` what an item sets it to; ``pictures`` counts
    what it shows that is no text.
    """

    tag: str
    marks: str = ""
    parts: list[Box | Line] = field(default_factory=list)
    spans: tuple[int, int] = (1, 1)
    bordered: bool = False
    listed: tuple[str, int, int] | None = None
    number: int | None = None
    pictures: int = 0

    def boxes(self) -> list[Box]:
        """The boxes that lie directly in it."""
        return [part for part in self.parts if isinstance(part, Box)]

    def lines(self) -> Iterator[Line]:
        """Every line in it, at whatever depth, from top to bottom."""
        todo: list[Box | Line] = self.parts[::-1]
        while todo:
            part = todo.pop()
            if isinstance(part, Box):
                todo += part.parts[::-1]
            else:
                yield part


Attributes = dict[str, str | None]


def grow(markup: str, *, loose: bool = False) -> tuple[Box, LexborHTMLParser]:
    """The boxes of a page's or fragment's markup, and the parsed page for what its head says.

    Hidden elements are left out, unless nothing else has words: then a script was to show them. Outside of every
    element of ``loose`` markup a line ends where the markup's does.
    """
    tree = LexborHTMLParser(bounded(markup))
    root = tree.body or tree.root
    if root is None:
        return Box("body"), tree
    box = _Layout(loose=loose).of(root)
    if not any(True for _ in box.lines()):
        box = _Layout(loose=loose, hidden=True).of(root)
    return box, tree


class _End(NamedTuple):
    """What is to be done where an element ends."""

    tag: str
    is_box: bool
    breaks: bool
    keeps_blanks: bool


class _Style(NamedTuple):
    """What an element's style means for its text."""

    hides: bool = False
    is_box: bool = False
    keeps_blanks: bool = False
    bordered: bool = False
    listed: str = ""


_PLAIN = _Style()


def _style(text: str | None) -> _Style:
    return _read_style(text[:_LONGEST_STYLE]) if text else _PLAIN


# The paragraphs of a page repeat their styles.
@lru_cache(maxsize=4096)
def _read_style(text: str) -> _Style:
    listed = _LIST_STYLE.search(text)
    return _Style(
        hides=_UNSEEN.search(text) is not None,
        is_box=_AS_BOX.search(text) is not None,
        keeps_blanks=_KEEPS_BLANKS.search(text) is not None,
        bordered=_BORDER.search(text) is not None,
        listed=listed[1].lower() if listed else "",
    )


class _Layout:
    """One walk over the elements of a page, without recursion: pages nest without bound."""

    def __init__(self, *, loose: bool = False, hidden: bool = False) -> None:
        self._loose = loose
        self._hidden = hidden
        self._boxes, self._inline, self._silent = named("boxes"), named("inline"), named("silent")
        self._open: list[Box] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._is_file = False
        self._links: list[str] = []
        self._raised = 0
        self._keeping_blanks = 0

    def of(self, root: LexborNode) -> Box:
        """The box of an element with all in it."""
        self._open = [Box(root.tag or "body", _marks(root.tag or "body", root.attributes))]
        todo: list[LexborNode | _End | None] = [root.first_child]
        while todo:
            node = todo.pop()
            if node is None:
                continue
            if isinstance(node, _End):
                self._leave(node)
                continue
            todo.append(node.next)
            tag = node.tag or "-"
            self._open[-1].pictures += tag in _PICTURES
            if tag == "-text":
                self._say(node.text_content or "")
            elif tag[0] not in "-!" and tag not in self._silent:
                attributes = node.attributes
                if self._shows(attributes):
                    todo += (self._enter(tag, attributes), node.first_child)
        self._flush()
        return self._open[0]

    def _shows(self, attributes: Attributes) -> bool:
        if self._hidden or not attributes:
            return True
        # What a company's share stands at is filled in beside its name when the page is shown.
        quote = attributes.get("id")
        if quote and FORMS.compiled("quote").match(quote):
            return False
        return "hidden" not in attributes and not _style(attributes.get("style")).hides

    def _enter(self, tag: str, attributes: Attributes) -> _End:
        """Begin an element; what to do at its end."""
        style = _style(attributes.get("style"))
        keeps_blanks = tag == "pre" or style.keeps_blanks
        breaks = tag in self._boxes or keeps_blanks or style.is_box
        if not breaks and tag not in self._inline:
            breaks = FORMS.compiled("containers").search(tag) is not None
        if breaks or tag in ("br", "hr"):
            self._flush()
        if tag == "a":
            self._links.append((attributes.get("href") or "").strip())
        elif tag == "sup":
            self._raised += 1
        elif tag == "q":
            self._pieces.append("“")
        self._keeping_blanks += keeps_blanks
        is_box = breaks and len(self._open) < _LEVELS
        if is_box:
            box = _box(tag, attributes)
            self._open[-1].parts.append(box)
            self._open.append(box)
        return _End(tag, is_box, breaks, keeps_blanks)

    def _leave(self, step: _End) -> None:
        if step.breaks:
            self._flush()
        if step.is_box:
            self._open.pop()
        if step.tag == "a":
            self._links.pop()
        elif step.tag == "sup":
            self._raised -= 1
        elif step.tag == "q":
            self._pieces.append("”")
        self._keeping_blanks -= step.keeps_blanks

    def _say(self, text: str) -> None:
        if self._raised and _POWER.fullmatch(text.strip()):
            # 10⁴ is no 104, and a note's number is none of the sentence's.
            text = text.strip().translate(_RAISED)
        if "\n" in text and (self._keeping_blanks or (self._loose and len(self._open) == 1)):
            for piece in text.split("\n")[:-1]:
                self._pieces.append(piece)
                self._flush()
            text = text.rpartition("\n")[2]
        self._pieces.append(text)
        if self._links and (link := self._links[-1]):
            if _FILES.search(link):
                self._is_file = True
            elif _leads_away(link):
                self._linked += len("".join(text.split()))

    def _flush(self) -> None:
        """End the line."""
        if self._pieces:
            text = _BLANKS.sub(" ", "".join(self._pieces)).strip(_EDGES)
            if text:
                self._open[-1].parts.append(Line(text, self._linked, self._is_file))
            self._pieces.clear()
        self._linked = 0
        self._is_file = False


def _leads_away(link: str) -> bool:
    """Whether a link leads to another page, or does something; a place in this page is part of its text."""
    return link == "#" or not link.startswith(("#", "mailto:", "tel:"))


def _marks(tag: str, attributes: Attributes) -> str:
    return " ".join(filter(None, (tag, attributes.get("id"), attributes.get("class")))).lower()


def _box(tag: str, attributes: Attributes) -> Box:
    box = Box(tag, _marks(tag, attributes))
    if tag in ("td", "th"):
        box.spans = _spans(attributes)
        box.bordered = _style(attributes.get("style")).bordered
    elif tag == "table":
        box.bordered = (attributes.get("border") or "0").strip("px ") not in ("0", "none")
    elif tag == "ol":
        kind = _style(attributes.get("style")).listed or (attributes.get("type") or "1").strip()
        step = -1 if "reversed" in attributes else 1
        box.listed = (kind, _integer(attributes.get("start"), 0 if step < 0 else 1), step)
    elif tag == "li" and attributes.get("value"):
        box.number = _integer(attributes["value"], 0)
    return box


def _spans(attributes: Attributes) -> tuple[int, int]:
    """The columns and rows of a cell; of rows 0 are all that are left."""
    columns, rows = _integer(attributes.get("colspan"), 1), _integer(attributes.get("rowspan"), 1)
    return max(1, min(columns, _MOST_COLUMNS)), _MOST_ROWS if rows == 0 else max(1, min(rows, _MOST_ROWS))


def _integer(text: str | None, default: int) -> int:
    match = re.match(r"\s*([+-]?\d{1,6})", text or "")
    return int(match[1]) if match else default
