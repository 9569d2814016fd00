from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from audit import context
from audit.tables import AUDIT
from contracts import notice_kinds
from contracts.appeals.appeal import AppealView
from contracts.appeals.disclosures import ContactDisclosed, ListDisclosures, TrackDisclosures
from contracts.appeals.notices import PURPOSES
from contracts.appeals.own_data import EraseAppeal
from contracts.appeals.reaching import ApplicantReach, ReachApplicant
from contracts.appeals.words import AskedHow
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
from vocabulary.accounts import Language
from vocabulary.actors import RESIDENT, SYSTEM, Actor, Role, from_text, to_text
from vocabulary.notices import NoticeChannel
from vocabulary.problems import Forbidden, NotFound

_EMAIL = "meilan@example.cn"
_OFFICER = an_actor(Role.STREET_OFFICER, STREET)


_PHONE = "13800138000"


def _reached(
    register: Database,
    appeal_id: UUID,
    actor: Actor = SYSTEM,
    *,
    way: NoticeChannel | None = NoticeChannel.WEBHOOK,
    delivery_id: UUID | None = None,
) -> ApplicantReach:
    request = ReachApplicant(
        appeal_id=appeal_id,
        delivery_id=delivery_id or new_id(),
        purpose="appeal_answered",
        way=way,
    )
    return done(register, operations.reach, actor, request)


def _an_appeal(register: Database, **changed: Any) -> AppealView:
    return an_assigned_appeal(register, **{"notify": True, "contact_email": _EMAIL} | changed)


def _rows(register: Database) -> int:
    with register.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Disclosure)) or 0


@pytest.mark.parametrize(
    ("way", "contact", "seen"),
    [
        (NoticeChannel.WEBHOOK, {"phone": _PHONE}, "contact_phone"),
        (NoticeChannel.EMAIL, {"email": _EMAIL}, "contact_email"),
    ],
)
def test_the_system_gets_what_one_message_needs_and_no_more(
    register: Database, way: NoticeChannel, contact: dict[str, str], seen: str
) -> None:
    appeal = _an_appeal(register)

    found = _reached(register, appeal.id, way=way)

    assert found == ApplicantReach(
        **contact,
        tracking_code=appeal.tracking_code,
        number=appeal.number,
        wants_notices=True,
        ways=list(NoticeChannel),
    )
    with register.reading() as session:
        assert list(session.scalars(sa.select(Disclosure.fields))) == [seen]


def test_asking_for_the_ways_gives_no_contact_and_is_no_use_of_it(register: Database) -> None:
    appeal = _an_appeal(register)

    found = _reached(register, appeal.id, way=None)

    assert found == ApplicantReach(
        number=appeal.number, wants_notices=True, ways=list(NoticeChannel)
    )
    assert _rows(register) == 0


def test_a_way_for_which_there_is_no_contact_leaves_no_record(register: Database) -> None:
    appeal = _an_appeal(register, contact_phone=None)

    found = _reached(register, appeal.id, way=NoticeChannel.WEBHOOK)

    assert found == ApplicantReach(
        number=appeal.number, wants_notices=True, ways=[NoticeChannel.EMAIL]
    )
    assert _rows(register) == 0


def test_a_message_that_is_tried_again_is_one_use_of_the_contact(register: Database) -> None:
    appeal, delivery = _an_appeal(register), new_id()

    first, again = (_reached(register, appeal.id, delivery_id=delivery) for _ in range(2))
    another = _reached(register, appeal.id)

    assert first == again == another
    assert _rows(register) == 2


@pytest.mark.parametrize(
    "actor",
    [
        RESIDENT,
        STAFF,
        COMMISSIONER,
        _OFFICER,
        an_actor(Role.ADMINISTRATOR, STREET),
        # An account with this name is still a person.
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

    assert _reached(register, appeal.id, from_text(to_text(SYSTEM))).phone == _PHONE


def test_the_person_sees_for_which_message_the_contact_was_used(register: Database) -> None:
    """PIPL art. 44: also what no person looked at."""
    appeal = _an_appeal(register, contact_email=None)
    _reached(register, appeal.id)

    with register.reading() as session:
        code = TrackDisclosures(tracking_code=appeal.tracking_code)
        [told] = disclosures.for_the_person(session, code).items
        copied = copy_of(session, appeals.APPEALS.one_of(session, STAFF, appeal.id))

    assert (told.role, told.reason, told.purpose) == ("system", "notice", "appeal_answered")
    assert told.purpose_zh == "发送办理答复，并邀请评价"
    assert told.purpose_en == "To send the answer, and to ask for a rating"
    assert told.seen == ["contact_phone"]
    assert copied.disclosures == [told]


def test_overseers_see_it_too(register: Database) -> None:
    appeal = _an_appeal(register)
    _reached(register, appeal.id)

    with register.reading() as session:
        request = ListDisclosures(appeal_id=appeal.id)
        [row] = disclosures.for_overseers(session, _OFFICER, request).items

    assert (row.by, row.role, row.purpose) == ("system", "system", "appeal_answered")
    assert row.purpose_zh == "发送办理答复，并邀请评价"
    assert row.seen == ["contact_phone"]


def test_nobody_is_told_that_somebody_has_seen_it(register: Database) -> None:
    appeal = _an_appeal(register)
    before = events(register, appeal.id)

    _reached(register, appeal.id)

    with register.reading() as session:
        [made] = session.scalars(sa.select(Disclosure.id))
    assert events(register, appeal.id) == before
    assert not any(isinstance(event, ContactDisclosed) for event in events(register, made))


@pytest.mark.parametrize("way", [None, *NoticeChannel])
def test_who_wants_no_messages_is_not_reached(
    register: Database, way: NoticeChannel | None
) -> None:
    appeal = _an_appeal(register, notify=False)

    found = _reached(register, appeal.id, way=way)

    assert found == ApplicantReach(number=appeal.number, wants_notices=False, ways=[])
    assert not shown(register, appeal.id).wants_notices
    assert _rows(register) == 0


def test_who_left_no_contact_may_want_messages_all_the_same(register: Database) -> None:
    """So that administrators read why nothing was sent: no address, not no wish."""
    appeal = _an_appeal(register, contact_phone=None, contact_email=None)

    found = _reached(register, appeal.id)

    assert found == ApplicantReach(number=appeal.number, wants_notices=True, ways=[])
    assert _rows(register) == 0


def test_after_an_erasure_nothing_is_left_to_reach(register: Database) -> None:
    settled = a_settled_appeal(register, notify=True, contact_email=_EMAIL)
    request = EraseAppeal(appeal_id=settled.id, asked=AskedHow.IN_PERSON)
    done(register, own_data.erase_for_the_person, STAFF, request)

    found = _reached(register, settled.id)

    assert found == ApplicantReach(number=settled.number, wants_notices=False, ways=[])


@pytest.mark.one_database
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


def test_every_message_to_applicants_says_what_it_is_for() -> None:
    """The person reads it among those who saw the contact."""
    kinds = {kind.name for kind in notice_kinds.KINDS.values() if kind.to_applicants}

    assert set(PURPOSES) == kinds
    assert all(set(words) == set(Language) for words in PURPOSES.values())
