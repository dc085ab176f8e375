"""Compile the draft tables of the knowledge base into the compact files that Quoth ships.

    python training/compile_kb.py DRAFT [--out graph/quoth/linking/data]

DRAFT holds countries.jsonl, people.jsonl, people_other.jsonl.gz, organizations.jsonl,
outlets.jsonl and given_names.jsonl (docs/knowledge-base.md says where they come from).
`additions.jsonl` in the output folder and `terms.tsv` beside this file are hand-kept and are merged
in. Same input, same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from quoth.linking.names import fold, parts, skeleton, slug

OUT = Path(__file__).resolve().parents[1] / "graph" / "quoth" / "linking" / "data"
TERMS = Path(__file__).resolve().parent / "terms.tsv"
Row = dict[str, Any]
_TOP = {"head_of_state": 0, "head_of_government": 1, "foreign_minister": 2, "io_head": 2}


def read(path: Path) -> list[Row]:
    """Return the rows of a JSON Lines file, gzipped or not; none if there is no such file."""
    if not path.exists():
        return []
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def write(path: Path, lines: list[str]) -> None:
    """Write gzipped lines without time stamp or file name: same input, same bytes."""
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), 9, mtime=0))
    print(f"{path.name}: {len(lines)} lines, {path.stat().st_size // 1024} KiB")


def line(value: Any) -> str:
    """Return compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def country(row: Row, new: Row) -> Row:
    """Keep what names a country: names, adjectives and capitals, but for those taken away.

    A hand-kept spelling of a capital bears the Wikidata id of the one that it spells.
    """
    without = new.get("without", [])
    adjectives = [a for a in row.get("adjectives", []) if a not in without]
    known = {a.lower() for a in adjectives}
    label = re.sub(r" \(Occupied .*\)| SAR$", "", row["name"])
    names = [row["name"], row.get("official_name", ""), *row.get("aliases", [])]
    names = [n for n in names if n not in without]
    aliases = sorted({_tidy(n) for n in names if n and n.lower() not in known} - {label, ""})
    cities = {c["name"]: c.get("qid") for key in ("capital_aliases", "capitals")
              for c in row.get(key, [])}
    spelt = {fold(name): qid for name, qid in cities.items()}
    cities.update({name: spelt.get(fold(name)) for name in new.get("capitals", [])})
    return {"id": row["id"], "name": label, "qid": row.get("qid"), "kind": row["kind"],
            "parent": row.get("parent"), "adjectives": adjectives, "aliases": aliases,
            "capitals": [[name, cities[name]] for name in sorted(cities)]}


def _tidy(name: str) -> str:
    """Return a country alias without remarks: "Holy See *", shouted capitals, foreign case."""
    name = re.sub(r"\s*[*]|\s*\(.*\)", "", name).strip()
    if name.isupper() and len(name) > 5:
        return name.title()
    return name if name[:1].isupper() or not name.isascii() else ""


# Titles that the draft's classes are too wide for: role class, pattern of titles, better class.
_BETTER = [("head_of_state", re.compile(pattern, re.I), better) for pattern, better in (
    (r"senate|council of (?:state|the nation)|general secretary of the presidency", "speaker"),
    (r"riksbank|bank", "central_bank_governor"), (r"governor[- ]general", "governor_general"),
    (r"kurdistan|federation of bosnia|republika srpska|abu dhabi", "subnational_head"),
    (r"co-prince|pontifical|captain regent|communist party|military council", "other"))]
_BETTER += [("head_of_government", re.compile(
    r"premier of (?!the state)|head of government of|government of aragon|kurdistan"
    r"|federation of bosnia|chief minister", re.I), "subnational_head")]
_BETTER += [(role, re.compile(
    r"\bvice\b|delegate|secretary of state (?:for|to)(?! foreign.*common)|materiel|veterans"
    r"|gendarmerie|civil defence|defence production", re.I), "deputy_minister")
    for role in ("foreign_minister", "defence_minister")]


# Those who serve below a minister, and ministers of a part of it, in every country.
_BELOW = [(role, re.compile(pattern, re.I), better) for role, pattern, better in (
    ("finance_minister", r"(?:chief|financial|economic|exchequer|commercial|permanent) secretary to"
     r"|in the ministry of", "deputy_minister"),
    ("finance_minister", r"financial services|industry, business", "minister_other"),
    ("defence_minister", r"under ?secretary", "deputy_minister"))]
_CIVIL = [("foreign_minister", re.compile(r"^foreign secretary$", re.I), "deputy_minister"),
          ("interior_minister", re.compile(r"^home secretary$", re.I), "deputy_minister")]
_BETTER += _CIVIL


def role_class(role: Row) -> str:
    """Return the class of an office, corrected by its title; Britain's secretaries stay."""
    if role.get("recast"):
        return role["recast"]
    below = next((b for name, pattern, b in _BELOW
                  if role["role"] == name and pattern.search(role["title"])), None)
    if below:
        return below
    for name, pattern, better in _BETTER:
        if role["role"] == name and role.get("country") != "gb" and pattern.search(role["title"]):
            return better
    return role["role"]


def person(row: Row) -> list[Any]:
    """Return [id, name, aliases, gender, born, countries, roles] of a person."""
    roles = [[role_class(r), r["title"], _place(r, row), r.get("start"), r.get("end"),
              r.get("as_of")] for r in row["roles"] if not _backwards(r)]
    return [row["id"], row["name"], row.get("aliases", []), row.get("gender"), row.get("born"),
            row.get("countries", []), roles]


def _backwards(role: Row) -> bool:
    """Say whether a term ends before it begins: the source has the years of two terms mixed."""
    start, end = role.get("start") or "", role.get("end") or ""
    return bool(start and end) and end[: len(start)] < start[: len(end)]


def _place(role: Row, row: Row) -> str | None:
    if role.get("organization"):
        return f"org:{role['organization']}".replace("org:org:", "org:")
    return role.get("country") or (row.get("countries") or [None])[0]


def read_terms(path: Path = TERMS) -> list[Row]:
    """Return a person with one role for each line of the table of terms."""
    lines = [ln for ln in path.read_text("utf-8").splitlines() if ln and ln[0] != "#"]
    return [_term(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _term(row: Row) -> Row:
    place = row["place"]
    scope = ({"organization": place.removeprefix("org:")} if place.startswith("org:")
             else {"country": place})
    dates = {"start": row["start"], "end": row["end"], "as_of": row["seen"]}
    role = {"role": row["role"], "title": row["title"], **scope, "source": row["source"],
            "succeeds": True, **{k: v for k, v in dates.items() if v}}
    found = {"id": row["wikidata"] or f"manual:{row['name']}", "name": row["name"],
             "gender": row["gender"], "roles": [role]}
    return {k: v for k, v in found.items() if v} | {"countries": [row["country"] or place][:1]}


def merged(people: list[Row], additions: list[Row], terms: list[Row] = ()) -> list[Row]:
    """Add the hand-kept rows: a known id gets the new roles and aliases, others are new."""
    rows = {row["id"]: row for row in people}
    for new in additions:
        old = rows.get(new["id"], {"roles": []})
        row = {**old, **{k: v for k, v in new.items() if k != "roles"}}
        row["aliases"] = sorted({*old.get("aliases", []), *new.get("aliases", [])})
        row["roles"] = _replaced(old["roles"], new.get("roles", []))
        rows[new["id"]] = row
    for new in terms:
        rows[new["id"]] = _with_term(_known(rows, new), new)
    _close(rows, [*additions, *terms])
    return sorted(rows.values(), key=lambda r: (r["name"], r["id"]))


def _known(rows: dict[str, Row], new: Row) -> Row:
    """Return what is known of a person so far, whose row had no Wikidata id until now, too."""
    bare = rows.pop(f"manual:{new['name']}", None) if new["id"][0] == "Q" else None
    return rows.get(new["id"]) or bare or {"roles": []}


def _with_term(old: Row, new: Row) -> Row:
    """Add a term to a person; the tables' name stays, another spelling becomes an alias."""
    name = old.get("name", new["name"])
    countries = list(dict.fromkeys([*old.get("countries", []), *new["countries"]]))
    return {**new, **old, "id": new["id"], "name": name, "countries": countries,
            "aliases": sorted({*old.get("aliases", []), new["name"]} - {name}),
            "roles": _replaced(old["roles"], new["roles"])}


def _replaced(old: list[Row], new: list[Row]) -> list[Row]:
    """Let a new row replace the old one with the same role, place and time of start."""
    def same(one: Row, other: Row) -> bool:
        starts = one.get("start") or "", other.get("start") or ""
        return _office(one) == _office(other) and starts[0][:4] == starts[1][:4] and (
            one.get("source") != other.get("source") or starts[0] == starts[1])

    return [r for r in old if not any(same(r, n) for n in new)] + new


def _office(role: Row) -> tuple[Any, ...]:
    """Return what only one person at a time holds: a class in a place, or a title of it."""
    name = role_class(role)
    ruler = "supreme leader" in role["title"].lower()
    return (name, role.get("country"), role.get("organization"), ruler,
            "" if name in _SINGLE else role["title"])


_SINGLE = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister",
                     "finance_minister", "interior_minister", "central_bank_governor"})


def _close(rows: dict[str, Row], news: list[Row]) -> None:
    """End the terms of an office on the day when another person takes it."""
    starts: dict[tuple[Any, ...], set[tuple[str, str]]] = defaultdict(set)
    for new in news:
        for role in new.get("roles", []):
            if role.get("succeeds"):
                starts[_office(role)].add((role["start"], new["id"]))
    for row in rows.values():
        row["roles"] = [_ended(role, _end(role, row["id"], starts[_office(role)]))
                        if _office(role) in starts else role for role in row["roles"]]


def _end(role: Row, owner: str, starts: set[tuple[str, str]]) -> str | None:
    """Return when the next person took an office before the term's own end, None if nobody did."""
    first, last = role.get("start") or "", role.get("end") or "9999"
    return min((day for day, new in starts if new != owner and first < day < last), default=None)


def _ended(role: Row, day: str | None) -> Row:
    return role if day is None else {**{k: v for k, v in role.items() if k != "as_of"}, "end": day}


def recast(people: list[Row], additions: list[Row]) -> list[Row]:
    """Return the people with the offices in another class that the tables have in a wrong one.

    An addition names them by class and start: {"foreign_minister 2015-01-29": "deputy_minister"}.
    """
    new = {row["id"]: row["recast"] for row in additions if "recast" in row}
    return [{**row, "roles": [_recast(role, new[row["id"]]) for role in row["roles"]]}
            if row["id"] in new else row for row in people]


def _recast(role: Row, new: dict[str, str]) -> Row:
    better = new.get(f"{role['role']} {role.get('start', '')}")
    return {**role, "recast": better} if better else role


def slugs(people: list[Row]) -> list[str]:
    """Return one slug a person; of namesakes the best known keeps the bare name."""
    names = [slug(row["name"]) for row in people]
    first: dict[str, int] = {}
    for number in sorted(range(len(people)), key=lambda n: _rank(people[n])):
        first.setdefault(names[number], number)
    return [name if first[name] == number else f"{name}-{slug(row['id'].replace('manual:', 'x '))}"
            for number, (name, row) in enumerate(zip(names, people, strict=True))]


def _rank(row: Row) -> tuple[Any, ...]:
    """Order namesakes: heads of state first, then by files that know them, then by id."""
    top = min(_TOP.get(role["role"], 9) for role in row["roles"] or [{"role": ""}])
    return top, -row.get("verified", 0), len(row["id"]), row["id"]


def indexes(people: list[list[Any]]) -> Row:
    """Return row numbers by consonants of each name word, and by role and place."""
    blocks: dict[str, set[int]] = defaultdict(set)
    offices: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(people):
        for name in (row[1], *row[2]):
            for word in parts(name):
                for part in {word, *word.split()}:  # "Kim Jong-un" is found as "Kim Jong Un", too
                    blocks[skeleton(part)].add(number)
        for role in row[6]:
            offices[f"{role[0]}/{role[2]}"].add(number)
    return {"blocks": {k: sorted(v) for k, v in sorted(blocks.items())},
            "offices": {k: sorted(v) for k, v in sorted(offices.items())}}


def organization(row: Row) -> Row:
    """Keep names, acronym, members, descriptors and bodies of an organization."""
    members = [[m["id"], m.get("status")] for m in row.get("members", [])
               if m.get("status") in (None, "member")]
    kept = {k: row.get(k) for k in ("id", "name", "qid", "acronym", "aliases", "descriptors",
                                    "bodies")}
    kept["aliases"] = [a for a in kept["aliases"] or [] if "(" not in a]
    return {k: v for k, v in {**kept, "members": [m[0] for m in members]}.items() if v}


def _organizations(rows: list[Row], additions: dict[str, Row]) -> list[Row]:
    """Add the hand-kept names and ids to organizations, and those that the draft lacks."""
    known = {row["id"] for row in rows}
    more = [row for key, row in additions.items() if key not in known]
    return [_with_names(row, additions.get(row["id"], {})) for row in rows] + more


def _with_names(row: Row, new: Row) -> Row:
    """Add aliases, take names away that others bear in the news, and fill an empty Wikidata id."""
    without = new.get("without", [])
    names = [*(row.get("aliases") or []), *new.get("aliases", [])]
    return {**row, "qid": row.get("qid") or new.get("qid"),
            "acronym": None if row.get("acronym") in without else row.get("acronym"),
            "aliases": [name for name in names if name not in without]}


def outlet(row: Row) -> Row:
    """Keep names, domain and country of an outlet."""
    return {k: row[k] for k in ("domain", "name", "aliases", "qid", "kind", "country") if k in row}


def given_names(rows: list[Row], people: list[Row]) -> list[str]:
    """Return "name TAB gender" lines, folded; a name of both genders is u."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        found[fold(row["name"])][row["gender"]] += 3
    for row in people:
        first = parts(row["name"])[0]
        if len(parts(row["name"])) > 1 and first.isalpha() and len(first) > 2:
            found[first][row.get("gender", "u")] += 1
    return [f"{name}\t{_majority(count)}" for name, count in sorted(found.items())]


def _majority(count: Counter[str]) -> str:
    """Return M or F for a name that nine in ten bear so, m or f for a rare one, u for both."""
    known = {g: n for g, n in count.items() if g in ("m", "f")}
    best = max(known, key=lambda g: (known[g], g), default="u")
    if not known or known[best] < 0.9 * sum(known.values()):
        return "u"
    return best.upper() if known[best] >= 3 else best


def main() -> None:
    """Compile all files."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("draft", type=Path)
    options.add_argument("--out", type=Path, default=OUT)
    args = options.parse_args()
    draft, out = args.draft, args.out
    additions = read(out / "additions.jsonl")
    drafted = [*read(draft / "people.jsonl"), *read(draft / "people_other.jsonl.gz")]
    people = merged(recast(drafted, additions),
                    [row for row in additions if "roles" in row], read_terms())
    lands = {row["id"]: row for row in additions if "without" in row or "capitals" in row}
    new = {row["id"]: row for row in additions if row["id"].startswith("org:")}
    rows = [person(row) for row in people]
    lines = [line([*row, name]) for row, name in zip(rows, slugs(people), strict=True)]
    write(out / "people.jsonl.gz", lines)
    write(out / "people-index.json.gz", [line(indexes(rows))])
    write(out / "countries.jsonl.gz", [line(country(r, lands.get(r["id"], {})))
                                       for r in read(draft / "countries.jsonl")])
    bodies = _organizations(read(draft / "organizations.jsonl"), new)
    write(out / "organizations.jsonl.gz", [line(organization(r)) for r in bodies])
    write(out / "outlets.jsonl.gz", [line(outlet(r)) for r in read(draft / "outlets.jsonl")])
    write(out / "given-names.tsv.gz", given_names(read(draft / "given_names.jsonl"), people))


if __name__ == "__main__":
    main()
