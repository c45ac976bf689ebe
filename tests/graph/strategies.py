"""Small batches that Hypothesis makes: a few documents that share names, cite one another and change their minds."""

from __future__ import annotations

from hypothesis import strategies as st

from graph.model import Batch
from tests.factory import Part, document, entity, measure, relation, target

TITLES = ("甲规划", "乙意见", "丙办法")
KEYS = ("吉林大学", "省科技厅", "一汽集团")
FORMS = {
    "吉林大学": ("吉大", "吉林大学"),
    "省科技厅": ("省科技厅", "省科学技术厅"),
    "一汽集团": ("一汽", "中国一汽集团"),
}
INDUSTRIES = ("碳纤维", "汽车", "光电")


@st.composite
def batches(draw: st.DrawFn, title: str | None = None) -> Batch:
    """One document with some measures, names, facts and targets."""
    title = title or draw(st.sampled_from(TITLES))
    paths = draw(st.sampled_from([("1",), ("1", "1.1"), ("1", "1.1", "2")]))
    parts: list[Part] = [measure(path) for path in paths]
    named = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=3))
    bodies: list[str] = []
    for key in named:
        form = draw(st.sampled_from(FORMS[key]))
        others = draw(st.lists(st.sampled_from(FORMS[key]), unique=True))
        kind = draw(st.sampled_from(["", "university", "government", "enterprise"]))
        count = draw(st.integers(1, 4))
        parts.append(entity("Institution", form, *others, key=key, kind=kind, count=count, measure=paths[-1]))
        bodies.append(form)
    industries = draw(st.lists(st.sampled_from(INDUSTRIES), unique=True, max_size=2))
    parts += [entity("Industry", name) for name in industries]
    for cited in draw(st.lists(st.sampled_from(TITLES), unique=True, max_size=2)):
        if cited != title:
            parts += [entity("Document", cited), relation("CITES", "@doc", cited, manner="落实")]
    for form in bodies:
        if draw(st.booleans()):
            parts.append(relation(draw(st.sampled_from(["LEADS", "RESPONSIBLE_FOR"])), form, f"@{paths[-1]}"))
        parts += [relation("SERVES", form, name, measure="1") for name in industries if draw(st.booleans())]
    if draw(st.booleans()):
        figure = draw(st.sampled_from(["5000", "0.5", "12.25"]))
        parts.append(target("高新技术企业", figure, "户", "2025", measure="1"))
    aliases = draw(st.lists(st.sampled_from(["甲", "乙", "丙"]), unique=True))
    dates = {name: draw(st.sampled_from(["", "2022", "2022-08-12"])) for name in ("date", "effective", "expiry")}
    pages = draw(st.sampled_from([(), (0,), (0, 2, 2, 5)]))
    return document(title, *parts, aliases=aliases, pages=pages, **dates)


@st.composite
def libraries(draw: st.DrawFn) -> list[Batch]:
    """Up to three different documents."""
    titles = draw(st.lists(st.sampled_from(TITLES), unique=True, min_size=1))
    return [draw(batches(title)) for title in titles]
