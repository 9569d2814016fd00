"""Those who call in the tests."""

from __future__ import annotations

import datetime as dt

from vocabulary.actors import Actor, Grant, Role

HOUR = dt.timedelta(hours=1)


def holding(role: Role, area: str = "440305007003") -> Actor:
    """Somebody with one role."""
    return Actor(f"{role.value}-1", (Grant(role, area),))


STAFF = holding(Role.WORKSTATION_STAFF)
COMMISSIONER = holding(Role.COMMISSIONER)
VOLUNTEER = holding(Role.VOLUNTEER)
ADMINISTRATOR = holding(Role.ADMINISTRATOR, "440305000000")
OFFICER = holding(Role.STREET_OFFICER, "440305007000")
