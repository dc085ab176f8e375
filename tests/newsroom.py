"""Short articles of our own for the tests of the whole line."""

from pathlib import Path

ARTICLES = {
    "bridge.txt": """\
Bridge to reopen in June, mayor says

LINDAU, March 3, 2024. Mayor Anna Keller said on Monday that the old bridge over the river would
reopen in June. "We have waited long enough," Keller said.

According to Tomas Berg, the chairman of the Ferry Association, the ferries will stop at once.
""",
    "ferry.txt": """\
Ferries stop as bridge opens

LINDAU, March 4, 2024. "The ferries have no future here," Tomas Berg told the council.

Mayor Anna Keller warned that the town could not pay for both.
""",
    "harbour.txt": """\
Harbour plan divides the town

March 9, 2024. Tomas Berg called the harbour plan "a gift to speculators".

"Nobody asked the fishermen," he said. The mayor, Anna Keller, denied this.
""",
}


def newsroom(folder: Path, *names: str) -> Path:
    """Write some of the articles, or all, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or ARTICLES:
        (folder / name).write_text(ARTICLES[name], "utf-8")
    return folder
