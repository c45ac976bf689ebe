"""Pages saved as one file, as browsers and Word write them, whole, of frames, and cut off."""

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pytest

from graph.errors import DocumentError
from loaders import readers
from loaders.readers.item import Item, RawText
from tests.loaders.cases import CASES

SAVED = CASES / "reading" / "pages" / "saved.mhtml"
PAGE = "<html><body><p>一、支持星海大学建设平台。</p><p>二、本意见自发布之日起施行。</p></body></html>"
TRADITIONAL = "<html><body><p>一、支持星海大學建設平臺。</p><p>二、本意見自發布之日起施行。</p></body></html>"
TEXT = "一、支持星海大学建设平台。\n二、本意见自发布之日起施行。"
TOP = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_页"; type="text/html"'
PICTURE = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="


def part(page: str, encoding: str = "utf-8", packing: str = "base64", named: str = "", place: str = "a.html") -> bytes:
    """A part that is a page, packed as it says."""
    content = page.encode(encoding)
    packers = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}
    packed = packers[packing](content) if packing in packers else content
    charset = f'; charset="{named}"' if named else ""
    head = (
        f"Content-Type: text/html{charset}\r\nContent-Transfer-Encoding: {packing}\r\nContent-Location: {place}\r\n\r\n"
    )
    return head.encode() + packed


def saved(*parts: bytes | str, top: str = TOP, end: bytes = b"\r\n------=_\xe9\xa1\xb5--\r\n") -> bytes:
    """A saved page of these parts."""
    line = b"\r\n------=_\xe9\xa1\xb5\r\n"
    return (
        top.encode()
        + b"\r\n\r\n"
        + b"".join(line + (each if isinstance(each, bytes) else each.encode()) for each in parts)
        + end
    )


def read(content: bytes, name: str = "意见.mhtml") -> RawText:
    """A saved page as a file that holds it is read."""
    return readers.read(Item(name, content))


PACKED = {
    "UTF-8 in base64": part(PAGE),
    "UTF-8, quoted": part(PAGE, packing="quoted-printable", named="utf-8"),
    "UTF-8 as it is": part(PAGE, packing="8bit"),
    "GBK, named as Word names it": part(PAGE, "gb18030", named="gb2312"),
    "GBK, quoted and not named": part(PAGE, "gb18030", "quoted-printable"),
    "GBK that is named UTF-8": part(PAGE, "gb18030", named="utf-8"),
    "UTF-8 that is named Latin": part(PAGE, named="iso-8859-1"),
    "UTF-16, named as Word names it": part(PAGE, "utf-16", named="unicode"),
    "Big5": part(TRADITIONAL, "big5", named="big5"),
    "an unknown packing": part(PAGE, packing="x-unknown"),
}


@pytest.mark.parametrize("page", PACKED.values(), ids=PACKED)
@pytest.mark.parametrize("suffix", [".mhtml", ".mht", ".MHT"])
def test_the_page_is_unpacked_and_decoded(page: bytes, suffix: str) -> None:
    text = read(saved(PICTURE, page, PICTURE), f"意见{suffix}").text
    assert text.split("\n")[0][:2] == "一、"
    assert len(text) == len(TEXT)


def test_a_few_letters_are_read_in_the_encoding_that_is_named() -> None:
    assert read(saved(part("<p>政產</p>", "big5", named="big5"))).text == "政產"


def test_parts_in_parts_in_parts_are_no_page() -> None:
    tops = (f'Content-Type: multipart/related; boundary="b{level}"\r\n\r\n--b{level}\r\n' for level in range(3000))
    with pytest.raises(DocumentError, match="没有网页正文"):
        read("".join(tops).encode() + part(PAGE))


ORDERS = {
    "the page before its frames": (part(PAGE * 9), part("<p>广告</p>", place="ad.html")),
    "a frame before the page that the top names": (part("<p>广告</p>", place="ad.html"), part(PAGE * 9)),
    "a page that only frames another": (
        part("<html><body><iframe src=b.html></iframe></body></html>"),
        part(PAGE * 9, place="b.html"),
    ),
}


@pytest.mark.parametrize("parts", ORDERS.values(), ids=ORDERS)
def test_the_page_is_told_from_its_frames(parts: tuple[bytes, ...]) -> None:
    text = read(saved(*parts, top=f"Snapshot-Content-Location: a.html\r\n{TOP}")).text
    assert text.startswith("一、支持星海大学建设平台。")
    assert "广告" not in text


def test_the_page_that_the_top_names_by_its_mark_is_the_page() -> None:
    frame = part("<p>广告</p>" * 200).replace(b"Content-Location", b"Content-ID: <ad>\r\nContent-Location")
    page = part(PAGE * 9).replace(b"Content-Location", b"Content-ID: <page>\r\nContent-Location")
    assert "广告" not in read(saved(frame, page, top=TOP.replace('type="text/html"', 'start="<page>"'))).text


def test_parts_may_lie_in_parts() -> None:
    inner = (
        b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\n'
    )
    assert read(saved(inner + part(PAGE) + b"\r\n--b--\r\n", PICTURE)).text == TEXT


def test_a_saved_page_under_another_name_is_one(tmp_path: Path) -> None:
    for name in ("意见.html", "意见.htm", "意见.txt", "意见.md"):
        assert read(saved(part(PAGE)), name).text == TEXT


def test_a_page_that_is_called_a_saved_page_is_read() -> None:
    assert read(PAGE.encode(), "意见.mhtml").text == TEXT


def test_a_page_that_is_whole_has_lost_nothing() -> None:
    assert read(SAVED.read_bytes()).losses == ()


@pytest.mark.parametrize("share", [0.5, 0.6, 0.65])
def test_a_page_that_was_cut_off_is_read_as_far_as_it_goes_and_says_so(share: float) -> None:
    content, whole = SAVED.read_bytes(), read(SAVED.read_bytes()).text.split("\n")
    raw = read(content[: int(len(content) * share)])
    lines = raw.text.split("\n")
    assert lines[:-1] == whole[: len(lines) - 1]
    assert ["不完整" in reason for _, reason in raw.losses] == [True]


def test_pictures_that_were_cut_off_are_no_loss() -> None:
    assert read(saved(part(PAGE), PICTURE, end=b"")).losses == ()


REFUSED = {
    "no page in it": (saved(PICTURE), "没有网页正文"),
    "cut off before the page": (SAVED.read_bytes()[:900], "没有网页正文"),
    "a page without words": (saved(part("<html><body><script>x()</script></body></html>")), "空的"),
    "no mail at all": ("一、总则".encode(), "没有网页正文"),
    "only the top": (f"{TOP}\r\n\r\n".encode(), "没有网页正文"),
    "parts in parts without end": (
        b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n' * 5000,
        "没有网页正文",
    ),
    "bytes of no encoding": (
        saved(part(PAGE).split(b"\r\n\r\n")[0] + b"\r\n\r\n" + base64.encodebytes(b"\x80\xff\xfe\x81" * 99)),
        "编码",
    ),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_holds_no_page_is_refused_with_its_name_and_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as caught:
        read(content)
    assert "意见.mhtml" in str(caught.value)
    assert "\n" not in str(caught.value)
