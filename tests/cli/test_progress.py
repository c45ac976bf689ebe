"""The line that says how far the reading is: for whoever watches, as wide as their terminal, and gone at the end."""

from __future__ import annotations

import io
import re
import time
from pathlib import Path

import pytest

from cli.progress import Progress, duration
from loaders.sources import Source
from queries.rows import display_width

LINE = re.compile(
    r"\[(?P<bar>#*-*)\] (?P<number>\d+)/(?P<total>\d+) (?P<share>\d+)%(?: 剩余约 (?P<left>.+?))? (?P<name>\S+)"
)


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True

    @property
    def line(self) -> str:
        """What stands on the last line now: each of ours is drawn over the one before."""
        return self.getvalue().rpartition("\r\033[K")[2]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")


def sources(*sizes: int) -> list[Source]:
    return [Source(Path(f"意见{number}.txt"), size=size) for number, size in enumerate(sizes)]


def read(terminal: Terminal) -> dict[str, str]:
    match = LINE.fullmatch(terminal.line)
    assert match is not None, terminal.line
    return match.groupdict(default="")


def test_the_share_is_one_of_bytes_and_the_count_one_of_files() -> None:
    terminal = Terminal()
    progress = Progress(sources(100, 100, 300, 500), terminal)
    seen = []
    for _ in range(4):
        progress.clear()
        progress.draw()
        seen.append((read(terminal)["number"], read(terminal)["share"], read(terminal)["name"]))
        progress.step()
    assert seen == [
        ("0", "0", "意见0.txt"),
        ("1", "10", "意见1.txt"),
        ("2", "20", "意见2.txt"),
        ("3", "50", "意见3.txt"),
    ]


def test_the_time_left_goes_by_bytes_too() -> None:
    terminal = Terminal()
    progress = Progress(sources(1, 100, 300), terminal)
    progress.step()
    assert read(terminal)["left"] == ""
    time.sleep(1.1)
    progress.step()
    # A hundred bytes took a good second, so the other three hundred take a good three.
    assert read(terminal)["left"] in {"4 秒", "5 秒"}


def test_of_addresses_whose_size_is_not_known_each_is_a_step() -> None:
    terminal = Terminal()
    progress = Progress(
        [Source(Path("a"), url="http://a.example/"), Source(Path("b"), url="http://b.example/")], terminal
    )
    progress.step()
    assert read(terminal)["share"] == "50"


def test_it_is_not_drawn_more_often_than_an_eye_can_see() -> None:
    terminal = Terminal()
    progress = Progress(sources(*[1] * 5000), terminal)
    for _ in range(4000):
        progress.step()
    assert terminal.getvalue().count("\r") < 100


def test_it_is_gone_before_anything_else_is_written() -> None:
    terminal = Terminal()
    progress = Progress(sources(1, 1), terminal)
    progress.draw()
    progress.clear()
    assert terminal.line == ""
    before = terminal.getvalue()
    progress.clear()
    assert terminal.getvalue() == before


def test_after_the_last_file_it_does_not_come_back() -> None:
    terminal = Terminal()
    progress = Progress(sources(1), terminal)
    progress.draw()
    progress.clear()
    progress.step()
    assert terminal.line == ""


@pytest.mark.parametrize("columns", [20, 40, 60])
def test_it_never_takes_a_second_line(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    terminal = Terminal()
    Progress([Source(Path(f"{'关于推进碳纤维产业创新发展的实施意见' * 3}.txt"), size=1)], terminal).draw()
    assert 0 < display_width(terminal.line) < columns


def test_nobody_who_does_not_watch_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setenv("TERM", "dumb")
    terminal = Terminal()
    for stream in (pipe, terminal):
        progress = Progress(sources(1, 1), stream)
        progress.draw()
        progress.step()
        progress.clear()
        assert stream.getvalue() == ""


def test_nothing_to_read_is_nothing_to_draw() -> None:
    terminal = Terminal()
    progress = Progress([], terminal)
    progress.draw()
    progress.step()
    assert terminal.getvalue() == ""


def test_a_name_that_would_move_the_cursor_does_not() -> None:
    terminal = Terminal()
    Progress([Source(Path("一\n二\x1b[2J.txt"), size=1)], terminal).draw()
    assert terminal.line.endswith(" 一?二?[2J.txt")


TIMES = [
    (0.2, "1 秒"),
    (59, "59 秒"),
    (59.5, "1 分 0 秒"),
    (192, "3 分 12 秒"),
    (3599.5, "1 小时 0 分"),
    (7380, "2 小时 3 分"),
]


@pytest.mark.parametrize(("seconds", "told"), TIMES)
def test_a_time_is_told_as_people_say_it(seconds: float, told: str) -> None:
    assert duration(seconds) == told
