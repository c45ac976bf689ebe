"""One request for a page: redirects followed one by one, the answer unpacked within bounds, its format recognised."""

from __future__ import annotations

import errno
import socket
import ssl
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from urllib.parse import urljoin

import httpx

from graph.errors import DocumentError
from loaders.readers import content, network
from loaders.readers.item import Item
from loaders.readers.limits import bounded_size

REDIRECTS = 5

# The system's own library takes a larger number for another, smaller one.
_LAST_PORT = 65535

_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "multipart/related": ".mhtml",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/ofd": ".ofd",
    "application/wps-office.wps": ".wps",
    "application/vnd.ms-works": ".wps",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
_UNSAID = frozenset({"application/octet-stream", "application/x-download", "binary/octet-stream", ""})
# Whoever sends these says so in the first bytes, whatever the header calls it.
_PLAIN = frozenset({".pdf", ".html", ".mhtml", ".docx", ".odt", ".ofd", ".rtf"})
_HEADERS = {"User-Agent": "innograph (reads one document at its user's request)", "Accept-Encoding": "gzip"}
_CODINGS = frozenset({"gzip", "x-gzip", "deflate"})
_GONE = frozenset({404, 410})


def get(url: str, *, private: bool, most: int, seconds: float) -> Item:
    """Fetch what is at an address; raise DocumentError where it is refused, cannot be had, or is no document."""
    place = url
    cookies: dict[str, httpx.Cookies] = {}
    try:
        for _ in range(REDIRECTS + 1):
            with _answered(url, place, private, seconds, cookies) as response:
                if not response.has_redirect_location:
                    return _item(url, place, response, most)
                place = urljoin(place, response.headers["Location"])
    except httpx.TimeoutException as error:
        raise DocumentError(f"{url}：{seconds:g} 秒内没有应答，请稍后再试，或用浏览器另存后载入") from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
        raise DocumentError(f"{url}：无法读取（{_reason(error)}），请检查地址和网络") from error
    raise DocumentError(f"{url}：转向超过 {REDIRECTS} 次，没有载入，请用浏览器打开后另存再载入")


@contextmanager
def _answered(
    url: str, place: str, private: bool, seconds: float, cookies: dict[str, httpx.Cookies]
) -> Iterator[httpx.Response]:
    """The answer of the first address behind a place that can be reached, its body still to come."""
    asked = httpx.URL(place)
    host = asked.raw_host.decode("ascii")
    if not 0 < (asked.port or 80) <= _LAST_PORT:
        raise httpx.InvalidURL(place)
    if asked.scheme not in {"http", "https"} or not host:
        raise DocumentError(f"{url}：{_leads(url, place)}不是网页的地址（{place}），没有载入")
    through = network.proxy(asked.scheme, host)
    targets = [asked] if through else [asked.copy_with(host=address) for address in _addresses(asked, host)]
    if not private:
        _refuse_inside(url, place, targets, network.looks_inside if through else network.is_inside)
    with httpx.Client(
        timeout=seconds,
        headers=_HEADERS,
        cookies=cookies.get(host),
        # The environment was asked above: a client that asked it again might go elsewhere than was checked.
        trust_env=False,
        verify=httpx.create_ssl_context(),
        proxy=_proxy(url, through),
    ) as client:
        response = _sent(client, targets, {"Host": asked.netloc.decode("ascii")}, host)
        # Some sites set one, lead to themselves, and look for it.
        cookies[host] = client.cookies
        try:
            yield response
        finally:
            response.close()


def _refuse_inside(url: str, place: str, targets: list[httpx.URL], inside: Callable[[str], bool]) -> None:
    for target in targets:
        if inside(target.host):
            where = f"{_leads(url, place)}内部网络（{target.host}）"
            raise DocumentError(f"{url}：{where}，没有载入；确认可信时加上 --allow-private 再试")


def _addresses(asked: httpx.URL, host: str) -> list[str]:
    return network.addresses(host, asked.port or (443 if asked.scheme == "https" else 80))


def _proxy(url: str, place: str) -> str | None:
    if place and not place.lower().startswith(("http://", "https://")):
        raise DocumentError(f"{url}：不能使用代理 {place}，请改设 http:// 开头的代理，或用浏览器另存后载入")
    return place or None


def _sent(client: httpx.Client, targets: list[httpx.URL], headers: dict[str, str], host: str) -> httpx.Response:
    for target in targets:
        request = client.build_request("GET", target, headers=headers, extensions={"sni_hostname": host})
        try:
            return client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            # A name may lead to several addresses, of which one is not to be reached from here.
            if target is targets[-1]:
                raise
    raise httpx.ConnectError(host)


def _item(url: str, place: str, response: httpx.Response, most: int) -> Item:
    if response.status_code != httpx.codes.OK:
        remedy = "请检查地址" if response.status_code in _GONE else "请用浏览器打开后另存再载入"
        raise DocumentError(f"{url}：网站答复 {response.status_code}，没有正文，{remedy}")
    body = _body(url, response, most)
    told = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    found = content.kind(Item(url, body))
    if found in _PLAIN:
        suffix = found
    elif told in _UNSAID:
        written = PurePosixPath(httpx.URL(place).path).suffix.lower()
        suffix = found or (written if written in _TYPES.values() else "")
    else:
        suffix = _TYPES.get(told, "")
    if not suffix:
        raise DocumentError(f"{url}：返回的是 {told or '未说明的内容'}，不是网页或文档，没有载入")
    return Item(url, body, ending=suffix)


def _body(url: str, response: httpx.Response, most: int) -> bytes:
    """The content of an answer, never more of it unpacked than is read."""
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in _CODINGS and coding != "identity":
        raise DocumentError(f"{url}：网站用了不能解开的传输编码（{coding}），请用浏览器打开后另存再载入")
    bounded_size(url, int(response.headers.get("Content-Length") or 0), most)
    # Both gzip and the older packing: the first bytes say which.
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32) if coding in _CODINGS else None
    body = bytearray()
    try:
        for piece in response.iter_raw():
            body += unpacker.decompress(piece, most + 1 - len(body)) if unpacker else piece
            bounded_size(url, len(body), most)
    except zlib.error as error:
        raise DocumentError(f"{url}：传来的内容已损坏，请稍后再试，或用浏览器另存后载入") from error
    if unpacker and not unpacker.eof:
        raise DocumentError(f"{url}：传来的内容不完整，请稍后再试，或用浏览器另存后载入")
    return bytes(body)


def _leads(url: str, place: str) -> str:
    return "地址指向" if place == url else "网页转向到"


def _reason(error: BaseException) -> str:
    """What stood in the way, in words: libraries wrap the cause, and tell it in the system's language."""
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None:
        chain.append(cause)
    if any(isinstance(each, (httpx.InvalidURL, ValueError)) for each in chain):
        return "地址的写法不对"
    if any(isinstance(each, socket.gaierror) for each in chain):
        return "域名无法解析"
    if any(isinstance(each, ssl.SSLError) for each in chain):
        return "证书无法验证，或加密连接没有建立"
    if any(isinstance(each, httpx.ProxyError) for each in chain):
        return "代理服务器没有接通"
    if any(getattr(each, "errno", None) == errno.ECONNREFUSED for each in chain):
        return "连接被拒绝"
    if isinstance(error, httpx.RemoteProtocolError):
        return "网站的应答不完整"
    return "连接中断，或网络不通"
