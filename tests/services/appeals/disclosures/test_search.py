"""Finding an appeal by what a resident quotes of it, and what is kept of the look."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.appeals.disclosures import ContactDisclosed, FindAppeals
from contracts.appeals.intake import AppealPage
from contracts.appeals.own_data import EraseOwnData, ExportOwnData
from contracts.appeals.words import DisclosureReason, State
from runtime import encryption
from runtime.database import Database
from services.appeals.disclosures import operations, queries, rules
from services.appeals.disclosures.model import Disclosure
from services.appeals.own_data import operations as own_data
from tests.builders import (
    ABROAD,
    COMMISSIONER,
    LILIN,
    STAFF,
    STREET,
    YUELIANGWAN,
    an_actor,
    an_appeal,
    an_assigned_appeal,
    code_of,
    done,
    field_of,
    refused,
    shown,
)
from tests.outboxes import events
from vocabulary.actors import RESIDENT, Actor, Grant, Role

_PHONE = "13800138000"


def _found(register: Database, quoted: str, actor: Actor = STAFF, **changed: Any) -> AppealPage:
    usual: dict[str, Any] = {"quoted": quoted, "reason": DisclosureReason.ASKED_BY_PERSON}
    return done(register, operations.search, actor, FindAppeals(**usual | changed))


def _ids(page: AppealPage) -> set[UUID]:
    return {one.id for one in page.items}


@pytest.mark.parametrize("quoted", [_PHONE, "+86 138-0013-8000", "１３８００１３８０００"])
def test_a_phone_finds_all_appeals_of_its_owner_masked(register: Database, quoted: str) -> None:
    theirs = {an_appeal(register).appeal_id, an_appeal(register).appeal_id}
    an_appeal(register, contact_phone="13900139000")

    page = _found(register, quoted, total=True)

    assert (_ids(page), page.total) == (theirs, 2)
    assert {one.contact_phone for one in page.items} == {"138****8000"}


@pytest.mark.parametrize(
    "quoted", ["〔2013〕2", "[2013]2", "（2013）2号", "2013-2", "第〔2013〕002号"]
)
def test_a_number_finds_its_appeal_however_it_is_written(register: Database, quoted: str) -> None:
    an_appeal(register)
    second = an_appeal(register).appeal_id

    assert _ids(_found(register, quoted)) == {second}


def test_a_code_finds_its_appeal_however_it_is_written(register: Database) -> None:
    an_appeal(register)
    second = an_appeal(register)
    code = code_of(second)

    for quoted in (code, code.lower(), code.replace("-", " ")):
        assert _ids(_found(register, quoted)) == {second.appeal_id}


@pytest.mark.parametrize("quoted", ["13900139000", "1380013", "〔2013〕9", "0000-0000-0000-0000"])
def test_what_nobody_has_finds_nothing_and_leaves_no_trace(register: Database, quoted: str) -> None:
    an_appeal(register)

    page = _found(register, quoted, total=True)

    assert (page.items, page.total) == ([], 0)
    assert _looks(register) == []


@pytest.mark.one_database
@pytest.mark.parametrize("quoted", ["灭火器", "张美兰", "HMTX-0P8Z", "2013", "-"])
def test_words_and_names_are_not_searched(register: Database, quoted: str) -> None:
    """They lie sealed: an empty list would say that nobody wrote them."""
    an_appeal(register)

    assert field_of(refused(_found, register, quoted)) == ("quoted", "not_recognised")


def test_each_one_found_is_a_look_that_overseers_and_the_person_learn_of(
    register: Database,
) -> None:
    appeal = an_appeal(register)
    other = an_appeal(register, contact_phone=None).appeal_id

    _found(register, _PHONE, reason=DisclosureReason.OTHER, words="来窗口询问进度")
    _found(register, "〔2013〕1")
    _found(register, code_of(appeal))

    expected = ["contact_phone", "number", "tracking_code"]
    assert [(row.appeal_id, row.fields) for row in _looks(register)] == [
        (appeal.appeal_id, seen) for seen in expected
    ]
    with register.reading() as session:
        first, *_ = queries.of(session, appeal.appeal_id)
        assert (first.words, first.account, first.role) == (
            "来窗口询问进度",
            STAFF.account,
            "workstation_staff",
        )
        assert not queries.of(session, other)
    mine = ExportOwnData(tracking_code=code_of(appeal), phone=_PHONE)
    answer = done(register, own_data.export, mine)
    assert answer.data is not None
    assert [told.seen for told in answer.data.disclosures] == [[seen] for seen in expected]


def test_the_world_hears_of_each_look_without_the_phone(register: Database) -> None:
    appeal = an_appeal(register)

    _found(register, _PHONE)

    [look] = _looks(register)
    [told] = events(register, look.id)
    assert isinstance(told, ContactDisclosed)
    assert (told.appeal_id, told.seen) == (appeal.appeal_id, ["contact_phone"])
    assert _PHONE not in str(told.plain())


@pytest.mark.one_database
def test_a_reason_is_needed_and_nothing_is_kept_without(register: Database) -> None:
    an_appeal(register)

    refusal = refused(_found, register, _PHONE, reason=DisclosureReason.OTHER)

    assert field_of(refusal) == ("words", "words_missing")
    assert _looks(register) == []


@pytest.mark.parametrize(
    "actor",
    [
        an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN),
        an_actor(Role.WORKSTATION_STAFF, ABROAD),
        an_actor(Role.COMMISSIONER, account="another"),
        an_actor(Role.PARTY_COMMITTEE),
        an_actor(Role.STREET_OFFICER, STREET),
        an_actor(Role.ADMINISTRATOR, STREET),
        RESIDENT,
    ],
)
def test_who_sees_contacts_masked_cannot_try_out_whose_a_phone_is(
    register: Database, actor: Actor
) -> None:
    code = an_assigned_appeal(register).tracking_code

    for quoted in (_PHONE, "〔2013〕1", code):
        page = _found(register, quoted, actor, total=True)
        assert (page.items, page.total) == ([], 0)
    assert _looks(register) == []


def test_a_commissioner_finds_what_is_assigned_to_them_alone(register: Database) -> None:
    an_appeal(register)
    assigned = an_assigned_appeal(register).id

    assert _ids(_found(register, _PHONE, COMMISSIONER)) == {assigned}
    assert [look.role for look in _looks(register)] == ["commissioner"]


def test_each_look_is_kept_in_the_role_that_allowed_it(register: Database) -> None:
    """Staff of one community who serve another as its commissioner."""
    mine = an_assigned_appeal(register).id
    theirs = an_appeal(register, community=YUELIANGWAN).appeal_id
    both = Actor(
        COMMISSIONER.account,
        (Grant(Role.COMMISSIONER, LILIN), Grant(Role.WORKSTATION_STAFF, YUELIANGWAN)),
    )

    _found(register, _PHONE, both)

    assert {look.appeal_id: look.role for look in _looks(register)} == {
        mine: "commissioner",
        theirs: "workstation_staff",
    }


def test_the_lists_filters_and_pages_narrow_a_search(register: Database) -> None:
    found = {an_appeal(register).appeal_id for _ in range(3)}

    page = _found(register, _PHONE, limit=2, total=True)
    rest = _found(register, _PHONE, limit=2, cursor=page.next_cursor)

    assert (page.total, len(page.items), len(rest.items)) == (3, 2, 1)
    assert _ids(page) | _ids(rest) == found
    # Only what stood on a page was seen.
    assert len(_looks(register)) == 3
    for nothing in ({"state": [State.CLOSED]}, {"area": YUELIANGWAN}):
        assert not _found(register, _PHONE, **nothing).items


def test_what_is_erased_is_found_by_its_number_and_there_is_nobody_to_tell(
    register: Database,
) -> None:
    appeal = an_appeal(register)
    wish = EraseOwnData(tracking_code=code_of(appeal), phone=_PHONE, withdraw=True)
    done(register, own_data.erase_own, wish)

    assert not _found(register, _PHONE).items
    [found] = _found(register, "〔2013〕1").items

    assert found.erased_at is not None
    assert _looks(register) == []


def test_an_older_key_still_finds(register: Database) -> None:
    """While keys change, a print of either is looked for; the older one is made anew later."""
    before = encryption.keyring()
    older, newer = ("k" * 40, "n" * 40)
    try:
        encryption.use([older])
        appeal = an_appeal(register)
        encryption.use([newer, older])

        assert _ids(_found(register, _PHONE)) == {appeal.appeal_id}
        assert _ids(_found(register, code_of(appeal))) == {appeal.appeal_id}
    finally:
        encryption._Current.keyring = before


def test_what_can_be_two_things_is_kept_as_what_it_was() -> None:
    """Sixteen digits can be a code or a phone, 2013-17 a number or a phone."""
    number = rules.quoted("2013-17")
    assert rules.found_by(number, number="〔2013〕17", phone="201317") == "number"
    assert rules.found_by(number, number="〔2013〕18", phone="201317") == "contact_phone"
    digits = rules.quoted("4000123456789012")
    assert rules.found_by(digits, number="〔2013〕18", phone="4000123456789012") == "contact_phone"
    assert rules.found_by(digits, number="〔2013〕18", phone=None) == "tracking_code"


def test_a_view_shows_the_code_to_those_who_read_codes(register: Database) -> None:
    """What finds an appeal does not unmask it."""
    appeal_id = an_assigned_appeal(register).id

    [found] = _found(register, _PHONE, COMMISSIONER).items

    assert found.tracking_code == shown(register, appeal_id, COMMISSIONER).tracking_code


def _looks(register: Database) -> list[Disclosure]:
    with register.reading() as session:
        return list(session.scalars(sa.select(Disclosure).order_by(Disclosure.id)))
