"""Reading files into the graph and into tables."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.cli.shelf import write
from tests.cli.shell import POLICY, Shell
from tests.loaders import folder
from tests.loaders.server import Page, serving

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
TIME = re.compile(r"\d+\.\d 秒")
LINE = re.compile(r"\[1/1\] (?P<title>.+)：举措 \d+，实体 \d+，关系 \d+，指标 \d+，存疑 \d+，\d+\.\d 秒")

MAPPING = """\
title: 园区名单
entity: {label: Park, name: 名称}
relations:
  - {type: LOCATED_IN, to: {label: Region, name: 所在地}}
"""
ROWS = """\
名称,所在地
长春高新区,长春市
,吉林市
通化高新区,通化市,多一格
延吉高新区,延吉市
"""


def test_each_document_is_told_with_what_was_read(shell: Shell) -> None:
    first = shell("build", "碳纤维.txt").out.splitlines()
    match = LINE.fullmatch(first[0])
    assert match is not None, first[0]
    assert match["title"] == "关于推进碳纤维产业创新发展的实施意见"
    assert first[1].startswith("读入 1 份，失败 0 份")
    assert first[2].startswith("图谱现有节点 ")


def test_building_again_changes_nothing(shell: Shell, unchanged: str) -> None:
    assert shell("build", "碳纤维.txt").code == 0


def test_a_folder_is_read_like_its_files(shell: Shell, unchanged: str) -> None:
    assert shell("build", ".").code == 0


def test_a_changed_document_replaces_only_itself(shell: Shell, tmp_path: Path) -> None:
    made = Shell(home=tmp_path / "home", folder=tmp_path, data=shell.data)
    try:
        write(tmp_path, "碳纤维.txt", POLICY)
        made("build", "碳纤维.txt")
        before = made.digest()
        write(tmp_path, "碳纤维.txt", POLICY.replace("6万吨", "8万吨"))
        made("build", "碳纤维.txt")
        assert made.digest() != before
        write(tmp_path, "碳纤维.txt", POLICY)
        made("build", "碳纤维.txt")
        assert made.digest() == before
    finally:
        made("stop")


def test_extract_writes_three_tables_and_needs_no_database(shell: Shell, tmp_path: Path) -> None:
    made = Shell(home=tmp_path / "home", folder=shell.folder, data=shell.data)
    told = made("extract", "碳纤维.txt", "--tsv", str(tmp_path / "表格"))
    assert told.code == 0, told.err
    assert not (tmp_path / "home").exists()
    names = sorted(path.name for path in (tmp_path / "表格").iterdir())
    assert names == ["碳纤维.entities.tsv", "碳纤维.relations.tsv", "碳纤维.targets.tsv"]
    entities = (tmp_path / "表格" / "碳纤维.entities.tsv").read_text(encoding="utf-8").splitlines()
    assert any(line.split("\t")[:2] == ["Platform", "吉林碳纤维省实验室"] for line in entities)


def test_extract_tells_which_sentences_gave_nothing(shell: Shell, tmp_path: Path) -> None:
    heading = "三、形成合力\n\n推动各类主体相互支持，形成合力。\n\n吉林省"
    paper = write(tmp_path, "意见.txt", POLICY.replace("\n吉林省人民政府办公厅", f"\n{heading}人民政府办公厅"))
    write(tmp_path, "园区.yml", MAPPING)
    rows = write(tmp_path, "园区.csv", "名称,所在地\n长春高新区,长春市\n")
    told = shell("extract", paper, rows, "--tsv", str(tmp_path / "表格"), "--coverage")
    table = (tmp_path / "表格" / "意见.coverage.tsv").read_text(encoding="utf-8").splitlines()
    assert table[0].split("\t") == ["measure", "trigger", "sentence"]
    assert "3\t推动\t推动各类主体相互支持，形成合力。" in table
    row = next(line.split() for line in told.out.splitlines() if line.startswith("意见 "))
    assert int(row[2]) == len(table) - 1 < int(row[1])
    # A list of rows has no sentences.
    assert not (tmp_path / "表格" / "园区.coverage.tsv").exists()


def test_two_files_of_one_name_keep_both_their_tables(shell: Shell, tmp_path: Path) -> None:
    one = write(tmp_path / "一", "意见.txt", POLICY)
    two = write(tmp_path / "二", "意见.txt", POLICY.replace("5号", "6号"))
    assert shell("extract", one, two, "--tsv", str(tmp_path / "表格")).code == 0
    names = sorted(path.name for path in (tmp_path / "表格").glob("*.targets.tsv"))
    assert names == ["意见-2.targets.tsv", "意见.targets.tsv"]


def test_a_broken_row_is_named_while_the_other_rows_stay(shell: Shell, tmp_path: Path) -> None:
    write(tmp_path, "园区.yml", MAPPING)
    rows = write(tmp_path, "园区.csv", ROWS)
    told = shell("extract", rows, "--tsv", str(tmp_path / "表格"))
    assert told.code == 1
    assert [line.partition("：")[0] for line in told.lines] == [
        "innograph: 园区.csv 第 3 行",
        "innograph: 园区.csv 第 4 行",
    ]
    entities = (tmp_path / "表格" / "园区.entities.tsv").read_text(encoding="utf-8")
    assert "长春高新" in entities
    assert "延吉高新" in entities


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of every format, with so many documents more that several processes read it."""
    return folder.lay(tmp_path_factory.mktemp("many") / "文件夹", documents=60)


def test_any_number_of_processes_writes_and_says_the_same(shell: Shell, everything: Path, tmp_path: Path) -> None:
    told = []
    for jobs in ("1", "2"):
        place = tmp_path / jobs
        place.mkdir()
        made = Shell(home=tmp_path / "home", folder=place, data=shell.data)
        done = made("extract", str(everything), "--tsv", "表格", "--jobs", jobs, "--verbose")
        tables = {path.name: path.read_bytes() for path in sorted((place / "表格").iterdir())}
        told.append((done.code, TIME.sub("", done.out), done.err, tables))
    assert told[0] == told[1]
    assert told[0][0] == 1
    assert len(told[0][3]) > 3 * 60


def test_any_number_of_processes_builds_the_same_graph(shell: Shell, everything: Path, tmp_path: Path) -> None:
    digests = []
    for jobs in ("1", "2"):
        made = Shell(home=tmp_path / jobs, folder=tmp_path, data=shell.data)
        try:
            assert made("build", str(everything), "--jobs", jobs).code == 1
            digests.append(made.digest())
        finally:
            made("stop")
    assert digests[0] == digests[1]


def test_of_many_files_only_losses_are_told_one_by_one(shell: Shell, everything: Path, tmp_path: Path) -> None:
    told = shell("extract", str(everything), "--tsv", str(tmp_path))
    assert told.code == 1
    assert not [line for line in told.out.splitlines() if line.startswith(("[", " "))]
    assert re.search(r"^\d+ 份文件里共有 \d+ 处存疑；加上 --verbose 可逐份列出$", told.out, re.MULTILINE)
    assert len([line for line in told.lines if "空.txt" in line or "坏包.zip" in line]) == 3


def test_every_doubt_is_told_to_who_wants_it(shell: Shell, tmp_path: Path) -> None:
    # Twenty headings of one number, which are read and doubted.
    doubtful = write(tmp_path, "重号.txt", POLICY.replace("二、明确目标", "一、重来\n" * 20))
    told = shell("extract", doubtful, "--tsv", str(tmp_path / "表格"))
    assert [line for line in told.out.splitlines() if line.startswith("    ……另有 ")]
    told = shell("extract", doubtful, "--tsv", str(tmp_path / "表格"), "--verbose")
    assert len([line for line in told.out.splitlines() if line.startswith("    存疑 ")]) >= 20


def test_nobody_watches_so_there_is_no_line_of_progress(shell: Shell, everything: Path, tmp_path: Path) -> None:
    told = shell("extract", str(everything / "甲"), "--tsv", str(tmp_path))
    assert "\r" not in told.err + told.out
    assert "剩余" not in told.err + told.out


def test_a_page_of_the_own_network_is_read_by_who_allows_it(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serving({"/%E6%84%8F%E8%A7%81.txt": Page(POLICY.encode())}) as server:
        url = server.at("/意见.txt")
        told = shell("extract", url, "--tsv", str(tmp_path))
        assert told.code == 1
        assert told.lines == [
            f"innograph: {url}：地址指向内部网络（127.0.0.1），没有载入；确认可信时加上 --allow-private 再试"
        ]
        told = shell("extract", url, "--tsv", str(tmp_path), "--allow-private")
        assert told.code == 0, told.err
    assert (tmp_path / "意见.entities.tsv").exists()


@contextmanager
def running(shell: Shell, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A command in a session of its own, as a terminal runs it: Ctrl-C then reaches all of its processes."""
    process = subprocess.Popen(
        [sys.executable, "-m", "innograph", *arguments],
        cwd=shell.folder,
        env=shell.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=60)


def workers(process: subprocess.Popen[str]) -> list[psutil.Process]:
    children = psutil.Process(process.pid).children()
    return [child for child in children if any("spawn_main" in word for word in child.cmdline())]


def wait_until_tables(place: Path, count: int) -> None:
    give_up = time.monotonic() + 60
    while len(list(place.glob("*.tsv"))) < count and time.monotonic() < give_up:
        time.sleep(0.02)


@POSIX
def test_an_interrupted_extraction_leaves_whole_tables_and_no_process(
    shell: Shell, everything: Path, tmp_path: Path
) -> None:
    place = tmp_path / "表格"
    with running(shell, "extract", str(everything), "--tsv", str(place), "--jobs", "2") as process:
        wait_until_tables(place, 12)
        read = workers(process)
        assert len(read) == 2
        os.killpg(process.pid, signal.SIGINT)
        rest, _ = process.communicate(timeout=20)
    assert process.returncode == 130, rest
    assert "Traceback" not in rest
    assert not [worker for worker in read if worker.is_running()]
    count = len(list(place.glob("*.entities.tsv")))
    assert f"已中断：{count} 份文件的表格已完整写在" in rest
    assert 4 <= count < 60
    assert count == len(list(place.glob("*.relations.tsv"))) == len(list(place.glob("*.targets.tsv")))


@POSIX
def test_ctrl_c_is_heard_at_any_time_and_never_with_a_traceback(shell: Shell, everything: Path, tmp_path: Path) -> None:
    for number in range(6):
        with running(shell, "extract", str(everything), "--tsv", str(tmp_path), "--jobs", "2") as process:
            # From the start of the processes on, a bit later each time.
            give_up = time.monotonic() + 30
            while not workers(process) and time.monotonic() < give_up:
                time.sleep(0.01)
            time.sleep(0.15 * number)
            os.killpg(process.pid, signal.SIGINT)
            rest, _ = process.communicate(timeout=20)
        assert process.returncode == 130, rest
        assert "Traceback" not in rest


@POSIX
def test_a_process_that_is_killed_costs_nothing(shell: Shell, everything: Path, tmp_path: Path) -> None:
    place = tmp_path / "表格"
    with running(shell, "extract", str(everything), "--tsv", str(place), "--jobs", "2") as process:
        wait_until_tables(place, 12)
        workers(process)[0].kill()
        rest, _ = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "退出" not in rest
    again = shell("extract", str(everything), "--tsv", str(place))
    assert rest.splitlines()[-1] == again.out.splitlines()[-1]


@POSIX
def test_an_interrupted_build_by_many_leaves_whole_documents(shell: Shell, everything: Path, tmp_path: Path) -> None:
    asked = "MATCH (d:Document {loaded: true}) OPTIONAL MATCH (d)-[r:MENTIONS]->() RETURN d.id AS id, count(r) AS n"
    made = Shell(home=tmp_path / "home", folder=tmp_path, data=shell.data)

    def stored() -> dict[str, int]:
        found = json.loads(made("cypher", asked, "--format", "json").out)
        return {row["id"]: row["n"] for row in found}

    try:
        with running(made, "build", str(everything), "--jobs", "2", "--verbose") as process:
            assert process.stdout is not None
            for _ in range(15):
                process.stdout.readline()
            os.killpg(process.pid, signal.SIGINT)
            rest, _ = process.communicate(timeout=60)
        assert process.returncode == 130, rest
        assert "Traceback" not in rest
        before = stored()
        told = re.search(r"已中断：(\d+) 份文件已完整入库", rest)
        # Two files of one number are one document.
        assert told is not None
        assert 0 < len(before) <= int(told[1])
        assert 0 < len(before) < 60
        made("build", str(everything))
        assert before.items() <= stored().items()
    finally:
        made("stop")
