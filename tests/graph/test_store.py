"""What a store promises about documents that come, change and go: on every engine."""

from __future__ import annotations

from itertools import permutations

import pytest

from graph.bolt import BoltStore
from graph.errors import OntologyError
from graph.ids import entity_id
from graph.model import Batch
from graph.store import Change
from tests.factory import document, document_id, entity, measure, relation, target


@pytest.fixture
def empty(store: BoltStore) -> BoltStore:
    """The store with nothing in it."""
    store.clear()
    return store


def plan() -> Batch:
    return document(
        "甲规划",
        measure("1", "建设平台"),
        measure("1.1", "省实验室"),
        entity("Platform", "吉林碳纤维省实验室", "碳纤维省实验室", count=2),
        entity("Industry", "碳纤维"),
        entity("Institution", "省科技厅", key="吉林省科学技术厅", kind="government", count=3),
        entity("Document", "乙意见"),
        relation("SERVES", "吉林碳纤维省实验室", "碳纤维", "省实验室面向碳纤维产业。", measure="1.1"),
        relation("LEADS", "省科技厅", "@1.1", measure="1.1"),
        relation("SUPPORTS", "@1.1", "吉林碳纤维省实验室", action="建设", status="planned", measure="1.1"),
        relation("CITES", "@doc", "乙意见", manner="落实"),
        target("高新技术企业", "5000", "户", "2025", measure="1"),
        number="吉政办发〔2022〕26号",
        date="2022-08",
        issuers=("吉林省人民政府办公厅",),
        aliases=("甲",),
    )


def opinion() -> Batch:
    return document(
        "乙意见",
        measure("1"),
        entity("Industry", "碳纤维", count=2),
        entity("Institution", "省科学技术厅", key="吉林省科学技术厅", count=9),
        relation("LEADS", "省科学技术厅", "@1"),
        aliases=("乙",),
    )


def law() -> Batch:
    return document(
        "丙办法",
        entity("Document", "《乙意见》", key="乙意见"),
        entity("Institution", "科技厅", key="吉林省科学技术厅", kind="other"),
        relation("IMPLEMENTS", "@doc", "《乙意见》"),
    )


def institution(store: BoltStore) -> dict[str, object]:
    rows = store.read(
        "MATCH (i:Institution {id: $id}) RETURN i.name AS name, i.aliases AS aliases, i.kind AS kind",
        {"id": entity_id("Institution", "吉林省科学技术厅")},
    ).rows
    return dict(rows[0]) if rows else {}


def test_a_document_is_stored_with_all_it_says(empty: BoltStore) -> None:
    change = empty.replace(plan())
    assert empty.counts() == {
        "CITES": 1,
        "Document": 2,
        "Industry": 1,
        "Institution": 1,
        "LEADS": 1,
        "MENTIONS": 4,
        "Measure": 2,
        "PART_OF": 2,
        "Platform": 1,
        "SERVES": 1,
        "SETS_TARGET": 1,
        "SUPPORTS": 1,
        "Target": 1,
    }
    assert change == Change(nodes_written=8, edges_written=11)
    (row,) = empty.read("MATCH (d:Document {loaded: true}) RETURN d").rows
    stored = row["d"].properties
    wanted = plan().document
    assert (stored["number"], stored["date"], stored["issuers"]) == (wanted.number, "2022-08", list(wanted.issuers))
    assert stored["text"] == wanted.text


def test_every_edge_opens_its_sentence(empty: BoltStore) -> None:
    empty.replace(plan())
    text = plan().document.text
    rows = empty.read("MATCH ()-[r]->() RETURN r").rows
    assert len(rows) == 11
    for row in rows:
        said = row["r"].properties
        if said["rule"] != "structure":
            assert text[said["start"] : said["end"]] == said["evidence"]
    (serves,) = empty.read(
        "MATCH (:Platform)-[r:SERVES]->(:Industry) RETURN r.evidence AS sentence, r.measure AS at"
    ).rows
    assert serves == {"sentence": "省实验室面向碳纤维产业。", "at": "1.1"}


def test_storing_twice_changes_nothing(empty: BoltStore) -> None:
    empty.replace(plan())
    before = empty.digest()
    assert empty.replace(plan()) == Change()
    assert empty.digest() == before


def test_a_changed_document_leaves_nothing_of_its_old_self(empty: BoltStore) -> None:
    empty.replace(document("甲规划", measure("1"), entity("Park", "长春新区"), relation("SUPPORTS", "@1", "长春新区")))
    empty.replace(plan())
    changed = empty.digest()
    empty.clear()
    empty.replace(plan())
    assert empty.digest() == changed


def test_a_name_is_settled_by_all_documents(empty: BoltStore) -> None:
    empty.replace(plan())
    assert institution(empty) == {"name": "省科技厅", "aliases": [], "kind": "government"}
    empty.replace(opinion())
    assert institution(empty) == {"name": "省科学技术厅", "aliases": ["省科技厅"], "kind": "government"}
    empty.remove(document_id("乙意见"))
    assert institution(empty) == {"name": "省科技厅", "aliases": [], "kind": "government"}


def test_the_order_of_documents_does_not_matter(empty: BoltStore) -> None:
    digests = set()
    for order in permutations([plan(), opinion(), law()]):
        empty.clear()
        for batch in order:
            empty.replace(batch)
        digests.add(empty.digest())
    assert len(digests) == 1


def test_removing_a_document_restores_what_was_before(empty: BoltStore) -> None:
    empty.replace(plan())
    empty.replace(law())
    before = empty.digest()
    empty.replace(opinion())
    assert empty.digest() != before
    change = empty.remove(document_id("乙意见"))
    assert change.nodes_removed > 0
    assert empty.digest() == before


def test_removing_the_last_document_empties_the_graph(empty: BoltStore) -> None:
    empty.replace(plan())
    empty.remove(document_id("甲规划"))
    assert empty.counts() == {}
    assert empty.remove(document_id("甲规划")) == Change()


def test_a_cited_document_becomes_a_loaded_one_and_back(empty: BoltStore) -> None:
    empty.replace(plan())
    asked = (
        "MATCH (d:Document {id: $id}) RETURN d.loaded AS loaded, d.name AS name, d.aliases AS aliases, d.text AS text"
    )
    cited = {"loaded": False, "name": "乙意见", "aliases": [], "text": None}
    whole = {"loaded": True, "name": "乙意见", "aliases": ["《乙意见》", "乙"], "text": opinion().document.text}
    key = {"id": document_id("乙意见")}
    assert empty.read(asked, key).rows == (cited,)
    empty.replace(opinion())
    empty.replace(law())
    assert empty.read(asked, key).rows == (whole,)
    assert set(empty.documents()) == {each.document.id for each in (plan(), opinion(), law())}
    empty.remove(document_id("丙办法"))
    empty.remove(document_id("乙意见"))
    assert empty.read(asked, key).rows == (cited,)
    assert list(empty.documents()) == [document_id("甲规划")]


def test_a_batch_against_the_ontology_is_refused_whole(empty: BoltStore) -> None:
    wrong = document(
        "坏规划", entity("Park", "长春新区"), entity("Park", "北湖"), relation("SERVES", "长春新区", "北湖")
    )
    with pytest.raises(OntologyError, match="SERVES may not join"):
        empty.replace(wrong)
    assert empty.counts() == {}


def test_a_document_of_many_facts_travels_in_portions(empty: BoltStore) -> None:
    parks = [f"第{number}产业园" for number in range(2_500)]
    batch = document(
        "大规划",
        measure("1"),
        *(entity("Park", name, sentence="各园区。") for name in parks),
        *(relation("SUPPORTS", "@1", name, "各园区。", measure="1") for name in parks),
    )
    empty.replace(batch)
    assert (empty.counts()["Park"], empty.counts()["SUPPORTS"]) == (2_500, 2_500)
    empty.remove(batch.document.id)
    assert empty.counts() == {}


def test_preparing_twice_is_harmless(empty: BoltStore) -> None:
    empty.prepare()
    empty.prepare()
    empty.replace(plan())
    assert empty.about()["engine"] in {"ArcadeDB", "Neo4j"}
    assert empty.about()["version"][0].isdigit()
