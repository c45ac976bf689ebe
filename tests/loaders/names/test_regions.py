"""Regions that a document speaks of are in its batch by their official names, whether or not a fact holds them."""

from __future__ import annotations

from tests.loaders.conftest import Reader


def test_a_region_that_no_fact_holds_is_an_entity_by_its_official_name(read: Reader) -> None:
    regions = {entity.name for entity in read("支持辽源等地探索跨省合作。").entities if entity.label == "Region"}
    assert regions == {"辽源市"}
