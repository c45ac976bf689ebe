"""What a document is called: the title as written, the plan's own name inside of it, and every other form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.document.signature import Line
from loaders.patternfile import PatternFile

# A title is no longer, breaks into no more lines, and each of them is no longer; a menu's entries are shorter.
_TITLE, _BROKEN, _PIECE, _MENU = 130, 6, 60, 5
_NO_TITLE = ("noise", "date", "label", "passed")
# Where no line ends as a title does, one of so many may still be it.
_FIRST = 6


@dataclass(frozen=True, slots=True)
class Title:
    """The title as written and where it begins, the plan's own name inside of it, and every other form of both."""

    text: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    start: int = 0


def find(head: Sequence[Line], forms: PatternFile) -> Title:
    """The title among the lines above the first passage; an empty one where no line ends as titles do."""
    found: list[Line] = []
    place = 0
    while place < len(head):
        pieces = [line.text for line in head[place : place + _BROKEN]]
        width = _width(pieces, forms)
        if width:
            found.append(Line("".join(pieces[:width]), head[place].start))
        place += width or 1
    if not found:
        return Title()
    wrapped = [item for item in found if forms.compiled("wrapper").match(item.text)]
    plain = [item for item in found if item not in wrapped and not item.text.startswith("印发")]
    if wrapped:
        chosen = max(wrapped, key=lambda item: len(item.text))
    else:
        about = (item for item in plain if "关于" in item.text)
        chosen = next(about, max(plain or found, key=lambda item: len(item.text)))
    return _title(chosen, [item.text for item in plain], forms)


def of(text: str, forms: PatternFile) -> Title:
    """The title that somebody else gives a document, taken apart."""
    return _title(Line(text, 0), [], forms) if text else Title()


def bare(head: Sequence[Line], forms: PatternFile) -> Title:
    """The line at the top that reads like a title though its last word is none of the usual ones."""
    return next((_title(line, [], forms) for line in head[:_FIRST] if _may_be_title(line.text, forms)), Title())


def _title(chosen: Line, plain: Sequence[str], forms: PatternFile) -> Title:
    inner = forms.compiled("wrapper").match(chosen.text)
    name = inner["inner"] if inner else chosen.text
    every = [name, chosen.text, *([inner["inner"]] if inner else []), *plain]
    if plain and inner:
        every[0] = max(plain, key=len)
    name, title, *others = (forms.compiled("dated").sub("", each) for each in every)
    return Title(title, name, tuple(dict.fromkeys(each for each in (title, *others) if each != name)), chosen.start)


def _width(pieces: Sequence[str], forms: PatternFile) -> int:
    """How many of the lines make up a title: one, or several that a letterhead broke."""
    fits = 0
    for width in range(1, len(pieces) + 1):
        last = pieces[width - 1]
        if forms.compiled("posted").fullmatch(last) or any(forms.compiled(other).match(last) for other in _NO_TITLE):
            break
        joined = "".join(pieces[:width])
        if len(joined) > _TITLE or (width > 1 and len(pieces[width - 2]) < _MENU):
            break
        if joined.count("《") < 2 and forms.compiled("title").fullmatch(joined) and _is_whole(joined):
            fits = width
            if not forms.compiled("passing_on").match(joined):
                break
        if len(last) > _PIECE or last[-1:] in "。：":
            break
    under = fits and fits < len(pieces) and forms.compiled("under_title").fullmatch(pieces[fits])
    return fits + 1 if under else fits


def _may_be_title(text: str, forms: PatternFile) -> bool:
    """Whether a line reads like a title whose last word is none of the usual ones."""
    others = (*_NO_TITLE, "number", "signature", "written")
    return forms.compiled("bare_title").fullmatch(text) is not None and not any(
        forms.compiled(other).match(text) for other in others
    )


def _is_whole(joined: str) -> bool:
    """Whether every bracket and quotation mark that a title opens is closed in it, and none else."""
    return all(_balanced(joined, *pair) for pair in ("《》", "〈〉", "（）", "“”", "〔〕"))


def _balanced(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        if depth < 0:
            return False
    return depth == 0
