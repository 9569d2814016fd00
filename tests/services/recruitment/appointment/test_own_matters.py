"""People cannot judge their own matters or read who objected to them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.recruitment.appointments import AppointmentView, ListAppointments
from contracts.recruitment.deciding import DecideAppointment
from contracts.recruitment.disclosures import DiscloseObjector
from contracts.recruitment.proposing import WithdrawAppointment
from contracts.recruitment.public_notice import AnswerObjection, RecordObjection
from contracts.recruitment.screening import AbstainFromApplication
from contracts.recruitment.terms import DismissCommissioner, EvaluateCommissioner
from contracts.recruitment.words import AppointmentState, ContactSeenFor, Grade
from runtime import clock
from runtime.database import Database
from services.recruitment.applications.model import Application
from services.recruitment.appointment import queries
from services.recruitment.deciding import operations as deciding
from services.recruitment.disclosures import operations as disclosures
from services.recruitment.proposing import operations as proposing
from services.recruitment.public_notice import operations as public_notice
from services.recruitment.screening import operations as screening
from services.recruitment.terms import operations as terms
from tests.builders import LILIN, STAFF, an_actor, done, refused
from tests.services.recruitment.appointing import (
    COMMITTEE,
    a_post,
    appointed,
    approved,
    in_notice,
    seen,
)
from tests.services.recruitment.conftest import Arranged
from tests.services.recruitment.screening.builders import (
    a_screening_on_paper,
    decided,
    passed_all,
)
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import day_of, start_of_day
from vocabulary.problems import Forbidden

TODAY = day_of(clock.now())
_DAY = dt.timedelta(days=1)
LATELY = TODAY - 30 * _DAY


def _themselves(appointment: AppointmentView) -> Actor:
    """The person, who works at the station and sits in the committee too."""
    grants = (Grant(Role.WORKSTATION_STAFF, LILIN), Grant(Role.PARTY_COMMITTEE, LILIN))
    return Actor(str(appointment.commissioner), grants)


def _decision(appointment: AppointmentView, **changed: Any) -> DecideAppointment:
    usual: dict[str, Any] = {"approved": True, "reason": "表决通过。", "happened_on": LATELY}
    return DecideAppointment(appointment_id=appointment.id, **usual | changed)


def _objected(database: Database) -> AppointmentView:
    appointment = in_notice(database, a_post(database), LATELY)
    request = RecordObjection(
        appointment_id=appointment.id,
        text="常年不在社区居住",
        contact="王女士 13900139000",
        happened_on=appointment.notice_to,
    )
    return done(database, public_notice.record_objection, STAFF, request)


@pytest.mark.parametrize("approves", [True, False])
def test_nobody_decides_on_themselves(arranged: Arranged, *, approves: bool) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice, LATELY)
    own, decision = _themselves(appointment), _decision(appointment, approved=approves)

    problem = refused(done, recruitment, deciding.decide, own, decision)

    assert isinstance(problem, Forbidden)
    assert "回避" in problem.zh
    view = seen(recruitment, appointment.id, own)
    assert view.state is AppointmentState.IN_NOTICE
    assert not {"decision", "answer"} & set(view.possible)
    assert "withdrawal" in view.possible
    assert done(recruitment, deciding.decide, COMMITTEE, decision).decided_on == LATELY


@pytest.mark.one_database
def test_nobody_takes_the_decision_on_themselves_back(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(approved, LATELY)
    request = WithdrawAppointment(appointment_id=appointment.id, reason="另有安排")

    problem = refused(done, recruitment, proposing.withdraw, _themselves(appointment), request)

    assert isinstance(problem, Forbidden)
    assert seen(recruitment, appointment.id).state is AppointmentState.PENDING


@pytest.mark.one_database
def test_nobody_answers_an_objection_to_themselves_or_reaches_who_wrote_it(
    recruitment: Database,
) -> None:
    appointment = _objected(recruitment)
    [objection] = appointment.objections
    given: dict[str, Any] = {"appointment_id": appointment.id, "objection_id": objection.id}
    own = _themselves(appointment)

    answer = AnswerObjection(answer="并非如此。", happened_on=LATELY, **given)
    answered = refused(done, recruitment, public_notice.answer_objection, own, answer)
    look = DiscloseObjector(reason=ContactSeenFor.VERIFY, words="了解情况", **given)
    looked = refused(done, recruitment, disclosures.disclose_objector, own, look)

    assert isinstance(answered, Forbidden)
    assert isinstance(looked, Forbidden)
    assert done(recruitment, public_notice.answer_objection, COMMITTEE, answer).objections[0].answer


@pytest.mark.one_database
def test_an_objection_offers_its_answer_to_the_committee_until_it_has_one(
    recruitment: Database,
) -> None:
    appointment = _objected(recruitment)
    [recorded] = appointment.objections
    [waiting] = seen(recruitment, appointment.id, COMMITTEE).objections
    answer = AnswerObjection(
        appointment_id=appointment.id,
        objection_id=recorded.id,
        answer="经核实，常住本社区。",
        happened_on=LATELY,
    )

    [answered] = done(recruitment, public_notice.answer_objection, COMMITTEE, answer).objections

    assert (recorded.possible, waiting.possible, answered.possible) == ([], ["answer"], [])


def test_nobody_judges_their_own_year_or_dismisses_themselves(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    own = _themselves(appointment)
    evaluation = EvaluateCommissioner(
        appointment_id=appointment.id, grade=Grade.EXCELLENT, text="优秀。"
    )
    dismissal = DismissCommissioner(
        appointment_id=appointment.id, reason="不再履职", heard_on=TODAY, hearing="本人无异议"
    )

    evaluated = refused(done, recruitment, terms.evaluate, own, evaluation)
    dismissed = refused(done, recruitment, terms.dismiss, own, dismissal)

    assert isinstance(evaluated, Forbidden)
    assert isinstance(dismissed, Forbidden)
    assert seen(recruitment, appointment.id).state is AppointmentState.IN_OFFICE


def test_who_abstained_in_the_screening_does_not_decide(recruitment: Database) -> None:
    selected = start_of_day(TODAY - 25 * _DAY)
    _, (first, _) = a_screening_on_paper(recruitment, selected)
    relative = an_actor(Role.PARTY_COMMITTEE, account="committee-cousin")
    kept_out = AbstainFromApplication(application_id=first.id, reason="是亲属")
    done(recruitment, screening.abstain, relative, kept_out)
    passed_all(recruitment, first.id, happened_at=selected)
    decided(recruitment, first.id, happened_at=selected)
    with recruitment.reading() as session:
        post_id = session.get_one(Application, first.id).post_id
    appointment = in_notice(
        recruitment, post_id, TODAY, application_id=first.id, name=None, found_because=None
    )
    decision = _decision(appointment, happened_on=TODAY)

    problem = refused(done, recruitment, deciding.decide, relative, decision)

    assert isinstance(problem, Forbidden)
    with recruitment.reading() as session:
        page = queries.page(session, relative, ListAppointments(state=None, kind=None, sort=None))
    assert "decision" not in page.items[0].possible
    assert "decision" in seen(recruitment, appointment.id, COMMITTEE).possible
    assert done(recruitment, deciding.decide, COMMITTEE, decision).decided_on == TODAY


def test_staff_does_not_read_what_was_said_against_themselves(recruitment: Database) -> None:
    """The person objected to might recognise the writer, at the station too."""
    appointment = _objected(recruitment)
    own = Actor(str(appointment.commissioner), (Grant(Role.WORKSTATION_STAFF, LILIN),))

    theirs = seen(recruitment, appointment.id, own)
    others = seen(recruitment, appointment.id, STAFF)

    assert (theirs.objections, theirs.found_because) == ([], None)
    assert [one.note for one in theirs.history] == [None] * len(others.history)
    assert (theirs.name, theirs.phone) == ("李建华", "13800138000")
    assert len(others.objections) == 1
    assert others.found_because is not None
    assert any(one.note for one in others.history)
