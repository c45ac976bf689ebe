"""Files in the encodings and formats that policies come in, and the files that are refused with a reason."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from graph.errors import DocumentError
from loaders import readers
from loaders.readers.item import RawText
from loaders.sources import Source

TEXT = "一、总则\n建设“星海”平台，占比达到15.5%。"
ENCODINGS = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with a mark": codecs.BOM_UTF8 + TEXT.encode(),
    "UTF-16, little end first": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "UTF-16, big end first": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "GBK": TEXT.encode("gbk"),
    "GB18030": TEXT.encode("gb18030"),
}


def lay(folder: Path, name: str, content: bytes | str) -> Path:
    """A file of this name and content, in a folder whose name has a blank."""
    path = folder / "某省 文件" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path) -> RawText:
    """A file as ``build`` and ``extract`` open it."""
    return readers.read(Source(path).item())


@pytest.mark.parametrize("suffix", [".txt", ".md", ".TXT"])
@pytest.mark.parametrize("content", ENCODINGS.values(), ids=ENCODINGS)
def test_a_text_is_read_in_its_encoding(tmp_path: Path, content: bytes, suffix: str) -> None:
    assert read(lay(tmp_path, f"意见{suffix}", content)).text == TEXT


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"], ids=["Windows", "old Macintosh", "Unix"])
def test_lines_end_as_they_end_anywhere(tmp_path: Path, end: str) -> None:
    assert read(lay(tmp_path, "意见.txt", TEXT.replace("\n", end))).text == TEXT


REFUSED = {
    "an empty file": ("意见.txt", b"", "空的"),
    "nothing but blanks": ("意见.txt", b" \n\t\n", "空的"),
    "nothing but blanks of full width": ("意见.txt", "　\n　".encode(), "空的"),
    "a page without words": ("意见.html", b"<html><body><script>x()</script></body></html>", "空的"),
    "a binary file that is called a text": ("意见.txt", bytes(range(256)) * 4, "二进制"),
    "an image that is called a page": ("意见.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "图片"),
    "control characters": ("意见.txt", "建设".encode("gbk") + b"\x01\x02\x03\x04\x05\x06" * 9, "二进制"),
    "bytes of no encoding": ("意见.txt", "建设平台".encode("gbk") + b"\xff\xff\x81", "编码"),
    "half a character of UTF-16": ("意见.txt", codecs.BOM_UTF16_LE + b"\x00\xd8\x41", "编码"),
    "a format nobody reads": ("意见.exe", b"MZ", "不支持的格式"),
    "no suffix": ("意见", TEXT.encode(), "无后缀"),
}


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_its_path_and_a_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = lay(tmp_path, name, content)
    with pytest.raises(DocumentError, match=reason) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="不存在"):
        read(tmp_path / "没有.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "意见.txt"
    folder.mkdir()
    with pytest.raises(DocumentError, match="无法打开"):
        read(folder)


def test_front_matter_is_set_apart(tmp_path: Path) -> None:
    raw = read(lay(tmp_path, "意见.md", f"---\nnumber: 星政发〔2031〕1号\n---\n{TEXT}"))
    assert raw.text == TEXT
    assert raw.facts == {"number": "星政发〔2031〕1号"}


def test_a_rule_in_the_middle_is_no_front_matter(tmp_path: Path) -> None:
    raw = read(lay(tmp_path, "意见.md", f"{TEXT}\n---\n二、附则\n---\n"))
    assert raw.facts == {}
    assert raw.text.startswith(TEXT)


def test_pages_inside_markdown_are_read_as_pages(tmp_path: Path) -> None:
    body = "<div><p>一、总则</p><p>支持<span>星海大学</span>。</p></div>"
    raw = read(lay(tmp_path, "意见.md", f"---\ntitle: 意见\n---\n{body}"))
    assert raw.text == "一、总则\n支持星海大学。"


def test_a_lone_angle_bracket_is_text(tmp_path: Path) -> None:
    assert read(lay(tmp_path, "意见.txt", "能耗<0.3吨，占比>15%。")).text == "能耗<0.3吨，占比>15%。"
