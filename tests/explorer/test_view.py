"""The explorer's state: every step gives a new view and can be taken back."""

from __future__ import annotations

from explorer.view import CAP, MAX_HOPS, PAGE, View


def test_steps_are_taken_back_one_by_one() -> None:
    start = View("碳纤维")
    walked = start.expand("实验室").hide("大学").move("碳谷").reach(2)
    assert (walked.centre, walked.hops) == ("碳谷", 2)
    assert walked.undo().undo() == start.expand("实验室").hide("大学")
    assert walked.undo().undo().undo().undo() == start
    assert start.undo() == start


def test_choosing_is_no_step() -> None:
    chosen = View("碳纤维").expand("实验室").choose(node="大学", line="线")
    assert (chosen.node, chosen.line) == ("大学", "线")
    assert chosen.undo() == View("碳纤维")


def test_what_the_legend_hides_stays_hidden() -> None:
    view = View("碳纤维").expand("实验室").filter(("Measure",), ("LEADS",))
    assert view.undo().off_labels == ("Measure",)
    assert view.move("碳谷").off_types == ("LEADS",)


def test_the_centre_cannot_be_hidden_and_nothing_is_done_twice() -> None:
    view = View("碳纤维")
    assert view.hide("碳纤维") is view
    assert view.expand("") is view
    assert view.expand("实验室").expand("实验室") == view.expand("实验室")
    assert view.hide("大学").hide("大学") == view.hide("大学")
    assert view.hide("大学").restore().hidden == ()


def test_more_is_asked_for_by_portions_up_to_the_cap() -> None:
    view = View("碳纤维")
    assert view.more().limit == 2 * PAGE
    for _ in range(20):
        view = view.more()
    assert view.limit == CAP
    assert View("碳纤维").reach(9).hops == MAX_HOPS
