"""Web pages become text: the article with its tables, one line a paragraph or row, and what the page says of it."""

from __future__ import annotations

import re

from graph.errors import DocumentError
from loaders.readers import article, grid, imprint, ordinals
from loaders.readers.charset import decode
from loaders.readers.item import Item, RawText
from loaders.readers.markup import grow

_PAGE = re.compile(r"<(?:html|head|body|article|main|header|nav|footer)\b", re.IGNORECASE)


# What a page that was saved as one file carries in it: pictures and typefaces.
_CARRIED = re.compile(rb"data:[\w.+-]+/[\w.+-]+(?:;[\w=.-]+)*;base64,[A-Za-z0-9+/=]+")


_PICTURED = "网页的正文是图片或嵌入的文件，其中的文字没有读到，请下载原文件或做文字识别（OCR）后再载入"


def read(item: Item) -> RawText:
    """Read a web page."""
    raw = parse(decode(Item(item.name, _CARRIED.sub(b"data:,", item.content)), forgiving=True))
    if not raw.text:
        raise DocumentError(
            f"{item.name}：网页是空的，没有可读的文字；内容若由脚本显示，请用浏览器打开后另存为“网页，单个文件”（.mhtml）再载入"
        )
    return raw


def parse(markup: str, *, loose: bool = False) -> RawText:
    """The text of a page's markup, and what the page says of its document.

    A fragment that is no page, and a page without an article, come through whole. In ``loose`` markup, text with
    elements strewn in, every line outside of an element is a paragraph.
    """
    page, tree = grow(markup, loose=loose)
    hints, window = imprint.head(tree)
    hints |= imprint.take(page)
    ordinals.write(page)
    grid.settle(page)
    titles = [title for title in (hints.get("title", ""), *imprint.titles(window)) if title]
    found = article.find(page, titles, whole=_PAGE.search(markup) is None)
    said = {"title": found.title or next(iter(titles), ""), **imprint.posted(found.bylines), **hints}
    return RawText(
        "\n".join(line.text for line in found.lines),
        hints={name: value for name, value in said.items() if value},
        blocks=True,
        losses=(("", _PICTURED),) if found.is_pictured else (),
    )
