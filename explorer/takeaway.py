"""The picture on the canvas as a file to take away: drawn by ``diagrams``, with legend and numbered sources."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from diagrams.export import render
from diagrams.figure import Figure
from explorer import session
from graph.subgraph import Node, Subgraph
from queries.neighbourhood import nodes

FORMATS = {".svg": "image/svg+xml", ".png": "image/png"}


def offer(graph: Subgraph, centre: Node) -> None:
    """Offer the graph as SVG and PNG; the file is made when it is asked for."""
    words = session.texts()
    with st.popover(words("explore.export"), disabled=not graph.edges):
        for suffix, mime in FORMATS.items():
            st.download_button(
                words(f"explore.export_{suffix[1:]}"),
                _maker(graph, centre, words("explore.export_title", name=centre.name), suffix),
                file_name=f"{centre.name}{suffix}",
                mime=mime,
                on_click="ignore",
                type="tertiary",
                key=f"take{suffix}",
            )


def _maker(graph: Subgraph, centre: Node, title: str, suffix: str) -> Callable[[], bytes]:
    reader = session.reader()

    def make() -> bytes:
        cited = sorted({str(edge.properties["document"]) for edge in graph.edges if edge.properties.get("document")})
        figure = Figure.of(
            graph, title=title, date=date.today().isoformat(), documents=nodes(reader, cited), focus=[centre.id]
        )
        return render(figure, suffix)

    return make
