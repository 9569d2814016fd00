"""A person who applied on the web has no account; when it is named, everything follows it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from contracts.gateway.consents import ConsentGiven
from contracts.gateway.words import Purpose
from contracts.recruitment.appointments import (
    AppointmentAccountNamed,
    AppointmentView,
    NameAppointmentAccount,
)
from contracts.recruitment.consents import NamePersonOfConsent
from contracts.recruitment.office import ListPublicCommissioners
from contracts.recruitment.screening import StartScreening
from contracts.recruitment.terms import EndAppointment, EvaluateCommissioner
from contracts.recruitment.words import AppointmentState, Grade, Leaving
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.recruitment.applications.model import Application
from services.recruitment.appointment import queries as appointments
from services.recruitment.consents import operations as consents
from services.recruitment.handbooks import operations as handbooks
from services.recruitment.naming import operations
from services.recruitment.office import queries as office_queries
from services.recruitment.screening import operations as screening
from services.recruitment.terms import operations as terms
from tests.builders import LILIN, STAFF, STREET, an_actor, done, field_of, refused
from tests.outboxes import events
from tests.services.recruitment.applications.builders import recorded
from tests.services.recruitment.appointing import (
    COMMITTEE,
    a_post,
    appointed,
    in_notice,
    proposed,
    seen,
)
from tests.services.recruitment.campaigns.builders import an_open_campaign, closed
from tests.services.recruitment.conftest import Arranged
from tests.services.recruitment.screening.builders import a_screening, decided, passed_all
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, PreconditionFailed, WrongState

_LATELY = day_of(clock.now()) - dt.timedelta(days=60)
#: So that the year is nearly over.
_A_YEAR_AGO = day_of(clock.now()) - dt.timedelta(days=340)
_APPLIED: dict[str, Any] = {"name": None, "phone": None, "found_because": None}


def _named(
    database: Database, appointment: AppointmentView, account: UUID, by: Actor = STAFF, **more: Any
) -> AppointmentView:
    request = NameAppointmentAccount(appointment_id=appointment.id, account=account, **more)
    return done(database, operations.name_account, by, request)


def _selected(database: Database) -> tuple[UUID, UUID]:
    """An application by which somebody was selected, and the post."""
    campaign, (receipt, *_) = a_screening(database)
    passed_all(database, receipt.id)
    decided(database, receipt.id)
    return receipt.id, campaign.posts[0].id


def _told(database: Database, appointment: AppointmentView) -> AppointmentAccountNamed:
    told = events(database, appointment.id)[-1]
    assert isinstance(told, AppointmentAccountNamed)
    return told


def test_who_applied_on_the_web_gets_an_account_later(recruitment: Database) -> None:
    application_id, post_id = _selected(recruitment)
    proposal = proposed(
        recruitment, post_id, application_id=application_id, happened_on=None, **_APPLIED
    )
    assert not proposal.has_account
    account = new_id()

    view = _named(recruitment, proposal, account)

    assert (view.has_account, view.commissioner) == (True, account)
    assert (view.state, view.version) == (AppointmentState.PROPOSED, proposal.version + 1)
    last = view.history[-1]
    assert (last.what, last.by) == ("account_named", STAFF.account)
    told = _told(recruitment, proposal)
    assert (told.commissioner, told.before, told.began_on) == (account, proposal.commissioner, None)
    with recruitment.reading() as session:
        application = session.get_one(Application, application_id)
        assert (application.account, application.person_id) == (str(account), account)


def test_the_account_may_be_named_with_the_proposal(recruitment: Database) -> None:
    application_id, post_id = _selected(recruitment)
    account = new_id()

    proposal = proposed(
        recruitment,
        post_id,
        application_id=application_id,
        commissioner=account,
        happened_on=None,
        **_APPLIED,
    )

    assert (proposal.commissioner, proposal.has_account) == (account, True)
    with recruitment.reading() as session:
        assert session.get_one(Application, application_id).account == str(account)


@pytest.mark.one_database
def test_an_application_with_an_account_is_nobody_elses(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = recorded(recruitment, campaign, account=new_id())
    closed(recruitment, campaign)
    done(recruitment, screening.start, STAFF, StartScreening(campaign_id=campaign.id))
    passed_all(recruitment, receipt.id)
    decided(recruitment, receipt.id)

    problem = refused(
        proposed,
        recruitment,
        campaign.posts[0].id,
        application_id=receipt.id,
        commissioner=new_id(),
        happened_on=None,
        **_APPLIED,
    )

    assert field_of(problem) == ("commissioner", "known_already")


def test_who_is_in_office_sees_the_own_appointment_then(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, _LATELY)
    account = new_id()
    own = Actor(str(account), (Grant(Role.COMMISSIONER, LILIN),))

    _named(recruitment, appointment, account)

    assert seen(recruitment, appointment.id, own).name == "李建华"
    assert _told(recruitment, appointment).began_on == appointment.began_on
    with recruitment.reading() as session:
        assert [one.id for one in appointments.own(session, own)] == [appointment.id]


def test_a_renewal_and_a_consent_go_along(recruitment: Database) -> None:
    appointment = appointed(recruitment, a_post(recruitment), _A_YEAR_AGO)
    consent_id = new_id()
    given = ConsentGiven(
        consent_id=consent_id,
        account=None,
        area=LILIN,
        purpose=Purpose.PUBLISH_NAME,
        given_at=clock.now(),
        version=1,
    )
    done(recruitment, consents.keep, given)
    of_whom = NamePersonOfConsent(consent_id=consent_id, commissioner=appointment.commissioner)
    done(recruitment, handbooks.name_person, STAFF, of_whom)
    evaluation = EvaluateCommissioner(
        appointment_id=appointment.id, grade=Grade.COMPETENT, text="称职。"
    )
    done(recruitment, terms.evaluate, COMMITTEE, evaluation)
    renewal = proposed(
        recruitment, appointment.post_id, renews=appointment.id, phone=None, happened_on=None
    )
    account = new_id()

    _named(recruitment, appointment, account)

    assert seen(recruitment, renewal.id).commissioner == account
    assert _told(recruitment, renewal).before == appointment.commissioner
    with recruitment.reading() as session:
        request = ListPublicCommissioners(community=LILIN)
        [shown] = office_queries.public_commissioners(session, request).items
    assert shown.name == "李建华"


def test_a_wrong_account_is_corrected_for_the_post_alone(recruitment: Database) -> None:
    somebody = new_id()
    theirs = appointed(
        recruitment, a_post(recruitment), _LATELY, commissioner=somebody, name="王芳"
    )
    appointment = appointed(recruitment, a_post(recruitment), _LATELY, phone="13800138001")
    wrong = _named(recruitment, appointment, somebody)
    account = new_id()

    view = _named(recruitment, wrong, account, COMMITTEE)

    assert view.commissioner == account
    assert _told(recruitment, appointment).before is None
    assert seen(recruitment, theirs.id).commissioner == somebody


def test_the_committee_alone_corrects_the_account_of_who_is_in_office(
    recruitment: Database,
) -> None:
    """A correction takes the office from one account and gives it to another."""
    appointment = appointed(recruitment, a_post(recruitment), _A_YEAR_AGO)
    named = _named(recruitment, appointment, new_id())
    assert "account" not in named.possible
    evaluation = EvaluateCommissioner(
        appointment_id=appointment.id, grade=Grade.COMPETENT, text="称职。"
    )
    done(recruitment, terms.evaluate, COMMITTEE, evaluation)
    renewal = proposed(
        recruitment, appointment.post_id, renews=appointment.id, phone=None, happened_on=None
    )

    for one in (appointment, renewal):
        assert isinstance(refused(_named, recruitment, one, new_id()), Forbidden)

    assert "account" in seen(recruitment, appointment.id, COMMITTEE).possible
    account = new_id()
    assert _named(recruitment, appointment, account, COMMITTEE).commissioner == account
    assert seen(recruitment, renewal.id).commissioner == account


def test_nobody_names_the_own_account_nor_one_twice(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice)
    mine = an_actor(Role.WORKSTATION_STAFF, account=str(new_id()))
    own = refused(_named, recruitment, appointment, UUID(mine.account or ""), mine)
    assert isinstance(own, Forbidden)
    account = new_id()
    named = _named(recruitment, appointment, account)

    assert isinstance(refused(_named, recruitment, appointment, account), WrongState)
    late = refused(_named, recruitment, appointment, new_id(), expected_version=named.version - 1)
    assert isinstance(late, PreconditionFailed)


@pytest.mark.one_database
@pytest.mark.parametrize("role", [Role.STREET_OFFICER, Role.ADMINISTRATOR])
def test_who_only_oversees_names_no_account(arranged: Arranged, role: Role) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice)
    overseer = an_actor(role, STREET)

    assert isinstance(refused(_named, recruitment, appointment, new_id(), overseer), Forbidden)


@pytest.mark.one_database
def test_what_is_over_gets_no_account(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, _LATELY)
    resigned = EndAppointment(appointment_id=appointment.id, reason=Leaving.RESIGNED)
    done(recruitment, terms.leave, STAFF, resigned)

    assert isinstance(refused(_named, recruitment, appointment, new_id()), WrongState)
