"""Build the packaged Chinese faces: subsets of Noto Sans CJK SC that cover GBK and what figures draw beside it.

Run it where Debian's ``fonts-noto-cjk`` is installed; the result is committed, so nobody else needs to::

    python tools/fonts/build.py /usr/share/fonts/opentype/noto diagrams/typeface

The same source files give the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import yaml
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FACES = ("Regular", "Bold")
FAMILY = "Innograph Sans SC"
SOURCE_FAMILY = "Noto Sans CJK SC"


def gbk() -> set[int]:
    """Every character of GBK, read from the codec that Python carries."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                text = bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                continue
            found.add(ord(text))
    return found


def wanted(coverage: Path) -> set[int]:
    """The code points to keep: GBK, and the ranges and characters that ``coverage.yml`` lists."""
    listed = yaml.safe_load(coverage.read_text(encoding="utf-8"))
    found = gbk()
    for first, last in listed["ranges"]:
        found.update(range(ord(first), ord(last) + 1))
    found.update(map(ord, "".join(listed["characters"].values())))
    return found


def face(collection: Path) -> TTFont:
    """The simplified Chinese face of a collection file."""
    for font in TTCollection(str(collection), lazy=True).fonts:
        if font["name"].getDebugName(1) == SOURCE_FAMILY or font["name"].getDebugName(16) == SOURCE_FAMILY:
            return font
    raise SystemExit(f"{collection} holds no face {SOURCE_FAMILY}")


def rename(font: TTFont, style: str) -> None:
    """Give the subset a family name of its own, so that it never hides a complete installed face."""
    names = {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"InnographSansSC-{style}"}
    for record in list(font["name"].names):
        if record.nameID in (0, 5, 13, 14):
            continue
        font["name"].removeNames(nameID=record.nameID)
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = [names[6]]
    top[0].FamilyName, top[0].FullName = FAMILY, names[4]


def build(collection: Path, style: str, codepoints: set[int], target: Path) -> None:
    """Write one subset face as WOFF2 without hints, layout tables or other languages' forms."""
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = False
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG"]
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    options.flavor = "woff2"
    font = face(collection)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=codepoints)
    worker.subset(font)
    rename(font, style)
    font.recalcTimestamp = False
    subset.save_font(font, str(target), options)


def main() -> None:
    """Build both faces from the folder of Noto collections into the target folder."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("noto", type=Path, help="the folder that holds NotoSansCJK-Regular.ttc")
    parser.add_argument("target", type=Path, help="the folder to write the faces to")
    chosen = parser.parse_args()
    chosen.target.mkdir(parents=True, exist_ok=True)
    codepoints = wanted(Path(__file__).with_name("coverage.yml"))
    for style in FACES:
        path = chosen.target / f"InnographSansSC-{style}.woff2"
        build(chosen.noto / f"NotoSansCJK-{style}.ttc", style, codepoints, path)
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
