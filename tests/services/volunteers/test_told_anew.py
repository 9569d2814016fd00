"""Others count by person and account: a merge and a late account are told by newer versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import pytest
import sqlalchemy as sa

from bus.tables import OUTBOX
from contracts import envelope
from contracts.registry import Event
from contracts.volunteers.doubles import MergeVolunteers
from contracts.volunteers.hours import HoursCounted
from contracts.volunteers.memberships import EndMembership, MembershipBegan, MembershipEnded
from contracts.volunteers.teams import TeamView
from contracts.volunteers.volunteers import NameVolunteerAccount, VolunteerReceipt
from runtime import clock
from runtime.database import Database
from services.volunteers.doubles import operations as doubles
from services.volunteers.memberships import operations as memberships
from services.volunteers.registrations import operations as registrations
from services.volunteers.volunteers.model import Volunteer
from tests.builders import LI, STAFF, an_actor, done
from tests.services.volunteers.serving import (
    a_member,
    a_team,
    another_team,
    checked_in,
    counted,
    hours_of,
    person_of,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import Role

_DAY = dt.timedelta(days=1)
_MINUTES = 180
_COMMITTEE = an_actor(Role.PARTY_COMMITTEE)


def _newest(database: Database, *kinds: type[Event]) -> dict[UUID, Event]:
    """What a service keeps that lets the newest version hold, as all do that count."""
    with database.reading() as session:
        texts = session.scalars(sa.select(OUTBOX.c.envelope).order_by(OUTBOX.c.seq)).all()
    kept: dict[UUID, Event] = {}
    for event in (envelope.read(text).event() for text in texts):
        if isinstance(event, kinds):
            subject = event.hours_id if isinstance(event, HoursCounted) else event.membership_id  # type: ignore[attr-defined]  # the kinds of memberships have it
            before = kept.get(subject)
            assert before is None or before.version < event.version  # type: ignore[attr-defined]  # both are told with a version
            kept[subject] = event
    return kept


def _minutes_of(database: Database, account: UUID | None) -> dict[UUID, int]:
    """Counted minutes by person, of an account."""
    found: dict[UUID, int] = {}
    for one in _newest(database, HoursCounted).values():
        assert isinstance(one, HoursCounted)
        if one.account == account and one.minutes:
            found[one.volunteer_id] = found.get(one.volunteer_id, 0) + one.minutes
    return found


def _serve(database: Database, team: TeamView, receipts: Sequence[VolunteerReceipt]) -> None:
    """Each of them serves in one shift of now, and it counts."""
    activity = published(database, team, places=5)
    for receipt in receipts:
        checked_in(database, signed_up(database, activity, receipt))
    for one in hours_of(database, activity):
        counted(database, one)


def _named(database: Database, receipt: VolunteerReceipt) -> None:
    wanted = NameVolunteerAccount(registration_id=receipt.id, account=LI)
    done(database, registrations.name_account, STAFF, wanted)


def test_an_account_that_is_named_late_gets_what_was_counted_before(volunteers: Database) -> None:
    receipt, team = registered(volunteers), a_team(volunteers)
    stays = a_member(volunteers, team, receipt)
    left = a_member(volunteers, another_team(volunteers), receipt, _COMMITTEE)
    done(
        volunteers,
        memberships.end,
        _COMMITTEE,
        EndMembership(membership_id=left.id, reason="搬走。"),
    )
    _serve(volunteers, team, [receipt])
    person = person_of(volunteers, receipt)
    assert _minutes_of(volunteers, None) == {person: _MINUTES}

    _named(volunteers, receipt)
    told = _newest(volunteers, MembershipBegan, MembershipEnded)
    _named(volunteers, receipt)

    assert (_minutes_of(volunteers, LI), _minutes_of(volunteers, None)) == ({person: _MINUTES}, {})
    assert isinstance(told[stays.id], MembershipBegan)
    assert isinstance(told[left.id], MembershipEnded)
    assert {one.account for one in told.values()} == {LI}  # type: ignore[attr-defined]  # memberships alone
    assert _newest(volunteers, MembershipBegan, MembershipEnded) == told


def test_a_merge_tells_whose_memberships_and_hours_they_are_now(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account of the other registration too, for what the kept one did before."""
    first, second = registered(volunteers), registered(volunteers, name="陈秀英 女士")
    team = a_team(volunteers)
    one = a_member(volunteers, team, first)
    other = a_member(volunteers, another_team(volunteers), second, _COMMITTEE)
    _serve(volunteers, team, [first])
    tomorrow = clock.now() + _DAY
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    _serve(volunteers, team, [second])
    with volunteers.writing() as session:
        double = person_of(volunteers, second)
        session.get_one(Volunteer, double).account = str(LI)

    _merge(volunteers, first, second)

    person = person_of(volunteers, first)
    told = _newest(volunteers, MembershipBegan, MembershipEnded)
    assert {(told[each.id].volunteer_id, told[each.id].account) for each in (one, other)} == {  # type: ignore[attr-defined]  # memberships alone
        (person, LI)
    }
    assert _minutes_of(volunteers, LI) == {person: 2 * _MINUTES}
    assert _minutes_of(volunteers, None) == {}


def test_what_both_had_in_one_shift_counts_once_after_a_merge(volunteers: Database) -> None:
    first, second = registered(volunteers), registered(volunteers, name="陈秀英 女士")
    _serve(volunteers, a_team(volunteers), [first, second])
    assert sum(_minutes_of(volunteers, None).values()) == 2 * _MINUTES

    _merge(volunteers, first, second)

    assert _minutes_of(volunteers, None) == {person_of(volunteers, first): _MINUTES}


def _merge(database: Database, kept: VolunteerReceipt, other: VolunteerReceipt) -> None:
    wanted = MergeVolunteers(
        kept_registration_id=kept.id, other_registration_id=other.id, note="同一个人。"
    )
    done(database, doubles.merge, STAFF, wanted)
