"""Readers for the tests of the crew: what happens to a source is written in its name. They run in other processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from graph.errors import DocumentError, KnowledgeError
from graph.model import Batch, Document
from loaders.pipeline import Reading
from loaders.sources import Source

Read = Callable[[Source], Reading]


class StubbornError(Exception):
    """An error that cannot be made again from its message, as many libraries have them."""

    def __init__(self, place: str, line: int) -> None:
        super().__init__(f"{place}:{line}")


def begin(notes: Path) -> Read:
    """A reader that notes in a folder which sources it began, and does with them as they are called."""
    return partial(_read, notes)


def begin_without_knowledge() -> Read:
    raise KnowledgeError("词表缺少 label，请补上")


def begin_dead() -> Read:
    os._exit(3)


def _read(notes: Path, source: Source) -> Reading:
    name = source.path.stem
    with (notes / name).open("a", encoding="utf-8") as note:
        note.write(f"{os.getpid()}\n")
    if name.startswith("慢"):
        time.sleep(float(name[1:]))
    elif name.startswith("坏"):
        raise DocumentError(f"{source.name}：文件已损坏，请重新下载")
    elif name.startswith("怪"):
        raise StubbornError(source.name, 7)
    elif name.startswith("重"):
        raise MemoryError
    elif name.startswith("退"):
        os._exit(7)
    elif name.startswith("杀"):
        os.kill(os.getpid(), signal.SIGKILL)
    elif name.startswith("病") and len((notes / name).read_text(encoding="utf-8").split()) == 1:
        os._exit(9)
    elif name.startswith("生"):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        (notes / f"{name}.child").write_text(str(child.pid), encoding="utf-8")
        time.sleep(60)
    text = "字" * source.size
    return Reading(Batch(Document(name, name, text=text, source=str(os.getpid()))), ())
