"""Compile the draft tables of the knowledge base into the compact files that Quoth ships.

    python training/compile_kb.py DRAFT [--out graph/quoth/linking/data]

DRAFT holds countries.jsonl, people.jsonl, people_other.jsonl.gz, organizations.jsonl,
outlets.jsonl and given_names.jsonl (docs/knowledge-base.md says where they come from).
`additions.jsonl` in the output folder is hand-kept and is merged in. Same input, same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from quoth.linking.names import fold, parts, skeleton, slug

OUT = Path(__file__).resolve().parents[1] / "graph" / "quoth" / "linking" / "data"
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


def country(row: Row, without: list[str]) -> Row:
    """Keep what names a country: names, adjectives and capitals, but for those taken away."""
    adjectives = [a for a in row.get("adjectives", []) if a not in without]
    known = {a.lower() for a in adjectives}
    label = re.sub(r" \(Occupied .*\)| SAR$", "", row["name"])
    names = [row["name"], row.get("official_name", ""), *row.get("aliases", [])]
    names = [n for n in names if n not in without]
    aliases = sorted({_tidy(n) for n in names if n and n.lower() not in known} - {label, ""})
    cities = {c["name"]: c.get("qid") for key in ("capital_aliases", "capitals")
              for c in row.get(key, [])}
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


def role_class(role: Row) -> str:
    """Return the class of an office, corrected by its title; Britain's secretaries stay."""
    for name, pattern, better in _BETTER:
        if role["role"] == name and role.get("country") != "gb" and pattern.search(role["title"]):
            return better
    return role["role"]


def person(row: Row) -> list[Any]:
    """Return [id, name, aliases, gender, born, countries, roles] of a person."""
    roles = [[role_class(r), r["title"], _place(r, row), r.get("start"), r.get("end"),
              r.get("as_of")] for r in row["roles"]]
    return [row["id"], row["name"], row.get("aliases", []), row.get("gender"), row.get("born"),
            row.get("countries", []), roles]


def _place(role: Row, row: Row) -> str | None:
    if role.get("organization"):
        return f"org:{role['organization']}".replace("org:org:", "org:")
    return role.get("country") or (row.get("countries") or [None])[0]


def merged(people: list[Row], additions: list[Row]) -> list[Row]:
    """Add the hand-kept rows: a known id gets the new roles and aliases, others are new."""
    rows = {row["id"]: row for row in people}
    for new in additions:
        old = rows.get(new["id"], {"roles": []})
        row = {**old, **{k: v for k, v in new.items() if k != "roles"}}
        row["aliases"] = sorted({*old.get("aliases", []), *new.get("aliases", [])})
        row["roles"] = _replaced(old["roles"], new.get("roles", []))
        rows[new["id"]] = row
    for new in additions:
        for role in new.get("roles", []):
            if role.get("succeeds"):
                _close(rows, new["id"], role)
    return sorted(rows.values(), key=lambda r: (r["name"], r["id"]))


def _replaced(old: list[Row], new: list[Row]) -> list[Row]:
    """Let a new row replace the old one with the same role, country and year of start."""
    def key(role: Row) -> tuple[Any, ...]:
        return role["role"], role.get("country"), (role.get("start") or "")[:4]

    fresh = {key(r) for r in new}
    return [r for r in old if key(r) not in fresh] + new


def _close(rows: dict[str, Row], owner: str, role: Row) -> None:
    """End the open terms of an office when another person takes it."""
    for identifier, row in rows.items():
        if identifier == owner:
            continue
        row["roles"] = [_ended(old, role["start"]) if _open_before(old, role) else old
                        for old in row["roles"]]


def _open_before(old: Row, new: Row) -> bool:
    same = (old["role"], old.get("country")) == (new["role"], new.get("country"))
    return same and (old.get("end") or "9999") > new["start"] > (old.get("start") or "")


def _ended(role: Row, day: str) -> Row:
    return {**{k: v for k, v in role.items() if k != "as_of"}, "end": day}


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
                blocks[skeleton(word)].add(number)
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
    people = merged([*read(draft / "people.jsonl"), *read(draft / "people_other.jsonl.gz")],
                    [row for row in additions if "roles" in row])
    without = {row["id"]: row["without"] for row in additions if "without" in row}
    names = {row["id"]: row["aliases"] for row in additions if row["id"].startswith("org:")}
    rows = [person(row) for row in people]
    lines = [line([*row, name]) for row, name in zip(rows, slugs(people), strict=True)]
    write(out / "people.jsonl.gz", lines)
    write(out / "people-index.json.gz", [line(indexes(rows))])
    write(out / "countries.jsonl.gz", [line(country(r, without.get(r["id"], [])))
                                       for r in read(draft / "countries.jsonl")])
    bodies = [{**r, "aliases": [*(r.get("aliases") or []), *names.get(r["id"], [])]}
              for r in read(draft / "organizations.jsonl")]
    write(out / "organizations.jsonl.gz", [line(organization(r)) for r in bodies])
    write(out / "outlets.jsonl.gz", [line(outlet(r)) for r in read(draft / "outlets.jsonl")])
    write(out / "given-names.tsv.gz", given_names(read(draft / "given_names.jsonl"), people))


if __name__ == "__main__":
    main()
