"""Whether somebody agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.words import Purpose
from contracts.recruitment.consents import ConsentOfPerson
from groundwork.areas import with_predecessors
from runtime import clock
from runtime.scope import visible_to
from services.recruitment.consents.model import CONSENT
from services.recruitment.consents.rules import Consent
from vocabulary.actors import Actor
from vocabulary.areas import covers
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import NotFound


def agreeing(
    session: Session,
    persons: Iterable[UUID],
    purpose: Purpose,
    *,
    community: str,
    at: dt.datetime | None = None,
) -> frozenset[UUID]:
    """The persons whose consent to this purpose holds at that moment; now, if left out.

    Everything published with a consent is checked by this each time it is shown. A consent counts
    only in the area where it was given and in the one that took it over.
    """
    by_text = {str(person): person for person in persons}
    if not by_text:
        return frozenset()
    moment = at or clock.now()
    places = with_predecessors(session, community, day_of(moment))
    found = session.execute(
        sa.select(CONSENT).where(
            CONSENT.c.purpose == purpose,
            CONSENT.c.withdrawn_at.is_(None),
            sa.or_(CONSENT.c.account.in_(by_text), CONSENT.c.person.in_(by_text)),
        )
    )
    return frozenset(
        by_text[row.account or row.person]
        for row in found
        if _reaches(row.area, places) and _consent(row).holds_at(moment)
    )


def counts_in(session: Session, area: str, community: str) -> bool:
    """Whether a consent of this area counts in a community today."""
    return _reaches(area, with_predecessors(session, community, day_of(clock.now())))


def _reaches(area: str, places: Sequence[str]) -> bool:
    return any(covers(area, place) for place in places)


def one_of(session: Session, actor: Actor, consent_id: UUID, *, for_change: bool = False) -> Any:
    """One consent that was given in the actor's areas.

    Raises:
        NotFound: there is none, or it is elsewhere; the answer does not say which.
    """
    reached = visible_to(actor, Action.CONSENT_RECORD, area=CONSENT.c.area)
    chosen = sa.select(CONSENT).where(CONSENT.c.consent_id == consent_id, reached)
    row = session.execute(chosen.with_for_update() if for_change else chosen).first()
    if row is None:
        raise NotFound(f"没有同意记录 {consent_id}。", f"There is no consent {consent_id}.")
    return row


def shown(row: Any, person_id: UUID) -> ConsentOfPerson:
    """A consent with its person."""
    return ConsentOfPerson(
        consent_id=row.consent_id,
        commissioner=person_id,
        area=row.area,
        purpose=Purpose(row.purpose),
        holds=_consent(row).holds_at(clock.now()),
    )


def _consent(row: Any) -> Consent:
    return Consent(row.given_at, row.valid_until, row.withdrawn_at)
