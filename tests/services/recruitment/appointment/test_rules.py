from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from contracts.recruitment.words import AppointmentState
from services.recruitment.appointment import rules
from services.recruitment.appointment.rules import Deed
from tests.builders import LILIN, STREET, an_actor, refused
from vocabulary.actors import Role
from vocabulary.permissions import TABLE, Action
from vocabulary.problems import Forbidden


@given(some.lists(some.sampled_from(Deed), max_size=40))
def test_no_walk_comes_into_office_past_the_committee(deeds: list[Deed]) -> None:
    """R10: whatever is tried, notice and decision come first, and nothing follows the end."""
    state, done = AppointmentState.PROPOSED, list[Deed]()
    for deed in deeds:
        following = rules.TABLE.deeds[deed].moves.get(state)
        if following is None:
            continue
        if state in {AppointmentState.REFUSED, AppointmentState.WITHDRAWN}:
            assert following is state, "something follows"
        state = following
        done.append(deed)

    if state in {AppointmentState.IN_OFFICE, AppointmentState.ENDED}:
        order = [done.index(one) for one in (Deed.OPEN_NOTICE, Deed.APPROVE, Deed.BEGIN)]
        assert order == sorted(order)


def test_nobody_but_the_party_committee_decides() -> None:
    """R10: the table gives it to one role, the rule to its own community."""
    assert set(TABLE[Action.APPOINTMENT_DECIDE].scopes) == {Role.PARTY_COMMITTEE}
    for role in Role:
        sits = an_actor(role)
        if role is Role.PARTY_COMMITTEE:
            rules.check_is_committee(sits, LILIN)
            sits = an_actor(role, STREET)
        assert isinstance(refused(rules.check_is_committee, sits, LILIN), Forbidden)
