"""The architecture of docs/architecture.md, as a table that fails by name."""

from __future__ import annotations

import ast
import functools
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest

from tests import architecture

ROOT = Path(__file__).resolve().parent.parent

# The router is a script: Streamlit runs it from top to bottom, nobody imports it.
SCRIPTS = {"app"}


@pytest.mark.parametrize("name", sorted(architecture.modules(ROOT)))
def test_a_module_keeps_to_its_place(name: str) -> None:
    assert [breach for breach in _all_breaches() if breach.module == name] == []


def test_no_module_loads_or_opens_anything_at_import() -> None:
    names = [name for name in architecture.modules(ROOT) if name not in SCRIPTS]
    assert architecture.opened_at_import(ROOT, names) == []


def test_every_part_of_reading_has_its_place_in_the_flow() -> None:
    parts = {".".join(name.split(".")[:2]) for name in architecture.modules(ROOT) if name.startswith("loaders.")}
    assert parts == set(architecture.FLOW)


def test_every_folder_of_the_program_is_in_the_table() -> None:
    houses = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {path.stem for path in ROOT.glob("*.py")}
    assert houses - {"tests", "bench", "tools"} <= set(architecture.MAY_IMPORT)


BREACHES = [
    ("loaders/text.py", "from queries import catalog", "loaders.text:1 must not import queries.catalog"),
    ("loaders/text.py", "import graph.store", "loaders.text:1 must not import graph.store"),
    ("loaders/text.py", "from graph import bolt", "loaders.text:1 must not import graph.bolt"),
    (
        "loaders/document/text.py",
        "from loaders.names import words",
        "loaders.document.text:1 must not import loaders.names.words",
    ),
    ("loaders/lexicon.py", "from loaders import pipeline", "loaders.lexicon:1 must not import loaders.pipeline"),
    ("graph/model.py", "import settings", "graph.model:1 must not import settings"),
    ("graph/store.py", "from neo4j import Driver", "graph.store:1 must not import neo4j.Driver"),
    (
        "queries/catalog.py",
        "from graph.bolt import BoltStore",
        "queries.catalog:1 must not import graph.bolt.BoltStore",
    ),
    ("queries/catalog.py", "from graph.engine import Engine", "queries.catalog:1 must not import graph.engine.Engine"),
    ("diagrams/svg.py", "from loaders import pipeline", "diagrams.svg:1 must not import loaders.pipeline"),
    ("explorer/canvas.py", "from graph import bolt", "explorer.canvas:1 must not import graph.bolt"),
    ("explorer/pages/ask.py", "import neo4j", "explorer.pages.ask:1 must not import neo4j"),
    ("explorer/pages/ask.py", "from loaders import text", "explorer.pages.ask:1 must not import loaders.text"),
    ("explorer/pages/ask.py", "from ...loaders import text", "explorer.pages.ask:1 must not import loaders.text"),
    ("queries/catalog.py", "def f():\n    import streamlit", "queries.catalog:2 must not import streamlit"),
    ("loaders/utils.py", "x = 1", "loaders.utils:1 is named for no noun"),
    ("loaders/text.py", "x = ('建设', '支持')", "loaders.text:1 lists words: they belong into a file"),
    ("loaders/text.py", "x = {'省': 1, '市': 2}", "loaders.text:1 lists words: they belong into a file"),
    ("loaders/text.py", "import re\nre.match('第.章', '')", "loaders.text:2 writes a pattern: it belongs into a file"),
    ("graph/values.py", "def f(x):\n    assert x", "graph.values:2 asserts: raise an error of graph.errors"),
    ("graph/values.py", "x = 1  # TODO better", "graph.values:1 leaves work behind"),
    ("graph/model.py", "x = 1\n" * 401, "graph.model:1 has 401 lines, 400 are enough for one noun"),
    ("graph/model.py", "def f():\n" + "    x = 1\n" * 50, "graph.model:1 f has 51 lines, 50 are enough"),
]


@pytest.mark.parametrize(("path", "source", "told"), BREACHES)
def test_a_breach_is_told_by_name(tmp_path: Path, path: str, source: str, told: str) -> None:
    _write(tmp_path / path, source + "\n" * (not source.endswith("\n")))
    assert [str(breach) for breach in architecture.breaches(tmp_path)] == [told]


ALLOWED = [
    ("graph/bolt.py", "from neo4j import GraphDatabase"),
    ("explorer/session.py", "from graph.bolt import open_embedded"),
    ("explorer/pages/load.py", "from loaders.pipeline import read"),
    ("cli/store.py", "from graph.bolt import open_neo4j\nfrom graph.engine import Engine"),
    ("loaders/names/edges.py", "from loaders.document.sentences import Sentence\nfrom loaders.rules import Rules"),
    ("diagrams/figure.py", "from graph.subgraph import Subgraph"),
    ("loaders/numerals.py", "UNITS = {'十': 10, '百': 100}"),
    ("loaders/text.py", "x = '等' == 'y' or ('省科技厅', 1)"),
]


@pytest.mark.parametrize(("path", "source"), ALLOWED)
def test_what_the_table_allows_passes(tmp_path: Path, path: str, source: str) -> None:
    _write(tmp_path / path, source)
    assert architecture.breaches(tmp_path) == []


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("from pathlib import Path\nPath(__file__).with_name('words.yml').read_text()", "opens graph/words.yml"),
        ("import subprocess\nsubprocess.run(['true'], check=True)", "does subprocess.Popen"),
    ],
)
def test_work_at_import_is_told_by_name(tmp_path: Path, source: str, told: str) -> None:
    _write(tmp_path / "graph" / "__init__.py", "")
    _write(tmp_path / "graph" / "words.yml", "words: []")
    _write(tmp_path / "graph" / "words.py", source)
    found = architecture.opened_at_import(tmp_path, ["graph", "graph.words"])
    assert [str(breach) for breach in found] == [f"graph.words:1 {told} at import"]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@functools.cache
def _all_breaches() -> list[architecture.Breach]:
    return architecture.breaches(ROOT)


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["py2neo"]]
    declared = {re.split(r"[<>=!~\[; ]", line)[0].lower().replace("-", "_") for line in named}
    provided = importlib.metadata.packages_distributions()
    undeclared = {
        (name, target.split(".")[0])
        for name, path in architecture.modules(ROOT).items()
        for _, target in architecture.imports(name, path, ast.parse(path.read_text(encoding="utf-8")))
        if target.split(".")[0] not in {*architecture.MAY_IMPORT, *sys.stdlib_module_names}
        and not declared
        & {found.lower().replace("-", "_") for found in provided.get(target.split(".")[0], [target.split(".")[0]])}
    }
    assert undeclared == set()
