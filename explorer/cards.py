"""What is known of a node or a fact, set as a small card; every text is escaped before it becomes markup."""

from __future__ import annotations

from html import escape

import streamlit as st

from diagrams.style import Style
from explorer.canvas.payload import Line
from explorer.language import Texts
from graph.ontology import NodeType, Ontology, RelationType
from graph.subgraph import Node

MOST_ALIASES = 6


def type_name(kind: NodeType | RelationType | None, name: str, words: Texts) -> str:
    """The name of a node or relation type in the language of the page."""
    if kind is None:
        return name
    return kind.en if words.english else kind.zh


def kind_line(label: str, ontology: Ontology, words: Texts) -> str:
    """The tag and name of a node type, as markup."""
    look = Style.load().node(label)
    name = escape(type_name(ontology.nodes.get(label), label, words))
    return (
        f'<div class="card-kind"><span class="card-tag" style="background:{look.stroke}">{escape(look.tag)}</span>'
        f"{name}</div>"
    )


def node_card(node: Node, ontology: Ontology, words: Texts, *, home: Node | None = None) -> None:
    """Show what a node is, what it is called, its other names, and the document it stands in."""
    lines = [kind_line(node.label, ontology, words), f'<div class="card-name">{escape(node.name)}</div>']
    aliases = [str(alias) for alias in node.properties.get("aliases") or () if str(alias) != node.name]
    if aliases:
        shown = "、".join(aliases[:MOST_ALIASES]) + ("……" if len(aliases) > MOST_ALIASES else "")
        lines.append(f'<div class="card-more">{escape(words("explore.also"))}：{escape(shown)}</div>')
    if home is not None:
        lines.append(
            f'<div class="card-more">《{escape(home.name)}》{escape(str(home.properties.get("number") or ""))}</div>'
        )
    told = [str(node.properties[name]) for name in ("number", "date") if node.properties.get(name)]
    if told:
        lines.append(f'<div class="card-more">{escape("　".join(told))}</div>')
    st.html("".join(lines))


def fact_card(line: Line, source: Node, target: Node, ontology: Ontology, words: Texts) -> None:
    """Show a fact in one line of words: who, in what relation, to whom."""
    look = Style.load().relation(line.type)
    verb = escape(type_name(ontology.relations.get(line.type), line.type, words))
    st.html(
        f'<div class="fact">{escape(source.name)}<span class="verb" style="border-color:{look.stroke}">{verb}</span>'
        f"{escape(target.name)}</div>"
    )
