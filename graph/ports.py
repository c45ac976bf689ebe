"""TCP ports of this machine: whether one is free, and any that is."""

from __future__ import annotations

import socket
import sys

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether a server of ours could listen on a port of this machine now."""
    with socket.socket() as probe:
        if sys.platform != "win32":
            # A connection that has just ended must not make its port look taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def any_free() -> int:
    """A port that nobody listens on.

    >>> is_free(any_free())
    True
    """
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
