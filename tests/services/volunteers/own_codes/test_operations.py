"""A person's code made anew, for people who lost theirs or never had it; the old one ends."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from contracts.volunteers.disclosures import TrackVolunteerDisclosures
from contracts.volunteers.doubles import MergeVolunteers
from contracts.volunteers.own_codes import (
    HandedOutCode,
    RenewOwnCode,
    RenewVolunteerCode,
    VolunteerCode,
)
from contracts.volunteers.volunteers import (
    LeaveVolunteers,
    ShowOwnVolunteer,
    ShowVolunteer,
    VolunteerReceipt,
)
from contracts.volunteers.words import VolunteerDisclosureReason as Reason
from contracts.volunteers.words import VolunteerSeenFor
from runtime.database import Database
from services.volunteers.disclosures import queries as disclosures
from services.volunteers.doubles import operations as doubles
from services.volunteers.own_codes import operations
from services.volunteers.register import queries as register
from services.volunteers.registrations import operations as registrations
from services.volunteers.volunteers import queries
from tests.builders import COMMISSIONER, STAFF, YUELIANGWAN, an_actor, done, field_of, refused
from tests.services.volunteers.serving import registered
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.problems import Forbidden, NotFound, WrongState
from vocabulary.tracking import code_from

_PHONE = "13800138000"


def _a_code() -> str:
    return code_from(secrets.token_bytes(8), b"tests")


def _handed_out(
    database: Database, receipt: VolunteerReceipt, by: Actor = STAFF, **changed: Any
) -> HandedOutCode:
    usual: dict[str, Any] = {"reason": Reason.HAND_OUT_CODE, "new_code": _a_code()}
    wanted = RenewVolunteerCode(registration_id=receipt.id, **usual | changed)
    return done(database, operations.renew, by, wanted)


def _renewed(database: Database, code: str, phone: str = _PHONE) -> VolunteerCode:
    wanted = RenewOwnCode(code=code, phone=phone, new_code=_a_code())
    return done(database, operations.renew_own, RESIDENT, wanted)


def _opens(database: Database, code: str) -> bool:
    with database.reading() as session:
        try:
            return bool(queries.show_own(session, ShowOwnVolunteer(code=code)).registrations)
        except NotFound:
            return False


def test_a_handed_out_code_opens_what_the_old_one_did_and_the_person_learns_why(
    volunteers: Database,
) -> None:
    receipt = registered(volunteers)

    made = _handed_out(volunteers, receipt, words="本人在窗口领取")

    assert (made.id, made.number) == (receipt.id, receipt.number)
    assert _opens(volunteers, made.code)
    assert not _opens(volunteers, receipt.code)
    with volunteers.reading() as session:
        shown = register.show(session, STAFF, ShowVolunteer(registration_id=receipt.id))
        asked = TrackVolunteerDisclosures(code=made.code)
        [told] = disclosures.for_the_person(session, asked).items
    assert (shown.history[-1].what, shown.history[-1].note) == ("code_renewed", "本人在窗口领取")
    assert (told.reason, told.seen) == (VolunteerSeenFor.HAND_OUT_CODE, ["code"])


def test_the_person_renews_their_code_with_the_phone_as_proof(volunteers: Database) -> None:
    receipt = registered(volunteers)

    assert isinstance(refused(_renewed, volunteers, receipt.code, "13900139000"), Forbidden)
    assert _opens(volunteers, receipt.code)
    made = _renewed(volunteers, receipt.code)

    assert [_opens(volunteers, one) for one in (receipt.code, made.code)] == [False, True]
    with volunteers.reading() as session:
        shown = register.show(session, STAFF, ShowVolunteer(registration_id=receipt.id))
    assert shown.history[-1].what == "code_renewed"


def test_codes_of_merged_doubles_end_too(volunteers: Database) -> None:
    """A code that others saw opened the person still, when it was that of a merged double."""
    kept, other, third = (registered(volunteers, name=one) for one in ("陈秀英", "陈秀", "秀英"))
    for person, double in ((other, third), (kept, other)):
        merged = MergeVolunteers(
            kept_registration_id=person.id, other_registration_id=double.id, note="同一个人。"
        )
        done(volunteers, doubles.merge, STAFF, merged)
    assert [_opens(volunteers, one.code) for one in (kept, other, third)] == [True, True, True]

    first = _renewed(volunteers, other.code)

    assert [_opens(volunteers, one.code) for one in (kept, other, third)] == [False, False, False]
    second = _handed_out(volunteers, kept)
    assert [_opens(volunteers, one) for one in (first.code, second.code)] == [False, True]


@pytest.mark.one_database
def test_only_the_workstation_of_the_community_hands_out_codes(volunteers: Database) -> None:
    receipt = registered(volunteers)
    elsewhere = an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN)

    assert isinstance(refused(_handed_out, volunteers, receipt, COMMISSIONER), Forbidden)
    assert isinstance(refused(_handed_out, volunteers, receipt, elsewhere), NotFound)
    refusal = refused(_handed_out, volunteers, receipt, reason=Reason.OTHER)
    assert field_of(refusal) == ("words", "words_missing")
    assert _opens(volunteers, receipt.code)


@pytest.mark.one_database
def test_nobody_who_left_gets_a_code_at_the_workstation(volunteers: Database) -> None:
    receipt = registered(volunteers)
    done(volunteers, registrations.leave, STAFF, LeaveVolunteers(registration_id=receipt.id))

    assert isinstance(refused(_handed_out, volunteers, receipt), WrongState)
