"""Which addresses lie inside of the own network, where a page that somebody links to has no business to lead."""

from __future__ import annotations

import socket
import urllib.request
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# What is handed out to anybody on the open network, and the part of it that carries addresses of the older kind.
_OPEN = IPv6Network("2000::/3")
_CARRIER = IPv6Network("64:ff9b::/96")
_NAMES_INSIDE = ("localhost", ".localhost", ".local", ".internal", ".lan")


def addresses(host: str, port: int) -> list[str]:
    """The addresses behind a name, or behind a number in any way of writing; raises OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_inside(address: str) -> bool:
    """Whether an address is not one of the open network.

    >>> is_inside("10.0.0.1"), is_inside("::ffff:127.0.0.1"), is_inside("8.8.8.8")
    (True, True, False)
    """
    read = ip_address(address.partition("%")[0])
    if isinstance(read, IPv6Address):
        carried = _carried(read)
        if carried is None:
            return read not in _OPEN or not read.is_global
        read = carried
    return not read.is_global or read.is_multicast


def looks_inside(host: str) -> bool:
    """Whether a host is inside by how it is written, where only a proxy knows what lies behind a name.

    >>> looks_inside("2130706433"), looks_inside("intranet"), looks_inside("www.example.cn")
    (True, True, False)
    """
    with suppress(ValueError):
        return is_inside(host)
    with suppress(OSError):
        # Everything that a resolver may take for a number: 127.1, 0x7f000001, 2130706433.
        return is_inside(socket.inet_ntoa(socket.inet_aton(host)))
    name = host.lower().rstrip(".")
    return "." not in name or name.endswith(_NAMES_INSIDE)


def proxy(scheme: str, host: str) -> str:
    """The proxy that the user's environment names for a host; empty where it is reached without one."""
    named = urllib.request.getproxies()
    place = named.get(scheme) or named.get("all") or ""
    if not place or urllib.request.proxy_bypass(host):
        return ""
    return place if "://" in place else f"http://{place}"


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The older address that one of the newer kind only wraps."""
    if address in _CARRIER:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
