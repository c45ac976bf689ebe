"""A whole page: title, graph, legend, sources and notes, each with its place in pixels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from diagrams.cards import LEADING, Line
from diagrams.figure import Figure, by_number, circled
from diagrams.fonts import Typeface, printable
from diagrams.layout import Layout, lay_out
from diagrams.style import NodeStyle, RelationStyle, Style
from diagrams.terms import Terms
from diagrams.wrapping import wrap

_NARROWEST, _MARGIN = 960.0, 36.0
_TITLE, _TEXT = 26.0, 12.5
# More nodes than these are hard to read on a slide, which is 960 points wide and 540 high.
_CROWD = 30
_SLIDE = (960.0, 540.0)


@dataclass(frozen=True, slots=True)
class Swatch:
    """An entry of the legend: the look of a type, where its sample's upper left corner lies, and the sample's scale."""

    look: NodeStyle | RelationStyle
    x: float
    y: float
    scale: float

    WIDTH = 34.0
    HEIGHT = 22.0


@dataclass(frozen=True, slots=True)
class Page:
    """A figure with every place decided: what the writers of all formats draw.

    ``layout`` is to be moved by ``dx`` and ``dy``; ``rules`` are the heights of the lines across the page, ``scale``
    is that of everything around the graph, and ``bold`` and ``quiet`` lines are told apart by their flags.
    """

    figure: Figure
    layout: Layout
    style: Style
    width: float
    height: float
    margin: float
    scale: float
    dx: float
    dy: float
    bar: tuple[float, float, float, float]
    rules: tuple[float, ...]
    lines: tuple[Line, ...]
    swatches: tuple[Swatch, ...]
    notes: tuple[str, ...]

    def texts(self, *, bold: bool) -> Iterable[str]:
        """Every text of the page in this weight."""
        yield from (line.text for line in self.lines if line.bold == bold)
        for place in self.layout.places:
            yield from (line.text for line in place.card.lines if line.bold == bold)
            if bold:
                yield place.card.style.tag
        for link in self.layout.links:
            yield from (line.text for line in link.label.lines if line.bold == bold)
        if bold:
            yield from (swatch.look.tag for swatch in self.swatches if isinstance(swatch.look, NodeStyle))


def compose(figure: Figure, *, style: Style | None = None, typeface: Typeface | None = None) -> Page:
    """Lay a figure out and set everything around it; raise ExportError for what cannot be drawn."""
    style, typeface = style or Style.load(), typeface or Typeface.packaged()
    layout = lay_out(figure, style=style, typeface=typeface)
    notes = tuple(filter(None, map(printable, figure.notes)))
    page = _Composer(figure, layout, style, typeface, notes).page()
    count = len(figure.subgraph.nodes)
    if count <= _CROWD:
        return page
    size = 14 * min(_SLIDE[0] / page.width, _SLIDE[1] / page.height)
    warning = style.words["crowded"].format(count=count, size=f"{size:.1f}")
    return _Composer(figure, layout, style, typeface, (*notes, warning)).page()


class _Composer:
    """Sets a page from top to bottom."""

    def __init__(
        self, figure: Figure, layout: Layout, style: Style, typeface: Typeface, notes: tuple[str, ...]
    ) -> None:
        self._figure, self._layout, self._style, self._typeface, self._notes = figure, layout, style, typeface, notes
        widest = max(_NARROWEST, layout.width + 2 * _MARGIN)
        self._scale = round(min(max(widest / 1300, 1.0), 1.7), 2)
        self._margin = round(_MARGIN * self._scale, 1)
        self._width = round(max(_NARROWEST, layout.width + 2 * self._margin), 1)
        self._room = self._width - 2 * self._margin
        self._y = self._margin
        self._lines: list[Line] = []
        self._swatches: list[Swatch] = []
        self._rules: list[float] = []

    def page(self) -> Page:
        s = self._scale
        bar = self._title()
        self._rule()
        self._y += 22 * s
        dx, dy = round((self._width - self._layout.width) / 2, 2), round(self._y, 2)
        self._y += self._layout.height + 26 * s
        self._rule()
        self._y += 14 * s
        self._legend()
        self._sources()
        self._remarks()
        return Page(
            figure=self._figure,
            layout=self._layout,
            style=self._style,
            width=self._width,
            height=round(self._y + self._margin * 0.7, 1),
            margin=self._margin,
            scale=s,
            dx=dx,
            dy=dy,
            bar=bar,
            rules=tuple(self._rules),
            lines=tuple(self._lines),
            swatches=tuple(self._swatches),
            notes=self._notes,
        )

    def _title(self) -> tuple[float, float, float, float]:
        s, words = self._scale, self._style.words
        top, indent = self._y, 16 * s
        self._paragraph(
            printable(self._figure.title), x=self._margin + indent, room=self._room - indent, size=_TITLE * s, bold=True
        )
        self._y += 4 * s
        counts = f"{len(self._figure.subgraph.nodes)} {words['nodes']}　{len(self._layout.links)} {words['facts']}"
        date = f"{words['date']} {printable(self._figure.date)}　" if self._figure.date else ""
        self._paragraph(date + counts, x=self._margin + indent, room=self._room - indent, size=_TEXT * s, quiet=True)
        bar = (self._margin, round(top + 4 * s, 2), round(5 * s, 2), round(self._y - top - 6 * s, 2))
        self._y += 12 * s
        return bar

    def _legend(self) -> None:
        """The types that the figure shows, nodes first, each line of the legend filled before the next begins."""
        terms, style = Terms.load(), self._style
        labels = sorted({node.label for node in self._figure.subgraph.nodes}, key=lambda it: (style.node(it).rank, it))
        order = list(style.relations)
        kinds = sorted(
            {link.fact.type for link in self._layout.links},
            key=lambda it: (order.index(it) if it in order else len(order), it),
        )
        nodes = [(style.node(it), terms.node(it)) for it in labels]
        relations = [(style.relation(it), terms.relation(it)) for it in kinds]
        if nodes:
            self._heading(style.words["legend"])
            self._row(nodes)
        if relations:
            self._row(relations)
        self._y += 8 * self._scale

    def _row(self, entries: Iterable[tuple[NodeStyle | RelationStyle, str]]) -> None:
        s, left = self._scale, self._body_left()
        pitch, x = 28 * s, left
        size = _TEXT * s
        for look, word in entries:
            wide = (Swatch.WIDTH + 7) * s + self._typeface.width(word, size)
            if x > left and x + wide > self._margin + self._room:
                x, self._y = left, self._y + pitch
            self._swatches.append(Swatch(look, round(x, 2), round(self._y, 2), s))
            middle = self._y + Swatch.HEIGHT * s / 2
            self._put(word, x + (Swatch.WIDTH + 7) * s, middle, size)
            x += wide + 22 * s
        self._y += pitch

    def _sources(self) -> None:
        if not self._figure.sources:
            return
        s, words = self._scale, self._style.words
        self._heading(words["sources"])
        left = self._body_left()
        for number, source in enumerate(self._figure.sources, 1):
            mark = circled(number)
            indent = self._typeface.width(mark, _TEXT * s) + 6 * s
            self._put(mark, left, self._y + _TEXT * s * LEADING / 2, _TEXT * s)
            title = printable(source.title)
            parts = [
                title if title.startswith("《") else f"《{title}》",
                printable(source.number),
                printable(source.date),
            ]
            paths = sorted(
                {path for link in self._layout.links for key, path in link.fact.passages if key == source.id and path},
                key=by_number,
            )
            if paths:
                parts.append(f"{words['passages']}：{'、'.join(paths)}")
            room = self._margin + self._room - left - indent
            self._paragraph("　".join(filter(None, parts)), x=left + indent, room=room, size=_TEXT * s)
            self._y += 3 * s
        self._y += 6 * s

    def _remarks(self) -> None:
        if not self._notes:
            return
        s, left = self._scale, self._body_left()
        self._heading(self._style.words["notes"])
        for note in self._notes:
            self._paragraph(note, x=left, room=self._margin + self._room - left, size=_TEXT * s, quiet=True)
        self._y += 4 * s

    def _body_left(self) -> float:
        """Where the text beside the headings of the footer begins."""
        widest = max(
            self._typeface.width(self._style.words[key], _TEXT, bold=True) for key in ("legend", "sources", "notes")
        )
        return self._margin + (widest + 18) * self._scale

    def _heading(self, word: str) -> None:
        """A heading in the margin: it does not take a line of its own."""
        size = _TEXT * self._scale
        self._put(word, self._margin, self._y + size * LEADING / 2, size, bold=True)

    def _rule(self) -> None:
        self._rules.append(round(self._y, 2))

    def _paragraph(
        self, text: str, *, x: float, room: float, size: float, bold: bool = False, quiet: bool = False
    ) -> None:
        def width(part: str) -> float:
            return self._typeface.width(part, size, bold=bold)

        # only what does not fit is broken evenly: a footer reads best with full lines
        pitch = size * LEADING
        for part in wrap(text, room, width=width, rules=self._style.wrapping):
            self._put(part, x, self._y + pitch / 2, size, bold=bold, quiet=quiet)
            self._y += pitch

    def _put(self, text: str, x: float, y: float, size: float, *, bold: bool = False, quiet: bool = False) -> None:
        self._typeface.check(text, where=f"the line “{text}”")
        width = self._typeface.width(text, size, bold=bold)
        self._lines.append(Line(text, round(x, 2), round(y, 2), size, width, bold, quiet))
