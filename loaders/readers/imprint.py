"""What a page says of its document around the article: the table of metadata, the tags of the head, the byline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from graph.errors import ModelError
from graph.values import PartialDate
from loaders.readers import wording
from loaders.readers.elements import FORMS
from loaders.readers.markup import Box, Line

_COLON = re.compile("[:：]")
_LABEL_CHARACTERS = 14
# A table of metadata has at least so many fields and no more words than so many.
_FEWEST = 3
_MOST_LINES = 80
_LINE = 300
_MOST_CHARACTERS = 4000
_HOLDERS = frozenset({"table", "ul", "ol", "dl", "div", "section", "form", "header", "aside", "fieldset"})
# Forms to be filled in ask for names and days as well, but for none of these.
_DISTINCTIVE = frozenset({"number", "issuer", "date", "posted"})
_DATES = frozenset({"date", "posted", "effective", "expiry"})
_LONGEST = {"title": 200, "number": 60, "issuer": 120}


@dataclass(slots=True)
class _Pairs:
    """What the cells of a box say: fields that are known with their values, others, and headings of columns."""

    known: list[tuple[str, str]] = field(default_factory=list)
    others: int = 0
    headings: int = 0

    def fill(self) -> bool:
        """Whether the box is a table of metadata and nothing else; a row of headings alone is one of data."""
        names = {name for name, _ in self.known}
        return (
            len(self.known) >= _FEWEST
            and len(self.known) >= 2 * self.others
            and self.headings < _FEWEST - 1
            and not names.isdisjoint(_DISTINCTIVE)
        )


def take(page: Box) -> dict[str, str]:
    """Take the tables of metadata out of a page; what they say, by the fields of a document."""
    found: dict[str, str] = {}
    if _take(page, found):
        # Beside the large table stands at times a small one: 主题词.
        _take(page, found, small=True)
    return found


def head(tree: LexborHTMLParser) -> tuple[dict[str, str], str]:
    """What the tags of a page's head say, by the fields of a document, and the title in its window."""
    said: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name, content = attributes.get("name") or attributes.get("property"), attributes.get("content")
        if name and content and content.strip():
            said.setdefault(name.strip().lower(), content)
    found: dict[str, str] = {}
    for name, tags in FORMS.raw["metas"].items():
        for tag in tags:
            value = wording.plain(said.get(tag, ""))
            if name == "issuer" and not FORMS.compiled("body").fullmatch(value):
                continue
            _note(name, value, found)
    title = tree.css_first("title")
    return found, wording.plain(title.text() if title else "")


def posted(lines: Iterable[Line]) -> dict[str, str]:
    """The day of posting that a byline tells."""
    for line in lines:
        match = FORMS.compiled("posted").search(wording.plain(line.text))
        if match is not None and (day := _day(match["day"] or match["alone"])):
            return {"posted": day}
    return {}


def titles(window: str) -> list[str]:
    """The title of a document in the title of its page's window, the likeliest first, without the site's name."""
    parts = [part.strip() for part in re.split(r"_+|\s[-–—|]+\s|\||--+", window) if part.strip()]
    own = [part for part in parts if not FORMS.compiled("site").fullmatch(part)]
    found = [trimmed for part in sorted(own, key=len, reverse=True) if len(trimmed := _without_site(part)) > 3]
    return list(dict.fromkeys([*found, *own]))


def _without_site(title: str) -> str:
    before, dash, after = title.rpartition("-")
    return before.strip() if dash and FORMS.compiled("site").fullmatch(after.strip()) else title


def _take(box: Box, found: dict[str, str], *, small: bool = False) -> bool:
    kept: list[Box | Line] = []
    taken = False
    for part in box.parts:
        if isinstance(part, Box):
            pairs = _pairs(part) if part.tag in _HOLDERS or _is_line_of_fields(part) else None
            if pairs is not None and (pairs.fill() or (small and _is_small(part, pairs))):
                for name, value in pairs.known:
                    _note(name, value, found)
                taken = True
                continue
            taken = _take(part, found, small=small) or taken
        kept.append(part)
    box.parts = kept
    return taken


def _is_line_of_fields(box: Box) -> bool:
    """Whether a paragraph or cell may name several fields one behind the other."""
    first = box.parts[0] if box.parts else None
    return isinstance(first, Line) and len(_COLON.findall(first.text[:_LINE])) >= _FEWEST


def _is_small(box: Box, pairs: _Pairs) -> bool:
    return box.tag == "table" and bool(pairs.known) and not (pairs.others or pairs.headings)


def _pairs(box: Box) -> _Pairs | None:
    """The fields in a box; none where it says too much, or something else, for a table of metadata."""
    found = _Pairs()
    pending: tuple[str, bool] | None = None
    size = 0
    for count, cell in enumerate(_cells(box)):
        size += len(cell)
        if count > _MOST_LINES or size > _MOST_CHARACTERS:
            return None
        for name, value, marked in _pieces(cell) if len(cell) <= _LINE else ((None, cell, False),):
            if name is None:
                if pending is not None:
                    found.known.append((pending[0], value))
                    pending = None
                elif value and not wording.is_control(value):
                    if not marked:
                        return None
                    found.others += 1
                continue
            if pending is not None:
                found.known.append((pending[0], ""))
                found.headings += not pending[1]
            pending = None if value else (name, marked)
            if value:
                found.known.append((name, value))
    if pending is not None:
        found.known.append((pending[0], ""))
        found.headings += not pending[1]
    return found


def _cells(box: Box) -> Iterator[str]:
    """The texts of the cells and lines in a box; an empty cell is a value too."""
    for part in box.parts:
        if isinstance(part, Line):
            yield part.text
        elif part.tag in ("td", "th") and not any(inner.tag == "table" for inner in part.boxes()):
            yield " ".join(line.text for line in part.lines())
        else:
            yield from _cells(part)


# A cell is read with each of the boxes that it lies in.
@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[tuple[str | None, str, bool], ...]:
    """The fields in a cell or line: the name of each, its value, and whether its label is marked as one."""
    return tuple(_read_pieces(text))


def _read_pieces(text: str) -> Iterator[tuple[str | None, str, bool]]:
    bracketed = FORMS.compiled("label").match(text)
    if bracketed is not None and (name := field_of(wording.squeezed(bracketed["label"]))) is not None:
        yield name, wording.plain(text[bracketed.end() :]), True
        return
    marks = [
        (start, colon.end(), name) for colon in _COLON.finditer(text) for start, name in _label(text, colon.start())
    ]
    if not marks:
        yield _unmarked(text)
        return
    if before := wording.plain(text[: marks[0][0]]):
        yield None, before, False
    ends = [start for start, _, _ in marks[1:]] + [len(text)]
    for (_, start, name), end in zip(marks, ends, strict=True):
        yield name, wording.plain(text[start:end]), True


def _unmarked(text: str) -> tuple[str | None, str, bool]:
    """A text without a label that is marked: a label alone, one that runs into its value, or neither."""
    squeezed = wording.squeezed(text)
    if (name := field_of(squeezed)) is not None:
        return name, "", False
    if len(squeezed) <= _LONGEST["issuer"]:
        for end in range(min(_LABEL_CHARACTERS, len(squeezed) - 1), 2, -1):
            if (name := field_of(squeezed[:end])) is not None:
                return name, squeezed[end:], True
    return None, wording.plain(text), bool(FORMS.compiled("other_label").match(text))


def _label(text: str, colon: int) -> Sequence[tuple[int, str]]:
    """The longest word for a field that ends at a colon, and where it begins."""
    for start in range(max(0, colon - _LABEL_CHARACTERS), colon - 1):
        name = None if text[start].isspace() else field_of(wording.squeezed(text[start:colon]))
        if name is not None:
            return ((start, name),)
    return ()


@lru_cache(maxsize=4096)
def field_of(label: str) -> str | None:
    """The field of a document that a label of a page's table means; empty for one of no use, none for no label."""
    for name, pattern in FORMS.series("fields", "field"):
        if pattern.fullmatch(label):
            return name
    return None


def _note(name: str, value: str, found: dict[str, str]) -> None:
    """Keep the value of a field if it can be one; the first that was said stays."""
    if name == "term":
        days = [day for match in FORMS.compiled("date").finditer(value) if (day := _day(match.group()))]
        if days:
            found.setdefault("expiry", days[-1])
            if len(days) > 1:
                found.setdefault("effective", days[0])
    elif name in _DATES:
        if day := _day(value):
            found.setdefault(name, day)
    elif name == "number":
        if FORMS.compiled("number").fullmatch(wording.squeezed(value)):
            found.setdefault(name, wording.squeezed(value))
    elif name and 2 <= len(value) <= _LONGEST[name]:
        found.setdefault(name, value)


def _day(text: str) -> str:
    """The day or month in a text as it is written in facts; empty where there is none."""
    match = FORMS.compiled("date").search(wording.squeezed(text))
    if match is None:
        return ""
    parts = [match["year"], *(f"{int(match[key]):02d}" for key in ("month", "day") if match[key])]
    try:
        return str(PartialDate.parse("-".join(parts)))
    except ModelError:
        return ""
