"""探索: a name, what stands around it, and the sentence behind every line."""

from __future__ import annotations

import streamlit as st

from explorer import links, session
from explorer.cards import type_name
from explorer.language import Texts
from explorer.panel import show_panel
from explorer.stage import current, show_stage, store
from explorer.view import MAX_HOPS, View
from graph.store import GraphReader
from queries import entities
from queries.entities import Hit

HITS = 12
STARTS = {"Industry": 6, "Park": 4, "Platform": 4, "Institution": 4}


def render() -> None:
    """Draw the page."""
    with session.telling():
        reader, words = session.reader(), session.texts()
        _read_address()
        if not current().centre:
            st.title(words("explore.title"))
            st.html(f'<p class="lede">{words("explore.lede")}</p>')
        _search_row(reader, words)
        if current().centre:
            _explorer()
        elif not st.session_state.get("explore_search"):
            _starts(reader, words)


def _read_address() -> None:
    came = links.arrived("explore")
    if came is not None and came.get("center"):
        hops = came.get("hops", "1")
        store(View(came["center"], min(max(int(hops), 1), MAX_HOPS) if hops.isdecimal() else 1))


@st.fragment
def _explorer() -> None:
    """The canvas and the reading panel, drawn again alone when the user acts on them."""
    with session.telling():
        view = current()
        links.write("explore", {"center": view.centre, "hops": str(view.hops) if view.hops > 1 else ""})
        left, right = st.columns([0.685, 0.315], gap="large")
        with left:
            scene = show_stage()
        with right:
            show_panel(scene)


def _search_row(reader: GraphReader, words: Texts) -> None:
    view = current()
    field, hops = st.columns([0.685, 0.315], gap="large", vertical_alignment="bottom")
    with field:
        text = st.text_input(
            words("explore.search"),
            key="explore_search",
            type="search",
            live=True,
            placeholder=words("explore.placeholder"),
            label_visibility="collapsed",
        )
    if view.centre:
        with hops:
            st.segmented_control(
                words("explore.hops"),
                range(1, MAX_HOPS + 1),
                default=view.hops,
                format_func=lambda count: words("explore.hop", count=count),
                key=f"hops-{view.centre}-{view.hops}",
                on_change=_reach,
                args=(f"hops-{view.centre}-{view.hops}",),
                label_visibility="collapsed",
            )
    if text and text.strip():
        _hits(entities.search(reader, text, HITS), words, text)


def _hits(hits: tuple[Hit, ...], words: Texts, text: str) -> None:
    if not hits:
        st.info(words("explore.nothing", text=links.plain(text)))
        return
    with st.container(horizontal=True, gap="small", key="hits"):
        for hit in hits:
            _go(hit, words)


def _starts(reader: GraphReader, words: Texts) -> None:
    """Names to begin with: what the documents speak of most."""
    if not session.size().nodes:
        st.warning(f"**{words('errors.empty')}**\n\n{words('errors.empty_next')}")
        return
    st.space("small")
    st.caption(words("explore.start"))
    for label, count in STARTS.items():
        found = entities.foremost(reader, (label,), count)
        if found:
            with st.container(horizontal=True, gap="small", key=f"start-{label}"):
                for hit in found:
                    _go(hit, words)


def _go(hit: Hit, words: Texts) -> None:
    kind = type_name(session.ontology().nodes.get(hit.label), hit.label, words)
    st.button(
        f"{links.plain(hit.name)}　:gray[:small[{links.plain(kind)}]]",
        key=f"go-{hit.id}",
        help=f"{words('explore.also')}：{links.plain('、'.join(hit.aliases))}" if hit.aliases else None,
        on_click=_move,
        args=(hit.id,),
    )


def _move(centre: str) -> None:
    store(current().move(centre))
    st.session_state["explore_search"] = ""


def _reach(key: str) -> None:
    store(current().reach(int(st.session_state[key] or 1)))
