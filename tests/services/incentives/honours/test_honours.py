"""Honours: certificates that anyone may check, re-issued and revoked; erased with their people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contracts.incentives.honours import (
    CheckHonour,
    HonourAwarded,
    HonourCheck,
    HonourRevoked,
    HonourView,
    ListHonours,
    PrintHonour,
    ReissueHonour,
    RevokeHonour,
    ShowHonour,
)
from contracts.incentives.own_data import ExportOwnIncentives
from contracts.incentives.words import HonourState
from contracts.recruitment.appointments import AppointmentErased
from contracts.recruitment.words import Kind
from runtime.database import Database
from services.incentives.honours import operations, queries
from services.incentives.own_data import operations as own_data
from tests.builders import LILIN, refused
from tests.outboxes import events
from tests.servers.databases import Databases
from tests.services.incentives.selecting import (
    ACCOUNTS,
    COMMITTEE,
    FIRST,
    OFFICER,
    PEERS,
    SECOND,
    STREET_COMMITTEE,
    awarded,
    checked,
    keep_a_community,
)
from vocabulary.actors import Actor, Grant, Role
from vocabulary.problems import Forbidden, NotFound, WrongState


@pytest.fixture
def honoured(databases: Databases) -> Database:
    """Two of three commissioners are honoured."""
    database, _ = databases.arranged("incentives", "honours", _award)
    return database


def _award(database: Database) -> None:
    keep_a_community(database)
    awarded(database, checked(database))


def test_each_nominee_gets_a_certificate_that_anyone_may_check(honoured: Database) -> None:
    found = _all(honoured)

    assert {one.appointment_id for one in found} == {FIRST, SECOND}
    assert len({one.number for one in found}) == 2
    one = next(one for one in found if one.appointment_id == FIRST)
    told = [each for each in events(honoured, one.id) if isinstance(each, HonourAwarded)]
    assert [(each.number, each.title) for each in told] == [(one.number, one.title)]
    shown = _check(honoured, one)
    assert (shown.name, shown.state, shown.issuer) == (
        "陈秀英",
        HonourState.STANDING,
        "南山街道党工委",
    )


@pytest.mark.one_database
def test_number_and_code_have_to_match(honoured: Database) -> None:
    one, other = _all(honoured)

    def check(number: str, code: str | None) -> None:
        with honoured.reading() as session:
            queries.check(session, CheckHonour(number=number, code=code or ""))

    assert isinstance(refused(check, one.number, other.code), NotFound)
    assert isinstance(refused(check, one.number, "7K3M"), NotFound)
    check(one.number.strip("〔").replace("〕", "-"), one.code)


@pytest.mark.one_database
def test_people_see_their_own_honours_and_no_code_of_others(honoured: Database) -> None:
    own = _all(honoured, PEERS[0])
    assert [one.appointment_id for one in own] == [FIRST]
    assert own[0].code is not None

    # Also once the office is over and no role is left.
    left = Actor(str(ACCOUNTS[0]), ())
    assert [one.appointment_id for one in _all(honoured, left)] == [FIRST]
    assert {one.code for one in _all(honoured, COMMITTEE)} == {None}
    assert isinstance(refused(_print, honoured, own[0], COMMITTEE), Forbidden)
    assert _print(honoured, own[0], PEERS[0]).startswith(b"%PDF")


@pytest.mark.one_database
@pytest.mark.parametrize(
    "role", [Role.PARTY_COMMITTEE, Role.STREET_OFFICER, Role.STREET_PARTY_COMMITTEE]
)
def test_who_works_in_another_street_finds_none(honoured: Database, role: Role) -> None:
    one, stranger = _all(honoured)[0], Actor("stranger", (Grant(role, "440306001000"),))

    tries: list[tuple[Callable[..., object], object]] = [
        (queries.one, ShowHonour(honour_id=one.id)),
        (queries.document, PrintHonour(honour_id=one.id, origin="https://linli.example")),
        (operations.reissue, ReissueHonour(honour_id=one.id, reason="原证书遗失。")),
        (operations.revoke, RevokeHonour(honour_id=one.id, reason="异议成立。")),
    ]
    with honoured.writing() as session:
        for deed, asked in tries:
            assert isinstance(refused(deed, session, stranger, asked), NotFound)

    assert _all(honoured, stranger) == []
    assert _check(honoured, one).state is HonourState.STANDING


def test_a_lost_certificate_is_replaced(honoured: Database) -> None:
    one = _all(honoured)[0]
    asked = ReissueHonour(honour_id=one.id, reason="原证书遗失。")
    with honoured.writing() as session:
        new = operations.reissue(session, OFFICER, asked)

    assert (new.replaces, new.state) == (one.id, HonourState.STANDING)
    assert new.number != one.number
    assert _check(honoured, one).state is HonourState.REPLACED

    def again() -> None:
        with honoured.writing() as session:
            operations.reissue(session, OFFICER, asked)

    assert isinstance(refused(again), WrongState)


def test_only_the_street_party_committee_revokes(honoured: Database) -> None:
    one = _all(honoured)[0]
    asked = RevokeHonour(honour_id=one.id, reason="异议经核实成立。")
    with honoured.writing() as session:
        assert isinstance(refused(operations.revoke, session, OFFICER, asked), Forbidden)
    with honoured.writing() as session:
        operations.revoke(session, STREET_COMMITTEE, asked)

    assert _check(honoured, one).state is HonourState.REVOKED
    assert any(isinstance(each, HonourRevoked) for each in events(honoured, one.id))


def test_an_erased_person_is_named_no_more_and_the_honour_stays(honoured: Database) -> None:
    one = next(one for one in _all(honoured) if one.appointment_id == FIRST)
    erased = AppointmentErased(
        appointment_id=FIRST,
        community=LILIN,
        post_id=one.id,
        kind=Kind.GROUP_LEADER,
        version=99,
    )
    with honoured.writing() as session:
        own_data.erase(session, [erased])

    assert _check(honoured, one).name is None
    assert isinstance(refused(_print, honoured, one, OFFICER), WrongState)


@pytest.mark.one_database
def test_the_copy_of_own_data_has_the_honours(honoured: Database) -> None:
    with honoured.reading() as session:
        found = own_data.copy_of(session, PEERS[1], ExportOwnIncentives())

    assert [one.appointment_id for one in found.honours] == [SECOND]


def _all(database: Database, actor: Actor = OFFICER) -> list[HonourView]:
    with database.reading() as session:
        return queries.listed(session, actor, ListHonours(state=None)).items


def _check(database: Database, one: HonourView) -> HonourCheck:
    asked = CheckHonour(number=one.number, code=one.code or "")
    with database.reading() as session:
        return queries.check(session, asked)


def _print(database: Database, one: HonourView, actor: Actor) -> bytes:
    with database.reading() as session:
        asked = PrintHonour(honour_id=one.id, origin="https://linli.example")
        return queries.document(session, actor, asked).as_bytes
