from __future__ import annotations

import datetime as dt

import pytest

from contracts.appeals.commissioners import CommissionerLoads, CountCommissioners
from runtime.database import Database
from services.appeals.handover import queries
from tests.builders import (
    DENGLIANG,
    HUA,
    LI,
    LILIN,
    STAFF,
    STREET,
    a_settled_appeal,
    an_actor,
    an_assigned_appeal,
    in_office,
    refused,
)
from vocabulary.actors import Actor, Role
from vocabulary.problems import NotFound


def _loads(
    register: Database, actor: Actor = STAFF, community: str = LILIN, on: dt.date | None = None
) -> CommissionerLoads:
    with register.reading() as session:
        return queries.loads(session, actor, CountCommissioners(community=community, on=on))


def test_staff_see_who_is_in_office_and_what_each_has_open(register: Database) -> None:
    """Only of this community; a holder of two posts is listed once, closed appeals do not count."""
    an_assigned_appeal(register)
    a_settled_appeal(register)
    in_office(register, HUA, appointment_id=LI)
    in_office(register, LI, began_on=dt.date(2013, 5, 6))
    in_office(register, LI, community=DENGLIANG)

    found = _loads(register).items
    assert [(one.commissioner, one.open_appeals) for one in found] == [(str(HUA), 1), (str(LI), 0)]
    before = _loads(register, on=dt.date(2013, 5, 5)).items
    assert [one.commissioner for one in before] == [str(HUA)]


@pytest.mark.parametrize(
    ("actor", "community"),
    [
        (an_actor(Role.WORKSTATION_STAFF, DENGLIANG), LILIN),
        (an_actor(Role.COMMISSIONER), LILIN),
        (an_actor(Role.VOLUNTEER), LILIN),
        (Actor(), LILIN),
        (an_actor(Role.STREET_OFFICER, STREET), STREET),
    ],
)
def test_whose_the_community_is_not_sees_no_commissioners(
    register: Database, actor: Actor, community: str
) -> None:
    in_office(register, HUA)

    assert isinstance(refused(_loads, register, actor, community), NotFound)
