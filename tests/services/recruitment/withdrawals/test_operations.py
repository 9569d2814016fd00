"""A withdrawn application disappears from the public notice, with its proposal undecided."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from contracts.recruitment.applications import (
    ApplicationReceipt,
    NoticeConsentChanged,
    RecordNoticeConsent,
    SetOwnNoticeConsent,
    WithdrawApplication,
    WithdrawOwnApplication,
)
from contracts.recruitment.appointments import AppointmentView, AppointmentWithdrawn
from contracts.recruitment.public_notice import ListPublicNotices, SubmitObjection
from contracts.recruitment.words import (
    ApplicationState,
    AppointmentState,
    Outcome,
    PostCategory,
    ReceivedHow,
)
from groundwork.history import of
from runtime import clock
from runtime.database import Database
from services.recruitment.applications import operations as application_operations
from services.recruitment.applications.model import Application
from services.recruitment.appointment import queries as appointment_queries
from services.recruitment.public_notice import operations as public_notice
from services.recruitment.public_notice import queries as notices
from services.recruitment.withdrawals import operations
from tests.builders import LILIN, STAFF, STREET, an_actor, done, field_of, refused
from tests.outboxes import events
from tests.services.recruitment.applications.builders import code_of
from tests.services.recruitment.appointing import a_post, approved, noticed, proposed, seen
from tests.services.recruitment.screening.builders import (
    a_screening,
    a_screening_on_paper,
    decided,
    passed_all,
)
from vocabulary.actors import RESIDENT, Role
from vocabulary.periods import day_of, start_of_day
from vocabulary.problems import Forbidden, Problem, WrongState

_NOT_PROPOSED: dict[str, Any] = {
    "name": None,
    "phone": None,
    "found_because": None,
    "happened_on": None,
}

#: The committee's day; early enough that the notice is over.
_LATELY = day_of(clock.now()) - dt.timedelta(days=3)
_NAMELESS: dict[str, Any] = {"name": None, "phone": None, "found_because": None}


def _selected(database: Database) -> tuple[ApplicationReceipt, UUID]:
    """A person selected from a campaign, and the post."""
    campaign, (receipt, _) = a_screening(database)
    passed_all(database, receipt.id)
    decided(database, receipt.id)
    return receipt, campaign.posts[0].id


def _proposed(database: Database) -> tuple[ApplicationReceipt, AppointmentView]:
    receipt, post_id = _selected(database)
    return receipt, proposed(database, post_id, application_id=receipt.id, **_NOT_PROPOSED)


def _in_notice(database: Database) -> tuple[ApplicationReceipt, AppointmentView]:
    receipt, proposal = _proposed(database)
    return receipt, noticed(database, proposal.id)


def _withdraw_own(database: Database, receipt: ApplicationReceipt) -> None:
    request = WithdrawOwnApplication(code=code_of(database, receipt.id))
    done(database, operations.withdraw_own, RESIDENT, request)


def _names(database: Database) -> list[str | None]:
    with database.reading() as session:
        request = ListPublicNotices(community=LILIN)
        return [one.name for one in notices.public_notices(session, request).items]


def _because(database: Database, appointment_id: UUID) -> str | None:
    with database.reading() as session:
        because: str | None = of(session, "appointment", appointment_id)[-1].details["because"]
        return because


def test_who_withdraws_takes_the_public_notice_along(recruitment: Database) -> None:
    """PIPL art. 15."""
    receipt, proposal = _in_notice(recruitment)
    assert _names(recruitment) == ["陈秀英"]

    _withdraw_own(recruitment, receipt)

    view = seen(recruitment, proposal.id)
    told = events(recruitment, proposal.id)[-1]
    assert _names(recruitment) == []
    assert (view.state, view.history[-1].what) == (AppointmentState.WITHDRAWN, "withdrawn")
    assert _because(recruitment, proposal.id) == "application_withdrawn"
    assert isinstance(told, AppointmentWithdrawn)
    assert (told.notice_from, told.version) == (proposal.notice_from, view.version)
    objection = SubmitObjection(notice_id=proposal.id, text="常年不在社区居住")
    problem = refused(done, recruitment, public_notice.submit_objection, objection)
    assert isinstance(problem, WrongState)


def test_a_notice_names_nobody_who_takes_the_consent_back(recruitment: Database) -> None:
    """PIPL art. 15: at once, and the proposal stays."""
    receipt, proposal = _in_notice(recruitment)
    code = code_of(recruitment, receipt.id)
    assert seen(recruitment, proposal.id).shows_name

    request = SetOwnNoticeConsent(code=code, consents_to_notice=False)
    own = done(recruitment, application_operations.set_own_notice_consent, RESIDENT, request)

    assert (own.consents_to_notice, own.steps[-1].what) == (False, "notice_declined")
    assert _names(recruitment) == ["陈*"]
    assert not seen(recruitment, proposal.id).shows_name
    told = events(recruitment, receipt.id)[-1]
    assert isinstance(told, NoticeConsentChanged)
    assert (told.consents_to_notice, told.version) == (False, own.version)
    by_clerk = RecordNoticeConsent(
        application_id=receipt.id, consents_to_notice=True, how=ReceivedHow.IN_PERSON
    )
    officer = an_actor(Role.STREET_OFFICER, STREET)
    record = application_operations.record_notice_consent
    assert isinstance(refused(done, recruitment, record, officer, by_clerk), Forbidden)
    assert done(recruitment, record, STAFF, by_clerk).consents_to_notice
    assert _names(recruitment) == ["陈秀英"]
    assert seen(recruitment, proposal.id).state is AppointmentState.IN_NOTICE


@pytest.mark.one_database
def test_who_applies_no_longer_has_no_consent_to_change(recruitment: Database) -> None:
    receipt, _ = _proposed(recruitment)
    code = code_of(recruitment, receipt.id)
    _withdraw_own(recruitment, receipt)

    request = SetOwnNoticeConsent(code=code, consents_to_notice=True)
    set_own = application_operations.set_own_notice_consent
    assert isinstance(refused(done, recruitment, set_own, RESIDENT, request), WrongState)


def _from_reserve(database: Database) -> tuple[ApplicationReceipt, UUID]:
    """A person selected from the reserve list, and the post."""
    at = start_of_day(_LATELY - dt.timedelta(weeks=4))
    campaign, (first, other) = a_screening_on_paper(database, at, name="陈秀英")
    passed_all(database, first.id, happened_at=at)
    decided(database, first.id, happened_at=at)
    decided(database, other.id, Outcome.NOT_SELECTED, reason="名额有限。", happened_at=at)
    approved(database, campaign.posts[0].id, _LATELY, application_id=first.id, **_NAMELESS)
    decided(database, other.id)
    return other, campaign.posts[0].id


def test_who_stands_in_reserve_serves_another_post_of_the_category(recruitment: Database) -> None:
    """R46."""
    receipt, _ = _from_reserve(recruitment)
    given = _NOT_PROPOSED | {"application_id": receipt.id}
    of_another = refused(proposed, recruitment, a_post(recruitment), **given)
    assert field_of(of_another) == ("application_id", "of_another_post")
    similar = a_post(recruitment, category=PostCategory.PET_MANAGEMENT)

    proposal = proposed(recruitment, similar, **given)

    assert (proposal.post_id, proposal.application_id) == (similar, receipt.id)
    noticed(recruitment, proposal.id)
    assert _names(recruitment) == ["陈秀英"]
    _withdraw_own(recruitment, receipt)
    assert seen(recruitment, proposal.id).state is AppointmentState.WITHDRAWN
    assert _names(recruitment) == []


def test_who_was_selected_at_once_serves_the_own_post_alone(recruitment: Database) -> None:
    receipt, _ = _selected(recruitment)
    similar = a_post(recruitment, category=PostCategory.PET_MANAGEMENT)

    given = _NOT_PROPOSED | {"application_id": receipt.id}
    problem = refused(proposed, recruitment, similar, **given)

    assert field_of(problem) == ("application_id", "of_another_post")


def test_a_clerk_writes_down_that_somebody_withdraws(recruitment: Database) -> None:
    receipt, proposal = _proposed(recruitment)
    request = WithdrawApplication(application_id=receipt.id, how=ReceivedHow.BY_PHONE)
    officer = an_actor(Role.STREET_OFFICER, STREET)
    assert isinstance(refused(done, recruitment, operations.withdraw, officer, request), Forbidden)
    assert seen(recruitment, proposal.id).state is AppointmentState.PROPOSED

    view = done(recruitment, operations.withdraw, STAFF, request)

    assert view.state is ApplicationState.WITHDRAWN
    taken_back = seen(recruitment, proposal.id)
    assert taken_back.state is AppointmentState.WITHDRAWN
    assert (taken_back.history[-1].by, taken_back.history[-1].role) == (
        STAFF.account,
        "workstation_staff",
    )


def test_who_is_turned_down_after_all_is_proposed_no_longer(recruitment: Database) -> None:
    receipt, proposal = _in_notice(recruitment)

    decided(recruitment, receipt.id, Outcome.NOT_SELECTED, reason="材料不实。")

    assert seen(recruitment, proposal.id).state is AppointmentState.WITHDRAWN
    assert _because(recruitment, proposal.id) == "application_turned_down"


def test_a_proposal_of_somebody_else_stays(recruitment: Database) -> None:
    receipt, _ = _proposed(recruitment)
    _, other = _proposed(recruitment)

    _withdraw_own(recruitment, receipt)

    assert seen(recruitment, other.id).state is AppointmentState.PROPOSED


@pytest.mark.parametrize("_attempt", range(3))
def test_who_withdraws_while_being_proposed_is_never_left_proposed(
    recruitment: Database, _attempt: int
) -> None:
    receipt, post_id = _selected(recruitment)

    def propose() -> None:
        try:
            proposed(recruitment, post_id, application_id=receipt.id, **_NOT_PROPOSED)
        except Problem as problem:
            assert isinstance(problem, WrongState)  # noqa: PT017 - the second one

    with ThreadPoolExecutor(2) as threads:
        tries = [
            threads.submit(propose),
            threads.submit(_withdraw_own, recruitment, receipt),
        ]
        for one in tries:
            one.result()

    with recruitment.writing() as session:
        application = session.get_one(Application, receipt.id)
        standing = appointment_queries.proposals_of(session, application)
        assert (application.state, list(standing)) == (ApplicationState.WITHDRAWN, [])
