"""A printer of PDF files, so plain that every letter stands where it is told to stand.

The font is one that every reader of PDF knows by name and that is not packed into the file, which keeps files small.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

# Latin letters are half as wide as Chinese ones.
_HALF = range(0x20, 0x7F)


def width(text: str, size: float, gap: float = 0.0) -> float:
    """How far a text reaches, its letters ``gap`` points apart."""
    return sum((0.5 if ord(letter) in _HALF else 1.0) * size + gap for letter in text)


@dataclass(slots=True)
class Sheet:
    """One page; places count in points from its upper left corner, as it lies in the file.

    ``extra`` is what else its dictionary says; with ``stamped`` all that is drawn on it lies in one drawing.
    """

    width: float = 595
    height: float = 842
    extra: str = ""
    marks: list[str] = field(default_factory=list)
    stamped: bool = False

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


# By the name in a page: the encoding, the face, what its numbers count, how far it says that it reaches up and down.
FONTS = {
    "F1": ("UniGB-UTF16-H", "STSong-Light", "GB1", 880, -120),
    "V1": ("UniGB-UTF16-V", "STSong-Light", "GB1", 880, -120),
    # Letters that claim twice the room they need, as those of typesetting machines do.
    "T1": ("UniGB-UTF16-H", "STSong-Light", "GB1", 1500, -700),
    # Letters are numbers of shapes, and nothing says what they mean.
    "X1": ("Identity-H", "AAAAAA+Song", "Identity", 880, -120),
}


def _fonts() -> tuple[list[str], str]:
    """The objects of the fonts from the third of a file on, and their names."""
    objects: list[str] = []
    names = []
    for name, (encoding, face, order, up, down) in FONTS.items():
        first = 3 + len(objects)
        descriptor = (
            f"<< /Type /FontDescriptor /FontName /{face} /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
            f"/Ascent {up} /Descent {down} /CapHeight {up} /StemV 93 >>"
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
    bodies: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *(font.encode() for font in fonts)]
    kids = []
    for sheet in sheets:
        marks, box = "\n".join(sheet.marks), f"[0 0 {sheet.width} {sheet.height}]"
        resources = f"/Resources << /Font << {names} >> >>"
        if sheet.stamped:
            bodies.append(_stream(marks, f"/Type /XObject /Subtype /Form /BBox {box} {resources}"))
            marks, resources = "q 1 0 0 1 0 0 cm /X0 Do Q", f"/Resources << /XObject << /X0 {len(bodies)} 0 R >> >>"
        bodies.append(_stream(marks))
        page = f"/MediaBox {box} {sheet.extra} {resources} /Contents {len(bodies)} 0 R"
        bodies.append(f"<< /Type /Page /Parent 2 0 R {page} >>".encode())
        kids.append(f"{len(bodies)} 0 R")
    bodies[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(sheets)} >>".encode()
    content, places = b"%PDF-1.5\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}{end}".encode()


def _stream(marks: str, says: str = "") -> bytes:
    packed = zlib.compress(marks.encode("latin-1"), 9)
    return f"<< /Length {len(packed)} /Filter /FlateDecode {says} >>\nstream\n".encode() + packed + b"\nendstream"
