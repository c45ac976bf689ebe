"""The reference of the shell, made from the commands themselves: `python -m cli.reference docs/cli.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from cli.command import about_argument
from cli.shell import root
from cli.texts import text


def generate_reference() -> Iterator[str]:
    """The lines of docs/cli.md: every command with its usage, arguments and options."""
    shell = root()
    top = click.Context(shell, info_name="innograph")
    yield from (
        "# 命令行",
        "",
        "本页由命令本身生成（`make docs`）；在终端里用 `innograph 命令 --help` 看到的是同样的内容。",
        "",
    )
    yield from (text("about"), "")
    yield from _table(
        "选项", [_option(option, top) for option in shell.get_params(top) if isinstance(option, click.Option)]
    )
    for name in shell.list_commands(top):
        command = shell.get_command(top, name)
        if command is not None:
            yield from _command(command, click.Context(command, info_name=name, parent=top))
    yield from text("reference").splitlines()


def _command(command: click.Command, ctx: click.Context) -> Iterator[str]:
    yield from (f"## {command.name}", "", (command.help or "").strip(), "")
    yield from ("```text", f"{ctx.command_path} {' '.join(command.collect_usage_pieces(ctx))}", "```", "")
    items = command.get_params(ctx)
    arguments = [
        (f"`{item.make_metavar(ctx)}`", about_argument(command, item))
        for item in items
        if isinstance(item, click.Argument)
    ]
    yield from _table("参数", arguments)
    yield from _table("选项", [_option(item, ctx) for item in items if isinstance(item, click.Option)])


def _option(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    called, about = option.get_help_record(ctx) or ("", "")
    return f"`{called}`", about


def _table(heading: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    if rows:
        yield from (f"| {heading} | 说明 |", "|---|---|")
        yield from (f"| {called.replace('|', chr(92) + '|')} | {about} |" for called, about in rows)
        yield ""


def main() -> None:
    """Write the reference into the file that the first argument names."""
    Path(sys.argv[1]).write_text("\n".join(generate_reference()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
