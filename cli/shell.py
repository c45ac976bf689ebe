"""The way in: runs a command, and turns whatever goes wrong into one line and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

import click

from cli import failure
from cli.command import Shell, usage_message
from cli.texts import text

DONE, WRONG, INTERRUPTED = 0, 1, 130

PLACES = {
    "up": "cli.running:up",
    "build": "cli.building:build",
    "extract": "cli.building:extract",
    "map": "cli.mapping:map",
    "score": "cli.measuring:score",
    "query": "cli.asking:query",
    "cypher": "cli.asking:cypher",
    "export": "cli.exporting:export",
    "status": "cli.running:status",
    "stop": "cli.stopping:stop",
}


def root() -> Shell:
    """The command `innograph` with all its subcommands."""
    shell = Shell(
        name="innograph", places=PLACES, help=text("about"), no_args_is_help=False, invoke_without_command=True
    )
    shell.callback = _without_command
    shell.params.append(
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_tell_version,
            help=text("help", "version"),
        )
    )
    return shell


@click.pass_context
def _without_command(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _tell_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"innograph {version('innograph')}")
        ctx.exit()


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code: 0 done, 1 told what is wrong, 130 interrupted.

    With INNOGRAPH_DEBUG=1 the traceback of an error is written before its line.
    """
    try:
        answer = root().main(list(arguments), prog_name="innograph", standalone_mode=False)
        sys.stdout.flush()
        return answer if isinstance(answer, int) else DONE
    except SystemExit:
        # click's way of saying that whoever read our output has closed it.
        return _hang_up()
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"innograph: {text('interrupted')}", err=True)
        return INTERRUPTED
    except click.UsageError as error:
        failure.tell(usage_message(error))
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.EPIPE:
            return _hang_up()
        failure.tell(failure.sentence(error))
    return WRONG


def main() -> None:
    """Run the command line of this process and exit."""
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = _hang_up()
    if code == INTERRUPTED:
        # Whoever broke off does not wait for a thread that still waits for a database.
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _hang_up() -> int:
    # Whoever read our output has closed it: nothing is wrong, and the interpreter must not complain at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
