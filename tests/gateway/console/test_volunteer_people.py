"""A volunteer's contact, code, details and certificates on pages: at the desk, and their own."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest

from contracts.gateway.consents import RecordConsent
from contracts.gateway.words import GivenHow, Purpose
from contracts.registry import Answer, Request
from contracts.volunteers.catalogue import Catalogue, CatalogueEntryView, ShowCatalogue
from contracts.volunteers.disclosures import (
    DiscloseVolunteer,
    FindVolunteers,
    ToldVolunteerDisclosure,
    ToldVolunteerDisclosures,
    TrackVolunteerDisclosures,
    VolunteerDisclosedAnswer,
)
from contracts.volunteers.hour_certificates import (
    HourCertificatePage,
    HourCertificateView,
    IssueHourCertificate,
    ListHourCertificates,
    ListOwnHourCertificates,
    OwnHourCertificate,
    OwnHourCertificates,
)
from contracts.volunteers.merits import (
    ListVolunteerMerits,
    RemoveVolunteerMerit,
    VolunteerMerit,
    VolunteerMerits,
)
from contracts.volunteers.own_codes import (
    HandedOutCode,
    RenewOwnCode,
    RenewVolunteerCode,
    VolunteerCode,
)
from contracts.volunteers.profiles import ChangeOwnContact, SetOwnProfile, SetVolunteerProfile
from contracts.volunteers.volunteers import (
    ListVolunteers,
    OwnCode,
    OwnRegistration,
    OwnVolunteer,
    RecordVolunteer,
    ShowOwnCode,
    ShowOwnVolunteer,
    ShowVolunteer,
    VolunteerPage,
    VolunteerReceipt,
    VolunteerView,
)
from contracts.volunteers.words import (
    CatalogueKind,
    RegistrationState,
    Specialty,
    VolunteerSeenFor,
    WorkerKind,
)
from contracts.volunteers.workers import SetWork
from gateway.people.consents import operations as consents
from tests.builders import an_actor, done
from tests.gateway.answers import APPEAL, MOMENT, a_code, everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.stores import keep_files
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG, SECRET
from tests.gateway.house import House
from vocabulary.actors import Role

_CODE, _NEW = a_code(SECRET), a_code(SECRET)
_ONE = f"/desk/volunteers/{APPEAL}"
R = TypeVar("R", bound=Request[Any])
A = TypeVar("A", bound=Answer)


def _some(shape: type[A], /, **given: Any) -> A:
    return cast("A", dataclasses.replace(cast("Any", an_answer(shape)), **given))


@pytest.fixture
def house(quick_house: House, tmp_path: Path) -> House:
    """One that knows a volunteer with a skill and a certificate."""
    keep_files(quick_house.gateway.attachment_store, tmp_path)
    deeds = ["disclosures", "profile", "details", "hour-certificates", "code"]
    skill = _some(
        CatalogueEntryView,
        kind=CatalogueKind.SKILL,
        code="first_aid",
        name_zh="急救",
        name_en="First aid",
        is_offered=True,
    )
    view = _some(
        VolunteerView, id=APPEAL, community=DENGLIANG, skills=["first_aid"], possible=deeds
    )
    own = OwnRegistration(
        id=APPEAL,
        number="〔2026〕12",
        community=DENGLIANG,
        state=RegistrationState.ACTIVE,
        applied_at=MOMENT,
    )
    quick_house.gateway.services.answers |= everything() | {
        ShowCatalogue: Catalogue(items=[skill]),
        ShowVolunteer: view,
        FindVolunteers: VolunteerPage(items=[view]),
        ShowOwnCode: OwnCode(code=_CODE),
        ShowOwnVolunteer: _some(
            OwnVolunteer, skills=["first_aid"], registrations=[own], erased_at=None
        ),
        ListHourCertificates: HourCertificatePage(
            items=[_some(HourCertificateView, number="〔2026〕3", possible=["document"])]
        ),
        ListOwnHourCertificates: OwnHourCertificates(
            items=[_some(OwnHourCertificate, id=APPEAL, number="〔2026〕3", possible=["document"])]
        ),
    }
    return quick_house


def _signed_in(house: House, role: Role) -> Visitor:
    made = Visitor(house.gateway.app)
    made.signs_in(house.person(role.value, role, DENGLIANG))
    return made


def _asked(house: House, kind: type[R]) -> list[R]:
    found = [one.request for one in house.gateway.services.asked]
    return [one for one in found if isinstance(one, kind)]


def test_the_page_of_a_volunteer_says_skills_and_certificates_in_words(house: House) -> None:
    page = _signed_in(house, Role.WORKSTATION_STAFF).opens(_ONE)

    assert page.status == 200
    assert "急救" in page.words
    assert "first_aid" not in page.words
    assert "〔2026〕3" in page.words
    assert f"{_ONE}/code" in page.links


def test_honours_of_a_person_who_left_are_shown_to_be_taken_out(house: House) -> None:
    answers = house.gateway.services.answers
    view = cast("VolunteerView", answers[ShowVolunteer])
    merit = _some(VolunteerMerit, id=APPEAL, title="优秀义工", given_by="街道党工委")
    answers |= {
        ShowVolunteer: dataclasses.replace(view, possible=["merit-removals"]),
        ListVolunteerMerits: VolunteerMerits(items=[merit]),
        RemoveVolunteerMerit: VolunteerMerits(items=[]),
    }
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)

    page = clerk.opens(_ONE)
    clerk.sends(page, deed="remove_volunteer_merit", merit_id=str(APPEAL), reason="登记错了人。")

    assert "优秀义工" in page.words
    assert [one.merit_id for one in _asked(house, RemoveVolunteerMerit)] == [APPEAL]


def test_a_consent_is_offered_though_many_others_were_given_since(house: House) -> None:
    """The newest of all purposes once pushed what the person agreed to off the list."""
    clerk = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)

    def agreed(purpose: Purpose, paper: str) -> None:
        wanted = RecordConsent(
            purpose=purpose,
            text_version="1",
            community=DENGLIANG,
            phone="13800138000",
            how=GivenHow.PAPER,
            paper=paper,
        )
        done(house.database, consents.record, clerk, wanted)

    agreed(Purpose.CONTACT_BY_COMMISSIONER, "档案柜 7 号")
    house.time.forward(seconds=1)
    for number in range(101):
        agreed(Purpose.PUBLISH_PHOTO, f"照片 {number}")

    words = _signed_in(house, Role.WORKSTATION_STAFF).opens(_ONE).words

    assert "档案柜 7 号" in words
    assert "照片 100" not in words


def test_the_contact_is_seen_once_for_a_reason(house: House) -> None:
    house.gateway.services.answers[DiscloseVolunteer] = _some(
        VolunteerDisclosedAnswer, name="陈秀英", phone="13800138000"
    )
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)

    seen = clerk.sends(clerk.opens(_ONE), deed="disclose_volunteer", reason="meeting")

    assert "13800138000" in seen.words
    assert "13800138000" not in clerk.opens(_ONE).words
    [asked] = _asked(house, DiscloseVolunteer)
    assert (asked.registration_id, asked.reason) == (APPEAL, "meeting")


def test_a_certificate_is_issued_and_a_profile_written_down_on_that_page(house: House) -> None:
    made = _some(HourCertificateView, number="〔2026〕4")
    house.gateway.services.answers |= {
        IssueHourCertificate: made,
        SetVolunteerProfile: house.gateway.services.answers[ShowVolunteer],
    }
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)

    issued = clerk.sends(clerk.opens(_ONE), deed="issue_hour_certificate", in_charge="李建华")
    page = clerk.follows(issued)
    kept = clerk.sends(page, deed="set_volunteer_profile")

    assert "〔2026〕4" in page.words
    assert kept.status == 303
    [profile] = _asked(house, SetVolunteerProfile)
    # The form began with what was there.
    assert profile.skills == ["first_aid"]


def test_a_social_worker_is_written_down_and_shown_with_specialty_and_centre(
    house: House,
) -> None:
    answers = house.gateway.services.answers
    view = dataclasses.replace(
        cast("VolunteerView", answers[ShowVolunteer]),
        work=WorkerKind.SOCIAL_WORKER,
        specialties=[Specialty.MEDIATION],
        service_centre="荔林党群服务中心",
        duties=[],
        possible=["work"],
    )
    answers |= {ShowVolunteer: view, SetWork: view, ListVolunteers: VolunteerPage(items=[view])}
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)

    page = clerk.opens(_ONE)
    clerk.sends(page, deed="set_work", specialties=["mediation", "elderly"])
    listed = clerk.opens("/desk/volunteers?tab=workers")

    [asked] = _asked(house, SetWork)
    assert (asked.work, asked.service_centre) == (WorkerKind.SOCIAL_WORKER, "荔林党群服务中心")
    assert asked.specialties == [Specialty.MEDIATION, Specialty.ELDERLY]
    for each in (page, listed):
        assert "社工 · 矛盾调解 · 荔林党群服务中心" in each.words


def test_a_volunteer_is_found_by_whole_phone_for_a_reason(house: House) -> None:
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)

    page = clerk.opens("/desk/volunteers/search")
    found = clerk.sends(page, person="13800138000", reason="asked_by_person")

    assert _ONE in found.links
    [asked] = _asked(house, FindVolunteers)
    assert asked.person == "13800138000"
    commissioner = _signed_in(house, Role.COMMISSIONER)
    assert commissioner.opens("/desk/volunteers/search").status == 403


def test_a_new_code_is_shown_on_a_sheet_this_once(house: House) -> None:
    house.gateway.services.answers[RenewVolunteerCode] = HandedOutCode(
        id=APPEAL, number="〔2026〕12", code=_NEW
    )
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)
    page = clerk.opens(f"{_ONE}/code")

    sheet = clerk.sends(page, reason="hand_out_code")

    assert _NEW in sheet.words
    assert _NEW not in clerk.opens(f"{_ONE}/code").words
    [asked] = _asked(house, RenewVolunteerCode)
    assert (asked.registration_id, asked.reason) == (APPEAL, "hand_out_code")


def test_a_person_whom_a_clerk_writes_down_gets_their_code_on_a_sheet(house: House) -> None:
    """The receipt goes with the person who stands at the desk."""
    house.gateway.services.answers[RecordVolunteer] = VolunteerReceipt(
        id=APPEAL, number="〔2026〕12", code=_NEW
    )
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)

    sheet = clerk.sends(
        clerk.opens("/desk/volunteers/new"),
        community=DENGLIANG,
        name="陈秀英",
        phone="13800138000",
        age_group="adult",
        how="in_person",
    )

    assert sheet.status == 200, sheet.words
    assert _NEW in sheet.words
    assert _ONE in sheet.links
    assert [one.name for one in _asked(house, RecordVolunteer)] == ["陈秀英"]


def test_a_person_changes_their_details_and_code_by_the_code(house: House) -> None:
    own = house.gateway.services.answers[ShowOwnVolunteer]
    house.gateway.services.answers |= {
        SetOwnProfile: own,
        ChangeOwnContact: own,
        RenewOwnCode: VolunteerCode(code=_NEW),
    }
    person, here = Visitor(house.gateway.app), f"/volunteers/{_CODE}"
    page = person.opens(f"{here}/details")

    kept = person.sends(page, deed="profile")
    named = person.sends(page, deed="contact", phone="13800138000", new_phone="13700137000")
    renewed = person.sends(page, deed="renewal", phone="13800138000")

    assert (kept.leads_to, named.leads_to) == (here, here)
    assert renewed.leads_to == f"/volunteers/{_NEW}"
    assert [one.skills for one in _asked(house, SetOwnProfile)] == [["first_aid"]]
    [contact] = _asked(house, ChangeOwnContact)
    assert (contact.phone, contact.new_phone, contact.name) == ("13800138000", "13700137000", None)


def test_a_person_finds_their_certificates_and_who_looked(house: House) -> None:
    use = _some(ToldVolunteerDisclosure, reason=VolunteerSeenFor.MEETING)
    house.gateway.services.answers[TrackVolunteerDisclosures] = ToldVolunteerDisclosures(
        items=[use]
    )
    person, here = Visitor(house.gateway.app), f"/volunteers/{_CODE}"

    page, data = person.opens(here), person.opens(f"{here}/data")

    paper = f"/api/v1/public/volunteers/{_CODE}/hour-certificates/{APPEAL}/document"
    assert paper in page.links
    assert {f"{here}/details", f"{here}/data"} <= set(page.links)
    assert "约见面" in data.words


def test_at_the_desk_everything_opens_and_no_address_carries_the_code(house: House) -> None:
    """Others use the computer too."""
    person = _signed_in(house, Role.VOLUNTEER)

    pages = {
        one: person.opens(f"/desk/service{one}") for one in ("", "/details", "/data", "/succession")
    }

    assert {one: page.status for one, page in pages.items()} == dict.fromkeys(pages, 200)
    assert not [link for page in pages.values() for link in page.links if _CODE in link]
    assert f"/api/v1/volunteers/own/hour-certificates/{APPEAL}/document" in pages[""].links
    assert {"/desk/service/details", "/desk/service/data"} <= set(pages[""].links)
