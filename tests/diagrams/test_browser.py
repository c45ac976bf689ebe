"""A browser on a machine without Chinese fonts shows the figure as it was measured."""

from __future__ import annotations

import os
import shutil
import string
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from diagrams.export import export
from diagrams.fonts import Typeface
from diagrams.page import compose
from tests.diagrams.graphs import carbon_fibre

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")

MEASURE = """async () => {
  await document.fonts.ready;
  return {
    faces: [...document.fonts].map(face => face.status),
    texts: [...document.querySelectorAll('text')].map(text => [text.textContent, text.getComputedTextLength()]),
  };
}"""


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
def test_every_text_is_as_wide_as_it_was_measured(tmp_path: Path) -> None:
    # a browser without any font at all loads no web font either: it gets one that knows Latin letters only
    (tmp_path / "latin.otf").write_bytes(Typeface.packaged().cut(string.ascii_letters, bold=False, web=False))
    bare = tmp_path / "fonts.conf"
    bare.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>',
        encoding="utf-8",
    )
    figure = carbon_fibre(5)
    path = export(figure, tmp_path / "图.svg")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox"], env={**os.environ, "FONTCONFIG_FILE": str(bare)}
        )
        page = browser.new_page()
        page.goto(path.as_uri())
        measured = page.evaluate(MEASURE)
        browser.close()
    assert measured["faces"] == ["loaded", "loaded"]
    typeface, composed = Typeface.packaged(), compose(figure)
    lines = [*composed.lines]
    lines += [line for place in composed.layout.places for line in place.card.lines]
    lines += [line for link in composed.layout.links for line in link.label.lines]
    expected = {(line.text, round(typeface.width(line.text, line.size, bold=line.bold), 1)) for line in lines}
    seen = {(text, round(width, 1)) for text, width in measured["texts"]}
    for text, width in expected:
        assert any(text == other and abs(width - wide) < 0.4 for other, wide in seen), (text, width)
