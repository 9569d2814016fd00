from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.examples import example_of
from contracts.gateway.consents import (
    ConsentGiven,
    ConsentView,
    ConsentWithdrawn,
    FindConsents,
    GiveConsent,
    ListConsents,
    ListOwnConsents,
    RecordConsent,
    WithdrawConsent,
)
from contracts.gateway.words import GivenHow, Guardianship, Purpose
from gateway.people.consents import operations, queries
from runtime import retention
from runtime.database import Database
from runtime.identifiers import new_id
from tests.builders import (
    ABROAD,
    COMMISSIONER,
    DENGLIANG,
    LILIN,
    STAFF,
    STREET,
    an_actor,
    done,
    field_of,
    refused,
    shanghai,
)
from tests.gateway.house import House
from tests.outboxes import envelopes, events
from tests.servers.fixtures import OpenDatabase
from vocabulary.actors import Actor, Role
from vocabulary.problems import Forbidden, NotFound, WrongState
from vocabulary.retention import read

_ELSEWHERE = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)


@pytest.fixture
def gateway_database(migrated_database: OpenDatabase) -> Database:
    return migrated_database("gateway")


@pytest.fixture(autouse=True)
def _periods() -> Iterator[None]:
    yield
    retention.use(read(""))


def _give(database: Database, actor: Actor = COMMISSIONER, **more: Any) -> ConsentView:
    usual: dict[str, Any] = {"purpose": Purpose.PUBLISH_PHONE, "text_version": "phone-1"}
    return done(database, operations.give, actor, GiveConsent(**usual | more))


def _record(database: Database, actor: Actor = STAFF, **more: Any) -> ConsentView:
    usual: dict[str, Any] = {
        "purpose": Purpose.CONTACT_BY_SMS,
        "text_version": "sms-1",
        "community": LILIN,
        "phone": "138-0013-8000",
        "how": GivenHow.PAPER,
        "given_at": shanghai(2013, 5, 4),
    }
    return done(database, operations.record, actor, RecordConsent(**usual | more))


def test_a_person_agrees_and_the_world_hears_of_it(gateway_database: Database) -> None:
    """R22: without it no phone is published."""
    given = _give(gateway_database)

    [told] = events(gateway_database, given.id)
    assert (given.account, given.how, given.recorded_by) == (COMMISSIONER.account, "web", None)
    assert isinstance(told, ConsentGiven)
    assert (told.account, told.purpose) == (COMMISSIONER.account, Purpose.PUBLISH_PHONE)
    assert given.holds


def test_a_consent_on_paper_is_found_by_the_phone_alone(gateway_database: Database) -> None:
    recorded = _record(gateway_database, paper="柜二，第三格")

    with gateway_database.reading() as session:
        found = queries.of_phone(session, STAFF, FindConsents(phone="+86 13800138000"))
        none = queries.of_phone(session, STAFF, FindConsents(phone="13900139000"))
        raw = session.execute(sa.text("SELECT * FROM consent")).one()
    assert [one.id for one in found.items] == [recorded.id]
    assert none.items == []
    assert "1380013" not in str(found)
    assert "00138000" not in str(raw)


def test_a_guardian_agrees_for_a_minor_and_the_event_names_neither(
    gateway_database: Database,
) -> None:
    """PIPL art. 31: a child's data is handled with a parent's or guardian's consent."""
    recorded = _record(
        gateway_database,
        purpose=Purpose.NATIONAL_VOLUNTEER_RECORD,
        guardian="陈建国",
        guardianship=Guardianship.PARENT,
    )

    with gateway_database.reading() as session:
        [shown] = queries.page(session, STAFF, ListConsents()).items
        raw = session.execute(sa.text("SELECT * FROM consent")).one()
    [told] = events(gateway_database, recorded.id)
    [envelope] = envelopes(gateway_database, recorded.id)
    assert (shown.guardian, shown.guardianship) == ("陈建国", Guardianship.PARENT)
    assert isinstance(told, ConsentGiven)
    assert told.by_guardian
    assert "陈建国" not in f"{raw}{envelope.data}"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("named", "missing"),
    [({"guardian": "陈建国"}, "guardianship"), ({"guardianship": "parent"}, "guardian")],
)
def test_a_guardian_is_named_with_the_relation(
    gateway_database: Database, named: dict[str, Any], missing: str
) -> None:
    refusal = refused(_record, gateway_database, **named)

    assert field_of(refusal) == (missing, "needs_both")


def test_no_event_holds_the_phone(gateway_database: Database) -> None:
    recorded = _record(gateway_database)

    [told] = envelopes(gateway_database, recorded.id)

    assert "1380013" not in str(told.data)


def test_a_consent_is_withdrawn_as_easily_as_it_was_given(gateway_database: Database) -> None:
    """PIPL art. 15: no reason is asked for."""
    given = _give(gateway_database)

    withdrawn = done(
        gateway_database, operations.withdraw, COMMISSIONER, WithdrawConsent(consent_id=given.id)
    )

    told = events(gateway_database, given.id)[-1]
    assert isinstance(told, ConsentWithdrawn)
    assert (told.version, told.purpose) == (2, Purpose.PUBLISH_PHONE)
    assert not withdrawn.holds
    again = WithdrawConsent(consent_id=given.id)
    assert isinstance(
        refused(done, gateway_database, operations.withdraw, COMMISSIONER, again), WrongState
    )


def test_staff_withdraw_what_a_person_without_account_gave(gateway_database: Database) -> None:
    recorded = _record(gateway_database)
    request = WithdrawConsent(consent_id=recorded.id)

    assert isinstance(
        refused(done, gateway_database, operations.withdraw, _ELSEWHERE, request), NotFound
    )
    assert done(gateway_database, operations.withdraw, STAFF, request).withdrawn_at is not None


def test_nobody_withdraws_the_consent_of_a_neighbour(gateway_database: Database) -> None:
    given = _give(gateway_database)
    other = an_actor(Role.COMMISSIONER, account="another")
    request = WithdrawConsent(consent_id=given.id)

    refusal = refused(done, gateway_database, operations.withdraw, other, request)

    assert isinstance(refusal, NotFound)


def test_staff_record_in_their_own_area_only(gateway_database: Database) -> None:
    assert isinstance(refused(_record, gateway_database, _ELSEWHERE), Forbidden)
    assert isinstance(refused(_record, gateway_database, COMMISSIONER), Forbidden)


def test_a_record_says_whose_it_is(gateway_database: Database) -> None:
    refusal = refused(_record, gateway_database, account=new_id())

    assert field_of(refusal) == ("account", "one_of_two")


@pytest.mark.parametrize(
    ("home", "code"), [(DENGLIANG, None), (ABROAD, "of_another_area"), (None, "of_another_area")]
)
def test_nobody_agrees_for_an_account_of_elsewhere(
    quick_house: House, home: str | None, code: str | None
) -> None:
    """Any text passed for an account, and its owner found a consent that nobody had asked for."""
    staff = quick_house.person("staff.one", Role.WORKSTATION_STAFF)
    account = new_id() if home is None else quick_house.person("person.one", None, home).id
    consent = {"purpose": "publish_name", "text_version": "name-1", "how": "paper"}

    answer = quick_house.by_token(
        quick_house.tokens(staff)["access_token"],
        "POST",
        "/api/v1/consents/records",
        json=consent | {"community": DENGLIANG, "account": str(account)},
    )

    found = [(one["field"], one["code"]) for one in answer.json.get("errors", ())]
    assert found == ([] if code is None else [("account", code)])


def test_consents_come_in_pages(gateway_database: Database) -> None:
    """The 501st was left out without a word, and it was missing in the person's copy too."""
    given = [_give(gateway_database, text_version=f"phone-{number}").id for number in range(3)]

    with gateway_database.reading() as session:
        first = queries.page(session, STAFF, ListConsents(limit=2, total=True))
        second = queries.page(session, STAFF, ListConsents(cursor=first.next_cursor))
        own = queries.own(session, COMMISSIONER, ListOwnConsents(limit=1, sort="-given_at"))
        copied = queries.copied(session, COMMISSIONER)

    assert [one.id for one in (*first.items, *second.items)] == given
    assert (first.total, second.next_cursor) == (3, None)
    assert [one.id for one in own.items] == [given[-1]]
    assert [one.id for one in copied] == given


def test_lists_end_at_ones_own_area(gateway_database: Database) -> None:
    given = _give(gateway_database)
    _record(gateway_database)

    with gateway_database.reading() as session:
        near = queries.page(session, STAFF, ListConsents())
        narrowed = queries.page(session, STAFF, ListConsents(purpose=Purpose.PUBLISH_PHONE))
        far = queries.page(session, _ELSEWHERE, ListConsents())
        there = queries.page(
            session, an_actor(Role.STREET_OFFICER, STREET), ListConsents(area=DENGLIANG)
        )
        here = queries.page(session, STAFF, ListConsents(area=LILIN))
        own = queries.own(session, COMMISSIONER, ListOwnConsents())
    assert len(near.items) == 2
    assert [one.id for one in narrowed.items] == [one.id for one in own.items] == [given.id]
    assert far.items == there.items == []
    assert len(here.items) == 2


def test_what_proves_nothing_any_more_is_deleted(gateway_database: Database) -> None:
    kept = _give(gateway_database)
    _record(gateway_database, valid_until=dt.date(2014, 5, 4))
    _record(gateway_database)

    with gateway_database.reading() as session:
        counted = operations.due(session)
    cleaned = done(gateway_database, operations.clean)

    assert counted == cleaned == {"consent": 1}
    with gateway_database.reading() as session:
        left = queries.own(session, COMMISSIONER, ListOwnConsents())
    assert [one.id for one in left.items] == [kept.id]


def test_the_example_of_the_interface_can_be_recorded(gateway_database: Database) -> None:
    """It did not name its person by account or by phone."""
    request = RecordConsent.read(example_of(RecordConsent))

    assert done(gateway_database, operations.record, _ELSEWHERE, request).how is GivenHow.PAPER
