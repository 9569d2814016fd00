from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.gateway.consents import ConsentGiven, ConsentWithdrawn
from contracts.gateway.words import Purpose
from contracts.recruitment.appointments import (
    AnswerObjection,
    AppointmentBegan,
    AppointmentDecided,
    AppointmentEnded,
    AppointmentProposed,
    AppointmentView,
    AppointmentWithdrawn,
    DecideAppointment,
    FollowObjection,
    ListAppointments,
    ListPublicCommissioners,
    ListPublicNotices,
    MarkPart,
    NoticeOpened,
    OpenNotice,
    RecordObjection,
    SubmitObjection,
    WithdrawAppointment,
)
from contracts.recruitment.consents import NamePersonOfConsent
from contracts.recruitment.holidays import DeclareHolidayYear, SetHoliday
from contracts.recruitment.posts import ClosePost
from contracts.recruitment.terms import EvaluateCommissioner
from contracts.recruitment.words import (
    ApplicationState,
    AppointmentState,
    EndReason,
    Grade,
    Kind,
    Outcome,
    Part,
    PostState,
)
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.recruitment import history
from services.recruitment.applications.model import Application
from services.recruitment.appointment import queries
from services.recruitment.appointment.model import Appointment
from services.recruitment.consents import operations as consents
from services.recruitment.deciding import operations as deciding
from services.recruitment.handbooks import operations as handbooks
from services.recruitment.holidays import operations as holidays
from services.recruitment.office import operations as office
from services.recruitment.office import queries as office_queries
from services.recruitment.posts import operations as posts
from services.recruitment.posts import queries as post_queries
from services.recruitment.posts.model import Post
from services.recruitment.proposing import operations as proposing
from services.recruitment.public_notice import operations as public_notice
from services.recruitment.public_notice import queries as notices
from services.recruitment.terms import operations as terms
from tests.builders import LILIN, STAFF, STREET, an_actor, done, field_of, refused
from tests.outboxes import events
from tests.servers.fixtures import OpenDatabase
from tests.services.recruitment.appointing import (
    COMMITTEE,
    DECIDED,
    PAPER,
    a_post,
    an_entered_day,
    appointed,
    approved,
    day,
    in_notice,
    is_in_office,
    know_the_holidays,
    marked,
    noticed,
    proposed,
    seen,
)
from tests.services.recruitment.conftest import Arranged, keep_areas
from tests.services.recruitment.screening.builders import (
    a_screening,
    a_screening_on_paper,
    decided,
    passed_all,
)
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import day_of, start_of_day
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed, WrongState

TODAY = day_of(clock.now())
#: A decision whose term still runs.
LATELY = TODAY - dt.timedelta(days=30)
#: Before a notice that is over today.
_SELECTED = start_of_day(TODAY - dt.timedelta(days=25))
#: One whose term ends soon, so that its year can be judged.
YEAR_ENDS = TODAY - dt.timedelta(days=340)
_DAY = dt.timedelta(days=1)


def _decide(database: Database, appointment_id: Any, actor: Any = COMMITTEE, **changed: Any) -> Any:
    usual: dict[str, Any] = {"approved": True, "reason": "表决通过。", "happened_on": DECIDED}
    request = DecideAppointment(appointment_id=appointment_id, **usual | changed)
    return done(database, deciding.decide, actor, request)


def _evaluated(database: Database, appointment: AppointmentView) -> None:
    request = EvaluateCommissioner(
        appointment_id=appointment.id, grade=Grade.COMPETENT, text="全年办结三十二件。"
    )
    done(database, terms.evaluate, COMMITTEE, request)


def test_from_the_proposal_into_office(arranged: Arranged) -> None:
    """R10, R11, R14."""
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    post_id = appointment.post_id

    assert appointment.state is AppointmentState.IN_OFFICE
    assert (appointment.began_on, appointment.term_from) == (LATELY, LATELY)
    assert [type(one) for one in events(recruitment, appointment.id)] == [
        AppointmentProposed,
        NoticeOpened,
        AppointmentDecided,
        AppointmentBegan,
    ]
    with recruitment.reading() as session:
        post = session.get_one(Post, post_id)
        assert (post.state, post.filled_on) == (PostState.FILLED, LATELY)


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
    early = refused(_decide, recruitment, appointment.id, happened_on=day("2013-02-18"))
    assert isinstance(early, WrongState)
    assert _decide(recruitment, appointment.id, happened_on=day("2013-02-19")).notice_to


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

    assert isinstance(refused(_decide, recruitment, appointment.id, actor), Forbidden)
    assert seen(recruitment, appointment.id).state is AppointmentState.IN_NOTICE


@pytest.mark.one_database
def test_another_communitys_committee_does_not_even_see_it(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice)
    stranger = an_actor(Role.PARTY_COMMITTEE, "440305007002")

    assert isinstance(refused(_decide, recruitment, appointment.id, stranger), NotFound)


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


def test_nothing_is_decided_before_the_notice_is_over(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice)

    problem = refused(_decide, recruitment, appointment.id, happened_on=appointment.notice_to)

    assert isinstance(problem, WrongState)
    assert str(appointment.notice_to) in problem.zh
    following = (appointment.notice_to or DECIDED) + _DAY
    assert _decide(recruitment, appointment.id, happened_on=following).decided_on == following


@pytest.mark.one_database
def test_nothing_is_decided_while_an_objection_waits(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice)
    request = RecordObjection(
        appointment_id=appointment.id, text="常年不在社区居住", happened_on=appointment.notice_to
    )
    objected = done(recruitment, public_notice.record_objection, STAFF, request)

    assert isinstance(refused(_decide, recruitment, appointment.id), WrongState)

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
    assert _decide(recruitment, appointment.id).state is AppointmentState.PENDING


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


@pytest.mark.parametrize("actor", [STAFF, COMMITTEE])
def test_nobody_sees_the_phone_whole_without_a_reason(arranged: Arranged, actor: Actor) -> None:
    """PIPL art. 51: who needs it says why, see disclosures; the person has it anyway."""
    recruitment, appointment = arranged.for_a_post(proposed)

    view = seen(recruitment, appointment.id, actor)
    with recruitment.reading() as session:
        [listed] = queries.page(session, actor, ListAppointments.read({})).items
    own = Actor(str(appointment.commissioner), (Grant(Role.COMMISSIONER, LILIN),))

    assert (view.name, view.phone, listed.phone) == ("李建华", "138****8000", "138****8000")
    assert seen(recruitment, appointment.id, own).phone == "13800138000"


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


@pytest.mark.one_database
def test_staff_in_the_interim_has_a_position_and_nobody_else(recruitment: Database) -> None:
    """R17."""
    post_id = a_post(recruitment)

    without = refused(proposed, recruitment, post_id, kind=Kind.INTERIM, position=None)
    resident = refused(proposed, recruitment, post_id, position="楼长")

    assert field_of(without) == ("position", "missing")
    assert field_of(resident) == ("position", "only_interim")
    view = proposed(recruitment, post_id, kind=Kind.INTERIM)
    assert view.position == "工作站青工专干"
    overseen = seen(recruitment, view.id, an_actor(Role.STREET_OFFICER, STREET))
    assert overseen.position is None


@pytest.mark.one_database
@pytest.mark.parametrize("known_by", ["application_id", "phone", "person_id"])
def test_an_applicant_holds_no_post_in_the_interim(recruitment: Database, known_by: str) -> None:
    """R17: staff of the workstation does."""
    first, _, post_id = _selected(recruitment)
    with recruitment.reading() as session:
        row = session.get_one(Application, first)
        known = {"application_id": row.id, "phone": row.phone, "person_id": row.person_id}
    given: dict[str, Any] = {"phone": None, known_by: known[known_by]}

    problem = refused(proposed, recruitment, post_id, kind=Kind.INTERIM, happened_on=None, **given)

    assert field_of(problem) == ("kind", "no_applicant_in_the_interim")


@pytest.mark.one_database
def test_who_stands_on_the_reserve_list_holds_no_post_in_the_interim(
    recruitment: Database,
) -> None:
    """R46: the reserve list is of residents."""
    _, second, post_id = _selected(recruitment)
    decided(recruitment, second, Outcome.NOT_SELECTED)
    with recruitment.writing() as session:
        row = session.get_one(Application, second)
        row.reserve_until, phone = TODAY, row.phone

    problem = refused(
        proposed, recruitment, post_id, kind=Kind.INTERIM, happened_on=None, phone=phone
    )
    with recruitment.writing() as session:
        session.get_one(Application, second).reserve_until = TODAY - _DAY

    assert field_of(problem) == ("kind", "no_applicant_in_the_interim")
    assert proposed(recruitment, post_id, kind=Kind.INTERIM, happened_on=None, phone=phone)


@pytest.mark.one_database
def test_a_renewal_comes_from_no_application(recruitment: Database) -> None:
    holder = appointed(recruitment, a_post(recruitment), YEAR_ENDS)
    _evaluated(recruitment, holder)

    problem = refused(
        proposed,
        recruitment,
        holder.post_id,
        renews=holder.id,
        application_id=holder.id,
        happened_on=None,
    )

    assert field_of(problem) == ("application_id", "of_a_renewal")


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

    request = NamePersonOfConsent(consent_id=consent.consent_id, person_id=appointment.commissioner)
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
    _decide(recruitment, appointment.id, approved=approved_)

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


def test_whoever_oversees_sees_the_person_masked(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(proposed)

    view = seen(recruitment, appointment.id, an_actor(Role.STREET_OFFICER, STREET))

    assert (view.name, view.phone, view.ability) == ("李*", "138****8000", None)


@pytest.mark.one_database
def test_a_person_without_application_needs_a_reason(recruitment: Database) -> None:
    """R16."""
    post_id = a_post(recruitment)

    problem = refused(proposed, recruitment, post_id, found_because=None)

    assert field_of(problem) == ("found_because", "missing")


@pytest.mark.one_database
@pytest.mark.parametrize("lives", [None, False])
def test_who_is_found_by_others_lives_in_the_community(
    recruitment: Database, *, lives: bool | None
) -> None:
    """R1."""
    problem = refused(proposed, recruitment, a_post(recruitment), lives_in_community=lives)

    assert field_of(problem) == ("lives_in_community", "must_be_declared")
    declared = proposed(recruitment, a_post(recruitment))
    with recruitment.reading() as session:
        [entry] = history.of(session, "appointment", declared.id)
    assert entry.details["lives_in_community"] is True


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (Kind.INTERIM, Kind.FOUND_FOR_NEED, "stays_interim"),
        (Kind.GROUP_LEADER, Kind.INTERIM, "is_no_interim"),
    ],
)
def test_a_renewal_turns_nobody_into_a_resident_nor_into_staff(
    recruitment: Database, before: Kind, after: Kind, reason: str
) -> None:
    holder = appointed(recruitment, a_post(recruitment), YEAR_ENDS, kind=before)
    _evaluated(recruitment, holder)
    given: dict[str, Any] = {"renews": holder.id, "happened_on": None}

    problem = refused(proposed, recruitment, holder.post_id, kind=after, **given)

    assert field_of(problem) == ("kind", reason)
    assert proposed(recruitment, holder.post_id, kind=before, **given).renews == holder.id


def test_staff_who_lives_there_is_proposed_anew_as_a_resident(recruitment: Database) -> None:
    holder = appointed(recruitment, a_post(recruitment), LATELY, kind=Kind.INTERIM)
    given: dict[str, Any] = {"person_id": holder.commissioner, "happened_on": None}

    unsaid = refused(proposed, recruitment, holder.post_id, lives_in_community=None, **given)

    assert field_of(unsaid) == ("lives_in_community", "must_be_declared")
    assert proposed(recruitment, holder.post_id, **given).kind is Kind.GROUP_LEADER


def test_who_was_selected_in_a_campaign_is_proposed_by_the_application(
    recruitment: Database,
) -> None:
    _, (first, second) = a_screening(recruitment)
    with recruitment.reading() as session:
        post_id = session.get_one(Application, first.id).post_id
    given: dict[str, Any] = {
        "application_id": first.id,
        "name": None,
        "found_because": None,
        "happened_on": None,
    }
    assert isinstance(refused(proposed, recruitment, post_id, **given), WrongState)
    passed_all(recruitment, first.id)
    decided(recruitment, first.id)

    appointment = proposed(recruitment, post_id, **given)

    assert (appointment.name, appointment.shows_name) == ("陈秀英", True)
    other = refused(proposed, recruitment, a_post(recruitment), **given)
    assert field_of(other) == ("application_id", "of_another_post")
    assert isinstance(
        refused(proposed, recruitment, post_id, **given | {"application_id": second.id}), WrongState
    )


def test_an_application_is_proposed_once_at_a_time(recruitment: Database) -> None:
    first, _, post_id = _selected(recruitment)
    given: dict[str, Any] = {"application_id": first, "name": None, "happened_on": None}
    appointment = proposed(recruitment, post_id, **given)

    assert isinstance(refused(proposed, recruitment, post_id, **given), WrongState)

    request = WithdrawAppointment(appointment_id=appointment.id, reason="填写有误")
    done(recruitment, proposing.withdraw, STAFF, request)
    assert proposed(recruitment, post_id, **given).state is AppointmentState.PROPOSED


@pytest.mark.parametrize("decided_on", [LATELY, DECIDED])
def test_who_holds_the_post_or_held_it_last_is_renewed_and_not_found_anew(
    recruitment: Database, decided_on: dt.date
) -> None:
    """Else nobody would ask for the year's evaluation."""
    post_id = a_post(recruitment)
    holder = appointed(recruitment, post_id, decided_on)
    given: dict[str, Any] = {"happened_on": None}

    same_account = refused(
        proposed, recruitment, post_id, person_id=holder.commissioner, phone=None, **given
    )
    same_phone = refused(proposed, recruitment, post_id, **given)

    assert field_of(same_account) == field_of(same_phone) == ("renews", "missing")
    assert proposed(recruitment, post_id, name="王芳", phone="13700137000", **given).version == 1
    elsewhere = a_post(recruitment)
    assert proposed(recruitment, elsewhere, person_id=holder.commissioner, **given).version == 1


@pytest.mark.parametrize("term_from", [LATELY + 400 * _DAY, dt.date(9999, 6, 1)])
def test_no_term_begins_more_than_a_term_ahead(arranged: Arranged, term_from: dt.date) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice, LATELY)

    problem = refused(_decide, recruitment, appointment.id, happened_on=LATELY, term_from=term_from)

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


@pytest.mark.one_database
def test_a_post_with_a_candidate_is_not_closed(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice, LATELY)
    post_id = appointment.post_id
    close = ClosePost(post_id=post_id, reason="不再需要")

    problem = refused(done, recruitment, posts.close, STAFF, close)

    assert isinstance(problem, WrongState)
    assert "提名" in problem.zh
    with recruitment.reading() as session:
        assert "closing" not in post_queries.show(session, STAFF, post_id).possible
    request = WithdrawAppointment(appointment_id=appointment.id, reason="本人放弃")
    done(recruitment, proposing.withdraw, STAFF, request)
    assert done(recruitment, posts.close, STAFF, close).state is PostState.CLOSED
    assert isinstance(refused(proposed, recruitment, post_id), WrongState)


@pytest.mark.one_database
@pytest.mark.parametrize("role", [Role.STREET_OFFICER, Role.ADMINISTRATOR])
def test_the_street_proposes_nobody(recruitment: Database, role: Role) -> None:
    post_id = a_post(recruitment)

    assert isinstance(refused(proposed, recruitment, post_id, an_actor(role, STREET)), Forbidden)


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
        office.state_part,
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


def test_a_proposal_can_be_withdrawn_until_the_office_begins(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(approved, LATELY)
    request = WithdrawAppointment(appointment_id=appointment.id, reason="本人放弃")

    withdrawn = done(recruitment, proposing.withdraw, COMMITTEE, request)

    assert withdrawn.state is AppointmentState.WITHDRAWN
    assert isinstance(refused(marked, recruitment, withdrawn, Part.CEREMONY), WrongState)


def test_what_the_committee_decided_the_workstation_does_not_take_back(
    arranged: Arranged,
) -> None:
    """R10."""
    recruitment, appointment = arranged.for_a_post(approved, LATELY)
    request = WithdrawAppointment(appointment_id=appointment.id, reason="不合适")

    problem = refused(done, recruitment, proposing.withdraw, STAFF, request)

    assert isinstance(problem, Forbidden)
    assert "withdrawal" not in seen(recruitment, appointment.id).possible
    assert "withdrawal" in seen(recruitment, appointment.id, COMMITTEE).possible


def test_the_workstation_takes_back_what_is_not_decided(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice)
    request = WithdrawAppointment(appointment_id=appointment.id, reason="本人放弃")

    withdrawn = done(recruitment, proposing.withdraw, STAFF, request)

    assert withdrawn.state is AppointmentState.WITHDRAWN


def _selected(database: Database) -> tuple[Any, Any, Any]:
    """Two applications and their post; the first one is selected."""
    _, (first, second) = a_screening_on_paper(database, _SELECTED)
    with database.reading() as session:
        post_id = session.get_one(Application, first.id).post_id
    for one in (first, second):
        passed_all(database, one.id, happened_at=_SELECTED)
    decided(database, first.id, happened_at=_SELECTED)
    return first.id, second.id, post_id


def _state_of(database: Database, application_id: Any) -> ApplicationState:
    with database.reading() as session:
        return session.get_one(Application, application_id).state


@pytest.mark.parametrize(
    ("is_replaced", "state"),
    [(False, ApplicationState.SELECTED), (True, ApplicationState.UNSUCCESSFUL)],
)
def test_whose_appointment_is_taken_back_is_selected_again(
    recruitment: Database, *, is_replaced: bool, state: ApplicationState
) -> None:
    first, second, post_id = _selected(recruitment)
    appointment = approved(
        recruitment, post_id, TODAY, application_id=first, name=None, found_because=None
    )
    assert _state_of(recruitment, first) is ApplicationState.APPOINTED
    if is_replaced:
        decided(recruitment, second)
    request = WithdrawAppointment(appointment_id=appointment.id, reason="暂缓聘任")

    done(recruitment, proposing.withdraw, COMMITTEE, request)

    assert _state_of(recruitment, first) is state


def test_a_post_is_given_once_in_the_same_time(recruitment: Database) -> None:
    post_id = a_post(recruitment)
    approved(recruitment, post_id, LATELY)
    second = in_notice(recruitment, post_id, LATELY, name="王芳")

    assert isinstance(refused(_decide, recruitment, second.id, happened_on=LATELY), WrongState)


def test_a_change_of_what_was_not_read_is_refused(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice)

    problem = refused(_decide, recruitment, appointment.id, expected_version=1)

    assert isinstance(problem, PreconditionFailed)


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
    """R17: nobody waits in the interim for a post that a resident holds."""
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
            holders = session.scalars(
                sa.select(Appointment).where(
                    Appointment.post_id == post_id,
                    queries.held_on(LATELY + number * _DAY),
                )
            ).all()
            assert len(holders) <= 1
        assert office_queries.holder_on(session, post_id, TODAY) is not None


def test_a_commissioner_in_office_is_on_the_public_list_without_a_name(
    recruitment: Database,
) -> None:
    appointed(recruitment, a_post(recruitment), LATELY)

    with recruitment.reading() as session:
        [shown] = office_queries.public_commissioners(
            session, ListPublicCommissioners(community=LILIN)
        ).items

    assert (shown.name, shown.began_on) == (None, LATELY)
