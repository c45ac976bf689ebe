"""The piece of the graph that a view means, on the real engine."""

from __future__ import annotations

from explorer.scene import Scene
from explorer.view import View
from graph.bolt import BoltStore
from tests.explorer.shelf import CITY, FIBRE, LABORATORY, VALLEY


def ids(scene: Scene) -> set[str]:
    return {node.id for node in scene.graph.nodes}


def test_a_centre_stands_among_its_neighbours_and_knows_what_is_missing(filled: BoltStore) -> None:
    scene = Scene.of(filled, View(FIBRE))
    assert scene.centre is not None
    assert scene.centre.name == "碳纤维"
    assert {LABORATORY, VALLEY} <= ids(scene)
    assert CITY not in ids(scene)
    assert scene.more[VALLEY] == 1
    assert FIBRE not in scene.more


def test_expanding_a_node_brings_its_neighbours(filled: BoltStore) -> None:
    scene = Scene.of(filled, View(FIBRE).expand(VALLEY))
    assert CITY in ids(scene)
    assert VALLEY not in scene.more


def test_hiding_a_node_takes_what_hung_on_it_alone(filled: BoltStore) -> None:
    scene = Scene.of(filled, View(FIBRE).expand(VALLEY).hide(VALLEY))
    assert not {VALLEY, CITY} & ids(scene)
    assert LABORATORY in ids(scene)


def test_a_limit_leaves_facts_out_and_says_so(filled: BoltStore) -> None:
    scene = Scene.of(filled, View(FIBRE, limit=1))
    assert len(scene.graph.nodes) == 2
    assert scene.omitted == 1


def test_a_centre_that_is_gone_leaves_an_empty_scene(filled: BoltStore) -> None:
    assert Scene.of(filled, View("nowhere")) == Scene()
