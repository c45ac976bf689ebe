"""Ports of this machine: one that somebody listens on is not free, any other may be."""

from __future__ import annotations

import socket

from graph.ports import HOST, any_free, is_free


def test_a_port_is_taken_while_somebody_listens_on_it() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free(port)
    assert is_free(port)


def test_any_free_port_can_be_listened_on() -> None:
    assert is_free(any_free())
