"""Finding consents: the actor's own, and those given in their areas."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Session

from contracts.gateway.consents import (
    ConsentList,
    ConsentListing,
    ConsentView,
    FindConsents,
    ListConsents,
    ListOwnConsents,
)
from contracts.gateway.words import GivenHow, Guardianship, Purpose
from gateway.people.consents.model import CONSENT, METADATA
from gateway.people.consents.rules import Consent
from runtime import clock, marks, paging
from runtime.scope import inside, visible_to
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound
from vocabulary.state_table import where


class _Base(DeclarativeBase):
    metadata = METADATA


class Row(_Base):
    """One consent, to be listed."""

    __table__: ClassVar[Any] = CONSENT


_ROW: Any = Row  # its columns are the table's, which mypy cannot see
_ORDER = paging.Order({"given_at": _ROW.given_at}, identity=_ROW.id, usual="given_at")


def own(session: Session, actor: Actor, request: ListOwnConsents) -> ConsentList:
    """The actor's own consents, including those that others wrote down.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    return _page(session, actor, request, _own(actor))


def copied(session: Session, actor: Actor) -> list[ConsentView]:
    """All of the actor's own consents, oldest first, for the copy of their data."""
    chosen = sa.select(CONSENT).where(_own(actor)).order_by(CONSENT.c.given_at, CONSENT.c.id)
    return [shown(actor, row) for row in session.execute(chosen)]


def page(session: Session, actor: Actor, request: ListConsents) -> ConsentList:
    """Consents given in the actor's areas.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    wanted = [
        column == value
        for column, value in (
            (CONSENT.c.account, request.account),
            (CONSENT.c.purpose, request.purpose),
        )
        if value is not None
    ]
    if request.area is not None:
        wanted.append(inside(request.area, CONSENT.c.area))
    return _page(session, actor, request, _readable(actor), *wanted)


def of_phone(session: Session, actor: Actor, request: FindConsents) -> ConsentList:
    """Consents for this phone, given in the actor's areas.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    is_theirs = marks.PHONE.is_of(CONSENT.c.phone_print, request.phone)
    return _page(session, actor, request, _readable(actor), is_theirs)


def one_of(session: Session, actor: Actor, consent_id: UUID, *, for_change: bool = False) -> Any:
    """One consent to withdraw: the actor's own, or given in the actor's areas.

    Raises:
        NotFound: there is none, or it is elsewhere; the answer does not say which.
    """
    reached = visible_to(
        actor, Action.CONSENT_WITHDRAW, area=CONSENT.c.area, owner=CONSENT.c.account
    )
    chosen = sa.select(CONSENT).where(CONSENT.c.id == consent_id, reached)
    row = session.execute(chosen.with_for_update() if for_change else chosen).first()
    if row is None:
        raise NotFound(f"没有同意记录 {consent_id}。", f"There is no consent {consent_id}.")
    return row


def that_hold(purpose: Purpose) -> sa.Select[Any]:
    """The consents to this purpose that hold now; what rests on one is checked by this each time.

    The same as `rules.Consent.holds_on`, in the words of the database.
    """
    now = clock.now()
    return sa.select(CONSENT).where(
        CONSENT.c.purpose == purpose,
        CONSENT.c.withdrawn_at.is_(None),
        CONSENT.c.given_at <= now,
        sa.or_(CONSENT.c.valid_until.is_(None), CONSENT.c.valid_until >= day_of(now)),
    )


def shown(actor: Actor, row: Any) -> ConsentView:
    """A consent as others see it: no phone."""
    withdraws = may(actor, Action.CONSENT_WITHDRAW, area=row.area, owner=row.account)
    return ConsentView(
        id=row.id,
        account=row.account,
        area=row.area,
        purpose=Purpose(row.purpose),
        text_version=row.text_version,
        how=GivenHow(row.how),
        given_at=row.given_at,
        recorded_by=row.recorded_by,
        paper=row.paper,
        guardian=row.guardian,
        guardianship=row.guardianship and Guardianship(row.guardianship),
        valid_until=row.valid_until,
        withdrawn_at=row.withdrawn_at,
        possible=where(withdrawal=withdraws and row.withdrawn_at is None),
        holds=_consent(row).holds_on(day_of(clock.now())),
    )


def _own(actor: Actor) -> sa.ColumnElement[bool]:
    return visible_to(actor, Action.CONSENT_READ_OWN, area=CONSENT.c.area, owner=CONSENT.c.account)


def _readable(actor: Actor) -> sa.ColumnElement[bool]:
    return visible_to(actor, Action.CONSENT_READ, area=CONSENT.c.area, owner=CONSENT.c.account)


def _consent(row: Any) -> Consent:
    return Consent(
        purpose=row.purpose,
        given_on=day_of(row.given_at),
        valid_until=row.valid_until,
        withdrawn_on=None if row.withdrawn_at is None else day_of(row.withdrawn_at),
    )


def _page(
    session: Session, actor: Actor, request: ConsentListing, *wanted: sa.ColumnElement[bool]
) -> ConsentList:
    found = paging.page(session, sa.select(Row).where(*wanted), _ORDER, request)
    return ConsentList(items=[shown(actor, row) for row in found.rows], **found.besides)
