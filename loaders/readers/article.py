"""Which of a page's lines are its article: from its title to its last annex, without what stands in between."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.readers import wording
from loaders.readers.elements import FORMS
from loaders.readers.markup import Box, Line
from loaders.readers.scale import box_of_article, is_named, is_pictured, sweep

# A title has so many characters at least, and is broken into so many lines at most.
_TITLE = 8
_TITLE_LINES = 4
_LONGEST = 200
# So many lines above and below the box of an article are looked at.
_ABOVE, _FAR_ABOVE, _BELOW = 6, 24, 24
_HEADINGS = frozenset({"h1", "h2", "h3"})
_UNNAMED = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Article:
    """The lines of an article, its title on the page, and the lines at its top that were left out: its byline.

    An article that ``is_pictured`` shows pictures or other pages where its sentences should be.
    """

    lines: tuple[Line, ...]
    title: str = ""
    bylines: tuple[Line, ...] = ()
    is_pictured: bool = False


def find(page: Box, titles: Sequence[str], *, whole: bool = False) -> Article:
    """The article of a page, known by one of its ``titles``; all of the page where it is ``whole`` or has none."""
    sweep(page, whole=whole)
    known = {named for title in titles if len(named := _unnamed(title)) >= _TITLE}
    title = next((line for line in page.lines() if _unnamed(line.text) in known), None)
    box = None if whole else box_of_article(page, title)
    if box is None:
        lines = list(page.lines())
        top = tuple(line for line in lines[:_ABOVE] if wording.is_control(line.text))
        return Article(tuple(_without_noise(lines)), bylines=top)
    return replace(_Cut(page, box, titles).article(), is_pictured=is_pictured(box))


class _Cut:
    """The lines from the title of an article to its last, out of those of the whole page."""

    def __init__(self, page: Box, box: Box, titles: Sequence[str]) -> None:
        self._lines = list(page.lines())
        inside = {id(line) for line in box.lines()}
        places = [place for place, line in enumerate(self._lines) if id(line) in inside]
        self._start, self._end = (places[0], places[-1] + 1) if places else (0, 0)
        self._is_named = is_named(box)
        self._titles = [named for title in titles if len(named := _unnamed(title)) > 3]
        self._headlines = {id(line) for line in _headlines(page)}
        # A title may well end in a mark, and is no sentence of its article for that.
        self._headings = self._headlines | {
            id(line) for place in range(self._end) for line in self._lines[place : place + self._is_title(place)]
        }

    def article(self) -> Article:
        """The article."""
        inside = self._lines[self._start : self._end]
        first = min(self._start + _extent(inside, self._headings)[0], self._end - 1)
        title = self._title(first)
        start = self._start if title is None else min(title, self._start)
        if title is not None and title > self._start and not self._is_named:
            # The box holds the top of the page as well.
            top = [line for line in self._lines[self._start : title] if _heads(line)]
            inside = [*top, *self._lines[title : self._end]]
        tail = len(inside) if self._is_named else _tail(inside)
        lines = (
            *self._above(start),
            *(line for line in self._lines[start : self._start] if _introduces(line)),
            *_filtered(inside[:tail], self._headings),
            *_closing([*inside[tail:], *self._lines[self._end : self._end + _BELOW]]),
        )
        kept = {id(line) for line in lines}
        around = self._lines[max(0, start - _ABOVE) : first + 1]
        bylines = tuple(line for line in around if id(line) not in kept)
        return Article(lines, "" if title is None else self._shown(title), bylines)

    def _title(self, first: int) -> int | None:
        """Where the title stands: the first of its places from which no menu lies before the article."""
        found = None
        links = 0
        for place in range(first, -1, -1):
            line = self._lines[place]
            is_title = self._is_title(place) > 0
            if place < self._start and wording.is_link(line) and not is_title:
                links += 1
                if links > _ABOVE and (found is not None or self._start - place > _FAR_ABOVE):
                    break
                continue
            near = found is None and self._start - _ABOVE <= place <= self._start
            if is_title or (near and id(line) in self._headlines and not wording.is_link(line)):
                # The last crumb of the path to the page may repeat it.
                found = found if found is not None and self._repeats(place, found) else place
                links = 0
        return found

    def _is_title(self, place: int) -> int:
        """Of how many lines from a place on, as a title is broken, one of the titles is made; 0 for none."""
        first = _unnamed(self._lines[place].text[:_LONGEST])
        titles = [title for title in self._titles if first and (first in title or title in first)]
        joined = ""
        for count, line in enumerate(self._lines[place : place + _TITLE_LINES] if titles else (), 1):
            joined += _unnamed(line.text)
            if any(_same(joined, title) for title in titles):
                return count
        return 0

    def _shown(self, title: int) -> str:
        """The title as the page shows it."""
        width = max(1, self._is_title(title))
        return "".join(wording.plain(line.text) for line in self._lines[title : title + width])

    def _repeats(self, place: int, title: int) -> bool:
        """Whether a line says no more than the title below it."""
        same = _unnamed(self._lines[place].text) == _unnamed(self._lines[title].text)
        return same and not any(_introduces(line) for line in self._lines[place + 1 : title])

    def _above(self, start: int) -> list[Line]:
        """The letterhead and the number right above a title."""
        found: list[Line] = []
        for line in reversed(self._lines[max(0, start - _ABOVE) : start]):
            if _heads(line):
                found.insert(0, line)
            elif not wording.is_control(line.text):
                break
        return found


def _headlines(box: Box) -> Iterator[Line]:
    """The lines of the boxes that are headings, or call themselves a headline."""
    for inner in box.boxes():
        if inner.tag in _HEADINGS or FORMS.compiled("headline").search(inner.marks):
            lines = list(inner.lines())
            if len(lines) < _TITLE_LINES:
                yield from (line for line in lines if len(line.text) > 5 and not _stands_around(line))
        else:
            yield from _headlines(inner)


def _tail(lines: Sequence[Line]) -> int:
    """Where the lines of an article end in its box: where behind its last sentence the links to other pages begin."""
    last = max((place for place, line in enumerate(lines) if _says(line)), default=-1)
    for place in range(last + 1, len(lines)):
        line = lines[place]
        foreign = wording.is_link(line) or wording.is_footer(line.text) or wording.is_related(line.text)
        if foreign and not wording.belongs(line.text, "annex") and not _leads_on(lines[place - 1]):
            while place > last + 1 and wording.is_host(lines[place - 1].text):
                place -= 1
            return place
    return len(lines)


def _closing(lines: Sequence[Line]) -> list[Line]:
    """Of what follows an article: the signature, the day and the annexes that stand in boxes of their own."""
    found: list[Line] = []
    signed: list[Line] = []
    for line in lines[:_BELOW]:
        text = line.text
        if wording.is_footer(text) or wording.is_host(text) or wording.is_related(text):
            break
        if line.is_file or wording.belongs(text, "annex", "publicity"):
            found.append(line)
        elif wording.belongs(text, "day"):
            found += [*signed, line]
            signed = []
        elif wording.belongs(text, "body") and not wording.is_link(line):
            signed.append(line)
        elif not (wording.is_link(line) or wording.is_control(text) or wording.is_noise(text)):
            signed = []
    return found


def _filtered(lines: Sequence[Line], headings: Collection[int]) -> list[Line]:
    """The lines of an article's box without what stands around articles."""
    first, last = _extent(lines, headings)
    kept: list[Line] = []
    related = False
    for place, line in enumerate(lines):
        text, link, says = line.text, wording.is_link(line), _says(line)
        middle = first < place < last
        if line.is_row:
            if middle or says:
                kept.append(line)
            continue
        heads = wording.is_related(text) and not says
        leads = heads and place + 1 < len(lines) and wording.is_link(lines[place + 1])
        related = heads or (related and link)
        if _is_noise(line, in_text=middle) and not says and not (place > last and kept and _dates(line, kept[-1])):
            continue
        if related and (link or leads or not middle):
            continue
        if not (middle or says) and (link or wording.is_footer(text)) and not _is_annex(line, kept):
            continue
        if place >= last and wording.is_disclaimer(text):
            continue
        kept.append(line)
    return kept


def _without_noise(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page that has no article, without those that are never part of any text."""
    first, last = _extent(lines)
    return [
        line
        for place, line in enumerate(lines)
        if line.is_row
        or not (
            wording.is_noise(line.text, in_text=first < place < last) or wording.is_control(line.text, in_text=True)
        )
    ]


def _is_noise(line: Line, *, in_text: bool) -> bool:
    return wording.is_noise(line.text, in_text=in_text) or wording.is_control(line.text, in_text=in_text)


def _dates(line: Line, before: Line) -> bool:
    """Whether a line is the day of a signature that is written in figures."""
    return wording.belongs(line.text, "figures") and wording.belongs(before.text, "body")


def _extent(lines: Sequence[Line], headings: Collection[int] = ()) -> tuple[int, int]:
    """The places of the first and the last sentence or row that is no heading; behind the end where there is none."""
    said = [place for place, line in enumerate(lines) if _says(line) and id(line) not in headings]
    return (said[0], said[-1]) if said else (len(lines), len(lines))


def _is_annex(line: Line, before: Sequence[Line]) -> bool:
    return wording.belongs(line.text, "annex") or (bool(before) and wording.is_link(line) and _leads_on(before[-1]))


def _leads_on(line: Line) -> bool:
    """Whether a list of annexes may go on behind a line."""
    return line.is_file or wording.belongs(line.text, "annex")


def _introduces(line: Line) -> bool:
    """Whether a line between title and article is the document's."""
    return not (wording.is_link(line) or wording.is_control(line.text) or _stands_around(line))


def _stands_around(line: Line) -> bool:
    text = line.text
    return any((wording.is_noise(text), wording.is_footer(text), wording.is_host(text), wording.is_related(text)))


def _says(line: Line) -> bool:
    """Whether a line is a sentence or a row of a table."""
    if line.is_row:
        return not wording.is_link(line) and not wording.is_control(line.text)
    return wording.is_prose(line) and not wording.is_noise(line.text)


def _heads(line: Line) -> bool:
    return wording.belongs(line.text, "letterhead", "number") and not wording.is_link(line)


def _unnamed(text: str) -> str:
    """A title by its letters and digits alone."""
    return _UNNAMED.sub("", text)


def _same(text: str, title: str) -> bool:
    """Whether two titles are one, perhaps cut or with a word more."""
    if text == title:
        return True
    short, long = sorted((text, title), key=len)
    return len(short) >= _TITLE and 5 * len(short) >= 3 * len(long) and short in long
