"""The documentation, held to the program: its commands run, its lists are complete, its links lead somewhere."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli.reference import generate_reference
from cli.shell import root
from queries.catalog import Catalog

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md"))
    if ".venv" not in path.parts
)
BLOCK = re.compile(r"^```shell\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")

# The reader's shell finds `innograph` after this line; the tests' shell finds it already.
ACTIVATE = ". .venv/bin/activate"


def commands(page: Path) -> list[str]:
    """The lines of a page's shell blocks, in order."""
    found = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [line.strip() for block in found for line in block.splitlines() if line.strip()]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder with the project's data in it, and the environment of a reader who has a home of their own."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "data").symlink_to(ROOT / "data", target_is_directory=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "INNOGRAPH_", "MAKE"))}
    environment = {
        **kept,
        "INNOGRAPH_HOME": str(tmp_path / "home"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    yield folder, environment
    subprocess.run(["innograph", "stop"], env=environment, capture_output=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="the shell blocks are for a POSIX shell")
@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_every_command_of_the_readme_runs(name: str, desk: tuple[Path, dict[str, str]]) -> None:
    folder, environment = desk
    lines = commands(ROOT / name)
    assert lines[0] == "make up"
    for line in lines:
        if line in ("make up", "innograph up"):
            run_until_it_answers(line, environment)
        elif line == "make test":
            # These tests are what it runs: that the target is there and leads to them must be enough.
            planned = subprocess.run(["make", "-n", "test"], cwd=ROOT, env=environment, capture_output=True, text=True)
            assert "pytest" in planned.stdout, planned.stderr
        elif line != ACTIVATE:
            done = subprocess.run(
                ["bash", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, timeout=300
            )
            assert done.returncode == 0, f"{line}\n{done.stderr}"
            assert done.stdout.strip(), f"{line} says nothing"
    assert (folder / "碳纤维.svg").stat().st_size > 1000


def run_until_it_answers(line: str, environment: dict[str, str]) -> None:
    """Start a command that goes on, ask the address that it prints, and end it as a reader would."""
    with subprocess.Popen(
        line.split(),
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        try:
            told = []
            for said in process.stdout:
                told.append(said)
                if address := re.search(r"http://[\d.]+:\d+", said):
                    with urllib.request.urlopen(address[0], timeout=10) as response:
                        assert response.status == 200
                    return
            pytest.fail("".join(told))
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.communicate(timeout=60)


def test_the_reference_of_the_shell_is_up_to_date() -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == "\n".join(generate_reference()) + "\n", "run `make docs`"


def test_every_command_and_option_is_explained() -> None:
    shell = root()
    top = click.Context(shell, info_name="innograph")
    for name in shell.list_commands(top):
        command = shell.get_command(top, name)
        assert command is not None
        assert command.help
        told = command.get_help(click.Context(command, info_name=name, parent=top))
        for item in command.params:
            assert item.opts[0] in told if isinstance(item, click.Option) else str(item.metavar) in told
        assert not re.search(r"\b(Usage|Options|Show this message)\b", told)


def test_every_saved_query_is_documented() -> None:
    page = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    assert [query.name for query in Catalog.load() if query.name not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    targets = [link.partition("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8"))]
    local = [target for target in targets if target and not re.match(r"[a-z]+:", target)]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in folder.glob("*.md") if path.name != "README.md" and path.name not in listed] == []


def test_both_readmes_run_the_same_two_commands_first() -> None:
    assert commands(ROOT / "README.md")[:2] == commands(ROOT / "README.en.md")[:2] == ["make up", "make test"]
