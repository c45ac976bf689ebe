"""The architecture as data, and the walk over the syntax trees that compares a tree of files with it."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MODULE_LINES = 400
FUNCTION_LINES = 50
# Where words and patterns of Chinese stand in files, and the module that is about the characters themselves.
WORDS_IN_FILES = "loaders"
CHARACTERS = "loaders.numerals"
NO_NOUN = ("utils", "util", "helpers", "helper", "misc", "common")

# What each part may import from the rest of the house.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "settings": (),
    "graph": (),
    "loaders": ("graph",),
    "queries": ("graph",),
    "diagrams": ("graph", "queries"),
    "explorer": ("graph", "queries", "diagrams", "settings", "loaders.pipeline"),
    "app": ("explorer",),
    "innograph": ("cli",),
    "cli": ("graph", "loaders", "queries", "diagrams", "settings"),
}

# The flow inside of reading: a part may import those that stand before it.
FLOW = (
    "loaders.compiled",
    "loaders.patternfile",
    "loaders.numerals",
    "loaders.issues",
    "loaders.matcher",
    "loaders.vocabulary",
    "loaders.lexicon",
    "loaders.rules",
    "loaders.readers",
    "loaders.document",
    "loaders.names",
    "loaders.facts",
    "loaders.knowledge",
    "loaders.sources",
    "loaders.registers",
    "loaders.pipeline",
    "loaders.intake",
    "loaders.review",
)

# What builds or drives a store is the business of few: the package itself, the shell and the explorer's session.
BUILDERS = ("graph", "cli", "explorer.session")

# Modules of ours, and libraries, that only these may import.
OWNED: dict[str, tuple[str, ...]] = {
    "graph.bolt": BUILDERS,
    "graph.connect": BUILDERS,
    "graph.engine": BUILDERS,
    "graph.writing": ("graph",),
    "graph.store": ("graph", "queries", "diagrams", "explorer", "cli"),
    "neo4j": ("graph.bolt",),
    "streamlit": ("app", "explorer"),
    "py2neo": ("graph.interop",),
}


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """One place where the files say something else than the architecture."""

    module: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.message}"


def modules(root: Path) -> dict[str, Path]:
    """The shipped modules of a tree by dotted name, sorted."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if parts[0] in MAY_IMPORT:
            found[".".join(parts).removesuffix(".__init__")] = path
    return found


def breaches(root: Path) -> list[Breach]:
    """Every breach of the architecture in the tree, sorted."""
    known = modules(root)
    found: list[Breach] = []
    for name, path in known.items():
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source, str(path))
        found.extend(_import_breaches(name, path, tree))
        found.extend(_size_breaches(name, source, tree))
        found.extend(_habit_breaches(name, source, tree))
        if _within(name, (WORDS_IN_FILES,)) and name != CHARACTERS:
            found.extend(_word_breaches(name, tree))
    return sorted(found)


def imports(name: str, path: Path, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every import of a module, wherever it stands: its line and the dotted name that is imported."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)


def _import_breaches(name: str, path: Path, tree: ast.AST) -> Iterator[Breach]:
    part = name.split(".")[0]
    for line, target in imports(name, path, tree):
        other = target.split(".")[0]
        foreign = other in MAY_IMPORT and other != part and not _within(target, MAY_IMPORT[part])
        fenced = any(
            _within(target, (owned,)) and not _within(name, (*owners, owned)) for owned, owners in OWNED.items()
        )
        if foreign or fenced or _upstream(name, target):
            yield Breach(name, line, f"must not import {target}")


def _upstream(name: str, target: str) -> bool:
    """Whether a module imports what comes after it in the flow."""
    mine, theirs = ([place for place, part in enumerate(FLOW) if _within(each, (part,))] for each in (name, target))
    return bool(mine and theirs) and theirs > mine


def _size_breaches(name: str, source: str, tree: ast.AST) -> Iterator[Breach]:
    if (count := source.count("\n")) > MODULE_LINES:
        yield Breach(name, 1, f"has {count} lines, {MODULE_LINES} are enough for one noun")
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count > FUNCTION_LINES:
                yield Breach(name, node.lineno, f"{node.name} has {count} lines, {FUNCTION_LINES} are enough")


def _habit_breaches(name: str, source: str, tree: ast.AST) -> Iterator[Breach]:
    if any(part in NO_NOUN for part in name.split(".")):
        yield Breach(name, 1, "is named for no noun")
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            yield Breach(name, node.lineno, "asserts: raise an error of graph.errors")
    for number, text in enumerate(source.splitlines(), start=1):
        if any(mark in text for mark in ("TODO", "FIXME", "XXX")):
            yield Breach(name, number, "leaves work behind")


def _word_breaches(name: str, tree: ast.AST) -> Iterator[Breach]:
    """Lists of Chinese words and Chinese patterns, which belong into a file with their examples."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
            parts = [*node.keys, *node.values] if isinstance(node, ast.Dict) else node.elts
            if sum(map(_chinese, parts)) > 1:
                yield Breach(name, node.lineno, "lists words: they belong into a file")
        elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and any(map(_chinese, node.args)):
            yield Breach(name, node.lineno, "writes a pattern: it belongs into a file")


def _chinese(node: ast.AST | None) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"[\u4e00-\u9fff]", node.value) is not None
    )


def _within(name: str, places: tuple[str, ...]) -> bool:
    return any(name == place or name.startswith(place + ".") for place in places)


_WATCH = """
import importlib, json, os, sys
root, names = sys.argv[1], sys.argv[2:]
sys.path.insert(0, root)
seen, current = [], ""
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
        path = os.path.abspath(os.fsdecode(arguments[0]))
        foreign = any(part in path for part in (".venv" + os.sep, ".egg-info", "__pycache__"))
        inside = path.startswith(root + os.sep) and os.path.isfile(path)
        if inside and not foreign and not path.endswith((".py", ".pyc")):
            seen.append([current, "opens " + os.path.relpath(path, root)])
    elif event in ("subprocess.Popen", "socket.connect"):
        seen.append([current, "does " + event])
sys.addaudithook(watch)
for current in names:
    importlib.import_module(current)
sys.stdout.write(json.dumps(seen))
"""


def opened_at_import(root: Path, names: list[str]) -> list[Breach]:
    """Every file of the tree that is opened, and every process or connection begun, while modules are imported."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", _WATCH, str(root), *names], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(f"the modules cannot be imported: {done.stderr.strip().splitlines()[-1]}")
    return sorted(Breach(module, 1, f"{what} at import") for module, what in json.loads(done.stdout))
