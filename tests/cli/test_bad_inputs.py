"""What users get wrong: one clear line, exit code 1, and nothing lost."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.ports import any_free
from tests.cli.shelf import write
from tests.cli.shell import POLICY, Shell, Told

pytestmark = pytest.mark.usefixtures("unchanged")


def told_once(told: Told, *fragments: str) -> None:
    """One line on stderr that starts with our name and says all of this; exit code 1; nothing like a result."""
    assert told.code == 1
    assert len(told.lines) == 1, told.err
    assert told.lines[0].startswith("innograph: ")
    assert "Traceback" not in told.err
    assert not [fragment for fragment in fragments if fragment not in told.lines[0]], told.lines[0]


FILES: dict[str, str | bytes | None] = {
    "不存在.txt": None,
    "空白.txt": "",
    "只有空格.md": " \n\u3000\n",
    "图片.txt": bytes(range(256)) * 8,
    "程序.exe": b"MZ\x90\x00\x03\x00",
    "没有说明的名单.csv": "名称,地区\n长春高新区,长春市\n",
}


@pytest.mark.parametrize("command", ["build", "extract"])
def test_each_file_that_is_no_document_is_named(shell: Shell, tmp_path: Path, command: str) -> None:
    for name, content in FILES.items():
        if content is not None:
            write(tmp_path, name, content)
    options = ["--tsv", str(tmp_path / "表格")] if command == "extract" else []
    told = shell(command, *(str(tmp_path / name) for name in FILES), *options)
    assert told.code == 1
    assert len(told.lines) == len(FILES), told.err
    for name in FILES:
        line = next(line for line in told.lines if name in line)
        assert line.startswith("innograph: ")
    assert "Traceback" not in told.err
    assert not list(tmp_path.glob("表格/*"))


def test_the_other_files_are_loaded_all_the_same(shell: Shell, tmp_path: Path) -> None:
    good = write(tmp_path, "碳纤维.txt", POLICY)
    told = shell("build", str(tmp_path / "没有.txt"), good, write(tmp_path, "空.txt", ""))
    assert told.code == 1
    assert len(told.lines) == 2
    assert "没有.txt" in told.lines[0]
    assert "空.txt" in told.lines[1]
    assert "关于推进碳纤维产业创新发展的实施意见" in told.out


CYPHER = [
    ("MATCH (n:Platform RETURN n", "1"),
    ("MATCH (n) RETURN m", "m"),
    ("", "Cypher"),
    ("CREATE (n:Platform {id: 'x'})", "只读"),
    ("MATCH (n) DETACH DELETE n", "只读"),
    ("MATCH (n) SET n.name = 'x'", "只读"),
    ("LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", ""),
]


@pytest.mark.parametrize(("statement", "fragment"), CYPHER, ids=[statement or "nothing" for statement, _ in CYPHER])
def test_cypher_that_is_faulty_or_writes(shell: Shell, statement: str, fragment: str) -> None:
    told_once(shell("cypher", statement), fragment)


QUERIES = [
    (["platforms_serving_industri", "--param", "industry=碳纤维"], "platforms_serving_industry"),
    (["platforms_serving_industry", "--param", "branche=碳纤维"], "branche"),
    (["platforms_serving_industry"], "industry"),
    (["platforms_serving_industry", "--param", "碳纤维"], "名字=值"),
    (["platforms_serving_industry", "--param", "industry=a", "--param", "industry=b"], "两次"),
    ([], "--list"),
]


@pytest.mark.parametrize(("arguments", "fragment"), QUERIES, ids=[" ".join(line) or "nothing" for line, _ in QUERIES])
def test_a_query_that_cannot_be_asked(shell: Shell, arguments: list[str], fragment: str) -> None:
    told_once(shell("query", *arguments), fragment)


USAGE = [
    (["bild"], "没有命令“bild”，是否要用 build"),
    (["nonsense"], "可用的有：up、build"),
    (["build", "--fast"], "没有选项“--fast”"),
    (["--fast"], "没有选项“--fast”"),
    (["extract", "a.txt"], "缺少 --tsv"),
    (["extract", "--tsv", "d"], "缺少 PATH"),
    (["cypher"], "缺少 STATEMENT"),
    (["cypher", "RETURN 1", "--format", "xml"], "可用的有：table、csv、json"),
    (["cypher", "RETURN", "1"], "多出了参数：1"),
    (["export", "--center", "碳纤维", "--to", "a.svg", "--hops", "many"], "--hops 的值不对"),
    (["up", "--port", "99999"], "1 到 65535"),
    (["up", "--port"], "--port 后面缺少值"),
]


@pytest.mark.parametrize(("arguments", "fragment"), USAGE, ids=[" ".join(line) for line, _ in USAGE])
def test_a_command_line_that_is_not_understood(shell: Shell, arguments: list[str], fragment: str) -> None:
    told_once(shell(*arguments), fragment, "--help")


EXPORTS = [
    (["--center", "没有这个实体", "--to", "a.svg"], "没有这个实体"),
    (["--center", "碳纤维", "--to", "a.bmp"], ".svg"),
    (["--center", "碳纤维", "--to", "没有后缀"], ".svg"),
]


@pytest.mark.parametrize(("arguments", "fragment"), EXPORTS, ids=[" ".join(line) for line, _ in EXPORTS])
def test_a_figure_that_cannot_be_made(shell: Shell, arguments: list[str], fragment: str) -> None:
    told_once(shell("export", *arguments), fragment)


def places(folder: Path) -> list[str]:
    """Where nobody can write, not even root: below a file, and in the kernel's own folder."""
    write(folder, "文件", "不是目录")
    return [str(folder / "文件"), *(["/proc/innograph"] if Path("/proc").is_dir() else [])]


def test_a_folder_that_cannot_be_written(shell: Shell, tmp_path: Path) -> None:
    good = write(tmp_path, "碳纤维.txt", POLICY)
    for place in places(tmp_path):
        told_once(shell("extract", good, "--tsv", place), place)
        told_once(shell("export", "--center", "碳纤维", "--to", f"{place}/a.svg"), place)
        told_once(shell("status", INNOGRAPH_HOME=place), place)


def test_a_home_that_cannot_be_written_keeps_the_explorer_from_starting(shell: Shell, tmp_path: Path) -> None:
    for place in places(tmp_path):
        told_once(shell("up", INNOGRAPH_HOME=place), place)


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield int(taken.getsockname()[1])


def test_a_port_that_is_taken(shell: Shell, tmp_path: Path) -> None:
    with taken_port() as port:
        told_once(shell("up", "--port", str(port)), str(port), "--port")
        told_once(
            shell("status", INNOGRAPH_HOME=str(tmp_path / "home"), INNOGRAPH_BOLT_PORT=str(port)), "INNOGRAPH_BOLT_PORT"
        )


def test_a_neo4j_that_does_not_answer(shell: Shell) -> None:
    silent = f"bolt://127.0.0.1:{any_free()}"
    for command in (["status"], ["build", "碳纤维.txt"], ["cypher", "RETURN 1"]):
        told_once(shell(*command, NEO4J_URI=silent), silent)


def test_a_neo4j_that_refuses_the_password(shell: Shell) -> None:
    # The embedded engine, asked as if it were a Neo4j of somebody else's.
    address = json.loads(shell("status", "--json").out)["address"]
    told_once(shell("status", NEO4J_URI=address, NEO4J_USERNAME="root", NEO4J_PASSWORD="wrong"), "NEO4J_PASSWORD")


def test_a_data_folder_that_is_not_there(shell: Shell, tmp_path: Path) -> None:
    told_once(shell("build", INNOGRAPH_DATA=str(tmp_path / "没有")), str(tmp_path / "没有"))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no `head` on Windows")
def test_a_reader_that_hangs_up_is_no_error(shell: Shell) -> None:
    asked = "UNWIND range(1, 9000) AS n RETURN n, 'word' AS word"
    line = f'"{sys.executable}" -m innograph cypher "{asked}" --format csv | head -n 2'
    done = subprocess.run(
        ["bash", "-c", line], cwd=shell.folder, env=shell.environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("n,word\n1,word\n", "")


def test_the_traceback_is_there_for_who_asks(shell: Shell) -> None:
    told = shell("query", "nothing", INNOGRAPH_DEBUG="1")
    assert told.code == 1
    assert "Traceback" in told.err
    assert told.lines[-1].startswith("innograph: ")
