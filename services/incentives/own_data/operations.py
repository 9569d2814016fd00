"""The copy of a commissioner's own data, and its erasure."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.own_data import ExportOwnIncentives, OwnIncentives
from contracts.recruitment.appointments import AppointmentErased
from groundwork.own_data import clean_rows
from runtime import clock
from services.incentives.cards import queries as whole_cards
from services.incentives.complaint_data import operations as complaint_data
from services.incentives.complaint_data import queries as complaints_kept
from services.incentives.facts.model import APPOINTMENT_FACT
from services.incentives.honours import queries as honours
from services.incentives.honours.model import Honour
from services.incentives.nominations import queries as nominations
from services.incentives.project_reviews import queries as reviews
from services.incentives.promises.model import PromiseSeen
from services.incentives.scorecards import queries as cards
from services.incentives.scorecards.model import CardWords
from services.incentives.scorecards.rules import Days
from services.incentives.selection.model import Opinion
from services.incentives.year_end_meetings import queries as meetings
from services.incentives.year_end_meetings.model import MeetingInvitation
from vocabulary.actors import Actor
from vocabulary.erasure import BY_RETENTION
from vocabulary.periods import day_of


def copy_of(session: Session, actor: Actor, _request: ExportOwnIncentives) -> OwnIncentives:
    """The cards and honours of the actor, and complaints about them."""
    row = APPOINTMENT_FACT.c
    chosen = sa.select(row.appointment_id).where(row.person == (actor.account or ""))
    found = [
        term
        for appointment_id in session.scalars(chosen.distinct().order_by(row.appointment_id)).all()
        for term in cards.terms(session, appointment_id=appointment_id)
        if term.person == actor.account
    ]
    today = day_of(clock.now())
    honoured = sa.select(Honour).where(Honour.person == (actor.account or ""))
    return OwnIncentives(
        exported_at=clock.now(),
        scorecards=whole_cards.all_shown(
            session,
            actor,
            [
                cards.counted(session, term, Days(term.began_on, today))
                for term in found
                if term.within(Days(term.began_on, today)) is not None
            ],
        ),
        honours=[
            honours.shown(actor, one)
            for one in session.scalars(honoured.order_by(Honour.awarded_on, Honour.id))
        ],
        complaints=complaints_kept.about(session, found),
        meeting_invitations=meetings.of(session, actor),
        nominations=nominations.of(session, actor, found),
        reviews=reviews.reviewed_by(session, found),
    )


def erase(session: Session, events: Sequence[AppointmentErased]) -> None:
    """Erase the words of and about people whose appointments were erased, and their names."""
    for event in events:
        is_theirs = CardWords.appointment_id == event.appointment_id
        clean_rows(session, CardWords, ("text",), BY_RETENTION, is_theirs)
        is_about_them = PromiseSeen.appointment_id == event.appointment_id
        clean_rows(session, PromiseSeen, ("seen",), BY_RETENTION, is_about_them)
        is_of_them = Opinion.appointment_id == event.appointment_id
        clean_rows(session, Opinion, ("reason",), BY_RETENTION, is_of_them)
        # The honour stays, with its number.
        of_theirs = Honour.appointment_id == event.appointment_id
        clean_rows(session, Honour, ("name", "reason"), BY_RETENTION, of_theirs)
        to_them = MeetingInvitation.appointment_id == event.appointment_id
        clean_rows(session, MeetingInvitation, ("note",), BY_RETENTION, to_them)
        complaint_data.forget_about(session, event.appointment_id)
