"""Files of other word processors (.doc .wps .rtf .odt) are turned into DOCX by LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from graph.errors import DocumentError
from loaders.readers import content, docx, plain
from loaders.readers.item import Item, RawText
from loaders.readers.limits import bounded_size

if TYPE_CHECKING:
    from loaders.readers.package import Package

SECONDS = 60.0

# The reading of each kind of content. LibreOffice is told which, for left to itself it takes any bytes for a text.
_FILTERS: Mapping[str, str] = {
    ".doc": "MS Word 97",
    ".rtf": "Rich Text Format",
    ".odt": "writer8",
    ".xml": "MS Word 2003 XML",
}
# The names of streams in the container of Word's old files, as the container writes them.
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_WORDML = b"http://schemas.microsoft.com/office/word/2003/wordml"
_XML = (b"<?xml", b"\xef\xbb\xbf<?xml")
_RICH, _LEAD = b"{\\rtf", b"\xef\xbb\xbf \t\r\n"
# The head of a Word file begins with these two bytes at the start of a sector; a bit behind them says: encrypted.
_HEAD, _SECTOR, _FLAGS, _ENCRYPTED = b"\xec\xa5", 512, 11, 0x01

# No macro runs, no link is followed, and whatever asks for the network is sent to where nobody answers.
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)


def read(item: Item) -> RawText:
    """Read a file through LibreOffice; a file that only bears such a name and holds plain text is read as that."""
    kind = _kind(item)
    if kind == content.LAYOUT:
        raise DocumentError(f"{item.name}：OFD 版式文件不能直接读取，请用 WPS 或 OFD 阅读器打开，另存为 PDF 后再载入")
    if kind not in _FILTERS:
        return _text(item)
    if kind == ".odt":
        # A package is checked for what it unpacks to before anybody unpacks it.
        _packed(item)
    program = find()
    if program is None:
        raise DocumentError(
            f"{item.name}：读取 {item.suffix} 文件需要 LibreOffice，这里没有找到；"
            "请安装它（免费，zh-cn.libreoffice.org）后再载入，或用 WPS、Word 另存为 DOCX 或 PDF"
        )
    with tempfile.TemporaryDirectory(prefix="innograph-", ignore_cleanup_errors=True) as folder:
        converted = _convert(program, item, kind, Path(folder))
    return docx.read(Item(item.name, converted, ending=".docx"))


def find() -> Path | None:
    """The program of LibreOffice, on the search path or where its installer puts it; none where it is not installed."""
    named = next(filter(None, map(shutil.which, ("soffice", "libreoffice"))), None)
    if named:
        return Path(named)
    places = usual_places(sys.platform, os.environ, Path.home())
    return next((path for path in places if path.is_file()), None)


def usual_places(platform: str, environment: Mapping[str, str], home: Path) -> tuple[Path, ...]:
    """Where the installers of a platform put LibreOffice, the first to be tried first."""
    if platform == "win32":
        folders = filter(None, map(environment.get, ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)")))
        # The one that waits for the end of the work goes before the one that only starts it.
        names = ("soffice.com", "soffice.exe")
        return tuple(Path(folder, "LibreOffice", "program", name) for folder in folders for name in names)
    if platform == "darwin":
        roots = (Path("/Applications"), home / "Applications")
        return tuple(root / "LibreOffice.app" / "Contents" / "MacOS" / "soffice" for root in roots)
    own = (Path("/usr/lib/libreoffice"), Path("/usr/lib64/libreoffice"), *sorted(Path("/opt").glob("libreoffice*")))
    return (*(folder / "program" / "soffice" for folder in own), Path("/snap/bin/libreoffice"))


def _kind(item: Item) -> str:
    """What the content is, so far as it matters here; raises DocumentError for what no word processor wrote."""
    found = content.LAYOUT if item.suffix == content.LAYOUT else content.kind(item)
    if found == ".doc" and _WORD_STREAM not in item.content:
        raise DocumentError(
            f"{item.name}：里面没有 Word 正文，可能不完整，或是表格、演示文稿、早期 WPS 格式，"
            "请用 WPS 打开后另存为 DOCX 再载入"
        )
    if found:
        return found
    if item.content.lstrip(_LEAD).startswith(_RICH):
        return ".rtf"
    return ".xml" if item.content.startswith(_XML) and _WORDML in item.content[:65536] else ""


def _text(item: Item) -> RawText:
    """The text of a file that only bears the name of a word processor's."""
    refusal = f"{item.name}：不是能读取的文字处理文档，或已损坏，请用 WPS、Word 打开后另存为 DOCX 再载入"
    if item.content.startswith(_XML):
        raise DocumentError(refusal)
    try:
        return plain.read(item)
    except DocumentError as error:
        raise DocumentError(refusal) from error


def _packed(item: Item) -> Package:
    """The parts of a file that is a ZIP; raises DocumentError where it is broken or a trap."""
    from loaders.readers.package import Package

    return Package(item)


def _convert(program: Path, item: Item, kind: str, folder: Path) -> bytes:
    """The file as DOCX, made in a folder that holds nothing else."""
    profile, source, made = folder / "profile", folder / f"document{kind}", folder / "made"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    source.write_bytes(item.content.lstrip(_LEAD) if kind == ".rtf" else item.content)
    command = [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        f"--infilter={_FILTERS[kind]}",
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(source)),
    ]
    _run(item.name, command, folder)
    target = made / "document.docx"
    if not target.is_file():
        reason = (
            "设有打开密码，请取消密码"
            if _locked(item, kind)
            else "文件可能已损坏，LibreOffice 打不开，请用 WPS、Word 打开"
        )
        raise DocumentError(f"{item.name}：{reason}，另存为 DOCX 后再载入")
    bounded_size(item.name, target.stat().st_size)
    return target.read_bytes()


def _run(name: str, command: list[str], folder: Path) -> None:
    """Run LibreOffice to its end; when that takes too long, or we are interrupted, it ends with all it has started."""
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise DocumentError(f"{name}：LibreOffice 无法启动（{error.strerror or error}），请重新安装后再载入") from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"{name}：LibreOffice {SECONDS:.0f} 秒内没有转换完，请用 WPS、Word 打开后另存为 DOCX 再载入"
        ) from error
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        # The program itself only starts and watches another one.
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _registry() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )


def _locked(item: Item, kind: str) -> bool:
    """Whether a file that could not be opened is encrypted."""
    if kind == ".odt":
        return b"encryption-data" in (_packed(item).part("META-INF/manifest.xml") or b"")
    heads = range(0, len(item.content) if kind == ".doc" else 0, _SECTOR)
    return any(item.content.startswith(_HEAD, at) and item.content[at + _FLAGS] & _ENCRYPTED for at in heads)
