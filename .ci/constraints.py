"""Print the versions of everything that Quoth and its tests need, as pip constraints."""

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


found: dict[str, set[str]] = {}
closure("quoth", frozenset({"", "test"}), found)
print("# The versions that Quoth is tested with; `make constraints` writes this file.")
for package in sorted(found.keys() - {"quoth"}):
    print(f"{package}=={distribution(package).version}")
