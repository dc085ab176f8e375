"""Print the versions of everything that Quoth and its tests need, as pip constraints."""

from configparser import ConfigParser
from importlib.metadata import distribution, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def closure(name: str, extras: frozenset[str], seen: dict[str, set[str]]) -> None:
    known = seen.setdefault(canonicalize_name(name), set())
    if known >= extras and known:
        return
    known |= extras or {""}
    for line in requires(name) or ():
        need = Requirement(line)
        if any(not need.marker or need.marker.evaluate({"extra": e}) for e in extras or {""}):
            closure(need.name, frozenset(need.extras or {""}), seen)


config = ConfigParser()
config.read("setup.cfg", encoding="utf-8")
needs = config["options"]["install_requires"] + config["options.extras_require"]["test"]
found: dict[str, set[str]] = {}
for line in filter(None, map(str.strip, needs.splitlines())):
    wanted = Requirement(line)
    closure(wanted.name, frozenset(wanted.extras or {""}), found)
print("# The versions that Quoth is tested with; `make constraints` writes this file.")
for package in sorted(found):
    print(f"{package}=={distribution(package).version}")
