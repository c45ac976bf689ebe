"""Words as jieba cuts them, without the particles that it glues to some."""

from __future__ import annotations

import pytest

from loaders.names import words


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("能见度仪等", ["能见度", "仪", "等"]),
        ("汇聚至市大数据平台", ["汇聚", "至", "市", "大", "数据", "平台"]),
        ("男女平等", ["男女平等"]),
        ("高等学校", ["高等学校"]),
        ("", []),
    ],
)
def test_particles_are_words_of_their_own(text: str, forms: list[str]) -> None:
    assert words.cut(text).forms == forms
