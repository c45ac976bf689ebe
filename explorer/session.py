"""The store behind the pages: opened once for the process, and what is said when it cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from explorer.language import Texts
from graph.connect import open_embedded, open_neo4j
from graph.errors import InnographError, QueryError, StoreError
from graph.ontology import Ontology
from graph.store import GraphReader
from settings import Settings


@dataclass(frozen=True, slots=True)
class Size:
    """How large the graph is, and what stands behind it."""

    documents: int
    nodes: int
    edges: int
    engine: str
    version: str


def texts() -> Texts:
    """The texts in the language of this session: Chinese, until the user chooses otherwise."""
    return Texts.load(str(st.session_state.get("language", "zh")))


def reader() -> GraphReader:
    """The store that the environment means; raise StoreError when it cannot be opened."""
    return _open(Settings.read())


@st.cache_resource(show_spinner=False, hash_funcs={Settings: hash}, on_release=lambda store: store.close())
def _open(settings: Settings) -> GraphReader:
    if settings.neo4j_uri:
        return open_neo4j(settings.neo4j_uri, settings.neo4j_username, settings.neo4j_password, settings.neo4j_database)
    return open_embedded(settings.home, settings.cache)


@st.cache_resource(show_spinner=False)
def ontology() -> Ontology:
    """The ontology, read once."""
    return Ontology.load()


def size() -> Size:
    """Count the graph, at most once a minute; raise StoreError when it is out of reach."""
    return _size(Settings.read())


@st.cache_data(ttl=60, show_spinner=False, hash_funcs={Settings: hash})
def _size(settings: Settings) -> Size:
    store = _open(settings)
    about, counts, types = store.about(), store.counts(), ontology()
    loaded = store.read("MATCH (d:Document) WHERE d.loaded RETURN count(d) AS documents")
    return Size(
        documents=int(loaded.rows[0]["documents"]) if loaded.rows else 0,
        nodes=sum(count for name, count in counts.items() if name in types.nodes),
        edges=sum(count for name, count in counts.items() if name in types.relations),
        engine=about.get("engine", ""),
        version=about.get("version", ""),
    )


@contextmanager
def telling() -> Iterator[None]:
    """Show whatever goes wrong inside as a banner that says what to do next; never a traceback."""
    try:
        yield
    except StoreError as error:
        _banner("store", error)
    except QueryError as error:
        _banner("query", error)
    except InnographError as error:
        _banner("other", error)


def _banner(kind: str, error: InnographError) -> None:
    words = texts()
    st.error(f"**{words(f'errors.{kind}')}**\n\n{error}\n\n{words(f'errors.{kind}_next')}")
