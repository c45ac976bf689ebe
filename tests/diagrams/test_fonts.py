"""The packaged typeface: what it covers, what it says it lacks, what it cuts."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from diagrams.fonts import TYPEFACE, Typeface, printable
from diagrams.style import Style
from graph.errors import ExportError

TYPE = Typeface.packaged()


def gb2312() -> str:
    codes = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", errors="ignore") for code in codes)


def test_every_character_of_gb2312_has_a_glyph() -> None:
    assert len(gb2312()) == 6763
    assert TYPE.lacking(gb2312()) == ()


def test_what_policy_documents_and_figures_write_has_glyphs() -> None:
    style = Style.load()
    marks = "①⑳㉑㊿〔2022〕26号《》“”‘’、，。；：？！—…·・％℃㎡≥≤≈×±→←↔\u2212½²³€￥　㸃䶮𠮷鿍"
    own = "".join((*style.words.values(), *(look.tag for look in style.nodes.values()), *style.comparators.values()))
    assert TYPE.lacking(marks + own) == ()


def test_both_faces_cover_the_same_characters() -> None:
    regular, bold = (set(TTFont(TYPE.file(bold=bold)).getBestCmap()) for bold in (False, True))
    assert regular == bold


def test_a_lacking_character_is_named_with_its_place() -> None:
    with pytest.raises(ExportError, match=r"“🐉” \(U\+1F409\) in the name “东方🐉集团” has no glyph"):
        TYPE.check("东方🐉集团", where="the name “东方🐉集团”")


def test_text_is_as_wide_as_its_glyphs() -> None:
    assert TYPE.width("吉林省", 14) == 42
    assert 6 < TYPE.width("5", 12) < 8
    assert TYPE.width("W", 12, bold=True) > TYPE.width("W", 12)


def test_a_cut_holds_its_characters_and_is_the_same_every_time() -> None:
    cut = TYPE.cut(["碳纤维", "纤维①"], bold=False, web=False)
    assert set(TTFont(io.BytesIO(cut)).getBestCmap()) == set(map(ord, "碳纤维①"))
    assert cut == Typeface().cut(["①维纤碳"], bold=False, web=False)
    assert TYPE.cut(["碳"], bold=True, web=True)[:4] == b"wOF2"


def test_what_cannot_be_seen_is_not_drawn() -> None:
    assert printable("吉林\u200b大学\r\n\u202e（长春）\x00\ufe0f") == "吉林大学 （长春）"


def test_the_typeface_stays_small_and_carries_its_licence() -> None:
    assert sum(file.stat().st_size for file in TYPEFACE.iterdir()) < 8_000_000
    licence = (TYPEFACE / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name 'Source'" in licence
    assert "Source" not in TTFont(TYPE.file(bold=False))["name"].getDebugName(1)


def test_a_missing_typeface_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"InnographSansSC-Regular\.woff2 cannot be read"):
        Typeface(tmp_path)
