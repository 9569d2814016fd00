"""Reading offices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.offices import (
    CheckOfficeHolder,
    ListPossibleHolders,
    OfficeHolder,
    OfficeList,
    OfficeView,
    PossibleHolder,
    PossibleHolders,
)
from gateway.people.accounts import queries as accounts
from gateway.people.offices import rules
from gateway.people.offices.model import OFFICE
from gateway.places.areas import queries as areas
from runtime import clock, paging
from runtime.copying import Copying
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.state_table import where

_VIEW = Copying(OFFICE, OfficeView, given=("appointment_id", "possible"))


def own(session: Session, actor: Actor) -> OfficeList:
    """The offices of the actor's account.

    Raises:
        NotFound: the actor has no account.
    """
    return OfficeList(items=of_account(session, accounts.own_id(actor)))


def of_account(session: Session, account_id: UUID) -> list[OfficeView]:
    """Every office for which an account was named, the newest first."""
    chosen = sa.select(OFFICE).where(OFFICE.c.account_id == account_id)
    ordered = chosen.order_by(OFFICE.c.begins_at.desc(), OFFICE.c.source_id)
    return [shown(row) for row in session.execute(ordered)]


def shown(row: Any) -> OfficeView:
    """A row as its holder sees it."""
    is_over = rules.has_ended(row.ended_at, clock.now())
    possible = where(confirmation=row.confirmed_at is None and not is_over)
    return _VIEW(row, appointment_id=row.source_id, possible=possible)


def check_holder(session: Session, request: CheckOfficeHolder) -> OfficeHolder:
    """Let pass an account that may be named for an office there.

    Raises:
        Invalid: it is of another area, closed, or there is none.
    """
    check_is_at_home(session, request.account, request.area, field=request.named_in)
    return OfficeHolder(account=request.account)


def possible_holders(
    session: Session, actor: Actor, request: ListPossibleHolders
) -> PossibleHolders:
    """The accounts that `check_holder` lets pass there, by the names that the actor may see.

    Raises:
        Forbidden: the actor names no accounts there.
        Invalid: a limit out of range, or a cursor that no page gave.
    """
    rules.check_may_choose(actor, area=request.community)
    homes = accounts.homes_of_open(session)
    heirs = areas.heirs_today(session, {*homes, request.community}, day_of(clock.now()))
    near = [home for home in homes if rules.is_at_home(heirs[home], heirs[request.community])]
    open_ones = accounts.open_at(session, near)
    page = paging.of_known(open_ones, str, "account", request)
    names = accounts.names(session, actor, [str(one) for one in page.rows])
    return PossibleHolders(
        items=[_possible(open_ones[one], names[str(one)]) for one in page.rows], **page.besides
    )


def _possible(row: Any, shown: str) -> PossibleHolder:
    # A login often spells the name.
    is_masked = shown != row.display_name
    return PossibleHolder(account=row.id, name=shown, login=None if is_masked else row.login)


def check_is_at_home(session: Session, account_id: UUID, area: str, *, field: str) -> None:
    """Let an account pass that staff of the area may name: one of the area or of its street.

    Raises:
        Invalid: it is of another area, closed, or there is none; names the field.
    """
    home = accounts.home_of_open(session, account_id)
    rules.check_is_at_home(
        is_at_home=home is not None and is_at_home(session, home, area),
        account=account_id,
        area=area,
        field=field,
    )


def is_at_home(session: Session, home: str, area: str) -> bool:
    """Whether an account of this home may hold an office there today, after mergers too."""
    heirs = areas.heirs_today(session, {home, area}, day_of(clock.now()))
    return rules.is_at_home(heirs[home], heirs[area])
