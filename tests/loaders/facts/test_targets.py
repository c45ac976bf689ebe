"""Measurable aims, baselines and offers: what a sentence counts, how it compares, and by when."""

from __future__ import annotations

import pytest

from graph.model import Target
from tests.loaders import cases
from tests.loaders.cases import Case
from tests.loaders.conftest import Reader

# How many characters beyond the words that must be there an indicator may carry.
LOOSE = 6


def figures(read: Reader, text: str) -> tuple[Target, ...]:
    """The figures of a sentence in a document of the spring of 2024."""
    return read(f"一、主要目标\n{text}", date="2024-03-01").targets


def says(target: Target, row: str) -> bool:
    """Whether a figure is the one of a row: indicator, comparator, value, unit, year, kind."""
    indicator, comparator, value, unit, *rest = row.split()
    year, kind = (rest + ["-", "target"][len(rest) :])[:2]
    return (
        indicator in target.indicator
        and len(target.indicator) <= len(indicator) + LOOSE
        and (str(target.comparator), target.value, target.unit) == (comparator, value, unit)
        and (target.year or "-", target.kind) == (year, kind)
    )


def is_read(read: Reader, case: Case) -> bool:
    found = figures(read, case.text)
    return len(found) == len(case.rows) and all(map(says, found, case.rows))


def shown(targets: tuple[Target, ...]) -> str:
    return "\n".join(f"{t.indicator} {t.comparator} {t.value} {t.unit} {t.year or '-'} {t.kind}" for t in targets)


@pytest.mark.parametrize("case", cases.named(cases.table("targets.txt")))
def test_every_figure_of_a_sentence_is_read_and_no_other(read: Reader, case: Case) -> None:
    assert is_read(read, case), f"read instead:\n{shown(figures(read, case.text))}"


def test_what_is_not_read_yet_is_still_not_read(read: Reader) -> None:
    hard = cases.table("targets-open.txt")
    print(f"{len(hard)} sentences of targets-open.txt are not read rightly yet")
    passing = cases.passing(hard, lambda case: is_read(read, case))
    assert passing == [], "these are read rightly now: python -m tests.loaders.moving"


@pytest.mark.parametrize(
    ("issued", "kind"),
    [("2020-01-01", "target"), ("2024-12-31", "target"), ("2030-06-01", "baseline")],
    ids=["before", "at", "after"],
)
def test_a_year_before_the_document_s_own_is_a_baseline(read: Reader, issued: str, kind: str) -> None:
    (target,) = read("2024年，高新技术企业达到5000户。", date=issued).targets
    assert target.kind == kind


def test_an_aim_stays_one_where_a_later_document_repeats_it(read: Reader) -> None:
    (target,) = read("到2024年，高新技术企业达到5000户。", date="2030-06-01").targets
    assert target.kind == "target"


def test_a_figure_stands_at_its_place_in_the_measure_that_says_it(read: Reader) -> None:
    batch = read("一、目标\n（一）企业。到2027年，高新技术企业达到6000户。\n（二）平台。到2027年，建成中试平台20个。")
    words = [
        (target.measure, batch.document.text[evidence.start : evidence.end])
        for target in batch.targets
        for evidence in target.evidence
    ]
    assert words == [("1.1", "6000户"), ("1.2", "20个")]


def test_the_year_of_a_heading_reaches_the_items_under_it(read: Reader) -> None:
    batch = read("一、到2027年的目标：\n1.高新技术企业达到6000户。\n2.技术合同成交额达到300亿元。")
    assert [(target.value, target.year) for target in batch.targets] == [("6000", "2027"), ("300", "2027")]


def test_the_year_of_a_heading_ends_with_its_chapter(read: Reader) -> None:
    batch = read("一、到2027年的目标：\n1.高新技术企业达到6000户。\n二、保障\n1.建成服务站10个。")
    assert [(target.value, target.year) for target in batch.targets] == [("6000", "2027"), ("10", "")]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("某市未来产业行动计划（2025—2027年）", "2027"),
        ("某省数字经济2025年工作要点", "2025"),
        ("某市2025年优化营商环境实施方案", "2025"),
        ("关于做好2025年降成本重点工作的通知", "2025"),
        ("某省2030年前碳达峰行动方案", ""),
        ("关于修订2018年印发的科技奖励办法实施方案的通知", ""),
        ("某市迎接2025年全国运动会城市品质提升行动计划", ""),
        ("落实《国务院2022年稳经济一揽子政策措施》实施方案", ""),
        ("2021年度科技创新工作要点", ""),
        ("某市促进产业创新若干措施", ""),
    ],
)
def test_an_aim_without_a_year_is_for_the_year_of_the_title(read: Reader, title: str, year: str) -> None:
    batch = read("一、培育企业\n培育高新技术企业500家。", title=title, date="2025-01-10")
    assert [(target.value, target.year or "") for target in batch.targets] == [("500", year)]


def test_what_is_to_be_done_every_year_is_for_none(read: Reader) -> None:
    (target,) = read(
        "一、培育人才\n每年培训技术经纪人500人。", title="某市行动计划（2025—2027年）", date="2025-01-10"
    ).targets
    assert (target.value, target.year or "") == ("500", "")


def test_the_year_of_a_heading_holds_for_what_stands_below_it(read: Reader) -> None:
    text = (
        "一、2025年工作回顾\n（一）企业。高新技术企业达到300家。\n（二）平台。到“十五五”末的目标如下：\n重点实验室50家。\n"
        "（三）人才。引进人才20名。\n二、2026年重点工作\n（一）企业。培育高新技术企业500家。"
    )
    batch = read(text, date="2026-01-10")
    found = {target.value: (target.year, target.kind) for target in batch.targets}
    assert found == {
        "300": ("2025", "baseline"),
        "50": ("2030", "target"),
        "20": ("2025", "baseline"),
        "500": ("2026", "target"),
    }


def test_what_applicants_must_fulfil_is_no_aim(read: Reader) -> None:
    text = (
        "一、申请条件\n（一）企业。上年度研发费用不低于200万元。\n（二）奖励。给予最高50万元奖励。\n"
        "二、主要目标\n培育企业30家。"
    )
    assert [(target.value, target.kind) for target in read(text).targets] == [("50", "support"), ("30", "target")]


def tabled(read: Reader, rows: list[str]) -> list[str]:
    """The figures of a table in a plan of 2024, as the cases write them."""
    targets = figures(read, "\n".join(row.replace("|", "\t") for row in rows))
    return [f"{t.indicator} {t.comparator} {t.value} {t.unit} {t.year or '-'} {t.kind}" for t in targets]


def test_a_table_of_indicators_gives_what_was_reached_and_what_is_to_be(read: Reader) -> None:
    assert tabled(
        read,
        [
            "指标|2020年|2030年|年均增速（%）",
            "创新能力",
            "1.研发经费（亿元）|120|>200|10",
            "2.基层覆盖率（%）|56|80|〔24〕",
            "3.创新指数|72.45|—|—",
        ],
    ) == [
        "研发经费 = 120 亿元 2020 baseline",
        "研发经费 > 200 亿元 2030 target",
        "研发经费年均增速 = 10 % 2030 target",
        "基层覆盖率 = 56 % 2020 baseline",
        "基层覆盖率 = 80 % 2030 target",
        "基层覆盖率累计增长 = 24 百分点 2030 target",
        "创新指数 = 72.45  2020 baseline",
    ]


def test_a_head_of_two_rows_and_a_column_of_units_are_read(read: Reader) -> None:
    assert tabled(
        read,
        [
            "序号|指标名称|单位|现状值|目标值",
            "1|高新技术企业|家|300|500左右",
            "2|研发投入占比|%|2.5|≥3",
        ],
    ) == [
        "高新技术企业 = 300 家 - baseline",
        "高新技术企业 ~ 500 家 - target",
        "研发投入占比 = 2.5 % - baseline",
        "研发投入占比 >= 3 % - target",
    ]
    assert tabled(
        read, ["指标|规划目标|实现情况", "2020年|年均增长（%）|2020年|年均增长（%）", "产值（亿元）|16|10|17|13"]
    ) == [
        "产值 = 16 亿元 2020 target",
        "产值年均增长 = 10 % 2020 target",
        "产值 = 17 亿元 2020 baseline",
        "产值年均增长 = 13 % 2020 baseline",
    ]


def test_a_table_of_anything_else_gives_no_figures_of_its_own(read: Reader) -> None:
    assert tabled(read, ["项目名称|责任单位|投资（亿元）", "星海大桥|市交通局|12", "星湖隧道|市住建局|8"]) == []


def test_figures_that_look_like_years_names_with_digits_and_ragged_rows_are_read(read: Reader) -> None:
    assert tabled(
        read,
        [
            "类别|指标|2020年|2025年|备注",
            "创新驱动|高新技术企业（家）|1200|2,000|",
            "5G基站数（万个）|2|5|",
            "绿色低碳|单位能耗降低（%）|—|〔13.5〕|到2025年建成平台10个",
        ],
    ) == [
        "高新技术企业 = 1200 家 2020 baseline",
        "高新技术企业 = 2000 家 2025 target",
        "5G基站数 = 2 万个 2020 baseline",
        "5G基站数 = 5 万个 2025 target",
        "单位能耗降低（累计） = 13.5 % 2025 target",
        "平台 = 10 个 2025 target",
    ]


def kinds(read: Reader, text: str, **facts: str) -> list[tuple[str, str, str]]:
    """The value, the year and the kind of every figure of a text."""
    return [(target.value, target.year, target.kind) for target in read(text, **facts).targets]


def test_a_chapter_that_looks_back_gives_baselines_and_a_task_that_sounds_alike_gives_aims(read: Reader) -> None:
    text = "一、发展基础\n创新平台达到20个。\n二、夯实产业发展基础\n建设创新平台30个。"
    assert kinds(read, text, date="2024-03-01") == [("20", "", "baseline"), ("30", "", "target")]


def test_the_first_year_of_a_chapter_of_aims_is_that_of_its_paragraphs(read: Reader) -> None:
    text = (
        "一、发展目标\n到2030年，区域创新能力显著增强，创新体系更加健全有力，产业更强。\n人才队伍壮大。引进人才100名。"
    )
    assert kinds(read, text, date="2024-03-01") == [("100", "2030", "target")]


def test_the_year_of_a_paragraph_holds_for_the_points_behind_it(read: Reader) -> None:
    text = (
        "一、战略目标\n第一步，到2027年产业能力显著提升，创新体系更加健全有力。\n——产业规模。核心产业规模超过1500亿元。\n"
        "第二步，到2030年产业能力达到领先水平，创新体系更加健全有力。\n——产业规模。核心产业规模超过4000亿元。"
    )
    assert kinds(read, text, date="2024-03-01") == [("1500", "2027", "target"), ("4000", "2030", "target")]


@pytest.mark.parametrize(
    ("lines", "years"),
    [
        (["到2025年，基本建成。", "到2030年，主要目标是：", "——企业2000家。"], ["2030"]),
        (["到2027年，初步建成。", "——企业500家。", "展望2035年，全面建成。", "——企业2000家。"], ["2027", "2035"]),
        (["到2027年，初步建成体系，产业能力显著提升，创新更加活跃。", "有关工作安排如下。", "——建设平台20家。"], [""]),
    ],
)
def test_the_nearest_year_stands_over_the_points(read: Reader, lines: list[str], years: list[str]) -> None:
    figures = kinds(read, "\n".join(["一、总体要求", *lines]), date="2024-03-01")
    assert [year for _, year, _ in figures] == years


def test_a_sentence_that_names_the_title_keeps_its_figures(read: Reader) -> None:
    title = "星海市支持科技创新政策25条"
    text = f"一、总则\n落实{title}，到2026年培育高新技术企业500家。"
    assert ("500", "2026", "target") in kinds(read, text, title=title, date="2024-03-01")


def test_what_a_title_counts_is_no_aim(read: Reader) -> None:
    title = "某市人民政府关于印发优化营商环境政策25条的通知"
    assert kinds(read, f"{title}\n一、培育企业\n培育高新技术企业500家。", title=title) == [("500", "", "target")]


def test_an_undated_plan_of_five_years_knows_by_its_title_what_is_past(read: Reader) -> None:
    text = "星海省“十四五”软件产业发展规划\n一、总体情况\n2020年，软件企业达到300家。到2025年，软件企业达到500家。"
    assert kinds(read, text) == [("300", "2020", "baseline"), ("500", "2025", "target")]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("今年底前建成平台10个。", "2024"),
        ("年内新增企业10家。", "2024"),
        ("明年上半年建成平台10个。", "2025"),
        ("五年内建成平台10个。", "2029"),
        ("五年内，到2027年建成平台10个。", "2027"),
        ("对毕业5年内的人才，建成平台10个。", ""),
    ],
)
def test_the_document_s_date_tells_which_year_is_meant(read: Reader, text: str, year: str) -> None:
    assert [said for _, said, _ in kinds(read, f"一、任务\n{text}", date="2024-03-01")] == [year]
