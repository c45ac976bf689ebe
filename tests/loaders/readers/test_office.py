"""Files of other word processors, through a real LibreOffice: the same words, rows and numbers as in the DOCX."""

from __future__ import annotations

import io
import os
import random
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from graph.errors import DocumentError
from loaders import readers
from loaders.readers import content, office
from loaders.readers.item import Item
from tests.loaders import word
from tests.loaders.word import cell, p, row, table

TALL, BELOW, WIDE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
DOCUMENT = word.package(
    p("星海省新材料产业发展实施方案")
    + p("总体要求", level=0)
    + p("发展目标。到2035年，建成星海新材料实验室。", level=1)
    + p("基本原则", level=1)
    + p("坚持创新。", level=2)
    + p("坚持开放。", level=2)
    + table(
        row(cell("高校", properties=TALL), cell("星海大学", properties=WIDE)),
        row(cell(properties=BELOW), "东港大学", "5亿元"),
    )
    + p("重点任务", level=0)
    + p("支持星海大学建设平台。", level=1)
    + p("星海省人民政府"),
    lists=word.official(),
)
LINES = [
    "星海省新材料产业发展实施方案",
    "一、总体要求",
    "（一）发展目标。到2035年，建成星海新材料实验室。",
    "（二）基本原则",
    "1.坚持创新。",
    "2.坚持开放。",
    "高校\t星海大学\t星海大学",
    "高校\t东港大学\t5亿元",
    "二、重点任务",
    "（一）支持星海大学建设平台。",
    "星海省人民政府",
]
MADE_AS = {".doc": "doc:MS Word 97", ".odt": "odt", ".rtf": "rtf"}


def read(name: str, content: bytes) -> list[str]:
    return readers.read(Item(name, content)).text.split("\n")


@pytest.fixture(scope="session")
def soffice() -> Path:
    """The LibreOffice of this machine; without one, skip by name."""
    found = office.find()
    if found is None:
        pytest.skip("no LibreOffice on this machine")
    return found


@pytest.fixture(scope="session")
def saved(soffice: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The document as LibreOffice saves it in each old format."""
    folder = tmp_path_factory.mktemp("old formats")
    (folder / "a.docx").write_bytes(DOCUMENT)
    found = {}
    for suffix, form in MADE_AS.items():
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(soffice), profile, "--headless", "--convert-to", form, "--outdir", str(folder)]
        subprocess.run([*command, str(folder / "a.docx")], check=True, capture_output=True, timeout=120)
        found[suffix] = (folder / f"a{suffix}").read_bytes()
    return found


def test_the_document_is_read_without_a_detour() -> None:
    assert read("方案.docx", DOCUMENT) == LINES


@pytest.mark.parametrize(("name", "kept"), [("方案.doc", ".doc"), ("方案.odt", ".odt"), ("方案.wps", ".doc")])
def test_an_old_format_says_the_same(saved: dict[str, bytes], name: str, kept: str) -> None:
    assert read(name, saved[kept]) == LINES


@pytest.mark.parametrize(
    ("name", "kept"), [("方案.doc", ".odt"), ("方案.wps", ".odt"), ("方案.rtf", ".doc"), ("方案.odt", ".doc")]
)
def test_the_content_says_what_it_is(saved: dict[str, bytes], name: str, kept: str) -> None:
    assert read(name, saved[kept]) == LINES


def coded(text: str) -> str:
    """Text as Word writes it into RTF on a Chinese machine."""
    return "".join(chr(byte) if byte < 0x80 else f"\\'{byte:02x}" for byte in text.encode("gbk"))


def entry(text: str, depth: int | None = None) -> str:
    listed = "" if depth is None else f"\\ls1\\ilvl{depth} "
    return f"\\pard\\plain\\f0 {listed}{coded(text)}\\par\n"


RICH = (
    rf"{{\rtf1\ansi\ansicpg936\deff0{{\fonttbl{{\f0\fnil\fcharset134 {coded('宋体')};}}}}"
    r"{\*\listtable{\list\listtemplateid1\listhybrid"
    rf"{{\listlevel\levelnfc37\leveljc0\levelstartat1\levelfollow2{{\leveltext\'02\'00{coded('、')};}}"
    r"{\levelnumbers\'01;}}"
    rf"{{\listlevel\levelnfc37\leveljc0\levelstartat1\levelfollow2{{\leveltext\'03{coded('（')}\'01{coded('）')};}}"
    r"{\levelnumbers\'02;}}{\listname ;}\listid7}}"
    r"{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}}"
    + entry("星海省方案")
    + entry("总体要求", 0)
    + entry("发展目标", 1)
    + entry("基本原则", 1)
    + rf"\trowd\cellx2000\cellx4000\pard\intbl {coded('高校')}\cell {coded('星海大学')}\cell\row"
    + "\n"
    + entry("重点任务", 0)
    + entry("星海省人民政府")
    + "}"
).encode()


@pytest.mark.usefixtures("soffice")
@pytest.mark.parametrize(
    ("name", "content"),
    [("方案.rtf", RICH), ("方案.doc", RICH), ("方案.wps", RICH), ("方案.rtf", b"\xef\xbb\xbf\r\n" + RICH)],
    ids=["rtf", "doc", "wps", "behind a mark and a blank line"],
)
def test_rtf_as_word_writes_it(name: str, content: bytes) -> None:
    assert read(name, content) == [
        "星海省方案",
        "一、总体要求",
        "（一）发展目标",
        "（二）基本原则",
        "高校\t星海大学",
        "二、重点任务",
        "星海省人民政府",
    ]


def test_rtf_that_libreoffice_writes_keeps_its_words(saved: dict[str, bytes]) -> None:
    # Its own RTF has question marks for the Chinese marks of numbers; words and rows are whole.
    found = read("方案.rtf", saved[".rtf"])
    assert len(found) == len(LINES)
    assert [line for line in found if "\t" in line] == [line for line in LINES if "\t" in line]
    assert all(line.endswith(whole[-4:]) for line, whole in zip(found, LINES, strict=True))


WORDML = (
    '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>总则</w:t>'
    "</w:r></w:p></w:body></w:wordDocument>"
)


@pytest.mark.usefixtures("soffice")
def test_the_first_xml_of_word() -> None:
    assert read("意见.doc", WORDML.encode()) == ["总则"]


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which LibreOffice is nowhere."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "usual_places", lambda *_: ())


DIRECT = {
    "a newer document": (DOCUMENT, LINES),
    "a page": ("<html><body><p>一、总则</p><p>二、附则</p></body></html>".encode(), ["一、总则", "二、附则"]),
    "plain text": ("一、总则\n二、附则".encode("gb18030"), ["一、总则", "二、附则"]),
}


@pytest.mark.parametrize("suffix", sorted(content.OFFICE))
@pytest.mark.parametrize(("content", "expected"), DIRECT.values(), ids=DIRECT)
@pytest.mark.usefixtures("without")
def test_what_needs_no_libreoffice_is_read_without(content: bytes, expected: list[str], suffix: str) -> None:
    assert read(f"意见{suffix}", content) == expected


@pytest.mark.parametrize("suffix", sorted(content.OFFICE))
@pytest.mark.usefixtures("without")
def test_without_libreoffice_the_remedy_is_told(suffix: str) -> None:
    with pytest.raises(DocumentError, match=r"需要 LibreOffice.*请安装.*另存为 DOCX 或 PDF") as caught:
        read(f"文件夹/意见{suffix}", RICH)
    assert str(caught.value).startswith(f"文件夹/意见{suffix}：读取 {suffix} 文件")


PLACES = {
    "win32": ("soffice.com", "soffice.exe"),
    "darwin": ("LibreOffice.app/Contents/MacOS/soffice", "Applications/LibreOffice.app/Contents/MacOS/soffice"),
    "linux": ("/usr/lib/libreoffice/program/soffice", "/snap/bin/libreoffice"),
}


@pytest.mark.parametrize("platform", PLACES)
def test_each_platform_has_its_places(platform: str) -> None:
    environment = {"ProgramFiles": "C:/Program Files", "ProgramFiles(x86)": "C:/Program Files (x86)"}
    found = [path.as_posix() for path in office.usual_places(platform, environment, Path("/home/a"))]
    for ending in PLACES[platform]:
        assert any(path.endswith(ending) for path in found)


def container(*streams: str) -> bytes:
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + names.ljust(512, b"\0")


def odt(content: str, manifest: str = "") -> bytes:
    made = io.BytesIO()
    kind = "application/vnd.oasis.opendocument.text"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}'
            "</manifest:file-entry></manifest:manifest>",
        )
        archive.writestr("content.xml", content)
    return made.getvalue()


ENCRYPTION = (
    '<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="AAAA"><manifest:algorithm '
    'manifest:algorithm-name="Blowfish CFB" manifest:initialisation-vector="AAAA"/><manifest:key-derivation '
    'manifest:key-derivation-name="PBKDF2" manifest:iteration-count="1024" manifest:salt="AAAA"/>'
    "</manifest:encryption-data>"
)
REFUSED = {
    "a fixed layout": ("意见.ofd", b"PK\x03\x04", "OFD.*另存为 PDF"),
    "a fixed layout that is whole": ("意见.ofd", word.with_parts(odt(""), {"OFD.xml": b"<a/>"}), "OFD.*另存为 PDF"),
    "an old spreadsheet": ("意见.doc", container("Workbook"), "表格.*另存为 DOCX"),
    "a password on what is inside": ("意见.doc", container("EncryptedPackage"), "打开密码"),
    "bytes of nothing": ("意见.doc", bytes(range(256)) * 20, "不是能读取的文字处理文档"),
    "markup of something else": ("意见.doc", b"<?xml version='1.0'?><office:document/>", "不是能读取的文字处理文档"),
    "a broken ZIP": ("意见.odt", DOCUMENT[:300], "不是能读取的文字处理文档"),
    "a ZIP of other things": ("意见.wps", word.with_parts(odt(""), {"content.xml": None}), "不是能读取的文字处理文档"),
    "a picture": ("意见.doc", b"\x89PNG\r\n\x1a\n", "图片"),
    "a PDF": ("意见.wps", b"%PDF-1.7\n", r"改为 \.pdf"),
    "a part that swells": ("意见.odt", odt("<a>" + " " * 40_000_000), "压缩比"),
    "empty": ("意见.rtf", b" ", "空的"),
}


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED.values(), ids=REFUSED)
@pytest.mark.usefixtures("without")
def test_what_no_word_processor_wrote_is_refused_before_it_is_opened(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as caught:
        read(name, content)
    assert str(caught.value).startswith(f"{name}：")
    assert "\n" not in str(caught.value)


def cut(content: bytes) -> bytes:
    return content[: len(content) // 3]


def encrypted(content: bytes) -> bytes:
    """A Word file whose head says that it is encrypted."""
    at = next(at for at in range(0, len(content), 512) if content.startswith(b"\xec\xa5", at))
    return content[: at + 11] + bytes([content[at + 11] | 1]) + content[at + 12 :]


DAMAGED = {
    "an old file cut off": (".doc", cut, "不完整.*另存为 DOCX"),
    "an old file with a password": (".doc", encrypted, "打开密码.*取消密码.*另存为 DOCX"),
    "a package cut off": (".odt", cut, "已损坏.*另存为 DOCX"),
}


@pytest.mark.parametrize(("suffix", "damage", "reason"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_refused_with_a_remedy(
    saved: dict[str, bytes], suffix: str, damage: Callable[[bytes], bytes], reason: str
) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(f"方案{suffix}", damage(saved[suffix]))


@pytest.mark.usefixtures("soffice")
def test_a_container_without_a_document_is_no_text() -> None:
    # Left to itself LibreOffice takes what it does not know for a text.
    magic, names = container("WordDocument")[:8], container("WordDocument")[512:]
    with pytest.raises(DocumentError, match="LibreOffice 打不开"):
        read("方案.doc", magic + random.Random(1).randbytes(3000) + names)


@pytest.mark.usefixtures("soffice")
def test_an_encrypted_odt_is_refused_for_its_password() -> None:
    with pytest.raises(DocumentError, match=r"打开密码.*取消密码"):
        read("方案.odt", odt("x" * 64, ENCRYPTION))


@pytest.mark.usefixtures("soffice")
def test_several_are_read_at_once_and_leave_nothing_behind(
    saved: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(read, ["a.doc", "b.odt", "c.doc"], [saved[".doc"], saved[".odt"], saved[".doc"]]))
    assert found == [LINES] * 3
    assert list(tmp_path.glob("innograph-*")) == []


LINKS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text><text:p>总则</text:p>'
    '<text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:image {0}/></draw:frame></text:p>'
    '<text:section text:name="s"><text:section-source {0}/><text:p>附则</text:p></text:section>'
    "</office:text></office:body></office:document-content>"
)


@pytest.mark.usefixtures("soffice")
def test_nothing_is_fetched_and_no_other_file_is_read(tmp_path: Path) -> None:
    asked: list[bytes] = []
    (tmp_path / "other.txt").write_text("秘密", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                asked.append(connection.recv(100))
                connection.close()

        threading.Thread(target=answer, daemon=True).start()
        for address in (f"http://127.0.0.1:{server.getsockname()[1]}/a.png", (tmp_path / "other.txt").as_uri()):
            link = f'xlink:href="{address}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
            assert read("意见.odt", odt(LINKS.format(link))) == ["总则", "附则"]
        server.shutdown(socket.SHUT_RDWR)
    assert asked == []


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name that starts another one, notes both and never ends."""
    if sys.platform == "win32":
        pytest.skip("Windows starts no scripts of the shell")
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    notes = tmp_path / "notes"
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $$ $! > '{notes}'\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return notes


def test_one_that_takes_too_long_ends_with_all_it_has_started(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "SECONDS", 1.0)
    with pytest.raises(DocumentError, match=r"1 秒内没有转换完.*另存为 DOCX"):
        read("意见.rtf", RICH)
    started = [int(number) for number in stand_in.read_text().split()]
    deadline = time.monotonic() + 10
    while any(map(alive, started)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(started) == 2
    assert not any(map(alive, started))


def alive(process: int) -> bool:
    return psutil.pid_exists(process) and psutil.Process(process).status() != psutil.STATUS_ZOMBIE


def test_one_that_cannot_be_started_is_told(stand_in: Path) -> None:
    program = stand_in.with_name("bin") / "soffice"
    program.write_bytes(b"\x7fELF nothing")
    with pytest.raises(DocumentError, match=r"LibreOffice 无法启动.*重新安装"):
        read("意见.rtf", RICH)


def test_one_that_makes_nothing_is_told(stand_in: Path) -> None:
    program = stand_in.with_name("bin") / "soffice"
    program.write_text("#!/bin/sh\nexit 0\n")
    with pytest.raises(DocumentError, match="LibreOffice 打不开"):
        read("意见.rtf", RICH)
