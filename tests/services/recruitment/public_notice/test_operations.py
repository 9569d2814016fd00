from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.gateway.consents import ConsentGiven, ConsentWithdrawn
from contracts.gateway.words import Purpose
from contracts.recruitment.appointments import AppointmentView, AppointmentWithdrawn
from contracts.recruitment.consents import NamePersonOfConsent
from contracts.recruitment.holidays import DeclareHolidayYear, SetHoliday
from contracts.recruitment.proposing import WithdrawAppointment
from contracts.recruitment.public_notice import (
    AnswerObjection,
    FollowObjection,
    ListPublicNotices,
    NoticeOpened,
    OpenNotice,
    SubmitObjection,
)
from contracts.recruitment.words import AppointmentState
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.recruitment.consents import operations as consents
from services.recruitment.handbooks import operations as handbooks
from services.recruitment.holidays import operations as holidays
from services.recruitment.proposing import operations as proposing
from services.recruitment.public_notice import operations as public_notice
from services.recruitment.public_notice import queries as notices
from tests.builders import LILIN, STAFF, STREET, an_actor, done, field_of, refused
from tests.outboxes import events
from tests.services.recruitment.appointing import (
    COMMITTEE,
    DECIDED,
    PAPER,
    a_post,
    an_entered_day,
    day,
    decided,
    in_notice,
    know_the_holidays,
    noticed,
    proposed,
    seen,
)
from tests.services.recruitment.conftest import Arranged
from vocabulary.actors import Role
from vocabulary.periods import day_of
from vocabulary.problems import NotFound, WrongState

TODAY = day_of(clock.now())


def test_a_notice_counts_working_days_over_the_labour_day_holiday(recruitment: Database) -> None:
    """29 April to 1 May 2013 were free, and the weekend before was worked."""
    appointment = proposed(recruitment, a_post(recruitment), happened_on=day("2013-04-24"))

    request = OpenNotice(
        appointment_id=appointment.id, happened_on=day("2013-04-24"), paper_reference=PAPER
    )
    view = done(recruitment, public_notice.open_notice, STAFF, request)

    assert (view.notice_from, view.notice_to) == (day("2013-04-24"), day("2013-05-02"))


def test_a_notice_counts_working_days_over_the_spring_festival(recruitment: Database) -> None:
    """9 to 15 February 2013 were free, and the weekend after was worked."""
    appointment = proposed(recruitment, a_post(recruitment), happened_on=day("2013-02-06"))
    request = OpenNotice(
        appointment_id=appointment.id, happened_on=day("2013-02-06"), paper_reference=PAPER
    )

    view = done(recruitment, public_notice.open_notice, STAFF, request)

    assert (view.notice_from, view.notice_to) == (day("2013-02-06"), day("2013-02-18"))
    early = refused(decided, recruitment, appointment.id, happened_on=day("2013-02-18"))
    assert isinstance(early, WrongState)
    assert decided(recruitment, appointment.id, happened_on=day("2013-02-19")).notice_to


def test_a_notice_is_not_counted_by_a_guess(recruitment: Database) -> None:
    """The published calendar begins with 2004."""
    on = day("2003-06-02")
    appointment = proposed(recruitment, a_post(recruitment), happened_on=on)
    request = OpenNotice(appointment_id=appointment.id, happened_on=on, paper_reference=PAPER)

    problem = refused(done, recruitment, public_notice.open_notice, STAFF, request)

    assert isinstance(problem, WrongState)
    assert "2003" in problem.zh
    assert "/api/v1/holidays/" in problem.en
    assert seen(recruitment, appointment.id).state is AppointmentState.PROPOSED
    with recruitment.writing() as session:
        session.add(an_entered_day(day("2003-06-04")))
    assert isinstance(
        refused(done, recruitment, public_notice.open_notice, STAFF, request), WrongState
    )
    know_the_holidays(recruitment, 2003)
    view = done(recruitment, public_notice.open_notice, STAFF, request)
    assert view.notice_to == day("2003-06-10")


def test_a_notice_is_not_guessed_where_the_holidays_are_unknown(recruitment: Database) -> None:
    """Monday to Friday would end it days too early."""
    appointment = proposed(recruitment, a_post(recruitment), happened_on=day("2003-04-24"))
    request = OpenNotice(
        appointment_id=appointment.id, happened_on=day("2003-04-24"), paper_reference=PAPER
    )

    problem = refused(done, recruitment, public_notice.open_notice, STAFF, request)
    assert isinstance(problem, WrongState)
    assert "2003" in problem.en
    assert "/api/v1/holidays" in problem.en

    of_district = an_actor(Role.ADMINISTRATOR, "440305000000")
    for on in ("2003-01-01", "2003-05-01", "2003-10-01"):
        enter = SetHoliday(day=day(on), is_workday=False, name="节假日", source="通知")
        done(recruitment, holidays.put, of_district, enter)
    # Some days are no calendar: somebody says that these are all.
    assert isinstance(
        refused(done, recruitment, public_notice.open_notice, STAFF, request), WrongState
    )
    complete = DeclareHolidayYear(year=2003, is_complete=True, source="通知")
    done(recruitment, holidays.declare, of_district, complete)
    view = done(recruitment, public_notice.open_notice, STAFF, request)
    assert view.state is AppointmentState.IN_NOTICE


def test_anyone_objects_and_reads_the_answer_with_the_code(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(proposed, happened_on=None)
    know_the_holidays(recruitment, TODAY.year, TODAY.year + 1)
    done(recruitment, public_notice.open_notice, STAFF, OpenNotice(appointment_id=appointment.id))
    request = SubmitObjection(notice_id=appointment.id, text="电话 13800138000 打不通")

    receipt = done(recruitment, public_notice.submit_objection, request)

    view = seen(recruitment, appointment.id)
    [objection] = view.objections
    assert "13800138000" not in objection.text
    answer = AnswerObjection(
        appointment_id=appointment.id, objection_id=objection.id, answer="已更正。"
    )
    done(recruitment, public_notice.answer_objection, COMMITTEE, answer)
    with recruitment.reading() as session:
        followed = notices.follow(session, FollowObjection(code=receipt.code.lower()))
        [noticed] = notices.public_notices(session, ListPublicNotices(community=LILIN)).items
        stored = session.execute(sa.text("SELECT text FROM objection")).scalar_one()
    assert followed.answer == "已更正。"
    assert (noticed.name, noticed.id) == ("李*", appointment.id)
    assert "电话" not in stored


def test_a_candidate_who_did_not_agree_is_not_named(arranged: Arranged) -> None:
    """PIPL art. 25."""
    recruitment, appointment = arranged.for_a_post(proposed, happened_on=None)
    know_the_holidays(recruitment, TODAY.year, TODAY.year + 1)
    done(recruitment, public_notice.open_notice, STAFF, OpenNotice(appointment_id=appointment.id))

    with recruitment.reading() as session:
        [noticed] = notices.public_notices(session, ListPublicNotices(community=LILIN)).items

    assert noticed.name == "李*"


@pytest.mark.one_database
def test_after_the_notice_nobody_objects(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice)

    problem = refused(
        done,
        recruitment,
        public_notice.submit_objection,
        SubmitObjection(notice_id=appointment.id, text="晚了"),
    )

    assert isinstance(problem, WrongState)


def test_a_notice_of_earlier_days_says_where_it_hung(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(proposed)
    on = appointment.proposed_on

    bare = OpenNotice(appointment_id=appointment.id, happened_on=on)
    problem = refused(done, recruitment, public_notice.open_notice, STAFF, bare)

    assert field_of(problem) == ("paper_reference", "missing")
    assert seen(recruitment, appointment.id).state is AppointmentState.PROPOSED
    on_paper = noticed(recruitment, appointment.id, on)
    assert (on_paper.on_paper, on_paper.paper_reference) == (True, PAPER)
    assert on_paper.history[-1].note == PAPER
    told = events(recruitment, appointment.id)[-1]
    assert isinstance(told, NoticeOpened)
    assert told.on_paper is True
    overseen = seen(recruitment, appointment.id, an_actor(Role.STREET_OFFICER, STREET))
    assert (overseen.on_paper, overseen.paper_reference) == (True, None)


def test_a_notice_from_today_on_needs_no_paper(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(proposed, happened_on=None)
    know_the_holidays(recruitment, TODAY.year, TODAY.year + 1)

    view = noticed(recruitment, appointment.id)

    assert (view.on_paper, view.paper_reference) == (False, None)


def test_who_was_found_by_others_is_named_while_a_consent_to_it_holds(
    arranged: Arranged,
) -> None:
    """PIPL art. 14, 15, 25: to just this, and gone at once."""
    recruitment, appointment = arranged(_in_notice_today)
    _consented(recruitment, appointment, Purpose.PUBLISH_NAME)
    assert _noticed(recruitment) == ["李*"]

    consent = _consented(recruitment, appointment, Purpose.NAME_IN_NOTICE)
    named, shown = _noticed(recruitment), seen(recruitment, appointment.id).shows_name
    withdrawn = ConsentWithdrawn(
        consent_id=consent.consent_id,
        account=consent.account,
        area=LILIN,
        purpose=consent.purpose,
        withdrawn_at=clock.now(),
        version=2,
    )
    done(recruitment, consents.keep, withdrawn)

    assert (named, shown) == (["李建华"], True)
    assert (_noticed(recruitment), seen(recruitment, appointment.id).shows_name) == (["李*"], False)


def test_a_signed_sheet_names_who_has_no_account(arranged: Arranged) -> None:
    recruitment, appointment = arranged(_in_notice_today)
    consent = _consented(recruitment, appointment, Purpose.NAME_IN_NOTICE, account=None)
    assert _noticed(recruitment) == ["李*"]

    request = NamePersonOfConsent(
        consent_id=consent.consent_id, commissioner=appointment.commissioner
    )
    done(recruitment, handbooks.name_person, STAFF, request)

    assert _noticed(recruitment) == ["李建华"]


def test_a_proposal_that_was_taken_back_is_told_and_takes_no_objection(
    arranged: Arranged,
) -> None:
    recruitment, appointment = arranged(_in_notice_today)
    withdrawal = WithdrawAppointment(appointment_id=appointment.id, reason="本人放弃。")
    done(recruitment, proposing.withdraw, STAFF, withdrawal)

    problem = refused(done, recruitment, public_notice.submit_objection, _objection(appointment.id))

    assert isinstance(problem, WrongState)
    assert "已撤回" in problem.zh
    told = events(recruitment, appointment.id)[-1]
    assert isinstance(told, AppointmentWithdrawn)
    assert (told.withdrawn_on, told.notice_from) == (TODAY, TODAY)
    assert seen(recruitment, appointment.id).objections == []


@pytest.mark.one_database
def test_what_was_never_in_public_notice_takes_no_objection(arranged: Arranged) -> None:
    """Nor does anybody learn that it is there."""
    recruitment, appointment = arranged.for_a_post(proposed)
    withdrawal = WithdrawAppointment(
        appointment_id=appointment.id, reason="填写有误。", happened_on=DECIDED
    )

    before = refused(done, recruitment, public_notice.submit_objection, _objection(appointment.id))
    done(recruitment, proposing.withdraw, STAFF, withdrawal)
    after = refused(done, recruitment, public_notice.submit_objection, _objection(appointment.id))

    assert (type(before), type(after)) == (NotFound, NotFound)


@pytest.mark.one_database
@pytest.mark.parametrize("approved_", [True, False])
def test_a_decided_notice_takes_no_objection(arranged: Arranged, *, approved_: bool) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice)
    decided(recruitment, appointment.id, approved=approved_)

    problem = refused(done, recruitment, public_notice.submit_objection, _objection(appointment.id))

    assert isinstance(problem, WrongState)
    assert str(appointment.notice_to) in problem.zh


def _objection(notice_id: UUID) -> SubmitObjection:
    return SubmitObjection(notice_id=notice_id, text="常年不在社区居住")


def _in_notice_today(database: Database) -> AppointmentView:
    """李建华, found by others, in public notice from today on."""
    appointment = proposed(database, a_post(database), happened_on=None)
    return noticed(database, appointment.id)


def _noticed(database: Database) -> list[str | None]:
    with database.reading() as session:
        found = notices.public_notices(session, ListPublicNotices(community=LILIN))
    return [notice.name for notice in found.items]


def _consented(
    database: Database, appointment: AppointmentView, purpose: Purpose, **changed: Any
) -> ConsentGiven:
    usual: dict[str, Any] = {"account": str(appointment.commissioner)}
    given = ConsentGiven(
        consent_id=new_id(),
        area=LILIN,
        purpose=purpose,
        given_at=clock.now(),
        version=1,
        **usual | changed,
    )
    done(database, consents.keep, given)
    return given
