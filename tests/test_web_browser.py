"""The served pages in a real browser: ways through, keys, narrow screens, dark, accessibility."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from chromium import chromium
from playwright.sync_api import Browser, Page, expect
from served import TOKEN, make_graph, server

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
BERG = "/actor/anna-berg/about"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = make_graph(tmp_path_factory.mktemp("browser"))
    with server(folder, "--writable", "--token", TOKEN) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page; fails the test on a console message or a request that leaves the host."""
    contexts, trouble = [], []

    def open_page(path: str, *, width: int = 1280, scheme: str = "light") -> Page:
        # axe is put into the pages from outside, which their policy would not allow
        context = browser.new_context(viewport={"width": width, "height": 800},
                                      color_scheme=scheme, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: m.type in ("error", "warning") and trouble.append(m.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda r: r.url.startswith((address, "data:")) or trouble.append(r.url))
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


def article_of(page: Page) -> str:
    """Return the address of the first article of the list."""
    return page.locator("li.entry a").filter(has_text="Bridge will open").get_attribute("href")


def test_from_search_to_actor_to_article_to_statement(opened: Open) -> None:
    page = opened("/")
    page.get_by_label("Search", exact=True).fill("berg")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Anna Berg").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anna Berg")
    expect(page.locator(".roles")).to_contain_text("Mayor")
    page.get_by_role("link", name="We have waited ten years").first.click()
    chosen = page.locator("aside .card.on")
    expect(chosen).to_contain_text("waited ten years")
    expect(page.locator("#text .content.on").first).to_be_in_viewport()
    chosen.locator("blockquote a").click()
    chosen.get_by_role("link", name="statement").click()
    expect(page.locator(".kicker").first).to_contain_text("statement")
    expect(page.locator(".wordings blockquote").first).to_contain_text("waited ten years")
    page.get_by_role("link", name="In the article").first.click()
    expect(page.locator("#text")).to_be_visible()


def test_a_search_for_what_one_speaker_said(opened: Open) -> None:
    page = opened("/search?q=bridge")
    everybody = page.locator("main li.entry").count()
    page.get_by_label("Speaker").fill("berg")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=bridge&speaker=berg")
    expect(page.get_by_label("Words")).to_have_value("bridge")
    expect(page.get_by_label("Speaker")).to_have_value("berg")
    said_by = page.locator("main li.entry .actor").all_inner_texts()
    assert said_by and {*said_by} == {"Anna Berg"}
    assert page.locator("main li.entry").count() < everybody
    page.get_by_label("Words").fill("zeppelins")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("Nothing found")


def test_keys_alone(opened: Open) -> None:
    page = opened("/about")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    expect(page.get_by_text("Skip to the content")).to_be_in_viewport()
    page.keyboard.press("/")
    page.keyboard.type("ferry bridge")
    page.keyboard.press("Control+a")
    page.keyboard.type("berg")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=berg")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Anna Berg":
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{BERG}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_narrow_and_dark_screens_need_no_sideways_scrolling(opened: Open, scheme: str) -> None:
    page = opened("/articles", width=400, scheme=scheme)
    base = page.url.removesuffix("/articles")
    for path in ("/articles", article_of(page), BERG, "/search?q=bridge&speaker=berg", "/query",
                 "/about", "/actors", "/sign-in", "/", "/graph/actors"):
        if page.url != base + path:
            page.goto(base + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(map(int, paper.removeprefix("rgb(").removesuffix(")").split(","))) > 380
    assert light == (scheme == "light")


def test_the_query_page_asks_and_shows_rows(opened: Open) -> None:
    page = opened("/query")
    page.get_by_label("Example").select_option("figures")
    expect(page.locator(".CodeMirror").first).to_contain_text("COUNT")
    page.locator(".yasqe_queryButton").first.click()
    expect(page.locator(".yasr table").first).to_contain_text("quotations", timeout=30_000)


def test_a_shared_address_gives_the_query_alone(opened: Open) -> None:
    page = opened("/query#query=ASK%20%7B%7D&endpoint=%2Fsign-in&verdict=wrong&requestMethod=GET")
    expect(page.locator(".CodeMirror").first).to_contain_text("ASK {}")
    asked = []
    page.on("request", lambda request: asked.append((request.url, request.post_data)))
    page.locator(".yasqe_queryButton").first.click()
    expect(page.locator(".yasr").first).to_contain_text("true", timeout=30_000, ignore_case=True)
    [(url, sent)] = [one for one in asked if not one[0].startswith("data:")]
    assert url.endswith("/sparql") and parse_qsl(sent) == [("query", "ASK {}")]


def test_tab_leads_out_of_the_query_editor(opened: Open) -> None:
    page = opened("/query")
    page.locator(".CodeMirror").first.click()
    typing = "document.activeElement.tagName === 'TEXTAREA'"
    assert page.evaluate(typing)
    before = page.evaluate("yasgui.getTab().getYasqe().getValue()")
    page.keyboard.press("Tab")
    assert not page.evaluate(typing)
    assert page.evaluate("yasgui.getTab().getYasqe().getValue()") == before
    page.locator(".CodeMirror").first.click()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".yasr table").first).to_be_visible(timeout=30_000)


def test_the_graph_leads_to_the_articles(opened: Open) -> None:
    page = opened("/graph")
    expect(page.locator("#canvas canvas")).to_be_visible()
    assert page.locator("header a.brand").get_attribute("href") == "/"
    link = page.locator("#panel a[href*='articles/']").first
    expect(link).to_be_attached()
    page.goto(page.evaluate("(a) => a.href", link.element_handle()))
    expect(page.locator("#text .content.on").first).to_be_visible()


def test_correcting_in_the_browser(opened: Open) -> None:
    page = opened("/sign-in")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_label("Your name").fill("Ida")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/corrections")
    page.get_by_role("link", name="Articles").click()
    page.goto(page.url.removesuffix("/articles") + article_of(page))
    card = page.locator("aside .card", has_text="waited ten years")
    card.get_by_text("Correct", exact=True).click()
    card.get_by_label("Speaker").fill("Jonas Falk")
    card.get_by_role("button", name="Set").click()
    expect(card).to_contain_text("Speaker given")
    expect(card.get_by_role("link", name="Jonas Falk")).to_be_visible()
    card.get_by_text("Correct", exact=True).click()
    card.get_by_role("button", name="Take back").click()
    expect(card.get_by_role("link", name="Anna Berg").first).to_be_visible()


def serious(page: Page) -> list[tuple[str, str, str]]:
    """Return what axe finds wrong on the open page."""
    page.evaluate(AXE)
    return [(one["id"], one["nodes"][0]["html"][:160], one["nodes"][0]["failureSummary"][:200])
            for one in page.evaluate("axe.run()")["violations"]
            if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1100, "height": 900}, color_scheme=scheme,
                                  bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + "/search?q=bridge&kind=statement")
    said = page.locator("li.entry a[href^='/statement']").first.get_attribute("href")
    page.goto(address + "/articles")
    paths = ["/", "/articles", article_of(page), BERG, said,
             "/search?q=bridge&speaker=berg", "/about",
             "/actors", "/sign-in", "/no/such/page", "/graph/actors", "/graph", "/query"]
    found = []
    for path in paths:
        page.goto(address + path)
        if path == "/query":
            page.locator(".yasqe_queryButton").first.click()
            page.locator(".yasr table").first.wait_for(timeout=60_000)
        found += [(path, *one) for one in serious(page)]
    context.close()
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_where_one_corrects(browser: Browser, address: str,
                                                      scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1100, "height": 900}, color_scheme=scheme,
                                  bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + "/articles")
    article = article_of(page)
    page.goto(address + "/sign-in")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Sign in").click()
    page.goto(address + article)
    page.locator("aside .card").first.get_by_text("Correct", exact=True).click()
    found = serious(page)
    page.locator("aside .card").first.get_by_role("button", name="Right", exact=True).click()
    page.goto(address + "/corrections")
    expect(page.locator("main")).to_contain_text("Confirmed by")
    assert found + serious(page) == []
    context.close()
