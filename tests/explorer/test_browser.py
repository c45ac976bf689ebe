"""A user at a real Chromium: from a name to the sentence, with nothing asked of any other machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from tests.explorer.shelf import FIBRE, LABORATORY, SAID

WAIT = 30_000
expect.set_options(timeout=WAIT)


@dataclass
class Visit:
    """A page that is open, with what it asked for and what it complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def asked(self, request: Request) -> None:
        self.requests.append(request.url)

    @property
    def foreign(self) -> list[str]:
        return [url for url in self.requests if urlsplit(url).hostname not in {"127.0.0.1", None, ""}]

    @property
    def bundles(self) -> list[str]:
        return [url for url in self.requests if "/bidi-components/innograph.canvas/canvas-" in url]


@pytest.fixture
def visit(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme=getattr(request, "param", "light")
    )
    context.set_default_timeout(WAIT)
    visit = Visit(context.new_page())
    visit.page.on("console", visit.heard)
    visit.page.on("request", visit.asked)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.goto(site)
    yield visit
    context.close()
    assert visit.foreign == []
    assert visit.complaints == []


def stage(page: Page) -> Page:
    expect(page.locator(".legend-entry").first).to_be_visible()
    return page


def walk_to(page: Page, name: str) -> None:
    """Go from node to node with the keyboard, as the canvas says aloud where it is."""
    for _ in range(20):
        page.locator(".canvas-stage").press("n")
        if page.locator(".canvas-voice").inner_text().endswith(f"｜{name}"):
            break
    expect(page.locator(".card-name")).to_have_text(name)


def test_a_question_is_answered_and_its_row_opens_the_sentence(visit: Visit) -> None:
    page = visit.page
    expect(page.locator("blockquote").first).to_contain_text("碳纤维")
    expect(page.locator(".quote figcaption").first).to_contain_text("碳纤维行动方案")
    page.get_by_role("link", name="在图上看“吉林碳纤维省实验室”").click()
    stage(page)
    assert parse_qs(urlsplit(page.url).query)["center"] == [LABORATORY]


@pytest.mark.parametrize("visit", ["light", "dark"], indirect=True)
def test_a_name_is_followed_from_the_search_to_the_sentence(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("link", name="探索").first.click()
    page.get_by_placeholder("机构、平台").fill("碳纤维产业链")
    page.locator(".st-key-hits button").first.click()
    stage(page)
    expect(page.locator(".card-name")).to_have_text("碳纤维")
    canvas = page.locator(".canvas-stage")
    canvas.focus()
    canvas.press("ArrowRight")
    canvas.press("l")
    expect(page.locator("blockquote").first).to_be_visible()
    for _ in range(4):
        if SAID in page.locator("blockquote").all_inner_texts():
            break
        shown = page.locator(".fact").inner_text()
        canvas.press("l")
        expect(page.locator(".fact")).not_to_have_text(shown)
        expect(page.locator("blockquote").first).to_be_visible()
    assert SAID in page.locator("blockquote").all_inner_texts()
    expect(page.locator("blockquote")).to_have_count(2)
    page.locator(".quote summary").first.click()
    expect(page.locator(".quote .passage mark").first).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["center"] == [FIBRE]


def test_the_picture_grows_is_filtered_and_taken_back_without_fetching_the_script_again(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("link", name="探索").first.click()
    page.get_by_role("button", name="碳纤维").first.click()
    stage(page)
    summary = page.locator(".st-key-under p").first
    expect(summary).to_contain_text("3 个节点")
    canvas = page.locator(".canvas-stage")
    canvas.focus()
    walk_to(page, "中国碳谷")
    canvas.press("e")
    expect(summary).to_contain_text("4 个节点")
    canvas.press("h")
    expect(page.get_by_text("恢复隐藏的 1 个")).to_be_visible()
    expect(page.locator(".card-name")).to_have_text("碳纤维")
    page.get_by_role("button", name="撤销（U）").click()
    expect(page.get_by_text("恢复隐藏的 1 个")).to_have_count(0)
    platform = page.locator('.legend-entry[data-kind="Platform"]')
    platform.click()
    expect(platform).to_have_attribute("aria-pressed", "false")
    platform.click()
    expect(platform).to_have_attribute("aria-pressed", "true")
    assert len([url for url in visit.bundles if url.endswith(".js")]) == 1


def test_the_picture_is_taken_away_as_svg_and_png(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("link", name="探索").first.click()
    page.get_by_role("button", name="碳纤维").first.click()
    stage(page)
    for label, start in (("SVG", b"<"), ("PNG", b"\x89PNG")):
        page.get_by_role("button", name="取走这张图").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        assert download.value.path().read_bytes().startswith(start)
        page.keyboard.press("Escape")
