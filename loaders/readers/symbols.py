"""Signs that are set in a font of signs: the font's own number of a sign becomes the character that it looks like."""

from __future__ import annotations

from collections.abc import Mapping

# The fonts lay their signs over the letters, or over these characters of nobody's.
_PRIVATE = 0xF000


def _run(first: int, signs: str) -> dict[int, str]:
    return {first + place: sign for place, sign in enumerate(signs)}


_SYMBOL = (
    _run(0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")
    | _run(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ")
    | _run(0xA3, "≤⁄∞")
    | _run(0xAB, "↔←↑→↓°±″≥×∝∂•÷≠≡≈…")
    | {0x2D: "−", 0xC5: "⊕", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xE5: "∑", 0xF2: "∫"}
)
_WINGDINGS = (
    _run(0x6C, "●❍■□❐❑❒")
    | _run(0x74, "⧫◆❖")
    | _run(0x81, "①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
    | {0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xE0: "→"}
    | _run(0xFB, "✗✓☒☑")
)
_WINGDINGS_2 = _run(0x50, "✓✗☑☒☒") | _run(0x6A, "①②③④⑤⑥⑦⑧⑨⑩") | {0xA3: "□", 0x95: "●", 0x97: "●"}
_FONTS: Mapping[str, Mapping[int, str]] = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def character(font: str, code: int) -> str:
    """The character for a sign; of a font that is not known, or a sign without likeness, what the file says.

    >>> character("Symbol", 0xF0B3), character("Wingdings", 0xFE)
    ('≥', '☑')
    """
    own = code - _PRIVATE if code >= _PRIVATE else code
    found = _FONTS.get(font.lower(), {}).get(own)
    # Half of a pair, and what lies beyond the last character, is none.
    return found or (chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else "")
