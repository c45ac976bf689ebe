"""Plain text and Markdown: the front matter set apart, and HTML inside of Markdown read as HTML."""

from __future__ import annotations

import re
from typing import Any

import yaml

from loaders.readers import webpage
from loaders.readers.charset import decode
from loaders.readers.item import Item, RawText

_MARKUP = re.compile(r"<(?:p|div|span|table|html|body|br)\b", re.IGNORECASE)
# Markdown marks its headings; their numbers say more.
_HEADING_MARK = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<fields>.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


def read(item: Item) -> RawText:
    """Read a text file; its lines may be paragraphs or wrapped."""
    text = decode(item)
    match = _FRONT_MATTER.match(text)
    fields, body = (_fields(match["fields"]), text[match.end() :]) if match else ({}, text)
    # Whoever wrote down the number or the issuers has curated the file; a page's saver only notes where it was.
    facts = fields if "issuers" in fields or "number" in fields else {}
    if len(_MARKUP.findall(body)) >= 3:
        page = webpage.parse(_HEADING_MARK.sub("", body), loose=True)
        return RawText(page.text, facts, page.hints, blocks=True)
    return RawText(_HEADING_MARK.sub("", body), facts)


def _fields(text: str) -> dict[str, Any]:
    """The fields of a front matter; none where it is no YAML mapping."""
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    return loaded if isinstance(loaded, dict) else {}
