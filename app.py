"""The explorer's router: which pages there are, and their common frame."""

from __future__ import annotations

from explorer.frame import run

run()
