"""Awarding honours, and re-issuing and revoking their certificates."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from bus import outbox
from contracts.incentives.honours import (
    HonourAwarded,
    HonourRevoked,
    HonourView,
    ReissueHonour,
    RevokeHonour,
)
from contracts.incentives.words import HonourState
from groundwork import counters
from runtime import clock
from runtime.codes import print_of
from runtime.identifiers import new_id
from services.incentives.honours import queries, rules
from services.incentives.honours.model import Honour
from services.incentives.selection.model import Selection
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.human_numbers import official_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden
from vocabulary.tracking import code_from, normalised

_ENTROPY_BYTES = 8
_SERIES = b"honours"


@dataclass(frozen=True)
class Awarded:
    """A person who is honoured; `name`: None where recruitment has erased it."""

    appointment_id: UUID
    person: str | None
    name: str | None
    post: str | None


def award(session: Session, actor: Actor, selection: Selection, awarded: Awarded) -> None:
    """Honour one person of a selection that is awarded in this transaction."""
    honour = Honour(
        selection_id=selection.id,
        appointment_id=awarded.appointment_id,
        person=awarded.person,
        community=selection.community,
        year=selection.year,
        title=selection.title,
        name=awarded.name,
        post=awarded.post,
    )
    _issue(session, actor, honour)


def reissue(session: Session, actor: Actor, request: ReissueHonour) -> HonourView:
    """Issue a replacement (补发); the older certificate is then invalid.

    Raises:
        NotFound: no such honour in the actor's scope.
        Forbidden: the actor re-issues none there.
        PreconditionFailed: it is at another version.
        WrongState: it does not count any more, or its name was erased.
    """
    old = queries.HONOURS.take_up(
        session,
        actor,
        request.honour_id,
        Action.HONOUR_REISSUE,
        otherwise=lambda _: Forbidden(
            "只有街道办可以补发荣誉证书。", "Only the street office may re-issue certificates."
        ),
        expected=request.expected_version,
    )
    rules.check_stands(old.number, old.state)
    rules.check_names_somebody(old.known_name)
    old.state, old.reason = HonourState.REPLACED, request.reason
    queries.HONOURS.changed(session, actor, old, "replaced")
    new = Honour(
        selection_id=old.selection_id,
        appointment_id=old.appointment_id,
        person=old.person,
        community=old.community,
        year=old.year,
        title=old.title,
        name=old.name,
        post=old.post,
        replaces=old.id,
    )
    _issue(session, actor, new)
    return queries.shown(actor, new)


def revoke(session: Session, actor: Actor, request: RevokeHonour) -> HonourView:
    """Revoke an honour (撤销).

    Raises:
        NotFound: no such honour in the actor's scope.
        Forbidden: the actor is not of the street's party committee.
        PreconditionFailed: it is at another version.
        WrongState: it does not count any more.
    """
    honour = queries.HONOURS.take_up(
        session,
        actor,
        request.honour_id,
        Action.HONOUR_REVOKE,
        otherwise=lambda _: Forbidden(
            "只有街道党工委可以撤销荣誉。",
            "Only the street's party committee may revoke an honour.",
        ),
        expected=request.expected_version,
    )
    rules.check_stands(honour.number, honour.state)
    honour.state, honour.reason = HonourState.REVOKED, request.reason
    queries.HONOURS.changed(session, actor, honour, "revoked")
    event = HonourRevoked(
        honour_id=honour.id,
        appointment_id=honour.appointment_id,
        community=honour.community,
        number=honour.number,
        version=honour.version,
    )
    outbox.add(session, event, actor=actor)
    return queries.shown(actor, honour)


def _issue(session: Session, actor: Actor, honour: Honour) -> None:
    today = day_of(clock.now())
    street = street_of(honour.community)
    serial = counters.next_serial(session, f"honour/{street}/{today.year}")
    code = code_from(secrets.token_bytes(_ENTROPY_BYTES), _SERIES)
    honour.id = new_id()
    honour.street = street
    honour.number = official_number(None, today.year, serial)
    honour.code, honour.code_print = normalised(code), print_of(code)
    honour.state, honour.awarded_on, honour.version = HonourState.STANDING, today, 1
    session.add(honour)
    session.flush()
    queries.HONOURS.note(session, actor, honour, "awarded", number=honour.number)
    event = HonourAwarded(
        honour_id=honour.id,
        appointment_id=honour.appointment_id,
        selection_id=honour.selection_id,
        community=honour.community,
        year=honour.year,
        title=honour.title,
        number=honour.number,
        awarded_on=honour.awarded_on,
        replaces=honour.replaces,
        version=honour.version,
    )
    outbox.add(session, event, actor=actor)
