"""Who leads a measure and who answers for it, in every style of bracket and line."""

from __future__ import annotations

import pytest

from tests.loaders import cases
from tests.loaders.cases import Case
from tests.loaders.conftest import Reader

ROLES = {"LEADS": "牵头", "RESPONSIBLE_FOR": "负责"}
PROVINCE = {"region": "吉林省", "date": "2024-03-01"}


def borne(read: Reader, duty: str) -> list[str]:
    """The bodies of a measure that ends with a duty, a row a role, as the tables write them."""
    joint = "" if duty.startswith("（") else "\n"
    batch = read(f"一、协同推进\n（一）完善机制。定期会商，统筹推进。{joint}{duty}", **PROVINCE)
    names = {entity.id: entity.name for entity in batch.entities}
    facts = [fact for fact in batch.relations if fact.type in ROLES]
    assert {fact.target.rpartition("#")[2] for fact in facts} <= {"1.1"}
    rows = []
    for role, word in ROLES.items():
        bodies = sorted((fact.evidence[0].start, names[fact.source]) for fact in facts if fact.type == role)
        if bodies:
            rows.append(f"{word}：{'、'.join(name for _, name in bodies)}")
    return rows


def is_read(read: Reader, case: Case) -> bool:
    return borne(read, case.text) == list(case.rows)


@pytest.mark.parametrize("case", cases.named(cases.table("duties.txt")))
def test_everybody_is_named_in_the_role_that_is_theirs(read: Reader, case: Case) -> None:
    assert borne(read, case.text) == list(case.rows)


def test_what_is_not_read_yet_is_still_not_read(read: Reader) -> None:
    hard = cases.table("duties-open.txt")
    print(f"{len(hard)} duties of duties-open.txt are not read rightly yet")
    passing = cases.passing(hard, lambda case: is_read(read, case))
    assert passing == [], "these are read rightly now: python -m tests.loaders.moving"


def test_what_one_note_says_of_the_order_holds_for_every_bracket_after_it(read: Reader) -> None:
    batch = read(
        "一、任务\n"
        "（一）攻关。组织攻关。（责任单位：省科技厅、省财政厅〔列第一位的为牵头单位，下同〕）\n"
        "（二）人才。引进人才。（责任单位：省教育厅、省科技厅）",
        **PROVINCE,
    )
    names = {entity.id: entity.name for entity in batch.entities}
    leaders = {fact.target.rpartition("#")[2]: names[fact.source] for fact in batch.relations if fact.type == "LEADS"}
    assert leaders == {"1.1": "省科技厅", "1.2": "省教育厅"}


def test_nobody_leads_where_the_first_place_is_nobody_in_particular(read: Reader) -> None:
    batch = read(
        "一、任务\n"
        "（一）攻关。组织攻关。（省科技厅、省财政厅负责。列第一位者为牵头单位，下同）\n"
        "（二）人才。引进人才。（各有关部门和单位、各市（州）政府负责）",
        **PROVINCE,
    )
    leaders = [fact.target.rpartition("#")[2] for fact in batch.relations if fact.type == "LEADS"]
    assert leaders == ["1.1"]


def test_a_duty_belongs_to_the_innermost_measure(read: Reader) -> None:
    batch = read(
        "一、任务\n（一）平台。\n1.建站。建好观测站。（省科技厅负责）\n2.建库。建好数据库。（省教育厅负责）", **PROVINCE
    )
    names = {entity.id: entity.name for entity in batch.entities}
    borne = {names[fact.source]: fact.target.rpartition("#")[2] for fact in batch.relations if fact.type in ROLES}
    assert borne == {"省科技厅": "1.1.1", "省教育厅": "1.1.2"}


def test_the_evidence_of_a_duty_is_the_name_itself(read: Reader) -> None:
    batch = read("一、任务\n（一）平台。建好平台。（省科技厅牵头，省教育厅配合）", **PROVINCE)
    names = {entity.id: entity.name for entity in batch.entities}
    for fact in batch.relations:
        if fact.type in ROLES:
            (evidence,) = fact.evidence
            assert batch.document.text[evidence.start : evidence.end] == names[fact.source]
