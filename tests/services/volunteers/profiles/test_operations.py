"""Skills, interests, free times, name and phone change: by the person, and by a clerk."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.volunteers.catalogue import PutCatalogueEntry
from contracts.volunteers.disclosures import FindVolunteers
from contracts.volunteers.profiles import ChangeOwnContact, SetOwnProfile, SetVolunteerProfile
from contracts.volunteers.volunteers import (
    ChangeVolunteer,
    LeaveVolunteers,
    OwnVolunteer,
    ShowVolunteer,
    VolunteerReceipt,
    VolunteerView,
)
from contracts.volunteers.words import CatalogueKind, FreeTime
from contracts.volunteers.words import VolunteerDisclosureReason as Reason
from runtime.database import Database
from services.volunteers.catalogue import operations as catalogue
from services.volunteers.disclosures import operations as disclosures
from services.volunteers.profiles import operations
from services.volunteers.register import queries as register
from services.volunteers.registrations import operations as registrations
from tests.builders import COMMISSIONER, STAFF, STREET, an_actor, done, field_of, refused
from tests.services.volunteers.serving import registered
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed, WrongState

_PHONE, _NEW = "13800138000", "13700137000"
_PROFILE: dict[str, Any] = {"skills": [], "interests": [], "free_times": [FreeTime.SUNDAY]}


def _written_down(
    database: Database, receipt: VolunteerReceipt, by: Actor = STAFF, **changed: Any
) -> VolunteerView:
    wanted = SetVolunteerProfile(registration_id=receipt.id, **_PROFILE | changed)
    return done(database, operations.write_down, by, wanted)


def _said(database: Database, receipt: VolunteerReceipt, **changed: Any) -> OwnVolunteer:
    wanted = SetOwnProfile(code=receipt.code, **_PROFILE | changed)
    return done(database, operations.set_own, RESIDENT, wanted)


def _contact(database: Database, receipt: VolunteerReceipt, **changed: Any) -> OwnVolunteer:
    usual: dict[str, Any] = {"code": receipt.code, "phone": _PHONE}
    return done(
        database, operations.change_own_contact, RESIDENT, ChangeOwnContact(**usual | changed)
    )


def _whats(database: Database, receipt: VolunteerReceipt) -> list[str]:
    with database.reading() as session:
        shown = register.show(session, STAFF, ShowVolunteer(registration_id=receipt.id))
    return [one.what for one in shown.history]


def _is_found(database: Database, person: str) -> bool:
    wanted = FindVolunteers(person=person, reason=Reason.VERIFY)
    return bool(done(database, disclosures.search, STAFF, wanted).items)


def test_the_person_and_a_clerk_say_what_the_person_can_do_and_when(volunteers: Database) -> None:
    """What is left out is no longer so."""
    receipt = registered(volunteers)

    own = _said(volunteers, receipt)
    shown = _written_down(volunteers, receipt, skills=["first_aid"])

    assert (own.skills, own.free_times) == ([], [FreeTime.SUNDAY])
    assert (shown.skills, shown.free_times) == (["first_aid"], [FreeTime.SUNDAY])
    assert _whats(volunteers, receipt) == ["registered", "profile_set", "profile_set"]


@pytest.mark.one_database
def test_only_skills_of_the_catalogue_are_added(volunteers: Database) -> None:
    """What the person had before the street's catalogue stays theirs."""
    receipt = registered(volunteers)
    entry = PutCatalogueEntry(
        street=STREET,
        kind=CatalogueKind.SKILL,
        code="lifesaver",
        name_zh="救生员",
        name_en="Lifesaver",
        includes=[],
    )
    done(volunteers, catalogue.put, an_actor(Role.STREET_OFFICER, STREET), entry)

    for change in (_said, _written_down):
        skills = change(volunteers, receipt, skills=["first_aid", "lifesaver"]).skills
        assert skills == ["first_aid", "lifesaver"]
        refusal = refused(change, volunteers, receipt, skills=["flying"])
        assert field_of(refusal)[1] == "not_in_catalogue"
    assert isinstance(refused(_written_down, volunteers, receipt, COMMISSIONER), Forbidden)
    refusal = refused(_written_down, volunteers, receipt, expected_version=9)
    assert isinstance(refusal, PreconditionFailed)


def test_another_name_and_phone_are_found_and_the_old_ones_no_longer(volunteers: Database) -> None:
    receipt = registered(volunteers)

    own = _contact(volunteers, receipt, name="陈秀兰", new_phone=_NEW)

    assert (own.name, own.phone) == ("陈*", "137****7000")
    asked = ("陈秀英", _PHONE, "陈秀兰", _NEW)
    assert [_is_found(volunteers, one) for one in asked] == [False, False, True, True]
    # The new phone is the proof from now on.
    assert isinstance(refused(_contact, volunteers, receipt, name="陈秀英"), Forbidden)
    assert _whats(volunteers, receipt) == ["registered", "changed"]


def test_a_clerk_corrects_name_and_phone(volunteers: Database) -> None:
    receipt = registered(volunteers)
    wanted = ChangeVolunteer(registration_id=receipt.id, phone=_NEW)

    shown = done(volunteers, registrations.change, STAFF, wanted)

    assert (shown.name, shown.phone) == ("陈*", "137****7000")
    assert [_is_found(volunteers, one) for one in (_PHONE, _NEW)] == [False, True]


def test_nobody_takes_the_name_and_phone_of_another_registration(volunteers: Database) -> None:
    """One person is registered once in a community."""
    receipt = registered(volunteers)
    registered(volunteers, name="王芳", phone=_NEW)

    refusal = refused(_contact, volunteers, receipt, name="王芳", new_phone=_NEW)

    assert isinstance(refusal, WrongState)
    assert not _is_found(volunteers, "陈秀兰")
    assert _is_found(volunteers, _PHONE)


@pytest.mark.one_database
def test_nothing_changes_with_a_wrong_proof_or_after_leaving(volunteers: Database) -> None:
    receipt = registered(volunteers)

    refusal = refused(_contact, volunteers, receipt, phone="13900139000", name="某人")
    assert isinstance(refusal, Forbidden)
    unknown = VolunteerReceipt(id=receipt.id, number="", code="0000-0000-0000-0000")
    assert isinstance(refused(_said, volunteers, unknown), NotFound)
    done(volunteers, registrations.leave, STAFF, LeaveVolunteers(registration_id=receipt.id))
    for change in (_said, _contact, _written_down):
        assert isinstance(refused(change, volunteers, receipt), WrongState)
