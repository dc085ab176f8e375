"""Rows, networks, measures and layouts of the views."""

import csv
import html
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import networkx
import numpy
import press
import pytest
from quoth.errors import QueryError
from quoth.records import Article, Entity, Facts, Quotation, Region, Span
from quoth.views import drawing, exports, layout, measures, payload, rows, tables
from quoth.views.article import article_page, write_article_pages
from quoth.views.census import Printed
from quoth.views.network import KINDS, network
from quoth.views.page import write_graph_page
from quoth.views.reports import GivenReports, Report, other_reports

FACTS = press.seed_facts()
STATEMENTS = press.statements_of(FACTS)


def test_rows_of_quotations_say_who_said_what_where() -> None:
    found = rows.quotations(FACTS, STATEMENTS)
    assert len(found) == sum(len(f.quotations) for f in FACTS)
    row = next(r for r in found if r["said"].startswith("“It is no coincidence"))
    assert row["speaker"] == "Kassym-Jomart Tokayev"
    assert (row["form"], row["date"], row["reports"]) == ("direct", "2022-01-11", 1)
    told = Counter(r["speaker"] for r in found)
    assert told["Vladimir Putin"] == 11


def test_rows_of_statements_count_reports_and_outlets() -> None:
    found = {r["statement_id"]: r for r in rows.statements(FACTS, STATEMENTS)}
    row = found["statement/vladimir-putin-limited"]
    assert row["reports"] == 3
    assert row["outlets"] == f"Ru-Main, {rows.headline(FACTS[4].article)}"
    assert (row["first"], row["last"], row["direct"]) == ("2022-01-10", "2022-01-11", 1)


WIRE = press.syndicated()
WIRE_STATEMENTS = press.statements_of(WIRE)


def test_copies_lead_to_the_quotation_that_comes_first() -> None:
    wire, *again = (f for f in WIRE if f.work)
    assert rows.copies(WIRE) == {
        (f.article.id, copy.id): (wire.article.id, first.id)
        for f in again for copy, first in zip(f.quotations, wire.quotations, strict=True)}
    assert rows.copies(FACTS) == {}


@pytest.mark.parametrize("kind", ["speaks-of", "named-together"])
def test_copies_of_a_text_change_no_network(kind: str) -> None:
    one, other = network(FACTS, STATEMENTS, kind), network(WIRE, WIRE_STATEMENTS, kind)
    assert (dict(one.nodes), dict(one.edges)) == (dict(other.nodes), dict(other.edges))


def test_copies_are_said_once_and_printed_by_each_outlet() -> None:
    one, graph = network(FACTS, STATEMENTS, "said"), network(WIRE, WIRE_STATEMENTS, "said")
    assert set(graph) - set(one) == {"outlet/Daily", "outlet/Evening"}
    assert {(a, b): w for a, b, w in graph.edges(data="weight") if b not in (
        "outlet/Daily", "outlet/Evening")} == {(a, b): w for a, b, w in one.edges(data="weight")}
    assert graph.pred["outlet/Daily"] == graph.pred["outlet/Evening"]
    assert {n: d["weight"] for n, d in graph.pred["outlet/TASS"].items()} == {
        n: d["weight"] for n, d in graph.pred["outlet/Evening"].items()}


def test_copies_count_once_in_the_tables() -> None:
    assert rows.timeline(WIRE) == rows.timeline(FACTS)
    assert rows.actors(WIRE) == rows.actors(FACTS)
    before = rows.wordings(FACTS, STATEMENTS)
    after = rows.wordings(WIRE, WIRE_STATEMENTS)
    assert [r | {"copies": 0} for r in after] == before != []
    assert {r["copies"] for r in after} == {0, 3}
    assert {r["outlet"] for r in after if r["copies"]} == {"TASS"}


def test_rows_of_actors_are_sorted_by_how_often_they_are_quoted() -> None:
    found = rows.actors(FACTS)
    assert [r["actor"] for r in found[:2]] == ["Vladimir Putin", "Arayik Harutyunyan"]
    assert next(r for r in found if r["actor"] == "Kazakhstan")["spoken_of"] == 21


def test_timeline_rows_add_up() -> None:
    assert sum(r["quotations"] for r in rows.timeline(FACTS)) == 41


@pytest.mark.parametrize(("given", "outlet"), [
    ({"publisher": "The Post", "agency": "AP"}, "The Post"), ({"agency": "AP"}, "AP"),
    ({"url": "https://www.example.org/a"}, "example.org"), ({}, None),
])
def test_outlet(given: dict, outlet: str | None) -> None:
    assert rows.outlet(Article("k", "t", **given)) == outlet


def test_day_prefers_the_day_of_speaking_and_needs_a_whole_one() -> None:
    article, quotation = FACTS[0].article, FACTS[0].quotations[0]
    assert rows.day(replace(quotation, said_on="2022-01-09"), article) == "2022-01-09"
    assert rows.day(replace(quotation, said_on="2022-01"), article) == "2022-01-10"
    assert rows.day(quotation, replace(article, published=None)) is None


def test_speaks_of_counts_each_quotation_once_by_form() -> None:
    graph = network(FACTS)
    edge = graph["actor/vladimir-putin"]["actor/csto"]
    expected = Counter(q.form for f in FACTS for q in f.quotations
                       if q.speaker == "actor/vladimir-putin" and "actor/csto" in q.mentions)
    assert edge == {"weight": expected.total(), **{k: expected[k] for k in (
        "direct", "indirect", "mixed")}}
    assert edge["weight"] > 3
    assert networkx.number_of_selfloops(graph) == 0
    alone = [n for n in graph if not graph.degree(n)]
    assert [graph.nodes[n]["type"] for n in alone] == ["unnamed"]


def test_said_leads_from_speaker_over_statement_to_outlet() -> None:
    graph = network(FACTS, STATEMENTS, "said")
    limited = "statement/vladimir-putin-limited"
    assert list(graph.predecessors(limited)) == ["actor/vladimir-putin"]
    assert graph["actor/vladimir-putin"][limited]["weight"] == 3
    assert set(graph.successors(limited)) == {
        "outlet/Ru-Main", f"outlet/{rows.headline(FACTS[4].article)}"}


def test_named_together_is_undirected() -> None:
    graph = network(FACTS, kind="named-together")
    pairs = Counter(pair for f in FACTS for q in f.quotations
                    for pair in combinations(sorted(set(q.mentions)), 2))
    assert not graph.is_directed()
    assert {frozenset(e[:2]): e[2] for e in graph.edges(data="weight")} == {
        frozenset(pair): n for pair, n in pairs.items()}


def test_unknown_network_is_refused_in_one_line() -> None:
    with pytest.raises(QueryError, match="no network 'x': take one of speaks-of, said"):
        network(FACTS, kind="x")


@pytest.mark.parametrize("kind", KINDS)
def test_no_articles_make_an_empty_network(kind: str) -> None:
    graph = network([], [], kind)
    assert len(graph) == 0
    assert measures.centralities(graph) == measures.bridges(graph) == []
    assert measures.summary(graph)["nodes"] == 0
    assert drawing.places(graph) == {}


def two_camps() -> networkx.DiGraph:
    graph = networkx.DiGraph()
    for camp in ("abcd", "wxyz"):
        for one, other in combinations(camp, 2):
            graph.add_edge(one, other, weight=3)
    graph.add_edge("b", "a", weight=1)
    graph.add_edge("d", "bridge", weight=1)
    graph.add_edge("bridge", "w", weight=1)
    return graph


def test_communities_are_the_two_camps() -> None:
    part = measures.communities(two_camps())
    assert len({part[n] for n in "abcd"}) == len({part[n] for n in "wxyz"}) == 1
    assert part["a"] != part["w"]


def test_communities_are_told_as_a_table() -> None:
    graph = two_camps()
    graph.add_edge("alone", "alone too", weight=5)
    networkx.set_node_attributes(graph, {"a": 2, "w": 1}, "said")
    rows_of_camps = measures.circles(graph)
    assert sum(r["actors"] for r in rows_of_camps) == len(graph)
    assert sum(r["inside"] for r in rows_of_camps) + sum(
        r["outside"] for r in rows_of_camps) / 2 == graph.size("weight")
    small = rows_of_camps[-1]
    assert small == {"community": 2, "actors": 2, "speakers": 0, "inside": 5, "outside": 0,
                     "members": "alone, alone too"}
    assert measures.circles(networkx.DiGraph()) == []


def test_reciprocity_and_bridges() -> None:
    graph = two_camps()
    assert measures.reciprocity(graph) == [
        {"one": "a", "other": "b", "one_of_other": 3, "other_of_one": 1, "balance": 0.333,
         "one_id": "a", "other_id": "b"}]
    found = {r["actor"]: r for r in measures.bridges(graph)}
    assert {r["said"] for r in found.values()} == {0}
    assert "bridge" in found or {"d", "w"} & set(found)
    best = max(measures.centralities(graph), key=lambda r: r["betweenness"])
    assert best["actor"] in {"bridge", "d", "w"}
    assert measures.summary(graph)["reciprocity"] == pytest.approx(2 / 15, abs=1e-6)


def test_centralities_are_plain_rows_that_add_up() -> None:
    graph = network(FACTS)
    found = measures.centralities(graph)
    assert sum(r["pagerank"] for r in found) == pytest.approx(1, abs=1e-4)
    assert sum(r["weight_out"] for r in found) == sum(r["weight_in"] for r in found) == graph.size(
        "weight")
    assert found[0]["actor"] == "Kazakhstan"


def overlaps(graph: networkx.Graph, places: layout.Places) -> int:
    def width(node: str) -> float:
        return 15 * layout.CHARACTER * min(len(graph.nodes[node]["label"]), 30)
    return sum(abs(places[a][0] - places[b][0]) < (width(a) + width(b)) / 2
               and abs(places[a][1] - places[b][1]) < 40
               for a, b in combinations(graph, 2))


def test_layout_gives_every_node_a_place_and_every_label_room() -> None:
    graph = network(FACTS)
    places = layout.layout(graph)
    assert set(places) == set(graph)
    assert overlaps(graph, places) == 0


def test_layout_centres_the_giant_component_and_packs_the_rest_beneath() -> None:
    graph = networkx.barbell_graph(6, 3)
    giant = list(graph)
    graph.add_edges_from([("p", "q"), ("r", "s")])
    graph.add_nodes_from("tuvwxyz")
    graph = networkx.relabel_nodes(graph, str)
    places = layout.layout(graph)
    xs, ys = ([places[str(n)][i] for n in giant] for i in (0, 1))
    assert abs(max(xs) + min(xs)) <= 2
    assert abs(max(ys) + min(ys)) <= 2
    small = [places[n] for n in "pqrstuvwxyz"]
    assert min(y for _, y in small) > max(ys)
    wide = max(max(xs) - min(xs), 600)
    assert max(x for x, _ in small) - min(x for x, _ in small) <= wide
    assert len(set(places.values())) == len(graph)


def test_columns_put_speakers_left_statements_middle_outlets_right() -> None:
    graph = network(FACTS, STATEMENTS, "said")
    places = layout.columns(graph)
    side = {"statement": 0, "outlet": 1}
    for node, kind in graph.nodes(data="type"):
        x = places[node][0]
        assert (x > 0) - (x < 0) == side.get(kind, -1)
    assert len(set(places.values())) == len(graph)


# What the three kinds of colour blindness leave of linear RGB, at full severity (Machado, Oliveira
# and Fernandes, 2009, table 1).
BLIND = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                   [0.004733, 0.691367, 0.303900]],
}


def lab(colour: str, seen: numpy.ndarray) -> numpy.ndarray:
    """Return the CIE L*a*b* coordinates of "#rrggbb" as an eye sees it (D65)."""
    rgb = numpy.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = numpy.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    to_xyz = numpy.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722],
                          [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ numpy.clip(seen @ linear, 0, 1) / [0.9505, 1, 1.089]
    f = numpy.where(xyz > 216 / 24389, numpy.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return numpy.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("eye", BLIND)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colour_blind_readers_tell_the_kinds_apart(eye: str, scheme: str) -> None:
    seen = {kind: lab(getattr(style, scheme), numpy.array(BLIND[eye]))
            for kind, style in drawing.STYLES.items()}
    for one, other in combinations(drawing.STYLES, 2):
        far = float(numpy.linalg.norm(seen[one] - seen[other]))
        alike = drawing.STYLES[one].shape == drawing.STYLES[other].shape
        assert far > (20 if alike else 10), (one, other, far)


def test_drawing_is_a_pyvis_network_with_fixed_places() -> None:
    graph = network(FACTS)
    net = drawing.drawing(graph)
    assert net.num_nodes() == len(graph)
    assert net.num_edges() == graph.number_of_edges()
    shape = {n["id"]: n["shape"] for n in net.nodes}
    assert shape["actor/vladimir-putin"] == "dot"
    assert shape["actor/csto"] == "square"
    assert shape["actor/russia"] == "triangle"
    assert json.loads(net.options.to_json())["physics"]["enabled"] is False


def held(facts: list[Facts], path: Path) -> dict:
    """Return the data of the page of some articles."""
    text = write_graph_page(facts, path / "graph.html").read_text("utf-8")
    return json.loads(text.partition('id="data">')[2].partition("</script>")[0])


def told(page: dict) -> list[tuple]:
    """Return article, speaker and text of each quotation that a page holds."""
    return [(head[0], dict(enumerate(head[-1])).get(speaker), text)
            for head, lines in page["articles"] for speaker, *_, text in lines]


def test_a_page_holds_all_that_is_said_in_one_line_each(tmp_path: Path) -> None:
    page = held(FACTS, tmp_path)
    assert told(page) == [(f.article.id, q.speaker, q.text) for f in FACTS for q in f.quotations]
    assert [row[0] for row in page["actors"]] == sorted({e.id for f in FACTS for e in f.entities})
    lines = (tmp_path / "graph.html").read_text("utf-8").splitlines()
    for one in (q for f in FACTS for q in f.quotations):
        [line] = [line for line in lines if f'"{one.id}"' in line and one.text[:9] in line]
        assert json.loads(line.rstrip(","))[1] == one.id


def test_parts_of_a_page_do_not_hang_on_each_other(tmp_path: Path) -> None:
    few, all_ = held(FACTS[:2], tmp_path), held(FACTS, tmp_path)
    assert all_["articles"][:2] == few["articles"]


def test_a_page_of_too_many_quotations_holds_those_of_the_most_heard(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = press.made_up(30, 300)
    heard = Counter(q.speaker for one in facts for q in one.quotations)
    most = [who for who, _ in sorted(heard.items(), key=lambda row: (-row[1], row[0]))]
    whole = held(facts, tmp_path)
    monkeypatch.setattr(payload, "MOST", sum(heard[who] for who in most[:5]) + heard[most[5]] - 1)
    part = held(facts, tmp_path)
    assert {speaker for _, speaker, _ in told(part)} == {*most[:5]}
    assert told(part) == [row for row in told(whole) if row[1] in most[:5]]
    assert part["of"] == len(told(whole)) == 300 and "of" not in whole
    assert all(lines for _, lines in part["articles"])


def test_texts_of_a_large_press_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = press.seed_facts()
    size = sum(len(q.text) for f in facts for q in f.quotations)
    monkeypatch.setattr(payload, "SHORT", 50)
    monkeypatch.setattr(payload, "FULL_TEXT", size)
    whole = told(held(facts, tmp_path))
    monkeypatch.setattr(payload, "FULL_TEXT", size - 1)
    for (*_, text), (*_, cut) in zip(whole, told(held(facts, tmp_path)), strict=True):
        assert cut == (text if len(text) <= 50 else text[:50] + "…")
    assert any(len(text) > 50 for *_, text in whole)


def test_hostile_parts_are_data(tmp_path: Path) -> None:
    [facts, *_] = press.seed_facts()
    odd = HOSTILE + ',\n]],["'
    quotation = replace(facts.quotations[0], text=odd, cue_text=odd, speaker=odd, mentions=(odd,))
    page = held([facts.replace(quotations=(quotation,))], tmp_path)
    clean = odd.replace("\ud800", "?")
    assert told(page) == [(facts.article.id, clean, clean)]


HOSTILE = "</script><img src=x onerror=alert(1)>\x0b\ud800 & \"'"


def hostile_graph() -> networkx.DiGraph:
    graph = network(FACTS)
    graph.nodes["actor/csto"]["label"] = HOSTILE
    graph.add_edge("actor/csto", "actor/russia", weight=1, direct=1, indirect=0, mixed=0)
    return graph


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("ending", "read"), [
    ("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf),
    ("cyjs", lambda p: networkx.cytoscape_graph(json.loads(p.read_text("utf-8")))),
])
def test_exports_come_back_the_same(kind: str, ending: str, read: Callable, tmp_path: Path) -> None:
    graph = network(FACTS, STATEMENTS, kind)
    [path] = exports.write_network(graph, tmp_path / f"out.{ending}")
    back = read(path)
    assert back.is_directed() == graph.is_directed()
    assert set(back) == set(graph)
    for node, data in graph.nodes(data=True):
        assert {k: back.nodes[node][k] for k in data} == data
    for one, other, data in graph.edges(data=True):
        assert {k: back[one][other][k] for k in data} == data


def test_csv_export_has_the_columns_of_gephi(tmp_path: Path) -> None:
    graph = network(FACTS)
    nodes, edges = exports.write_network(graph, tmp_path / "net.csv")
    assert (nodes.name, edges.name) == ("net-nodes.csv", "net-edges.csv")
    with edges.open(newline="", encoding="utf-8") as lines:
        rows_back = list(csv.DictReader(lines))
    back = networkx.DiGraph()
    for row in rows_back:
        back.add_edge(row["Source"], row["Target"], weight=int(row["Weight"]))
    assert {e[:2]: e[2] for e in back.edges(data="weight")} == {
        e[:2]: e[2] for e in graph.edges(data="weight")}
    assert {row["Type"] for row in rows_back} == {"Directed"}
    with nodes.open(newline="", encoding="utf-8") as lines:
        assert {row["Id"] for row in csv.DictReader(lines)} == set(graph)


@pytest.mark.parametrize("ending", [*exports.FORMATS, "csv"])
def test_exports_hold_hostile_names_and_are_the_same_bytes_twice(
        ending: str, tmp_path: Path) -> None:
    one = exports.write_network(hostile_graph(), tmp_path / f"a.{ending}")
    two = exports.write_network(hostile_graph(), tmp_path / f"b.{ending}")
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]
    name = "actor/" if ending == "edges" else "alert(1)"  # edges hold ids alone
    assert name in one[0].read_text("utf-8")


def test_unknown_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no network format 'dot': take one of graphml, gexf"):
        exports.write_network(network(FACTS), tmp_path / "x.dot")


def text_of(page: str) -> str:
    """Return the characters of the article in a page, without its marks."""
    body = page.split('<article id="text">')[1].split("</article>")[0]
    return html.unescape(re.sub(r"<[^>]+>", "", body))


@pytest.mark.parametrize("facts", FACTS, ids=lambda f: f.article.key[:3])
def test_article_page_shows_every_line_and_marks_every_part(facts: Facts) -> None:
    page = article_page(facts, rows.entities(FACTS), other_reports(FACTS, STATEMENTS))
    lines = [line.strip() for line in text_of(page).split("\n") if line.strip()]
    assert lines == [line.strip() for line in facts.article.text.split("\n") if line.strip()]
    for q in facts.quotations:
        assert page.count(f'id="{q.id}"') == page.count(f'id="card-{q.id}"') == 1
        marked = "".join(html.unescape(m[1]) for m in re.finditer(
            rf'class="[^"]*content[^"]*" data-q="[^"]*\b{q.id}\b[^"]*"[^>]*>([^<]*)<', page))
        assert marked == q.text.replace("\n", "")


def test_a_page_does_not_grow_with_those_that_print_or_report_the_same() -> None:
    facts = FACTS[3]
    same = [Printed(facts.article.id, None, "Here"),
            *(Printed(f"a{n}", None, f"Paper {n}") for n in range(300))]
    pair = facts.article.id, facts.quotations[0].id
    told = GivenReports({pair: [Report(f"a{n}", "q1-2", "There", "so") for n in range(300)]})
    page = article_page(facts, rows.entities(FACTS), told, same=same)
    assert "301 articles that print this text" in page and "Also reported 300 times" in page
    assert page.count("and 200 more") == 2
    assert page.count(">Paper ") == 100


def test_own_words_in_a_mixed_quotation_are_marked_apart() -> None:
    page = article_page(FACTS[3], rows.entities(FACTS), GivenReports())
    own = re.findall(r'class="content mixed verbatim[^"]*"[^>]*>([^<]*)<', page)
    assert own == ["“knows his job.”"]


def nested() -> Facts:
    text = "“He told me ‘no’,” Ann said. <script>alert(1)</script> Furniture"
    article = Article("n.txt", text, title=HOSTILE, regions=(Region(55, 64, "boilerplate"),))
    outer = Quotation("q0-17", article.id, (Span(0, 17),), text[:17], "direct", Span(23, 27),
                      "said", source=Span(19, 22), source_text="Ann", speaker="actor/ann")
    inner = Quotation("q12-16", article.id, (Span(12, 16),), "‘no’", "direct", Span(4, 8), "told",
                      source=Span(1, 3), source_text="He", within="q0-17")
    return Facts(article, (Entity("actor/ann", "person", HOSTILE),), (), (outer, inner))


def test_nested_quotations_keep_the_text_whole_and_link_the_inner_first() -> None:
    facts = nested()
    page = article_page(facts, rows.entities([facts]), GivenReports())
    assert text_of(page).strip() == facts.article.text
    assert re.search(r'class="content direct" data-q="q12-16 q0-17" href="#card-q12-16"', page)
    assert re.search(r'class="source content direct" data-q="q12-16 q0-17"', page)
    assert '<span class="boilerplate">Furniture</span>' in page
    assert "<script>alert" not in page
    assert "<img" not in page


def test_article_pages_are_written_with_an_index(tmp_path: Path) -> None:
    paths = write_article_pages([*FACTS, nested()], STATEMENTS, tmp_path / "articles")
    assert {p.name for p in paths} == {p.name for p in (tmp_path / "articles").iterdir()}
    index = (tmp_path / "articles" / "index.html").read_text("utf-8")
    for facts in FACTS:
        assert f'href="{facts.article.id}.html"' in index
    other = (tmp_path / "articles" / f"{FACTS[3].article.id}.html").read_text("utf-8")
    limited = next(s for s in STATEMENTS if s.id == "statement/vladimir-putin-limited")
    far = next(p for p in limited.quotations if p[0] != FACTS[3].article.id)
    assert f'href="{far[0]}.html#{far[1]}"' in other


class Seeds:
    facts, statements = FACTS, STATEMENTS


@pytest.mark.parametrize("name", tables.TABLES)
def test_every_table_is_plain_rows_and_shows_itself(name: str) -> None:
    found = tables.table(name, Seeds())
    assert found or name == "reciprocity"
    for row in found:
        assert row.keys() == found[0].keys()
        assert all(isinstance(v, str | int | float | None) for v in row.values())
    page = found._repr_html_()
    assert page.count("<tr>") == (min(len(found), tables.SHOWN) + 1 if found else 0)
    assert "_id" not in page


def test_tables_narrow_and_escape() -> None:
    found = tables.table("quotations", Seeds())
    putin = found.where(speaker="Vladimir Putin", form="direct").select("said", "date")
    assert {"said", "date"} == set(putin[0])
    assert len(putin) == len(putin.column("said")) == 4
    assert len(found.head(3)) == 3
    assert "<img" not in tables.Table([{"a": HOSTILE}])._repr_html_()
    with pytest.raises(QueryError, match="no table 'x': take one of quotations"):
        tables.table("x", Seeds())


def test_tables_pass_tests_and_sort_with_gaps_last() -> None:
    table = tables.Table([{"n": 2}, {"n": None}, {"n": 1}])
    assert table.sorted("n").column("n") == [1, 2, None]
    assert table.sorted("n", reverse=True).column("n") == [2, 1, None]
    assert table.where(lambda row: row["n"]).where(n=2) == [{"n": 2}]


def test_nodes_and_links_have_the_places_of_the_drawing() -> None:
    at = drawing.places(network(FACTS))
    nodes = rows_of("nodes")
    assert {r["node_id"]: (r["x"], -r["y"]) for r in nodes} == at
    assert nodes.column("said") == [network(FACTS).nodes[r["node_id"]]["said"] for r in nodes]
    assert {r["type"]: r["shape"] for r in nodes}["place"] == "triangle-up"
    for link in rows_of("links"):
        assert (link["x"], -link["y"], link["x2"], -link["y2"]) == at[link["one_id"]] + at[
            link["other_id"]]
        assert link["weight"] == link["direct"] + link["indirect"] + link["mixed"]


def test_exclusives_stand_in_one_article_alone() -> None:
    told = Counter(q.statement for f in FACTS for q in f.quotations)
    heard = {q.speaker: {f.article.id for f in FACTS for p in f.quotations
                         if p.speaker == q.speaker} for f in FACTS for q in f.quotations}
    found = rows_of("exclusives")
    assert {r["statement_id"] for r in found} <= {s for s, times in told.items() if times == 1}
    assert set(found.column("speaker")) == {"Vladimir Putin", "Kassym-Jomart Tokayev",
                                            "Arayik Harutyunyan"}
    assert sum(len(heard[s]) > 1 for s in heard) == 3


def test_an_article_without_a_title_is_called_by_its_first_words() -> None:
    text = " date 2022-01-10 In recent days much has happened in the towns beyond the mountains."
    article = Article("7f7eb6.txt", text, regions=(Region(1, 16, "date"),))
    assert rows.headline(article) == (
        "“In recent days much has happened in the towns beyond the mountains”")
    assert rows.place(article) == rows.headline(article)
    assert rows.headline(Article("a.txt", "")) == "a.txt"


def rows_of(name: str) -> tables.Table:
    return tables.table(name, Seeds())


def test_wordings_are_of_statements_in_several_articles() -> None:
    found = tables.table("wordings", Seeds())
    limited = found.where(statement_id="statement/vladimir-putin-limited")
    assert {r["outlet"] for r in limited} == {"Ru-Main", rows.headline(FACTS[4].article)}
    several = {s.id for s in STATEMENTS if len({a for a, _ in s.quotations}) > 1}
    assert set(found.column("statement_id")) == several


def test_outlets_say_whom_they_quote() -> None:
    found = tables.table("outlets", Seeds())
    row = found.where(outlet="Ru-Main")[0]
    assert (row["quotations"], row["most_quoted"]) == (11, "Vladimir Putin")
    assert all(r["direct"] + r["mixed"] + r["indirect"] == r["quotations"] for r in found)
