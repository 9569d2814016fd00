"""Counting contacts, and asking for a notice above the street's number."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import outbox
from contracts.appeals.disclosures import ContactDisclosed
from contracts.gateway.disclosures import MANY_DISCLOSURES
from contracts.gateway.notices import AccountNoticeRequested
from contracts.incentives.complaints import ComplainantDisclosed
from contracts.incentives.invitees import InviteeDisclosed
from contracts.recruitment.disclosures import PersonDisclosed
from contracts.recruitment.words import Parameter
from contracts.volunteers.disclosures import VolunteerDisclosed
from gateway.messages.notices.operations import at_work
from gateway.people.accounts import queries as accounts
from gateway.privacy.disclosures import rules
from gateway.privacy.disclosures.model import CONTACT_SEEN
from groundwork.parameters import value_on
from runtime import clock
from runtime.database import insert_new
from runtime.encryption import keyring
from vocabulary.actors import COMMITTEE, SYSTEM
from vocabulary.periods import day_of

#: Somebody's contact was seen, in whichever service.
Disclosed: TypeAlias = (
    ContactDisclosed
    | PersonDisclosed
    | ComplainantDisclosed
    | VolunteerDisclosed
    | InviteeDisclosed
)
#: Makes a notice's id of what it tells, so that it is told once.
_TOLD = UUID("4b7c9a04-6a57-5d2e-8c11-440305007008")


def count(session: Session, event: Disclosed) -> None:
    """Count a contact for its account and day; above the number, notify others once."""
    if event.sealed_account is None:
        # A service of the previous version does not say who looked.
        return
    account = keyring().to("gateway").open(event.sealed_account)
    day = day_of(event.disclosed_at)
    row = {"account": account, "day": day, "subject_id": _contact(event)}
    if not insert_new(session, CONTACT_SEEN, [row], unique=tuple(row), returning="subject_id"):
        return
    limit = value_on(session, _place(event), Parameter.DISCLOSURES_A_DAY, day)
    if _seen(session, account, day) > limit:
        _tell(session, event, account, day, limit)


def forget_past(session: Session) -> None:
    """Delete the rows of days that are over."""
    oldest = day_of(clock.now()) - dt.timedelta(days=rules.KEPT_DAYS)
    session.execute(sa.delete(CONTACT_SEEN).where(CONTACT_SEEN.c.day < oldest))


def _contact(event: Disclosed) -> UUID:
    match event:
        case ContactDisclosed():
            return event.appeal_id
        case PersonDisclosed():
            return event.subject_id
        case ComplainantDisclosed():
            return event.complaint_id
        case VolunteerDisclosed():
            return event.volunteer_id
        case InviteeDisclosed():
            return event.invitee_id


def _place(event: Disclosed) -> str:
    return event.area if isinstance(event, InviteeDisclosed) else event.community


def _seen(session: Session, account: str, day: dt.date) -> int:
    chosen = sa.select(sa.func.count()).where(
        CONTACT_SEEN.c.account == account, CONTACT_SEEN.c.day == day
    )
    return session.scalar(chosen) or 0


def _tell(
    session: Session,
    event: Disclosed,
    account: str,
    day: dt.date,
    limit: int,
) -> None:
    area = _place(event)
    committee = {str(one) for one in at_work(session, COMMITTEE, {area})[area]}
    roles = rules.watchers(looked=account, role=event.role, committee=committee)
    once = f"{account}/{day}/{area}/{'/'.join(roles)}"
    wish = AccountNoticeRequested(
        request_id=uuid5(_TOLD, once),
        kind=MANY_DISCLOSURES.name,
        area=area,
        accounts=[],
        roles=list(roles),
        facts={
            "account": accounts.login_of(session, account) or account,
            "day": day.isoformat(),
            "limit": str(limit),
        },
        subject_kind="account",
        subject_id=account,
        version=1,
    )
    outbox.add(session, wish, actor=SYSTEM)
