from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from contracts.appeals.words import State
from services.appeals.appeal import rules
from services.appeals.appeal.rules import Deed, Party
from tests.builders import DENGLIANG, LILIN, STREET, an_actor, refused
from vocabulary.actors import RESIDENT, Role
from vocabulary.problems import Forbidden, WrongState

_EVERYTHING = frozenset(Deed)
_OF_STAFF = frozenset(Deed) - {Deed.CONTEST} - rules.OF_APPOINTMENTS
_DEEDS = some.lists(some.sampled_from(Deed), max_size=40)


@pytest.mark.parametrize(("state", "deed"), list(itertools.product(State, Deed)))
def test_what_the_table_does_not_name_is_refused_with_a_way_out(state: State, deed: Deed) -> None:
    if rules.TABLE.allows(state, deed):
        rules.check_may(deed, number="〔2013〕17", state=state, deeds=_EVERYTHING)
        return

    refusal = refused(rules.check_may, deed, number="〔2013〕17", state=state, deeds=_EVERYTHING)

    assert isinstance(refusal, WrongState)
    assert "〔2013〕17" in refusal.zh
    assert "〔2013〕17" in refusal.en
    assert "possible" in refusal.en


@given(_DEEDS)
def test_no_walk_through_the_table_leaves_it(deeds: list[Deed]) -> None:
    """Whatever is tried: closings and openings alternate, and assigned means to somebody."""
    state, is_assigned, closings, openings = State.RECEIVED, False, 0, 0
    for deed in deeds:
        if not rules.TABLE.allows(state, deed):
            continue
        is_assigned |= deed is Deed.ASSIGN
        state = rules.next_state(state, deed, is_assigned=is_assigned)
        closings += deed in {Deed.CLOSE, Deed.DECLINE, Deed.WITHDRAW}
        openings += deed in {Deed.REOPEN, Deed.CONTEST}

        assert closings - openings == (state is State.CLOSED)
        assert state is not State.ASSIGNED or is_assigned


@given(some.sampled_from(Deed), some.sampled_from(State), some.sets(some.sampled_from(Deed)))
def test_nobody_does_what_is_for_others(deed: Deed, state: State, deeds: set[Deed]) -> None:
    if deed in deeds:
        return

    refusal = refused(
        rules.check_may, deed, number="〔2013〕17", state=state, deeds=frozenset(deeds)
    )

    assert isinstance(refusal, Forbidden)


def test_a_resident_who_contests_too_early_is_asked_to_wait() -> None:
    refusal = refused(
        rules.check_may,
        Deed.CONTEST,
        number="〔2013〕17",
        state=State.ACCEPTED,
        deeds=rules.WITH_CODE,
        by_code=True,
    )

    assert "等待办理" in refusal.zh


def test_an_appeal_that_never_had_a_commissioner_opens_again_as_accepted() -> None:
    assert rules.next_state(State.CLOSED, Deed.REOPEN, is_assigned=False) is State.ACCEPTED
    assert rules.next_state(State.CLOSED, Deed.REOPEN, is_assigned=True) is State.ASSIGNED


@pytest.mark.parametrize(
    ("role", "area", "deeds"),
    [
        (Role.WORKSTATION_STAFF, LILIN, _OF_STAFF),
        (Role.WORKSTATION_STAFF, STREET, _OF_STAFF),
        (Role.WORKSTATION_STAFF, DENGLIANG, set()),
        (Role.ADMINISTRATOR, STREET, _OF_STAFF - {Deed.DISCLOSE}),
        (Role.COMMISSIONER, LILIN, {Deed.ACT, Deed.CLOSE, Deed.DISCLOSE}),
        (Role.COMMISSIONER, DENGLIANG, set()),
        (Role.PARTY_COMMITTEE, LILIN, set()),
        (Role.STREET_OFFICER, STREET, set()),
        (Role.VOLUNTEER, LILIN, set()),
    ],
)
def test_what_somebody_may_do_with_an_appeal_of_their_own(
    role: Role, area: str, deeds: set[Deed]
) -> None:
    actor = an_actor(role, area, account="hua")

    assert deeds == rules.TABLE.granted(actor, area=LILIN, owner="hua")


def test_a_commissioner_does_nothing_with_the_appeal_of_another() -> None:
    actor = an_actor(Role.COMMISSIONER, LILIN, account="hua")

    assert rules.TABLE.granted(actor, area=LILIN, owner="ming") == frozenset()


def test_an_appeal_without_commissioner_belongs_to_no_account() -> None:
    assert rules.TABLE.granted(RESIDENT, area=LILIN) == frozenset()


@pytest.mark.parametrize(
    ("deed", "parts"),
    [
        (Deed.ACCEPT, {Party.STAFF}),
        (Deed.CLOSE, {Party.STAFF, Party.ASSIGNEE}),
        (Deed.CONTEST, {Party.RESIDENT}),
        (Deed.RATE, {Party.STAFF, Party.RESIDENT}),
    ],
)
def test_a_refusal_names_those_whom_the_table_of_permissions_allows(
    deed: Deed, parts: set[Party]
) -> None:
    assert rules.who(deed) == parts


@pytest.mark.parametrize(
    ("state", "facts", "offered"),
    [
        (State.RECEIVED, {}, ["acceptance", "refusal", "erasure", "disclosures"]),
        (State.ACCEPTED, {}, ["assignment", "actions", "closing", "erasure", "disclosures"]),
        (State.ASSIGNED, {}, ["assignment", "actions", "closing", "erasure", "disclosures"]),
        (State.CLOSED, {}, ["reopening", "rating", "erasure", "disclosures"]),
        # R25: a round is rated once.
        (State.CLOSED, {"is_rated": True}, ["reopening", "erasure", "disclosures"]),
        (State.CLOSED, {"round_": rules.ROUNDS_MOST}, ["rating", "erasure", "disclosures"]),
        (State.CLOSED, {"is_erased": True}, []),
    ],
)
def test_staff_are_offered_what_the_state_and_the_facts_allow(
    state: State, facts: dict[str, Any], offered: list[str]
) -> None:
    deeds = rules.TABLE.granted(an_actor(Role.WORKSTATION_STAFF, LILIN), area=LILIN)

    assert offered == _offered(state, deeds, facts)


@pytest.mark.parametrize(
    ("state", "facts", "offered"),
    [
        (State.RECEIVED, {}, ["erasure"]),
        (State.CLOSED, {}, ["reopening", "rating", "erasure"]),
        (State.CLOSED, {"is_rated": True}, ["reopening", "erasure"]),
        (State.CLOSED, {"is_erased": True}, []),
    ],
)
def test_the_resident_is_offered_what_the_tracking_code_allows_now(
    state: State, facts: dict[str, Any], offered: list[str]
) -> None:
    assert offered == _offered(state, rules.WITH_CODE, facts)


def _offered(state: State, deeds: frozenset[Deed], facts: dict[str, Any]) -> list[str]:
    usual: dict[str, Any] = {"is_erased": False, "is_rated": False, "round_": 1}
    return rules.offered(state, deeds, **usual | facts)
