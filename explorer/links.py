"""Addresses that can be kept and sent: what a page shows stands in its URL, and leads back to it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

PAGES = "pages"


def register(pages: Mapping[str, object]) -> None:
    """Remember the pages of this session by name, so that one can lead to another."""
    st.session_state[PAGES] = dict(pages)


def to_explore(label: str, centre: str) -> None:
    """A link to the explorer with this node in the centre; nothing where a page is shown alone."""
    page = st.session_state.get(PAGES, {}).get("explore")
    if page is not None:
        st.page_link(page, label=plain(label), query_params={"center": centre}, icon=":material/hub:")


def arrived(page: str) -> Mapping[str, str] | None:
    """The parameters of the URL when the user came by it, None when they are those this page wrote itself."""
    current = dict(st.query_params.to_dict())
    if not current or current == st.session_state.get(f"{page}_address"):
        return None
    return current


def write(page: str, parameters: Mapping[str, str]) -> None:
    """Make the URL say what the page shows."""
    wanted = {name: value for name, value in parameters.items() if value}
    st.session_state[f"{page}_address"] = wanted
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def plain(text: str) -> str:
    """A text whose characters mean themselves in Streamlit's Markdown.

    >>> plain("*.md [a]")
    '\\\\*.md \\\\[a\\\\]'
    """
    return "".join(f"\\{character}" if character in r"\`*_{}[]<>#$~|:" else character for character in text)
