"""Hands a figure on as a file: the suffix chooses the writer, and a file is there whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from diagrams.figure import Figure
from diagrams.page import Page, compose
from diagrams.png import SCREEN, png
from diagrams.svg import svg
from graph.errors import ExportError

Writer = Callable[[Page, float], bytes]


def _svg(page: Page, scale: float) -> bytes:
    return svg(page).encode("utf-8")


def _png(page: Page, scale: float) -> bytes:
    return png(page, scale=scale)


WRITERS: dict[str, Writer] = {".svg": _svg, ".png": _png}


def suffixes() -> tuple[str, ...]:
    """The suffixes that a figure can be exported to, sorted.

    >>> suffixes()
    ('.png', '.svg')
    """
    return tuple(sorted(WRITERS))


def render(figure: Figure, suffix: str, *, scale: float = SCREEN) -> bytes:
    """The figure as the bytes of a file of this suffix; ``scale`` is that of images made of pixels.

    Raise ExportError for an unknown suffix or a figure that cannot be drawn.
    """
    writer = WRITERS.get(suffix.lower())
    if writer is None:
        raise ExportError(f"不能导出为“{suffix}”：可选的格式有 {'、'.join(suffixes())}")
    return writer(compose(figure), scale)


def export(figure: Figure, path: Path, *, scale: float = SCREEN) -> Path:
    """Write the figure to a file whose suffix says how, and return its path.

    Raise ExportError for an unknown suffix, a figure that cannot be drawn, or a folder that cannot be written to;
    a file that was there before is then still there.
    """
    content = render(figure, path.suffix, scale=scale)
    beside = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(4)}{path.suffix}")
    try:
        with beside.open("xb") as file:
            file.write(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _unwritable(path, error) from error
    return path


def _unwritable(path: Path, error: OSError) -> ExportError:
    return ExportError(f"{path}：无法写入（{error.strerror}），请换一个文件夹或文件名")
