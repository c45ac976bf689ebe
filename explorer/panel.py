"""The reading panel beside the canvas: what the chosen node is, or the words that the chosen relation rests on."""

from __future__ import annotations

import streamlit as st

from explorer import session
from explorer.canvas import Line, lines
from explorer.cards import fact_card, node_card, type_name
from explorer.language import Texts
from explorer.quotation import show_edges
from explorer.scene import Scene
from explorer.stage import HEIGHT, current, store
from explorer.table import chosen_row
from graph.ontology import Ontology
from graph.subgraph import Node
from queries.neighbourhood import quiet, telling


def show_panel(scene: Scene) -> None:
    """Show what belongs to the choice; without one, the centre."""
    if scene.centre is None:
        return
    view, facts = current(), lines(scene.graph.edges)
    chosen = next((line for line in facts if line.id == view.line), None)
    with st.container(height=HEIGHT, border=False, key="panel"):
        if chosen is not None:
            _line(scene, chosen)
        else:
            node = next((node for node in scene.graph.nodes if node.id == view.node), scene.centre)
            _node(scene, node, facts)


def _line(scene: Scene, line: Line) -> None:
    words, ontology = session.texts(), session.ontology()
    home = current().node or line.source
    st.button(
        words("explore.back", name=scene.graph.node(home).name),
        type="tertiary",
        key="back",
        on_click=lambda: store(current().choose(home)),
    )
    fact_card(line, scene.graph.node(line.source), scene.graph.node(line.target), ontology, words)
    show_edges(line.edges, words)


def _node(scene: Scene, node: Node, facts: tuple[Line, ...]) -> None:
    words, ontology = session.texts(), session.ontology()
    node_card(node, ontology, words, home=scene.home(node))
    own = [line for line in facts if node.id in (line.source, line.target)]
    if not own:
        st.caption(words("explore.no_relations"))
        return
    order = (*telling(), *quiet())
    own.sort(key=lambda line: (order.index(line.type), -len(line.edges), line.id))
    key = f"relations-{node.id}"
    st.dataframe(
        _table(scene, node, own, ontology, words),
        hide_index=True,
        key=key,
        height=min(38 * (len(own) + 1) + 2, 430),
        row_height=38,
        selection_mode="single-cell",
        on_select=lambda: _pick(key, node, own),
    )
    st.caption(words("explore.hint"))


def _pick(key: str, node: Node, own: list[Line]) -> None:
    row = chosen_row(key)
    if row is not None and row < len(own):
        store(current().choose(node.id, own[row].id))


def _table(scene: Scene, node: Node, own: list[Line], ontology: Ontology, words: Texts) -> dict[str, list[str]]:
    rows = []
    for line in own:
        outward = line.source == node.id
        other = scene.graph.node(line.target if outward else line.source)
        kind = ontology.relations.get(line.type)
        name = type_name(kind, line.type, words)
        if not outward and kind is not None:
            name = f"← {name}" if words.english else kind.inverse
        label = type_name(ontology.nodes.get(other.label), other.label, words)
        times = f" ×{len(line.edges)}" if len(line.edges) > 1 else ""
        home = scene.home(other)
        rows.append((name + times, other.name, label, home.name if home else ""))
    titles = [words(f"explore.{title}") for title in ("relation", "other_end", "kind", "document")]
    if not any(row[-1] for row in rows):
        titles.pop()
    return {title: [row[at] for row in rows] for at, title in enumerate(titles)}
