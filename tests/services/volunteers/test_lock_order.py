"""One order of locks, on PostgreSQL: team, person, registration, membership.

Two operations that lock in opposite orders stop each other, and one of them is thrown out.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.office import AppointmentBegan
from contracts.volunteers.doubles import KeepVolunteersApart, MergeVolunteers
from contracts.volunteers.hours import CorrectHours
from contracts.volunteers.memberships import AcceptMembership, AcceptOwnMembership
from contracts.volunteers.merits import RecordVolunteerMerit
from contracts.volunteers.reaching import ChooseMessages
from contracts.volunteers.trainings import RecordVolunteerTraining
from contracts.volunteers.volunteers import (
    ChangeVolunteer,
    LeaveVolunteers,
    MeetVolunteer,
    NameVolunteerAccount,
)
from contracts.volunteers.words import MeritKind
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.doubles import operations as doubles
from services.volunteers.handover import operations as handover
from services.volunteers.hour_certificates import operations as hour_certificates
from services.volunteers.hours.model import Hours
from services.volunteers.memberships import operations as memberships
from services.volunteers.memberships.model import Membership
from services.volunteers.merits import operations as merits
from services.volunteers.reaching import operations as reaching
from services.volunteers.registrations import operations as registrations
from services.volunteers.teams.model import Team
from services.volunteers.trainings import operations as trainings
from services.volunteers.volunteers.model import Registration, Volunteer
from tests.builders import LI, LILIN, STAFF
from tests.servers.databases import Databases
from tests.servers.waiting import wait_for
from tests.services.volunteers.conftest import known
from tests.services.volunteers.serving import (
    POST,
    a_team,
    checked_in,
    counted,
    hours_of,
    met,
    offered,
    person_of,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import RESIDENT
from vocabulary.periods import day_of

_WAITS = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND wait_event_type = 'Lock'"
)
Operation = Callable[[Session, UUID, UUID], Any]


@pytest.fixture
def volunteers(postgres_databases: Databases) -> Database:
    database, _ = postgres_databases.arranged("volunteers", "areas and a post", known)
    return database


_OF_A_REGISTRATION: dict[str, Operation] = {
    "choose": lambda session, one, _other: reaching.choose(
        session, STAFF, ChooseMessages(registration_id=one, wants_notices=True)
    ),
    "change": lambda session, one, _other: registrations.change(
        session, STAFF, ChangeVolunteer(registration_id=one, national_number="1")
    ),
    "name_account": lambda session, one, _other: registrations.name_account(
        session, STAFF, NameVolunteerAccount(registration_id=one, account=new_id())
    ),
    "meet": lambda session, one, _other: registrations.meet(
        session, STAFF, MeetVolunteer(registration_id=one)
    ),
    "leave": lambda session, one, _other: registrations.leave(
        session, STAFF, LeaveVolunteers(registration_id=one)
    ),
    "train": lambda session, one, _other: trainings.record(
        session,
        STAFF,
        RecordVolunteerTraining(
            registration_id=one, title="急救", skill="first_aid", trained_on=day_of(clock.now())
        ),
    ),
    "record_merit": lambda session, one, _other: merits.record(
        session,
        STAFF,
        RecordVolunteerMerit(
            registration_id=one,
            kind=MeritKind.HONOUR,
            title="优秀义工",
            given_by="街道党工委",
            given_on=day_of(clock.now()),
        ),
    ),
    "merge": lambda session, one, other: doubles.merge(
        session, STAFF, MergeVolunteers(kept_registration_id=one, other_registration_id=other)
    ),
    "keep_apart": lambda session, one, other: doubles.keep_apart(
        session,
        STAFF,
        KeepVolunteersApart(
            kept_registration_id=one, other_registration_id=other, reason="夫妻共用。"
        ),
    ),
}


@pytest.mark.parametrize("name", _OF_A_REGISTRATION)
def test_a_person_is_locked_before_the_registration(volunteers: Database, name: str) -> None:
    """Staff wrote a wish down while the person changed theirs, and one of both broke."""
    one = registered(volunteers)
    other = registered(volunteers, name="王芳")
    first = min((one, other), key=lambda receipt: person_of(volunteers, receipt))
    person = person_of(volunteers, first)

    def operate() -> None:
        with volunteers.writing() as session:
            _OF_A_REGISTRATION[name](session, first.id, (other if first is one else one).id)

    with _waiting_for(volunteers, Volunteer, person, operate) as session:
        _is_free(session, Registration, first.id)


@pytest.mark.parametrize("by_code", [True, False])
def test_a_team_is_locked_before_its_membership(volunteers: Database, *, by_code: bool) -> None:
    team, receipt = a_team(volunteers), registered(volunteers)
    membership = offered(volunteers, team, receipt)
    met(volunteers, receipt)

    def operate() -> None:
        with volunteers.writing() as session:
            if by_code:
                answer = AcceptOwnMembership(code=receipt.code, membership_id=membership.id)
                memberships.accept_own(session, RESIDENT, answer)
            else:
                said = AcceptMembership(membership_id=membership.id)
                memberships.accept(session, STAFF, said)

    with _waiting_for(volunteers, Team, team.id, operate) as session:
        _is_free(session, Membership, membership.id)


def test_a_person_is_locked_before_the_hours(volunteers: Database) -> None:
    """A merge tells anew whose hours they are, while a clerk corrects some of them."""
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    checked_in(volunteers, signed_up(volunteers, activity, receipt))
    [served] = hours_of(volunteers, activity)
    counted(volunteers, served)

    def operate() -> None:
        with volunteers.writing() as session:
            wanted = CorrectHours(hours_id=served.id, minutes=120, reason="签退有误。")
            hour_certificates.correct(session, STAFF, wanted)

    with _waiting_for(volunteers, Volunteer, person_of(volunteers, receipt), operate) as session:
        _is_free(session, Hours, served.id)


@contextlib.contextmanager
def _waiting_for(
    database: Database, table: Any, key: UUID, operate: Callable[[], None]
) -> Iterator[Session]:
    """A transaction that holds a row, for which an operation waits; afterwards it is done."""
    with ThreadPoolExecutor(1) as threads:
        with database.writing() as holder:
            holder.get_one(table, key, with_for_update=True)
            waiting = threads.submit(operate)
            wait_for(lambda: _waits(database) or waiting.done(), 10, "it waits")
            assert not waiting.done()
            yield holder
        waiting.result(10)


def _waits(database: Database) -> bool:
    # Within one transaction the server shows what it showed first.
    with database.reading() as session:
        return bool(session.scalar(_WAITS))


def _is_free(session: Session, table: Any, key: UUID) -> None:
    """A row that the other transaction has not locked."""
    session.get_one(table, key, with_for_update={"nowait": True})


def test_a_team_founded_while_its_commissioner_comes_into_office_is_led(
    volunteers: Database,
) -> None:
    """The founder saw no commissioner and the term no team, and nobody led it for ever."""
    came = AppointmentBegan(
        appointment_id=new_id(),
        community=LILIN,
        commissioner=LI,
        began_on=day_of(clock.now()),
        post_id=POST,
        version=5,
    )

    with ThreadPoolExecutor(1) as thread:
        with volunteers.writing() as session:
            handover.begin(session, came)
            founded = thread.submit(a_team, volunteers)
            wait_for(
                lambda: founded.done() or _waits(volunteers), 20, "the founder waits, or is done"
            )
        team = founded.result()

    with volunteers.reading() as session:
        assert session.get_one(Team, team.id).commissioner == str(LI)
