"""From the first start to the last stop: `up`, `status`, `stop`, Ctrl-C."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.shelf import write
from tests.cli.shell import POLICY, Shell

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")


@pytest.fixture
def fresh(shell: Shell, tmp_path: Path) -> Iterator[Shell]:
    """A shell whose graph is empty and whose data folder holds one document."""
    data = tmp_path / "data"
    data.mkdir()
    for name in ("lexicon", "decisions"):
        if (shell.data / name).is_dir():
            (data / name).symlink_to(shell.data / name, target_is_directory=True)
    write(data / "documents", "碳纤维.txt", POLICY)
    made = Shell(home=tmp_path / "home", folder=tmp_path, data=data)
    yield made
    made("stop")


@contextmanager
def running(shell: Shell, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = shell.start(*arguments)
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=60)


def read_address(process: subprocess.Popen[str]) -> tuple[str, list[str]]:
    """The address that `up` prints, and all that it printed so far."""
    lines: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line.rstrip())
        if "http://" in line:
            return "http://" + line.split("http://", 1)[1].strip(), lines
    raise AssertionError("\n".join(lines))


def answer(address: str) -> int:
    with urllib.request.urlopen(address, timeout=10) as response:
        return int(response.status)


@POSIX
def test_up_builds_the_empty_graph_shows_it_and_ends_with_ctrl_c(fresh: Shell) -> None:
    with running(fresh, "up") as process:
        address, lines = read_address(process)
        assert any("关于推进碳纤维产业创新发展的实施意见" in line for line in lines)
        assert answer(address) == 200
        assert json.loads(fresh("status", "--json").out)["explorer"] == address
        again = fresh("up")
        assert (again.code, again.out.strip()) == (0, f"浏览界面已在运行：{address}")
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    with pytest.raises(OSError, match="refused"):
        answer(address)
    assert fresh("stop").out.strip() == "没有正在运行的浏览界面或内嵌图数据库"


@POSIX
def test_stop_ends_what_up_started(fresh: Shell) -> None:
    with running(fresh, "up") as process:
        address, _ = read_address(process)
        told = fresh("stop")
        assert told.out.splitlines() == ["浏览界面已停止", "内嵌图数据库已停止，数据保留"]
        assert process.wait(60) == 0
    with pytest.raises(OSError, match="refused"):
        answer(address)


def test_what_was_built_is_still_there_after_a_stop(fresh: Shell) -> None:
    assert fresh("build").code == 0
    before = json.loads(fresh("status", "--json").out)
    assert fresh("stop").out.strip() == "内嵌图数据库已停止，数据保留"
    after = json.loads(fresh("status", "--json").out)
    assert after["digest"] == before["digest"]
    assert after["documents"] == 1
    assert after["nodes"]["Platform"] >= 1


@POSIX
def test_an_interrupted_build_leaves_whole_documents(fresh: Shell) -> None:
    for number in range(40):
        text = POLICY.replace("吉政办发〔2023〕5号", f"吉政办发〔2023〕{number + 10}号")
        write(fresh.data / "documents", f"意见{number:02d}.txt", text)
    with running(fresh, "build") as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(60) == 130, rest
    assert "已中断" in rest
    asked = "MATCH (d:Document {loaded: true}) OPTIONAL MATCH (d)-[r:MENTIONS]->() RETURN d.id AS id, count(r) AS n"
    found = json.loads(fresh("cypher", asked, "--format", "json").out)
    assert 1 <= len(found) < 41
    assert len({row["n"] for row in found}) == 1
    assert fresh("build").code == 0
    assert json.loads(fresh("status", "--json").out)["documents"] == 41


def test_status_says_what_is_in_the_graph(shell: Shell) -> None:
    lines = shell("status").out.splitlines()
    assert lines[0].startswith("引擎：")
    assert "文件：1 份" in lines
    assert any(line.startswith("摘要：") for line in lines)
    assert any("平台（Platform）：" in line for line in lines)
