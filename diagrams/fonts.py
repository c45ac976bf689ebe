"""The packaged Chinese typeface: measures text, names what it lacks, and cuts the subset a figure carries."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from graph.errors import ExportError

TYPEFACE = Path(__file__).with_name("typeface")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def printable(text: str) -> str:
    """The text as it can be drawn: one blank between words, without control, direction and variation characters.

    >>> printable("吉林\\u200b大学\\n（长春）")
    '吉林大学 （长春）'
    """
    normal = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if char.isspace() else char for char in normal)
    seen = (char for char in spaced if unicodedata.category(char) not in _UNSEEN and not "\ufe00" <= char <= "\ufe0f")
    return " ".join("".join(seen).split())


class Typeface:
    """Two faces of one family, regular and bold, that cover GBK.

    >>> Typeface.packaged().width("吉林", 14)
    28.0
    """

    def __init__(self, folder: Path = TYPEFACE) -> None:
        self._folder = folder
        self._advances = {bold: _advances(self.file(bold=bold)) for bold in (False, True)}

    @staticmethod
    @cache
    def packaged() -> Typeface:
        """The typeface that comes with the program, opened once."""
        return Typeface()

    def file(self, *, bold: bool) -> Path:
        """Where a face is kept."""
        return self._folder / f"InnographSansSC-{'Bold' if bold else 'Regular'}.woff2"

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a line of text is, in the unit of ``size``; a character that is lacking counts as a square."""
        advances = self._advances[bold]
        return sum(advances.get(ord(char), 1.0) for char in text) * size

    def lacking(self, text: str) -> tuple[str, ...]:
        """The characters of the text that have no glyph, each once, sorted."""
        return tuple(sorted({char for char in text if ord(char) not in self._advances[False]}))

    def check(self, text: str, *, where: str) -> None:
        """Raise ExportError naming the first character that cannot be drawn, and where it stands."""
        for char in self.lacking(text):
            raise ExportError(
                f"the character “{char}” (U+{ord(char):04X}) in {where} has no glyph in the packaged typeface: "
                "write the name with another character, or rebuild the typeface with it (tools/fonts/coverage.yml)"
            )

    def cut(self, text: Iterable[str], *, bold: bool, web: bool) -> bytes:
        """The face reduced to the characters of the text: WOFF2 for the web, OpenType otherwise."""
        return _cut(self.file(bold=bold), "".join(sorted(set("".join(text)))), web)


def _advances(path: Path) -> Mapping[int, float]:
    try:
        font = TTFont(path, lazy=True)
    except OSError as error:
        raise ExportError(f"the typeface {path.name} cannot be read ({error.strerror}): install again") from error
    with font:
        units = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {code: metrics[glyph][0] / units for code, glyph in font.getBestCmap().items()}


@lru_cache(maxsize=16)
def _cut(path: Path, characters: str, web: bool) -> bytes:
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    options.notdef_outline = True
    options.flavor = "woff2" if web else None
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        worker = subset.Subsetter(options)
        worker.populate(text=characters)
        worker.subset(font)
        written = io.BytesIO()
        font.flavor = options.flavor
        font.save(written, reorderTables=True)
        return written.getvalue()
