"""Sets paragraphs into lines and lines into pages, as a typesetter of Chinese does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tools.printing.paper import Sheet, width

_UNBROKEN = re.compile(r"[“‘（(《〔]*(?:[A-Za-z0-9.%+\-&/]+|[^A-Za-z0-9])[，。、；：！？”’）)》〉〕％%]*")


@dataclass(slots=True)
class Column:
    """Where lines stand: edges, size of letters, distance of lines, how far a paragraph's first line is set in.

    ``hang`` is how far its other lines are; lines are filled ``even`` to the edge; ``latin`` is the font of such words.
    """

    left: float = 79
    right: float = 527
    top: float = 120
    bottom: float = 750
    size: float = 16
    pitch: float = 28
    indent: float = 2
    hang: float = 0
    even: bool = True
    latin: str = "F1"


def lines(text: str, room: float, size: float, first: float) -> Iterator[tuple[str, float]]:
    """The lines of a paragraph, each with the blank that is left of its room."""
    line, left = "", room - first
    for piece in _UNBROKEN.findall(text):
        if line and width(line + piece, size) > left:
            yield line, left - width(line, size)
            line, left = "", room
        line += piece
    yield line, 0.0


@dataclass(slots=True)
class Press:
    """Fills sheets with paragraphs; ``begin`` dresses each new sheet and says in which columns it is set."""

    begin: Callable[[Sheet, int], list[Column]]
    sheets: list[Sheet] = field(default_factory=list)
    _columns: list[Column] = field(default_factory=list)
    _y: float = 0.0

    @property
    def sheet(self) -> Sheet:
        """The sheet in the press."""
        if not self.sheets:
            self.turn()
        return self.sheets[-1]

    @property
    def column(self) -> Column:
        """The column that is being set."""
        return self._columns[0]

    @property
    def y(self) -> float:
        """Where the next base line stands."""
        return self._y

    def turn(self) -> None:
        """Go on with the next column or sheet."""
        self._columns = self._columns[1:]
        if not self._columns:
            self.sheets.append(Sheet())
            self._columns = self.begin(self.sheets[-1], len(self.sheets))
        self._y = self.column.top

    def line(self, indent: float, text: str, gap: float = 0.0) -> None:
        """Set one line."""
        if self.sheet and self._y > self.column.bottom:
            self.turn()
        x = self.column.left + indent
        for piece in [text] if self.column.latin == "F1" else re.findall(r"[ -~]+|[^ -~]+", text):
            font = self.column.latin if piece.isascii() else "F1"
            self.sheet.text(x, self._y, piece, self.column.size, gap=gap, font=font)
            x += width(piece, self.column.size, gap)
        self._y += self.column.pitch

    def set(self, *paragraphs: str, indent: float | None = None) -> None:
        """Set paragraphs."""
        for text in paragraphs:
            column = self.sheet and self.column
            first = (column.indent if indent is None else indent) * column.size
            hang = column.hang * column.size
            room = column.right - column.left
            for number, (line, rest) in enumerate(lines(text, room - hang, column.size, first - hang)):
                gap = rest / max(len(line) - 1, 1) if column.even else 0.0
                self.line(first if number == 0 else hang, line, gap)

    def skip(self, points: float) -> None:
        """Leave a blank."""
        self._y += points
