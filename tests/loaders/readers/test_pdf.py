"""Printed documents: the text without what is printed around it, in the order in which people read it, page by page."""

from __future__ import annotations

import io
import zlib

import pypdfium2
import pytest

from graph.errors import DocumentError
from loaders import readers
from loaders.document.text import clean
from loaders.readers.item import CELL, Item, RawText
from settings import ROOT

CASES = ROOT / "tests" / "cases" / "reading"
PRINT = CASES / "print"
PRINTED = sorted(path.stem for path in PRINT.glob("*.txt"))
POLICY = (CASES / "policy.txt").read_text(encoding="utf-8")
LAYOUTS = {
    "16 pt, as offices write, a table over a page break": "policy.pdf",
    "first lines set in": "policy.indented.pdf",
    "blanks between paragraphs, ragged lines, letters without serifs": "policy.spaced.pdf",
    "two columns, a table inside of one": "policy.columns.pdf",
    "pages laid on their side": "policy.turned.pdf",
}


def read(name: str, content: bytes | None = None) -> RawText:
    return readers.read(Item(name, (CASES / name).read_bytes() if content is None else content))


@pytest.mark.parametrize("name", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout_is_read_as_the_text_that_was_printed(name: str) -> None:
    assert clean(read(name).text, blocks=True).text == clean(POLICY, blocks=True).text


@pytest.mark.parametrize("name", LAYOUTS.values(), ids=LAYOUTS)
def test_each_page_begins_where_the_library_says(name: str) -> None:
    raw = read(name)
    document = pypdfium2.PdfDocument(CASES / name)
    assert len(raw.pages) == len(document)
    assert list(raw.pages) == sorted(raw.pages)
    for number, page in enumerate(document, 1):
        printed = "".join(page.get_textpage().get_text_range().split())
        end = raw.pages[number] if number < len(raw.pages) else len(raw.text)
        for sentence in raw.text[raw.pages[number - 1] : end].split("\n")[1:-1]:
            # A column or cell is painted in another order: what counts is that the page holds each piece.
            for piece in sentence.split(CELL):
                assert "".join(piece.split())[:6] in printed
        assert raw.page(raw.pages[number - 1]) >= number


@pytest.mark.parametrize("name", PRINTED)
def test_a_page_says_what_was_printed_on_it(name: str) -> None:
    expected = (PRINT / f"{name}.txt").read_text(encoding="utf-8")
    assert clean(read(f"print/{name}.pdf").text, blocks=True).text == clean(expected, blocks=True).text


@pytest.mark.parametrize("name", PRINTED)
def test_every_page_has_its_place_in_the_text(name: str) -> None:
    raw = read(f"print/{name}.pdf")
    assert len(raw.pages) == len(pypdfium2.PdfDocument(PRINT / f"{name}.pdf"))
    assert list(raw.pages) == sorted(raw.pages)
    assert raw.pages[0] == 0
    assert raw.pages[-1] <= len(raw.text)
    assert raw.losses == ()


def test_a_row_over_a_page_break_is_one_row() -> None:
    rows = [line.split(CELL) for line in read("policy.pdf").text.splitlines() if CELL in line]
    assert [len(row) for row in rows] == [4] * 5
    assert [row[0] for row in rows] == ["序号", "1", "2", "3", "4"]


def test_a_page_without_text_is_told_and_the_others_are_read() -> None:
    raw = read("mixed.pdf")
    assert clean(raw.text, blocks=True).text == clean(POLICY, blocks=True).text
    assert [place for place, _ in raw.losses] == ["第 4 页"]
    assert "OCR" in raw.losses[0][1]


def blank(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def page(content: bytes, *drawings: bytes) -> bytes:
    """A file with one page, its content packed, and the drawings that it may draw, from the fifth object on."""
    packed = zlib.compress(content, 9)
    resources = b"/Resources << /XObject << /A 5 0 R >> >>"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %b >>" % resources,
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
        *drawings,
    ]
    objects = b"".join(b"%d 0 obj\n%b\nendobj\n" % numbered for numbered in enumerate(bodies, 1))
    return b"%PDF-1.5\n" + objects + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


def drawing(number: int, times: int) -> bytes:
    """A drawing that draws another one, so many times."""
    marks = b"/A Do\n" * times
    inner = b"/Resources << /XObject << /A %d 0 R >> >>" % number
    return b"<< /Subtype /Form /BBox [0 0 9 9] /Length %d %b >>\nstream\n%b\nendstream" % (len(marks), inner, marks)


REFUSED = {
    "a scan": ((CASES / "scan.pdf").read_bytes(), "扫描件"),
    "a locked file": ((CASES / "locked.pdf").read_bytes(), "密码"),
    "half a file": ((CASES / "policy.pdf").read_bytes()[:60_000], "损坏"),
    "the first bytes of a file": ((CASES / "policy.pdf").read_bytes()[:9], "损坏"),
    "a name for nothing": (b"%PDF-1.7\n%%EOF\n", "损坏"),
    "pages without a mark": (blank(2), "没有可读的文字"),
    "a font without letters": ((PRINT / "garbled.pdf").read_bytes(), "乱码"),
    "letters drawn as shapes": ((PRINT / "outlined.pdf").read_bytes(), "OCR"),
    "a page that grows beyond bounds": (page(b" " * 64 * 1024**2), "展开后过大"),
    "a page that saves its state without end": (page(b"q " * 400_000), "展开后过大"),
    "a drawing that draws itself": (page(b"/A Do", drawing(5, 2)), "层层嵌套"),
    "drawings in drawings": (page(b"/A Do", *(drawing(number, 10) for number in range(6, 13))), "层层嵌套"),
    "a tree of pages that bites its tail": (page(b"").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), "损坏|没有可读"),
    "more pages than anybody reads": (page(b"").replace(b"/Count 1", b"/Count 9999"), "9999 页|没有可读|损坏"),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_holds_no_text_is_refused_with_a_reason_and_a_remedy(content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as caught:
        read("意见.pdf", content)
    assert str(caught.value).startswith("意见.pdf：")
    assert "请" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_corpus_pdf_reads_as_its_clean_text() -> None:
    corpus = ROOT.parent / "shared" / "corpus"
    if not corpus.exists():
        pytest.skip("../shared is absent")
    for name in ("zjhumanoid2024", "zjscience2025"):
        printed = readers.read(Item(f"{name}.pdf", (corpus / "raw" / f"{name}.pdf").read_bytes()))
        typed = readers.read(Item(f"{name}.txt", (corpus / f"{name}.txt").read_bytes()))
        expected = _sentences(clean(typed.text).text)
        found = _sentences(clean(printed.text, blocks=True).text)
        assert expected
        assert expected <= found


def _sentences(text: str) -> set[str]:
    """The sentences between the first heading and the last full stop: menus and footers are other lines in print."""
    text = text[text.index("\n一、") : text.rindex("。")]
    return {sentence for line in text.split("\n") for sentence in line.split("。") if len(sentence) > 20}
