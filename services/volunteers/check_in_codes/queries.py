"""The code of the day, as the leader shows it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Session

from contracts.volunteers.check_in_codes import CheckInCode, ShowCheckInCode
from runtime import clock
from runtime.encryption import keyring
from services.volunteers.activities.queries import ACTIVITIES, shifts_of
from services.volunteers.attendance.rules import OPEN
from services.volunteers.check_in_codes import rules
from services.volunteers.sign_ups.rules import CHECK_IN_OPENS
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden


def show(session: Session, actor: Actor, request: ShowCheckInCode) -> CheckInCode:
    """The code, or from when on there is one.

    Raises:
        NotFound: no such activity in the actor's communities.
        Forbidden: the actor checks nobody in there.
    """
    activity = ACTIVITIES.one_of(session, actor, request.activity_id)
    if not ACTIVITIES.may(actor, Action.ATTENDANCE_RECORD, activity):
        raise Forbidden(
            "只有带队的专员、社工和工作站可以出示签到码。",
            "Only the leading commissioner, social workers and the workstation show the code.",
        )
    now = clock.now()
    shifts = shifts_of(session, activity.id) if activity.state in OPEN else []
    if any(rules.is_open(one.starts_at, one.ends_at, now) for one in shifts):
        return CheckInCode(
            activity_id=activity.id,
            check_in_code=codes_of(activity.id, day_of(now))[0],
            opens_at=None,
        )
    coming = [one.starts_at - CHECK_IN_OPENS for one in shifts if one.starts_at > now]
    return CheckInCode(
        activity_id=activity.id, check_in_code=None, opens_at=min(coming, default=None)
    )


def codes_of(activity_id: UUID, day: dt.date) -> list[str]:
    """The codes that count on a day: the newest key's first, older ones while keys change."""
    prints = keyring().fingerprints(rules.source(activity_id, day))
    return [rules.digits(one) for one in prints]
