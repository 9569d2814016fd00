"""An appeal as others see it: the facts in events, the view of those who handle it, the resident's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypedDict
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.appeal import AppealView, Progress, Step, TrackedAppeal
from contracts.appeals.words import AppealChannel, ApplicantGroup, Outcome, State
from groundwork.kept import Kept, the
from runtime.encryption import keyring
from services.appeals import history
from services.appeals.appeal import rules
from services.appeals.appeal.model import Appeal
from services.appeals.appeal.rules import Deed, Reminder
from services.appeals.history import Entry
from vocabulary.actors import Actor
from vocabulary.masking import masked_address, masked_email, masked_name, masked_phone
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden
from vocabulary.phones import same_phone
from vocabulary.problems import NotFound
from vocabulary.tracking import grouped, normalised

APPEALS = Kept(Appeal, "appeal", "诉求", "appeal", read=Action.APPEAL_READ, owner="commissioner")


class FactsBesides(TypedDict):
    """The public state that every event of an appeal carries, without whose it is and until when."""

    appeal_id: UUID
    number: str
    community: str
    category: str
    applicant_group: ApplicantGroup
    channel: AppealChannel | None
    state: State
    outcome: Outcome | None
    received_at: dt.datetime
    accepted_at: dt.datetime | None
    first_response_at: dt.datetime | None
    closed_at: dt.datetime | None
    round: int
    version: int


class Facts(FactsBesides):
    """The whole of it."""

    commissioner: str | None
    due_on: dt.date | None


#: Nothing was done then that a resident waits for.
_REMINDERS = frozenset(Reminder)


def facts_of(appeal: Appeal) -> Facts:
    """The appeal as its events tell it: no text, no person."""
    return {
        **facts_besides(appeal),
        "commissioner": appeal.commissioner,
        "due_on": appeal.due_on,
    }


def facts_besides(appeal: Appeal) -> FactsBesides:
    """The same for events that say in fields of their own whose it is, and by when."""
    return {
        "appeal_id": appeal.id,
        "number": appeal.number,
        "community": appeal.community,
        "category": appeal.category,
        "applicant_group": appeal.applicant_group,
        "channel": appeal.channel,
        "state": appeal.state,
        "outcome": appeal.outcome,
        "received_at": appeal.received_at,
        "accepted_at": appeal.accepted_at,
        "first_response_at": appeal.first_response_at,
        "closed_at": appeal.closed_at,
        "round": appeal.round,
        "version": appeal.version,
    }


def one_for_the_system(session: Session, appeal_id: UUID) -> Appeal:
    """One appeal wherever it is; the caller has made sure that it is Linli itself that asks.

    Raises:
        NotFound: there is none.
    """
    return the(
        session,
        sa.select(Appeal).where(Appeal.id == appeal_id),
        otherwise=APPEALS.no_such(appeal_id),
    )


def one_with_code(session: Session, tracking_code: str, *, for_change: bool = False) -> Appeal:
    """The appeal that a tracking code belongs to, however it was typed.

    Raises:
        NotFound: nothing stored has this code.
    """
    return the(
        session,
        sa.select(Appeal).where(_has_code(normalised(tracking_code))),
        for_change=for_change,
        otherwise=NotFound(
            f"没有查询码为 {tracking_code} 的诉求，请核对。",
            f"There is no appeal with the tracking code {tracking_code}; check the code.",
        ),
    )


def bears(*, number: str | None, code: str | None, phone: str | None) -> sa.ColumnElement[bool]:
    """Whose number, code or phone it is; of what is None, nobody's.

    Phones lie sealed and are found by their prints, under every key while keys change.
    """
    wanted = [] if number is None else [Appeal.number == number]
    if code is not None:
        wanted.append(_has_code(code))
    if phone is not None:
        wanted.append(Appeal.phone_print.in_(keyring().fingerprints(same_phone(phone))))
    return sa.or_(sa.false(), *wanted)


def deeds_of(appeal: Appeal, actor: Actor) -> frozenset[Deed]:
    """What an actor may do with this appeal, in whatever state."""
    return rules.deeds_of(actor, community=appeal.community, commissioner=appeal.commissioner)


def shown(appeal: Appeal, actor: Actor, entries: Sequence[Entry] = ()) -> AppealView:
    """The appeal for one of those who handle or oversee it.

    Masked for everybody: who needs the whole asks for a disclosure, which is kept.
    """
    return AppealView(
        id=appeal.id,
        number=appeal.number,
        tracking_code=_code_for(actor, appeal),
        community=appeal.community,
        category=appeal.category,
        applicant_group=appeal.applicant_group,
        channel=appeal.channel,
        text=hidden(appeal.text),
        contact_name=masked_name(appeal.contact_name),
        contact_phone=masked_phone(appeal.contact_phone),
        contact_address=masked_address(appeal.contact_address),
        contact_email=masked_email(appeal.contact_email),
        wants_notices=appeal.wants_notices,
        state=appeal.state,
        commissioner=appeal.commissioner,
        due_on=appeal.due_on,
        outcome=appeal.outcome,
        outcome_reason=hidden(appeal.outcome_reason),
        received_at=appeal.received_at,
        closed_at=appeal.closed_at,
        round=appeal.round,
        rating=appeal.rating,
        version=appeal.version,
        is_handler=APPEALS.may(actor, Action.APPEAL_ACT, appeal),
        erased_at=appeal.erased_at,
        history=[_step(entry) for entry in entries],
    )


def told_to_resident(session: Session, appeal: Appeal) -> TrackedAppeal:
    """The appeal for whoever holds its tracking code: no person, no note about others."""
    return TrackedAppeal(
        stored=True,
        tracking_code=grouped(appeal.tracking_code),
        id=appeal.id,
        number=appeal.number,
        community=appeal.community,
        category=appeal.category,
        state=appeal.state,
        outcome=appeal.outcome,
        outcome_reason=hidden(appeal.outcome_reason),
        received_at=appeal.received_at,
        closed_at=appeal.closed_at,
        version=appeal.version,
        may_rate=appeal.erased_at is None and rules.may_be_rated(appeal.state, appeal.rating),
        erased_at=appeal.erased_at,
        progress=[
            Progress(what=entry.what, happened_at=entry.happened_at, method=entry.method)
            for entry in history.of(session, appeal.id)
            if entry.what not in _REMINDERS
        ],
    )


def _has_code(code: str) -> sa.ColumnElement[bool]:
    return Appeal.tracking_code == code


def _code_for(actor: Actor, appeal: Appeal) -> str:
    # With the whole code anybody could rate or contest in the resident's name.
    code = appeal.tracking_code
    is_shown = APPEALS.may(actor, Action.APPEAL_READ_CODE, appeal)
    return grouped(code if is_shown else "*" * len(code[:-4]) + code[-4:])


def _step(entry: Entry) -> Step:
    return Step(
        what=entry.what,
        happened_at=entry.happened_at,
        recorded_at=entry.recorded_at,
        by=entry.account,
        role=entry.role,
        method=entry.method,
        outcome=entry.outcome,
        commissioner=entry.commissioner,
        score=entry.score,
        note=hidden(entry.note),
    )
