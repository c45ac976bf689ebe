"""The words a fact rests on, with the document, the headings above them, and their place in the passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import streamlit as st

from explorer import session
from explorer.language import Texts
from graph.errors import QueryError
from graph.subgraph import Edge
from queries import evidence
from queries.evidence import Passage


def show_row(row: Mapping[str, Any], words: Texts) -> None:
    """Show the sentence behind a row of an answer."""
    place = (row.get("document_id"), row.get("start"), row.get("end"))
    if not row.get("evidence") or None in place:
        st.caption(words("quote.no_words"))
        return
    _show(str(row["evidence"]), str(place[0]), int(place[1] or 0), int(place[2] or 0), words)


def show_edges(edges: Iterable[Edge], words: Texts) -> None:
    """Show every sentence that says a fact, in the order of documents and places."""
    said = [edge.properties for edge in edges if edge.properties.get("evidence")]
    said.sort(key=lambda it: (str(it.get("document")), int(it.get("start") or 0)))
    if not said:
        st.caption(words("quote.no_words"))
        return
    if len(said) > 1:
        st.caption(words("quote.sightings", count=len(said)))
    for it in said:
        _show(str(it["evidence"]), str(it["document"]), int(it["start"]), int(it["end"]), words)


def _show(sentence: str, document: str, start: int, end: int, words: Texts) -> None:
    try:
        st.html(markup(sentence, evidence.of(session.reader(), document, start, end), words))
    except QueryError as error:
        st.html(f'<figure class="quote"><blockquote>{escape(sentence)}</blockquote></figure>')
        st.caption(str(error))


def markup(sentence: str, passage: Passage, words: Texts) -> str:
    """The sentence as a quotation; the words that say the fact are marked, in it and in the passage around."""
    above = " ／ ".join(str(heading) for heading in passage.headings)
    source = f"《{passage.title}》{passage.number}"
    dated = f"　{passage.date}" if passage.date else ""
    paged = "　" + words("quote.page", page=passage.page) if passage.page else ""
    return (
        f'<figure class="quote"><blockquote>{_marked(sentence, passage.marked)}</blockquote>'
        f'<figcaption><span class="place">{escape(source + dated + paged)}</span>'
        f'<span class="place">{escape(above)}</span></figcaption>'
        f"<details><summary>{escape(words('quote.passage'))}</summary>"
        f'<p class="passage">{"……" if passage.cut_before else ""}{escape(passage.before.lstrip())}'
        f"<mark>{escape(passage.marked)}</mark>{escape(passage.after.rstrip())}{'……' if passage.cut_after else ''}</p>"
        "</details></figure>"
    )


def _marked(sentence: str, said: str) -> str:
    # Where the whole sentence says it, nothing in it stands out.
    head, found, tail = sentence.partition(said) if said and said != sentence else (sentence, "", "")
    return f"{escape(head)}<mark>{escape(found)}</mark>{escape(tail)}" if found else escape(sentence)
