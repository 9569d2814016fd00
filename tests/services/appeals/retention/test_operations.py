from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from contracts.appeals.disclosures import DiscloseContact
from contracts.appeals.own_data import AppealErased
from contracts.appeals.words import DisclosureReason, ErasedBy
from groundwork import retention as cleaning
from runtime import clock, retention
from runtime.database import Database
from services.appeals.appeal.model import Appeal
from services.appeals.disclosures import operations as disclosures
from services.appeals.retention import operations
from tests.builders import (
    STAFF,
    a_settled_appeal,
    an_assigned_appeal,
    done,
    shanghai,
    shown,
)
from tests.outboxes import events
from vocabulary.erasure import BY_RETENTION
from vocabulary.retention import read


@pytest.fixture(autouse=True)
def _periods() -> Iterator[None]:
    yield
    retention.use(read(""))


def _days_since_closing(years: float = 0) -> int:
    # The appeals of the builders were closed in May 2013.
    closed = dt.datetime(2013, 5, 8, tzinfo=dt.UTC)
    return (clock.now() - closed).days + int(years * 365)


def _keep(**days: int) -> None:
    retention.use(read("") | days)


def test_nothing_young_is_touched(register: Database) -> None:
    a_settled_appeal(register)
    _keep(contact=_days_since_closing(1), free_text=_days_since_closing(1))

    assert set(done(register, cleaning.clean, operations.CLEANED).values()) == {0}


def test_periods_begin_with_the_closing_however_long_ago_it_was_raised(register: Database) -> None:
    settled = a_settled_appeal(register, received_at=shanghai(2003, 5, 4))
    _keep(contact=_days_since_closing(1), free_text=_days_since_closing(1))

    done(register, cleaning.clean, operations.CLEANED)

    seen = shown(register, settled.id)
    assert (seen.contact_name, seen.text) == (settled.contact_name, settled.text)
    assert seen.contact_name is not None


def test_the_contact_goes_first_and_the_words_stay(register: Database) -> None:
    settled = a_settled_appeal(register, contact_email="meilan@example.cn", notify=True)
    _keep(free_text=_days_since_closing(1))

    cleaned = done(register, cleaning.clean, operations.CLEANED)

    seen = shown(register, settled.id)
    assert (cleaned["contact"], cleaned["free_text"]) == (1, 0)
    assert (seen.contact_name, seen.contact_phone) == (None, None)
    assert (seen.contact_email, seen.wants_notices) == (None, False)
    assert (seen.text, seen.version) == (settled.text, settled.version)
    with register.reading() as session:
        assert session.scalar(sa.select(Appeal.phone_print)) is None


def test_the_words_go_as_in_an_erasure(register: Database) -> None:
    settled = a_settled_appeal(register)

    done(register, cleaning.clean, operations.CLEANED)

    seen = shown(register, settled.id)
    assert (seen.text, seen.outcome) == (BY_RETENTION, settled.outcome)
    assert (seen.history[-1].what, seen.history[-1].role) == ("erased", "retention")
    told = events(register, settled.id)[-1]
    assert isinstance(told, AppealErased)
    assert told.erased_by is ErasedBy.RETENTION


def test_an_e_mail_address_alone_is_a_contact_too(register: Database) -> None:
    only = {"contact_name": None, "contact_phone": None, "contact_email": "meilan@example.cn"}
    settled = a_settled_appeal(register, **only)
    _keep(free_text=_days_since_closing(1))

    assert done(register, cleaning.clean, operations.CLEANED)["contact"] == 1
    assert shown(register, settled.id).contact_email is None


def test_what_is_open_is_kept_however_old(register: Database) -> None:
    appeal = an_assigned_appeal(register)

    done(register, cleaning.clean, operations.CLEANED)

    assert shown(register, appeal.id).text == appeal.text


def test_a_dry_run_says_what_would_be_done_and_does_nothing(register: Database) -> None:
    settled = a_settled_appeal(register)

    with register.reading() as session:
        counted = cleaning.due(session, operations.CLEANED)

    assert counted == {"contact": 1, "free_text": 1, "disclosure": 0, "proof": 0}
    assert shown(register, settled.id).text == settled.text
    assert done(register, cleaning.clean, operations.CLEANED) == counted
    with register.reading() as session:
        assert set(cleaning.due(session, operations.CLEANED).values()) == {0}


def test_old_disclosures_go(register: Database) -> None:
    appeal = an_assigned_appeal(register)
    look = DiscloseContact(appeal_id=appeal.id, reason=DisclosureReason.VERIFY)
    done(register, disclosures.disclose, STAFF, look)
    _keep(disclosure=-1)

    assert done(register, cleaning.clean, operations.CLEANED)["disclosure"] == 1
