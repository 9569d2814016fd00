from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.appointments import AppointmentView, AppointmentWithdrawn
from contracts.recruitment.office import AppointmentEnded, ListPublicCommissioners, MarkPart
from contracts.recruitment.words import AppointmentState, EndReason, Kind, Part, PostState
from runtime import clock
from runtime.database import Database
from services.recruitment.appointment import queries
from services.recruitment.appointment.model import Appointment
from services.recruitment.office import operations as office
from services.recruitment.office import queries as office_queries
from services.recruitment.posts.model import Post
from tests.builders import LILIN, STAFF, done, field_of, refused
from tests.outboxes import events
from tests.servers.fixtures import OpenDatabase
from tests.services.recruitment.appointing import (
    DECIDED,
    a_post,
    appointed,
    approved,
    day,
    is_in_office,
    marked,
    seen,
)
from tests.services.recruitment.conftest import Arranged, keep_areas
from vocabulary.periods import day_of
from vocabulary.problems import WrongState

TODAY = day_of(clock.now())
#: A decision whose term still runs.
LATELY = TODAY - dt.timedelta(days=30)
_DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("missing", list(Part))
def test_nobody_is_in_office_without_the_four_parts(arranged: Arranged, missing: Part) -> None:
    """R14."""
    recruitment, appointment = arranged.for_a_post(approved, LATELY)
    for part in Part:
        if part is not missing:
            appointment = marked(recruitment, appointment, part)

    assert appointment.state is AppointmentState.PENDING

    assert is_in_office(marked(recruitment, appointment, missing, TODAY))
    assert seen(recruitment, appointment.id).began_on == TODAY


@pytest.mark.one_database
@pytest.mark.parametrize("part", [Part.CERTIFICATE, Part.HANDBOOK, Part.CHANNEL])
def test_only_the_ceremony_is_stated_by_hand(arranged: Arranged, part: Part) -> None:
    """R14: the others follow from the certificate, the entry and the channel themselves."""
    recruitment, appointment = arranged.for_a_post(approved, LATELY)

    problem = refused(
        done,
        recruitment,
        office.record_ceremony,
        STAFF,
        MarkPart(appointment_id=appointment.id, part=part),
    )

    assert field_of(problem) == ("part", "marked_elsewhere")
    assert seen(recruitment, appointment.id).parts[part.value] is None


def test_a_part_that_stands_is_not_marked_again(arranged: Arranged) -> None:
    """A handbook marks everybody in it, each time that it is published."""
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)

    done(recruitment, office.mark_part, STAFF, appointment.id, Part.HANDBOOK, TODAY)

    assert seen(recruitment, appointment.id).version == appointment.version


def test_a_resident_takes_over_from_the_interim_holder(recruitment: Database) -> None:
    """R17: advertised all the time; no day without a holder and none with two."""
    post_id = a_post(recruitment)
    interim = appointed(recruitment, post_id, LATELY - 60 * _DAY, kind=Kind.INTERIM, name="陈站")
    with recruitment.reading() as session:
        assert session.get_one(Post, post_id).state is PostState.INTERIM_FILLED

    resident = appointed(recruitment, post_id, LATELY, parts_on=LATELY + _DAY)

    ended = seen(recruitment, interim.id)
    assert resident.began_on == ended.ended_on == LATELY + _DAY
    assert (ended.end_reason, ended.successor) == (EndReason.SUPERSEDED, resident.commissioner)
    with recruitment.reading() as session:
        assert session.get_one(Post, post_id).state is PostState.FILLED
    [told] = [one for one in events(recruitment, interim.id) if isinstance(one, AppointmentEnded)]
    assert told.successor == resident.commissioner


def test_an_interim_that_is_only_decided_goes_when_a_resident_begins(recruitment: Database) -> None:
    """R17: an interim does not wait for a post that a resident holds."""
    post_id = a_post(recruitment)
    interim = approved(recruitment, post_id, LATELY, kind=Kind.INTERIM, name="陈站", phone=None)
    for part in (Part.CEREMONY, Part.CERTIFICATE, Part.HANDBOOK):
        marked(recruitment, interim, part)

    resident = appointed(recruitment, post_id, LATELY, name="王芳", phone=None)

    assert resident.state is AppointmentState.IN_OFFICE
    gone = seen(recruitment, interim.id)
    assert (gone.state, gone.history[-1].what) == (AppointmentState.WITHDRAWN, "withdrawn")
    assert isinstance(events(recruitment, interim.id)[-1], AppointmentWithdrawn)
    with recruitment.reading() as session:
        assert not session.get_one(Post, post_id).is_awaited


def test_the_history_says_which_part_was_completed(recruitment: Database) -> None:
    one = approved(recruitment, a_post(recruitment), LATELY)

    marked(recruitment, one, Part.CEREMONY)

    last = seen(recruitment, one.id).history[-1]
    assert (last.what, last.part) == ("part_marked", Part.CEREMONY)


def test_an_interim_holder_written_down_late_gives_way_too(recruitment: Database) -> None:
    """Both terms are over by now, as when the programme of 2012 is written down."""
    post_id = a_post(recruitment)
    interim = appointed(recruitment, post_id, DECIDED, kind=Kind.INTERIM, name="陈站")
    assert seen(recruitment, interim.id).ended_on == day("2014-05-04")

    resident = appointed(recruitment, post_id, day("2013-09-02"))

    ended = seen(recruitment, interim.id)
    assert (ended.ended_on, ended.end_reason) == (day("2013-09-02"), EndReason.SUPERSEDED)
    assert (resident.began_on, resident.ended_on) == (day("2013-09-02"), day("2014-09-02"))


def _put_into_office(
    database: Database, appointment_id: Any, first: dt.date, *, parts: bool
) -> None:
    """Past all rules: what the database itself thinks of it."""
    with database.writing() as session:
        row = session.get_one(Appointment, appointment_id)
        row.began_on, row.free_from = first, first + 2 * _DAY
        if parts:
            row.ceremony_on = row.certificate_on = row.handbook_on = row.channel_on = DECIDED
        row.state = AppointmentState.IN_OFFICE


def test_the_database_itself_refuses_two_holders(recruitment: Database) -> None:
    post_id = a_post(recruitment)
    appointed(recruitment, post_id, DECIDED)
    other = approved(recruitment, post_id, day("2014-09-01"), phone=None)

    with pytest.raises(sa.exc.IntegrityError, match="one_holder"):
        _put_into_office(recruitment, other.id, day("2014-05-03"), parts=True)

    _put_into_office(recruitment, other.id, day("2014-05-04"), parts=True)


def test_the_database_itself_refuses_an_office_without_its_parts(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(approved, LATELY)

    with pytest.raises(sa.exc.IntegrityError, match="four_parts"):
        _put_into_office(recruitment, appointment.id, LATELY, parts=False)


def test_two_who_take_office_at_once_do_not_both_hold_the_post(
    migrated_database: OpenDatabase,
) -> None:
    database = migrated_database("recruitment")
    keep_areas(database)
    post_id = a_post(database)
    first = approved(database, post_id, LATELY, kind=Kind.INTERIM)
    second = approved(database, post_id, LATELY, name="王芳")
    for one in (first, second):
        for part in (Part.CEREMONY, Part.CERTIFICATE, Part.HANDBOOK):
            marked(database, one, part)

    def begin(one: AppointmentView) -> None:
        try:
            marked(database, one, Part.CHANNEL)
        except WrongState:
            # The appointed one was first: an interim that is only decided goes (R17).
            assert one is first

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(begin, [first, second]))

    with database.reading() as session:
        for number in range(40):
            assert len(_holders(session, post_id, LATELY + number * _DAY)) <= 1
        assert len(_holders(session, post_id, TODAY)) == 1


def _holders(session: Session, post_id: UUID, day: dt.date) -> Sequence[Appointment]:
    chosen = sa.select(Appointment).where(Appointment.post_id == post_id, queries.held_on(day))
    return session.scalars(chosen).all()


def test_a_commissioner_in_office_is_on_the_public_list_without_a_name(
    recruitment: Database,
) -> None:
    appointed(recruitment, a_post(recruitment), LATELY)

    with recruitment.reading() as session:
        [shown] = office_queries.public_commissioners(
            session, ListPublicCommissioners(community=LILIN)
        ).items

    assert (shown.name, shown.began_on) == (None, LATELY)
