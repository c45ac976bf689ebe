"""Files: whole or not at all, PNGs with every glyph, and plain words when it cannot be done."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib
from functools import cache
from pathlib import Path

import pytest

from diagrams.export import export, render, suffixes
from diagrams.figure import Figure
from diagrams.page import compose
from diagrams.png import PRINT, png
from graph.errors import ExportError
from graph.subgraph import Node, Subgraph
from tests.diagrams.graphs import carbon_fibre

ROOT = Path(__file__).resolve().parents[2]


def size(image: bytes) -> tuple[int, int]:
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", image[16:24])
    return width, height


def pixels(image: bytes) -> bytes:
    """What the image holds, filtered as PNG filters it: enough to tell two images apart."""
    data, at = b"", 8
    while at < len(image):
        (length,), kind = struct.unpack(">I", image[at : at + 4]), image[at + 4 : at + 8]
        if kind == b"IDAT":
            data += image[at + 8 : at + 8 + length]
        at += 12 + length
    return zlib.decompress(data)


@pytest.mark.parametrize("suffix", suffixes())
def test_a_figure_is_written_by_its_suffix(tmp_path: Path, suffix: str) -> None:
    path = export(carbon_fibre(5), tmp_path / f"碳纤维{suffix}")
    assert path.read_bytes() == render(carbon_fibre(5), suffix.upper())
    assert [file.name for file in tmp_path.iterdir()] == [f"碳纤维{suffix}"]


def test_an_unknown_suffix_is_told_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"不能导出为“\.gif”：可选的格式有 \.png、\.svg"):
        export(carbon_fibre(5), tmp_path / "图.gif")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"无法写入.*请换一个文件夹或文件名"):
        export(carbon_fibre(5), tmp_path / "nowhere" / "图.svg")


def test_what_was_there_stays_when_writing_fails(tmp_path: Path) -> None:
    kept = tmp_path / "图.svg"
    kept.mkdir()
    (kept / "old").write_text("old", encoding="utf-8")
    with pytest.raises(ExportError, match="无法写入"):
        export(carbon_fibre(5), kept)
    assert [file.name for file in tmp_path.iterdir()] == ["图.svg"]
    assert (kept / "old").read_text(encoding="utf-8") == "old"


def test_a_png_has_the_pixels_that_were_asked_for() -> None:
    page = compose(carbon_fibre(5))
    for scale in (1.0, 2.0, PRINT):
        width, height = size(png(page, scale=scale))
        assert abs(width - page.width * scale) <= 2
        assert abs(height - page.height * scale) <= 2


def test_a_png_beyond_all_measure_is_refused() -> None:
    with pytest.raises(ExportError, match="is too large"):
        png(compose(carbon_fibre(5)), scale=40)


def test_the_same_figure_gives_the_same_png() -> None:
    assert render(carbon_fibre(15), ".png") == render(carbon_fibre(15), ".png")


@cache
def titled(text: str) -> bytes:
    figure = Figure(Subgraph.of([Node("n", "Park", {"name": "园区"})], []), f"图{text}表")
    return pixels(png(compose(figure), scale=1))


@pytest.mark.parametrize("char", "碳①⑳㊿㸃䶮𠮷〔—㎡≥€")
def test_no_glyph_is_empty_and_none_is_a_box(char: str) -> None:
    """A character gives other pixels than a blank one, and than a character that is no less wide."""
    wide = "　" if ord(char) > 0x2000 else " "
    assert len({titled(char), titled(wide), titled("口")}) == 3


def test_a_machine_without_any_font_gives_the_same_png(tmp_path: Path) -> None:
    bare = tmp_path / "fonts.conf"
    bare.write_text('<?xml version="1.0"?><fontconfig><dir>/nonexistent</dir></fontconfig>', encoding="utf-8")
    code = (
        "import sys; from diagrams.export import render; from tests.diagrams.graphs import carbon_fibre; "
        "sys.stdout.buffer.write(render(carbon_fibre(5), '.png'))"
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(bare), "PATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == render(carbon_fibre(5), ".png")
