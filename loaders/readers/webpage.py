"""Web pages become text: one line a block element, one line a table's row, scripts and menus left out."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loaders.readers.charset import decode
from loaders.readers.item import Item, RawText

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


def read(item: Item) -> RawText:
    """Read a web page."""
    return parse(decode(item))


def parse(text: str) -> RawText:
    """The text of a page's markup: inline elements are joined without a gap."""
    tree = LexborHTMLParser(text)
    root = tree.body or tree.root
    if root is None:
        return RawText("", blocks=True)
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
    return RawText("\n".join(lines), blocks=True)
