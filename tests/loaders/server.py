"""A web server of the tests on this machine: what it answers is written in the table of its pages."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Page:
    """What is answered: a status, headers, a body; before them a ``pause``, and after every byte of both a ``drip``.

    ``short`` is how many bytes more the headers announce than there are.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0
    drip: float = 0
    short: int = 0


@dataclass
class Server:
    """Where the server is, and what it was asked: the request lines and the headers of each."""

    port: int
    asked: list[str]
    headers: list[dict[str, str]]

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@contextmanager
def serving(pages: Mapping[str, Page]) -> Iterator[Server]:
    """Serve these pages, by path, or as a proxy by whole address; ``*`` in a header is the server's own place."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            told.headers.append({name.lower(): value for name, value in self.headers.items()})
            page = pages.get(self.path, Page(b"", 404))
            time.sleep(page.pause)
            head = [f"HTTP/1.1 {page.status} {page.status}", "Connection: close"]
            if "Content-Length" not in page.headers:
                head.append(f"Content-Length: {len(page.body) + page.short}")
            head += [f"{name}: {value.replace('*', f'127.0.0.1:{told.port}')}" for name, value in page.headers.items()]
            answer = "\r\n".join([*head, "", ""]).encode() + page.body
            try:
                if not page.drip:
                    self.wfile.write(answer)
                    return
                for byte in answer:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    if closing.wait(page.drip):
                        return
            except OSError:
                pass  # whoever asked has gone

        def log_message(self, format: str, *args: object) -> None:
            """Keep the tests' output to the tests."""

    closing = threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told = Server(int(server.server_address[1]), [], [])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield told
        finally:
            closing.set()
            server.shutdown()
            thread.join()
