"""Word documents made for the tests: what python-docx writes, with the markup of a case in the place of its own."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

import docx

MAIN = "word/document.xml"
LISTS = "word/numbering.xml"
STYLES = "word/styles.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": W,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "v": "urn:schemas-microsoft-com:vml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    }.items()
)
# The list that most official documents are numbered by, on list 1.
OFFICIAL = (
    ("chineseCounting", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)


def package(body: str, *, lists: str = "", styles: str = "", parts: Mapping[str, bytes | None] | None = None) -> bytes:
    """A DOCX of this body; of ``parts`` each takes the place of one, or takes it out."""
    changed: dict[str, bytes | None] = {MAIN: part("document", f"<w:body>{body}</w:body>")}
    if lists:
        changed[LISTS] = part("numbering", lists)
    if styles:
        changed[STYLES] = part("styles", styles)
    return with_parts(_plain(), {**changed, **(parts or {})})


def with_parts(content: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """A package with other parts in the place of some of its own."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            found = parts.get(name, b"") if name in parts else old.read(name)
            if found is not None:
                new.writestr(name, found)
    return made.getvalue()


def part(root: str, inside: str) -> bytes:
    """A part of Word's markup with every vocabulary declared."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMES}>{inside}</w:{root}>'.encode()


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, level: int | None = None, number: int = 1, properties: str = "") -> str:
    """A paragraph of runs, or of one text; numbered where it has a level."""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    if level is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def styled(style: str, *runs: str) -> str:
    """A paragraph of a style."""
    return p(*runs, properties=f'<w:pStyle w:val="{style}"/>')


def table(*rows: str) -> str:
    """A table of rows that ``row`` made."""
    grid = "<w:gridCol/>" * max(row.count("<w:tc>") for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells: a text, or what ``cell`` made."""
    inside = "".join(each if each.startswith("<w:tc>") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def cell(*blocks: str, properties: str = "") -> str:
    """A cell of paragraphs and tables."""
    inside = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside or p()}</w:tc>"


def box(*blocks: str) -> str:
    """A run with a text box, written twice as Word does: the new way, and the old one for old programs."""
    inside = "".join(block if block.startswith("<") else p(block) for block in blocks)
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp><wps:txbx>'
        f"{content}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(code: str, *result: str, nested: str = "") -> str:
    """The runs of a field: its code, its result."""
    return (
        f'{mark("begin")}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{nested}'
        f"{mark('separate')}{''.join(map(r, result))}{mark('end')}"
    )


def mark(kind: str) -> str:
    """The run with which a field begins, comes to its result, or ends."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def control(inside: str, properties: str = "") -> str:
    """A content control around anything."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def level(depth: int, form: str, text: str, more: str = "", start: int | None = 1) -> str:
    """One level of a list."""
    first = "" if start is None else f'<w:start w:val="{start}"/>'
    return f'<w:lvl w:ilvl="{depth}">{first}<w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(number: int, *levels: str, more: str = "") -> str:
    """The definition of a list's levels."""
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def numbers(number: int, of: int, more: str = "") -> str:
    """A list that is counted, of a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def official() -> str:
    """The lists of an official document: 一、（一）1.（1）"""
    suffix = '<w:suff w:val="nothing"/>'
    return abstract(0, *(level(at, form, text, suffix) for at, (form, text) in enumerate(OFFICIAL))) + numbers(1, 0)


@functools.cache
def _plain() -> bytes:
    made = io.BytesIO()
    docx.Document().save(made)
    return made.getvalue()
