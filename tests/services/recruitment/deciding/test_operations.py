from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.recruitment.posts import ClosePost
from contracts.recruitment.proposing import WithdrawAppointment
from contracts.recruitment.public_notice import AnswerObjection, RecordObjection
from contracts.recruitment.words import AppointmentState, PostState
from runtime import clock
from runtime.database import Database
from services.recruitment.posts import operations as posts
from services.recruitment.posts import queries as post_queries
from services.recruitment.proposing import operations as proposing
from services.recruitment.public_notice import operations as public_notice
from tests.builders import STAFF, STREET, an_actor, done, field_of, refused
from tests.services.recruitment.appointing import (
    COMMITTEE,
    DECIDED,
    a_post,
    approved,
    decided,
    in_notice,
    seen,
)
from tests.services.recruitment.conftest import Arranged
from vocabulary.actors import Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, WrongState

TODAY = day_of(clock.now())
#: A decision whose term still runs.
LATELY = TODAY - dt.timedelta(days=30)
_DAY = dt.timedelta(days=1)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "actor",
    [
        STAFF,
        an_actor(Role.STREET_OFFICER, STREET),
        an_actor(Role.ADMINISTRATOR, STREET),
        an_actor(Role.PARTY_COMMITTEE, STREET),
        an_actor(Role.STREET_PARTY_COMMITTEE, STREET),
    ],
)
def test_only_the_communitys_own_party_committee_appoints(arranged: Arranged, actor: Any) -> None:
    """R10."""
    recruitment, appointment = arranged.for_a_post(in_notice)

    assert isinstance(refused(decided, recruitment, appointment.id, actor), Forbidden)
    assert seen(recruitment, appointment.id).state is AppointmentState.IN_NOTICE


def test_nothing_is_decided_before_the_notice_is_over(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice)

    problem = refused(decided, recruitment, appointment.id, happened_on=appointment.notice_to)

    assert isinstance(problem, WrongState)
    assert str(appointment.notice_to) in problem.zh
    following = (appointment.notice_to or DECIDED) + _DAY
    assert decided(recruitment, appointment.id, happened_on=following).decided_on == following


@pytest.mark.one_database
def test_nothing_is_decided_while_an_objection_waits(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice)
    request = RecordObjection(
        appointment_id=appointment.id, text="常年不在社区居住", happened_on=appointment.notice_to
    )
    objected = done(recruitment, public_notice.record_objection, STAFF, request)

    assert isinstance(refused(decided, recruitment, appointment.id), WrongState)

    [objection] = objected.objections
    answer = AnswerObjection(
        appointment_id=appointment.id,
        objection_id=objection.id,
        answer="经核实常住本社区。",
        happened_on=DECIDED,
    )
    assert isinstance(
        refused(done, recruitment, public_notice.answer_objection, STAFF, answer), Forbidden
    )
    done(recruitment, public_notice.answer_objection, COMMITTEE, answer)
    assert decided(recruitment, appointment.id).state is AppointmentState.PENDING


@pytest.mark.parametrize("term_from", [LATELY + 400 * _DAY, dt.date(9999, 6, 1)])
def test_no_term_begins_more_than_a_term_ahead(arranged: Arranged, term_from: dt.date) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice, LATELY)

    problem = refused(decided, recruitment, appointment.id, happened_on=LATELY, term_from=term_from)

    assert field_of(problem) == ("term_from", "too_far_ahead")


def test_a_post_to_which_somebody_is_appointed_is_not_closed(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(approved, LATELY)
    post_id = appointment.post_id
    close = ClosePost(post_id=post_id, reason="不再需要")

    assert isinstance(refused(done, recruitment, posts.close, STAFF, close), WrongState)
    with recruitment.reading() as session:
        assert "closing" not in post_queries.show(session, STAFF, post_id).possible

    request = WithdrawAppointment(appointment_id=appointment.id, reason="本人放弃")
    done(recruitment, proposing.withdraw, COMMITTEE, request)
    assert done(recruitment, posts.close, STAFF, close).state is PostState.CLOSED


def test_a_post_is_given_once_in_the_same_time(recruitment: Database) -> None:
    post_id = a_post(recruitment)
    approved(recruitment, post_id, LATELY)
    second = in_notice(recruitment, post_id, LATELY, name="王芳")

    assert isinstance(refused(decided, recruitment, second.id, happened_on=LATELY), WrongState)
