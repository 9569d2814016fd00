"""Who may do what is written down once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.app import openapi_document
from services.appeals.appeal.rules import ACTIONS
from tests.architecture.test_names import PACKAGES
from vocabulary.permissions import TABLE, Action

_ROOT = Path(__file__).parent.parent.parent
_TABLE = {"vocabulary/permissions.py", "vocabulary/actors.py"}
#: File → why it names a role although it gives no right.
_OTHERWISE = {
    "cli/demo_accounts.py": "an account of each role to try with",
    "cli/permissions_page.py": "calls each role by its name",
    "gateway/accounts/operations.py": "an appointment makes a commissioner",
    "services/recruitment/appointments/rules.py": "narrows the table: a committee of its own place",
    "gateway/accounts/rules.py": "where a role is held, and how well its accounts are guarded",
    "gateway/areas/operations.py": "whoever sits at the terminal counts as an administrator",
    "gateway/notices/rules.py": "whom an office's notices are for",
    "services/appeals/receptions/rules.py": "who received residents, if the recorder does not say",
}
_FILES = [
    path
    for package in PACKAGES
    for path in sorted((_ROOT / package).rglob("*.py"))
    if package != "sample"
]


def _named(path: Path) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Role"
        for node in ast.walk(ast.parse(path.read_text()))
    )


@pytest.mark.parametrize("path", _FILES, ids=lambda path: str(path.relative_to(_ROOT)))
def test_roles_are_named_in_the_table_only(path: Path) -> None:
    """A second list of roles would one day say something else."""
    name = str(path.relative_to(_ROOT))
    if name in _TABLE:
        return

    assert _named(path) is (name in _OTHERWISE), f"{name}: ask vocabulary.permissions"


def _asked_by_routes() -> Iterator[Action]:
    for item in openapi_document()["paths"].values():
        for method, operation in item.items():
            if method != "parameters":
                yield Action(operation["x-permission"])


def test_every_action_of_the_table_is_asked_for() -> None:
    """A line that nothing asks for promises what nothing keeps."""
    inside = {
        *ACTIONS.values(),
        Action.APPEAL_READ_CODE,
    }

    assert set(TABLE) - set(_asked_by_routes()) - inside == set()
