"""Importing a library without the optional library that it would load beside itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec


@contextmanager
def without(name: str) -> Iterator[None]:
    """Let imports inside the block find no library of this name, unless it is loaded already.

    >>> with without("decimal_that_is_not"):
    ...     import json
    """
    if name in sys.modules:
        yield
        return
    hidden = _Hidden(name)
    sys.meta_path.insert(0, hidden)
    try:
        yield
    finally:
        sys.meta_path.remove(hidden)


class _Hidden:
    """A finder that says of one library that it is not there."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Refuse the hidden library; leave every other to the finders behind."""
        if name == self._name:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None
