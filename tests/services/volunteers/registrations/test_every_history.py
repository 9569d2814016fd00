"""What a clerk changes of a person stands in the history of every community where they stand."""

from __future__ import annotations

import secrets

from contracts.volunteers.doubles import MergeVolunteers
from contracts.volunteers.own_codes import RenewVolunteerCode
from contracts.volunteers.profiles import SetVolunteerProfile
from contracts.volunteers.volunteers import ChangeVolunteer, ShowVolunteer, VolunteerReceipt
from contracts.volunteers.words import VolunteerDisclosureReason as Reason
from runtime.database import Database
from services.volunteers.doubles import operations as doubles
from services.volunteers.own_codes import operations as own_codes
from services.volunteers.profiles import operations as profiles
from services.volunteers.register import queries as register
from services.volunteers.registrations import operations as registrations
from tests.builders import DENGLIANG, STAFF, STREET, an_actor, done
from tests.services.volunteers.serving import registered
from vocabulary.actors import Role
from vocabulary.tracking import code_from

_ADMINISTRATOR = an_actor(Role.ADMINISTRATOR, STREET)


def _told(database: Database, receipt: VolunteerReceipt) -> list[tuple[str, str | None]]:
    with database.reading() as session:
        wanted = ShowVolunteer(registration_id=receipt.id)
        shown = register.show(session, _ADMINISTRATOR, wanted)
    return [(one.what, one.note) for one in shown.history[-3:]]


def test_a_clerks_change_is_in_every_history(volunteers: Database) -> None:
    """The other community's record changed without a word; the clerk's own words stay here."""
    here, there = registered(volunteers), registered(volunteers, community=DENGLIANG)
    one_person = MergeVolunteers(kept_registration_id=here.id, other_registration_id=there.id)
    done(volunteers, doubles.merge, _ADMINISTRATOR, one_person)

    change = ChangeVolunteer(registration_id=here.id, phone="13700137000")
    done(volunteers, registrations.change, STAFF, change)
    profile = SetVolunteerProfile(registration_id=here.id, skills=[], interests=[], free_times=[])
    done(volunteers, profiles.write_down, STAFF, profile)
    code = RenewVolunteerCode(
        registration_id=here.id,
        reason=Reason.HAND_OUT_CODE,
        words="本人在窗口领取",
        new_code=code_from(secrets.token_bytes(8), b"tests"),
    )
    done(volunteers, own_codes.renew, STAFF, code)

    whats = ["changed", "profile_set", "code_renewed"]
    assert _told(volunteers, here) == [*((one, None) for one in whats[:2]), (whats[2], code.words)]
    assert _told(volunteers, there) == [(one, None) for one in whats]
