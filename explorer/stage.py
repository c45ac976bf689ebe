"""The canvas on its page: fetches what the view means, draws it, and turns what the user does into the next view."""

from __future__ import annotations

from typing import Any

import streamlit as st

from diagrams.style import Style
from explorer import session, takeaway
from explorer.canvas import Picture, draw, lines
from explorer.scene import Scene
from explorer.view import CAP, View

STATE = "explore_view"
FETCHED = "explore_scene"
CANVAS = "canvas"
HEIGHT = 610


def current() -> View:
    """The view of this session; an empty one before the user has chosen a centre."""
    view: View = st.session_state.get(STATE) or View()
    return view


def store(view: View) -> None:
    """Make this the view of the session."""
    st.session_state[STATE] = view


def show_stage() -> Scene:
    """Draw the canvas with what belongs to it, and return what it shows."""
    words, view = session.texts(), current()
    scene = _fetch(view)
    if scene.centre is None:
        st.warning(words("explore.lost", id=view.centre))
        return scene
    facts = lines(scene.graph.edges)
    picture = Picture(
        key=f"{view.centre}-{view.hops}",
        graph=scene.graph,
        centres=frozenset([view.centre]),
        more=scene.more,
        homes={node.id: home.name for node in scene.graph.nodes if (home := scene.home(node))},
        node=view.node,
        line=view.line,
        off_labels=view.off_labels,
        off_types=view.off_types,
        undo=view.past is not None,
        summary=words("explore.summary", nodes=len(scene.graph.nodes), lines=len(facts)),
    )
    draw(
        picture.data(look=_look(), texts=words.canvas(), ontology=session.ontology(), english=words.english),
        key=_key(),
        height=HEIGHT,
        on_action=_act,
        on_selection=_choose,
        on_off=_filter,
    )
    _under(scene, picture)
    return scene


def _under(scene: Scene, picture: Picture) -> None:
    words, view = session.texts(), current()
    with st.container(horizontal=True, vertical_alignment="center", key="under"):
        st.caption(picture.summary, width="stretch")
        if view.hidden:
            st.button(
                words("explore.restore", count=len(view.hidden)),
                type="tertiary",
                on_click=lambda: store(view.restore()),
            )
        if scene.full:
            st.caption(words("explore.cap", count=CAP))
        elif scene.omitted:
            st.button(words("explore.more", count=scene.omitted), on_click=lambda: store(view.more()))
        if scene.centre is not None:
            takeaway.offer(picture.visible(), scene.centre)


def _fetch(view: View) -> Scene:
    """The scene of the view; choosing something in it fetches nothing anew."""
    wanted = (view.centre, view.hops, view.limit, view.expanded, view.hidden)
    known: tuple[Any, Scene] | None = st.session_state.get(FETCHED)
    if known is None or known[0] != wanted:
        known = (wanted, Scene.of(session.reader(), view))
        st.session_state[FETCHED] = known
    return known[1]


def _look() -> dict[str, Any]:
    style = Style.load()
    nodes = sorted(style.nodes.items(), key=lambda item: item[1].rank)
    return {
        "nodes": {name: _plain(item) for name, item in nodes},
        "other": _plain(style.other),
        "relations": {name: _plain(item) for name, item in style.relations.items()},
        "other_relation": _plain(style.other_relation),
    }


def _plain(look: Any) -> dict[str, Any]:
    return {name: getattr(look, name) for name in look.__dataclass_fields__}


def _state() -> Any:
    return st.session_state[_key()]


def _key() -> str:
    """The canvas keeps its words while it lives: another language is another canvas."""
    return f"{CANVAS}-{session.texts().language}"


def _act() -> None:
    action = _state()["action"] or {}
    view, node = current(), str(action.get("id") or "")
    match action.get("op"):
        case "expand":
            store(view.expand(node))
        case "centre":
            store(view.move(node))
        case "hide":
            store(view.hide(node))
        case "undo":
            store(view.undo())


def _choose() -> None:
    chosen = _state()["selection"] or {}
    store(current().choose(str(chosen.get("node") or ""), str(chosen.get("line") or "")))


def _filter() -> None:
    off = _state()["off"] or {}
    store(current().filter(tuple(off.get("nodes") or ()), tuple(off.get("lines") or ())))
