"""Prints small documents in the layouts that offices use, each with the text that it was printed from."""

from __future__ import annotations

from pathlib import Path

from tools.printing import cuts, flats, forms, layouts
from tools.printing.paper import bind

__all__ = ["cuts", "drawn", "flats", "forms", "keep"]


def drawn() -> dict[str, tuple[bytes, list[str]]]:
    """Every layout that is drawn letter by letter as a file, with the lines of its text."""
    made = {name: make() for name, make in layouts.LAYOUTS.items()}
    return {name: (bind(sheets), lines) for name, (sheets, lines) in made.items()}


def keep(folder: Path) -> None:
    """Write every file anew, and beside it the lines that it says; two say nothing that can be read."""
    from tools.printing import office

    folder.mkdir(exist_ok=True)
    for name, (content, lines) in {**drawn(), "office": office.printed()}.items():
        (folder / f"{name}.pdf").write_bytes(content)
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for unread in (layouts.garbled, layouts.outlined):
        (folder / f"{unread.__name__}.pdf").write_bytes(bind(unread()))
