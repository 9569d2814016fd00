"""The words that a commissioner adds to their card."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.incentives.scorecards import Scorecard, ShowScorecard, WriteOwnWords
from groundwork import counters
from groundwork.kept import Kept
from runtime.identifiers import new_id
from services.incentives import quarters
from services.incentives.own_words.queries import card
from services.incentives.public_words import check_public
from services.incentives.reports import queries as reports
from services.incentives.scorecards import queries, rules
from services.incentives.scorecards.model import CardWords
from services.incentives.scorecards.rules import Days
from vocabulary.actors import Actor
from vocabulary.permissions import Action, may
from vocabulary.problems import check_version

WORDS = Kept(CardWords, "card_words", "本人补充说明", "words of a commissioner")


def write(session: Session, actor: Actor, request: WriteOwnWords) -> Scorecard:
    """Add or change the words of a quarter, until its report is approved.

    Raises:
        NotFound: no such appointment that the actor may see, or not in office in the quarter.
        Forbidden: the actor is somebody else.
        WrongState: the report of that quarter is approved or published.
        PreconditionFailed: the words are at another version.
        Invalid: a person's number in it.
    """
    term = queries.term_of(session, actor, request.appointment_id)
    action = Action.SCORECARD_COMMENT
    rules.check_own(is_own=may(actor, action, area=term.community, owner=term.person))
    act(session, actor, action, area=term.community, owner=term.person)
    check_public([("text", request.text)])
    days = Days(quarters.first_day(request.quarter), quarters.last_day(request.quarter))
    queries.in_office(term, days)
    rules.check_open(
        request.quarter,
        is_settled=reports.is_settled(session, term.community, request.quarter),
    )
    row = _locked(session, term.community, request)
    check_version(request.expected_version, row.version)
    row.text = request.text
    session.flush()
    WORDS.changed(session, actor, row, "written", quarter=request.quarter)
    asked = ShowScorecard(
        appointment_id=request.appointment_id, from_day=days.first, to_day=days.last
    )
    return card(session, actor, asked)


def _locked(session: Session, community: str, request: WriteOwnWords) -> CardWords:
    counters.hold(session, f"words/{request.appointment_id}")
    chosen = sa.select(CardWords).where(
        CardWords.appointment_id == request.appointment_id, CardWords.quarter == request.quarter
    )
    found = session.scalars(chosen.with_for_update()).one_or_none()
    if found is None:
        found = CardWords(
            id=new_id(),
            appointment_id=request.appointment_id,
            community=community,
            quarter=request.quarter,
            version=0,
        )
        session.add(found)
    return found
