"""What the annotated documents say they are; they lie beside the project, and the tests skip where they do not."""

from __future__ import annotations

import pytest

from bench.extraction import CORPUS
from loaders import pipeline, sources
from loaders.knowledge import Knowledge

# By file: how the title begins and ends and how long it is, 文号, how the first issuer begins and the last ends and how
# many they are, date, region, level. A text that says nothing of its title goes by its file's name.
SAID: dict[str, tuple[str, str, int, str, str, str, int, str, str, str]] = {
    "jilin2014.txt": ("jilin201", "2014", 9, "", *("吉林省人民政府办公厅",) * 2, 1, "2014-01-22", "吉林省", "省"),
    "jilin2021.md": ("省委省政府关于创", "的意见", 17, "", "省委", "省政府", 2, "2021-12-20", "吉林省", "省"),
    "jilin2022.txt": (
        *("吉林省人民政府办", "实施方案的通知", 34, "吉政办发〔2022〕26号"),
        *(*("吉林省人民政府办公厅",) * 2, 1, "2022-08-12", "吉林省", "省"),
    ),
    "zjhumanoid2024.txt": (
        *("关于印发《浙江省", "2027年）》的通知", 39, ""),
        *("浙江省制造业高质", "领导小组办公室", 1, "2024-09-02", "浙江省", "省"),
    ),
    "zjscience2025.txt": (
        *("浙江省科学技术厅", "2027年）》的通知", 57, ""),
        *("省科技厅", "省能源局", 12, "2025-07-07", "浙江省", "省"),
    ),
    "hubei2026.txt": (
        *("湖北省人民政府办", "（试行）》的通知", 41, ""),
        *(*("湖北省人民政府办公厅",) * 2, 1, "2026-05-11", "湖北省", "省"),
    ),
    "jiaozhou2026.txt": (
        *("关于印发《胶州市", "实施方案》的通知", 27, ""),
        *("胶州市科技和工业", "智慧城市建设中心", 5, "2026-03-19", "胶州市", "县"),
    ),
    "raw/guoban2018list.txt": (
        *("国务院办公厅关于", "改革举措的通知", 26, "国办发〔2018〕126号"),
        *("国务院办公厅", "国务院办公厅", 1, "2018-12-23", "", "国家"),
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_an_annotated_document_says_what_it_is(knowledge: Knowledge, name: str) -> None:
    if not (CORPUS / name).exists():
        pytest.skip(f"{name} (../shared/corpus) does not lie beside this project")
    (source,) = sources.find([CORPUS / name])
    said = pipeline.read(source, knowledge).batch.document
    begins, ends, length, number, first, last, issuers, date, region, level = SAID[name]
    assert (said.title[:8], said.title[-len(ends) :], len(said.title)) == (begins, ends, length)
    assert (said.issuers[0][: len(first)], said.issuers[-1][-len(last) :], len(said.issuers)) == (first, last, issuers)
    assert (said.number, str(said.date), said.region, said.level) == (number, date, region, level)
