"""A printer of PDF files, so plain that every letter stands where it is told to stand.

The font is one that every reader of PDF knows by name and that is not packed into the file, which keeps files small.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

# Latin letters are half as wide as Chinese ones.
_HALF = range(0x20, 0x7F)
_ASCENT, _DESCENT = 0.88, -0.12


def width(text: str, size: float, gap: float = 0.0) -> float:
    """How far a text reaches, its letters ``gap`` points apart."""
    return sum((0.5 if ord(letter) in _HALF else 1.0) * size + gap for letter in text)


@dataclass(slots=True)
class Sheet:
    """One page; places count in points from its upper left corner, as it lies in the file."""

    width: float = 595
    height: float = 842
    extra: str = ""
    marks: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 16, *, gap: float = 0, **ink: str) -> None:
        """Write a text whose base line begins at ``x`` and ``y``; ``ink`` is its colour, its mode, its turn."""
        a, b, c, d = (float(part) for part in ink.get("turn", "1 0 0 1").split())
        font = ink.get("font", "F1")
        if font == "X1":
            text = "".join(chr(300 + ord(letter) * 7919 % 24000) for letter in text)
        code = text.encode("utf-16-be").hex()
        style = f"{ink.get('colour', '0 0 0')} rg BT /{font} {size} Tf {ink.get('mode', '0')} Tr {gap} Tc"
        self.marks.append(f"q {style} {a} {b} {c} {d} {x:.2f} {self.height - y:.2f} Tm <{code}> Tj ET Q")

    def right(self, x: float, y: float, text: str, size: float = 16) -> None:
        """Write a text that ends at ``x``."""
        self.text(x - width(text, size), y, text, size)

    def middle(self, y: float, text: str, size: float = 16, gap: float = 0, **ink: str) -> None:
        """Write a text in the middle of the page."""
        self.text((self.width - width(text, size, gap) + gap) / 2, y, text, size, gap=gap, **ink)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a straight line."""
        self.marks.append(f"0.7 w {x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l S")

    def fill(self, x0: float, y0: float, x1: float, y1: float, colour: str = "0.85 0.9 1") -> None:
        """Fill a box."""
        self.marks.append(f"q {colour} rg {x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f Q")

    def picture(self) -> None:
        """Cover the page with a grey picture, as a scanner does."""
        self.marks.append(f"q {self.width} 0 0 {self.height} 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xee EI Q")


FONTS = {
    "F1": ("UniGB-UTF16-H", "STSong-Light", "GB1"),
    "V1": ("UniGB-UTF16-V", "STSong-Light", "GB1"),
    # Letters are numbers of shapes, and nothing says what they mean.
    "X1": ("Identity-H", "AAAAAA+Song", "Identity"),
}


def _fonts() -> tuple[list[str], str]:
    """The objects of the fonts from the third of a file on, and their names."""
    objects: list[str] = []
    names = []
    for name, (encoding, face, order) in FONTS.items():
        first = 3 + len(objects)
        descriptor = (
            f"<< /Type /FontDescriptor /FontName /{face} /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
            f"/Ascent {_ASCENT * 1000:.0f} /Descent {_DESCENT * 1000:.0f} /CapHeight 880 /StemV 93 >>"
        )
        letters = (
            f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{face} /CIDSystemInfo << /Registry (Adobe) "
            f"/Ordering ({order}) /Supplement 4 >> /FontDescriptor {first} 0 R /DW 1000 /W [1 95 500] >>"
        )
        font = f"/BaseFont /{face} /Encoding /{encoding} /DescendantFonts [{first + 1} 0 R]"
        objects += [descriptor, letters, f"<< /Type /Font /Subtype /Type0 {font} >>"]
        names.append(f"/{name} {first + 2} 0 R")
    return objects, " ".join(names)


def bind(sheets: list[Sheet]) -> bytes:
    """The file of some pages."""
    fonts, names = _fonts()
    first = 3 + len(fonts)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(sheets)))
    bodies: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        *(font.encode() for font in fonts),
    ]
    for number, sheet in enumerate(sheets):
        stream = zlib.compress("\n".join(sheet.marks).encode("latin-1"), 9)
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] {sheet.extra} "
            f"/Resources << /Font << {names} >> >> /Contents {first + 2 * number + 1} 0 R >>".encode()
        )
        bodies.append(f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode() + stream + b"\nendstream")
    content, places = b"%PDF-1.5\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}{end}".encode()
