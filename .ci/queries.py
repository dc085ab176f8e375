"""Print docs/queries.md: the named queries as their files tell. `make docs` writes it."""

from collections.abc import Iterator

from quoth.rdf.queries import NamedQuery, Parameter, load, names

INTRODUCTION = """\
# The named queries

Questions that can be asked of every graph, on the command line, in the library
(`kg.query("left-out", speaker="putin")`) and in the web application. Each is one file of
[ontology/queries](../ontology/queries): plain SPARQL 1.1 with its question and its parameters in
the first lines. A file of your own is asked by `quoth query FILE.rq`. This page is made of those
files and checked against them by a test.

A parameter is set with `--set name=value`. Part of a name is enough, in capitals or small letters.
"""
THEMES = {
    "Who said what": (
        "who-said-what", "who-said-what-about", "timeline", "speakers", "speech-acts", "attitudes",
        "denied-reports", "chains", "delivered-by-another", "on-behalf-of"),
    "One statement in several reports": (
        "same-statement", "wordings", "left-out", "wording-over-time"),
    "Who speaks of whom": (
        "who-speaks-of-whom", "contradictions", "denials", "co-mentions", "mentioned-never-quoted",
        "never-quoted"),
    "Outlets": (
        "quoted-by-outlet", "voices-by-outlet", "unnamed-by-outlet", "unnamed-sources"),
    "Occasions": ("at-occasion", "occasion-timeline"),
    "The graph itself": (
        "articles", "one-text", "figures", "name-variants", "posts-and-members", "provenance",
        "doubtful"),
}


def page() -> Iterator[str]:
    """Yield the lines of the page."""
    yield INTRODUCTION
    left = set(names())
    for theme, members in (*THEMES.items(), ("Others", sorted(left - _told()))):
        if members:
            yield f"## {theme}\n"
        for name in members:
            yield from section(load(name))


def _told() -> set[str]:
    return {name for members in THEMES.values() for name in members}


def section(query: NamedQuery) -> Iterator[str]:
    """Yield the lines of one query."""
    yield f"### {query.name}\n\n{query.question}\n"
    if query.parameters:
        yield "| parameter | means | without it |\n|---|---|---|"
        yield from (f"| `{p.name}` | {p.description} | {default(p)} |" for p in query.parameters)
        yield ""
    sets = "".join(f" --set {p.name}={p.default.value or 'NAME'}" for p in query.parameters[:1])
    yield f"```\nquoth query {query.name}{sets}\n```\n"


def default(parameter: Parameter) -> str:
    """Return the default for people."""
    value = parameter.default.value
    return f"`{value.rpartition('/')[2] or value}`" if value else "all"


if __name__ == "__main__":
    print("\n".join(page()).rstrip())
