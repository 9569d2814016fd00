"""Cleaning when the period is over."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from groundwork.own_data import clean_words
from groundwork.retention import AT_ONCE, Classes, Cleaning, deleting, each, past
from runtime import retention
from services.incentives.ballots.model import Slip
from services.incentives.complaint_data import operations as complaint_data
from services.incentives.complaint_data import queries as complaints_kept
from services.incentives.complaints.model import ComplainantDisclosure, Complaint
from services.incentives.invitees import operations as invitees
from services.incentives.invitees.model import InvitedPerson, InviteeDisclosure
from services.incentives.project_reviews.model import ProjectReview, ReviewSheet
from services.incentives.rating.model import RatingText
from services.incentives.selection.model import Opinion, Selection
from services.incentives.selection.queries import PUBLISHED
from services.incentives.selection_objections.model import SelectionObjection
from services.incentives.year_end_meetings.model import MeetingInvitation, YearEndMeeting
from vocabulary.actors import RESIDENT
from vocabulary.erasure import BY_RETENTION, MARKS
from vocabulary.periods import day_of


def _are_old() -> sa.ColumnElement[bool]:
    return RatingText.rated_until < day_of(retention.limit("rating_words"))


def _slips_are_old() -> sa.ColumnElement[bool]:
    limit = day_of(retention.limit("ballot_slip"))
    return Slip.selection_id.in_(sa.select(Selection.id).where(Selection.counted_on < limit))


def _old_reasons() -> sa.Select[Any]:
    limit = day_of(retention.limit("ballot_slip"))
    return sa.select(Opinion).where(
        Opinion.selection_id.in_(sa.select(Selection.id).where(Selection.counted_on < limit)),
        Opinion.reason.not_in(MARKS),
    )


def _clean_reasons(session: Session) -> int:
    """Why somebody abstained; that they did stays."""
    found = _old_reasons().order_by(Opinion.selection_id, Opinion.judge, Opinion.appointment_id)
    rows = session.scalars(found.limit(AT_ONCE).with_for_update(skip_locked=True)).all()
    for row in rows:
        clean_words(row, ("reason",), BY_RETENTION)
    return len(rows)


def _old_objections() -> sa.Select[Any]:
    limit = day_of(retention.limit("objection"))
    # Of a nomination that was sent back nobody answers objections any more.
    is_waiting = SelectionObjection.selection_id.in_(
        sa.select(Selection.id).where(Selection.state.in_(PUBLISHED))
    )
    return sa.select(SelectionObjection).where(
        sa.or_(
            SelectionObjection.answered_on < limit,
            sa.and_(
                SelectionObjection.answered_on.is_(None),
                SelectionObjection.raised_on < limit,
                sa.not_(is_waiting),
            ),
        ),
        SelectionObjection.is_cleaned.is_(False),
    )


def _old_invitees() -> sa.Select[Any]:
    return sa.select(InvitedPerson).where(
        InvitedPerson.needed_until < day_of(retention.limit("invitee")),
        InvitedPerson.name.not_in(MARKS),
    )


def _forget_invitee(session: Session, person: InvitedPerson) -> None:
    invitees.forget(session, RESIDENT, person, BY_RETENTION)


def _old_notes() -> sa.Select[Any]:
    over = sa.select(YearEndMeeting.id).where(
        YearEndMeeting.held_on < day_of(retention.limit("invitee"))
    )
    return sa.select(MeetingInvitation).where(
        MeetingInvitation.year_end_meeting_id.in_(over),
        MeetingInvitation.note.not_in(MARKS),
    )


def _clean_note(_session: Session, invitation: MeetingInvitation) -> None:
    clean_words(invitation, ("note",), BY_RETENTION)


def _sheets_are_old() -> sa.ColumnElement[bool]:
    over = sa.select(ProjectReview.id).where(
        ProjectReview.closed_on < day_of(retention.limit("invitee"))
    )
    return ReviewSheet.review_id.in_(over)


def _clean_objection(_session: Session, objection: SelectionObjection) -> None:
    clean_words(objection, ("text", "answer"), BY_RETENTION)
    objection.is_cleaned = True


CLEANED: Classes = {
    "rating_words": [deleting(RatingText.id, _are_old)],
    "ballot_slip": [
        deleting(Slip.id, _slips_are_old),
        Cleaning(_old_reasons, _clean_reasons),
    ],
    "objection": [each(SelectionObjection, _old_objections, _clean_objection)],
    "invitee": [
        each(InvitedPerson, _old_invitees, _forget_invitee),
        each(MeetingInvitation, _old_notes, _clean_note),
        deleting(ReviewSheet.id, _sheets_are_old),
    ],
    "complaint": [each(Complaint, complaints_kept.old, complaint_data.forget)],
    "disclosure": [
        deleting(ComplainantDisclosure.id, past(ComplainantDisclosure.disclosed_at, "disclosure")),
        deleting(InviteeDisclosure.id, past(InviteeDisclosure.disclosed_at, "disclosure")),
    ],
}
