"""Deterministic identifiers: functions of the fewest stable fields, so that loading twice changes nothing."""

from __future__ import annotations

import unicodedata
from hashlib import blake2b

_UNSEEN = dict.fromkeys(map(ord, " \t\r\n\u3000\u00a0\u200b“”‘’\"'「」『』《》〈〉"))


def fold(name: str) -> str:
    """The form in which two spellings of a name are one: NFKC, no blanks, no quotation marks, lower case.

    >>> fold("“专精特新”中小企业（省级）") == fold("专精特新 中小企业(省级)")
    True
    """
    return unicodedata.normalize("NFKC", name).translate(_UNSEEN).casefold()


def make_id(*parts: str) -> str:
    """Sixteen hexadecimal digits that stand for the parts, in this order, on any machine.

    >>> make_id("Institution", "吉林大学") == make_id("Institution", "吉林大学")
    True
    """
    digest = blake2b(digest_size=8)
    for part in parts:
        digest.update(part.encode("utf-8"))
        digest.update(b"\x1f")
    return digest.hexdigest()


def entity_id(label: str, name: str) -> str:
    """The identifier of an entity: its label and the folded canonical name."""
    return make_id(label, fold(name))


def measure_id(document: str, path: str) -> str:
    """The identifier of a measure: its document and its path, such as ``2.3.14``."""
    return f"{document}#{path}"
