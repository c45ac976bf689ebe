"""What things are called is a function of all their mentions, whatever the order."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from graph.names import Called, Naming, settle

NAMINGS = st.builds(
    Naming,
    st.sampled_from(["吉大", "吉林大学", "JLU"]),
    st.lists(st.sampled_from(["吉大", "吉林大学", "JLU", "吉大前卫校区"]), max_size=3).map(tuple),
    st.integers(1, 5),
    st.sampled_from(["", "university", "institute"]),
)


def test_the_name_written_most_often_wins() -> None:
    assert settle([Naming("吉大", count=3), Naming("吉林大学", count=2)]) == Called("吉大", ("吉林大学",))


def test_documents_that_agree_outweigh_one_that_repeats() -> None:
    assert settle([Naming("吉大", count=3), Naming("吉林大学", count=2), Naming("吉林大学", count=2)]) == Called(
        "吉林大学", ("吉大",)
    )


def test_of_equally_frequent_names_the_longest_then_the_smallest_wins() -> None:
    called = settle([Naming("吉大"), Naming("吉林大学"), Naming("东北大学")])
    assert called == Called("东北大学", ("吉大", "吉林大学"))


def test_an_alias_that_nobody_writes_never_becomes_the_name() -> None:
    assert settle([Naming("吉大", ("吉大", "吉林大学南岭校区"))]) == Called("吉大", ("吉林大学南岭校区",))


def test_what_nobody_names_is_called_nothing() -> None:
    assert settle([]) is None


def test_the_kind_that_most_documents_give_wins() -> None:
    namings = [Naming("甲", kind="other"), Naming("甲", kind="institute"), Naming("甲", kind="institute"), Naming("甲")]
    called = settle(namings)
    assert called is not None
    assert called.kind == "institute"


@given(NAMINGS, st.integers(1, 4), st.lists(NAMINGS))
def test_documents_that_agree_may_be_taken_together(naming: Naming, times: int, others: list[Naming]) -> None:
    together = replace(naming, count=naming.count * times, documents=times)
    assert settle([together, *others]) == settle([*[naming] * times, *others])


@given(st.lists(NAMINGS, min_size=1).flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_of_mentions_never_matters(pair: tuple[list[Naming], list[Naming]]) -> None:
    straight, shuffled = pair
    assert settle(straight) == settle(shuffled)
