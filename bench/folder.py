"""How fast and in how much memory a folder of thousands is read: ``python -m bench.folder [--rounds N]``.

Made-up documents (those of ``data/documents`` and the policy of the tests' shell, each time with other places, names
and numbers) are read by the installed command as a user runs it, with one process and with two in turn, so that both
meet the same neighbours on a shared machine; of several rounds the fastest is told, with how much of the machine
others had meanwhile (the engine among them). Memory is the highest that the command's processes were seen to hold.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from settings import ROOT
from tests.cli.shell import POLICY

PLACES = ("星海", "云川", "东港", "北原", "南屏", "西陵", "青岩", "白河", "金沙", "玉泉", "临江", "安澜")
MAKERS = ("启明", "恒远", "天工", "华岳", "中科星", "新锐")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,6}〔\d{4}〕\d+号")


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took: seconds on the clock and of processors, and the share that others had of these.

    ``parent`` and ``workers`` are the most bytes that the command and each further process held.
    """

    seconds: float
    spent: float
    others: float
    parent: int
    workers: tuple[int, ...]


def texts() -> tuple[str, ...]:
    """The documents that all others are made of, without what their front matter says of them."""
    kept = sorted((ROOT / "data" / "documents").glob("*.md"))
    return (*(_FRONT.sub("", path.read_text(encoding="utf-8")).strip() for path in kept), POLICY)


def document(number: int, bases: tuple[str, ...]) -> str:
    """The document of a number: the same number, the same document, and no two alike."""
    place = PLACES[number % len(PLACES)]
    maker = MAKERS[number // len(PLACES) % len(MAKERS)]
    text = bases[number % len(bases)]
    # Its own number is what a document is known by; one without takes it after the title.
    own = f"{place[0]}政办发〔{2001 + number // 500}〕{number % 500 + 1}号"
    title, _, rest = text.partition("\n")
    rest = _NUMBER.sub(own, rest, count=1) if _NUMBER.search(rest[:60]) else f"\n{own}\n{rest}"
    text = f"{title}\n{rest}"
    for old, new in (("吉林", place), ("浙江", place), ("高性能", maker), ("龙头", maker)):
        text = text.replace(old, new)
    return text


def lay(folder: Path, count: int) -> int:
    """Write so many documents into a folder; answer with their bytes."""
    bases = texts()
    folder.mkdir(parents=True, exist_ok=True)
    return sum(
        (folder / f"意见{number:05d}.txt").write_bytes(document(number, bases).encode()) for number in range(count)
    )


def run(command: list[str], home: Path) -> Run:
    """Run a command of ours to its end, looking at its memory ten times a second."""
    environment = {**os.environ, "INNOGRAPH_HOME": str(home), "INNOGRAPH_CACHE": str(home.parent / "cache")}
    highest: dict[int, int] = {}
    started, busy, own = time.perf_counter(), _busy(), _own()
    with subprocess.Popen(
        [sys.executable, "-m", "innograph", *command], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            for pid, size in _sizes(process.pid):
                highest[pid] = max(size, highest.get(pid, 0))
            time.sleep(0.1)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(f"innograph {' '.join(command)}: exit code {process.returncode}")
    parent, spent = highest.pop(process.pid), _own() - own
    others = (_busy() - busy - spent) / (seconds * (psutil.cpu_count() or 1))
    return Run(seconds, spent, others, parent, tuple(sorted(highest.values(), reverse=True)))


def _busy() -> float:
    """The seconds that all processors together have worked."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0) - getattr(times, "guest", 0))


def _own() -> float:
    """The seconds that they have worked for the commands that were run to their end."""
    times = os.times()
    return times.children_user + times.children_system


def _sizes(pid: int) -> Iterator[tuple[int, int]]:
    """The command and the processes that read for it, not the engine that it may have started."""
    with suppress(psutil.Error):
        parent = psutil.Process(pid)
        yield pid, parent.memory_info().rss
        for child in parent.children():
            if any("spawn_main" in word for word in child.cmdline()):
                yield child.pid, child.memory_info().rss


def command(name: str, folder: Path, jobs: int, out: Path) -> list[str]:
    """The command line that reads a folder."""
    return [name, str(folder), "--jobs", str(jobs), *(["--tsv", str(out)] if name == "extract" else [])]


def once(name: str, folder: Path, jobs: int) -> Run:
    """Read a folder in a home that is gone afterwards."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "home"
        if name == "build":
            # The engine is running before, as it is on a desk where people work.
            run(["status"], home)
        found = run(command(name, folder, jobs, Path(place) / "tables"), home)
        run(["stop"], home)
        return found


def speed(name: str, folder: Path, count: int, rounds: int) -> Iterator[str]:
    """The rows of the table of speeds: one process and two in turn, the fastest of each."""
    found: dict[int, list[Run]] = {1: [], 2: []}
    for _ in range(rounds):
        for jobs, runs in found.items():
            runs.append(once(name, folder, jobs))
    one, two = (min(found[jobs], key=lambda each: each.seconds) for jobs in (1, 2))
    for jobs, best in ((1, one), (2, two)):
        cells = [f"{best.seconds:.1f}", f"{count / best.seconds:.1f}", f"{best.spent:.1f}", f"{best.others:.0%}"]
        yield f"| `{name}`, {count} documents | {jobs} | {' | '.join(cells)} |"
    each = ", ".join(f"{a.seconds / b.seconds:.2f}" for a, b in zip(found[1], found[2], strict=True))
    yield f"| `{name}`, ratio 1 : 2 | | **{one.seconds / two.seconds:.2f}** | of each round: {each} | | |"


def memory(name: str, folder: Path, count: int) -> str:
    """The row of the table of memory."""
    found = once(name, folder, 2)
    workers = ", ".join(f"{size / 1e6:.0f}" for size in found.workers)
    return f"| `{name}` | {count} | {found.parent / 1e6:.0f} | {workers} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="how often each command is run; the fastest is told")
    parser.add_argument("--documents", type=int, default=2000, help="how many documents `extract` reads")
    parser.add_argument("--stored", type=int, default=300, help="how many documents `build` reads and stores")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folders = {}
        for count in sorted({200, 1000, 2000, chosen.documents, chosen.stored}):
            folders[count] = Path(place) / str(count)
            size = lay(folders[count], count)
            print(f"{count} documents: {size / 1e6:.1f} MB", flush=True)
        print("\n| command | processes | seconds | documents a second | seconds of a processor | others had |")
        print("|---|---|---|---|---|---|")
        for name, count in (("extract", chosen.documents), ("build", chosen.stored)):
            for row in speed(name, folders[count], count, chosen.rounds):
                print(row, flush=True)
        print("\n| command | documents | parent, MB | workers, MB |\n|---|---|---|---|")
        for count in (200, 1000, 2000):
            print(memory("extract", folders[count], count), flush=True)


if __name__ == "__main__":
    main()
