"""What went wrong, in one line; with INNOGRAPH_DEBUG=1 the traceback before it."""

from __future__ import annotations

import os
import traceback

import click

from cli.texts import text
from graph.errors import InnographError


def sentence(error: Exception) -> str:
    """The one line that tells of an error: its own where it is one of ours, else that the fault lies with us."""
    if isinstance(error, click.ClickException):
        return _line(error.message)
    if isinstance(error, InnographError):
        return _line(str(error))
    if isinstance(error, OSError):
        place = f"{error.filename}：" if error.filename else ""
        return text("system", reason=_line(f"{place}{error.strerror or error}"))
    return text("fault", reason=_line(f"{type(error).__name__}: {error}"))


def tell(message: str) -> None:
    """Write one line of ours to stderr; call it while the error is being handled."""
    if os.environ.get("INNOGRAPH_DEBUG") == "1":
        traceback.print_exc()
    click.echo(f"innograph: {message}", err=True)


def _line(words: str) -> str:
    return " ".join(words.split())
