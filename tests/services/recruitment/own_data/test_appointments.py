"""How long appointments and objections are kept, and what their person can ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.recruitment.appointments import AppointmentErased, AppointmentView
from contracts.recruitment.deciding import DecideAppointment
from contracts.recruitment.disclosures import DiscloseAppointee, DiscloseObjector
from contracts.recruitment.figures import ShowAppointmentFigures
from contracts.recruitment.own_data import EraseAppointment, ServiceCopy
from contracts.recruitment.proposing import WithdrawAppointment
from contracts.recruitment.public_notice import AnswerObjection, RecordObjection
from contracts.recruitment.words import AppointmentState, AskedHow, ContactSeenFor, EndReason
from groundwork import retention as cleaning
from runtime import clock, retention
from runtime.database import Database
from runtime.identifiers import new_id
from services.recruitment.appointment.model import Appointment, Objection
from services.recruitment.certificates.model import Certificate
from services.recruitment.deciding import operations as deciding
from services.recruitment.disclosures import operations as disclosures
from services.recruitment.disclosures.model import AppointmentDisclosure
from services.recruitment.figures import queries as figures
from services.recruitment.own_data import operations, queries
from services.recruitment.proposing import operations as proposing
from services.recruitment.public_notice import operations as public_notice
from tests.builders import DENGLIANG, STAFF, STREET, an_actor, done, refused
from tests.outboxes import events
from tests.services.recruitment.appointing import (
    COMMITTEE,
    DECIDED,
    a_post,
    appointed,
    in_notice,
    proposed,
    seen,
)
from tests.services.recruitment.conftest import Arranged
from vocabulary.actors import Actor, Role
from vocabulary.erasure import BY_RETENTION, ON_REQUEST
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, Problem, WrongState
from vocabulary.retention import read


@pytest.fixture(autouse=True)
def _usual_periods() -> Iterator[None]:
    yield
    retention.use(read(""))


def _clean(database: Database) -> Mapping[str, int]:
    with database.reading() as session:
        due = cleaning.due(session, operations.CLEANED)
    with database.writing() as session:
        cleaned = cleaning.clean(session, operations.CLEANED)
    assert cleaned == due
    return cleaned


def _ended(database: Database) -> UUID:
    """李建华, whose term of 2013 is over."""
    return appointed(database, a_post(database)).id


def _since(database: Database, appointment_id: UUID) -> int:
    ended_on = seen(database, appointment_id).ended_on
    assert ended_on is not None
    return (day_of(clock.now()) - ended_on).days


def test_an_ended_appointment_loses_its_person_and_keeps_its_numbers(arranged: Arranged) -> None:
    recruitment, appointment_id = arranged(_ended)
    before = _figures(recruitment)
    retention.use(read(f"appointment={_since(recruitment, appointment_id)}"))
    assert _clean(recruitment)["appointment"] == 0
    retention.use(read(f"appointment={_since(recruitment, appointment_id) - 1}"))

    assert [_clean(recruitment)["appointment"] for _ in range(2)] == [1, 0]

    shown = seen(recruitment, appointment_id)
    assert (shown.name, shown.phone, shown.state) == (BY_RETENTION, None, AppointmentState.ENDED)
    assert {shown.ability, shown.trust, shown.recognition, shown.willingness} == {BY_RETENTION}
    assert {step.note for step in shown.history} <= {None, BY_RETENTION}
    assert (shown.history[-1].what, shown.history[-1].role) == ("erased", "retention")
    officer = an_actor(Role.STREET_OFFICER, STREET)
    assert seen(recruitment, appointment_id, officer).name == BY_RETENTION
    assert _figures(recruitment) == before
    with recruitment.reading() as session:
        row = session.get_one(Appointment, appointment_id)
        assert row.phone_print is None
    assert isinstance(events(recruitment, appointment_id)[-1], AppointmentErased)
    with recruitment.reading() as session:
        assert session.scalars(sa.select(Certificate.number)).one()


def test_who_is_in_office_is_kept(recruitment: Database) -> None:
    today = day_of(clock.now())
    appointed(recruitment, a_post(recruitment), today - dt.timedelta(days=30))

    assert _clean(recruitment)["appointment"] == 0


def test_what_came_to_nothing_is_cleaned_too(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(proposed)
    request = WithdrawAppointment(
        appointment_id=appointment.id, reason="本人改变主意。", happened_on=DECIDED
    )
    done(recruitment, proposing.withdraw, STAFF, request)

    assert _clean(recruitment)["appointment"] == 1
    assert seen(recruitment, appointment.id).name == BY_RETENTION


@pytest.mark.parametrize("is_decided", [True, False])
def test_an_objection_is_kept_until_a_year_after_the_decision(
    arranged: Arranged, *, is_decided: bool
) -> None:
    recruitment, arranged_one = arranged.for_a_post(in_notice)
    appointment_id = arranged_one.id
    on = DECIDED - dt.timedelta(days=1)
    raise_it = RecordObjection(
        appointment_id=appointment_id,
        text="常年不在社区居住",
        contact="13900139000",
        happened_on=seen(recruitment, appointment_id).notice_to,
    )
    [objection] = done(recruitment, public_notice.record_objection, STAFF, raise_it).objections
    answer = AnswerObjection(
        appointment_id=appointment_id,
        objection_id=objection.id,
        answer="经核实常住本社区。",
        happened_on=on,
    )
    done(recruitment, public_notice.answer_objection, COMMITTEE, answer)
    if is_decided:
        decide = DecideAppointment(
            appointment_id=appointment_id, approved=True, reason="通过。", happened_on=DECIDED
        )
        done(recruitment, deciding.decide, COMMITTEE, decide)

    see = DiscloseObjector(
        appointment_id=appointment_id,
        objection_id=objection.id,
        reason=ContactSeenFor.VERIFY,
        words="向王女士核实",
    )
    done(recruitment, disclosures.disclose_objector, COMMITTEE, see)

    assert _clean(recruitment)["objection"] == int(is_decided)
    with recruitment.reading() as session:
        row = session.scalars(sa.select(Objection)).one()
        kept = ("常年不在社区居住", "13900139000", "经核实常住本社区。")
        gone = (BY_RETENTION, None, BY_RETENTION)
        assert (row.text, row.contact, row.answer) == (gone if is_decided else kept)
        looked = session.scalars(sa.select(AppointmentDisclosure)).one()
        assert looked.words == (BY_RETENTION if is_decided else "向王女士核实")
    assert _clean(recruitment)["objection"] == 0


def test_who_looked_is_forgotten_after_its_period(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(proposed)
    see = DiscloseAppointee(appointment_id=appointment.id, reason=ContactSeenFor.CONTACT)
    done(recruitment, disclosures.disclose_appointee, STAFF, see)
    assert _clean(recruitment)["disclosure"] == 0

    with recruitment.writing() as session:
        row = session.scalars(sa.select(AppointmentDisclosure)).one()
        row.disclosed_at = clock.now() - dt.timedelta(days=1096)

    assert [_clean(recruitment)["disclosure"] for _ in range(2)] == [1, 0]


def test_an_erased_appointment_has_nothing_left_to_see(arranged: Arranged) -> None:
    recruitment, appointment_id = arranged(_ended)
    see = DiscloseAppointee(
        appointment_id=appointment_id, reason=ContactSeenFor.OTHER, words="问李建华一件事"
    )
    done(recruitment, disclosures.disclose_appointee, STAFF, see)

    _clean(recruitment)

    with recruitment.reading() as session:
        assert session.scalars(sa.select(AppointmentDisclosure.words)).one() == BY_RETENTION
    problem = refused(done, recruitment, disclosures.disclose_appointee, STAFF, see)
    assert isinstance(problem, WrongState)


def _copy(database: Database, actor: Actor) -> ServiceCopy:
    with database.reading() as session:
        return queries.service_of(session, actor)


def test_a_commissioner_gets_a_copy_of_all_that_is_stored(arranged: Arranged) -> None:
    recruitment, appointment_id = arranged(_ended)
    person = seen(recruitment, appointment_id).commissioner
    appointed(recruitment, a_post(recruitment))

    # A person whose term is over holds no role any more.
    copy = _copy(recruitment, Actor(str(person)))

    [own] = copy.appointments
    assert (own.id, own.name, own.phone) == (appointment_id, "李建华", "13800138000")
    assert (own.ability, own.end_reason) == ("退休消防员。", EndReason.TERM_OVER)
    assert len(own.certificates) == 1
    assert {step.by for step in own.history} == {None}
    assert own.history[0].what == "proposed"


def test_nobody_gets_a_copy_of_anybody_else(recruitment: Database) -> None:
    _ended(recruitment)

    for actor in (STAFF, COMMITTEE, Actor(str(new_id()))):
        assert _copy(recruitment, actor).appointments == []


def test_what_is_over_is_erased_when_the_person_asks(arranged: Arranged) -> None:
    recruitment, appointment_id = arranged(_ended)
    before = _figures(recruitment)

    request = EraseAppointment(appointment_id=appointment_id, asked=AskedHow.IN_WRITING)
    shown = done(recruitment, operations.erase_appointment, STAFF, request)

    assert (shown.name, shown.phone) == (ON_REQUEST, None)
    assert {step.note for step in shown.history} <= {None, ON_REQUEST}
    assert (shown.history[-1].what, shown.history[-1].role) == ("erased", "workstation_staff")
    assert _figures(recruitment) == before
    assert isinstance(
        refused(done, recruitment, operations.erase_appointment, STAFF, request), WrongState
    )


def test_objections_are_erased_with_whom_they_are_about(arranged: Arranged) -> None:
    recruitment, arranged_one = arranged.for_a_post(in_notice)
    appointment_id = arranged_one.id
    raise_it = RecordObjection(
        appointment_id=appointment_id,
        text="李建华常年不在社区居住",
        contact="13900139000",
        happened_on=seen(recruitment, appointment_id).notice_to,
    )
    done(recruitment, public_notice.record_objection, STAFF, raise_it)
    withdrawal = WithdrawAppointment(appointment_id=appointment_id, reason="本人放弃。")
    done(recruitment, proposing.withdraw, STAFF, withdrawal)

    request = EraseAppointment(appointment_id=appointment_id, asked=AskedHow.IN_WRITING)
    done(recruitment, operations.erase_appointment, STAFF, request)

    with recruitment.reading() as session:
        row = session.scalars(sa.select(Objection)).one()
        assert (row.text, row.contact, row.answer) == (ON_REQUEST, None, None)
    assert _clean(recruitment)["objection"] == 0


def test_the_person_erases_without_a_role(arranged: Arranged) -> None:
    recruitment, appointment_id = arranged(_ended)
    person = Actor(str(seen(recruitment, appointment_id).commissioner))

    request = EraseAppointment(appointment_id=appointment_id, asked=AskedHow.ONESELF)
    done(recruitment, operations.erase_appointment, person, request)

    [own] = _copy(recruitment, person).appointments
    assert (own.name, own.phone, own.hearing) == (ON_REQUEST, None, None)
    assert own.erased_at is not None


def _lately(database: Database, post_id: UUID) -> AppointmentView:
    return appointed(database, post_id, day_of(clock.now()) - dt.timedelta(days=30))


@pytest.mark.one_database
@pytest.mark.parametrize("led_to", [proposed, in_notice, _lately])
def test_what_goes_on_is_not_erased(
    recruitment: Database, led_to: Callable[[Database, UUID], AppointmentView]
) -> None:
    found = led_to(recruitment, a_post(recruitment))

    request = EraseAppointment(appointment_id=found.id, asked=AskedHow.IN_WRITING)

    assert isinstance(
        refused(done, recruitment, operations.erase_appointment, STAFF, request), WrongState
    )
    assert seen(recruitment, found.id).name == "李建华"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("actor", "asked", "refusal"),
    [
        (STAFF, AskedHow.ONESELF, Forbidden),
        (an_actor(Role.WORKSTATION_STAFF, DENGLIANG), AskedHow.IN_PERSON, NotFound),
        (an_actor(Role.COMMISSIONER), AskedHow.ONESELF, NotFound),
        (COMMITTEE, AskedHow.IN_PERSON, NotFound),
    ],
)
def test_only_the_own_workstation_writes_it_down(
    arranged: Arranged, actor: Actor, asked: AskedHow, refusal: type[Problem]
) -> None:
    recruitment, appointment_id = arranged(_ended)
    request = EraseAppointment(appointment_id=appointment_id, asked=asked)

    problem = refused(done, recruitment, operations.erase_appointment, actor, request)

    assert isinstance(problem, refusal)
    assert seen(recruitment, appointment_id).name == "李建华"


def _figures(database: Database) -> object:
    with database.reading() as session:
        return figures.figures(session, ShowAppointmentFigures(area=STREET))
