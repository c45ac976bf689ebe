"""What the shell says: every help text and message, in one file a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("zh.yml")


@cache
def _texts() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def text(*keys: str, **values: object) -> str:
    """The text under these keys, with the values put into its places; KeyError for an unknown key.

    >>> text("status", "documents", count=3)
    '文件：3 份'
    """
    found: Any = _texts()
    for key in keys:
        found = found[key]
    return str(found).format(**values) if values else str(found)


def labels(*keys: str) -> Mapping[str, str]:
    """The mapping of names to texts under these keys."""
    found: Any = _texts()
    for key in keys:
        found = found[key]
    return dict(found)
