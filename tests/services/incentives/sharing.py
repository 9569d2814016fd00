"""Builders of sharing meetings and cases: two commissioners in office, and the people who work on them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from contracts.incentives.cases import CaseView, WriteCase
from contracts.incentives.meetings import (
    AgreeAtSharingMeeting,
    AnswerMeetingAgreement,
    EnterSharingMeeting,
    PlanSharingMeeting,
    RecordMeetingAttendance,
    SharingMeeting,
    ShowSharingMeeting,
    SpeakAtSharingMeeting,
    WriteMeetingMinutes,
)
from contracts.incentives.words import AgreementState, PointKind
from contracts.recruitment.words import PostCategory
from runtime import clock
from runtime.database import Database
from services.incentives.cases import operations as cases
from services.incentives.meetings import operations, queries
from tests.builders import LILIN, YUELIANGWAN, an_actor, shanghai
from tests.services.incentives.events import APPOINTMENT, HUA, began, keep, named, opened
from vocabulary.actors import Actor, Role

COMMITTEE = an_actor(Role.PARTY_COMMITTEE)
STAFF = an_actor(Role.WORKSTATION_STAFF)
OWN = an_actor(Role.COMMISSIONER, account=str(HUA))
ELSEWHERE = an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN)
OTHER = UUID("01970a3c-9000-7000-8000-0000000000a2")
LI = UUID("01970a3c-9000-7000-8000-0000000000c2")
COLLEAGUE = an_actor(Role.COMMISSIONER, account=str(LI))
MAY = shanghai(2013, 5, 4, 14)


def keep_office(database: Database) -> None:
    """Two commissioners are in office since 2013, with no end."""
    keep(
        database,
        [
            opened(),
            began(),
            named(),
            began(
                appointment_id=OTHER, commissioner=LI, began_on=dt.date(2013, 2, 1), post_id=None
            ),
        ],
    )


def in_days(days: int) -> dt.datetime:
    """A time so many days from now."""
    return clock.now() + dt.timedelta(days=days)


def planned(database: Database, actor: Actor = COMMITTEE, **changed: Any) -> SharingMeeting:
    """A meeting in eight days."""
    usual: dict[str, Any] = {
        "community": LILIN,
        "theme": "楼道消防",
        "held_at": in_days(8),
        "place": "党群服务中心",
    }
    with database.writing() as session:
        return operations.plan(session, actor, PlanSharingMeeting(**usual | changed))


def entered(
    database: Database, held_at: dt.datetime = MAY, actor: Actor = COMMITTEE, **changed: Any
) -> SharingMeeting:
    """A meeting of the past, written down afterwards."""
    usual: dict[str, Any] = {
        "community": LILIN,
        "theme": "楼道消防",
        "held_at": held_at,
        "place": "党群服务中心",
        "entered_because": "系统启用前已召开。",
    }
    with database.writing() as session:
        return operations.enter(session, actor, EnterSharingMeeting(**usual | changed))


def spoken(
    database: Database,
    meeting: UUID,
    kind: PointKind = PointKind.WORKED,
    actor: Actor = OWN,
    **changed: Any,
) -> SharingMeeting:
    """A point on its agenda."""
    usual = {"title": "飞线充电清零", "text": "先装充电桩，再清理。"}
    asked = SpeakAtSharingMeeting(sharing_meeting_id=meeting, kind=kind, **usual | changed)
    with database.writing() as session:
        return operations.speak(session, actor, asked)


def attended(database: Database, meeting: UUID, *present: UUID, guests: int = 0) -> SharingMeeting:
    """The commissioners who came are written down."""
    asked = RecordMeetingAttendance(
        sharing_meeting_id=meeting, present=list(present), guests_present=guests
    )
    with database.writing() as session:
        return operations.attend(session, STAFF, asked)


def agreed(database: Database, meeting: UUID, text: str = "每周三联合巡查。") -> SharingMeeting:
    """Something is agreed."""
    asked = AgreeAtSharingMeeting(sharing_meeting_id=meeting, text=text, doer="消防安全专员")
    with database.writing() as session:
        return operations.agree(session, STAFF, asked)


def answered(
    database: Database,
    meeting: UUID,
    agreement: UUID,
    state: AgreementState = AgreementState.DONE,
) -> SharingMeeting:
    """What was agreed before is answered."""
    asked = AnswerMeetingAgreement(
        sharing_meeting_id=meeting, agreement_id=agreement, state=state, answer="巡查八次。"
    )
    with database.writing() as session:
        return operations.answer(session, STAFF, asked)


def minuted(database: Database, meeting: UUID, minutes: str = "介绍了做法。") -> SharingMeeting:
    """The minutes are written."""
    asked = WriteMeetingMinutes(sharing_meeting_id=meeting, minutes=minutes)
    with database.writing() as session:
        return operations.minute(session, STAFF, asked)


def shown(database: Database, meeting: UUID, actor: Actor = COMMITTEE) -> SharingMeeting:
    """The meeting as somebody sees it."""
    with database.reading() as session:
        return queries.one(session, actor, ShowSharingMeeting(sharing_meeting_id=meeting))


def held(database: Database, held_at: dt.datetime = MAY) -> SharingMeeting:
    """A meeting that was held, with one thing that worked and one that did not."""
    meeting = entered(database, held_at).id
    spoken(database, meeting)
    spoken(database, meeting, PointKind.NOT_WORKED, title="消防通道仍被占")
    return attended(database, meeting, APPOINTMENT, guests=3)


BODY: dict[str, Any] = {
    "category": PostCategory.FIRE_SAFETY,
    "title": "飞线充电怎样清零",
    "situation": "楼道充电屡禁不止。",
    "doing": "先装充电桩，再逐户上门。",
    "lesson": "三周清零，先给出路再清理。",
}


def written(
    database: Database, meeting: SharingMeeting, actor: Actor = STAFF, **changed: Any
) -> CaseView:
    """A case of the first point of a meeting."""
    asked = WriteCase(
        sharing_meeting_id=meeting.id, point_id=meeting.points[0].id, **BODY | changed
    )
    with database.writing() as session:
        return cases.write(session, actor, asked)
