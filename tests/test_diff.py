"""Wordings side by side: what is marked, in a terminal and on a page."""

import base64
import hashlib
import html
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import newsroom
from outlets import outlets
from quoth.cli import main
from quoth.cli.wordings import found_text, print_diff, styled
from quoth.errors import QueryError
from quoth.extraction import Options
from quoth.knowledge import KnowledgeGraph
from quoth.stores.fulltext import Hit
from quoth.views.diff import compare, diff_page, find_statement, marked, write_diff_page
from rich.console import Console


@pytest.fixture(scope="module")
def dam():
    facts, statements = outlets()
    [shared] = [one for one in statements if "must be torn down" in one.label]
    return compare(shared, facts)


def own(parts: list[tuple[str, bool]]) -> list[str]:
    return [text for text, mine in parts if mine]


def test_the_fullest_wording_is_first_and_shows_what_others_leave_out(dam) -> None:
    first, other = dam.wordings
    assert (first.outlet, first.date, first.kept) == ("Herald, Evening News", "2024-06-03", 1.0)
    assert own(first.parts) == ["salmon will come back"]
    assert (other.outlet, other.date) == ("Courier", "2024-06-05")
    assert own(other.parts) == [] and 0.6 < other.kept < 0.9


def test_words_are_the_same_in_any_form_and_place() -> None:
    first, other = marked(["The color revolutions were prevented.", "A colour revolution, he said, "
                           "they prevent at home"])
    assert own(first) == [] and own(other) == ["home"]


def test_what_stands_between_two_marked_words_is_marked() -> None:
    assert own(marked(["Ships sail", "Ships from Oslo to Bergen sail"])[1]) == ["Oslo to Bergen"]


def test_of_the_first_only_what_nobody_has_is_marked() -> None:
    first, *_ = marked(["Bread, salt and wine", "bread and salt", "wine"])
    assert own(first) == []
    assert own(marked(["Bread, salt and wine", "bread", "wine"])[0]) == ["salt"]


def test_a_lone_wording_has_no_marks() -> None:
    assert marked(["Bread, salt and wine"]) == [[("Bread, salt and wine", False)]]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_no_character_is_lost(texts: list[str]) -> None:
    found = ["".join(text for text, _ in parts) for parts in marked(texts)]
    assert found == texts


def test_a_very_long_text_is_cut() -> None:
    [[(text, _)]] = marked(["word " * 9000])
    assert text.endswith("…") and len(text) < 20_000


def printed(dam, width: int, **known) -> str:
    file = io.StringIO()
    print_diff(dam, Console(file=file, width=width, highlight=False, markup=False, emoji=False,
                            **known))
    return file.getvalue()


def test_wordings_stand_side_by_side_where_they_fit(dam) -> None:
    wide, narrow = printed(dam, 100), printed(dam, 60)
    assert any("Herald" in line and "Courier" in line for line in wide.splitlines())
    assert not any("Herald" in line and "Courier" in line for line in narrow.splitlines())
    for shown in (wide, narrow):
        assert "{salmon" in shown and "\x1b" not in shown and "keeps" in shown


def test_marks_are_colours_on_a_terminal_that_has_them(dam) -> None:
    shown = printed(dam, 100, force_terminal=True, color_system="standard", no_color=False)
    assert "{salmon" not in shown and "\x1b[1;4;33msalmon" in shown


def test_without_colours_marks_are_braces_even_on_a_terminal(dam) -> None:
    shown = printed(dam, 100, force_terminal=True, color_system="standard", no_color=True)
    assert "{salmon" in shown


def test_what_an_article_holds_is_no_command_to_a_terminal() -> None:
    assert "\x1b" not in styled([("a\x1b[31mb", True)], plain=True).plain


def test_a_hit_is_marked() -> None:
    hit = Hit("statement/1", "a", "q0-9", None, None, "so we left", "k", "", None,
              marks=((6, 10),))
    assert found_text(hit, plain=True).plain == "so we {left}"


def test_the_page_stands_alone_and_escapes(tmp_path: Path) -> None:
    facts, statements = outlets()
    [shared] = [one for one in statements if "must be torn down" in one.label]
    odd = [one.replace(quotations=tuple(
        q.__class__(**{**q.__dict__, "text": q.text + " <script>alert(1)</script> & co"})
        for q in one.quotations)) for one in facts]
    page = write_diff_page(compare(shared, odd), tmp_path / "diff.html").read_text("utf-8")
    assert "<script" not in page and "&lt;script&gt;" in page and "&amp;" in page
    assert page.count("<article") == 2 and "<mark>salmon" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "Content-Security-Policy" in page and page == diff_page(compare(shared, odd))


def test_the_style_is_the_one_that_the_policy_allows(dam) -> None:
    page = diff_page(dam)
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"sha256-{digest}" in html.unescape(page)


def test_a_statement_is_found_by_the_beginning_of_its_id() -> None:
    statements = outlets()[1]
    one = statements[0]
    name = one.id.removeprefix("statement/")
    for words in (one.id, name, name[:8]):
        assert find_statement(words, statements) == one
    for words in ("", "sta", name[:3], "ffffffffff", "statement/"):
        with pytest.raises(QueryError, match="names (no|several) statement"):
            find_statement(words, statements)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("diff")
    with KnowledgeGraph.open(folder / "store", create=True) as kg:
        kg.add(newsroom(folder / "news"), options=Options(model="rules"))
    return folder / "store"


def test_the_library_takes_ids_iris_and_quotations(store: Path) -> None:
    with KnowledgeGraph.open(store) as kg:
        quotation = kg.quotations[0]
        facts = kg.article(quotation.article)
        for name in (quotation.statement, kg.iris.of(quotation.statement).value,
                     f"{facts.article.key}/{quotation.id}",
                     kg.iris.quotation(quotation.article, quotation.id).value):
            assert kg.diff(name).statement == quotation.statement


def test_the_command_prints_and_writes(store: Path, tmp_path: Path, capsys) -> None:
    with KnowledgeGraph.open(store) as kg:
        one = kg.quotations[0]
    page = tmp_path / "diff.html"
    assert main(["diff", one.statement, "-s", str(store)]) == 0
    assert one.text.split()[0] in capsys.readouterr().out
    assert main(["diff", one.statement, "-s", str(store), "-o", str(page)]) == 0
    assert "<article" in page.read_text("utf-8")
    assert main(["diff", "zzzz", "-s", str(store)]) == 1
    assert capsys.readouterr().err.count("\n") == 2


def test_a_pipe_gets_plain_text(store: Path) -> None:
    with KnowledgeGraph.open(store) as kg:
        name = kg.quotations[0].statement
    done = subprocess.run([sys.executable, "-m", "quoth", "diff", name, "-s", store],
                          capture_output=True, check=True, env={"TERM": "xterm-256color"})
    assert b"\x1b" not in done.stdout and done.stdout.endswith(b"\n")
