"""Reading consents to back entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.back_entries import (
    BackEntryPage,
    BackEntryStep,
    BackEntryView,
    ListBackEntries,
    ShowBackEntries,
)
from groundwork import history, territories
from groundwork.kept import Kept, the
from runtime import clock, paging
from runtime.copying import Copying
from services.recruitment.back_entries.model import BackEntryConsent
from services.recruitment.back_entries.rules import Consent
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound
from vocabulary.state_table import where

KIND = "back_entry_consent"
CONSENTS = Kept(BackEntryConsent, KIND, "补录批准", "consent to back entries")
_ORDER = paging.Order(
    {"allowed_at": BackEntryConsent.allowed_at, "from": BackEntryConsent.from_day},
    identity=BackEntryConsent.id,
    usual="-allowed_at",
)

_VIEW = Copying(BackEntryConsent, BackEntryView, given=("is_usable", "possible", "history"))
_STEP = history.Telling(BackEntryStep, given=("reason",))


def covering(
    session: Session, community: str, day: dt.date, *, today: dt.date
) -> BackEntryConsent | None:
    """A consent under which the day may be entered today; ending it waits for the caller."""
    row = BackEntryConsent
    chosen = sa.select(row).where(
        row.community == community,
        row.from_day <= day,
        row.to_day >= day,
        row.usable_until >= today,
        row.ended_at.is_(None),
    )
    # Shared: clerks who enter under the same consent do not wait for each other.
    ordered = chosen.order_by(row.allowed_at, row.id).limit(1)
    return session.scalar(ordered.with_for_update(read=True))


def one_of(
    session: Session, community: str, consent_id: UUID, *, for_change: bool = False
) -> BackEntryConsent:
    """One consent of a community; locked, if it is to be changed.

    Raises:
        NotFound: it has none of this id.
    """
    row = BackEntryConsent
    chosen = sa.select(row).where(row.id == consent_id, row.community == community)
    refusal = NotFound(
        f"社区 {community} 没有补录批准 {consent_id}。",
        f"Community {community} has no consent to back entries {consent_id}.",
    )
    return the(session, chosen, for_change=for_change, otherwise=refusal)


def show(session: Session, actor: Actor, request: ShowBackEntries) -> BackEntryView:
    """One consent with its history.

    Raises:
        NotFound: not a community that the actor sees, or it has no such consent.
    """
    territories.check_community(actor, Action.BACK_ENTRY_READ, request.community)
    return whole(session, actor, one_of(session, request.community, request.consent_id))


def page(session: Session, actor: Actor, request: ListBackEntries) -> BackEntryPage:
    """A page of the consents of a community, the newest first.

    Raises:
        NotFound: not a community that the actor sees.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    territories.check_community(actor, Action.BACK_ENTRY_READ, request.community)
    chosen = sa.select(BackEntryConsent).where(BackEntryConsent.community == request.community)
    found = paging.page(session, chosen, _ORDER, request)
    return BackEntryPage(items=[_shown(actor, row) for row in found.rows], **found.besides)


def whole(session: Session, actor: Actor, row: BackEntryConsent) -> BackEntryView:
    """One consent with its history."""
    return _shown(actor, row, history.of(session, KIND, row.id))


def counted(row: BackEntryConsent) -> Consent:
    """The facts of a consent for the rules."""
    return Consent(row.from_day, row.to_day, row.usable_until, is_ended=row.ended_at is not None)


def _shown(
    actor: Actor, row: BackEntryConsent, entries: Sequence[history.Entry] | None = None
) -> BackEntryView:
    is_usable = counted(row).is_usable(day_of(clock.now()))
    ends_it = may(actor, Action.BACK_ENTRY_ALLOW, area=row.community)
    return _VIEW(
        row,
        is_usable=is_usable,
        possible=where(ending=is_usable and ends_it),
        history=None if entries is None else [_step(entry) for entry in entries],
    )


def _step(entry: history.Entry) -> BackEntryStep:
    return _STEP(entry, reason=entry.note)
