"""The bytes of one file, whether it lies in a folder, in an archive or on the web, and the text read from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

# Between the cells of a table's row, which is one line of the text.
CELL = "\t"


@dataclass(frozen=True, slots=True)
class Item:
    """The content of a file and the name it is shown by: a path, a place in an archive, an address.

    ``ending`` says the format where the name does not.
    """

    name: str
    content: bytes = field(repr=False)
    ending: str = ""

    @property
    def suffix(self) -> str:
        """The ending that says the format, in lower case, with its dot."""
        return (self.ending or PurePath(self.name).suffix).lower()


@dataclass(frozen=True, slots=True)
class RawText:
    """The text of a file before cleaning.

    ``facts`` are what the file states of itself and overrule the text (a front matter); ``hints`` are what the page
    around it says and are asked where the text is silent. With ``blocks`` every line is a paragraph or, its cells
    apart by ``CELL``, a table's row; otherwise lines may have been wrapped. ``pages`` are the offsets at which the
    pages begin, ``losses`` what could not be read, each behind its place.

    >>> RawText("一、总则\\n二、附则", pages=(0, 5)).page(6)
    2
    """

    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    blocks: bool = False
    pages: tuple[int, ...] = ()
    losses: tuple[tuple[str, str], ...] = ()

    def page(self, offset: int) -> int:
        """The number of the page that holds an offset, counted from 1; 0 where there are no pages."""
        return sum(1 for start in self.pages if start <= offset)
