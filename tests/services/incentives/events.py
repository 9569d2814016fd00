"""A year of one commissioner as other services tell it, and the builders of its events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from bus.work import Delivered
from contracts.appeals.actions import AppealActionTaken
from contracts.appeals.assignment import AppealAssigned
from contracts.appeals.closing import AppealClosed, AppealReopened
from contracts.appeals.rating import AppealRated
from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import ApplicantGroup, Channel, Method, Outcome, State
from contracts.envelope import wrap
from contracts.gateway.areas import AreaName, AreaPublished
from contracts.recruitment.appointments import AppointmentAccountNamed
from contracts.recruitment.courses import CourseCompleted, CourseResultRecorded
from contracts.recruitment.handbooks import HandbookPublished, PublishedPromise
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.recruitment.posts import PostOpened
from contracts.recruitment.words import (
    AttendanceState,
    CourseResult,
    EndReason,
    Kind,
    PostCategory,
    PostState,
)
from contracts.registry import Event
from contracts.volunteers.activities import ActivityHeld
from contracts.volunteers.fund import FundSettled
from contracts.volunteers.hours import HoursCounted
from contracts.volunteers.memberships import MembershipBegan
from contracts.volunteers.words import FundSource, MembershipKind, Organiser
from groundwork import areas
from runtime.database import Database
from runtime.identifiers import new_id
from services.incentives.facts import operations
from tests.builders import LILIN, STREET, YUELIANGWAN, shanghai
from vocabulary.areas import level_of


def _id(last: str) -> UUID:
    return UUID(f"01970a3c-9000-7000-8000-0000000000{last}")


APPOINTMENT, POST, PROMISE = _id("a1"), _id("b1"), _id("f1")
#: The account of the commissioner, and the id of the person before there was one.
HUA, BEFORE = _id("c1"), _id("c0")


def began(**changed: Any) -> AppointmentBegan:
    """The person comes into office on 1 January 2013, still without an account."""
    usual: dict[str, Any] = {
        "appointment_id": APPOINTMENT,
        "community": LILIN,
        "commissioner": BEFORE,
        "began_on": dt.date(2013, 1, 1),
        "post_id": POST,
        "kind": Kind.GROUP_LEADER,
        "term_to": dt.date(2013, 12, 31),
        "version": 5,
    }
    return AppointmentBegan(**usual | changed)


def named(**changed: Any) -> AppointmentAccountNamed:
    """The account is named."""
    usual: dict[str, Any] = {
        "appointment_id": APPOINTMENT,
        "community": LILIN,
        "post_id": POST,
        "kind": Kind.GROUP_LEADER,
        "commissioner": HUA,
        "before": BEFORE,
        "version": 6,
    }
    return AppointmentAccountNamed(**usual | changed)


def ended(**changed: Any) -> AppointmentEnded:
    """The office is over on 1 December 2013."""
    usual: dict[str, Any] = {
        "appointment_id": APPOINTMENT,
        "community": LILIN,
        "commissioner": HUA,
        "ended_on": dt.date(2013, 12, 1),
        "reason": EndReason.MOVED_AWAY,
        "post_id": POST,
        "version": 9,
    }
    return AppointmentEnded(**usual | changed)


def opened(**changed: Any) -> PostOpened:
    """The post for fire safety."""
    usual: dict[str, Any] = {
        "post_id": POST,
        "community": LILIN,
        "number": "〔2012〕3",
        "category": PostCategory.FIRE_SAFETY,
        "title": "消防安全社区专员",
        "state": PostState.OPEN,
        "version": 1,
    }
    return PostOpened(**usual | changed)


def reception(day: dt.date, visitors: int = 7, **changed: Any) -> ReceptionRecorded:
    """Residents are received."""
    usual: dict[str, Any] = {
        "reception_id": new_id(),
        "community": LILIN,
        "visitors": visitors,
        "channel": Channel.STATION_DUTY,
        "held_at": shanghai(day.year, day.month, day.day),
        "commissioner": str(HUA),
        "version": 1,
    }
    return ReceptionRecorded(**usual | changed)


def appeal(day: dt.date, **changed: Any) -> dict[str, Any]:
    """The facts of an appeal that was worked on that day."""
    usual: dict[str, Any] = {
        "appeal_id": new_id(),
        "number": "〔2013〕17",
        "community": LILIN,
        "category": "fire_safety",
        "applicant_group": ApplicantGroup.RESIDENT,
        "state": State.ASSIGNED,
        "commissioner": str(HUA),
        "received_at": shanghai(day.year, day.month, day.day, 8),
        "progressed_at": shanghai(day.year, day.month, day.day),
        "round": 1,
        "version": 3,
    }
    return usual | changed


def closing(day: dt.date, outcome: Outcome = Outcome.SETTLED, **changed: Any) -> AppealClosed:
    """An appeal is closed."""
    moment = shanghai(day.year, day.month, day.day)
    ending = {"state": State.CLOSED, "outcome": outcome, "closed_at": moment, "version": 5}
    return AppealClosed(**appeal(day) | ending | changed)


def life(day: dt.date, score: int, *, again: bool = False) -> list[Event]:
    """An appeal that is assigned, reported upwards, closed and rated, and perhaps opened again."""
    known = appeal(day, due_on=day + dt.timedelta(days=2))
    moment = shanghai(day.year, day.month, day.day)
    over = {"state": State.CLOSED, "outcome": Outcome.SETTLED, "closed_at": moment}
    found: list[Event] = [
        AppealAssigned(**known),
        AppealActionTaken(**known | {"version": 4}, method=Method.REPORT_AND_FOLLOW_UP),
        AppealClosed(**known | over | {"version": 5}),
        AppealRated(**known | over | {"version": 6}, score=score),
    ]
    if again:
        reopened = {"round": 2, "version": 7, "due_on": None}
        found.append(AppealReopened(**known | reopened, by_resident=True))
    return found


def course(day: dt.date, hours: int = 4, **changed: Any) -> CourseCompleted:
    """A course is passed."""
    usual: dict[str, Any] = {
        "attendance_id": new_id(),
        "course_id": _id("d1"),
        "community": LILIN,
        "commissioner": HUA,
        "completed_on": day,
        "hours": hours,
        "version": 2,
    }
    return CourseCompleted(**usual | changed)


def activity(day: dt.date, **changed: Any) -> ActivityHeld:
    """An activity of the commissioner's team is held."""
    usual: dict[str, Any] = {
        "activity_id": new_id(),
        "community": LILIN,
        "organiser": Organiser.TEAM,
        "post_id": POST,
        "commissioner": HUA,
        "category": PostCategory.FIRE_SAFETY,
        "starts_at": shanghai(day.year, day.month, day.day, 9),
        "ends_at": shanghai(day.year, day.month, day.day, 11),
        "held_on": day,
        "head_count": 8,
        "version": 4,
    }
    return ActivityHeld(**usual | changed)


def membership(day: dt.date, **changed: Any) -> MembershipBegan:
    """A volunteer joins the commissioner's team."""
    usual: dict[str, Any] = {
        "membership_id": new_id(),
        "volunteer_id": new_id(),
        "community": LILIN,
        "team_id": _id("71"),
        "post_id": POST,
        "commissioner": HUA,
        "kind": MembershipKind.VOLUNTEER,
        "category": PostCategory.FIRE_SAFETY,
        "began_on": day,
        "version": 2,
    }
    return MembershipBegan(**usual | changed)


def hours(day: dt.date, minutes: int, **changed: Any) -> HoursCounted:
    """A volunteer served under the commissioner."""
    usual: dict[str, Any] = {
        "hours_id": new_id(),
        "volunteer_id": new_id(),
        "community": LILIN,
        "activity_id": new_id(),
        "post_id": POST,
        "commissioner": HUA,
        "category": PostCategory.FIRE_SAFETY,
        "served_on": day,
        "minutes": minutes,
        "version": 1,
    }
    return HoursCounted(**usual | changed)


def project(day: dt.date, **changed: Any) -> FundSettled:
    """A supported project of the commissioner was closed; its account came in time."""
    usual: dict[str, Any] = {
        "project_id": new_id(),
        "community": LILIN,
        "post_id": POST,
        "team_id": None,
        "commissioner": HUA,
        "year": day.year,
        "source": FundSource.STREET_BUDGET,
        "approved_fen": 300_000,
        "version": 9,
        "settled_on": day,
        "is_on_time": True,
        "spent_fen": 250_000,
        "benefited": 240,
    }
    return FundSettled(**usual | changed)


def taken_back(completed: CourseCompleted) -> CourseResultRecorded:
    """The result is corrected: it was not passed."""
    return CourseResultRecorded(
        attendance_id=completed.attendance_id,
        course_id=completed.course_id,
        community=completed.community,
        commissioner=completed.commissioner,
        held_on=completed.completed_on,
        state=AttendanceState.ATTENDED,
        result=CourseResult.FAILED,
        version=completed.version + 1,
    )


def handbook(number: int, day: dt.date, *texts: str) -> HandbookPublished:
    """An edition with these promises of the commissioner."""
    return HandbookPublished(
        handbook_id=_id("e1"),
        community=LILIN,
        number=number,
        published_on=day,
        promises=[
            PublishedPromise(
                promise_id=_id(f"f{place}"),
                appointment_id=APPOINTMENT,
                commissioner=HUA,
                category="fire_safety",
                text=text,
            )
            for place, text in enumerate(texts, start=1)
        ],
        version=number,
    )


def a_year() -> list[Event]:
    """Everything of 2013: office, receptions, appeals, training, promises, and the end."""
    corrected = course(dt.date(2013, 4, 5))
    return [
        opened(),
        began(),
        reception(dt.date(2013, 2, 3), 3, commissioner=str(BEFORE)),
        named(),
        handbook(1, dt.date(2013, 2, 1), "每周巡查两次。"),
        handbook(2, dt.date(2013, 8, 1), "每周巡查三次。", "隐患当日上报。"),
        reception(dt.date(2013, 5, 4)),
        *life(dt.date(2013, 3, 3), 5),
        *life(dt.date(2013, 5, 6), 2, again=True),
        closing(dt.date(2013, 6, 7), Outcome.EXPLAINED, due_on=dt.date(2013, 6, 1)),
        closing(dt.date(2013, 9, 8), Outcome.ESCALATED, due_on=dt.date(2013, 9, 1)),
        course(dt.date(2013, 7, 7)),
        corrected,
        taken_back(corrected),
        activity(dt.date(2013, 6, 1)),
        activity(dt.date(2013, 6, 2), commissioner=None),
        membership(dt.date(2013, 5, 1)),
        membership(dt.date(2013, 5, 2), recruited_by=_id("99")),
        hours(dt.date(2013, 6, 1), 90),
        project(dt.date(2013, 7, 1)),
        project(dt.date(2013, 8, 2), is_on_time=False),
        project(dt.date(2013, 8, 3), commissioner=None),
        ended(),
        reception(dt.date(2013, 12, 5), 90),
    ]


def delivered(event: Event) -> Delivered[Any]:
    """The event as it arrives."""
    moment = shanghai(2013, 12, 31)
    return Delivered(event, wrap(event, event_id=new_id(), time=moment, correlation_id="w"))


def keep(database: Database, events: Sequence[Event]) -> None:
    """Each event as its subscription keeps it, one by one."""
    for event in events:
        with database.writing() as session:
            operations.keep(session, [delivered(event)])


_NAMES = {
    STREET: ("南山街道", "Nanshan Street"),
    LILIN: ("荔林社区", "Lilin Community"),
    YUELIANGWAN: ("月亮湾社区", "Yueliangwan Community"),
}


def keep_areas(database: Database) -> None:
    """The street and its two communities."""
    told = [
        AreaPublished(
            code=code,
            level=level_of(code),
            names=[AreaName(name_zh=zh, name_en=en)],
            is_sample=True,
            version=1,
        )
        for code, (zh, en) in _NAMES.items()
    ]
    with database.writing() as session:
        areas.keep(session, told)
