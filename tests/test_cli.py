"""The command line: what it prints, where, and with which exit code."""

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from newsroom import ARTICLES, newsroom
from quoth.cli import main, terminal
from quoth.cli.summary import next_steps
from quoth.knowledge import KnowledgeGraph

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = {"id", "key", "title", "published", "publisher", "agency", "dateline", "author",
           "language", "sha256", "length", "boilerplate"}
ENTITY = {"id", "type", "name", "wikidata", "aliases", "roles"}
MENTION = {"start", "end", "text", "label", "form", "entity", "confidence"}
QUOTATION = {"id", "content", "text", "form", "cue", "act", "attitude", "negated", "source",
             "speaker", "speaker_name", "confidence", "within", "said_on", "medium", "occasion",
             "addressee", "statement"}


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return newsroom(tmp_path_factory.mktemp("news"))


@pytest.fixture(scope="module")
def out(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "out"
    assert main(["build", str(news), "-o", str(folder), "--model", "rules", "--quiet"]) == 0
    return folder


def run(*arguments: object, **options) -> subprocess.CompletedProcess:
    """Run the command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "quoth", *map(str, arguments)],
                          capture_output=True, timeout=120, **options)


# -- annotate


def rows(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_annotate_writes_the_documented_json(news: Path, capsys) -> None:
    assert main(["annotate", str(news), "--model", "rules"]) == 0
    found = rows(capsys.readouterr().out)
    assert [row["article"]["key"] for row in found] == sorted(ARTICLES)
    assert any(row["quotations"] for row in found) and any(row["entities"] for row in found)
    for row in found:
        assert row["article"].keys() >= ARTICLE and "text" not in row["article"]
        assert all(entity.keys() >= ENTITY for entity in row["entities"])
        assert all(mention.keys() >= MENTION for mention in row["mentions"])
        assert all(quotation.keys() >= QUOTATION for quotation in row["quotations"])


def test_annotate_gives_offsets_into_the_text(news: Path, capsys) -> None:
    main(["annotate", str(news), "--model", "rules"])
    for row in rows(capsys.readouterr().out):
        text = ARTICLES[row["article"]["key"]]
        assert len(text) == row["article"]["length"]
        for mention in row["mentions"]:
            assert text[mention["start"]:mention["end"]] == mention["text"]
        for quotation in row["quotations"]:
            for part in (quotation["cue"], quotation["source"]):
                assert part is None or text[part["start"]:part["end"]] == part["text"]


def test_annotate_joins_actors_and_statements_over_articles(news: Path, capsys) -> None:
    main(["annotate", str(news), "--model", "rules"])
    found = rows(capsys.readouterr().out)
    speakers = [{q["speaker"] for q in row["quotations"]} for row in found]
    assert "actor/tomas-berg" in speakers[0] & speakers[1] & speakers[2]
    assert all(q["statement"].startswith("statement/")
               for row in found for q in row["quotations"])


def test_annotate_streams_one_article_at_a_time(news: Path, capsys) -> None:
    main(["annotate", str(news), "--model", "rules", "--stream"])
    found = rows(capsys.readouterr().out)
    assert [row["article"]["key"] for row in found] == sorted(ARTICLES)
    assert all(q["statement"] is None for row in found for q in row["quotations"])


def test_annotate_reads_stdin() -> None:
    text = '"We lost," Olga Prins said. Ünïcödé \U0001f600.\n'
    done = run("annotate", "-", "--model", "rules", input=text.encode())
    [row] = rows(done.stdout.decode("utf-8"))
    assert done.returncode == 0 and row["article"]["length"] == len(text)
    assert row["quotations"][0]["text"].strip('",') == "We lost"


# -- bad input


def broken(folder: Path) -> Path:
    """Write every kind of input that no article can be read from, and one good one."""
    newsroom(folder, "bridge.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\n ")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "image.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    (folder / "rows.jsonl").write_text('{"text": "Fine, Olga Prins said."}\n{"text": \n', "utf-8")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    return folder


def test_bad_inputs_are_named_and_lose_nothing(tmp_path: Path, capsys) -> None:
    folder, out = broken(tmp_path / "news"), tmp_path / "out"
    code = main(["build", str(folder), str(tmp_path / "nowhere"), "-o", str(out),
                 "--model", "rules"])
    said = capsys.readouterr()
    assert code == 4
    listed = rows((out / "rejected.jsonl").read_text("utf-8"))
    for name in ("empty.txt", "blank.txt", "binary.txt", "image.html", "rows.jsonl", "huge.txt",
                 "nowhere"):
        assert any(name in row["key"] for row in listed), name
        assert name in said.err
    assert all(row["reason"] and "\n" not in row["reason"] for row in listed)
    assert "bridge.txt" not in said.err and "Keller" in said.out
    with KnowledgeGraph.open(out) as kg:
        assert len(kg.articles) == 2  # the good file and the good row
    assert not re.search("Traceback|Error:", said.err)


def test_a_text_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    text = "“Où étiez-vous ?” asked François Lefèvre. “Über allem,” Jörg Müller said.\n"
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    done = run("annotate", tmp_path / "a.txt", "--model", "rules")
    [row] = rows(done.stdout.decode("utf-8"))
    assert {q["speaker_name"] for q in row["quotations"]} == {"François Lefèvre", "Jörg Müller"}


def test_nothing_to_read_is_said(tmp_path: Path, capsys) -> None:
    (tmp_path / "empty").mkdir()
    code = main(["build", str(tmp_path / "empty"), "-o", str(tmp_path / "out"),
                 "--model", "rules"])
    assert code in (0, 4)
    assert "no article" in capsys.readouterr().err


# -- errors and exit codes


def test_an_error_is_one_line_and_exit_code_1(tmp_path: Path, capsys) -> None:
    for arguments in (["query", "who-said-what", "-s", str(tmp_path)],
                      ["annotate", "x.txt", "--model", "no_such_pipeline"],
                      ["annotate", "x.txt", "--entities", str(tmp_path / "none.jsonl")],
                      ["remove", "x", "-s", str(tmp_path)],
                      ["query", str(tmp_path / "none.rq")]):
        assert main(arguments) == 1
        said = capsys.readouterr()
        assert said.out == "" and said.err.startswith("quoth: ") and said.err.count("\n") == 1


def test_usage_is_exit_code_2(capsys) -> None:
    for arguments in ([], ["buidl"], ["build"], ["query", "x", "--format", "docx"],
                      ["query", "x", "--set", "novalue"], ["build", "x", "--jobs", "-2"]):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 2
        assert "usage: quoth" in capsys.readouterr().err


def test_a_fault_of_ours_is_one_line_too(out: Path, capsys, monkeypatch) -> None:
    def fault(*_, **__):
        raise RuntimeError("something\nunforeseen")

    monkeypatch.setattr(KnowledgeGraph, "query", fault)
    assert main(["query", "who-said-what", "-s", str(out)]) == 1
    line = capsys.readouterr().err
    assert line.startswith("quoth: RuntimeError: something unforeseen") and line.count("\n") == 1
    assert main(["--debug", "query", "who-said-what", "-s", str(out)]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_stops_early_is_no_error(out: Path) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o }"
    command = f"{sys.executable} -m quoth query '{query}' -s {out} --format tsv"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command} | head -n 1"],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stderr == "" and done.stdout == "?s\t?p\t?o\n"


# -- query


def test_query_answers_in_every_form(out: Path, capsys) -> None:
    found = {}
    for form in ("table", "csv", "tsv", "json", "xml"):
        assert main(["query", "who-said-what", "-s", str(out), "--format", form]) == 0
        found[form] = capsys.readouterr().out
        assert "Anna Keller" in found[form], form
    table = list(csv.DictReader(io.StringIO(found["csv"])))
    assert len(table) == len(json.loads(found["json"])["results"]["bindings"])
    assert {"Anna Keller", "Tomas Berg"} <= {row["speaker"] for row in table}


def test_query_takes_parameters_files_text_and_stdin(out: Path, tmp_path: Path, capsys) -> None:
    main(["query", "who-said-what", "--set", "speaker=berg", "-s", str(out), "--format", "csv"])
    assert "Keller" not in capsys.readouterr().out.replace("Keller said", "")
    text = "ASK { ?q a <https://w3id.org/quoth/ns#Quotation> }"
    (tmp_path / "ask.rq").write_text(text)
    for query in (text, str(tmp_path / "ask.rq")):
        assert main(["query", query, "-s", str(out)]) == 0
        assert capsys.readouterr().out == "yes\n"
    assert run("query", "-", "-s", out, input=text.encode()).stdout == b"yes\n"


def test_query_constructs_turtle(out: Path, capsys) -> None:
    query = "CONSTRUCT { ?a a ?c } WHERE { ?a a ?c } LIMIT 3"
    assert main(["query", query, "-s", str(out), "--format", "ttl"]) == 0
    assert capsys.readouterr().out.count(" .") == 3


def test_query_lists_the_questions(capsys) -> None:
    assert main(["query", "--list"]) == 0
    text = capsys.readouterr().out
    assert "who-said-what" in text and "?" in text


# -- changes


def test_add_and_remove_refresh_the_files_beside_the_store(news: Path, tmp_path: Path) -> None:
    one, all_ = tmp_path / "one", tmp_path / "all"
    model = ["--model", "rules"]
    assert main(["build", str(news), "-o", str(all_), "-q", *model]) == 0
    assert main(["build", str(news / "bridge.txt"), "-o", str(one), "-q", *model]) == 0
    assert main(["add", str(news), "-s", str(one), *model]) == 0
    for name in ("graph.nq", "graph.trig", "graph.html", "statements.csv"):
        assert (one / name).read_bytes() == (all_ / name).read_bytes(), name
    assert main(["remove", "ferry.txt", "harbour.txt", "-s", str(one)]) == 0
    assert main(["build", str(news / "bridge.txt"), "-o", str(all_), "-q", *model]) == 0
    assert (one / "graph.nq").read_bytes() == (all_ / "graph.nq").read_bytes()
    assert sorted(p.name for p in (one / "articles").iterdir()) == sorted(
        p.name for p in (all_ / "articles").iterdir())


def test_removing_what_is_not_there_is_an_error(out: Path, capsys) -> None:
    assert main(["remove", "nowhere.txt", "-s", str(out)]) == 1
    assert "no article of this graph" in capsys.readouterr().err


# -- export


@pytest.mark.parametrize("name", ["a.ttl", "a.trig", "a.nq", "a.nt", "a.jsonld", "a.rdf",
                                  "a.graphml", "a.gexf", "a.cyjs", "a.csv",
                                  "a.parquet", "a.html"])
def test_export_writes_every_format(name: str, out: Path, tmp_path: Path) -> None:
    assert main(["export", str(tmp_path / name), "-s", str(out)]) == 0
    assert (tmp_path / name).stat().st_size > 200
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_export_writes_to_stdout(out: Path) -> None:
    done = run("export", "-", "--format", "nq", "-s", out)
    assert done.stdout == (out / "graph.nq").read_bytes()


def test_an_unknown_format_is_refused_with_the_known_ones(out: Path, tmp_path: Path, capsys):
    assert main(["export", str(tmp_path / "a.docx"), "-s", str(out)]) == 1
    assert "docx is no format" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_statements_are_a_table_that_reads_back(out: Path) -> None:
    text = (out / "statements.csv").read_bytes().decode("utf-8")
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(table[0]) == ["statement", "speaker", "speaker_wikidata", "text", "form", "act",
                              "attitude", "negated", "said_on", "published", "publisher",
                              "article", "key", "start", "end", "confidence", "work"]
    assert {row["speaker"] for row in table} >= {"Anna Keller", "Tomas Berg"}
    for row in table:
        text = ARTICLES[row["key"]]
        assert row["text"][:5] in text[int(row["start"]):int(row["end"])]
        assert row["negated"] in ("true", "false")


def test_explain_says_why(out: Path, capsys) -> None:
    with KnowledgeGraph.open(out) as kg:
        facts = kg.article("bridge.txt")
        one = next(q for q in facts.quotations if "waited" in q.text)
    assert main(["explain", f"bridge.txt/{one.id}", "-s", str(out)]) == 0
    text = capsys.readouterr().out
    assert "Anna Keller" in text and "cue" in text and "said [" in text


# -- the terminal


def test_a_build_ends_with_who_said_what_and_what_to_open(
    news: Path, tmp_path: Path, capsys
) -> None:
    main(["build", str(news), "-o", str(tmp_path / "out"), "--model", "rules"])
    text = capsys.readouterr().out
    assert "Anna Keller" in text and "Tomas Berg" in text and "We have waited" in text
    assert max(map(len, text.splitlines())) <= 80 + len(str(tmp_path))
    for _, command in next_steps(tmp_path / "out"):
        assert command in text
    assert "\x1b" not in text and "━" not in text.replace("─", "")


def in_terminal(*arguments: object, columns: int = 80, **environment: str) -> str:
    """Run the command with a terminal as stdout and stderr; return what it shows."""
    main_end, end = pty.openpty()
    variables = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns), **environment}
    process = subprocess.Popen([sys.executable, "-m", "quoth", *map(str, arguments)],
                               stdout=end, stderr=end, stdin=end, env=variables)
    os.close(end)
    shown = b""
    try:
        while block := os.read(main_end, 4096):
            shown += block
    except OSError:  # Linux: the other end was closed
        pass
    os.close(main_end)
    assert process.wait() == 0, shown
    return shown.decode("utf-8")


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


def test_a_terminal_gets_colours_unless_it_says_no(out: Path) -> None:
    question = ["query", "who-said-what", "-s", out]
    assert "\x1b[" in in_terminal(*question)
    assert "\x1b[3" not in in_terminal(*question, NO_COLOR="1")


@pytest.mark.parametrize("columns", [40, 60, 80, 132])
def test_tables_fit_the_terminal(columns: int, out: Path) -> None:
    shown = plain(in_terminal("query", "who-said-what", "-s", out, columns=columns))
    assert max(map(len, shown.splitlines())) <= columns
    assert "Keller" in shown


def test_a_terminal_gets_a_progress_bar(news: Path, tmp_path: Path) -> None:
    shown = in_terminal("build", news, "-o", tmp_path / "out", "--model", "rules")
    assert "\x1b[" in shown and "Anna Keller" in plain(shown)


def test_a_log_gets_a_line_of_progress_now_and_then(news: Path, tmp_path: Path, capsys,
                                                    monkeypatch) -> None:
    monkeypatch.setattr(terminal, "EACH", 0)
    main(["build", str(news), "-o", str(tmp_path / "out"), "--model", "rules"])
    lines = capsys.readouterr().err.splitlines()
    total = len(ARTICLES)
    assert [x for x in lines if re.fullmatch(rf"reading: {total} of {total}, [\d.]+/s", x)]
    assert [x for x in lines if x.startswith(f"storing: {total} of {total}")]


def test_what_a_terminal_would_obey_is_not_printed(tmp_path: Path, capsys) -> None:
    (tmp_path / "a.txt").write_text(
        '"We \x1b[2J\x1b]0;title\x07 lost [bold]everything[/bold]," Olga Prins said.\n', "utf-8")
    main(["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--model", "rules"])
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err and "\x07" not in said.out + said.err
    assert "[bold]everything" in said.out or (tmp_path / "out" / "rejected.jsonl").exists()


def test_shortening_keeps_the_width() -> None:
    for width in range(10, 60):
        assert len(terminal.shorten("The quick brown fox jumps over the lazy dog. " * 3, width)) \
            <= width


# -- the docs


def test_the_reference_is_what_the_program_says() -> None:
    done = subprocess.run([sys.executable, ROOT / ".ci" / "reference.py"], capture_output=True,
                          text=True, timeout=60)
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == done.stdout, "run: make docs"


def test_help_is_for_eighty_columns(capsys, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for arguments in (["--help"], ["build", "--help"], ["query", "--help"]):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 0
        text = capsys.readouterr().out
        assert max(map(len, text.splitlines())) <= 80 and "usage: quoth" in text


def test_starting_is_quick() -> None:
    """What asks a graph does not load the language pipeline."""
    code = ("import sys, quoth.cli; from quoth.knowledge import KnowledgeGraph; "
            "print([m for m in ('spacy', 'trafilatura', 'onnxruntime', 'networkx', 'pyvis', "
            "'numpy', 'rich', 'ssl', 'quoth.linking.resolver', 'quoth.joining.joined') "
            "if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n", done.stderr
