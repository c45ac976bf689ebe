"""Whatever goes wrong is told in one line that says where the fault lies."""

from __future__ import annotations

import click
import pytest

from cli.failure import sentence, tell
from graph.errors import DocumentError

ERRORS = [
    (DocumentError("意见.txt：文件是空的"), "意见.txt：文件是空的"),
    (DocumentError("第一行\n  第二行"), "第一行 第二行"),
    (click.ClickException("写法\n不对"), "写法 不对"),
    (OSError(28, "No space left on device", "/data/图谱"), "/data/图谱：No space left on device"),
    (KeyError("bounds"), "程序内部出错（KeyError: 'bounds'）"),
]


@pytest.mark.parametrize(("error", "told"), ERRORS, ids=[type(error).__name__ for error, _ in ERRORS])
def test_an_error_is_one_line(error: Exception, told: str) -> None:
    line = sentence(error)
    assert line.startswith(told)
    assert "\n" not in line


def test_a_fault_of_ours_says_how_to_get_its_details() -> None:
    assert "INNOGRAPH_DEBUG=1" in sentence(ZeroDivisionError("division by zero"))


def test_a_line_begins_with_our_name(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INNOGRAPH_DEBUG", raising=False)
    try:
        raise DocumentError("意见.txt：文件是空的")
    except DocumentError as error:
        tell(sentence(error))
    assert capsys.readouterr().err == "innograph: 意见.txt：文件是空的\n"
