"""How made-up documents are numbered: ``tests/cases/numbering.txt`` says which line opens which passage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from loaders.document import structure
from loaders.document.text import clean
from tests.loaders.cases import CASES

TABLE = CASES / "numbering.txt"


@dataclass(frozen=True)
class Numbered:
    """A made-up document, and for each of its lines the paths of the passages that it opens."""

    name: str
    lines: tuple[str, ...]
    opened: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """The document as a reader of files hands it on."""
        return "\n".join(self.lines)


def numbered() -> Iterator[Numbered]:
    """The documents of the table in its order."""
    for block in TABLE.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, *rows = block.strip().split("\n")
        parts = [row.partition("| ") for row in rows]
        opened = tuple(tuple(path for path in before.split() if path != "·") for before, _, _ in parts)
        yield Numbered(name, tuple(line.replace("→", "\t") for _, _, line in parts), opened)


DOCUMENTS = tuple(numbered())
each_document = pytest.mark.parametrize("document", [pytest.param(each, id=each.name) for each in DOCUMENTS])


@each_document
def test_a_document_is_numbered(document: Numbered) -> None:
    cleaned = clean(document.text, blocks=True)
    found: list[list[str]] = [[] for _ in document.lines]
    for passage in structure.parse(cleaned.text).passages:
        found[document.text.count("\n", 0, cleaned.offsets[passage.start])].append(passage.path)
    assert [" ".join(paths) for paths in found] == [" ".join(paths) for paths in document.opened]


def test_there_are_documents_of_every_kind() -> None:
    assert len(DOCUMENTS) == len({document.name for document in DOCUMENTS}) >= 40


TITLES = {
    "一、总体要求\n内容。": "总体要求",
    "一、平台。建设平台。": "平台",
    "一、\n总体要求\n内容。": "总体要求",
    "1.\n建设平台。引进人才。": "建设平台",
    "**一、平台**": "平台",
    "第一条【目的】为了规范，制定本办法。": "【目的】为了规范，制定本办法",
    "现予印发。\n附件1\n星海省任务清单\n1.平台。建好。": "星海省任务清单",
    "附件2：任务清单\n1.平台。建好。": "任务清单",
    "附件\n星海省任务清单\n1.平台。建好。": "平台",
    "现予印发。\n附件\n1.平台。建好。\n2.人才。引好。": "",
    "专栏3 重大平台工程\n装置。": "重大平台工程",
    "表1\n主要指标\n研发\t3.0\n专利\t20": "主要指标",
}


@pytest.mark.parametrize(("text", "title"), TITLES.items(), ids=TITLES)
def test_a_title_is_what_stands_behind_the_number(text: str, title: str) -> None:
    assert structure.parse(clean(text, blocks=True).text).passages[0].title == title


def test_the_first_of_several_annexes_is_one_though_nothing_stands_above_it() -> None:
    text = "附件1\n清单\n1.平台。建好。\n附件2\n目录\n1.人才。引好。"
    assert [passage.path for passage in structure.parse(clean(text, blocks=True).text).passages][::2] == ["附1", "附2"]


SKIPS = {
    "a number is left out": ("一、平台\n二、人才\n四、环境", {"4": 3}),
    "the first number is no first": ("三、平台\n四、人才", {"3": 1}),
    "a part is left out": ("一、平台\n（一）布局\n（三）共享", {"1.3": 2}),
    "a part neither begins nor runs on": ("一、平台\n（一）布局\n（二）共享\n二、人才\n（五）引进", {"2.5": 3}),
    "the first part is left out": ("一、平台\n（一）布局\n（二）共享\n（三）收费\n二、人才\n（二）引进", {"2.2": 1}),
    "an article is left out": ("第一条 目的\n第三条 依据", {"3": 2}),
    "a number comes too late": ("一、平台\n三、人才\n二、环境", {"3": 2, "2": 4}),
    "a part runs on": ("一、平台\n（一）布局\n二、人才\n（二）引进", {}),
    "a part begins anew": ("一、平台\n（一）布局\n二、人才\n（一）引进", {}),
    "an annex begins anew": ("一、平台\n二、人才\n附件\n清单\n一、布局\n内容。\n二、共享", {}),
    "a number that restarts is told as such": ("一、平台\n二、人才\n一、环境\n二、保障", {}),
}


@pytest.mark.parametrize(("text", "due"), SKIPS.values(), ids=SKIPS)
def test_a_number_that_is_not_due_is_told(text: str, due: dict[str, int]) -> None:
    passages = structure.parse(text).passages
    assert {passage.path: passage.due for passage in passages if passage.due} == due


def test_what_stands_behind_a_table_is_of_the_section_around_it() -> None:
    text = "一、目标\n（一）指标\n表1指标\n研发\t3.0\n专利\t20\n由省科技厅负责。\n（二）任务"
    outline = structure.parse(text)
    places = {"研发": "1.1.表1", "专利": "1.1.表1", "由省": "1.1", "任务": "1.2", "指标\n表": "1.1"}
    assert {words: outline.at(text.index(words)) for words in places} == places
    around, table = outline.passage("1.1"), outline.passage("1.1.表1")
    assert around is not None
    assert table is not None
    assert around.start < table.start < table.end < around.end


@each_document
def test_every_path_stands_once_and_has_its_parent(document: Numbered) -> None:
    passages = structure.parse(clean(document.text, blocks=True).text).passages
    paths = [passage.path for passage in passages]
    assert len(paths) == len(set(paths))
    assert {passage.parent for passage in passages} <= {"", *paths}


@each_document
def test_where_a_passage_begins_it_is_the_innermost(document: Numbered) -> None:
    text = clean(document.text, blocks=True).text
    outline = structure.parse(text)
    for passage in outline.passages:
        assert passage.start < passage.end <= len(text)
        assert outline.at(passage.start) == passage.path


def test_the_contents_list_is_no_passage_and_is_told() -> None:
    text = "星海省规划\n目录\n一、形势……1\n二、任务……2\n一、形势\n内容。\n二、任务"
    outline = structure.parse(text)
    assert outline.contents is not None
    start, end = outline.contents
    assert text[start:end] == "目录\n一、形势……1\n二、任务……2\n"


def test_where_the_annexes_begin_is_told() -> None:
    text = "一、任务\n内容。\n附件1\n清单\n1.平台。建好。"
    assert structure.parse(text).annexes == text.index("附件")
    assert structure.parse("一、任务").annexes is None
