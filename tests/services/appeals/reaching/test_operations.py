from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from bus import context
from bus.tables import AUDIT
from contracts.appeals.appeal import AppealView
from contracts.appeals.disclosures import ContactDisclosed, ListDisclosures, TrackDisclosures
from contracts.appeals.own_data import AskedHow, EraseAppeal
from contracts.appeals.reaching import ApplicantReach, ReachApplicant
from runtime.database import Database
from runtime.identifiers import new_id
from services.appeals.appeal import queries as appeals
from services.appeals.disclosures import queries as disclosures
from services.appeals.disclosures.model import Disclosure
from services.appeals.own_data import operations as own_data
from services.appeals.own_data.queries import copy_of
from services.appeals.reaching import operations
from tests.builders import (
    COMMISSIONER,
    STAFF,
    STREET,
    a_settled_appeal,
    an_actor,
    an_assigned_appeal,
    done,
    refused,
    shown,
)
from tests.outboxes import events
from vocabulary.actors import RESIDENT, SYSTEM, Actor, Role, from_text, to_text
from vocabulary.problems import Forbidden, NotFound

_EMAIL = "meilan@example.cn"
_OFFICER = an_actor(Role.STREET_OFFICER, STREET)


def _reached(register: Database, appeal_id: UUID, actor: Actor = SYSTEM) -> ApplicantReach:
    request = ReachApplicant(appeal_id=appeal_id, purpose="answer")
    return done(register, operations.reach, actor, request)


def _an_appeal(register: Database, **changed: Any) -> AppealView:
    return an_assigned_appeal(register, **{"notify": True, "contact_email": _EMAIL} | changed)


def _rows(register: Database) -> int:
    with register.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Disclosure)) or 0


def test_the_system_gets_what_a_message_needs(register: Database) -> None:
    appeal = _an_appeal(register)

    found = _reached(register, appeal.id)

    assert found == ApplicantReach(
        phone="13800138000",
        email=_EMAIL,
        tracking_code=appeal.tracking_code,
        number=appeal.number,
        wants_notices=True,
    )


@pytest.mark.parametrize(
    "actor",
    [
        RESIDENT,
        STAFF,
        COMMISSIONER,
        _OFFICER,
        an_actor(Role.ADMINISTRATOR, STREET),
        # Whoever calls an account so is a person all the same.
        Actor("system"),
        an_actor(Role.ADMINISTRATOR, STREET, account="system"),
    ],
)
def test_every_person_is_refused_and_nothing_is_written(register: Database, actor: Actor) -> None:
    appeal = _an_appeal(register)

    refusal = refused(_reached, register, appeal.id, from_text(to_text(actor)))

    assert isinstance(refusal, Forbidden)
    assert "disclosure" in refusal.en
    assert _rows(register) == 0


def test_the_system_is_known_after_its_way_over_the_bus(register: Database) -> None:
    appeal = _an_appeal(register)

    assert _reached(register, appeal.id, from_text(to_text(SYSTEM))).phone == "13800138000"


def test_the_person_sees_for_which_message_the_contact_was_used(register: Database) -> None:
    """PIPL art. 44: also what no person looked at."""
    appeal = _an_appeal(register, contact_email=None)
    _reached(register, appeal.id)

    with register.reading() as session:
        code = TrackDisclosures(tracking_code=appeal.tracking_code)
        [told] = disclosures.for_the_person(session, code).items
        copied = copy_of(session, appeals.one_of(session, STAFF, appeal.id))

    assert (told.role, told.reason, told.purpose) == ("system", "notice", "answer")
    assert told.seen == ["contact_phone"]
    assert copied.disclosures == [told]


def test_overseers_see_it_too(register: Database) -> None:
    appeal = _an_appeal(register)
    _reached(register, appeal.id)

    with register.reading() as session:
        request = ListDisclosures(appeal_id=appeal.id)
        [row] = disclosures.for_overseers(session, _OFFICER, request).items

    assert (row.by, row.role, row.purpose) == ("system", "system", "answer")
    assert row.seen == ["contact_phone", "contact_email"]


def test_nobody_is_told_that_somebody_has_seen_it(register: Database) -> None:
    appeal = _an_appeal(register)
    before = events(register, appeal.id)

    _reached(register, appeal.id)

    with register.reading() as session:
        [made] = session.scalars(sa.select(Disclosure.id))
    assert events(register, appeal.id) == before
    assert not any(isinstance(event, ContactDisclosed) for event in events(register, made))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"notify": False}, id="wants-none"),
        pytest.param({"contact_phone": None, "contact_email": None}, id="left-no-contact"),
    ],
)
def test_who_is_not_to_be_reached_is_not(register: Database, changed: dict[str, Any]) -> None:
    appeal = _an_appeal(register, **changed)

    found = _reached(register, appeal.id)

    assert found == ApplicantReach(number=appeal.number, wants_notices=False)
    assert not shown(register, appeal.id).wants_notices
    assert _rows(register) == 0


def test_after_an_erasure_nothing_is_left_to_reach(register: Database) -> None:
    settled = a_settled_appeal(register, notify=True, contact_email=_EMAIL)
    request = EraseAppeal(appeal_id=settled.id, asked=AskedHow.IN_PERSON)
    done(register, own_data.erase_for_the_person, STAFF, request)

    found = _reached(register, settled.id)

    assert found == ApplicantReach(number=settled.number, wants_notices=False)


def test_what_is_not_there_is_not_found(register: Database) -> None:
    assert isinstance(refused(_reached, register, new_id()), NotFound)


def test_the_audit_names_the_system_and_no_contact(register: Database) -> None:
    appeal = _an_appeal(register)

    with context.about(
        correlation_id="tests", actor=SYSTEM, deed=context.Deed("appeals.reach_applicant")
    ):
        _reached(register, appeal.id)

    with register.reading() as session:
        row = session.execute(sa.select(AUDIT).where(AUDIT.c.kind == "disclosure")).one()
    assert (row.account, row.role, row.action) == (None, "system", "appeals.reach_applicant")
    assert "13800138000" not in str(row)
    assert _EMAIL not in str(row)
