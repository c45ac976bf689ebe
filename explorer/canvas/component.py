"""Puts the canvas on a page and reads what the user did on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

BUNDLE = Path(__file__).with_name("bundle")
NAME = "innograph.canvas"
HTML = '<div class="canvas-root"></div>'


def draw(
    data: Mapping[str, Any],
    *,
    key: str,
    height: int,
    on_action: Callable[[], None],
    on_selection: Callable[[], None],
    on_off: Callable[[], None],
) -> None:
    """Show the picture ``data`` (``Picture.data``) and call back when the user acts on it.

    Inside the callbacks ``st.session_state[key]`` holds ``action`` ({op, id}), ``selection`` ({node, line})
    and ``off`` ({nodes, lines}: the types that the legend hides).
    """
    _component()(
        key=key,
        data={**data, "height": height},
        height=height,
        on_action_change=on_action,
        on_selection_change=on_selection,
        on_off_change=on_off,
    )


def _component() -> Callable[..., Any]:
    """The component, by its folder where Streamlit has found the installed package, else by its content.

    By its folder the browser fetches the script once; by its content it travels with every change, which
    is right only where no server stands, as in tests, or where the package was not installed.
    """
    try:
        return st.components.v2.component(NAME, html=HTML, js="canvas-*.js", css="canvas-*.css")
    except StreamlitAPIException:
        script, style = (next(BUNDLE.glob(f"canvas-*.{kind}")).read_text(encoding="utf-8") for kind in ("js", "css"))
        return st.components.v2.component(f"{NAME}-inline", html=HTML, js=script, css=style)
