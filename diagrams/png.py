"""Writes a page as PNG with the packaged typeface alone, so that it is the same on a machine without Chinese fonts."""

from __future__ import annotations

import tempfile
from pathlib import Path

import resvg_py

from diagrams.fonts import Typeface
from diagrams.page import Page
from diagrams.svg import svg
from graph.errors import ExportError

# Twice the pixels of a screen; what print at 300 dots per inch asks for, with 96 pixels to the inch.
SCREEN, PRINT = 2.0, 300 / 96
_MOST_PIXELS = 120_000_000


def png(page: Page, *, scale: float = SCREEN) -> bytes:
    """The page as PNG at ``scale`` pixels a pixel of the page; raise ExportError when that is too large an image."""
    if page.width * page.height * scale * scale > _MOST_PIXELS:
        raise ExportError(
            f"a PNG of {page.width * scale:.0f} × {page.height * scale:.0f} pixels is too large: "
            "choose a smaller scale or fewer nodes, or export as SVG"
        )
    typeface = Typeface.packaged()
    with tempfile.TemporaryDirectory(prefix="innograph-") as folder:
        files = []
        for bold in (False, True):
            # both weights are always there: the renderer lets a missing weight vanish, not fall back
            cut = typeface.cut(page.texts(bold=bold), bold=bold, web=False)
            file = Path(folder, f"{'bold' if bold else 'regular'}.otf")
            file.write_bytes(cut)
            files.append(str(file))
        try:
            image = resvg_py.svg_to_bytes(
                svg_string=svg(page, fonts=False),
                zoom=scale,
                skip_system_fonts=True,
                font_files=files,
                font_family=page.style.embedded,
                sans_serif_family=page.style.embedded,
            )
        except ValueError as error:
            raise ExportError(f"the figure could not be rendered as PNG ({error}): export it as SVG") from error
    return bytes(image)
