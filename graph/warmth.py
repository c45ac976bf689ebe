"""The engine's start-up cache: what its Java runtime learned in one run and need not learn again in the next.

It saves a good third of a cold start. The first engine of an installation runs as the apprentice and writes the cache
(some 50 MB) when it is stopped, in the background; every later one starts from it.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


class StartCache:
    """The cache of one version of the engine in a folder of things that can be made again."""

    def __init__(self, folder: Path, version: str) -> None:
        self._folder = folder
        self._path = folder / f"engine-{version}.aot"

    def flags(self) -> tuple[str, ...]:
        """How to start the runtime: from the cache, or writing it; empty where the folder cannot be used."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._adopt()
        except OSError:
            return ()
        if self._path.exists():
            return (f"-XX:AOTCache={self._path}",)
        if not os.access(self._folder, os.W_OK):
            return ()
        return (f"-XX:AOTCacheOutput={self._path}.{os.getpid()}.new",)

    def judge(self, output: str) -> None:
        """Throw the cache away when the runtime said that it cannot use it: the next run makes a new one."""
        if "[error][aot]" in output:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _adopt(self) -> None:
        """Take over what an apprentice has finished: it then removes the notes (``.config``) it worked from."""
        for finished in self._folder.glob(f"{self._path.name}.*.new"):
            if not finished.with_name(finished.name + ".config").exists():
                finished.replace(self._path)
