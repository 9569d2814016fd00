from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.recruitment.applications import ApplicationReceipt
from contracts.recruitment.disclosures import (
    ApplicantDisclosed,
    DiscloseApplicant,
    ListApplicantDisclosures,
    ListCommunityApplicantDisclosures,
    TrackApplicantDisclosures,
)
from contracts.recruitment.own_data import EraseOwnApplication
from contracts.recruitment.words import ApplicantSeenFor
from runtime.database import Database
from services.recruitment.disclosures import operations, queries
from services.recruitment.disclosures.model import ApplicantDisclosure
from services.recruitment.own_data import operations as own_data
from tests.builders import ABROAD, LILIN, STAFF, STREET, an_actor, done, field_of, refused
from tests.services.recruitment.applications.builders import applied, code_of
from tests.services.recruitment.appointing import COMMITTEE
from tests.services.recruitment.campaigns.builders import an_open_campaign
from tests.services.recruitment.conftest import Arranged
from tests.services.recruitment.disclosures.looks import looks_at
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.areas import street_of
from vocabulary.erasure import ON_REQUEST
from vocabulary.problems import Forbidden, NotFound, WrongState

_OFFICER = an_actor(Role.STREET_OFFICER, STREET)


def _receipt(database: Database) -> ApplicationReceipt:
    return applied(database, an_open_campaign(database), phone="13800138000")


def _disclose(
    database: Database, application_id: UUID, actor: Actor = STAFF, **changed: Any
) -> ApplicantDisclosed:
    usual: dict[str, Any] = {
        "application_id": application_id,
        "reason": ApplicantSeenFor.INTERVIEW,
        "words": "约周六面谈",
    }
    return done(database, operations.disclose, actor, DiscloseApplicant(**usual | changed))


@pytest.mark.parametrize("actor", [STAFF, COMMITTEE])
def test_those_who_screen_see_the_whole(recruitment: Database, actor: Actor) -> None:
    seen = _disclose(recruitment, _receipt(recruitment).id, actor)

    assert (seen.name, seen.phone, seen.address) == ("陈秀英", "13800138000", "荔林花园 3 栋")


@pytest.mark.parametrize("actor", [_OFFICER, an_actor(Role.ADMINISTRATOR, STREET)])
def test_nobody_else_does_and_nothing_is_written(arranged: Arranged, actor: Actor) -> None:
    recruitment, receipt = arranged(_receipt)

    assert isinstance(refused(_disclose, recruitment, receipt.id, actor), Forbidden)
    assert _rows(recruitment) == 0


@pytest.mark.one_database
def test_an_applicant_elsewhere_does_not_exist(recruitment: Database) -> None:
    receipt, stranger = _receipt(recruitment), an_actor(Role.WORKSTATION_STAFF, ABROAD)

    assert isinstance(refused(_disclose, recruitment, receipt.id, stranger), NotFound)


@pytest.mark.one_database
def test_another_reason_needs_words(arranged: Arranged) -> None:
    recruitment, receipt = arranged(_receipt)

    refusal = refused(_disclose, recruitment, receipt.id, reason=ApplicantSeenFor.OTHER, words="　")

    assert field_of(refusal) == ("words", "words_missing")
    assert _rows(recruitment) == 0


def test_the_street_sees_who_looked_and_who_looks_does_not(arranged: Arranged) -> None:
    recruitment, receipt = arranged(_receipt)
    _disclose(recruitment, receipt.id)
    _disclose(recruitment, receipt.id, COMMITTEE)
    request = ListApplicantDisclosures(application_id=receipt.id)

    with recruitment.reading() as session:
        first, second = queries.for_overseers(session, _OFFICER, request).items
        for actor in (STAFF, COMMITTEE):
            refusal = refused(queries.for_overseers, session, actor, request)
            assert isinstance(refusal, Forbidden)

    assert (first.by, first.role, first.words) == (STAFF.account, "workstation_staff", "约周六面谈")
    assert (first.reason, first.seen) == ("interview", ["name", "phone", "address"])
    assert second.role == "party_committee"
    assert _of_area(recruitment, _OFFICER) == [second.id, first.id]
    assert _of_area(recruitment, _OFFICER, by=STAFF.account) == [first.id]
    assert _of_area(recruitment, _OFFICER, area=ABROAD) == []
    for other in (STAFF, COMMITTEE, an_actor(Role.STREET_OFFICER, street_of(ABROAD))):
        assert _of_area(recruitment, other) == []


def _of_area(database: Database, actor: Actor, **asked: Any) -> list[UUID]:
    request = ListCommunityApplicantDisclosures(**asked)
    found = done(database, queries.of_communities, actor, request).items
    assert {one.community for one in found} <= {LILIN}
    return [one.id for one in found]


def test_the_person_learns_of_it_without_names(arranged: Arranged) -> None:
    recruitment, receipt = arranged(_receipt)
    _disclose(recruitment, receipt.id)

    with recruitment.reading() as session:
        request = TrackApplicantDisclosures(code=receipt.code or "")
        [told] = queries.for_the_person(session, request).items

    assert told.plain().keys() == {"disclosed_at", "role", "reason", "seen"}


def test_an_erasure_cleans_the_words_and_leaves_nothing_to_see(arranged: Arranged) -> None:
    recruitment, receipt = arranged(_receipt)
    _disclose(recruitment, receipt.id)
    erase = EraseOwnApplication(code=code_of(recruitment, receipt.id))
    done(recruitment, own_data.erase_own, RESIDENT, erase)

    with recruitment.reading() as session:
        [row] = looks_at(session, receipt.id)
        assert row.words == ON_REQUEST
    assert isinstance(refused(_disclose, recruitment, receipt.id), WrongState)


def _rows(database: Database) -> int:
    with database.reading() as session:
        counted = sa.select(sa.func.count()).select_from(ApplicantDisclosure)
        return session.scalar(counted) or 0
