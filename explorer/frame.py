"""The frame round every page: the page list, the look, the way to the other language, and what the graph holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from explorer import links, session
from explorer.pages import ask, explore
from graph.errors import InnographError

HERE = Path(__file__).parent

# The pages by their address, in the order of the menu; the first is the start page.
PAGES: Mapping[str, Callable[[], None]] = {"ask": ask.render, "explore": explore.render}


def run() -> None:
    """Draw the page that the address names, inside the common frame."""
    words = session.texts()
    st.set_page_config(page_title=words("app.name"), page_icon=str(HERE / "images" / "mark.svg"), layout="wide")
    st.html(HERE / "styles.css")
    st.logo(str(HERE / "images" / "logo.svg"), size="large")
    pages = [
        st.Page(render, title=words(f"pages.{name}"), url_path=name, default=not at)
        for at, (name, render) in enumerate(PAGES.items())
    ]
    links.register(dict(zip(PAGES, pages, strict=True)))
    page = st.navigation(pages, position="top")
    page.run()
    footer()


def footer() -> None:
    """Say in one small line what the graph holds, and offer the other language."""
    words = session.texts()
    with st.container(horizontal=True, vertical_alignment="center", key="footer"):
        try:
            size = session.size()
            st.caption(
                words(
                    "app.footer",
                    engine=size.engine,
                    version=size.version,
                    documents=f"{size.documents:,}",
                    nodes=f"{size.nodes:,}",
                    edges=f"{size.edges:,}",
                )
            )
        except InnographError:
            st.caption(words("app.tagline"))
        st.button(words("app.language"), type="tertiary", key="language_switch", on_click=_switch)


def _switch() -> None:
    st.session_state["language"] = "zh" if session.texts().english else "en"
