"""A shell of the tests: runs `innograph` in one folder, with a home of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cli.shell import run

ROOT = Path(__file__).resolve().parent.parent.parent

POLICY = """\
关于推进碳纤维产业创新发展的实施意见

吉政办发〔2023〕5号

各市（州）人民政府，省政府各厅委办、各直属机构：

为贯彻落实《吉林省科技创新“十四五”规划》，现提出以下意见。

一、建设创新平台

（一）做强实验室。支持吉林碳纤维省实验室面向碳纤维产业开展关键技术攻关。（省科技厅牵头，省教育厅按职责分工负责）

（二）用好大学力量。依托吉林大学建设高性能复合材料工程研究中心。（省教育厅负责）

二、明确目标

到2025年，碳纤维产能达到6万吨，高新技术企业达到500户。

吉林省人民政府办公厅

2023年3月1日
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Shell:
    """Runs commands in one folder with one home."""

    home: Path
    folder: Path
    data: Path
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "INNOGRAPH_"))}
        ours = {
            "INNOGRAPH_HOME": str(self.home),
            "INNOGRAPH_DATA": str(self.data),
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(ROOT),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        }
        return {**kept, **ours, **self.extra}

    def __call__(self, *arguments: str, **variables: str) -> Told:
        """Run a command within this process, as the installed script does, and keep what it says."""
        out, err = io.StringIO(), io.StringIO()
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            wanted = {**self.environment, **variables}
            for name in set(os.environ) - set(wanted):
                patch.delenv(name)
            for name, value in wanted.items():
                patch.setenv(name, value)
            code = run(arguments)
        return Told(code, out.getvalue(), err.getvalue())

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command as a process of its own, with what it says on one pipe."""
        return subprocess.Popen(
            [sys.executable, "-m", "innograph", *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def digest(self) -> str:
        """The digest of the graph: equal graphs, equal digests."""
        return str(json.loads(self("status", "--json").out)["digest"])
