"""Asking for a correction, and refusing it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.hour_wishes import AskForOwnCorrection, RefuseHoursWish
from contracts.volunteers.hours import HoursView
from groundwork.kept import the
from runtime import clock
from services.volunteers.hours import operations as hours_operations
from services.volunteers.hours import queries, rules
from services.volunteers.hours.model import Hours
from services.volunteers.hours.queries import HOURS
from services.volunteers.hours.rules import Deed
from services.volunteers.volunteers.queries import one_with_code
from vocabulary.actors import Actor
from vocabulary.problems import check_version


def ask(session: Session, actor: Actor, request: AskForOwnCorrection) -> HoursView:
    """The holder of the code says how long they served; a clerk answers.

    Raises:
        NotFound: the code is unknown, or they are another person's hours.
        PreconditionFailed: they were changed meanwhile.
        Invalid: the minutes are those that are recorded.
        WrongState: they are not attested yet, were refused, an earlier wish waits, or the person
            was erased.
    """
    person = one_with_code(session, request.code, for_change=True)
    rules.check_not_erased(is_erased=person.erased_at is not None)
    chosen = sa.select(Hours).where(Hours.id == request.hours_id, Hours.volunteer_id == person.id)
    hours = the(session, chosen, for_change=True, otherwise=HOURS.no_such(request.hours_id))
    check_version(request.expected_version, hours.version)
    rules.TABLE.follows("", hours.state, Deed.WISH)
    rules.check_wish(request.minutes, recorded=hours.minutes, is_open=hours.wished_at is not None)
    hours.wished_minutes, hours.wished_at = request.minutes, clock.now()
    hours_operations.move(session, actor, hours, Deed.WISH, note=request.reason)
    return queries.shown_to_person(session, hours)


def refuse(session: Session, actor: Actor, request: RefuseHoursWish) -> HoursView:
    """Refuse the correction with the reason.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `hours.taken_up`.
        WrongState: the person asks for nothing.
    """
    hours = hours_operations.taken_up(session, actor, request, Deed.DECLINE_WISH)
    rules.check_wished(is_open=hours.wished_at is not None)
    hours_operations.move(session, actor, hours, Deed.DECLINE_WISH, note=request.reason)
    return queries.shown(session, actor, hours)
