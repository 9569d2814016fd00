from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.appeals.disclosures import (
    ContactDisclosed,
    DiscloseContact,
    Disclosed,
    ListCommunityDisclosures,
    ListDisclosures,
    TrackDisclosures,
)
from contracts.appeals.words import DisclosureReason, SeenFor
from runtime import clock
from runtime.database import Database
from services.appeals.disclosures import operations, queries
from services.appeals.disclosures.model import Disclosure
from tests.builders import (
    ABROAD,
    COMMISSIONER,
    STAFF,
    STREET,
    an_actor,
    an_assigned_appeal,
    done,
    field_of,
    refused,
)
from tests.outboxes import envelopes
from vocabulary.actors import Actor, Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound

_OFFICER = an_actor(Role.STREET_OFFICER, STREET)


def _disclose(
    register: Database,
    appeal_id: UUID,
    actor: Actor = COMMISSIONER,
    reason: DisclosureReason = DisclosureReason.CALL_BACK,
    words: str | None = None,
) -> Disclosed:
    request = DiscloseContact(appeal_id=appeal_id, reason=reason, words=words)
    return done(register, operations.disclose, actor, request)


def _of_communities(register: Database, actor: Actor, **asked: Any) -> list[tuple[str, str]]:
    request = ListCommunityDisclosures(**asked)
    found = done(register, queries.of_communities, actor, request).items
    return [(one.number, one.by) for one in found]


@pytest.mark.one_database
def test_the_street_sees_who_saw_contacts_in_its_communities(register: Database) -> None:
    """Issue 19: with reason and account, the newest first, and nobody else's."""
    first, second = an_assigned_appeal(register), an_assigned_appeal(register)
    _disclose(register, first.id)
    _disclose(register, second.id, STAFF, DisclosureReason.OTHER, "核对地址")
    numbers = {one.id: one.number for one in (first, second)}
    newest = (numbers[second.id], STAFF.account)
    oldest = (numbers[first.id], COMMISSIONER.account)

    assert _of_communities(register, _OFFICER) == [newest, oldest]
    assert _of_communities(register, _OFFICER, by=COMMISSIONER.account) == [oldest]
    assert _of_communities(register, _OFFICER, reason=[SeenFor.OTHER]) == [newest]
    assert _of_communities(register, _OFFICER, area=ABROAD) == []
    tomorrow = day_of(clock.now()) + dt.timedelta(days=1)
    assert _of_communities(register, _OFFICER, disclosed_from=tomorrow) == []
    for other in (STAFF, COMMISSIONER, an_actor(Role.STREET_OFFICER, "440306001000")):
        assert _of_communities(register, other) == []


@pytest.mark.parametrize("actor", [STAFF, COMMISSIONER])
def test_those_who_must_call_back_see_the_whole(register: Database, actor: Actor) -> None:
    appeal = an_assigned_appeal(
        register,
        text="请打13800138000",
        contact_address="荔林路1号",
        contact_email="meilan@example.cn",
    )

    seen = _disclose(register, appeal.id, actor)

    assert (seen.contact_name, seen.contact_phone) == ("张美兰", "13800138000")
    assert (seen.contact_address, seen.text) == ("荔林路1号", "请打13800138000")
    assert seen.contact_email == "meilan@example.cn"


@pytest.mark.parametrize(
    "actor",
    [
        an_actor(Role.COMMISSIONER, account="another"),
        an_actor(Role.PARTY_COMMITTEE),
        _OFFICER,
        an_actor(Role.ADMINISTRATOR, STREET),
    ],
)
def test_nobody_else_does_and_nothing_is_written(register: Database, actor: Actor) -> None:
    appeal = an_assigned_appeal(register)

    refusal = refused(_disclose, register, appeal.id, actor)

    assert isinstance(refusal, Forbidden)
    assert _rows(register) == 0


@pytest.mark.one_database
def test_a_contact_elsewhere_does_not_exist(register: Database) -> None:
    appeal = an_assigned_appeal(register)
    stranger = an_actor(Role.WORKSTATION_STAFF, ABROAD)

    assert isinstance(refused(_disclose, register, appeal.id, stranger), NotFound)


@pytest.mark.one_database
def test_another_reason_needs_words(register: Database) -> None:
    appeal = an_assigned_appeal(register)

    refusal = refused(_disclose, register, appeal.id, reason=DisclosureReason.OTHER, words="　")

    assert field_of(refusal) == ("words", "words_missing")


def test_each_look_is_one_of_its_own(register: Database) -> None:
    appeal = an_assigned_appeal(register)
    first, second = _disclose(register, appeal.id), _disclose(register, appeal.id)

    assert first.id != second.id
    assert _rows(register) == 2


def test_overseers_see_who_looked_and_why(register: Database) -> None:
    appeal = an_assigned_appeal(register)
    _disclose(register, appeal.id, words="约上门时间")

    with register.reading() as session:
        [row] = queries.for_overseers(session, _OFFICER, ListDisclosures(appeal_id=appeal.id)).items

    assert (row.by, row.role, row.words) == (COMMISSIONER.account, "commissioner", "约上门时间")
    assert (row.reason, row.seen) == ("call_back", ["contact_name", "contact_phone", "text"])


@pytest.mark.one_database
def test_looks_come_in_pages_for_overseers_and_the_person(register: Database) -> None:
    appeal = an_assigned_appeal(register)
    looks = [_disclose(register, appeal.id).id for _ in range(3)]

    with register.reading() as session:
        asked = ListDisclosures(appeal_id=appeal.id, limit=2)
        first = queries.for_overseers(session, _OFFICER, asked)
        asked = ListDisclosures(appeal_id=appeal.id, cursor=first.next_cursor)
        second = queries.for_overseers(session, _OFFICER, asked)
        code = TrackDisclosures(tracking_code=appeal.tracking_code, limit=1, total=True)
        told = queries.for_the_person(session, code)

    assert [look.id for look in (*first.items, *second.items)] == looks
    assert (len(told.items), told.total, told.next_cursor is None) == (1, 3, False)


@pytest.mark.parametrize("actor", [STAFF, COMMISSIONER])
def test_who_looks_does_not_oversee(register: Database, actor: Actor) -> None:
    appeal = an_assigned_appeal(register)

    with register.reading() as session:
        request = ListDisclosures(appeal_id=appeal.id)
        assert isinstance(refused(queries.for_overseers, session, actor, request), Forbidden)


def test_the_person_learns_of_it_without_names(register: Database) -> None:
    appeal = an_assigned_appeal(register)
    _disclose(register, appeal.id, words="约上门时间")

    with register.reading() as session:
        code = TrackDisclosures(tracking_code=appeal.tracking_code)
        [told] = queries.for_the_person(session, code).items

    words = {"purpose", "purpose_zh", "purpose_en"}
    assert told.plain().keys() == {"disclosed_at", "role", "reason", "seen"} | words
    assert (told.role, told.reason, told.purpose) == ("commissioner", "call_back", None)


def test_the_world_hears_of_it_without_the_contact(register: Database) -> None:
    appeal = an_assigned_appeal(register)
    seen = _disclose(register, appeal.id, words="约张美兰")

    [told] = envelopes(register, seen.id)

    event = told.event()
    assert isinstance(event, ContactDisclosed)
    assert (event.role, event.reason) == ("commissioner", "call_back")
    assert str(COMMISSIONER.account) not in told.text()
    assert "13800138000" not in told.text()
    assert "张美兰" not in told.text()


def _rows(register: Database) -> int:
    with register.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Disclosure)) or 0
