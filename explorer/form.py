"""A form made from the header of a saved query: one field a parameter, with what the graph has to offer for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from explorer.language import Texts
from graph.store import GraphReader
from queries.catalog import SavedQuery, suggest
from queries.saved import Parameter

OFFERED = 200
ROW = 3


def ask_for(
    reader: GraphReader, query: SavedQuery, values: Mapping[str, Any], *, words: Texts
) -> Mapping[str, Any] | None:
    """Show the form filled with ``values``; the values as given when the user sends it, else None."""
    if not query.parameters:
        return None
    with st.form(f"form-{query.name}", border=False):
        given: dict[str, Any] = {}
        for start in range(0, len(query.parameters), ROW):
            columns = st.columns(ROW, gap="medium")
            for column, parameter in zip(columns, query.parameters[start : start + ROW], strict=False):
                with column:
                    given[parameter.name] = _field(reader, query, parameter, values.get(parameter.name), words)
        sent = st.form_submit_button(words("ask.run"), type="primary")
    return {name: value for name, value in given.items() if value not in (None, "")} if sent else None


def _field(reader: GraphReader, query: SavedQuery, parameter: Parameter, value: Any, words: Texts) -> Any:
    key = f"field-{query.name}-{parameter.name}"
    about = parameter.about if parameter.about != parameter.title else None
    if parameter.type == "choice":
        titles = dict(parameter.choices)
        chosen = value if value in titles else parameter.default
        index = list(titles).index(str(chosen)) if chosen in titles else None
        return st.selectbox(
            parameter.title,
            list(titles),
            index=index,
            format_func=lambda item: titles[item],
            placeholder=words("ask.choose"),
            key=key,
            help=about,
        )
    if parameter.type == "integer":
        start = parameter.default if value in (None, "") else value
        number = None if start in (None, "") else int(start)
        return st.number_input(parameter.title, value=number, step=1, key=key, help=about)
    offered = _offered(reader, parameter)
    if not offered:
        return st.text_input(parameter.title, value=str(value or ""), key=key, help=about)
    if value not in (None, "") and str(value) not in offered:
        offered = (str(value), *offered)
    return st.selectbox(
        parameter.title,
        offered,
        index=offered.index(str(value)) if value not in (None, "") else None,
        placeholder=words("ask.choose" if parameter.required else "ask.any"),
        accept_new_options=True,
        key=key,
        help=about,
    )


@st.cache_data(
    ttl=120,
    max_entries=200,
    show_spinner=False,
    hash_funcs={Parameter: lambda item: (item.name, item.labels, item.suggest)},
)
def _offered(_reader: GraphReader, parameter: Parameter) -> tuple[str, ...]:
    return suggest(_reader, parameter, limit=OFFERED)
