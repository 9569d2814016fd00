"""Viewings of the contacts of commissioners and objectors."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from contracts.recruitment.appointments import AppointmentView
from contracts.recruitment.disclosures import (
    AppointeeDisclosed,
    CommunityAppointmentDisclosure,
    DiscloseAppointee,
    DiscloseObjector,
    ListAppointmentDisclosures,
    ListCommunityAppointmentDisclosures,
    ObjectorDisclosed,
    TrackObjectorDisclosures,
)
from contracts.recruitment.public_notice import RecordObjection
from contracts.recruitment.words import ContactSeenFor
from runtime.database import Database
from runtime.identifiers import new_id
from services.recruitment.appointment.model import Objection
from services.recruitment.disclosures import operations, queries
from services.recruitment.disclosures.model import AppointmentDisclosure
from services.recruitment.public_notice import operations as public_notice
from tests.builders import ABROAD, LILIN, STAFF, STREET, an_actor, done, field_of, refused
from tests.services.recruitment.appointing import COMMITTEE, a_post, in_notice
from tests.services.recruitment.conftest import Arranged
from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import street_of
from vocabulary.problems import Forbidden, NotFound, WrongState

_OFFICER = an_actor(Role.STREET_OFFICER, STREET)
_CONTACT = "王女士 13900139000"


def _objected(database: Database, contact: str | None = _CONTACT) -> AppointmentView:
    """A candidate to whom somebody objected on paper."""
    appointment = in_notice(database, a_post(database))
    request = RecordObjection(
        appointment_id=appointment.id,
        text="常年不在社区居住",
        contact=contact,
        happened_on=appointment.notice_to,
    )
    return done(database, public_notice.record_objection, STAFF, request)


def _see(
    database: Database, appointment: AppointmentView, actor: Actor = STAFF, **changed: Any
) -> AppointeeDisclosed:
    usual: dict[str, Any] = {"reason": ContactSeenFor.PREPARE_OFFICE, "words": "约聘任仪式"}
    request = DiscloseAppointee(appointment_id=appointment.id, **usual | changed)
    return done(database, operations.disclose_appointee, actor, request)


def _see_objector(
    database: Database, appointment: AppointmentView, actor: Actor = COMMITTEE, **changed: Any
) -> ObjectorDisclosed:
    usual: dict[str, Any] = {
        "appointment_id": appointment.id,
        "objection_id": appointment.objections[0].id,
        "reason": ContactSeenFor.VERIFY,
        "words": "了解情况",
    }
    request = DiscloseObjector(**usual | changed)
    return done(database, operations.disclose_objector, actor, request)


@pytest.mark.parametrize("actor", [STAFF, COMMITTEE])
def test_those_who_prepare_see_the_phone_for_a_reason(arranged: Arranged, actor: Actor) -> None:
    """PIPL art. 51."""
    recruitment, begun = arranged(_objected)
    shown = _see(recruitment, begun, actor)

    assert (shown.name, shown.phone) == ("李建华", "13800138000")
    [row] = _rows(recruitment)
    assert (row.id, row.fields, row.objection_id) == (shown.id, "name,phone", None)
    assert (row.account, row.reason) == (actor.account, "prepare_office")


@pytest.mark.parametrize("actor", [_OFFICER, an_actor(Role.ADMINISTRATOR, STREET)])
def test_nobody_else_sees_it_and_nothing_is_written(arranged: Arranged, actor: Actor) -> None:
    recruitment, appointment = arranged(_objected)

    assert isinstance(refused(_see, recruitment, appointment, actor), Forbidden)
    assert _rows(recruitment) == []


@pytest.mark.one_database
def test_elsewhere_neither_is_there(recruitment: Database) -> None:
    appointment, stranger = _objected(recruitment), an_actor(Role.PARTY_COMMITTEE, ABROAD)

    assert isinstance(refused(_see, recruitment, appointment, stranger), NotFound)
    assert isinstance(refused(_see_objector, recruitment, appointment, stranger), NotFound)


def test_the_committee_that_answers_reaches_whoever_objected(arranged: Arranged) -> None:
    recruitment, appointment = arranged(_objected)
    [objection] = appointment.objections
    assert objection.has_contact
    assert _CONTACT not in str(appointment.plain())

    shown = _see_objector(recruitment, appointment)

    assert (shown.contact, shown.objection_id) == (_CONTACT, objection.id)
    [row] = _rows(recruitment)
    assert (row.fields, row.objection_id, row.role) == ("contact", objection.id, "party_committee")


@pytest.mark.one_database
@pytest.mark.parametrize(
    "actor",
    [
        STAFF,
        _OFFICER,
        an_actor(Role.ADMINISTRATOR, STREET),
        an_actor(Role.PARTY_COMMITTEE, STREET),
    ],
)
def test_who_does_not_answer_does_not_see_who_objected(arranged: Arranged, actor: Actor) -> None:
    """R10: the answer is the community's own committee's, and so is the contact."""
    recruitment, appointment = arranged(_objected)

    assert isinstance(refused(_see_objector, recruitment, appointment, actor), Forbidden)
    assert _rows(recruitment) == []


def test_an_objection_without_contact_shows_nobody(recruitment: Database) -> None:
    appointment = _objected(recruitment, contact=None)

    assert not appointment.objections[0].has_contact
    assert isinstance(refused(_see_objector, recruitment, appointment), WrongState)
    assert _rows(recruitment) == []


@pytest.mark.one_database
def test_an_objection_belongs_to_its_appointment(recruitment: Database) -> None:
    appointment, other = _objected(recruitment), _objected(recruitment)
    [objection] = other.objections

    problem = refused(_see_objector, recruitment, appointment, objection_id=objection.id)

    assert isinstance(problem, NotFound)


@pytest.mark.one_database
def test_another_reason_needs_words(arranged: Arranged) -> None:
    recruitment, appointment = arranged(_objected)

    for see in (_see, _see_objector):
        refusal = refused(see, recruitment, appointment, reason=ContactSeenFor.OTHER, words=None)
        assert field_of(refusal) == ("words", "words_missing")
    assert _rows(recruitment) == []


def test_the_street_sees_who_looked_and_who_looks_does_not(arranged: Arranged) -> None:
    recruitment, appointment = arranged(_objected)
    _see(recruitment, appointment)
    _see_objector(recruitment, appointment)
    request = ListAppointmentDisclosures(appointment_id=appointment.id)

    with recruitment.reading() as session:
        first, second = queries.of_appointment(session, _OFFICER, request).items
        for actor in (STAFF, COMMITTEE):
            assert isinstance(refused(queries.of_appointment, session, actor, request), Forbidden)

    assert (first.by, first.words, first.objection_id) == (STAFF.account, "约聘任仪式", None)
    assert second.objection_id == appointment.objections[0].id
    person = Actor(str(appointment.commissioner), (Grant(Role.COMMISSIONER, LILIN),))
    newest, oldest = _of_area(recruitment, _OFFICER)
    assert (newest.id, oldest.id, oldest.post) == (second.id, first.id, appointment.post)
    assert (newest.by, newest.words) == (COMMITTEE.account, "了解情况")
    for other in (STAFF, COMMITTEE, person, an_actor(Role.STREET_OFFICER, street_of(ABROAD))):
        assert _of_area(recruitment, other) == []


def _of_area(database: Database, actor: Actor) -> list[CommunityAppointmentDisclosure]:
    asked = ListCommunityAppointmentDisclosures()
    return done(database, queries.of_appointments, actor, asked).items


def test_the_person_sees_the_own_ones_alone_and_no_names(arranged: Arranged) -> None:
    """The objector, and viewings of their contact, stay hidden from the person objected to."""
    recruitment, appointment = arranged(_objected)
    _see(recruitment, appointment)
    _see_objector(recruitment, appointment)
    person = Actor(str(appointment.commissioner), (Grant(Role.COMMISSIONER, LILIN),))

    with recruitment.reading() as session:
        request = ListAppointmentDisclosures(appointment_id=appointment.id)
        [own] = queries.of_appointment(session, person, request).items

    assert (own.by, own.words, own.seen) == (None, None, ["name", "phone"])


def test_whoever_objected_learns_of_it_with_the_code(arranged: Arranged) -> None:
    recruitment, appointment = arranged(_objected)
    _see(recruitment, appointment)
    _see_objector(recruitment, appointment)
    with recruitment.reading() as session:
        code = session.get_one(Objection, appointment.objections[0].id).code
        [told] = queries.for_the_objector(session, TrackObjectorDisclosures(code=code)).items
        unknown = TrackObjectorDisclosures(code="0000-0000-0000-0000")
        assert isinstance(refused(queries.for_the_objector, session, unknown), NotFound)

    assert told.plain().keys() == {"disclosed_at", "role", "reason", "seen"}
    assert (told.role, told.seen) == ("party_committee", ["contact"])


@pytest.mark.one_database
def test_what_is_not_there_is_not_found(arranged: Arranged) -> None:
    recruitment, appointment = arranged(_objected)

    problem = refused(_see_objector, recruitment, appointment, objection_id=new_id())

    assert isinstance(problem, NotFound)


def _rows(database: Database) -> list[AppointmentDisclosure]:
    with database.reading() as session:
        return list(session.scalars(sa.select(AppointmentDisclosure)))
