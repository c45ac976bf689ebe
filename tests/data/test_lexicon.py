"""The lexicon that comes with the program: every file loads, and no name says two things."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.ontology import Ontology
from loaders.lexicon import Lexicon

LEXICON = Path(__file__).resolve().parents[2] / "data" / "lexicon"
FILES = sorted(LEXICON.glob("*.yml"))
TERMS = [path for path in FILES if path.stem not in {"departments", "generic"}]
ORGANISATIONS = ("ministries", "universities", "institutes", "enterprises", "associations", "finance")
LEVELS = ("省", "市", "县")

Entry = dict[str, Any]


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return content


def entries(path: Path) -> list[Entry]:
    content = read(path)
    return [*content["entries"], *content.get("areas", ())]


def forms(entry: Entry) -> list[str]:
    return [entry["name"], *entry.get("aliases", ())]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load(LEXICON)


@pytest.fixture(scope="module")
def regions() -> dict[str, Any]:
    return read(LEXICON / "regions.yml")


@pytest.fixture(scope="module")
def bodies() -> list[Entry]:
    found: list[Entry] = read(LEXICON / "departments.yml")["entries"]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_what_it_names_and_where_from(path: Path, ontology: Ontology) -> None:
    content = read(path)
    assert content["label"] in {*ontology.nodes, "none"}
    assert content["source"].strip()


@pytest.mark.parametrize("path", TERMS, ids=lambda path: path.stem)
def test_no_name_stands_twice_in_a_file(path: Path) -> None:
    # Two counties may bear one name; each has a parent of its own.
    counts = Counter((entry["name"], entry.get("parent") if "ambiguous" in entry else "") for entry in entries(path))
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("path", TERMS, ids=lambda path: path.stem)
def test_an_alias_is_a_form_of_its_own(path: Path) -> None:
    for entry in entries(path):
        aliases = entry.get("aliases", [])
        assert all(len(alias) >= 2 and alias == alias.strip() for alias in aliases), entry
        assert len({entry["name"], *aliases}) == 1 + len(aliases), entry


@pytest.mark.parametrize("path", TERMS, ids=lambda path: path.stem)
def test_no_alias_is_claimed_by_two_entries_of_a_file(path: Path) -> None:
    claims: dict[str, set[str]] = defaultdict(set)
    for entry in entries(path):
        for form in forms(entry):
            claims[form].add(entry["name"])
    assert {form: names for form, names in claims.items() if len(names) > 1} == {}


def test_no_form_names_two_organisations_or_regions() -> None:
    claims: dict[str, set[str]] = defaultdict(set)
    for stem in (*ORGANISATIONS, "regions"):
        for entry in entries(LEXICON / f"{stem}.yml"):
            for form in forms(entry):
                claims[form].add(f"{stem}: {entry['name']}")
    assert {form: names for form, names in claims.items() if len(names) > 1} == {}


@pytest.mark.parametrize("stem", ORGANISATIONS)
def test_an_organisation_has_a_kind_and_a_known_region(stem: str, ontology: Ontology, regions: dict[str, Any]) -> None:
    known = {entry["name"] for entry in regions["entries"]}
    for entry in entries(LEXICON / f"{stem}.yml"):
        assert entry["kind"] in ontology.nodes["Institution"].kinds, entry
        assert entry.get("region", "吉林省") in known, entry


def test_the_map_of_china_is_whole(regions: dict[str, Any]) -> None:
    levels = Counter(entry["level"] for entry in regions["entries"])
    assert levels["省"] == 34
    assert levels["市"] == 333
    assert levels["县"] + len(regions["guarded"]) == 2846


def test_every_region_lies_in_the_level_above_it(regions: dict[str, Any]) -> None:
    level = {entry["name"]: entry["level"] for entry in regions["entries"] if entry["level"] != "县"}
    for entry in [*regions["entries"], *regions["guarded"]]:
        if entry["level"] == "省":
            assert "parent" not in entry, entry
            assert len(entry["abbr"]) == 1, entry
        elif entry["level"] == "市":
            assert level[entry["parent"]] == "省", entry
        else:
            # Municipalities, and the counties that a province governs itself, have no prefecture between.
            assert level[entry["parent"]] in {"省", "市"}, entry


def test_the_code_of_a_prefecture_begins_with_its_province(regions: dict[str, Any]) -> None:
    code = {entry["name"]: entry["code"] for entry in regions["entries"] if "code" in entry}
    assert len(set(code.values())) == len(code) == 34 + 333
    for entry in regions["entries"]:
        if entry["level"] == "市":
            assert entry["code"] // 10000 == code[entry["parent"]] // 10000, entry


def test_a_name_that_several_counties_bear_is_marked(regions: dict[str, Any]) -> None:
    found = [*regions["entries"], *regions["guarded"]]
    counts = Counter(entry["name"] for entry in found)
    assert all(entry.get("ambiguous", False) for entry in found if counts[entry["name"]] > 1)
    assert not any(entry.get("aliases") for entry in found if counts[entry["name"]] > 1)


def test_the_members_of_an_area_are_regions(regions: dict[str, Any]) -> None:
    known = {entry["name"] for entry in regions["entries"]}
    for area in regions["areas"]:
        assert set(area.get("members", ())) <= known, area


def test_a_stem_of_a_regional_body_has_one_full_name(bodies: list[Entry]) -> None:
    counts = Counter(body["stem"] for body in bodies)
    assert [stem for stem, count in counts.items() if count > 1] == []
    for body in bodies:
        assert set() < set(body["levels"]) <= set(LEVELS), body
        assert body["kind"] in {"government", "party", "association", "institute", "university", "other"}, body


def test_the_stems_of_one_body_agree_on_its_form(bodies: list[Entry]) -> None:
    by_full: dict[str, set[str]] = defaultdict(set)
    for body in bodies:
        by_full[body["full"]].add(body.get("form", ""))
        for form in (body.get("form", "{region}"), *body.get("readings", ())):
            assert "{region}" in form or "{short}" in form, body
        assert "readings" not in body or "form" in body, body
    assert {full: shapes for full, shapes in by_full.items() if len(shapes) > 1} == {}


@pytest.mark.parametrize(
    ("stem", "full", "level"),
    [
        ("科技厅", "科学技术厅", "省"),
        ("科技局", "科学技术局", "县"),
        ("工信厅", "工业和信息化厅", "省"),
        ("发改委", "发展和改革委员会", "市"),
        ("人社厅", "人力资源和社会保障厅", "省"),
        ("市场监管局", "市场监督管理局", "县"),
        ("政务服务和数字化局", "政务服务和数字化建设管理局", "省"),
        ("委组织部", "委组织部", "省"),
        ("工商联", "工商业联合会", "市"),
    ],
)
def test_the_bodies_of_every_government_are_known(bodies: list[Entry], stem: str, full: str, level: str) -> None:
    (body,) = [body for body in bodies if body["stem"] == stem]
    assert body["full"] == full
    assert level in body["levels"]


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("长春光机所", "中国科学院长春光学精密机械与物理研究所"),
        ("中科院沈阳自动化所", "中国科学院沈阳自动化研究所"),
        ("哈工大", "哈尔滨工业大学"),
        ("科技部", "科学技术部"),
        ("一汽集团", "中国第一汽车集团有限公司"),
        ("国开行", "国家开发银行"),
        ("延边州", "延边朝鲜族自治州"),
        ("即墨市", "即墨区"),
        ("粤港澳大湾区", "粤港澳大湾区"),
    ],
)
def test_a_short_form_opens_its_full_name(lexicon: Lexicon, form: str, name: str) -> None:
    (found,) = lexicon.names(form)
    assert name in {term.name for term in found.terms}


@pytest.mark.parametrize("phrase", ["国家级示范县", "沿海城市群", "新城区建设", "所辖市和县", "提高县域经济"])
def test_no_county_hides_in_an_everyday_phrase(lexicon: Lexicon, phrase: str) -> None:
    assert [term.name for found in lexicon.names(phrase) for term in found.terms if term.label == "Region"] == []
