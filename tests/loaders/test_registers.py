"""Registers: every row a line, every line evidence; a broken row is told, a broken file refused."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from graph.errors import DocumentError
from graph.model import Batch
from loaders import pipeline, registers
from loaders.issues import Issue
from loaders.knowledge import Knowledge
from loaders.sources import Source

MAPPING = """
    title: 星海省实验室名单
    source: 省科技厅公布
    date: "2031-05"
    entity: {label: Platform, name: 名称, aliases: 别名}
    relations:
      - {type: RELIES_ON, to: {label: Institution, name: 依托单位}, split: '、'}
      - {type: LOCATED_IN, to: {label: Region, name: 所在地}}
"""
LIST = """\
    名称,别名,依托单位,所在地
    星海光子省实验室,光子实验室|光子室,星海大学、星海光学研究所,长春市
    星海种业省实验室,,星海农业大学,
"""


class Shelf:
    """A folder with one register that the tests rewrite."""

    def __init__(self, folder: Path, knowledge: Knowledge) -> None:
        self.path = folder / "laboratories.csv"
        self.mapping = folder / "laboratories.yml"
        self._knowledge = knowledge

    def lay(self, rows: str | bytes = LIST, mapping: str | None = MAPPING) -> None:
        self.path.write_bytes(rows if isinstance(rows, bytes) else dedent(rows).encode())
        if mapping is not None:
            self.mapping.write_text(dedent(mapping), encoding="utf-8")

    def read(self) -> tuple[Batch, tuple[Issue, ...]]:
        return registers.read(Source(self.path, register=True), self._knowledge)


@pytest.fixture
def shelf(tmp_path: Path, knowledge: Knowledge) -> Shelf:
    return Shelf(tmp_path, knowledge)


def facts(batch: Batch) -> set[tuple[str, str, str]]:
    names = {entity.id: entity.name for entity in batch.entities}
    return {(names[fact.source], fact.type, names[fact.target]) for fact in batch.relations}


def test_every_row_names_things_and_says_how_they_stand(shelf: Shelf) -> None:
    shelf.lay()
    batch, issues = shelf.read()
    assert issues == ()
    assert facts(batch) == {
        ("星海光子省实验室", "RELIES_ON", "星海大学"),
        ("星海光子省实验室", "RELIES_ON", "星海光学研究所"),
        ("星海光子省实验室", "LOCATED_IN", "长春市"),
        ("星海种业省实验室", "RELIES_ON", "星海农业大学"),
    }


def test_other_names_come_along(shelf: Shelf) -> None:
    shelf.lay()
    batch, _ = shelf.read()
    (laboratory,) = (entity for entity in batch.entities if entity.name == "星海光子省实验室")
    assert {"光子实验室", "光子室"} <= set(laboratory.aliases)


def test_a_register_is_a_document_of_its_own_kind(shelf: Shelf) -> None:
    shelf.lay()
    document = shelf.read()[0].document
    assert (document.kind, document.title, str(document.date)) == ("register", "星海省实验室名单", "2031-05")


def test_the_evidence_of_a_fact_is_its_row(shelf: Shelf) -> None:
    shelf.lay()
    batch, _ = shelf.read()
    for fact in batch.relations:
        for evidence in fact.evidence:
            assert batch.document.text[evidence.start : evidence.end] == evidence.text
            assert evidence.text.startswith("名称：星海")


def test_a_thing_of_two_rows_is_one_with_both_sightings(shelf: Shelf) -> None:
    row = "星海光子省实验室,光子中心,星海大学,\n"
    shelf.lay(dedent(LIST) + row)
    batch, _ = shelf.read()
    (laboratory,) = (entity for entity in batch.entities if entity.name == "星海光子省实验室")
    assert {"光子实验室", "光子中心"} <= set(laboratory.aliases)
    (fact,) = (fact for fact in batch.relations if len(fact.evidence) > 1)
    assert fact.type == "RELIES_ON"


@pytest.mark.parametrize(
    ("row", "reason"),
    [("星海材料省实验室,,星海大学\n", "4 列"), (",无名实验室,星海大学,长春市\n", "名称")],
    ids=["too few cells", "no name"],
)
def test_a_broken_row_is_told_and_the_others_stay(shelf: Shelf, row: str, reason: str) -> None:
    head, first, second = dedent(LIST).splitlines(keepends=True)
    shelf.lay(head + first + row + second)
    batch, (issue,) = shelf.read()
    assert (issue.kind, issue.place) == ("error", "第 3 行")
    assert reason in issue.message
    assert "laboratories.csv" in issue.message
    assert {"星海光子省实验室", "星海种业省实验室"} <= {entity.name for entity in batch.entities}
    assert "星海材料省实验室" not in {entity.name for entity in batch.entities}


def test_an_empty_row_is_no_row(shelf: Shelf) -> None:
    shelf.lay(dedent(LIST) + "\n,,,\n")
    batch, issues = shelf.read()
    assert issues == ()
    assert len(facts(batch)) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_register_is_read_as_a_spreadsheet_saves_it(shelf: Shelf, encoding: str) -> None:
    shelf.lay()
    plain, _ = shelf.read()
    shelf.lay(dedent(LIST).replace("\n", "\r\n").encode(encoding))
    assert shelf.read()[0] == plain


REFUSED = {
    "an empty file": (b"", MAPPING, "空的"),
    "a column that is missing": ("名称,别名\n星海光子省实验室,\n", MAPPING, "缺少列“依托单位、所在地”"),
    "no mapping": (LIST, None, "laboratories.yml"),
    "a mapping without an entity": (LIST, "title: 名单\n", "entity"),
    "a mapping without a name": (LIST, "entity: {label: Platform}\n", "name"),
    "a mapping that is no YAML": (LIST, "entity: [\n", "映射文件"),
    "a date that is none": (LIST, MAPPING.replace('"2031-05"', "去年"), "去年"),
    "a binary file": (bytes(range(256)) * 4, MAPPING, "二进制"),
}


@pytest.mark.parametrize(("rows", "mapping", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_faulty_register_is_refused_with_a_reason(
    shelf: Shelf, rows: str | bytes, mapping: str | None, reason: str
) -> None:
    shelf.lay(rows, mapping)
    with pytest.raises(DocumentError, match=reason):
        shelf.read()


def test_a_register_that_is_not_there_is_refused(shelf: Shelf) -> None:
    shelf.lay()
    shelf.path.unlink()
    with pytest.raises(DocumentError, match="不存在"):
        shelf.read()


def test_a_register_keeps_to_the_ontology(shelf: Shelf, knowledge: Knowledge) -> None:
    shelf.lay()
    reading = pipeline.read(Source(shelf.path, register=True), knowledge)
    assert list(knowledge.ontology.problems(reading.batch)) == []
