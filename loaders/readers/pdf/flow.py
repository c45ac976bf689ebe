"""The blocks of all pages become one text: paragraphs and tables that go on over the pages, notes behind them."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.item import CELL
from loaders.readers.pdf import joins, paragraphs
from loaders.readers.pdf.lines import Line, glue
from loaders.readers.pdf.tables import Table

_FORMS = PatternFile(PATTERNS / "print.yml")


def text(blocks: Sequence[Sequence[Line | Table]], notes: Sequence[list[str]]) -> tuple[str, tuple[int, ...]]:
    """The text of the pages, and where in it each page begins."""
    design = paragraphs.layout([block for page in blocks for block in page if isinstance(block, Line)])
    written = _Text()
    above: Line | Table | None = None
    first = True
    for page, said in zip(blocks, notes, strict=True):
        written.turn()
        for number, block in enumerate(page):
            if isinstance(block, Table):
                if isinstance(above, Table) and block.page > above.page and block.continues(above):
                    joins.join(above, block)
                    continue
                written.hold(block)
            elif isinstance(above, Table) and _is_head_again(page, number, above):
                continue
            elif isinstance(above, Line) and paragraphs.continues(above, block, design, first=first):
                written.join(_whole(block.text))
                first = False
            else:
                written.open(_whole(block.text))
                first = True
            above = block
        written.note(said)
    return written.done()


def _is_head_again(page: Sequence[Line | Table], number: int, above: Table) -> bool:
    """Whether a line at the head of a page says that the table below it goes on."""
    line, below = page[number], page[number + 1] if number + 1 < len(page) else None
    return (
        number == 0
        and isinstance(line, Line)
        and isinstance(below, Table)
        and below.continues(above)
        and _FORMS.compiled("continued").fullmatch(line.text) is not None
    )


def _whole(line: str) -> str:
    """A line without the page's number that it has swallowed, or the buttons of a web page behind it."""
    return _FORMS.compiled("buttons").sub("", _FORMS.compiled("swallowed").sub("", line))


class _Text:
    """Paragraphs as they grow; a table is written when it can grow no more, a note behind its paragraph."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._pages: list[int] = []
        self._table: Table | None = None
        self._turns: list[int] = []
        self._notes: list[str] = []

    def turn(self) -> None:
        """Begin a page: here, or with the next row of a table that may go on."""
        if self._table is None:
            self._pages.append(self._length)
        else:
            self._turns.append(len(self._table.rows))

    def open(self, line: str) -> None:
        """Begin a paragraph."""
        self._flush()
        self._line(line)

    def join(self, line: str) -> None:
        """Go on with the paragraph."""
        above = self._pieces[-1]
        if above.endswith("-") and above[-2:-1].islower() and line[:1].islower():
            # A word that the margin has cut.
            self._pieces[-1] = above[:-1]
            self._length -= 1
            self._add(line)
        else:
            self._add(glue(above, line) + line)

    def hold(self, table: Table) -> None:
        """Begin a table, which may go on on the next page."""
        self._flush()
        self._table = table

    def note(self, said: list[str]) -> None:
        """Keep the notes of a page until the paragraph or table that it ends with is at its end."""
        self._notes.extend(said)

    def done(self) -> tuple[str, tuple[int, ...]]:
        """The text, and where each page begins in it."""
        self._flush()
        return "".join(self._pieces), tuple(self._pages)

    def _add(self, said: str) -> None:
        self._pieces.append(said)
        self._length += len(said)

    def _line(self, line: str) -> None:
        if self._length:
            self._add("\n")
        self._add(line)

    def _flush(self) -> None:
        table, self._table = self._table, None
        for number, row in enumerate(table.rows if table else ()):
            self._pages.extend(self._length + 1 for turn in self._turns if turn == number)
            self._line(CELL.join(row))
        self._pages.extend(self._length for turn in self._turns if table is None or turn >= len(table.rows))
        self._turns.clear()
        notes, self._notes = self._notes, []
        for note in notes:
            self._line(note)
