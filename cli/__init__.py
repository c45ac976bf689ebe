"""The shell: `innograph` reads documents into the graph, asks it, and hands figures on."""

from cli.shell import main

__all__ = ["main"]
