"""The commissioners in office on a day, as those who invite them need to know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.incentives.facts.model import APPOINTMENT_FACT
from services.incentives.facts.rules import Told
from services.incentives.scorecards import queries as cards
from services.incentives.scorecards.rules import Days, Term
from vocabulary.areas import covers
from vocabulary.counted import counted
from vocabulary.problems import wrong_field


def holding(session: Session, posts: Collection[UUID], area: str, day: dt.date) -> list[Term]:
    """Those who hold one of these posts.

    Raises:
        Invalid: names `posts`: nobody of the area holds one of them.
    """
    row = APPOINTMENT_FACT.c
    chosen = sa.select(row.appointment_id, row.post_id).where(
        row.post_id.in_(list(posts)), row.told == Told.BEGAN
    )
    post_of = {found.appointment_id: found.post_id for found in session.execute(chosen)}
    found = _in_office(session, list(post_of), area, day)
    vacant = set(posts) - {post_of[term.appointment_id] for term in found}
    if vacant:
        raise wrong_field(
            "posts",
            "vacant",
            zh=f"有 {len(vacant)} 个岗位今天没有人在任，或不在您的范围内，请去掉。",
            en=f"Nobody in your scope holds {counted(len(vacant), 'post', 'posts')} of these "
            "today; take them out.",
        )
    return found


def appointed(
    session: Session, appointments: Collection[UUID], area: str, day: dt.date
) -> list[Term]:
    """These appointments, each in office.

    Raises:
        Invalid: names `appointments`: one is not, or not in the area.
    """
    found = _in_office(session, appointments, area, day)
    missing = set(appointments) - {term.appointment_id for term in found}
    if missing:
        raise wrong_field(
            "appointments",
            "not_in_office",
            zh=f"有 {len(missing)} 人今天不在任，或不在您的范围内，请去掉。",
            en=f"{counted(len(missing), 'person is', 'people are')} not in office today, or not "
            "in your scope; take them out.",
        )
    return found


def ended(appointment_id: sa.ColumnElement[UUID], day: dt.date) -> sa.ColumnElement[bool]:
    """Whether the office of a row's appointment is over on that day."""
    row = APPOINTMENT_FACT.c
    chosen = sa.select(row.appointment_id).where(row.told == Told.ENDED, row.day <= day)
    return appointment_id.in_(chosen)


def is_over(session: Session, appointment_id: UUID | None, day: dt.date) -> bool:
    """Whether this appointment's office is over; None: nobody's."""
    return appointment_id is not None and not _on_the_day(session, [appointment_id], day)


def _in_office(
    session: Session, appointments: Collection[UUID], area: str, day: dt.date
) -> list[Term]:
    found = _on_the_day(session, appointments, day)
    return [term for term in found if covers(area, term.community)]


def _on_the_day(session: Session, appointments: Collection[UUID], day: dt.date) -> list[Term]:
    today = Days(day, day)
    return [
        term
        for term in cards.terms(session, among=appointments)
        if term.within(today) is not None and not term.is_erased
    ]
