"""What the lines of a page are by their words: prose, the site's own, buttons, a byline, a line of a document."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps

from loaders.readers.elements import FORMS
from loaders.readers.markup import Line

# Longer lines are no button, no byline and no crumb, whatever they begin with.
_SHORT = 200
# So many characters make prose of a line that ends a sentence, of one with another mark, of one without.
_SENTENCE, _PROSE, _LONG_PROSE = 8, 25, 60
_STOPS = frozenset("。；！？;")
# Between the sentences of an article these may be its own.
_AT_ENDS = frozenset({"editor", "dated", "keywords", "crumbs"})
# Each line of a page is asked several times; so many answers are kept, and none on longer lines.
_KEPT = 2048
_LONG = 2 * _SHORT

Question = Callable[..., bool]


def _of_short_lines(question: Question) -> Question:
    """A question to which the answer is no for every long line, and is remembered for the others."""
    remembered = lru_cache(maxsize=_KEPT)(question)

    @wraps(question)
    def answer(text: str, *forms: str, **where: bool) -> bool:
        return len(text) <= _LONG and remembered(text, *forms, **where)

    return answer


def squeezed(text: str) -> str:
    """A text without its blanks, as labels are compared.

    >>> squeezed("索　引 号：")
    '索引号：'
    """
    return "".join(text.split())


def plain(text: str) -> str:
    """A text with one blank where it has any."""
    return " ".join(text.split())


def is_prose(line: Line) -> bool:
    """Whether a line is a sentence and no link."""
    free = len(line.text) - line.linked
    least = _SENTENCE if "。" in line.text else _LONG_PROSE if _STOPS.isdisjoint(line.text) else _PROSE
    if line.is_row or free < least or 2 * line.linked > len(line.text):
        return False
    return not (is_footer(line.text) or is_disclaimer(line.text))


def is_link(line: Line) -> bool:
    """Whether a line is mostly a link to another page."""
    return 2 * line.linked > len(squeezed(line.text)) and not line.is_file


@_of_short_lines
def is_control(text: str, *, in_text: bool = False) -> bool:
    """Whether a line holds only the words of buttons and bylines; ``in_text`` between sentences, where few are."""
    if len(text) > _SHORT or not _STOPS.isdisjoint(text):
        return False
    rest, count = FORMS.compiled("byline").subn("", text)
    if (
        in_text
        and not FORMS.compiled("button").search(text)
        and not (count > 1 and FORMS.compiled("posted").search(text))
    ):
        return False
    return not FORMS.compiled("between").sub("", FORMS.compiled("controls").sub("", rest))


@_of_short_lines
def is_noise(text: str, *, in_text: bool = False) -> bool:
    """Whether a line is one that stands around articles and never in them; ``in_text`` between their sentences."""
    if len(text) > _SHORT:
        return False
    text = squeezed(text)
    return any(
        pattern.fullmatch(text) for kind, pattern in FORMS.series("noise", "kind") if not (in_text and kind in _AT_ENDS)
    )


@_of_short_lines
def is_related(text: str) -> bool:
    """Whether a line is the heading of a list of links to other pages."""
    return len(text) <= _SHORT and FORMS.compiled("related").fullmatch(squeezed(text)) is not None


@_of_short_lines
def is_footer(text: str) -> bool:
    """Whether a line is of the foot of a site."""
    return FORMS.compiled("footer").search(squeezed(text)) is not None


@_of_short_lines
def is_host(text: str) -> bool:
    """Whether a line may be of the foot of a site, beside those that are."""
    return FORMS.compiled("host").search(squeezed(text)) is not None


@_of_short_lines
def is_disclaimer(text: str) -> bool:
    """Whether a line is the site's own word on what it shows."""
    return FORMS.compiled("disclaimer").fullmatch(squeezed(text)) is not None


@_of_short_lines
def belongs(text: str, *forms: str) -> bool:
    """Whether a line is of one of these forms that documents have: ``number``, ``day``, ``annex``, …"""
    text = squeezed(text)
    return len(text) <= _SHORT and any(FORMS.compiled(form).fullmatch(text) for form in forms)
