"""Names as people write them: folded in the database, cut into words, freed of endings that change nothing."""

from __future__ import annotations

import logging
import re
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.ids import fold

# Where the characters lie that names are written with and that folding changes: Latin, general punctuation,
# Chinese punctuation and full width. A longer list would only make every search slower.
_WRITTEN = (
    range(0x20, 0x100),
    range(0x200B, 0x2020),
    range(0x3000, 0x3020),
    range(0xFF00, 0xFF61),
)
ENDINGS_FILE = Path(__file__).with_name("endings.yml")


def folding(text: str) -> list[list[str]]:
    """The replacements that bring any name to the form in which it can be compared with the folded text.

    Blanks and quotation marks go; of full-width and other compatible forms only those that stand for a
    character of the text matter, since no other can make a name equal to it or contain it.

    >>> ["（", "("] in folding("(省级)")
    True
    """
    unseen = [[mark, ""] for mark in _unseen()]
    return unseen + [[form, plain] for plain in sorted(set(text)) for form in _forms().get(plain, ())]


def unusual(replacements: list[list[str]]) -> str:
    """The regular expression of a name that the replacements change: most names need not be folded at all."""
    return ".*[" + "".join(re.escape(form) for form, _ in replacements) + "].*"


@cache
def _unseen() -> tuple[str, ...]:
    """The characters that folding takes away."""
    return tuple(chr(code) for block in _WRITTEN for code in block if fold(chr(code)) == "")


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """For each character the others, beside its capital, that fold to it."""
    forms: dict[str, list[str]] = {}
    for code in (code for block in _WRITTEN for code in block):
        folded = fold(chr(code))
        if folded and folded != chr(code).lower():
            forms.setdefault(folded, []).append(chr(code).lower())
    return {plain: tuple(dict.fromkeys(found)) for plain, found in forms.items()}


def cut(text: str) -> tuple[str, ...]:
    """The words of a text, of two characters at least, the longest first; endings of names are no words.

    >>> cut("碳纤维复合材料")[0]
    '复合材料'
    """
    endings = {ending for found in endings_by_label().values() for ending in found}
    found = {word for word in _tokenizer().cut_for_search(fold(text)) if len(word) > 1 and word not in endings}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def stem(text: str, labels: tuple[str, ...]) -> str:
    """A name without the ending that only tells its class; the name itself where it has none.

    >>> stem("碳纤维产业链", ("Industry",))
    '碳纤维'
    """
    for label in labels:
        for ending in endings_by_label().get(label, ()):
            if text.endswith(ending) and len(text) > len(ending) + 1:
                return text.removesuffix(ending)
    return text


@cache
def endings_by_label() -> dict[str, tuple[str, ...]]:
    """The endings that names of each label may drop."""
    loaded = yaml.safe_load(ENDINGS_FILE.read_text(encoding="utf-8"))
    return {label: tuple(endings) for label, endings in loaded.items()}


@cache
def _tokenizer() -> Any:
    """The cutter of words; its dictionary is read once, when the first text has to be cut."""
    # Its source has escapes that newer Pythons warn of when they compile it; nobody who asks a name can help that.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()
