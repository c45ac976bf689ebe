"""Pages and files at an address: fetched once, bounded in size and time, and not from inside of the own network."""

from __future__ import annotations

import ipaddress
import socket
import time
import urllib.request
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import httpx

from graph.errors import DocumentError
from loaders.readers import content
from loaders.readers.item import Item
from loaders.readers.limits import bounded_size

MOST_BYTES = 64 * 1024**2
REDIRECTS = 5
SECONDS = 20.0
TOTAL_SECONDS = 60.0

_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "multipart/related": ".mhtml",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
_UNSAID = {"application/octet-stream", "application/x-download", "binary/octet-stream", ""}
_AGENT = "innograph (reads one document at its user's request)"


def is_address(text: str) -> bool:
    """Whether a path given by a user is an address.

    >>> is_address("https://www.gov.cn/a.htm"), is_address("data/a.htm")
    (True, False)
    """
    return text.lower().startswith(("http://", "https://"))


def last_part(url: str) -> str:
    """What a page is called after: the last part of its path, else its host.

    >>> last_part("https://www.example.cn/zwgk/t2031_1.html?x=1"), last_part("https://www.example.cn/")
    ('t2031_1.html', 'www.example.cn')
    """
    parts = urlsplit(url)
    return PurePosixPath(unquote(parts.path)).name or parts.hostname or url


def fetch(url: str, *, private: bool = False) -> Item:
    """Fetch a page or file; raise DocumentError where it redirects too often, takes too long, or is no document.

    An address inside of the own network is refused unless ``private`` allows it; each redirect is checked anew, and
    the connection goes to the address that was checked.
    """
    place = url
    deadline = time.monotonic() + TOTAL_SECONDS
    try:
        with httpx.Client(timeout=SECONDS, follow_redirects=False, headers={"User-Agent": _AGENT}) as client:
            for _ in range(REDIRECTS + 1):
                request = _request(client, place, private)
                response = client.send(request, stream=True)
                try:
                    if response.has_redirect_location:
                        place = urljoin(place, response.headers["Location"])
                        continue
                    return _item(url, place, response, deadline)
                finally:
                    response.close()
    except httpx.TimeoutException as error:
        raise DocumentError(f"{url}：{SECONDS:.0f} 秒内没有应答，请稍后再试，或用浏览器另存后载入") from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
        raise DocumentError(f"{url}：无法连接（{_reason(error)}），请检查地址和网络") from error
    raise DocumentError(f"{url}：转向超过 {REDIRECTS} 次，没有载入，请用浏览器打开后另存再载入")


def _request(client: httpx.Client, url: str, private: bool) -> httpx.Request:
    parts = urlsplit(url)
    if not is_address(url) or not parts.hostname:
        raise DocumentError(f"{url}：转向到不是网页的地址，没有载入")
    if urllib.request.getproxies().get(parts.scheme):
        # Behind a proxy the proxy resolves names; what can be seen from here is an address written as one.
        if not private:
            _check(url, [parts.hostname])
        return client.build_request("GET", url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    addresses = [str(item[4][0]) for item in socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)]
    if not private:
        _check(url, addresses)
    pinned = httpx.URL(url).copy_with(host=addresses[0])
    return client.build_request(
        "GET", pinned, headers={"Host": parts.netloc.rpartition("@")[2]}, extensions={"sni_hostname": parts.hostname}
    )


def _check(url: str, addresses: list[str]) -> None:
    for text in addresses:
        try:
            address = ipaddress.ip_address(text.partition("%")[0])
        except ValueError:
            continue
        mapped = getattr(address, "ipv4_mapped", None) or address
        if not mapped.is_global or mapped.is_multicast:
            raise DocumentError(f"{url}：地址指向内部网络（{text}），没有载入；确认可信时加上 --allow-private 再试")


def _item(url: str, place: str, response: httpx.Response, deadline: float) -> Item:
    if response.status_code != httpx.codes.OK:
        raise DocumentError(f"{url}：网站答复 {response.status_code}，没有正文，请检查地址")
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        bounded_size(url, len(body), MOST_BYTES)
        if time.monotonic() > deadline:
            raise DocumentError(f"{url}：{TOTAL_SECONDS:.0f} 秒内没有传完，请用浏览器另存后载入")
    told = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    item = Item(url, bytes(body))
    written = PurePosixPath(urlsplit(place).path).suffix.lower()
    suffix = _TYPES.get(told) or (content.kind(item) or written if told in _UNSAID else "")
    if not suffix:
        raise DocumentError(f"{url}：返回的是 {told or '未说明的内容'}，不是网页或文档，没有载入")
    return Item(url, bytes(body), ending=suffix)


def _reason(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "域名无法解析"
    return str(error).splitlines()[0] if str(error) else type(error).__name__
