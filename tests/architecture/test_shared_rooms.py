"""`vocabulary` and `runtime` hold what several need; what one needs belongs to that one."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import pytest

from tests.architecture.sources import ROOT, sources
from tests.architecture.test_names import PACKAGES

_SHARED = ("vocabulary", "runtime")

#: Module with one user outside its room so far, and why it stands there.
_EXPECTED: dict[str, str] = {}


def _shared_modules() -> list[str]:
    return sorted(
        f"{room}.{path.stem}"
        for room in _SHARED
        for path in (ROOT / room).glob("*.py")
        if path.stem != "__init__"
    )


@functools.cache
def _users() -> Mapping[str, AbstractSet[str]]:
    """Shared module → the packages that import it; each service counts as one."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in sources(*PACKAGES):
        parts = source.path.relative_to(ROOT).parts
        user = ".".join(parts[: 2 if parts[0] == "services" else 1])
        for module in source.imported:
            found[module].add(user)
    return found


@pytest.mark.parametrize("module", _shared_modules())
def test_a_shared_module_has_at_least_two_users(module: str) -> None:
    """One that only its neighbours import is a part of them."""
    users = _users()[module]
    outside = users - {module.partition(".")[0]}

    is_shared = len(outside) >= 2 or (not outside and bool(users))
    assert is_shared is (module not in _EXPECTED), outside
