"""What the annotated documents say they are; they lie beside the project, and the tests skip where they do not."""

from __future__ import annotations

import pytest

from bench.extraction import CORPUS
from loaders import pipeline, sources
from loaders.knowledge import Knowledge

# By file: title, 文号, issuers, date, region, level. A text that says nothing of its title goes by its file's name.
SAID: dict[str, tuple[str, str, tuple[str, ...], str, str, str]] = {
    "jilin2014.txt": ("jilin2014", "", ("吉林省人民政府办公厅",), "2014-01-22", "吉林省", "省"),
    "jilin2021.md": ("省委省政府关于创新型省份建设的意见", "", ("省委", "省政府"), "2021-12-20", "吉林省", "省"),
    "jilin2022.txt": (
        "吉林省人民政府办公厅关于印发吉林省科技创新生态优化工程实施方案的通知",
        "吉政办发〔2022〕26号",
        ("吉林省人民政府办公厅",),
        "2022-08-12",
        "吉林省",
        "省",
    ),
    "zjhumanoid2024.txt": (
        "关于印发《浙江省人形机器人产业创新发展实施方案（2024—2027年）》的通知",
        "",
        ("浙江省制造业高质量发展（数字经济发展）领导小组办公室",),
        "2024-09-02",
        "浙江省",
        "省",
    ),
    "zjscience2025.txt": (
        "浙江省科学技术厅等12部门关于印发《浙江省加快推动“人工智能+科学”创新发展行动计划（20252027年）》的通知",
        "",
        (
            *("省科技厅", "省发展改革委", "省委人才办", "省委网信办", "省委金融办", "省经信厅"),
            *("省教育厅", "省农业农村厅", "省卫生健康委", "省市场监管局", "省数据局", "省能源局"),
        ),
        "2025-07-07",
        "浙江省",
        "省",
    ),
    "hubei2026.txt": (
        "湖北省人民政府办公厅关于印发《湖北省支持人工智能OPC发展若干措施（试行）》的通知",
        "",
        ("湖北省人民政府办公厅",),
        "2026-05-11",
        "湖北省",
        "省",
    ),
    "jiaozhou2026.txt": (
        "关于印发《胶州市人工智能OPC创新发展实施方案》的通知",
        "",
        (
            *("胶州市科技和工业信息化局", "胶州市财政局", "胶州市人力资源和社会保障局", "胶州市行政审批服务局"),
            "胶州市大数据和智慧城市建设中心",
        ),
        "2026-03-19",
        "胶州市",
        "县",
    ),
    "raw/guoban2018list.txt": (
        "国务院办公厅关于推广第二批支持创新相关改革举措的通知",
        "国办发〔2018〕126号",
        ("国务院办公厅",),
        "2018-12-23",
        "",
        "国家",
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_an_annotated_document_says_what_it_is(knowledge: Knowledge, name: str) -> None:
    if not (CORPUS / name).exists():
        pytest.skip(f"{name} (../shared/corpus) does not lie beside this project")
    (source,) = sources.find([CORPUS / name])
    said = pipeline.read(source, knowledge).batch.document
    assert (said.title, said.number, said.issuers, str(said.date), said.region, said.level) == SAID[name]
