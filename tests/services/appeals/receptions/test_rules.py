from __future__ import annotations

import pytest

from services.appeals.receptions import rules
from tests.builders import DENGLIANG, LILIN, STREET, an_actor, field_of, refused
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.problems import Forbidden


@pytest.mark.parametrize(
    "actor",
    [
        an_actor(Role.WORKSTATION_STAFF),
        an_actor(Role.COMMISSIONER),
        an_actor(Role.ADMINISTRATOR, STREET),
    ],
)
def test_staff_and_commissioners_of_the_community_may_record(actor: Actor) -> None:
    rules.check_may_record(actor, LILIN)


@pytest.mark.parametrize(
    "actor",
    [
        an_actor(Role.WORKSTATION_STAFF, DENGLIANG),
        an_actor(Role.VOLUNTEER),
        an_actor(Role.STREET_OFFICER, STREET),
        RESIDENT,
    ],
)
def test_others_may_not(actor: Actor) -> None:
    refusal = refused(rules.check_may_record, actor, LILIN)

    assert isinstance(refusal, Forbidden)
    assert field_of(refusal) == ("community", "not_yours")


def test_a_reception_is_held_in_a_community_not_in_a_street() -> None:
    refusal = refused(rules.check_may_record, an_actor(Role.ADMINISTRATOR, STREET), STREET)

    assert field_of(refusal) == ("community", "not_a_community")


def test_a_commissioner_who_names_nobody_received_them() -> None:
    hua = an_actor(Role.COMMISSIONER, account="hua")

    assert rules.received_by(hua, LILIN, None) == "hua"
    assert rules.received_by(hua, LILIN, "li") == "li"
    assert rules.received_by(an_actor(Role.WORKSTATION_STAFF), LILIN, None) is None
