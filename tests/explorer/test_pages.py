"""Both pages on the real embedded engine, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer.view import View
from graph.bolt import BoltStore
from tests.explorer.shelf import CITY, FIBRE, LABORATORY, SAID, VALLEY

WAIT = 30


def ask() -> None:
    from explorer.pages import ask as page

    page.render()


def explore() -> None:
    from explorer.pages import explore as page

    page.render()


def html(page: AppTest) -> str:
    return "".join(str(block.proto.body) for block in page.get("html"))


def test_a_question_shows_its_rows_and_the_sentence_of_the_first(surroundings: BoltStore) -> None:
    page = AppTest.from_function(ask, default_timeout=WAIT)
    page.query_params["query"] = "platforms_serving_industry"
    page.query_params["industry"] = "碳纤维"
    page.run()
    assert not page.exception
    assert not page.error
    assert "吉林碳纤维省实验室" in page.dataframe[0].value.iloc[0].tolist()
    assert "碳纤维行动方案" in html(page)


def test_every_question_has_a_form_that_can_be_sent(surroundings: BoltStore) -> None:
    page = AppTest.from_function(ask, default_timeout=WAIT).run()
    for name in page.radio[0].options:
        page.radio[0].set_value(_named(name)).run()
        assert not page.exception, name
        if page.button:
            page.button[0].click().run()
            assert not page.exception, name


def _named(title: str) -> str:
    from queries.catalog import Catalog

    return Catalog.load().get(title).name


def test_a_question_that_lacks_a_parameter_is_answered_with_what_to_do(surroundings: BoltStore) -> None:
    page = AppTest.from_function(ask, default_timeout=WAIT)
    page.query_params["query"] = "targets_by_year"
    page.query_params["year"] = "何年"
    page.run()
    assert not page.exception
    assert "四位数的年份" in page.error[0].value


def test_a_search_offers_names_by_alias_and_part(surroundings: BoltStore) -> None:
    page = AppTest.from_function(explore, default_timeout=WAIT).run()
    assert not page.exception
    page.text_input(key="explore_search").set_value("省实验室").run()
    assert page.button(key=f"go-{LABORATORY}").label.startswith("吉林碳纤维省实验室")
    page.text_input(key="explore_search").set_value("没有这个名字").run()
    assert "没有找到" in page.info[0].value


def test_a_link_opens_the_neighbourhood_and_a_line_its_sentences(surroundings: BoltStore) -> None:
    page = AppTest.from_function(explore, default_timeout=WAIT)
    page.query_params["center"] = FIBRE
    page.query_params["hops"] = "2"
    page.run()
    assert not page.exception
    assert page.session_state["explore_view"] == View(FIBRE, 2)
    assert "碳纤维" in html(page)
    scene = page.session_state["explore_scene"][1]
    assert {LABORATORY, VALLEY, CITY} <= {node.id for node in scene.graph.nodes}

    from explorer.canvas import lines

    serves = next(line for line in lines(scene.graph.edges) if line.type == "SERVES")
    page.session_state["explore_view"] = View(FIBRE, 2).choose(line=serves.id)
    page.run()
    assert html(page).count("<blockquote>") == 2
    assert SAID in html(page).replace("<mark>", "").replace("</mark>", "")


def test_a_node_that_is_gone_is_told(surroundings: BoltStore) -> None:
    page = AppTest.from_function(explore, default_timeout=WAIT)
    page.query_params["center"] = "nowhere"
    page.run()
    assert not page.exception
    assert "nowhere" in page.warning[0].value


@pytest.mark.parametrize("script", [ask, explore])
def test_a_store_out_of_reach_is_a_banner_with_what_to_do(
    script: object, released: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "home").write_text("a file where a folder should be", encoding="utf-8")
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setenv("INNOGRAPH_HOME", str(tmp_path / "home"))
    page = AppTest.from_function(script, default_timeout=WAIT).run()  # type: ignore[arg-type]
    assert not page.exception
    assert "打不开图谱" in page.error[0].value
    assert "innograph" in page.error[0].value
