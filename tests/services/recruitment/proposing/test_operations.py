from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.recruitment.appointments import AppointmentView
from contracts.recruitment.posts import ClosePost
from contracts.recruitment.proposing import WithdrawAppointment
from contracts.recruitment.terms import EvaluateCommissioner
from contracts.recruitment.words import (
    ApplicationState,
    AppointmentState,
    Grade,
    Kind,
    Outcome,
    Part,
    PostState,
)
from groundwork import history
from runtime import clock
from runtime.database import Database
from services.recruitment.applications.model import Application
from services.recruitment.posts import operations as posts
from services.recruitment.posts import queries as post_queries
from services.recruitment.proposing import operations as proposing
from services.recruitment.terms import operations as terms
from tests.builders import STAFF, STREET, an_actor, done, field_of, refused
from tests.keys import while_keys_change
from tests.services.recruitment.appointing import (
    COMMITTEE,
    DECIDED,
    a_post,
    appointed,
    approved,
    in_notice,
    marked,
    proposed,
    seen,
)
from tests.services.recruitment.conftest import Arranged
from tests.services.recruitment.screening.builders import (
    a_screening,
    a_screening_on_paper,
    decided,
    passed_all,
)
from vocabulary.actors import Role
from vocabulary.periods import day_of, start_of_day
from vocabulary.problems import Forbidden, WrongState

TODAY = day_of(clock.now())
#: A decision whose term still runs.
LATELY = TODAY - dt.timedelta(days=30)
#: Before a notice that is over today.
_SELECTED = start_of_day(TODAY - dt.timedelta(days=25))
#: One whose term ends soon, so that its year can be judged.
YEAR_ENDS = TODAY - dt.timedelta(days=340)
_DAY = dt.timedelta(days=1)


def _evaluated(database: Database, appointment: AppointmentView) -> None:
    request = EvaluateCommissioner(
        appointment_id=appointment.id, grade=Grade.COMPETENT, text="全年办结三十二件。"
    )
    done(database, terms.evaluate, COMMITTEE, request)


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
@pytest.mark.parametrize("known_by", ["application_id", "phone", "commissioner"])
def test_an_applicant_holds_no_post_in_the_interim(recruitment: Database, known_by: str) -> None:
    """R17: staff of the workstation does."""
    first, _, post_id = _selected(recruitment)
    with recruitment.reading() as session:
        row = session.get_one(Application, first)
        known = {"application_id": row.id, "phone": row.phone, "commissioner": row.person_id}
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
    given: dict[str, Any] = {"commissioner": holder.commissioner, "happened_on": None}

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
        proposed, recruitment, post_id, commissioner=holder.commissioner, phone=None, **given
    )
    same_phone = refused(proposed, recruitment, post_id, **given)

    assert field_of(same_account) == field_of(same_phone) == ("renews", "missing")
    assert proposed(recruitment, post_id, name="王芳", phone="13700137000", **given).version == 1
    elsewhere = a_post(recruitment)
    assert proposed(recruitment, elsewhere, commissioner=holder.commissioner, **given).version == 1


@pytest.mark.one_database
def test_whoever_held_the_post_is_known_again_while_keys_change(recruitment: Database) -> None:
    """Their phone was compared under the newest key alone, and passed for somebody else's."""
    post_id = a_post(recruitment)
    appointed(recruitment, post_id, DECIDED)

    with while_keys_change():
        problem = refused(proposed, recruitment, post_id, happened_on=None)

    assert field_of(problem) == ("renews", "missing")


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
