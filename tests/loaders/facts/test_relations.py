"""Facts between things that are named, read from a sentence."""

from __future__ import annotations

import pytest

from tests.loaders.conftest import Reader


def related(read: Reader, text: str, kind: str) -> set[tuple[str, str]]:
    """The names at the two ends of each relation of a type."""
    batch = read(text)
    names = {entity.id: entity.name for entity in batch.entities}
    return {(names[item.source], names[item.target]) for item in batch.relations if item.type == kind}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("在京津冀、长三角等地区布局全国一体化算力网络国家枢纽节点。", {"京津冀", "长三角"}),
        ("在北湖科学城建设长春光电检测中心。", {"北湖科学城", "长春市"}),
    ],
)
def test_what_is_laid_out_stands_where_the_clause_says(read: Reader, text: str, places: set[str]) -> None:
    assert {place for _, place in related(read, text, "LOCATED_IN")} >= places
