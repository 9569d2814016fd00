"""One person twice, or two people with one phone; on both databases."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from contracts.volunteers.doubles import (
    DoubleList,
    KeepVolunteersApart,
    ListDoubles,
    MergeVolunteers,
)
from contracts.volunteers.hours import EnterHours, ListOwnHours, ShowHours
from contracts.volunteers.memberships import ListOwnMemberships
from contracts.volunteers.volunteers import ShowOwnVolunteer, ShowVolunteer
from contracts.volunteers.words import MembershipState, RegistrationState
from runtime import clock
from runtime.database import Database
from services.volunteers.doubles import operations, queries
from services.volunteers.entered_hours import operations as entered_hours
from services.volunteers.hours import queries as hours_found
from services.volunteers.memberships import queries as memberships_found
from services.volunteers.register import queries as register
from services.volunteers.volunteers import queries as volunteers_found
from tests.builders import DENGLIANG, LILIN, STAFF, STREET, an_actor, done, field_of, refused
from tests.services.volunteers.serving import (
    a_member,
    a_team,
    checked_in,
    counted,
    hours_of,
    person_of,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import Actor, Role
from vocabulary.problems import Forbidden, NotFound

_DAY = dt.timedelta(days=1)
_ADMINISTRATOR = an_actor(Role.ADMINISTRATOR, STREET)


def _doubles(database: Database, actor: Actor = STAFF) -> DoubleList:
    with database.reading() as session:
        return queries.listed(session, actor, ListDoubles())


def _merge(database: Database, kept: UUID, other: UUID, actor: Actor = STAFF) -> None:
    wanted = MergeVolunteers(
        kept_registration_id=kept, other_registration_id=other, note="同一个人。"
    )
    with database.writing() as session:
        operations.merge(session, actor, wanted)


def test_one_person_twice_is_merged_with_history(volunteers: Database) -> None:
    """Both codes lead to the same person, with what either did."""
    first = registered(volunteers, name="陈秀英", skills=["first_aid"])
    second = registered(volunteers, name="陈秀英 女士", skills=["electrician"])
    team = a_team(volunteers)
    a_member(volunteers, team, first)
    a_member(volunteers, team, second)
    activity = published(volunteers, team)
    checked_in(volunteers, signed_up(volunteers, activity, second))
    [double] = _doubles(volunteers).items

    _merge(volunteers, first.id, second.id)

    with volunteers.reading() as session:
        [own, same] = [
            volunteers_found.show_own(session, ShowOwnVolunteer(code=code))
            for code in (first.code, second.code)
        ]
        members = memberships_found.of_person(session, ListOwnMemberships(code=second.code)).items
        served = hours_found.of_person(session, ListOwnHours(code=first.code))
        kept = register.show(session, STAFF, ShowVolunteer(registration_id=first.id))
        other = register.show(session, STAFF, ShowVolunteer(registration_id=second.id))
    assert {double.first.registration_id, double.second.registration_id} == {first.id, second.id}
    assert not double.is_same_name
    assert own == same
    assert own.skills == ["first_aid", "electrician"]
    assert sorted(one.state for one in members) == [MembershipState.ACCEPTED, MembershipState.ENDED]
    assert [one.id for one in served.items] == [one.id for one in hours_of(volunteers, activity)]
    assert kept.history[-1].what == "merged"
    assert (other.state, other.volunteer_id) == (RegistrationState.LEFT, kept.volunteer_id)
    assert _doubles(volunteers).items == []


def test_hours_that_a_leader_entered_are_merged_too(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For what the person did not sign up; but the same time never counts twice."""
    first = registered(volunteers, name="陈秀英")
    second = registered(volunteers, name="陈秀英 女士")
    team = a_team(volunteers)
    patrol, feast = (published(volunteers, team, starts_in=one * _DAY) for one in (1, 2))
    later = clock.now() + 3 * _DAY
    monkeypatch.setattr(clock, "now", lambda: later)
    for activity, receipt in ((patrol, first), (patrol, second), (feast, second)):
        shift = activity.shifts[0]
        wanted = EnterHours(
            shift_id=shift.id,
            volunteer_id=person_of(volunteers, receipt),
            began_at=shift.starts_at,
            ended_at=shift.ends_at,
        )
        done(volunteers, entered_hours.enter, STAFF, wanted)

    _merge(volunteers, first.id, second.id)

    with volunteers.reading() as session:
        served = hours_found.of_person(session, ListOwnHours(code=second.code)).items
    assert sorted(one.activity_id for one in served) == sorted([patrol.id, feast.id])


def test_hours_that_no_longer_count_say_why(volunteers: Database) -> None:
    """Every correction of counted hours has its reason, though the merge was told none."""
    first = registered(volunteers, name="陈秀英")
    second = registered(volunteers, name="陈秀英 女士")
    activity = published(volunteers, a_team(volunteers))
    for receipt in (first, second):
        checked_in(volunteers, signed_up(volunteers, activity, receipt))
    for one in hours_of(volunteers, activity):
        counted(volunteers, one)
    wanted = MergeVolunteers(kept_registration_id=first.id, other_registration_id=second.id)
    done(volunteers, operations.merge, STAFF, wanted)

    [gone] = [one for one in hours_of(volunteers, activity) if one.minutes == 0]
    with volunteers.reading() as session:
        told = hours_found.show(session, STAFF, ShowHours(hours_id=gone.id)).history or []
    assert (told[-1].what, told[-1].note) == (
        "corrected",
        "合并重复登记，同一时段的服务时长只计一次",
    )


def test_one_person_in_two_communities_is_one_row(volunteers: Database) -> None:
    """Only those who work in both see it; the registration of the other community goes on."""
    first = registered(volunteers)
    second = registered(volunteers, community=DENGLIANG)
    seen = len(_doubles(volunteers).items), len(_doubles(volunteers, _ADMINISTRATOR).items)

    with volunteers.writing() as session:
        wanted = MergeVolunteers(kept_registration_id=first.id, other_registration_id=second.id)
        refusal = refused(operations.merge, session, STAFF, wanted)
    _merge(volunteers, first.id, second.id, _ADMINISTRATOR)

    with volunteers.reading() as session:
        own = volunteers_found.show_own(session, ShowOwnVolunteer(code=second.code))
    assert seen == (0, 1)
    assert isinstance(refusal, NotFound)
    assert {(one.community, one.state) for one in own.registrations} == {
        (LILIN, RegistrationState.APPLIED),
        (DENGLIANG, RegistrationState.APPLIED),
    }


def test_two_people_with_one_phone_are_not_asked_about_again(volunteers: Database) -> None:
    first, second = registered(volunteers), registered(volunteers, name="王明")
    wanted = KeepVolunteersApart(
        kept_registration_id=second.id, other_registration_id=first.id, reason="夫妻共用。"
    )

    with volunteers.writing() as session:
        operations.keep_apart(session, STAFF, wanted)
        operations.keep_apart(session, STAFF, wanted)

    with volunteers.reading() as session:
        shown = register.show(session, STAFF, ShowVolunteer(registration_id=first.id))
    assert _doubles(volunteers).items == []
    assert [(one.what, one.note) for one in shown.history[1:]] == [("kept_apart", "夫妻共用。")]


@pytest.mark.one_database
def test_others_are_not_merged(volunteers: Database) -> None:
    """Neither people with different phones, nor one with themselves, nor by a person with the right to read alone."""
    first = registered(volunteers)
    second = registered(volunteers, name="王明", phone="13900139000")

    def attempt(other: UUID, actor: Actor = STAFF) -> tuple[str, str]:
        wanted = MergeVolunteers(kept_registration_id=first.id, other_registration_id=other)
        with volunteers.writing() as session:
            refusal = refused(operations.merge, session, actor, wanted)
        return field_of(refusal) if refusal.fields else (type(refusal).__name__, "")

    assert attempt(second.id) == ("other_registration_id", "another_phone")
    assert attempt(first.id) == ("other_registration_id", "one_person_already")
    assert attempt(second.id, an_actor(Role.COMMISSIONER)) == (Forbidden.__name__, "")
