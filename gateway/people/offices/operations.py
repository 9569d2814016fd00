"""Naming accounts for offices, confirming them, ending them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.accounts import NewRole
from contracts.gateway.notices import OFFICE_NAMED
from contracts.gateway.offices import ConfirmOffice, OfficeView
from gateway.people.accounts import operations as accounts
from gateway.people.accounts import queries as account_queries
from gateway.people.accounts.operations import tell_owner
from gateway.people.offices import queries, rules
from gateway.people.offices.model import OFFICE
from runtime import clock
from runtime.logs import logger
from vocabulary.actors import Actor, Role
from vocabulary.periods import start_of_day
from vocabulary.problems import NotFound

log = logger(__name__)


@dataclass(frozen=True)
class Office:
    """A decision of another service: the account, the role and the area."""

    source_id: UUID
    account_id: UUID
    role: Role
    area: str
    begins_at: dt.datetime
    source_version: int


def name(session: Session, office: Office) -> None:
    """Keep that an account was named for an office; its owner is told and confirms it.

    An account named before by mistake loses it. An account of another area gets nothing, even if
    the event names it.
    """
    before = _row(session, office.source_id)
    if before is not None and before.source_version >= office.source_version:
        return
    if accounts.has_ended(session, office.source_id):
        return
    if before is not None and before.account_id == office.account_id:
        _keep(session, office, confirmed_at=before.confirmed_at)
        return
    accounts.end_roles_of(session, office.source_id, clock.now(), but=office.account_id)
    if not _may_hold(session, office):
        if before is not None:
            session.execute(sa.delete(OFFICE).where(OFFICE.c.source_id == office.source_id))
        return
    is_confirmed = accounts.holds_by(session, office.account_id, office.source_id) or _goes_on(
        session, office
    )
    _keep(session, office, confirmed_at=clock.now() if is_confirmed else None)
    if is_confirmed:
        _give_role(session, office, by=None)
    else:
        tell_owner(
            session,
            office.account_id,
            OFFICE_NAMED,
            area=office.area,
            facts={"role": office.role.value},
            about=office.source_id,
        )


def confirm(session: Session, actor: Actor, request: ConfirmOffice) -> OfficeView:
    """The owner agrees to an office; from now on the account has its role.

    Raises:
        NotFound: the actor has no account, or was not named for this.
        WrongState: the office has ended, or the account holds too many roles.
    """
    account_id = account_queries.own_id(actor)
    row = _row(session, request.appointment_id)
    if row is None or row.account_id != account_id:
        raise NotFound("您没有这项任职。", "You were not named for this office.")
    accounts.lock(session, account_id)
    rules.check_lasts(row.ended_at, clock.now())
    if row.confirmed_at is None:
        session.execute(
            sa.update(OFFICE)
            .where(OFFICE.c.source_id == row.source_id)
            .values(confirmed_at=clock.now())
        )
        _give_role(session, _office(row), by=str(account_id))
    return queries.shown(_row(session, request.appointment_id))


def end_on(session: Session, source_id: UUID, day: dt.date) -> None:
    """End an office and its role: at once, or on the first day without it, if that is later."""
    ends_at = max(clock.now(), start_of_day(day))
    accounts.remember_end(session, source_id, ends_at)
    accounts.end_roles_of(session, source_id, ends_at)
    session.execute(
        sa.update(OFFICE)
        .where(
            OFFICE.c.source_id == source_id,
            sa.or_(OFFICE.c.ended_at.is_(None), OFFICE.c.ended_at > ends_at),
        )
        .values(ended_at=ends_at)
    )


def _row(session: Session, source_id: UUID) -> Any:
    chosen = sa.select(OFFICE).where(OFFICE.c.source_id == source_id).with_for_update()
    return session.execute(chosen).one_or_none()


def _office(row: Any) -> Office:
    return Office(
        source_id=row.source_id,
        account_id=row.account_id,
        role=Role(row.role),
        area=row.area,
        begins_at=row.begins_at,
        source_version=row.source_version,
    )


def _may_hold(session: Session, office: Office) -> bool:
    home = account_queries.home_of_open(session, office.account_id, lock=True)
    if home is None:
        log.warning("office_without_account", source_id=str(office.source_id))
        return False
    if queries.is_at_home(session, home, office.area):
        return True
    log.warning("office_of_another_area", source_id=str(office.source_id))
    return False


def _goes_on(session: Session, office: Office) -> bool:
    """Whether the owner confirmed the office that this one goes on with, as after a renewal."""
    chosen = sa.select(OFFICE.c.ended_at).where(
        OFFICE.c.account_id == office.account_id,
        OFFICE.c.role == office.role,
        OFFICE.c.area == office.area,
        OFFICE.c.confirmed_at.is_not(None),
        OFFICE.c.source_id != office.source_id,
    )
    return any(
        rules.goes_on(ended_at=ended_at, begins_at=office.begins_at)
        for ended_at in session.scalars(chosen)
    )


def _keep(session: Session, office: Office, *, confirmed_at: dt.datetime | None) -> None:
    values = {
        "account_id": office.account_id,
        "role": office.role.value,
        "area": office.area,
        "begins_at": office.begins_at,
        "named_at": clock.now(),
        "confirmed_at": confirmed_at,
        "ended_at": None,
        "source_version": office.source_version,
    }
    here = OFFICE.c.source_id == office.source_id
    if _row(session, office.source_id) is None:
        session.execute(sa.insert(OFFICE).values(source_id=office.source_id, **values))
    else:
        session.execute(sa.update(OFFICE).where(here).values(**values))


def _give_role(session: Session, office: Office, *, by: str | None) -> None:
    role = NewRole(
        role=office.role,
        area=office.area,
        begins_at=max(office.begins_at, clock.now()) if by else office.begins_at,
        appointment_id=office.source_id,
    )
    accounts.hold(session, office.account_id, role, by=by)
