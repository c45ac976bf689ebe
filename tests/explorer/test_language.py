"""Every text is there in both languages, and every text that the pages ask for is there."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import Any

import pytest

from explorer.language import LANGUAGES, Texts
from graph.errors import KnowledgeError

EXPLORER = Path(__file__).parents[2] / "explorer"
ASKED = re.compile(r"""words\(\s*"([a-z_.]+)\"""")


def flat(entries: Any, start: str = "") -> dict[str, Any]:
    found = {}
    for name, value in entries.items():
        key = f"{start}{name}"
        found.update(flat(value, f"{key}.") if isinstance(value, dict) else {key: value})
    return found


def places(text: Any) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name} if isinstance(text, str) else set()


def test_both_languages_say_the_same_things_with_the_same_places() -> None:
    chinese, english = (flat(Texts.load(language).entries) for language in LANGUAGES)
    assert chinese.keys() == english.keys()
    assert {key: places(text) for key, text in chinese.items()} == {key: places(text) for key, text in english.items()}
    assert len(chinese["canvas.keys"]) == len(english["canvas.keys"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_a_page_asks_for_is_there(language: str) -> None:
    asked = {key for path in EXPLORER.rglob("*.py") for key in ASKED.findall(path.read_text(encoding="utf-8"))}
    known = flat(Texts.load(language).entries)
    assert len(asked) > 20
    assert asked <= known.keys()


def test_a_missing_text_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"ask\.nowhere"):
        Texts.load("zh")("ask.nowhere")


def test_an_unknown_language_is_chinese() -> None:
    assert Texts.load("fr").language == "zh"
