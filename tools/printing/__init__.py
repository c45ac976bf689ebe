"""Prints small documents in the layouts that offices use, each with the text that it was printed from."""

from __future__ import annotations

from tools.printing import forms, layouts
from tools.printing.paper import bind

__all__ = ["drawn", "forms"]


def drawn() -> dict[str, tuple[bytes, list[str]]]:
    """Every layout that is drawn letter by letter as a file, with the lines of its text."""
    made = {name: make() for name, make in layouts.LAYOUTS.items()}
    return {name: (bind(sheets), lines) for name, (sheets, lines) in made.items()}
