"""News outlets and agencies by domain and by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Outlet:
    """A news outlet of the table `outlets.tsv`."""

    domain: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str

    @property
    def is_agency(self) -> bool:
        """Whether it is a news agency."""
        return self.kind == "agency"


@cache
def outlets() -> tuple[Outlet, ...]:
    """Return the table, in the order of its domains."""
    lines = files(__package__).joinpath("outlets.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(Outlet(domain, name, tuple(filter(None, aliases.split("|"))), kind, country)
                 for domain, name, aliases, kind, country in rows)


@cache
def _by_domain() -> dict[str, Outlet]:
    return {outlet.domain: outlet for outlet in outlets()}


@cache
def _by_name() -> dict[str, Outlet]:
    """Names as printed, and as compared; an agency wins over others of the same name."""
    found: dict[str, Outlet] = {}
    for outlet in sorted(outlets(), key=lambda o: not o.is_agency):
        for name in (outlet.name, *outlet.aliases, outlet.domain):
            found.setdefault(_key(name), outlet)
    return found


def _key(name: str) -> str:
    return re.sub(r"^the |[\s.®™]+$", "", " ".join(name.casefold().split()))


def by_url(url: str | None) -> Outlet | None:
    """Return the outlet whose domain `url` is on.

    >>> by_url("https://www.tass.com/world/1").name
    'TASS'
    """
    try:
        host = (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return None
    labels = host.split(".")
    tails = (".".join(labels[i:]) for i in range(len(labels) - 1))
    return next((_by_domain()[tail] for tail in tails if tail in _by_domain()), None)


def by_name(name: str) -> Outlet | None:
    """Return the outlet that is called `name`, whatever its case.

    >>> by_name("the guardian").domain
    'theguardian.com'
    """
    return _by_name().get(_key(name))


def agency(name: str) -> Outlet | None:
    """Return the news agency that is called `name`; a short one must be written as it is used.

    >>> agency("Agence France-Presse").name, agency("Trend news desk")
    ('AFP', None)
    """
    found = by_name(name)
    if not found or not found.is_agency:
        return None
    printed = name.strip(" .")
    short = len(printed) <= 4 and printed not in (found.name, *found.aliases)
    return None if short and not printed.isupper() else found



def name_of_site(url: str | None) -> str | None:
    """Return what to call the publisher of a page: its name in the table, else its domain.

    >>> name_of_site("https://www.example.org/news/1")
    'example.org'
    """
    known = by_url(url)
    if known:
        return known.name
    try:
        host = (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def outlet(name: str) -> Outlet | None:
    """Return the agency, or other outlet, whose name is printed in brackets in a dateline.

    >>> outlet("CNN").kind, outlet("AP").kind, outlet("Life")
    ('broadcaster', 'agency', None)
    """
    found = agency(name) or by_name(name)
    plain = found and not found.is_agency and not re.search("[A-Z]{2}| ", name.strip())
    return None if plain else found


@cache
def agency_pattern() -> str:
    """Return an expression that matches the names of agencies, longest first."""
    names = {n for o in outlets() if o.is_agency for n in (o.name, *o.aliases)}
    names |= {name.upper() for name in names if len(name) > 3}
    return "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))
