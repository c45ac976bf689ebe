"""Names as people write them: folded in the database, cut into words, freed of endings that change nothing."""

from __future__ import annotations

import logging
import sys
import unicodedata
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.ids import fold

ENDINGS_FILE = Path(__file__).with_name("endings.yml")


def folding(text: str) -> list[list[str]]:
    """The replacements that bring any name to the form in which it can be compared with the folded text.

    Blanks and quotation marks go; of full-width and other compatible forms only those that stand for a
    character of the text matter, since no other can make a name equal to it or contain it.

    >>> ["Ａ", "a"] in folding("a股")
    True
    """
    unseen = [[mark, ""] for mark in _unseen()]
    return unseen + [[form, plain] for plain in sorted(set(text)) for form in _forms().get(plain, ())]


@cache
def _unseen() -> tuple[str, ...]:
    """The characters that folding takes away."""
    return tuple(chr(code) for code in range(sys.maxunicode >> 4) if fold(chr(code)) == "")


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """For each character the single characters, beside its capital, that fold to it."""
    forms: dict[str, list[str]] = {}
    for code in (*range(0x2000, 0x3400), *range(0xF900, 0xFB00), *range(0xFE30, 0xFFF0)):
        folded = fold(chr(code))
        if len(folded) == 1 and folded != chr(code) and unicodedata.category(chr(code)) != "Cn":
            forms.setdefault(folded, []).append(chr(code))
    return {plain: tuple(found) for plain, found in forms.items()}


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
