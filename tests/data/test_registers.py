"""The registers that come with the program: lists with a mapping beside each, which the ontology can hold."""

from __future__ import annotations

import pytest

from graph.ids import fold
from graph.ontology import Ontology
from graph.values import PartialDate
from tests.data import shelf
from tests.data.shelf import Register

MAPPINGS = sorted(shelf.REGISTERS.glob("*.yml"))


@pytest.fixture(params=MAPPINGS, ids=lambda path: path.stem)
def register(request: pytest.FixtureRequest) -> Register:
    return shelf.register(request.param)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


def test_every_list_has_a_mapping_of_its_name() -> None:
    lists = {path.stem for path in shelf.REGISTERS.glob("*.csv")}
    assert lists == {path.stem for path in MAPPINGS}
    assert all(shelf.register(path).mapping["file"] == f"{path.stem}.csv" for path in MAPPINGS)


def test_a_mapping_says_what_the_list_is_and_where_it_comes_from(register: Register) -> None:
    assert register.mapping["title"]
    assert register.mapping["source"]
    assert PartialDate.parse(str(register.mapping["date"]))


def test_a_list_has_the_columns_its_mapping_reads(register: Register) -> None:
    mapping = register.mapping
    read = {mapping["entity"]["name"], mapping["entity"]["aliases"]}
    read |= {mapping["kind"]} if "kind" in mapping else set()
    read |= {relation["to"]["name"] for relation in mapping["relations"]}
    assert read <= set(register.columns)


def test_no_row_is_longer_or_shorter_than_the_head(register: Register) -> None:
    assert all(set(row) == set(register.columns) and None not in row.values() for row in register.rows)


def test_no_name_stands_twice_in_a_list(register: Register) -> None:
    every = [fold(name) for row in register.rows for name in (row["名称"], *register.aliases(row))]
    assert sorted(every) == sorted(set(every))


def test_no_name_stands_in_two_lists_of_one_label() -> None:
    seen: dict[tuple[str, str], str] = {}
    for path in MAPPINGS:
        register = shelf.register(path)
        for row in register.rows:
            for name in (row["名称"], *register.aliases(row)):
                key = (register.mapping["entity"]["label"], fold(name))
                assert seen.setdefault(key, path.stem) == path.stem, name


def test_no_cell_is_padded_and_only_aliases_may_be_empty(register: Register) -> None:
    for row in register.rows:
        for column, cell in row.items():
            assert cell == cell.strip()
            assert cell or column == register.mapping["entity"]["aliases"], f"{row['名称']}: {column}"


def test_the_ontology_holds_what_a_mapping_makes(register: Register, ontology: Ontology) -> None:
    label = register.mapping["entity"]["label"]
    for relation in register.mapping["relations"]:
        assert (label, relation["to"]["label"]) in ontology.relations[relation["type"]].pairs


def test_a_kind_is_one_that_the_ontology_knows(register: Register, ontology: Ontology) -> None:
    column = register.mapping.get("kind")
    if column is None:
        assert register.mapping["entity"]["label"] != "Institution"
        return
    kinds = ontology.nodes[register.mapping["entity"]["label"]].kinds
    assert {row[column] for row in register.rows} <= set(kinds)


def test_a_split_leaves_no_empty_name(register: Register) -> None:
    for relation in register.mapping["relations"]:
        for row in register.rows:
            cell = row[relation["to"]["name"]]
            parts = cell.split(relation["split"]) if "split" in relation else [cell]
            assert all(parts), f"{row['名称']}: {cell}"
            assert len(set(parts)) == len(parts)
            assert "split" in relation or "、" not in cell


def test_a_short_name_that_every_province_has_is_no_alias_here() -> None:
    departments = shelf.register(shelf.REGISTERS / "departments.yml")
    assert [alias for row in departments.rows for alias in departments.aliases(row) if alias.startswith("省")] == []


def test_the_five_national_zones_of_jilin_are_all_there() -> None:
    zones = shelf.register(shelf.REGISTERS / "high_tech_zones.yml")
    assert {row["名称"].removesuffix("高新技术产业开发区") for row in zones.rows} == {
        "长春",
        "长春净月",
        "吉林",
        "延吉",
        "通化医药",
    }


def test_the_carbon_fibre_laboratory_serves_carbon_fibre() -> None:
    laboratories = shelf.register(shelf.REGISTERS / "provincial_laboratories.yml")
    assert [row["服务产业"] for row in laboratories.rows if row["名称"] == "吉林碳纤维省实验室"] == ["碳纤维"]
