"""Pages and files at an address: fetched once, bounded in size and time, and not from inside of the own network."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import PurePosixPath
from threading import Thread
from urllib.parse import unquote, urlsplit

from graph.errors import DocumentError
from loaders.readers.item import Item

MOST_BYTES = 64 * 1024**2
SECONDS = 20.0
TOTAL_SECONDS = 60.0


def is_address(text: str) -> bool:
    """Whether a path given by a user is an address.

    >>> is_address("https://www.gov.cn/a.htm"), is_address("data/a.htm")
    (True, False)
    """
    return text.lower().startswith(("http://", "https://"))


def last_part(url: str) -> str:
    """What a page is called after: the last part of its path, else its host, else all of it.

    >>> last_part("https://www.example.cn/zwgk/t2031_1.html?x=1"), last_part("https://www.example.cn/")
    ('t2031_1.html', 'www.example.cn')
    """
    try:
        parts = urlsplit(url)
        return PurePosixPath(unquote(parts.path)).name or parts.hostname or url
    except ValueError:
        return url


def fetch(
    url: str,
    *,
    private: bool = False,
    most: int = MOST_BYTES,
    seconds: float = SECONDS,
    total: float = TOTAL_SECONDS,
) -> Item:
    """Fetch a page or file; raise DocumentError where it redirects too often, takes too long, or is no document.

    An address inside of the own network is refused unless ``private`` allows it; each redirect is checked anew, and
    the connection goes to the address that was checked. No answer comes within ``seconds``, or not all of it within
    ``total``: then it is given up, even where a server sends a byte from time to time.
    """
    answer: Future[Item] = Future()

    def ask() -> None:
        # Imported here: a folder of files needs no network.
        try:
            from loaders.readers.request import get

            answer.set_result(get(url, private=private, most=most, seconds=seconds))
        except Exception as error:
            answer.set_exception(error)

    # A thread of its own, since nothing else ends the wait for a name or for the next byte.
    Thread(target=ask, name="innograph-fetch", daemon=True).start()
    try:
        return answer.result(total)
    except TimeoutError as error:
        raise DocumentError(f"{url}：{total:g} 秒内没有传完，请稍后再试，或用浏览器另存后载入") from error
