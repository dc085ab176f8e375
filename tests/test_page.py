"""The graph page and the article pages in a real browser, from the file system."""

import csv
import io
import math
import re
import socket
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import networkx
import press
import pytest
from chromium import chromium
from playwright.sync_api import Browser, Page, expect
from quoth.records import Article, Entity, Facts, Quotation, Role, Span
from quoth.views import drawing, rows
from quoth.views.article import write_article_pages
from quoth.views.network import KINDS, network
from quoth.views.page import write_graph_page

FACTS = press.seed_facts()
STATEMENTS = press.statements_of(FACTS)
ROWS = rows.quotations(FACTS, STATEMENTS)
ACTORS = {e.id: e.name for e in press.ACTORS.values()}
EVIL = "</script><img src=x onerror=alert(1)>"


expect.set_options(timeout=60_000)  # a busy machine takes its time


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `quoth build` makes it: the graph page and the article pages."""
    folder = tmp_path_factory.mktemp("site")
    write_graph_page(FACTS, folder / "graph.html")
    write_article_pages(FACTS, STATEMENTS, folder / "articles")
    return folder


Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a page, and fails the test on a console error or a request off the file system."""
    contexts, trouble = [], []

    def open_page(path: Path, hash: str = "", *, width: int = 1280, height: int = 800,
                  scheme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": height},
                                      color_scheme=scheme, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(90_000)
        page.on("console", lambda m: m.type in ("error", "warning")
                and "GL Driver Message" not in m.text and trouble.append(m.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: trouble.append(dialog.message))
        page.on("request", lambda r: r.url.startswith(("file:", "data:", "blob:"))
                or trouble.append(r.url))
        page.goto(path.as_uri() + hash)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.fixture
def page(opened: Open, site: Path) -> Page:
    return opened(site / "graph.html")


def key(page: Page, name: str) -> str:
    return page.evaluate("name => quoth.find(name)", name)


def point(page: Page, name: str) -> tuple[float, float]:
    at = page.evaluate("name => quoth.at(quoth.find(name))", name)
    return at["x"], at["y"]


def shown(page: Page) -> int:
    return page.evaluate("quoth.quotations()")


def address(page: Page) -> str:
    """Return the address as the page has it now; `page.url` hears of it a little later."""
    return page.evaluate("location.href")


def heading(page: Page, text: str) -> None:
    expect(page.locator("#panel h2").first).to_have_text(text)


def test_page_is_one_small_file_that_opens_clean(page: Page, site: Path) -> None:
    size = (site / "graph.html").stat().st_size
    data = len(page.locator("#data").text_content() or "")
    assert size - data < 1_500_000
    expect(page.locator("h1")).to_have_text("Who said what")
    expect(page.locator("#about")).to_have_text(
        "5 articles · 41 quotations · 8 speakers · 10 Jan – 9 Feb 2022")
    assert page.locator("script[src], link[rel=stylesheet], iframe, [style*=url]").count() == 0
    policy = page.locator("meta[http-equiv]").get_attribute("content") or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_policy_stops_foreign_scripts_and_requests(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "graph.html").as_uri())
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = f"http://127.0.0.1:{server.getsockname()[1]}/"
        refused = page.evaluate("""(place) => {
          const script = document.createElement("script");
          script.textContent = "window.broken = true";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", `<img src='${place}x.png'>`);
          return fetch(place).then(() => false, () => true);
        }""", place)
        assert refused
        server.settimeout(0.3)
        with pytest.raises(TimeoutError):  # nobody called
            server.accept()
    assert page.evaluate("window.broken") is None
    context.close()


@pytest.mark.parametrize("facts", [FACTS, press.syndicated(), press.unrelated(12),
                                   press.made_up(40, 120)])
def test_nodes_stand_where_a_drawing_in_a_notebook_has_them(
        opened: Open, tmp_path: Path, facts: list[Facts]) -> None:
    write_graph_page(facts, tmp_path / "graph.html")
    for kind in KINDS:
        wanted = drawing.places(network(facts, press.statements_of(facts), kind))
        found = opened(tmp_path / "graph.html", f"#view={kind}").evaluate("quoth.places()")
        if kind != "said":  # statements and outlets have other names there
            assert found.keys() == wanted.keys()
            for name, (x, y) in wanted.items():
                assert found[name] == [pytest.approx(x, abs=1), pytest.approx(y, abs=1)], name
        else:
            assert sorted(map(tuple, found.values())) == sorted(wanted.values())


def test_a_statement_is_called_by_its_shortest_direct_wording(opened: Open, tmp_path: Path
                                                              ) -> None:
    forms = {0: "direct", 1: "indirect", 2: "direct"}
    texts = {0: "It has rained for all of ten days.", 1: "rain", 2: "It has rained for days."}
    [one, other, last] = press.unrelated(3)
    facts = [f.replace(quotations=(replace(f.quotations[0], text=texts[n], form=forms[n],
                                           speaker=one.quotations[0].speaker,
                                           statement="statement/rain"),))
             for n, f in enumerate((one, other, last))]
    write_graph_page(facts, tmp_path / "graph.html")
    page = opened(tmp_path / "graph.html", "#view=said")
    assert page.evaluate("quoth.find('It has rained for days.')")
    assert page.evaluate("quoth.nodes()") == 3  # with the speaker and the outlet


def test_who_is_not_drawn_is_counted_around_whom_they_have_most_to_do_with(
        opened: Open, tmp_path: Path) -> None:
    facts = press.made_up(400, 1600)
    write_graph_page(facts, tmp_path / "graph.html")
    page = opened(tmp_path / "graph.html")
    groups = page.evaluate("quoth.groups()")
    assert sum(len(names) for names in groups.values()) == 400 - 150
    graph = network(facts).to_undirected()
    weight = {frozenset(e): 0 for e in graph.edges}
    for a, b, much in network(facts).edges(data="weight"):
        weight[frozenset((a, b))] += much
    out = {name for names in groups.values() for name in names}
    ids = {label: node for node, label in graph.nodes(data="label")}
    around = {group: names for group, names in groups.items() if " around " in group}
    assert len(around) == 12
    for group, names in around.items():
        centre = ids[group.partition(" around ")[2]]
        for one in (ids[name] for name in names):
            pulls = [weight[frozenset((one, n))] for n in graph[one]
                     if graph.nodes[n]["label"] not in out]
            assert weight[frozenset((one, centre))] == max(pulls)


@pytest.mark.parametrize(("kind", "name"), [
    ("speaks-of", "Who speaks of whom"), ("said", "Who said what"),
    ("named-together", "Named together")])
def test_views_draw_what_the_networks_hold(page: Page, kind: str, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()
    graph = network(FACTS, STATEMENTS, kind)
    assert page.evaluate("[quoth.nodes(), quoth.links()]") == [len(graph), graph.size()]
    expect(page.locator("#canvas")).to_have_attribute("aria-label", re.compile(re.escape(name)))
    assert kind == "speaks-of" or f"view={kind}" in page.url


FILTERS = [
    ("form", "direct", lambda r: r["form"] == "direct"),
    ("act", "announce", lambda r: r["act"] == "announce"),
    ("act", "say", lambda r: r["act"] is None),
    ("outlet", "TASS", lambda r: r["outlet"] == "TASS"),
    ("role", "President", lambda r: r["speaker"] in (
        "Vladimir Putin", "Arayik Harutyunyan", "Kassym-Jomart Tokayev")),
    ("speaker", "Nikol Pashinyan", lambda r: r["speaker"] == "Nikol Pashinyan"),
]


@pytest.mark.parametrize(("facet", "label", "passes"), FILTERS, ids=lambda x: str(x)[:12])
def test_each_filter_leaves_what_it_says(page: Page, facet: str, label: str,
                                         passes: Callable) -> None:
    box = page.locator(f"[data-facet={facet}]")
    if not box.get_by_label(label).count():
        box.get_by_text("Show more").click()
    option = box.locator(".option", has=page.get_by_text(label, exact=True))
    expected = sum(map(passes, ROWS))
    expect(option.locator("b")).to_have_text(str(expected))
    option.click()
    assert shown(page) == expected
    expect(page.locator(".chip")).to_have_count(1)
    assert f"{facet}=" in page.url
    page.get_by_role("button", name="Remove the filter").click()
    assert shown(page) == len(ROWS)


def test_filters_work_together_and_survive_a_reload(page: Page) -> None:
    page.locator("[data-facet=form] .option", has_text="indirect").click()
    page.locator("[data-facet=outlet] .option", has_text="Ru-Main").click()
    page.locator("#date-from").fill("2022-01-01")
    page.locator("#date-to").fill("2022-01-10")
    expected = sum(r["form"] == "indirect" and r["outlet"] == "Ru-Main" for r in ROWS)
    assert shown(page) == expected
    page.reload()
    assert shown(page) == expected
    expect(page.locator(".chip")).to_have_count(3)
    page.locator("#clear").click()
    assert shown(page) == len(ROWS)
    assert "#" not in page.url


def test_search_completes_names_aliases_and_words(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("puti")
    found = page.get_by_role("option")
    expect(found.first).to_contain_text("Vladimir Putin")
    expect(found.first).to_have_attribute("aria-selected", "true")
    expect(page.locator("#search")).to_have_attribute("aria-activedescendant", "found-0")
    page.keyboard.press("Enter")
    heading(page, "Vladimir Putin")
    assert page.url.endswith("#actor=vladimir-putin")
    page.locator("#search").fill("csto")
    expect(found.first).to_contain_text("Collective Security Treaty Organization")
    page.locator("#search").fill("obvious")
    expect(found).to_have_count(1)
    page.keyboard.press("Enter")
    assert shown(page) == sum("obvious" in r["said"].lower() for r in ROWS) > 0
    expect(page.locator("#panel mark").first).to_have_text(re.compile("obvious", re.I))
    page.locator("#search").fill("zzz")
    expect(page.locator("#found")).to_contain_text("Nothing found")


def brush(page: Page, share: float) -> None:
    """Draw over the timeline, from its beginning to a share of its width."""
    box = page.locator("#bars").bounding_box()
    assert box
    page.mouse.move(box["x"] + 14, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * share, box["y"] + 20, steps=6)
    page.mouse.up()


def test_timeline_filters_by_brushing_and_by_keys(page: Page) -> None:
    brush(page, 1 / 3)
    january = sum(r["date"] < "2022-02" for r in ROWS)
    assert shown(page) == january < len(ROWS)
    assert "from=2022-01-10" in page.url
    expect(page.locator("#timeline-title")).to_contain_text(f"{january} quotations")
    page.locator("#all-time").click()
    assert shown(page) == len(ROWS)
    last = page.get_by_role("slider", name="Last day shown")
    last.focus()
    page.keyboard.press("ArrowLeft")
    assert shown(page) == january
    expect(last).to_be_focused()
    expect(last).to_have_attribute("aria-valuetext", "8 Feb 2022")
    page.keyboard.press("End")
    assert shown(page) == len(ROWS)


def test_legend_names_all_kinds_and_hides_them(page: Page) -> None:
    legend = page.locator("#legend")
    for kind in ("people", "organizations", "places", "groups", "in own words", "reported"):
        expect(legend.get_by_text(kind, exact=True)).to_be_visible()
    legend.get_by_role("button", name="places").click()
    graph = network(FACTS)
    places = sum(kind == "place" for _, kind in graph.nodes(data="type"))
    assert page.evaluate("quoth.nodes()") == len(graph) - places
    legend.get_by_role("button", name="places").click()
    assert page.evaluate("quoth.nodes()") == len(graph)


def test_hover_names_a_node_and_veils_all_but_its_neighbours(page: Page) -> None:
    page.mouse.move(*point(page, "Sergey Lavrov"))
    expect(page.locator("#tip")).to_contain_text("Sergey Lavrov")
    expect(page.locator("#tip")).to_contain_text("quoted 4")
    assert set(page.evaluate("quoth.near()")) == {
        "Sergey Lavrov", "Eurasia", "Kazakhstan", "Collective Security Treaty Organization"}
    page.mouse.move(300, 640)
    expect(page.locator("#tip")).to_be_hidden()
    assert page.evaluate("quoth.near()") == []


def test_click_on_node_line_and_nothing(page: Page) -> None:
    page.mouse.click(*point(page, "Stanislav Zas"))
    heading(page, "Stanislav Zas")
    expect(page.locator("#panel .card")).to_have_count(2)
    expect(page.locator("#live")).to_have_text(re.compile("Stanislav Zas, person, 2 quotations"))
    page.mouse.click(300, 640)
    expect(page.locator("#panel")).to_contain_text("Most quoted")
    assert "#" not in page.url
    (x1, y1), (x2, y2) = point(page, "Sergey Lavrov"), point(page, "Eurasia")
    for bend in range(-16, 17, 2):  # the line is bent a little: try across its middle
        page.mouse.click((x1 + x2) / 2 + bend * (y2 - y1) / 50,
                         (y1 + y2) / 2 - bend * (x2 - x1) / 50)
        if page.locator("#panel h2").count() == 2:
            break
    heading(page, "Sergey Lavrov")
    expect(page.locator("#panel .card")).to_have_count(1)


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the seeds with an article that three more print."""
    facts, folder = press.syndicated(), tmp_path_factory.mktemp("wire")
    write_article_pages(facts, press.statements_of(facts), folder / "articles")
    return write_graph_page(facts, folder / "graph.html")


def test_a_copy_counts_once_and_names_the_outlets_that_print_it(opened: Open, wire: Path) -> None:
    page = opened(wire, "#actor=sergey-lavrov")
    assert shown(page) == len(ROWS)
    card = page.locator("#panel .card", has_text="I state with satisfaction")
    expect(card).to_have_count(1)
    also = card.locator(".also")
    expect(also.locator("summary")).to_have_text("also in 2 outlets")
    also.locator("summary").click()
    expect(also.locator("a")).to_have_text(["Daily →", "Evening →", "Evening →"])
    for kind in KINDS:
        page.keyboard.press(str(1 + KINDS.index(kind)))
        graph = network(press.syndicated(), press.statements_of(press.syndicated()), kind)
        assert page.evaluate("[quoth.nodes(), quoth.links()]") == [len(graph), graph.size()]
    option = page.locator("[data-facet=outlet] .option", has_text="Evening")
    printed = len(FACTS[2].quotations)
    expect(option.locator("b")).to_have_text(str(printed))
    option.click()
    assert shown(page) == printed
    page.evaluate("location.hash = '#at=Evening'")
    expect(page.locator("#panel .figures")).to_contain_text(re.compile(f"2articles{printed}quot"))
    table = list(csv.DictReader(io.StringIO(save(page, "Quotations, CSV").decode("utf-8-sig"))))
    assert {r["also in"] for r in table if r["outlet"] == "TASS"} == {"Daily; Evening"}
    page.evaluate("location.hash = '#actor=sergey-lavrov'")
    also.locator("summary").click()
    also.locator("a").last.click()
    page.wait_for_url("**/articles/*.html#q*-2")
    expect(page.locator("#text .content.on").first).to_be_in_viewport()


def test_zoom_in_out_and_to_fit(page: Page) -> None:
    first = page.evaluate("quoth.scale()")
    page.locator("#zoom-in").click()
    assert page.evaluate("quoth.scale()") > first * 1.2
    page.locator("#zoom-out").click()
    page.locator("#zoom-out").click()
    assert page.evaluate("quoth.scale()") < first * 0.9
    page.locator("#fit").click()
    assert page.evaluate("quoth.scale()") == pytest.approx(first)
    box = page.locator("#canvas").bounding_box()
    assert box
    for name in ("Nur-Sultan", "Armenia", "Eurasia", "the authorities"):
        x, y = point(page, name)
        assert box["x"] < x < box["x"] + box["width"]
        assert box["y"] < y < box["y"] + box["height"]


def save(page: Page, item: str) -> bytes:
    page.locator("#open-save").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=item).click()
    return Path(download.value.path()).read_bytes()


def test_saves_svg_png_and_csv(page: Page) -> None:
    drawing = ElementTree.fromstring(save(page, "Drawing, SVG"))
    texts = {"".join(node.itertext()) for node in drawing.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Vladimir Putin", "Kazakhstan", "Who said what: who speaks of whom"} <= texts
    dashed = [n for n in drawing.iter() if n.get("stroke-dasharray")]
    assert len(dashed) == sum(d["indirect"] > 0 for *_, d in network(FACTS).edges(data=True))
    picture = save(page, "Picture, PNG")
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") > 1000
    assert len(picture) > 20_000
    table = save(page, "Quotations, CSV").decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(table)))
    assert sorted((r["speaker"], r["said"]) for r in found) == sorted(
        (r["speaker"], r["said"]) for r in ROWS)


@pytest.mark.parametrize(("view", "width"), [
    ("speaks-of", 1280), ("said", 1280), ("said", 400), ("named-together", 400)])
def test_saved_pictures_open(opened: Open, site: Path, tmp_path: Path, view: str,
                             width: int) -> None:
    page = opened(site / "graph.html", f"#view={view}", width=width)
    (tmp_path / "a.svg").write_bytes(save(page, "Drawing, SVG"))
    (tmp_path / "a.png").write_bytes(save(page, "Picture, PNG"))
    drawn = opened(tmp_path / "a.svg")
    assert drawn.evaluate("document.documentElement.tagName") == "svg"
    outside, whole = drawn.evaluate("""() => {
      const { x, y, width, height } = document.documentElement.viewBox.baseVal;
      const sticks = (b) => b.x < x || b.y < y || b.x + b.width > x + width
        || b.y + b.height > y + height;
      return [[...document.querySelectorAll("text, rect")].filter((n) => sticks(n.getBBox()))
        .map((n) => n.textContent), [width, height]];
    }""")
    assert outside == []
    assert "Kazakhstan" in drawn.evaluate("document.documentElement.textContent")
    size = opened(tmp_path / "a.png").evaluate("[document.images[0].naturalWidth, "
                                               "document.images[0].naturalHeight]")
    assert size[0] / size[1] == pytest.approx(whole[0] / whole[1], rel=0.01)
    assert max(size) <= 8000


def test_deep_links_hold_all_that_is_chosen(opened: Open, site: Path) -> None:
    page = opened(site / "graph.html")
    lines = sorted(network(FACTS).edges(data="weight"), key=lambda e: -e[2])
    one, other, weight = lines[0]
    names = [network(FACTS).nodes[n]["label"] for n in (one, other)]
    page.keyboard.press("t")
    page.locator("#table tbody tr").first.get_by_role("button", name="read").click()
    page.keyboard.press("t")
    page.locator("#legend").get_by_role("button", name="groups").click()
    kept = address(page)
    assert "without=group" in kept
    assert kept.count("line=") == 2
    for _ in range(2):  # from the address alone, then after coming back to it
        page.goto("about:blank")
        page.goto(kept)
        expect(page.locator("#panel h2")).to_have_text(names)
        expect(page.locator("#panel .who")).to_contain_text(f"{weight} quotation")
        expect(page.locator("[data-kind=group]")).to_have_attribute("aria-pressed", "false")
        assert address(page) == kept
    page.evaluate(f"location.hash = '#line={other}&line={one}&view=said&without=person&nodes=x'")
    expect(page.locator("#panel")).to_contain_text("Most quoted")  # no such line there
    assert "Vladimir Putin" not in page.evaluate("quoth.near()")
    page.keyboard.press("1")
    assert "nodes" not in address(page)


def test_deep_link_to_a_speaker_scrolls_the_columns(opened: Open, site: Path) -> None:
    page = opened(site / "graph.html", "#view=said&actor=stanislav-zas")
    box = page.locator("#canvas").bounding_box()
    assert box
    assert box["y"] < point(page, "Stanislav Zas")[1] < box["y"] + box["height"]


def test_deep_links(opened: Open, site: Path) -> None:
    page = opened(site / "graph.html", "#actor=nikol-pashinyan&form=direct")
    heading(page, "Nikol Pashinyan")
    expect(page.locator("#panel .card")).to_have_count(1)
    page.evaluate("location.hash = '#statement=vladimir-putin-limited&view=said'")
    heading(page, "Vladimir Putin")
    expect(page.locator("#panel .card")).to_have_count(3)
    expect(page.locator("#tab-said")).to_have_attribute("aria-selected", "true")
    page.evaluate("location.hash = '#at=TASS'")
    heading(page, "TASS")
    page.evaluate("location.hash = '#actor=nobody&from=x&view=%00&speaker=%ff&text=%3Cimg%3E'")
    assert shown(page) == 0
    expect(page.locator("#nothing")).to_be_visible()


def test_quotations_lead_to_their_place_in_the_article(page: Page) -> None:
    page.goto(page.url.split("#")[0] + "#actor=sergey-lavrov")
    card = page.locator("#panel .card", has_text="I state with satisfaction")
    name = (card.get_attribute("data-quotation") or "").split("/")[1]
    card.get_by_role("link", name="TASS").click()
    page.wait_for_url(f"**/articles/*.html#{name}")
    lit = page.locator("#text .content.on")
    expect(lit.first).to_be_in_viewport()
    assert "".join(lit.all_text_contents()).startswith('"I state with satisfaction')
    expect(page.locator("aside .card.on")).to_have_count(1)
    page.locator("aside .card.on .who a").click()
    page.wait_for_url("**/graph.html#actor=sergey-lavrov")
    heading(page, "Sergey Lavrov")


def test_article_page_links_text_and_margin_both_ways(opened: Open, site: Path) -> None:
    page = opened(site / "articles" / f"{FACTS[3].article.id}.html")
    cue = page.locator("#text .cue", has_text="asked")
    cue.hover()
    near = "".join(page.locator("#text .content.near").all_text_contents())
    assert near.startswith("“Where did these gangs")
    cue.click()
    assert "#card-q" in page.url
    page.locator("aside .card.on blockquote a").click()
    assert "#q" in page.url
    expect(page.locator(".line-boilerplate").first).to_have_text("Related Posts")
    page.get_by_role("link", name="All articles").click()
    expect(page.locator(".index li")).to_have_count(5)


def test_keyboard_alone_reaches_everything(page: Page) -> None:
    reached = []
    for _ in range(90):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(
            "document.activeElement.id || document.activeElement.dataset.end || ''"))
    for name in ("search", "open-save", "theme", "open-help", "date-from", "tab-speaks-of",
                 "as-table", "canvas", "zoom-in", "fit", "from", "to"):
        assert name in reached, name
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    heading(page, "Kazakhstan")  # the heaviest node comes first
    page.keyboard.press("ArrowRight")
    first = page.locator("#panel h2").first.text_content()
    assert first not in ("Kazakhstan", None)
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_contain_text("Most quoted")
    for digit, name in (("2", "said"), ("3", "named-together"), ("1", "speaks-of")):
        page.keyboard.press(digit)
        expect(page.locator(f"#tab-{name}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.locator("#tab-speaks-of").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-said")).to_be_focused()


def test_table_says_what_the_picture_shows(page: Page) -> None:
    page.keyboard.press("t")
    lines = page.locator("#table tbody tr")
    graph = network(FACTS)
    expect(lines).to_have_count(graph.number_of_edges())
    heaviest = max(d["weight"] for *_, d in graph.edges(data=True))
    first = lines.first.locator("td").all_text_contents()
    assert int(first[2]) + int(first[3]) == heaviest
    lines.first.get_by_role("button", name="read").click()
    expect(page.locator("#panel .who")).to_contain_text(f"{heaviest} quotations")
    page.keyboard.press("Escape")
    expect(page.locator("#table")).to_be_hidden()


def test_every_control_has_a_name(page: Page) -> None:
    page.keyboard.press("2")
    unnamed = page.evaluate("""() => [...document.querySelectorAll(
        "button, input, a, [role=slider], [role=application], [role=tab]")]
      .filter((n) => !(n.getAttribute("aria-label") || n.textContent.trim() || n.labels?.length))
      .map((n) => n.outerHTML)""")
    assert unnamed == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((n) => n.id)")
    assert len(ids) == len(set(ids))


AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_axe_finds_nothing_on_graph_and_articles(opened: Open, wire: Path, scheme: str,
                                                 width: int) -> None:
    pages = [wire, *sorted((wire.parent / "articles").glob("*.html"))[::4]]
    found = []
    for path, hash in [*((p, "") for p in pages), (wire, "#view=said&actor=sergey-lavrov")]:
        page = opened(path, hash, width=width, scheme=scheme)
        page.evaluate(AXE)
        result = page.evaluate("axe.run()")
        found += [(path.name, v["id"], [n["html"] for n in v["nodes"]][:3])
                  for v in result["violations"]]
    assert found == []


CONTRAST = """(pairs) => {
  const tone = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name);
  const light = (hex) => [1, 3, 5].map((i) => parseInt(hex.trim().slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  return pairs.map(([a, b]) => {
    const [high, low] = [light(tone(a)), light(tone(b))].sort((x, y) => y - x);
    return [a, b, (high + 0.05) / (low + 0.05)];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dark_and_light_are_legible(opened: Open, site: Path, scheme: str) -> None:
    page = opened(site / "graph.html", scheme=scheme)
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    texts = [[a, b] for a in ("ink", "muted", "accent") for b in ("paper", "surface", "raised",
                                                                  "soft")]
    shapes = [[a, "paper"] for a in ("person", "organization", "place", "group", "unnamed",
                                     "direct", "indirect")]
    for one, other, ratio in page.evaluate(CONTRAST, texts):
        assert ratio >= 4.5, (one, other, ratio)
    for one, other, ratio in page.evaluate(CONTRAST, shapes):
        assert ratio >= 2.3, (one, other, ratio)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != background
    page.reload()
    expect(page.locator("html")).not_to_have_attribute("data-theme", scheme)


@pytest.mark.parametrize("width", [400, 1280])
def test_statements_are_read_in_their_boxes(opened: Open, site: Path, width: int) -> None:
    page = opened(site / "graph.html", "#view=said", width=width)
    boxes = page.evaluate("quoth.boxes()")
    labels = {s.label for s in STATEMENTS}
    assert len(boxes) == len(STATEMENTS)
    whole = [b for b in boxes if " ".join(b["lines"]) in {" ".join(w.split()) for w in labels}]
    assert len(whole) == len(boxes) if width == 400 else len(whole) > len(boxes) / 3
    assert all(b["left"] >= 0 and b["left"] + b["width"] <= b["across"] for b in boxes)
    assert all(b["widest"] <= b["width"] for b in boxes)
    rows = sorted(boxes, key=lambda b: b["top"])
    assert all(a["top"] + a["height"] < b["top"] for a, b in zip(rows, rows[1:], strict=False))


def test_phone_column_names_each_speaker_over_the_statements(opened: Open, site: Path) -> None:
    page = opened(site / "graph.html", "#view=said", width=400)
    boxes = page.evaluate("quoth.boxes()")
    said = {" ".join(s.label.split()): ACTORS.get(s.speaker or "") for s in STATEMENTS}
    for box in boxes:
        speaker = said[" ".join(box["lines"])]
        assert speaker is None or point(page, speaker)[1] < box["top"] + page.locator(
            "#canvas").bounding_box()["y"]
    page.mouse.click(*point(page, "Vladimir Putin"))
    heading(page, "Vladimir Putin")


@pytest.mark.parametrize("name", ["graph.html", "article"])
def test_nothing_sticks_out_at_400_pixels(opened: Open, site: Path, name: str) -> None:
    path = site / "articles" / f"{FACTS[1].article.id}.html" if name == "article" else site / name
    page = opened(path, width=400, height=800)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_phone_has_filters_in_a_drawer_and_quotations_in_a_sheet(opened: Open, site: Path) -> None:
    page = opened(site / "graph.html", width=400, height=800)
    expect(page.locator("#facets")).to_be_hidden()
    page.locator("#open-filters").click()
    page.locator("[data-facet=form] .option", has_text="mixed").click()
    page.locator("#close-filters").click()
    expect(page.locator("#filter-count")).to_have_text("1")
    assert shown(page) == sum(r["form"] == "mixed" for r in ROWS)
    closed = page.locator("#panel").bounding_box()
    page.mouse.click(*point(page, "Vladimir Putin"))
    heading(page, "Vladimir Putin")
    expect(page.locator("#sheet")).to_have_attribute("aria-expanded", "true")
    page.wait_for_timeout(50)
    opened_box = page.locator("#panel").bounding_box()
    assert closed
    assert opened_box
    assert opened_box["height"] > 3 * closed["height"]
    page.locator("#sheet").click()
    expect(page.locator("#sheet")).to_have_attribute("aria-expanded", "false")


def hostile() -> list[Facts]:
    article = Article("evil.txt", f"{EVIL} she said. {EVIL}", title=EVIL, published="2022-01-01",
                      publisher=EVIL, url="javascript:alert(1)")
    one = Entity("actor/evil", "person", EVIL, "Q1\"><b>", (EVIL,), (Role(EVIL),))
    two = Entity("actor/__proto__", "strange", "__proto__")
    span = Span(0, len(EVIL))
    said = Quotation("q0-37", article.id, (span,), EVIL, "direct", cue_text=EVIL, act=EVIL,
                     speaker=one.id, mentions=(two.id,), statement="statement/x")
    return [Facts(article, (one, two), (), (said, replace(said, id="q\"><i>", speaker=two.id,
                                                          mentions=(one.id,))))]


def test_hostile_names_and_texts_are_shown_as_text(opened: Open, tmp_path: Path) -> None:
    facts = hostile()
    write_graph_page(facts, tmp_path / "graph.html", title=EVIL)
    write_article_pages(facts, press.statements_of(facts), tmp_path / "articles")
    page = opened(tmp_path / "graph.html", "#actor=evil")
    heading(page, EVIL)
    expect(page.locator("h1")).to_have_text(EVIL)
    expect(page.locator("#panel blockquote").first).to_have_text(EVIL)
    assert page.locator("img, #panel-body i, #panel-body b b").count() == 0
    for digit in "123":
        page.keyboard.press(digit)
    page.keyboard.press("t")
    page.keyboard.press("Escape")
    page.locator("#search").fill("<img")
    expect(page.get_by_role("option").first).to_contain_text(EVIL)
    page.keyboard.press("Escape")
    assert b"=alert(1)&gt;" in save(page, "Drawing, SVG")
    article = opened(tmp_path / "articles" / f"{facts[0].article.id}.html")
    expect(article.locator("#text")).to_contain_text(EVIL)
    assert article.locator("img, [href^=javascript]").count() == 0


def test_no_quotations_no_trouble(opened: Open, tmp_path: Path) -> None:
    write_graph_page([], tmp_path / "graph.html")
    page = opened(tmp_path / "graph.html")
    expect(page.locator("#none")).to_have_text("No quotations were found in these articles.")
    page.keyboard.press("2")
    page.locator("#search").fill("x")
    expect(page.locator("#found")).to_contain_text("Nothing found")


LARGE = press.made_up(20_000, 10_000)
LARGE_ROWS = rows.quotations(LARGE)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of 20,000 actors, ten times as many as it draws one by one."""
    path = tmp_path_factory.mktemp("large") / "graph.html"
    return write_graph_page(LARGE, path)


def test_large_graph_is_put_together_and_says_so(opened: Open, large: Path) -> None:
    page = opened(large)
    data = len((page.locator("#data").text_content() or "").encode())
    assert large.stat().st_size - data < 1_500_000
    notice = page.locator("#notice")
    for digit, most in (("1", 170), ("3", 170), ("2", 170)):
        page.keyboard.press(digit)
        expect(notice).to_contain_text(re.compile(r"[0-9,]+ nodes match; the \d+ heaviest are"))
        assert 50 < page.evaluate("quoth.nodes()") < most
    page.keyboard.press("1")
    expect(notice).to_contain_text("20,000 nodes match; the 150 heaviest are drawn")
    page.locator("#show-more").click()
    expect(notice).to_contain_text("the 300 heaviest are drawn")
    assert address(page).endswith("#nodes=300")
    page.reload()
    expect(notice).to_contain_text("the 300 heaviest are drawn")


LARGE_FILTERS = [
    ("form", "direct", lambda r: r["form"] == "direct"),
    ("act", "promise", lambda r: r["act"] == "promise"),
    ("outlet", "Outlet 4", lambda r: r["outlet"] == "Outlet 4"),
    ("role", "Role 4", lambda r: int(r["speaker_id"][7:]) % 9 == 4),
    ("speaker", "Person 1", lambda r: r["speaker"] == "Person 1"),
]


def test_filters_and_chips_of_a_large_graph(opened: Open, large: Path) -> None:
    page = opened(large)
    for facet, label, passes in LARGE_FILTERS:
        box = page.locator(f"[data-facet={facet}]")
        if facet == "speaker":
            box.get_by_role("searchbox").fill(label)
        elif not box.get_by_label(label).count():
            box.get_by_text("Show more").click()
        option = box.locator(".option", has=page.get_by_text(label, exact=True))
        option.click()
        assert shown(page) == sum(map(passes, LARGE_ROWS)) > 0, facet
        page.get_by_role("button", name="Remove the filter").click()
    page.locator("#date-to").fill("2022-01-31")
    assert shown(page) == sum(r["date"] <= "2022-01-31" for r in LARGE_ROWS)
    page.locator("#clear").click()
    assert shown(page) == len(LARGE_ROWS)


def test_search_and_deep_links_find_the_lightest_of_a_large_graph(
        opened: Open, large: Path) -> None:
    page = opened(large)
    graph = network(LARGE)
    quiet = min(graph, key=lambda n: (graph.degree(n, "weight"), n))
    name = graph.nodes[quiet]["label"]
    near = {graph.nodes[n]["label"] for n in networkx.all_neighbors(graph, quiet)}
    page.locator("#search").fill(name)
    expect(page.get_by_role("option").first).to_contain_text(name)
    page.keyboard.press("Enter")
    heading(page, name)
    page.goto("about:blank")
    page.goto(f"{large.as_uri()}#{quiet.replace('/', '=')}")
    heading(page, name)
    page.wait_for_function("name => quoth.near().includes(name)", arg=name)
    assert set(page.evaluate("quoth.near()")) <= near | {name}


def test_timeline_and_legend_of_a_large_graph(opened: Open, large: Path) -> None:
    page = opened(large)
    brush(page, 1 / 4)
    dates = re.findall("(?:from|to)=([0-9-]+)", address(page))
    assert shown(page) == sum(dates[0] <= r["date"] <= dates[1] for r in LARGE_ROWS) > 0
    page.locator("#all-time").click()
    page.locator("#legend").get_by_role("button", name="places").click()
    kinds = {n: kind for n, kind in network(LARGE).nodes(data="type") if kind != "place"}
    told = [q for f in LARGE for q in f.quotations if q.speaker in kinds]
    left = {q.speaker for q in told} | {m for q in told for m in q.mentions} & kinds.keys()
    expect(page.locator("#notice")).to_contain_text(f"{len(left):,} nodes match")
    page.locator("#legend").get_by_role("button", name="places").click()
    expect(page.locator("#notice")).to_contain_text("20,000 nodes match")


def test_mouse_and_keys_in_a_large_graph(opened: Open, large: Path) -> None:
    page = opened(large)
    name = page.locator(".rank .name").first.evaluate("n => n.firstChild.textContent")
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator("#panel h2").first.text_content()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#panel h2").first).not_to_have_text(first or "")
    page.keyboard.press("Escape")
    page.evaluate("name => quoth.lookAt(quoth.find(name))", name)
    page.mouse.move(*point(page, name))
    expect(page.locator("#tip")).to_contain_text(name)
    page.mouse.click(*point(page, name))
    heading(page, name)
    page.keyboard.press("t")
    rest = page.locator("#table .lead")
    expect(rest).to_contain_text("thinner links left out")
    page.locator("#table tbody tr").first.get_by_role("button", name="read").click()
    expect(page.locator("#panel h2")).to_have_count(2)
    page.keyboard.press("Escape")
    scale = page.evaluate("quoth.scale()")
    page.locator("#zoom-in").click()
    assert page.evaluate("quoth.scale()") > scale
    page.keyboard.press("f")
    page.locator("#theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_large_graph_is_saved(opened: Open, large: Path) -> None:
    page = opened(large)
    drawing = ElementTree.fromstring(save(page, "Drawing, SVG"))
    assert len(list(drawing.iter("{http://www.w3.org/2000/svg}text"))) > 150
    assert save(page, "Picture, PNG").startswith(b"\x89PNG")
    table = save(page, "Quotations, CSV").decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(table)))) == len(LARGE_ROWS)


@pytest.mark.parametrize("view", ["speaks-of", "said", "named-together"])
def test_a_large_graph_on_a_phone(opened: Open, large: Path, view: str) -> None:
    page = opened(large, f"#view={view}", width=400)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    expect(page.locator("#notice")).to_contain_text("heaviest are drawn")
    page.locator("#sheet").click()
    page.locator("#panel .rank").first.click()
    expect(page.locator("#panel .who")).to_be_visible()


def test_many_nodes_and_lines_are_thinned_until_all_are_asked_for(
        opened: Open, tmp_path: Path) -> None:
    facts = press.made_up(600, 3000)
    write_graph_page(facts, tmp_path / "graph.html")
    page = opened(tmp_path / "graph.html")
    notice = page.locator("#notice")
    expect(notice).to_contain_text("600 nodes match; the 150 heaviest are drawn")
    assert page.evaluate("quoth.links()") <= 450
    page.locator("#show-each").click()
    expect(notice).to_contain_text("All 600 nodes are drawn")
    expect(notice).to_contain_text("thin lines left out")
    assert page.evaluate("[quoth.nodes(), quoth.links()]") == [600, 1500]
    graph = network(facts)
    quiet = min(graph, key=lambda n: (graph.degree(n, "weight"), n))
    page.locator("#search").fill(graph.nodes[quiet]["label"])
    page.keyboard.press("Enter")
    heading(page, graph.nodes[quiet]["label"])
    near = {graph.nodes[n]["label"] for n in networkx.all_neighbors(graph, quiet)}
    page.wait_for_function("n => quoth.near().length === n", arg=len(near) + 1)
    assert set(page.evaluate("quoth.near()")) == near | {graph.nodes[quiet]["label"]}


@pytest.mark.parametrize(("named", "title"), [
    (2, "Outlet"), (1, "Outlet or article"), (0, "Article")])
def test_the_filter_of_outlets_says_where_articles_stand_for_themselves(
        opened: Open, tmp_path: Path, named: int, title: str) -> None:
    facts = press.unrelated(2)
    facts = [replace(f, article=replace(f.article, publisher=f"Outlet {n}" if n < named else None))
             for n, f in enumerate(facts)]
    write_graph_page(facts, tmp_path / "graph.html")
    page = opened(tmp_path / "graph.html")
    expect(page.locator("#facets").get_by_text(title, exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [1400, 400])
def test_what_does_not_belong_together_stands_close_when_thinned(
        opened: Open, tmp_path: Path, width: int) -> None:
    facts = press.unrelated(100)
    write_graph_page(facts, tmp_path / "graph.html")
    page = opened(tmp_path / "graph.html", width=width)
    expect(page.locator("#notice")).to_contain_text("300 nodes match; the 150 heaviest are drawn")
    spots = page.evaluate("quoth.spots()")
    assert len(spots) == page.evaluate("quoth.nodes()")
    places, box = [(n["x"], n["y"]) for n in spots], page.locator("#canvas").bounding_box()
    assert box and len(set(places)) == len(places)
    near = [min(math.dist(a, b) for b in places if a is not b) for a in places]
    room = math.sqrt(box["width"] * box["height"] / len(places))  # that each has if all share it
    assert sorted(near)[len(near) // 2] > 0.4 * room
    for axis, side in (("x", "width"), ("y", "height")):
        line = [n[axis] - box[axis] for n in spots]
        assert min(line) >= 0 and max(line) <= box[side]
        assert max(line) - min(line) > 0.6 * box[side]


def test_the_wheel_scrolls_columns_and_zooms_elsewhere(page: Page) -> None:
    box = page.locator("#canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 200)
    page.keyboard.press("2")
    first, scale = point(page, "Vladimir Putin"), page.evaluate("quoth.scale()")
    assert scale == pytest.approx(1, abs=0.1)  # statements are read without zooming
    page.mouse.wheel(0, 150)
    assert point(page, "Vladimir Putin")[1] == pytest.approx(first[1] - 150, abs=2)
    page.mouse.wheel(0, -5000)
    assert point(page, "Vladimir Putin")[1] == pytest.approx(first[1], abs=2)
    assert page.evaluate("quoth.scale()") == scale
    page.keyboard.press("1")
    scale = page.evaluate("quoth.scale()")
    page.mouse.wheel(0, -200)
    assert page.evaluate("quoth.scale()") > scale


def test_large_graph_can_be_drawn_whole(opened: Open, large: Path) -> None:
    page = opened(large)
    assert page.evaluate("quoth.all()") == 0
    page.locator("#show-all").click(timeout=60_000)
    expect(page.locator("#notice")).to_contain_text("All 20,000 nodes are drawn, ", timeout=60_000)
    assert page.evaluate("quoth.all()") == 20_000
    assert address(page).endswith("#nodes=all")
    page.locator("#search").fill("Person 12")
    page.keyboard.press("Enter")
    heading(page, "Person 12")
    graph = network(LARGE)
    near = {graph.nodes[n]["label"] for n in networkx.all_neighbors(graph, "actor/a12")}
    assert set(page.evaluate("quoth.near()")) == near
    page.locator("#zoom-in").click()
    page.locator("#fit").click()
    page.locator("#group-again").click()
    assert page.evaluate("quoth.all()") == 0
    expect(page.locator("#notice")).to_contain_text("heaviest are drawn")


def test_a_filter_ends_the_drawing_of_all(opened: Open, large: Path) -> None:
    page = opened(large, "#nodes=all&speaker=a0")
    expect(page.locator("#notice")).to_contain_text("heaviest are drawn")  # few enough to group
    page.locator("#clear").click()
    drawn = re.compile("(Drawing all|All) 20,000 nodes")  # it may be done by now
    expect(page.locator("#notice")).to_contain_text(drawn)
    page.keyboard.press("2")
    expect(page.locator("#notice")).to_contain_text("heaviest are drawn")
    assert page.evaluate("quoth.all()") == 0
    page.keyboard.press("1")
    expect(page.locator("#notice")).to_contain_text("All 20,000 nodes are drawn", timeout=60_000)
