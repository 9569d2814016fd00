"""Appointments for tests: each function leads a little further, on paper dates of its own."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from contracts.recruitment.appointments import AppointmentView, ShowAppointment
from contracts.recruitment.certificates import IssueCertificate
from contracts.recruitment.deciding import DecideAppointment
from contracts.recruitment.office import MarkPart
from contracts.recruitment.posts import CreatePost, OpenPost
from contracts.recruitment.proposing import ProposeAppointment
from contracts.recruitment.public_notice import OpenNotice
from contracts.recruitment.words import AppointmentState, Kind, Part, PostCategory
from groundwork.workdays import is_published
from runtime import clock
from runtime.database import Database
from services.recruitment.appointment import queries
from services.recruitment.certificates import operations as certificates
from services.recruitment.deciding import operations as deciding
from services.recruitment.holidays.model import DeclaredYear, EnteredDay
from services.recruitment.office import operations as office
from services.recruitment.posts import operations as posts
from services.recruitment.proposing import operations as proposing
from services.recruitment.public_notice import operations as public_notice
from tests.builders import LILIN, STAFF, an_actor, done, shanghai
from vocabulary.actors import Actor, Role
from vocabulary.periods import day_of

COMMITTEE = an_actor(Role.PARTY_COMMITTEE)
#: The committee's day; the notice began three weeks before.
DECIDED = dt.date(2013, 5, 4)
#: Where a notice of an earlier day hung.
PAPER = "服务中心宣传栏，2013年第4号"
_OPENED = shanghai(2003, 1, 6)
_THIS_YEAR = day_of(clock.now()).year
_TITLES = iter(range(1, 1_000_000))


def day(text: str) -> dt.date:
    """A day as it is written: 2013-05-04."""
    return dt.date.fromisoformat(text)


def a_post(
    database: Database,
    community: str = LILIN,
    by: Actor = STAFF,
    category: PostCategory = PostCategory.FIRE_SAFETY,
) -> UUID:
    """A post that is open before anything happens to it, each with another title."""
    request = CreatePost(
        community=community,
        category=category,
        title=f"消防安全专员{next(_TITLES)}",
        duties="巡查楼道消防设施。",
        promises=["每周巡查一次"],
        need_reason="居民反映灭火器过期。",
        happened_at=_OPENED,
    )
    post = done(database, posts.create, by, request)
    done(database, posts.open_, by, OpenPost(post_id=post.id, happened_at=_OPENED))
    return post.id


def know_the_holidays(database: Database, *years: int) -> None:
    """Enter and declare what is not published yet: tests with today's date outlive the calendar."""
    with database.writing() as session:
        for year in (one for one in years if not is_published(one)):
            if session.get(DeclaredYear, year) is not None:
                continue
            for month, day_ in ((1, 1), (5, 1), (10, 1)):
                session.merge(an_entered_day(dt.date(year, month, day_)))
            session.add(DeclaredYear(year=year, is_complete=True, source="通知", version=1))


def an_entered_day(on: dt.date) -> EnteredDay:
    """A holiday that an administrator entered."""
    return EnteredDay(day=on, is_workday=False, name="节假日", source="国务院通知", version=1)


def proposed(
    database: Database, post_id: UUID, by: Actor = STAFF, **changed: Any
) -> AppointmentView:
    """李建华, proposed for the post."""
    usual: dict[str, Any] = {
        "post_id": post_id,
        "kind": Kind.GROUP_LEADER,
        "name": "李建华",
        "phone": "13800138000",
        "found_because": "居民推荐，本人书面同意。",
        "lives_in_community": True,
        "ability": "退休消防员。",
        "trust": "多年楼长。",
        "recognition": "党委会议讨论认可。",
        "willingness": "本人自愿。",
        "happened_on": DECIDED - dt.timedelta(days=22),
    }
    holidays_known(database, changed.get("happened_on", DECIDED) or day_of(clock.now()))
    if changed.get("kind") is Kind.INTERIM:
        usual |= {"position": "工作站青工专干", "lives_in_community": None}
    if changed.get("renews"):
        usual |= {"name": None, "found_because": None, "lives_in_community": None}
    return done(database, proposing.propose, by, ProposeAppointment(**usual | changed))


def holidays_known(database: Database, on: dt.date) -> None:
    """A notice of these days may reach into a year whose holidays are not published yet."""
    know_the_holidays(database, *(one for one in (on.year, on.year + 1) if one >= _THIS_YEAR))


def in_notice(
    database: Database, post_id: UUID, decided: dt.date = DECIDED, **changed: Any
) -> AppointmentView:
    """The same in public notice, early enough for a decision on that day."""
    on = decided - dt.timedelta(days=21)
    know_the_holidays(database, on.year, on.year + 1)
    appointment = proposed(database, post_id, happened_on=on, **changed)
    return noticed(database, appointment.id, on)


def noticed(database: Database, appointment_id: UUID, on: dt.date | None = None) -> AppointmentView:
    """In public notice from that day on, with its sheet on paper; from today, if left out."""
    request = OpenNotice(
        appointment_id=appointment_id, happened_on=on, paper_reference=PAPER if on else None
    )
    return done(database, public_notice.open_notice, STAFF, request)


def decided(
    database: Database, appointment_id: UUID, actor: Actor = COMMITTEE, **changed: Any
) -> AppointmentView:
    """The committee decides, for it unless said otherwise."""
    usual: dict[str, Any] = {"approved": True, "reason": "表决通过。", "happened_on": DECIDED}
    request = DecideAppointment(appointment_id=appointment_id, **usual | changed)
    return done(database, deciding.decide, actor, request)


def approved(
    database: Database,
    post_id: UUID,
    decided: dt.date = DECIDED,
    term_from: dt.date | None = None,
    **changed: Any,
) -> AppointmentView:
    """The same after the committee's decision."""
    appointment = in_notice(database, post_id, decided, **changed)
    request = DecideAppointment(
        appointment_id=appointment.id,
        approved=True,
        reason="表决通过。",
        happened_on=decided,
        term_from=term_from,
    )
    return done(database, deciding.decide, COMMITTEE, request)


def marked(
    database: Database, appointment: AppointmentView, part: Part, on: dt.date | None = None
) -> AppointmentView:
    """The appointment with one part more; entry and channel as handbooks mark them."""
    on = on or appointment.decided_on or DECIDED
    if part is Part.CERTIFICATE:
        issue = IssueCertificate(appointment_id=appointment.id, issued_on=on)
        done(database, certificates.issue, STAFF, issue)
    elif part is not Part.CEREMONY:
        done(database, office.mark_part, STAFF, appointment.id, part, on)
    else:
        request = MarkPart(appointment_id=appointment.id, part=part, happened_on=on)
        done(database, office.record_ceremony, STAFF, request)
    return seen(database, appointment.id)


def appointed(
    database: Database, post_id: UUID, decided: dt.date = DECIDED, **changed: Any
) -> AppointmentView:
    """With all four parts on the day of the decision, or `parts_on`."""
    parts_on = changed.pop("parts_on", None)
    appointment = approved(database, post_id, decided, **changed)
    for part in Part:
        appointment = marked(database, appointment, part, parts_on)
    return appointment


def seen(database: Database, appointment_id: UUID, by: Actor = STAFF) -> AppointmentView:
    """The appointment as somebody sees it now."""
    with database.reading() as session:
        return queries.show(session, by, ShowAppointment(appointment_id=appointment_id))


def is_in_office(appointment: AppointmentView) -> bool:
    """Whether it is."""
    return appointment.state is AppointmentState.IN_OFFICE
