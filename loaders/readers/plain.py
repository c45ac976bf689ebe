"""Plain text and Markdown: front matter set apart, the marks of Markdown taken off, its tables kept as tables.

What is taken off is replaced by as many unseen characters, so that every place in the text stays where it was.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from loaders.readers import webpage
from loaders.readers.charset import decode
from loaders.readers.item import CELL, Item, RawText

_MARKUP = re.compile(r"<(?:p|div|span|table|html|body|br)\b", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<fields>.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_UNSEEN = "\u200b"
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+", re.MULTILINE)
# Markdown marks its headings, quotations and stresses; a picture has no words, and of a link its words count.
_MARKS = re.compile(
    r"^[ ]{0,3}(?:#{1,6}[ \t]+|>[ \t]?)|\*\*|__|!\[[^\]\n]*\]\([^)\n]*\)"
    r"|\[(?=[^\]\n]+\]\([^)\n]*\))|(?<=.)\]\([^)\n]*\)",
    re.MULTILINE,
)
_MARKDOWN_ROW = re.compile(r"^[ ]{0,3}\|(?P<cells>.+)\|[ \t]*$", re.MULTILINE)
_MARKDOWN_RULE = re.compile(r"^[ ]{0,3}\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+(?:[ \t]*:?-{3,}:?[ \t]*)?$", re.MULTILINE)


def read(item: Item) -> RawText:
    """Read a text file; its lines may be paragraphs or wrapped."""
    text = decode(item)
    match = _FRONT_MATTER.match(text)
    fields, body = (_fields(match["fields"]), text[match.end() :]) if match else ({}, text)
    # Whoever wrote down the number or the issuers has curated the file; a page's saver only notes where it was.
    facts = fields if "issuers" in fields or "number" in fields else {}
    if len(_MARKUP.findall(body)) >= 3:
        page = webpage.parse(_HEADING.sub("", body), loose=True)
        return RawText(page.text, facts, page.hints, blocks=True, losses=page.losses)
    if item.suffix == ".md":
        body = _without_marks(body)
    return RawText(body, facts)


def _fields(text: str) -> dict[str, Any]:
    """The fields of a front matter; none where it is no YAML mapping."""
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _without_marks(text: str) -> str:
    """Markdown without its marks, its tables' cells apart."""
    if _MARKDOWN_RULE.search(text):
        text = _MARKDOWN_ROW.sub(lambda row: _unseen(row, "|", CELL), text)
        text = _MARKDOWN_RULE.sub(lambda rule: _UNSEEN * len(rule.group()), text)
    return _MARKS.sub(lambda mark: _UNSEEN * len(mark.group()), text)


def _unseen(row: re.Match[str], old: str, new: str) -> str:
    """A row of a table: its outer bars unseen, its inner ones between cells."""
    start, end = row.start("cells") - row.start(), row.end("cells") - row.start()
    line = row.group()
    if not line[start:end].strip(" \t|:-"):
        return _UNSEEN * len(line)
    return _UNSEEN * start + line[start:end].replace(old, new) + _UNSEEN * (len(line) - end)
