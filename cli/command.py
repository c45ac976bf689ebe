"""Commands that explain themselves in the shell's own language, and are loaded only when they are called."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable, Sequence
from typing import Any, cast

import click

from cli.texts import text


def command() -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function a command of ours; its name is the function's, its texts are found under that name."""
    return click.command(cls=Explained)


class Explained(click.Command):
    """A command whose help is laid out for Chinese text: lines as they were written, headings translated."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=text("help", "usage"))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the explanation, keeping its lines: there are no blanks between Chinese words to break at."""
        formatter.write_paragraph()
        for line in (self.help or "").strip().splitlines():
            formatter.write(f"  {line}\n" if line else "\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the arguments and the options, each with what it is for."""
        items = self.get_params(ctx)
        arguments = [about_argument(self, item, ctx) for item in items if isinstance(item, click.Argument)]
        options = [about_option(item, ctx) for item in items if isinstance(item, click.Option)]
        for heading, rows in (("arguments", arguments), ("options", options)):
            if rows:
                with formatter.section(text("help", heading)):
                    formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained like the others."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = text("help", "help")
        return option


def about_argument(command: click.Command, argument: click.Argument, ctx: click.Context) -> tuple[str, str]:
    """How an argument of a command is written, and what it stands for."""
    return argument.make_metavar(ctx), text("commands", str(command.name), "params", str(argument.name))


def about_option(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    """How an option is written, and what it is for, whether it must be given and what stands for it otherwise."""
    called, _ = option.get_help_record(ctx) or ("", "")
    about = option.help or ""
    if option.required:
        about += text("help", "required")
    elif option.show_default:
        about += text("help", "default", value=option.default)
    return called, about


class Shell(Explained, click.Group):
    """The group of all commands; a command's module is imported when the command is used."""

    def __init__(self, *, places: dict[str, str], **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order in which a newcomer meets them."""
        return list(self.places)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import a command and give it its texts."""
        place = self.places.get(name)
        if place is None:
            return None
        module, function = place.split(":")
        command = cast(click.Command, getattr(importlib.import_module(module), function))
        command.help = text("commands", name, "about")
        for item in command.params:
            if isinstance(item, click.Option):
                item.help = text("commands", name, "params", str(item.name))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called, or say which one may have been meant."""
        name = args[0]
        if name not in self.places and not name.startswith("-"):
            near = difflib.get_close_matches(name, self.places, n=1)
            meant = (
                text("usage", "meant", names=near[0]) if near else text("usage", "choose", names="、".join(self.places))
            )
            raise click.UsageError(text("usage", "command", name=name) + meant, ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        # The texts say it without importing what the commands need.
        rows = [(name, text("commands", name, "about").splitlines()[0]) for name in self.list_commands(ctx)]
        with formatter.section(text("help", "commands")):
            formatter.write_dl(rows)


def usage_message(error: click.UsageError) -> str:
    """One Chinese sentence for what is wrong with a command line, with the way to the right one."""
    return text(
        "usage", "help", sentence=_sentence(error), command=error.ctx.command_path if error.ctx else "innograph"
    )


def _sentence(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        near = "、".join(error.possibilities or ())
        return text("usage", "option", name=error.option_name) + (text("usage", "meant", names=near) if near else "")
    if isinstance(error, click.MissingParameter):
        return text("usage", "missing", name=_called(error))
    if isinstance(error, click.BadParameter):
        return text("usage", "value", name=_called(error), wanted=_wanted(error))
    if isinstance(error, click.BadOptionUsage):
        return text("usage", "empty", name=error.option_name)
    if "unexpected extra argument" in error.message:
        return text("usage", "extra", names=error.message.partition("(")[2].rstrip(")"))
    return error.message


def _called(error: click.BadParameter) -> str:
    item = error.param
    if item is None:
        return str(error.param_hint or "")
    return item.opts[-1] if isinstance(item, click.Option) else str(item.metavar or item.human_readable_name)


def _wanted(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return text("usage", "choose", names="、".join(map(str, cast(Sequence[object], kind.choices))))
    if isinstance(kind, click.IntRange):
        return text("usage", "range", low=kind.min, high=kind.max)
    return error.message
