"""Pages at an address, asked of a real server on this machine: what is read, and what is refused with its reason."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest

from graph.errors import DocumentError
from graph.ports import any_free
from loaders import readers, sources
from loaders.readers import network, web
from tests.loaders.server import Page, Server, serving

TEXT = "一、总则\n支持星海大学建设碳纤维中试基地。"
HTML = f"<html><head><title>意见</title></head><body><p>{TEXT.replace(chr(10), '</p><p>')}</p></body></html>"
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type /Catalog>> endobj\n"
AS_HTML = {"Content-Type": "text/html; charset=utf-8"}


def leads(place: str, status: int = 302) -> Page:
    return Page(b"", status, {"Location": place})


PAGES = {
    "/page.html": Page(HTML.encode(), headers=AS_HTML),
    "/gbk.htm": Page(HTML.encode("gbk"), headers={"Content-Type": "text/html; charset=gb2312"}),
    "/gbk-undeclared": Page(HTML.encode("gb18030"), headers={"Content-Type": "text/html"}),
    "/text": Page(TEXT.encode(), headers={"Content-Type": "text/plain"}),
    "/gzip": Page(gzip.compress(HTML.encode()), headers={**AS_HTML, "Content-Encoding": "gzip"}),
    "/deflate": Page(zlib.compress(HTML.encode()), headers={**AS_HTML, "Content-Encoding": "deflate"}),
    "/unsaid": Page(HTML.encode()),
    "/download?id=7": Page(TEXT.encode(), headers={"Content-Type": "application/octet-stream"}),
    "/%E6%84%8F%E8%A7%81.txt": Page(TEXT.encode(), headers={"Content-Type": "application/octet-stream"}),
    "/moved": leads("/page.html"),
    "/moved-for-good": leads("page.html", 308),
    "/moved-far": leads("http://*/moved"),
    "/five": leads("/four"),
    "/four": leads("/three"),
    "/three": leads("/two"),
    "/two": leads("/moved"),
    "/six": leads("/five"),
    "/loop": leads("/loop"),
    "/cookie": Page(b"", 302, {"Location": "/with-cookie", "Set-Cookie": "seen=1"}),
    "/with-cookie": Page(HTML.encode(), headers=AS_HTML),
    "/file.pdf": Page(PDF, headers={"Content-Type": "application/pdf"}),
    "/unsaid.pdf": Page(PDF, headers={"Content-Type": "application/octet-stream"}),
    "/mislabelled": Page(PDF, headers={"Content-Type": "text/html"}),
    "/strange-label": Page(PDF, headers={"Content-Type": "application/x-pdf"}),
    "/picture": Page(b"\x89PNG\r\n\x1a\n", headers={"Content-Type": "image/png"}),
    "/data": Page(b'{"a": 1}', headers={"Content-Type": "application/json"}),
    "/program": Page(b"MZ\x90\x00", headers={"Content-Type": "application/octet-stream"}),
    "/empty": Page(b"", headers=AS_HTML),
    "/gone": Page(HTML.encode(), 410, AS_HTML),
    "/forbidden": Page(HTML.encode(), 403, AS_HTML),
    "/fault": Page(b"", 500),
    "/nowhere": Page(b"", 302),
    "/to-a-file": leads("file:///etc/passwd"),
    "/to-a-script": leads("javascript:alert(1)"),
    "/to-a-closed-port": leads("http://127.0.0.1:1/"),
    "/silent": Page(HTML.encode(), headers=AS_HTML, pause=2),
    "/drip": Page(HTML.encode(), headers=AS_HTML, drip=0.05),
    "/announced": Page(b"", headers={**AS_HTML, "Content-Length": str(10**9)}),
    "/large": Page(b"x" * 200_000, headers=AS_HTML),
    "/bomb": Page(gzip.compress(bytes(20_000_000)), headers={**AS_HTML, "Content-Encoding": "gzip"}),
    "/brotli": Page(b"\x1b\x00", headers={**AS_HTML, "Content-Encoding": "br"}),
    "/no-gzip": Page(HTML.encode(), headers={**AS_HTML, "Content-Encoding": "gzip"}),
    "/half-gzip": Page(gzip.compress(HTML.encode())[:-20], headers={**AS_HTML, "Content-Encoding": "gzip"}),
    "/short": Page(HTML.encode(), headers=AS_HTML, short=100),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(PAGES) as started:
        yield started


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def refusal(url: str, *, private: bool = True, **bounds: float) -> str:
    """The sentence that an address is refused with."""
    with pytest.raises(DocumentError) as caught:
        web.fetch(url, private=private, **bounds)  # type: ignore[arg-type]
    told = str(caught.value)
    assert told.startswith(f"{url}：")
    assert "\n" not in told
    return told.removeprefix(f"{url}：")


READ = {
    "a page": "/page.html",
    "a page in GBK": "/gbk.htm",
    "a page in GBK that does not say so": "/gbk-undeclared",
    "a text": "/text",
    "a page packed with gzip": "/gzip",
    "a page packed the older way": "/deflate",
    "a page without a type": "/unsaid",
    "a file by its name": "/%E6%84%8F%E8%A7%81.txt",
    "a redirect": "/moved",
    "a redirect for good, relative": "/moved-for-good",
    "a redirect to another redirect": "/moved-far",
    "as many redirects as are followed": "/four",
    "a redirect that sets a cookie": "/cookie",
}


@pytest.mark.parametrize("path", READ.values(), ids=READ)
def test_a_page_is_read(server: Server, path: str) -> None:
    url = server.at(path)
    (source,) = sources.find([url], private=True)
    assert source.name == url
    assert TEXT in readers.read(source.item()).text


def test_a_name_of_this_machine_is_an_address_like_any_other(server: Server) -> None:
    assert TEXT in readers.read(web.fetch(server.at("/page.html", "localhost"), private=True)).text
    # The server is asked for the name, though the connection goes to the number behind it.
    assert server.headers[-1]["host"] == f"localhost:{server.port}"


def test_a_cookie_goes_back_to_where_it_came_from(server: Server) -> None:
    web.fetch(server.at("/cookie"), private=True)
    assert server.headers[-1]["cookie"] == "seen=1"


@pytest.mark.parametrize("path", ["/file.pdf", "/unsaid.pdf", "/mislabelled", "/strange-label"])
def test_a_file_is_known_by_its_first_bytes_whatever_it_is_called(server: Server, path: str) -> None:
    item = web.fetch(server.at(path), private=True)
    assert (item.suffix, item.content) == (".pdf", PDF)


REFUSED = {
    "not there": ("/missing", "网站答复 404，没有正文，请检查地址"),
    "gone": ("/gone", "网站答复 410，没有正文，请检查地址"),
    "forbidden": ("/forbidden", "网站答复 403，没有正文，请用浏览器打开后另存再载入"),
    "a fault of the server": ("/fault", "网站答复 500"),
    "a redirect to nowhere": ("/nowhere", "网站答复 302"),
    "a redirect to itself": ("/loop", "转向超过 5 次"),
    "too many redirects": ("/six", "转向超过 5 次"),
    "a redirect to a file": ("/to-a-file", "网页转向到不是网页的地址（file:///etc/passwd）"),
    "a redirect to a script": ("/to-a-script", "地址的写法不对"),
    "a redirect to a closed door": ("/to-a-closed-port", "连接被拒绝"),
    "a picture": ("/picture", "返回的是 image/png，不是网页或文档"),
    "data": ("/data", "返回的是 application/json，不是网页或文档"),
    "a program": ("/program", "返回的是 application/octet-stream，不是网页或文档"),
    "of no kind and no name": ("/download?id=7", "返回的是 application/octet-stream，不是网页或文档"),
    "an unknown packing": ("/brotli", "传输编码（br）"),
    "not packed though it says so": ("/no-gzip", "已损坏"),
    "half of what was packed": ("/half-gzip", "不完整"),
    "less than was announced": ("/short", "应答不完整"),
}


@pytest.mark.parametrize(("path", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_document_is_refused_with_the_reason(server: Server, path: str, reason: str) -> None:
    assert reason in refusal(server.at(path))


def test_an_empty_page_is_fetched_and_refused_as_an_empty_file(server: Server) -> None:
    with pytest.raises(DocumentError, match="空的"):
        readers.read(web.fetch(server.at("/empty"), private=True))


@pytest.mark.parametrize("path", ["/announced", "/large", "/bomb"])
def test_a_page_that_is_too_large_is_refused_before_all_of_it_is_held(server: Server, path: str) -> None:
    assert "超过可读取的" in refusal(server.at(path), most=100_000)


def test_a_page_that_unpacks_to_far_too_much_is_never_held_unpacked(server: Server) -> None:
    web.fetch(server.at("/gzip"), private=True)
    tracemalloc.start()
    try:
        assert "超过可读取的" in refusal(server.at("/bomb"), most=100_000)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_server_that_does_not_answer_is_given_up(server: Server) -> None:
    started = time.monotonic()
    assert refusal(server.at("/silent"), seconds=0.3) == "0.3 秒内没有应答，请稍后再试，或用浏览器另存后载入"
    assert time.monotonic() - started < 1.5


def test_a_server_that_answers_a_byte_at_a_time_is_given_up_even_in_its_headers(server: Server) -> None:
    started = time.monotonic()
    assert "1 秒内没有传完" in refusal(server.at("/drip"), total=1)
    assert time.monotonic() - started < 2


BAD_ADDRESSES = {
    "nobody there": (f"http://127.0.0.1:{any_free()}/", "连接被拒绝"),
    "no port there can be": ("http://127.0.0.1:99999/", "地址的写法不对"),
    "a number of the older way of writing": ("http://0177.0.0.1/", "地址的写法不对"),
    "an open bracket": ("http://[::1/", "地址的写法不对"),
    "no host": ("http:///page.html", "不是网页的地址"),
    "a name of more than 63 letters": (f"http://{'a' * 64}.example/", "写法不对"),
}


@pytest.mark.parametrize(("url", "reason"), BAD_ADDRESSES.values(), ids=BAD_ADDRESSES)
def test_an_address_that_leads_nowhere_is_told(url: str, reason: str) -> None:
    assert reason in refusal(url)


INSIDE = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "localhost",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::a00:1]",
    "[2002:a00:1::]",
    "[fe80::1]",
    "[fc00::1]",
    "[fec0::1]",
    "[ff02::1]",
    "user:secret@127.0.0.1",
]


@pytest.mark.parametrize("host", INSIDE)
def test_an_address_inside_of_the_own_network_is_refused_unasked(host: str) -> None:
    told = refusal(f"http://{host}/", private=False)
    assert told.startswith("地址指向内部网络（")
    assert "--allow-private" in told


def test_the_server_itself_is_not_asked_unless_that_is_allowed(server: Server) -> None:
    before = len(server.asked)
    assert "内部网络" in refusal(server.at("/page.html"), private=False)
    assert len(server.asked) == before


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_an_address_of_the_open_network_is_none_inside(address: str) -> None:
    assert not network.is_inside(address)


# Behind a proxy that is this machine's own server any name can be asked for, and nothing leaves the machine.
BEHIND = {
    "http://www.example.cn/page": Page(HTML.encode(), headers=AS_HTML),
    "http://www.example.cn/moved": leads("/page"),
    **{
        f"http://www.example.cn/to/{number}": leads(f"http://{host}/")
        for number, host in enumerate([*INSIDE, "intranet", "printer.local"])
    },
}


@pytest.fixture(scope="module")
def proxy() -> Iterator[Server]:
    with serving(BEHIND) as started:
        yield started


@pytest.fixture
def behind(proxy: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setenv("http_proxy", proxy.at(""))
    return proxy


@pytest.mark.parametrize("path", ["page", "moved"])
def test_a_page_is_fetched_through_the_proxy_of_the_user(behind: Server, path: str) -> None:
    assert TEXT in readers.read(web.fetch(f"http://www.example.cn/{path}")).text


def test_a_proxy_may_be_named_without_its_scheme(behind: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"127.0.0.1:{behind.port}")
    assert TEXT in readers.read(web.fetch("http://www.example.cn/page")).text


@pytest.mark.parametrize("path", [url for url in BEHIND if "/to/" in url])
def test_a_redirect_into_the_own_network_is_refused_unasked(behind: Server, path: str) -> None:
    before = len(behind.asked)
    told = refusal(path, private=False)
    assert told.startswith("网页转向到内部网络（")
    assert "--allow-private" in told
    assert behind.asked[before:] == [path]


def test_what_is_reached_without_the_proxy_is_checked_by_its_number(
    behind: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "localhost,127.0.0.1")
    assert "内部网络（127.0.0.1）" in refusal(behind.at("/page.html", "localhost"), private=False)


def test_a_proxy_of_another_kind_is_told(behind: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("http_proxy")
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:1080")
    assert "不能使用代理 socks5://127.0.0.1:1080" in refusal("http://www.example.cn/page")


def test_a_proxy_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{any_free()}")
    assert "连接被拒绝" in refusal("http://www.example.cn/page")


def test_what_a_page_is_called_after() -> None:
    assert web.last_part("http://[::1/page.html") == "http://[::1/page.html"
    assert web.last_part("https://www.example.cn/a/%E6%84%8F%E8%A7%81.htm") == "意见.htm"
