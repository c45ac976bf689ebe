"""The vocabulary: words of the trade that only tell where names begin and end."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import KnowledgeError
from loaders.knowledge import Knowledge
from loaders.lexicon import Lexicon
from loaders.names import features, words
from loaders.names.lattice import Lattice
from loaders.vocabulary import Vocabulary
from settings import ROOT


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load(ROOT / "data" / "lexicon")


def test_the_longest_word_is_found_with_its_label() -> None:
    vocabulary = Vocabulary({"驱动桥": "Technology", "转向驱动桥": "Technology", "农资统购": "Industry"})
    text = "推广转向驱动桥，开展农资统购。"
    assert [(text[start:end], label) for start, end, label in vocabulary.find(text)] == [
        ("转向驱动桥", "Technology"),
        ("农资统购", "Industry"),
    ]


def test_a_folder_of_files_is_read_and_none_is_none(tmp_path: Path) -> None:
    assert len(Vocabulary.load(tmp_path / "vocabulary")) == 0
    (tmp_path / "words.yml").write_text("label: Technology\nnames: [驱动桥, 6G]\n", encoding="utf-8")
    assert list(Vocabulary.load(tmp_path).find("6G驱动桥")) == [(0, 2, "Technology"), (2, 5, "Technology")]


@pytest.mark.parametrize(
    "content",
    ["label: Technology", "names: [驱动桥]", "label: Tech\nnames: [驱动桥]", "label: Technology\nnames: 驱动桥"],
)
def test_a_file_that_lacks_something_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "words.yml").write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"words\.yml：词汇文件缺少"):
        Vocabulary.load(tmp_path)


def test_no_word_stands_in_the_lexicon_as_well(lexicon: Lexicon) -> None:
    forms = {form for term in lexicon.terms for form in term.forms} | lexicon.classes
    assert len(lexicon.vocabulary) > 40_000
    assert [word for word in lexicon.vocabulary if word in forms] == []


def test_a_known_name_is_seen_as_known_and_a_wider_word_around_it_as_one_of_the_trade(knowledge: Knowledge) -> None:
    vocabulary = Vocabulary({"碳纤维缠绕": "Technology", "纤维": "Industry"})
    lexicon = Lexicon(list(knowledge.lexicon.terms), [], [], frozenset(), (), vocabulary)
    for text, seen in (("突破碳纤维缠绕", {(2, 7, "Technology?")}), ("发展碳纤维", {(2, 5, "Industry")})):
        lattice = Lattice(text, words.cut(text), lexicon, knowledge.rules)
        assert {spot for spot in features.trade(lattice) if spot[2] in ("Industry", *features.VOCABULARY)} == seen
