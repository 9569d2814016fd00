"""Permissions are written down once."""

from __future__ import annotations

from collections.abc import Iterator

from cli.states_page import tables
from gateway.app import openapi_document
from tests.architecture.sources import sources
from tests.architecture.test_names import PACKAGES
from vocabulary.permissions import TABLE, Action

_TABLE = {"vocabulary/permitted/rows.py", "vocabulary/actors.py"}
#: File → why it names a role although it gives no right.
_OTHERWISE = {
    "cli/demo_accounts.py": "an account of each role to try with",
    "cli/trial.py": "looks as a street office whether anybody works there yet",
    "contracts/gateway/notices.py": "says in words as what somebody was named",
    "gateway/people/offices/appointments.py": "an appointment makes a commissioner",
    "gateway/people/offices/memberships.py": "a membership makes a volunteer or a social worker",
    "services/recruitment/appointment/rules.py": "narrows the table: a committee of its own place",
    "gateway/console/guidance.py": "each role has a guide",
    "gateway/people/accounts/rules.py": "where a role is held, and how well its accounts are guarded",
    "gateway/places/areas/operations.py": "the operator at the terminal counts as an administrator",
    "services/appeals/receptions/rules.py": "who received residents, if the recorder does not say",
}


def test_roles_are_named_in_the_table_only() -> None:
    """A second list of roles would one day say something else: ask vocabulary.permissions."""
    files = sources(*(package for package in PACKAGES if package != "sample"))
    naming = {file.name for file in files if any(of == "Role" for of, _ in file.members)}

    assert naming - _TABLE == set(_OTHERWISE)


def _asked_by_routes() -> Iterator[Action]:
    for item in openapi_document()["paths"].values():
        for method, operation in item.items():
            if method != "parameters":
                yield Action(operation["x-permission"])


def test_every_action_of_the_table_is_asked_for() -> None:
    """A line that nothing asks for promises what nothing keeps."""
    inside = {
        *(row.action for table in tables().values() for row in table.deeds.values() if row.action),
        Action.APPEAL_READ_CODE,
    }

    assert set(TABLE) - set(_asked_by_routes()) - inside == set()
