"""The page on which the workstation says which pictures residents see, and on whose word."""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import UUID

import pytest

from contracts.gateway.attachments import KeepAttachment, ReserveAttachment
from contracts.gateway.consents import RecordConsent, WithdrawConsent
from contracts.gateway.words import AttachedTo, AttachmentKind, GivenHow, Purpose
from contracts.volunteers.activities import (
    ActivityView,
    PublicActivity,
    ShowActivity,
    ShowPublicActivity,
)
from contracts.volunteers.words import ActivityState
from gateway.files.attachments import operations as attachments
from gateway.people.consents import operations as consents
from tests.builders import done
from tests.gateway.answers import everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG
from tests.gateway.house import House
from vocabulary.actors import Actor, Grant, Role

_ONE = UUID("01970a3c-9000-7000-8000-0000000000f1")
_HERE = f"/desk/activities/{_ONE}/pictures"
_STAFF = Actor("desk", (Grant(Role.WORKSTATION_STAFF, DENGLIANG),))


@pytest.fixture
def house(quick_house: House) -> House:
    """An activity that was published, as everybody sees it."""
    answers = quick_house.gateway.services.answers
    answers.update(everything())
    facts: dict[str, Any] = {"id": _ONE, "community": DENGLIANG, "title": "百家宴", "shifts": []}
    facts |= {"state": ActivityState.PUBLISHED, "needs_skills": []}
    at_the_desk: Any = an_answer(ActivityView)
    more: dict[str, Any] = {"team_id": None, "possible": [], "history": []}
    answers[ShowActivity] = dataclasses.replace(at_the_desk, **facts, **more)
    for_all: Any = an_answer(PublicActivity)
    answers[ShowPublicActivity] = dataclasses.replace(for_all, **facts)
    return quick_house


def _picture(house: House) -> UUID:
    wanted = ReserveAttachment(
        attached_to=AttachedTo.ACTIVITY,
        thing_id=_ONE,
        area=DENGLIANG,
        kind=AttachmentKind.IMAGE,
        media_type="image/jpeg",
        size_bytes=1000,
        sha256="0" * 64,
        name="a.jpg",
    )
    made = done(house.database, attachments.reserve, _STAFF, wanted)
    done(house.database, attachments.keep, _STAFF, KeepAttachment(attachment_id=made.id))
    return made.id


def _consent(house: House) -> UUID:
    wanted = RecordConsent(
        purpose=Purpose.PUBLISH_PHOTO,
        text_version="photo-1",
        community=DENGLIANG,
        phone="13800138000",
        how=GivenHow.PAPER,
        paper="档案柜 3 号",
    )
    return done(house.database, consents.record, _STAFF, wanted).id


def test_a_clerk_shows_a_picture_and_sees_that_somebody_withdrew(house: House) -> None:
    picture, consent = _picture(house), _consent(house)
    clerk, resident = Visitor(house.gateway.app), Visitor(house.gateway.app)
    clerk.signs_in(house.person("clerk", Role.WORKSTATION_STAFF, DENGLIANG))
    page = clerk.opens(_HERE)
    assert "档案柜 3 号" in page.words
    named: dict[str, Any] = {"_picture": str(picture)}

    nobody = clerk.sends(page, typed=named, deed="publish_picture")
    shown = clerk.sends(page, typed=named, deed="publish_picture", consent_ids=str(consent))
    seen = resident.opens(f"/activities/{_ONE}")
    withdrawal = WithdrawConsent(consent_id=consent)
    done(house.database, consents.withdraw, _STAFF, withdrawal)
    gone, hidden = resident.opens(f"/activities/{_ONE}"), clerk.opens(_HERE)
    back = clerk.sends(hidden, typed=named, deed="take_picture_back")

    assert (nobody.status, "二者选其一" in nobody.words) == (422, True)
    assert shown.leads_to == _HERE
    assert ("活动照片" in seen.words, "活动照片" in gone.words) == (True, False)
    assert "有人不再同意" in hidden.words
    assert (back.leads_to, "居民看不到" in clerk.opens(_HERE).words) == (_HERE, True)
