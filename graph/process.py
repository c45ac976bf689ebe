"""A started engine as any other command can know it again: its process, and the ports it answers on."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Running:
    """What is recorded of a started engine: enough to tell it from a later process of the same number."""

    pid: int
    create_time: float
    bolt: int
    http: int

    @classmethod
    def started(cls, pid: int, bolt: int, http: int) -> Running:
        """The record of a process that was just started."""
        try:
            return cls(pid, float(psutil.Process(pid).create_time()), bolt, http)
        except psutil.Error:
            return cls(pid, 0.0, bolt, http)

    @classmethod
    def recorded(cls, path: Path) -> Running | None:
        """What a file says of the last start; None when it says nothing of use."""
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            return cls(int(stored["pid"]), float(stored["create_time"]), int(stored["bolt"]), int(stored["http"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def record(self, path: Path) -> None:
        """Write it down, whole or not at all."""
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(self)), encoding="utf-8")
        draft.replace(path)

    def process(self) -> psutil.Process | None:
        """The process, if it is still that one and alive."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.create_time) < 1
        except psutil.Error:
            return None
        return process if same and not ended(process) else None


def ended(process: psutil.Process) -> bool:
    """Whether a process is over; one that its parent, maybe another command of ours, has yet to reap is over too."""
    if sys.platform != "win32":
        with contextlib.suppress(ChildProcessError):
            os.waitpid(process.pid, os.WNOHANG)
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True
