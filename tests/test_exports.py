"""Files for other tools, written by the command line and read back."""

import csv
import json
from pathlib import Path

import fsspec
import networkx
import pytest
from pyarrow import parquet
from quoth import exports
from quoth.cli import main
from quoth.exports import WRITERS, write
from quoth.knowledge import KnowledgeGraph


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    news = Path(__file__).resolve().parents[1] / "seeds" / "articles"
    folder = tmp_path_factory.mktemp("built") / "out"
    assert main(["build", str(news), "-o", str(folder), "--model", "rules", "--quiet"]) == 0
    return folder


def from_tables(nodes: Path, edges: Path, graph: networkx.Graph) -> networkx.Graph:
    """Return the network of two tables, as Gephi reads them; `graph` says the types of values."""
    back = graph.__class__()
    with nodes.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            kinds = graph.nodes[row["Id"]]
            back.add_node(row["Id"], label=row["Label"], **{
                k: type(kinds[k])(row[k]) for k in kinds if k != "label"})
    with edges.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            kinds = graph.edges[row["Source"], row["Target"]]
            back.add_edge(row["Source"], row["Target"], weight=int(row["Weight"]), **{
                k: int(row[k]) for k in kinds if k != "weight"})
    return back


@pytest.mark.parametrize("count, groups", [(0, 1), (1, 1), (4, 1), (5, 2), (9, 3)])
def test_a_table_is_written_in_groups(count: int, groups: int, tmp_path: Path,
                                      monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "GROUP", 4)
    made = [{**dict.fromkeys(exports.COLUMNS), "text": f"text {n}", "start": n, "negated": n > 2}
            for n in range(count)]
    exports.write_table(iter(made), tmp_path / "t")
    table = parquet.ParquetFile(tmp_path / "t")
    assert table.num_row_groups == groups
    assert table.read().to_pylist() == made


@pytest.mark.parametrize("kind", ["speaks-of", "said", "named-together"])
def test_exported_networks_come_back_the_same(kind: str, out: Path, tmp_path: Path) -> None:
    names = ("a.graphml", "a.gexf", "a.cyjs", "a.nodes.csv", "a.edges.csv")
    places = [tmp_path / name for name in names]
    assert main(["export", *map(str, places), "--network", kind, "-s", str(out)]) == 0
    with KnowledgeGraph.open(out) as kg:
        graph = kg.network(kind)
    assert graph.size() > 0
    for back in (networkx.read_graphml(places[0]), networkx.read_gexf(places[1]),
                 networkx.cytoscape_graph(json.loads(places[2].read_text("utf-8"))),
                 from_tables(places[3], places[4], graph)):
        assert back.is_directed() == graph.is_directed()
        assert set(back) == set(graph)
        for node, data in graph.nodes(data=True):
            assert {k: back.nodes[node].get(k) for k in data} == data
        assert {frozenset(e) for e in back.edges()} == {frozenset(e) for e in graph.edges()}
        for one, other, data in graph.edges(data=True):
            assert {k: back[one][other][k] for k in data} == data


@pytest.mark.parametrize(("name", "head"), [
    ("a.nodes.csv", "Id,Label"), ("a.edges.csv", "Source,Target,Type,Weight"),
    ("nodes.csv", "statement,speaker"), ("a.b.csv", "statement,speaker")])
def test_two_endings_name_the_tables_of_a_network(name: str, head: str, out: Path,
                                                  tmp_path: Path) -> None:
    with KnowledgeGraph.open(out) as kg:
        assert write(kg, tmp_path / name).read_text("utf-8").startswith(head)
        assert set(WRITERS) > {"nodes", "edges"}


@pytest.mark.parametrize("name", ["graph.ttl", "statements.csv", "a.nodes.csv"])
def test_a_file_can_lie_on_any_file_system(name: str, out: Path, tmp_path: Path) -> None:
    there = f"memory://quoth-export/deep/{name}"
    assert main(["export", there, str(tmp_path / name), "-s", str(out)]) == 0
    system = fsspec.filesystem("memory")
    assert system.cat(there) == (tmp_path / name).read_bytes()
    system.rm("/quoth-export", recursive=True)


def test_a_file_system_that_is_not_known_is_one_line(out: Path, capsys) -> None:
    assert main(["export", "no-such-system://a.ttl", "-s", str(out)]) == 1
    assert "cannot write no-such-system://a.ttl: " in capsys.readouterr().err
