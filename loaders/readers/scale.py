"""The boxes of a page weighed: which are a site's own, and which holds the article."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.readers import wording
from loaders.readers.elements import FORMS
from loaders.readers.markup import Box, Line

# So many characters of sentences make an article, wherever they stand; below a title that the page names, fewer do.
_CLEAR = 60
# So many lines are no refrain.
_REPEATED = 5
_NAVIGATION = frozenset({"nav", "footer", "aside"})
# Parts of an article that are none themselves.
_PASSAGES = frozenset({"ol", "p", "dl", "dd", "dt", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "figure"})


@dataclass(slots=True)
class _Weight:
    """How many characters are sentences, rows, other words and links; how many pictures; whether a site signs here."""

    prose: int = 0
    data: int = 0
    words: int = 0
    linked: int = 0
    pictures: int = 0
    footer: bool = False

    @property
    def total(self) -> int:
        """What it weighs as the place of an article."""
        return self.prose + self.data // 2 + self.words // 5

    def add(self, other: _Weight) -> None:
        """Take what lies inside into account."""
        self.prose += other.prose
        self.data += other.data
        self.words += other.words
        self.linked += other.linked
        self.pictures += other.pictures
        self.footer = self.footer or other.footer


def sweep(page: Box, *, whole: bool = False) -> None:
    """Leave out the boxes of a site's own: menus, feet, and what calls itself by a name beside the article.

    Of a ``whole`` page none is left out that has words of its own.
    """
    scale = _Scale(page)
    scale.sweep(page, by_others=not whole and scale.has_more(page), whole=whole)
    scale.drop_repeated(page)


def box_of_article(page: Box, title: Line | None) -> Box | None:
    """The smallest box that holds the article whole; none where the page has no article.

    ``title`` is the line that shows the title of the document, if one does.
    """
    return _Scale(page).box_of_article(page, title)


def is_pictured(box: Box) -> bool:
    """Whether a box shows pictures or other pages in place of sentences."""
    weight = _Scale(box).all
    return weight.pictures > 0 and weight.prose + weight.data < _CLEAR


def is_named(box: Box) -> bool:
    """Whether a content management system names a box as the place of an article."""
    return FORMS.compiled("containers").search(box.marks) is not None


class _Scale:
    """The weights of the boxes of a page."""

    def __init__(self, page: Box) -> None:
        self._weights: dict[int, _Weight] = {}
        self._seen: dict[tuple[int, ...], list[Box]] = {}
        self.all = self._weigh(page)

    def _weigh(self, box: Box) -> _Weight:
        weight = _Weight(pictures=box.pictures)
        for part in box.parts:
            weight.add(self._weigh(part) if isinstance(part, Box) else _weight(part))
        self._weights[id(box)] = weight
        return weight

    def _of(self, part: Box | Line) -> _Weight:
        return self._weights[id(part)] if isinstance(part, Box) else _weight(part)

    def has_more(self, page: Box) -> bool:
        """Whether an article is left without what boxes call other people's sentences.

        Where none is, the name means something else: the comments on a match, a column with recommendations.
        """
        return self.all.prose - self._said_by_others(page) >= max(_CLEAR, self.all.prose // 10)

    def _said_by_others(self, box: Box) -> int:
        return sum(
            self._of(inner).prose if self._is_others(inner) else self._said_by_others(inner) for inner in box.boxes()
        )

    def _is_others(self, box: Box) -> bool:
        return FORMS.compiled("others").search(box.marks.partition(" ")[2]) is not None and not _holds_annex(box)

    def sweep(self, box: Box, *, by_others: bool, whole: bool) -> None:
        """Leave out what is foreign in a box, at whatever depth."""
        kept: list[Box | Line] = []
        for part in box.parts:
            if isinstance(part, Box):
                if (by_others and self._is_others(part)) or self._is_foreign(part, whole=whole):
                    continue
                self.sweep(part, by_others=by_others, whole=whole)
            kept.append(part)
        box.parts = kept

    def drop_repeated(self, box: Box) -> None:
        """Leave out a box that says again, word for word, what one above it says: a page made for telephones too."""
        kept: list[Box | Line] = []
        for part in box.parts:
            if isinstance(part, Box) and self._of(part).prose > _CLEAR and len(part.parts) > 1:
                if self._is_repeated(part):
                    continue
                self.drop_repeated(part)
                self._seen.setdefault(self._measure(part), []).append(part)
            kept.append(part)
        box.parts = kept

    def _is_repeated(self, box: Box) -> bool:
        texts = [line.text for line in box.lines()]
        alike = self._seen.get(self._measure(box), []) if len(texts) >= _REPEATED else []
        return any([line.text for line in each.lines()] == texts for each in alike)

    def _measure(self, box: Box) -> tuple[int, ...]:
        weight = self._of(box)
        return weight.prose, weight.data, weight.words, weight.linked

    def _is_foreign(self, box: Box, *, whole: bool) -> bool:
        weight = self._of(box)
        if weight.prose and 3 * weight.prose >= self.all.prose:
            return False
        if box.tag in _NAVIGATION:
            return not _signs(box)
        if not FORMS.compiled("foreign").search(box.marks.partition(" ")[2]) or _holds_annex(box):
            return False
        return (weight.prose == 0 and not (whole and weight.words)) or weight.linked > 2 * weight.prose > 0

    def box_of_article(self, page: Box, title: Line | None) -> Box | None:
        """The smallest box that holds the article whole."""
        named = self._named(page)
        heaviest = max(named, key=lambda each: self._of(each).total, default=None)
        if self.all.prose < _CLEAR and (title is None or not self.all.prose + self.all.data):
            return heaviest or (None if title is None else self._around(page, title))
        box, outer = page, None
        if heaviest is not None and 3 * self._of(heaviest).total >= 2 * self.all.total:
            others = sum(self._of(each).prose for each in named if each is not heaviest)
            if 20 * others <= self._of(heaviest).prose:
                box = outer = heaviest
        while (inner := self._inner(box)) is not None:
            box = inner
            if is_named(box):
                outer = box
        if outer is not None and self._of(outer).linked - self._of(box).linked < _CLEAR:
            return outer
        return box

    def _around(self, box: Box, title: Line) -> Box | None:
        """The smallest box that holds more than its title and leads to no other pages: annexes alone, or pictures."""
        weight = self._of(box)
        for inner in box.boxes():
            if any(line is title for line in inner.lines()) and (found := self._around(inner, title)) is not None:
                return found
        more = weight.words > len(title.text) or weight.pictures > 0
        return box if more and weight.linked <= weight.words else None

    def _named(self, box: Box) -> list[Box]:
        """The boxes that content management systems name as an article's, the outermost of those in each other."""
        if is_named(box) and self._of(box).total:
            return [box]
        return [named for inner in box.boxes() for named in self._named(inner)]

    def _inner(self, box: Box) -> Box | None:
        """The box inside that holds all of the article; none where it is spread over several or over lines."""
        inner = max(box.boxes(), key=lambda each: self._of(each).total, default=None)
        if inner is None or inner.tag in _PASSAGES or 2 * self._of(inner).total < self._of(box).total:
            return None
        if not inner.boxes() and sum(1 for _ in inner.lines()) < 3:
            return None
        others = [part for part in box.parts if part is not inner]
        return None if any(self._is_part(part, inner) for part in others) else inner

    def _is_part(self, part: Box | Line, beside: Box) -> bool:
        """Whether what stands beside the heaviest box is part of the article too."""
        weight, whole = self._of(part), self._of(beside).total
        if weight.linked > weight.prose + weight.data + weight.words:
            return False
        if weight.footer and 3 * weight.total < whole:
            return False
        if weight.prose or isinstance(part, Line):
            return weight.prose > 0
        return weight.data > 4 * weight.linked or (weight.linked == 0 and weight.words > max(120, whole // 4))


def _weight(line: Line) -> _Weight:
    free = max(0, len(line.text) - line.linked)
    if wording.is_footer(line.text) or wording.is_disclaimer(line.text):
        return _Weight(footer=True, words=free // 4)
    if wording.is_control(line.text):
        return _Weight(linked=line.linked)
    if line.is_row:
        return _Weight(data=free, linked=line.linked)
    if wording.is_noise(line.text):
        return _Weight(linked=line.linked)
    if wording.is_prose(line):
        return _Weight(prose=free, linked=line.linked)
    return _Weight(words=free, linked=line.linked)


def _holds_annex(box: Box) -> bool:
    return any(line.is_file or wording.belongs(line.text, "annex", "number", "day") for line in box.lines())


def _signs(box: Box) -> bool:
    """Whether a box is the foot of a document and not of a site."""
    lines = list(box.lines())
    return any(wording.belongs(line.text, "day") for line in lines) and not any(
        wording.is_footer(line.text) or wording.is_host(line.text) or line.linked for line in lines
    )
