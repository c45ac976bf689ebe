"""Folding in the database is the folding that makes identifiers; words are cut as a dictionary knows them."""

from __future__ import annotations

import re

import pytest

from graph.ids import fold
from queries import words


def folded_by_the_database(name: str, wanted: str) -> str:
    replacements = words.folding(wanted)
    form = name.lower()
    if re.fullmatch(words.unusual(replacements), form):
        for old, new in replacements:
            form = form.replace(old, new)
    return form


@pytest.mark.parametrize(
    "name",
    [
        "碳纤维",
        "“星光一号”卫星",
        "星光 一号\u3000卫星",
        "《规划》（\uff12\uff1021－2025年）",
        "ＯＰＣ社区",
        "“双千工程”『示范』",
        "AI+\uff3b制造\uff3d",
        "“专精特新”中小企业（省级）",
    ],
)
def test_a_name_is_folded_alike_here_and_there(name: str) -> None:
    assert folded_by_the_database(name, fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("text", "labels", "stem"),
    [
        ("碳纤维产业链", ("Industry",), "碳纤维"),
        ("碳纤维产业", ("Technology", "Industry"), "碳纤维"),
        ("光刻技术", ("Technology",), "光刻"),
        ("新产业", ("Industry",), "新产业"),
        ("碳纤维产业链", ("Park",), "碳纤维产业链"),
    ],
)
def test_an_ending_tells_only_the_class(text: str, labels: tuple[str, ...], stem: str) -> None:
    assert words.stem(text, labels) == stem


def test_words_are_of_two_characters_at_least_and_no_endings() -> None:
    assert words.cut("碳纤维产业链的平台") == ("碳纤维", "平台", "纤维")
