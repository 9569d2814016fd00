"""`python -m tests.interfaces BEFORE AFTER`: what differs between two descriptions of the interface.

Paths, methods, parameters, statuses and bodies are compared, each shape where it is used and
not by its name. What may differ stands below with its reason; all else ends it with 1.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

Json = Any

#: Where two descriptions may differ, and why: a pattern for `METHOD path: place`.
MAY_DIFFER = {
    r"x-names?\b": "each field and each value has a Chinese and an English name",
    r"\.possible\b": "what can be done now is told in every view",
    r"\.(by|commissioner|assessor)_name$": "the name of its person stands beside an account, "
    "masked where the caller needs no more",
    r"(applications|appointments|screening|reserves|scores|abstention)\b.*\.(post|campaign)$": (
        "an application names its post and campaign, an appointment its post, beside their ids"
    ),
    r"\.(attendances\.items|training\.items|items\.items)\.(properties|required)\.name$": (
        "who takes part in a training is named"
    ),
    r"own/export: .*\.position$": "the copy of your own data has your position in an interim too",
    r"(query |POST /api/v1/appeals/search: .*\.properties\.)(number|reopened)$": (
        "appeals are found by their number, and those that were opened again by themselves"
    ),
    r"^GET /api/v1/appeals/counts: new$": "what waits is counted in one answer, for the first page",
    r"POST .*: \.responses\.20[01]$": "what creates something answers 201",
    r": \.responses\.201\.headers\.Location$": "it says where it is found",
    r"back-entries: \.parameters\.query sort\.schema\.pattern$": "it sorts by `from` now",
}
#: One name for a person, a period and a place: which name took which one's place. What both
#: stand for is compared, and a name that stays beside its new one is no renaming.
RENAMED = {
    "account_id": "account",
    "person_id": "commissioner",
    "sign_in_id": "sign_in",
    "account": "commissioner",
    "first": "from",
    "first_day": "from",
    "from_day": "from",
    "starts_on": "from",
    "last": "to",
    "last_day": "to",
    "to_day": "to",
    "ends_on": "to",
    "quiet_until": "quiet_to",
    "expires_at": "ends_at",
    "community": "area",
    "key": "community",
}
#: Words about the same thing, and samples of it.
_SAID = frozenset({"description", "summary", "operationId", "example", "examples"})
_IN_PATHS = {"account_id": "account", "person_id": "commissioner", "sign_in_id": "sign_in"}
_ENDLESS: Json = {"type": "the shape above"}


def differences(before: Json, after: Json) -> list[str]:
    """Each place that one of them has alone, or that says something else."""
    one, other = _operations(before), _operations(after)
    found = []
    for name in sorted(one.keys() | other.keys()):
        if name not in one or name not in other:
            found.append(f"{name}: {'gone' if name in one else 'new'}")
        else:
            found += [f"{name}: {place}" for place in _places(one[name], other[name])]
    return found


def unexpected(found: list[str]) -> list[str]:
    """Those for which no reason stands above."""
    return [one for one in found if not any(re.search(known, one) for known in MAY_DIFFER)]


def _operations(document: Json) -> dict[str, Json]:
    return {
        f"{method.upper()} {_by_place(path)}": _whole(
            document, operation | _parameters(item, operation)
        )
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method != "parameters"
    }


def _parameters(item: Json, operation: Json) -> Json:
    both = [*item.get("parameters", ()), *operation.get("parameters", ())]
    return {"parameters": {f"{one.pop('in')} {one.pop('name')}": one for one in map(dict, both)}}


def _by_place(path: str) -> str:
    """The path with what `{…}` is called today."""
    return re.sub(r"{(\w+)}", lambda found: f"{{{_IN_PATHS.get(found[1], found[1])}}}", path)


def _whole(document: Json, node: Json, above: tuple[str, ...] = ()) -> Json:
    """With each reference replaced by what it names."""
    if isinstance(node, list):
        return [_whole(document, each, above) for each in node]
    if not isinstance(node, dict):
        return node
    named = node.get("$ref")
    if named is None:
        kept = {key: value for key, value in node.items() if key not in _SAID or _is_shape(value)}
        return {key: _whole(document, value, above) for key, value in kept.items()}
    if named in above:
        return _ENDLESS
    found = document
    for part in named.removeprefix("#/").split("/"):
        found = found[part]
    return _whole(document, found, (*above, named))


def _is_shape(value: Json) -> bool:
    """A field may be called `description` itself."""
    return isinstance(value, dict) and "type" in value


def _places(one: Json, other: Json, at: str = "") -> Iterator[str]:
    if one == other:
        return
    if isinstance(one, dict) and isinstance(other, dict):
        known = {_name_now(key, one, other): value for key, value in one.items()}
        for key in sorted(known.keys() | other.keys()):
            if key not in known or key not in other:
                yield f"{at}.{key}"
            else:
                yield from _places(known[key], other[key], f"{at}.{key}")
    elif _are_shapes(one) and _are_shapes(other) and len(one) == len(other):
        for number, (first, second) in enumerate(zip(one, other, strict=True)):
            yield from _places(first, second, f"{at}.{number}")
    elif _are_names(one) and _are_names(other):
        # The order of what is required means nothing.
        known_names = {_name_now(name, one, other) for name in one}
        yield from (f"{at}.{name}" for name in sorted(known_names ^ set(other)))
    else:
        yield at


def _name_now(key: str, before: Container[str], after: Container[str]) -> str:
    """What it is called after, where it is gone from there and the new name came instead."""
    place, blank, name = key.rpartition(" ")
    bare = re.sub(r"_(zh|en)$", "", name)
    renamed = f"{place}{blank}{RENAMED.get(bare, bare)}{name.removeprefix(bare)}"
    return renamed if key not in after and renamed in after and renamed not in before else key


def _are_shapes(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _are_names(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def main() -> int:
    """Print what differs without a reason."""
    before, after = (json.loads(Path(name).read_text()) for name in sys.argv[1:3])
    found = unexpected(differences(before, after))
    sys.stdout.writelines(f"{one}\n" for one in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
