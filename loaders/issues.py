"""What was not understood, with its place: lines that people work through, never exceptions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One thing in a document that was not understood: where it stands, what kind it is, and what it says.

    ``place`` is a measure's path, a line such as ``第 12 行``, or empty for the whole document.
    """

    document: str
    place: str
    kind: str
    message: str
