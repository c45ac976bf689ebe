"""Files become raw text: plain text and Markdown in any of the usual encodings, and web pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from graph.errors import DocumentError

TEXT_SUFFIXES = frozenset({".txt", ".md"})
HTML_SUFFIXES = frozenset({".html", ".htm"})
SUFFIXES = TEXT_SUFFIXES | HTML_SUFFIXES

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
    }
    | {"form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre"}
    | {"section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"}
)
_SILENT = frozenset({"script", "style", "noscript", "template", "select", "button", "svg", "nav", "footer", "aside"})
_MARKUP = re.compile(r"<(?:p|div|span|table|html|body|br)\b", re.IGNORECASE)
# Markdown marks its headings; their numbers say more.
_HEADING_MARK = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<fields>.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RawText:
    """The text of a file before cleaning: one line a block, and the fields of its front matter, if any."""

    text: str
    front_matter: str = ""


def read(path: Path) -> RawText:
    """Read a file by its suffix; raise DocumentError with the reason when there is nothing to read."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        known = " ".join(sorted(SUFFIXES))
        raise DocumentError(f"{path}：不支持的格式“{suffix or '无后缀'}”，可读取的格式有 {known}")
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(f"{path}：文件不存在，请检查路径") from error
    except OSError as error:
        raise DocumentError(f"{path}：文件无法打开（{error.strerror}），请检查路径和权限") from error
    text = decode(content, path)
    raw = html(text) if suffix in HTML_SUFFIXES else plain(text)
    if not raw.text.strip():
        raise DocumentError(f"{path}：文件是空的，没有可读的文字")
    return raw


def decode(content: bytes, path: Path) -> str:
    """Decode text: byte order mark, UTF-8, then GB18030; raise DocumentError for what is no text."""
    if not content.strip():
        raise DocumentError(f"{path}：文件是空的，没有可读的文字")
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decoded(content, encoding, path)
    if b"\x00" in content:
        raise DocumentError(f"{path}：这是二进制文件，不是文本，请另存为文本后再载入")
    try:
        return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return _decoded(content, "gb18030", path)


def _decoded(content: bytes, encoding: str, path: Path) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path}：文字编码无法识别，请另存为 UTF-8 文本后再载入") from error
    strange = sum(1 for character in text if character < " " and character not in "\t\n\r\f\v")
    if strange * 50 > len(text):
        raise DocumentError(f"{path}：这是二进制文件，不是文本，请另存为文本后再载入")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def plain(text: str) -> RawText:
    """Plain text or Markdown: the front matter set apart, and HTML inside it read as HTML."""
    match = _FRONT_MATTER.match(text)
    fields, body = (match["fields"], text[match.end() :]) if match else ("", text)
    if len(_MARKUP.findall(body)) >= 3:
        body = html(body).text
    return RawText(_HEADING_MARK.sub("", body), fields)


def html(text: str) -> RawText:
    """A web page: one line a block element, inline elements joined without a gap, scripts left out."""
    tree = LexborHTMLParser(text)
    root = tree.body or tree.root
    if root is None:
        return RawText("")
    lines: list[str] = []
    current: list[str] = []

    def flush() -> None:
        line = "".join(current).strip("\n")
        if line.strip():
            lines.append(line.replace("\n", ""))
        current.clear()

    def walk(node: LexborNode) -> None:
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                current.append(child.text_content or "")
            elif child.tag not in _SILENT:
                block = child.tag in _BLOCKS
                if block:
                    flush()
                walk(child)
                if block:
                    flush()

    walk(root)
    flush()
    return RawText("\n".join(lines))
