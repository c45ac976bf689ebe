"""Files that were damaged on purpose: read one after the other in a process that may not take long or much.

``python -m tests.loaders.mutating .pdf 10000`` reads so many damaged files of a format; the process ends at the first
that is neither read nor refused, and its last line names it.
"""

from __future__ import annotations

import random
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.errors import DocumentError
from loaders import readers
from loaders.readers.item import Item
from settings import ROOT

CASES = ROOT / "tests" / "cases" / "reading"
SECONDS = 10
MEMORY = 1024**3
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_EXTREMES = (b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"99999999999", b"1e9", b"0.0000001", b"nan")
_NAME = re.compile(rb"[A-Za-z]{3,}")


def files(suffix: str) -> list[Path]:
    """The case files of a format, smaller ones first."""
    found = [path for path in CASES.rglob("*") if path.suffix == suffix]
    return sorted(found, key=lambda path: (path.stat().st_size, path.as_posix()))


def damaged(suffix: str, count: int) -> Iterator[tuple[str, bytes]]:
    """So many damaged files, each with a name that says how it came about; the same ones every time."""
    cases = [(path.relative_to(CASES).as_posix(), path.read_bytes()) for path in files(suffix)]
    for number in range(count):
        name, content = cases[number % len(cases)]
        chance = random.Random(f"{name} {number}")
        damage = chance.choice(DAMAGES)
        yield f"{name} {damage.__name__} {number}", damage(content, cases[chance.randrange(len(cases))][1], chance)


def flip(content: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Turn some bits over."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 10, 50))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(content: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Leave out the end."""
    return content[: chance.randrange(1, len(content))]


def splice(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """Put a piece of another file in place of one of this."""
    start, piece = chance.randrange(len(content)), chance.randrange(len(other))
    return (
        content[:start] + other[piece : piece + chance.randrange(1, 9_000)] + content[start + chance.randrange(999) :]
    )


def repeat(content: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Say a piece several times."""
    start, length = chance.randrange(len(content)), chance.randrange(1, 5_000)
    piece = content[start : start + length]
    return content[:start] + piece * chance.randrange(2, 9) + content[start + length :]


def count(content: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Put other numbers in place of some."""
    places = list(_NUMBER.finditer(content))
    for place in sorted(chance.sample(places, min(len(places), chance.choice((1, 2, 8)))), key=_start, reverse=True):
        content = content[: place.start()] + chance.choice(_EXTREMES) + content[place.end() :]
    return content


def rename(content: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Put one word in place of another."""
    words = _NAME.findall(content)
    for _ in range(2 if words else 0):
        content = content.replace(chance.choice(words), chance.choice(words), 1)
    return content


def _start(place: re.Match[bytes]) -> int:
    return place.start()


DAMAGES = (flip, flip, cut, splice, repeat, count, rename)


def main() -> None:
    """Read so many damaged files of a format, each within its time, all within their memory."""
    import resource

    suffix, number = sys.argv[1], int(sys.argv[2])
    # What the reader loads when it is first asked is not the file's.
    _read(Item(f"whole{suffix}", files(suffix)[-1].read_bytes()))
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    for name, content in damaged(suffix, number):
        print(name, flush=True)
        # Nobody catches it: it ends the process even where the time is lost inside of a library.
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        _read(Item(f"damaged{suffix}", content))
    signal.setitimer(signal.ITIMER_REAL, 0)
    print("all read or refused", flush=True)


def _read(item: Item) -> None:
    try:
        readers.read(item)
    except DocumentError as error:
        if "\n" in str(error):
            raise ValueError(f"{item.name} is refused in more than one line") from error


if __name__ == "__main__":
    main()
