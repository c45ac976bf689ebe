"""提问: the saved questions, a form for each, its answer, and the sentence behind every row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from explorer import form, links, session
from explorer.language import Texts
from explorer.quotation import show_row
from explorer.table import choose_row
from graph.ids import fold
from graph.store import GraphReader
from queries import catalog, entities
from queries.catalog import Catalog, SavedQuery
from queries.saved import Column

ASKED = "ask_asked"
FIRST = "platforms_serving_industry"
MANY = 7
HEIGHT = 690


def render() -> None:
    """Draw the page."""
    with session.telling():
        reader, words, known = session.reader(), session.texts(), _catalog()
        asked = _asked(known)
        st.title(words("ask.title"))
        st.html(f'<p class="lede">{words("ask.lede")}</p>')
        left, right = st.columns([0.29, 0.71], gap="large")
        with left:
            query = _choose(known, asked, words)
        if query is not None:
            with right, session.telling():
                _question(reader, query, asked.get(query.name), words)


@st.cache_resource(show_spinner=False)
def _catalog() -> Catalog:
    return Catalog.load()


def _asked(known: Catalog) -> dict[str, dict[str, Any]]:
    """What has been asked in this session, by query; the address may ask something new."""
    asked: dict[str, dict[str, Any]] = st.session_state.setdefault(ASKED, {})
    came = links.arrived("ask")
    if came is not None and came.get("query") in known.queries:
        query = known.get(came["query"])
        names = {parameter.name for parameter in query.parameters}
        if given := {name: value for name, value in came.items() if name in names}:
            asked[query.name] = given
        st.session_state["ask_query"] = query.name
    return asked


def _choose(known: Catalog, asked: Mapping[str, Any], words: Texts) -> SavedQuery | None:
    wanted = ""
    if len(known) > MANY:
        wanted = st.text_input(
            words("ask.find"), type="search", live=True, placeholder=words("ask.find"), label_visibility="collapsed"
        )
    found = [query for query in known if fold(wanted or "") in fold(query.title + query.about + query.title_en)]
    if not found:
        st.caption(words("ask.none"))
        return None
    names = [query.name for query in found]
    if st.session_state.get("ask_query") not in names:
        st.session_state["ask_query"] = FIRST if FIRST in names else names[0]
    with st.container(key="questions", height=HEIGHT, border=False):
        name = st.radio(
            words("ask.questions"),
            names,
            format_func=lambda name: known.get(name).title_en if words.english else known.get(name).title,
            captions=[links.plain(query.about) for query in found],
            key="ask_query",
            persist_state="session",
            label_visibility="collapsed",
        )
    return known.get(name) if name else None


def _question(reader: GraphReader, query: SavedQuery, values: dict[str, Any] | None, words: Texts) -> None:
    given = dict(query.example) if values is None else values
    st.subheader(query.title_en if words.english else query.title, anchor=False)
    sent = form.ask_for(reader, query, given, words=words)
    if sent is not None:
        given = dict(sent)
        st.session_state[ASKED][query.name] = given
    links.write("ask", {"query": query.name, **{name: str(value) for name, value in given.items()}})
    answer = catalog.run(reader, query, given)
    for note in answer.notes:
        if answer.rows:
            st.caption(f":material/info: {links.plain(note)}")
        else:
            st.info(links.plain(note))
    if not answer.rows:
        st.caption(words("ask.no_rows"))
    else:
        st.caption(words("ask.count", count=len(answer.rows)) + "　" + words("ask.pick_row"))
        key = f"rows-{query.name}-{sorted(given.items())}"
        chosen = choose_row(answer.columns, answer.rows, key=key)
        if chosen is not None:
            _row(reader, answer.columns, answer.rows[chosen], words)
    with st.expander(words("ask.cypher")):
        st.code(query.cypher, language="cypher")


def _row(reader: GraphReader, columns: tuple[Column, ...], row: Mapping[str, Any], words: Texts) -> None:
    quote, roads = st.columns([0.72, 0.28], gap="large")
    with quote:
        show_row(row, words)
    with roads:
        seen = set()
        for column in columns:
            name = row.get(column.name)
            if column.type == "entity" and isinstance(name, str) and name and name not in seen:
                seen.add(name)
                for hit in entities.named(reader, name, column.labels)[:1]:
                    links.to_explore(words("ask.open", name=hit.name), hit.id)
