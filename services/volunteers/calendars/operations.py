"""A new code for the calendar of a person."""

from __future__ import annotations

import secrets

from sqlalchemy.orm import Session

from contracts.volunteers.calendars import OwnCalendar, RenewOwnCalendar
from runtime.codes import print_of
from services.volunteers.volunteers.queries import one_with_code
from vocabulary.actors import Actor
from vocabulary.tracking import code_from, normalised

_SERIES = b"calendar"
_ENTROPY_BYTES = 8


def renew_own(session: Session, actor: Actor, request: RenewOwnCalendar) -> OwnCalendar:  # noqa: ARG001 - the session audits by the actor
    """Give a person's calendar a code, or another one.

    Raises:
        NotFound: the code of the person is unknown.
    """
    person = one_with_code(session, request.code, for_change=True)
    # Never typed by hand, so it needs no seal of the gateway.
    code = code_from(secrets.token_bytes(_ENTROPY_BYTES), _SERIES)
    person.calendar_code, person.calendar_print = normalised(code), print_of(code)
    session.flush()
    return OwnCalendar(calendar_code=code)
