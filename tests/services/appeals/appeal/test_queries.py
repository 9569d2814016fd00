from __future__ import annotations

import pytest

from contracts.appeals.assignment import DeclineAppeal
from contracts.appeals.intake import TrackAppeal
from runtime.database import Database
from services.appeals.assignment import operations as assignment
from services.appeals.intake import queries
from tests.builders import (
    COMMISSIONER,
    LILIN,
    STAFF,
    STREET,
    a_settled_appeal,
    an_actor,
    an_appeal,
    an_assigned_appeal,
    done,
    shanghai,
    shown,
)
from vocabulary.actors import Actor, Role


@pytest.mark.parametrize(
    "actor",
    [
        STAFF,
        COMMISSIONER,
        an_actor(Role.COMMISSIONER, account="another"),
        an_actor(Role.PARTY_COMMITTEE),
        an_actor(Role.STREET_OFFICER, STREET),
        an_actor(Role.ADMINISTRATOR, STREET),
    ],
)
def test_everybody_sees_the_contact_masked(register: Database, actor: Actor) -> None:
    """Design §5: personal data is masked by right and fails closed."""
    contact = {"contact_address": "荔林路1号3栋502", "contact_email": "meilan@example.cn"}
    appeal_id = an_assigned_appeal(register, **contact).id

    seen = shown(register, appeal_id, actor)

    assert (seen.contact_name, seen.contact_phone, seen.contact_address) == (
        "张*",
        "138****8000",
        "****",
    )
    assert seen.contact_email == "m***@example.cn"


def test_a_number_that_stands_in_the_words_is_hidden(register: Database) -> None:
    """Masking the field alone would tell it one line further down."""
    submitted = an_appeal(register, text="灯坏了，请打13800138000。")

    assert shown(register, submitted.appeal_id).text == "灯坏了，请打[手机号已隐藏]。"


def test_the_public_sees_no_number_in_a_reason(register: Database) -> None:
    """PIPL art. 25: every holder of the code reads it."""
    appeal_id = an_appeal(register).appeal_id
    reason = "业主王先生13900139000不同意"
    request = DeclineAppeal(appeal_id=appeal_id, reason=reason, happened_at=shanghai(2013, 5, 5))
    code = done(register, assignment.decline, STAFF, request).tracking_code

    with register.reading() as session:
        told = queries.track(session, TrackAppeal(tracking_code=code))

    assert told.outcome_reason == "业主王先生[手机号已隐藏]不同意"


def test_an_appeal_without_contact_shows_none(register: Database) -> None:
    submitted = an_appeal(register, contact_name=None, contact_phone=None)

    seen = shown(register, submitted.appeal_id)

    assert (seen.contact_name, seen.contact_phone) == (None, None)


def test_only_staff_see_the_whole_tracking_code(register: Database) -> None:
    """R25: the person rated must not be able to rate in the resident's name."""
    submitted = an_appeal(register)

    for_staff = shown(register, submitted.appeal_id).tracking_code
    for_others = shown(register, submitted.appeal_id, an_actor(Role.COMMISSIONER)).tracking_code

    assert submitted.tracking_code == for_staff
    assert for_others == f"****-****-****-{submitted.tracking_code[-4:]}"


def test_the_history_tells_who_did_what_when(register: Database) -> None:
    settled = a_settled_appeal(register, submitted_by="workstation-001")

    told = [(step.what, step.by, step.role) for step in settled.history]

    staff, role = STAFF.account, "workstation_staff"
    assert told == [
        ("received", "workstation-001", "resident"),
        ("accepted", staff, role),
        ("assigned", staff, role),
        ("action_taken", COMMISSIONER.account, "commissioner"),
        ("closed", COMMISSIONER.account, "commissioner"),
    ]
    assert settled.history[2].commissioner == COMMISSIONER.account
    assert settled.history[3].method == "settle_on_the_spot"
    assert settled.history[4].outcome == "settled"
    assert settled.community == LILIN


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (STAFF, True),
        (COMMISSIONER, True),
        (an_actor(Role.ADMINISTRATOR, STREET), True),
        (an_actor(Role.COMMISSIONER, account="another"), False),
        (an_actor(Role.PARTY_COMMITTEE), False),
        (an_actor(Role.STREET_OFFICER, STREET), False),
    ],
)
def test_who_handles_an_appeal_is_told_so(
    register: Database, actor: Actor, *, expected: bool
) -> None:
    """Attachments are added by those who may act on the appeal, and the rule for that is here."""
    appeal_id = an_assigned_appeal(register).id

    assert shown(register, appeal_id, actor).is_handler is expected
