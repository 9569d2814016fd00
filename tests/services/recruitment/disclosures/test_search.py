"""Finding an applicant by whole name, phone or code, and what is kept of the look."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as some

from contracts.recruitment.applications import ApplicationPage, ApplicationReceipt, ListApplications
from contracts.recruitment.disclosures import FindApplicants
from contracts.recruitment.own_data import EraseOwnApplication
from contracts.recruitment.words import ApplicantSeenFor, ApplicationState
from groundwork.disclosures import sought
from runtime import encryption
from runtime.database import Database
from services.recruitment.applications import queries as applications
from services.recruitment.applications.model import Application
from services.recruitment.disclosures import operations
from services.recruitment.disclosures.model import ApplicantDisclosure
from services.recruitment.own_data import operations as own_data
from tests.builders import LILIN, STAFF, STREET, YUELIANGWAN, an_actor, done, field_of, refused
from tests.services.recruitment.applications.builders import applied, code_of
from tests.services.recruitment.appointing import COMMITTEE
from tests.services.recruitment.campaigns.builders import an_open_campaign
from tests.services.recruitment.conftest import Arranged
from tests.services.recruitment.disclosures.looks import looks_at
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.names import same_name
from vocabulary.tracking import grouped

_PHONE = "13800138000"


def _found(
    database: Database, person: str, actor: Actor = STAFF, **changed: Any
) -> ApplicationPage:
    usual: dict[str, Any] = {"person": person, "reason": ApplicantSeenFor.ASKED_BY_PERSON}
    return done(database, operations.search, actor, FindApplicants(**usual | changed))


def _ids(page: ApplicationPage) -> set[UUID]:
    return {one.id for one in page.items}


def _two(database: Database) -> tuple[ApplicationReceipt, ApplicationReceipt]:
    campaign = an_open_campaign(database)
    return (
        applied(database, campaign, name="陈秀英", phone=_PHONE),
        applied(database, campaign, name="阿依古丽·买买提"),
    )


@pytest.mark.parametrize(
    "person", ["陈秀英", " 陈 秀英　", _PHONE, "+86 138-0013-8000", "１３８００１３８０００"]
)
def test_a_whole_name_or_phone_finds_the_person_however_it_is_written(
    recruitment: Database, person: str
) -> None:
    first, _ = _two(recruitment)

    page = _found(recruitment, person, total=True)

    assert (_ids(page), page.total) == ({first.id}, 1)
    assert page.items[0].name != "陈秀英"


def test_points_between_the_parts_of_a_name_do_not_count(recruitment: Database) -> None:
    _, second = _two(recruitment)

    assert _ids(_found(recruitment, "阿依古丽•买买提")) == {second.id}
    assert _ids(_found(recruitment, "阿依古丽买买提")) == {second.id}


@pytest.mark.parametrize("person", ["陈", "秀英", "1380013", "13800138001", "陈秀英%"])
def test_a_part_finds_nobody(recruitment: Database, person: str) -> None:
    _two(recruitment)

    expected = 1 if same_name(person) == "陈秀英" else 0
    assert len(_found(recruitment, person).items) == expected
    assert _looks(recruitment) == expected


def test_the_code_that_a_person_brings_finds_the_application_and_is_no_look(
    recruitment: Database,
) -> None:
    first, _ = _two(recruitment)
    code = code_of(recruitment, first.id)

    assert _ids(_found(recruitment, grouped(code).lower())) == {first.id}
    assert _looks(recruitment) == 0


def test_each_one_found_is_a_look_that_the_person_and_the_street_learn_of(
    recruitment: Database,
) -> None:
    first, second = _two(recruitment)

    _found(recruitment, "陈秀英", reason=ApplicantSeenFor.OTHER, words="来窗口查询")
    _found(recruitment, _PHONE, COMMITTEE)

    with recruitment.reading() as session:
        by_name, by_phone = looks_at(session, first.id)
        assert not looks_at(session, second.id)
        assert (by_name.fields, by_name.words, by_name.account) == (
            "name",
            "来窗口查询",
            STAFF.account,
        )
        assert (by_name.role, by_phone.role) == ("workstation_staff", "party_committee")
        assert by_phone.fields == "phone"


def test_a_reason_is_needed_and_nothing_is_kept_without(recruitment: Database) -> None:
    _two(recruitment)

    refusal = refused(_found, recruitment, "陈秀英", reason=ApplicantSeenFor.OTHER)

    assert field_of(refusal) == ("words", "words_missing")
    assert _looks(recruitment) == 0


@pytest.mark.parametrize(
    "actor",
    [
        an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN),
        an_actor(Role.STREET_OFFICER, STREET),
        an_actor(Role.ADMINISTRATOR, STREET),
        RESIDENT,
    ],
)
@pytest.mark.parametrize("person", ["陈秀英", _PHONE])
def test_who_sees_people_masked_cannot_try_out_a_name(
    recruitment: Database, actor: Actor, person: str
) -> None:
    _two(recruitment)

    page = _found(recruitment, person, actor, total=True)

    assert (page.items, page.total) == ([], 0)
    assert _looks(recruitment) == 0


def test_the_lists_filters_and_pages_narrow_a_search(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    found = {applied(recruitment, campaign, name="李建国").id for _ in range(3)}

    page = _found(recruitment, "李建国", limit=2, total=True)
    rest = _found(recruitment, "李建国", limit=2, cursor=page.next_cursor)

    assert (page.total, len(page.items), len(rest.items)) == (3, 2, 1)
    assert _ids(page) | _ids(rest) == found
    # Only who stood on a page was seen.
    assert _looks(recruitment) == 3
    for nothing in ({"state": [ApplicationState.SELECTED]}, {"area": YUELIANGWAN}):
        assert not _found(recruitment, "李建国", **nothing).items
    assert len(_found(recruitment, "李建国", area=LILIN).items) == 3


def test_whoever_is_erased_is_found_no_more(recruitment: Database) -> None:
    first, _ = _two(recruitment)
    erase = EraseOwnApplication(code=code_of(recruitment, first.id))
    done(recruitment, own_data.erase_own, RESIDENT, erase)

    assert not _found(recruitment, "陈秀英").items
    assert not _found(recruitment, _PHONE).items
    with recruitment.reading() as session:
        row = session.get_one(Application, first.id)
        assert (row.name_print, row.phone_print) == (None, None)


def test_an_older_key_still_finds(recruitment: Database) -> None:
    """While keys change, a print of either is looked for; the older one is made anew later."""
    before = encryption.keyring()
    older, newer = ("k" * 40, "n" * 40)
    try:
        encryption.use([older])
        first, _ = _two(recruitment)
        encryption.use([newer, older])

        assert _ids(_found(recruitment, "陈秀英")) == {first.id}
        assert _ids(_found(recruitment, code_of(recruitment, first.id))) == {first.id}
    finally:
        encryption._Current.keyring = before


def test_a_receipt_number_is_a_filter_of_the_list(recruitment: Database) -> None:
    first, _ = _two(recruitment)
    asked: dict[str, Any] = {"number": first.number}

    with recruitment.reading() as session:
        page = applications.page(session, STAFF, ListApplications(**asked))

    assert _ids(page) == {first.id}


@pytest.mark.parametrize("person", ["·", "-·-", "（）"])
def test_a_mark_alone_is_refused_and_nobody_is_looked_at(
    recruitment: Database, person: str
) -> None:
    """Its print was empty, and so found every person whose name has no letters."""
    _two(recruitment)

    assert field_of(refused(_found, recruitment, person)) == ("person", "no_letter")
    assert _looks(recruitment) == 0


@given(some.text(max_size=40).filter(same_name))
def test_whatever_is_typed_is_read_in_some_way(text: str) -> None:
    meant = sought(text)

    assert (meant.phone is None) != (meant.name is None)


def _looks(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.count(ApplicantDisclosure.id))) or 0
