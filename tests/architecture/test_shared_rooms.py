"""`vocabulary` and `runtime` hold what several need; what one needs belongs to that one."""

from __future__ import annotations

import ast
import functools
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_names import PACKAGES

_ROOT = Path(__file__).parent.parent.parent
_SHARED = ("vocabulary", "runtime")

#: Module with one user so far, and who comes next.
_EXPECTED = {
    "vocabulary.workdays": "limits of appeals count working days too",
    "runtime.days": "the street's figures will count days in the database too",
}


def _shared_modules() -> list[str]:
    return sorted(
        f"{room}.{path.stem}"
        for room in _SHARED
        for path in (_ROOT / room).glob("*.py")
        if path.stem != "__init__"
    )


@functools.cache
def _users() -> dict[str, set[str]]:
    """Shared module → the packages that import it; each service counts as one."""
    found: dict[str, set[str]] = defaultdict(set)
    for package in PACKAGES:
        for path in (_ROOT / package).rglob("*.py"):
            parts = path.relative_to(_ROOT).parts
            user = ".".join(parts[: 2 if package == "services" else 1])
            for module in _imported(path):
                found[module].add(user)
    return found


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", _shared_modules())
def test_a_shared_module_has_at_least_two_users(module: str) -> None:
    """One that only its neighbours import is a part of them."""
    users = _users()[module]
    outside = users - {module.partition(".")[0]}

    is_shared = len(outside) >= 2 or (not outside and bool(users))
    assert is_shared is (module not in _EXPECTED), outside
