"""The reference of the shell, made from the commands themselves: `python -m cli.reference docs/cli.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from cli.command import about_argument, about_option
from cli.shell import root
from cli.texts import text


def generate_reference() -> Iterator[str]:
    """The lines of docs/cli.md: every command with its usage, arguments and options."""
    shell = root()
    top = click.Context(shell, info_name="innograph")
    yield from (f"# {text('help', 'title')}", "", text("help", "made"), "", text("about"), "")
    yield from _parameters(shell, top)
    for name in shell.list_commands(top):
        command = shell.get_command(top, name)
        if command is not None:
            yield from _command(command, click.Context(command, info_name=name, parent=top))
    yield from text("reference").splitlines()


def _command(command: click.Command, ctx: click.Context) -> Iterator[str]:
    yield from (f"## {command.name}", "", (command.help or "").strip(), "")
    yield from ("```text", f"{ctx.command_path} {' '.join(command.collect_usage_pieces(ctx))}", "```", "")
    yield from _parameters(command, ctx)


def _parameters(command: click.Command, ctx: click.Context) -> Iterator[str]:
    items = command.get_params(ctx)
    arguments = [about_argument(command, item, ctx) for item in items if isinstance(item, click.Argument)]
    yield from _table("arguments", arguments)
    yield from _table("options", [about_option(item, ctx) for item in items if isinstance(item, click.Option)])


def _table(heading: str, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    if rows:
        yield from (f"| {text('help', heading)} | {text('help', 'meaning')} |", "|---|---|")
        yield from (f"| `{_cell(called)}` | {_cell(about)} |" for called, about in rows)
        yield ""


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def main() -> None:
    """Write the reference into the file that the first argument names."""
    Path(sys.argv[1]).write_text("\n".join(generate_reference()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
