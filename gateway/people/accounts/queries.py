"""Reading accounts, always inside the areas whose accounts the actor manages."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Session

from contracts.gateway.accounts import (
    AccountEntry,
    AccountHistory,
    AccountPage,
    AccountView,
    ListAccounts,
    OwnAccount,
    RoleView,
    ShowAccountHistory,
)
from gateway.people.accounts import rules
from gateway.people.accounts.model import (
    ACCOUNT,
    ACCOUNT_HISTORY,
    CREDENTIAL_CHANGE,
    METADATA,
    ROLE_HELD,
    ROLE_TEAM,
)
from gateway.people.accounts.rules import Held, Standing
from runtime import clock, marks, paging
from runtime.copying import Copying
from vocabulary.accounts import AccountState, Language
from vocabulary.actors import Actor, Role
from vocabulary.areas import stem_of
from vocabulary.masking import masked_email, masked_name, masked_phone
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound

#: The teams in which a role counts, by its source.
Teams = Mapping[UUID | None, Sequence[UUID]]

_DIGITS = 12


class _Base(DeclarativeBase):
    metadata = METADATA


class Entry(_Base):
    """One change of an account, to be listed."""

    __table__: ClassVar[Any] = ACCOUNT_HISTORY


_ENTRY: Any = Entry  # its columns are the table's, which mypy cannot see
#: Of one account, in which no two changes have one version.
_HISTORY_ORDER = paging.Order({"version": _ENTRY.version}, identity=_ENTRY.version, usual="version")

_PERSON = ("login", "display_name", "phone", "email", "has_second_factor", "roles")
_VIEW = Copying(ACCOUNT, AccountView, given=(*_PERSON, "possible"))
_OWN = Copying(ACCOUNT, OwnAccount, given=(*_PERSON, "needs"))
_ROLE = Copying(
    ROLE_HELD, RoleView, given=("is_held", "appointment_id", "membership_id", "possible")
)
_STEP = Copying(ACCOUNT_HISTORY, AccountEntry)


def page(session: Session, actor: Actor, request: ListAccounts) -> AccountPage:
    """The accounts that the actor manages, by login.

    Raises:
        Invalid: a limit out of range.
    """
    paging.check_limit(request.limit)
    chosen = sa.select(ACCOUNT).where(_kept_by(actor), *_narrowed(request))
    counted = paging.counted(session, chosen, request)
    if request.cursor is not None:
        chosen = chosen.where(ACCOUNT.c.login > request.cursor)
    found = session.execute(chosen.order_by(ACCOUNT.c.login).limit(request.limit + 1)).all()
    rows = found[: request.limit]
    more = rows[-1].login if len(found) > request.limit else None
    roles = _roles(session, [row.id for row in rows])
    return AccountPage(
        items=[_view(actor, row, roles[row.id]) for row in rows],
        **paging.Page(rows, more, *counted).besides,
    )


def view(session: Session, actor: Actor, account_id: UUID) -> AccountView:
    """One account.

    Raises:
        NotFound: there is none, or the actor does not manage it.
    """
    row = row_of(session, actor, account_id)
    return _view(actor, row, _roles(session, [account_id])[account_id])


def views(session: Session, actor: Actor, wanted: Collection[UUID]) -> dict[UUID, AccountView]:
    """Those of these accounts that the actor manages."""
    chosen = sa.select(ACCOUNT).where(ACCOUNT.c.id.in_(wanted), _kept_by(actor))
    rows = session.execute(chosen).all()
    roles = _roles(session, [row.id for row in rows])
    return {row.id: _view(actor, row, roles[row.id]) for row in rows}


def kept_by(
    actor: Actor, *, area: str | None = None, among: Collection[UUID] | None = None
) -> sa.Select[tuple[UUID]]:
    """The ids of the accounts that the actor manages, or of those of an area, or among some."""
    return sa.select(ACCOUNT.c.id).where(
        _kept_by(actor),
        *([_inside(stem_of(area), ACCOUNT.c.area)] if area is not None else []),
        *([ACCOUNT.c.id.in_(among)] if among is not None else []),
    )


def history(session: Session, actor: Actor, request: ShowAccountHistory) -> AccountHistory:
    """What was done to an account.

    Raises:
        NotFound: there is none, or the actor does not manage it.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    row_of(session, actor, request.account)
    chosen = sa.select(Entry).where(_ENTRY.account_id == request.account)
    found = paging.page(session, chosen, _HISTORY_ORDER, request)
    return AccountHistory(items=[_STEP(row) for row in found.rows], **found.besides)


def own(session: Session, actor: Actor) -> OwnAccount:
    """The actor's own account, unmasked.

    Raises:
        NotFound: the actor is a program of an operator and has none.
    """
    account_id = own_id(actor)
    row = session.execute(sa.select(ACCOUNT).where(ACCOUNT.c.id == account_id)).one_or_none()
    if row is None:
        raise _none()
    now, held = clock.now(), _roles(session, [account_id])[account_id]
    standing = _standing(row, held)
    return _OWN(
        row,
        login=row.login,
        display_name=row.display_name,
        phone=row.phone,
        email=row.email,
        has_second_factor=row.totp_confirmed_at is not None,
        needs=list(standing.needs(now)),
        roles=[_role_view(one, now) for one in held if one.ends_at is None or one.ends_at > now],
    )


def own_id(actor: Actor) -> UUID:
    """The actor's account.

    Raises:
        NotFound: the actor is a program of an operator and has none.
    """
    try:
        return UUID(actor.account or "")
    except ValueError:
        raise _none() from None


def row_of(session: Session, actor: Actor, account_id: UUID, *, lock: bool = False) -> Any:
    """The row of an account that the actor manages.

    Raises:
        NotFound: there is none, or the actor does not manage it.
    """
    chosen = sa.select(ACCOUNT).where(ACCOUNT.c.id == account_id, _kept_by(actor))
    row = session.execute(chosen.with_for_update() if lock else chosen).one_or_none()
    if row is None:
        raise _none()
    return row


def held_by(session: Session, account_id: UUID) -> list[Held]:
    """Every role of an account, including past and future ones."""
    return [_held(row) for row in _roles(session, [account_id])[account_id]]


def roles_of(session: Session, account_id: UUID) -> list[RoleView]:
    """The same as others see them."""
    now = clock.now()
    return [_role_view(role, now) for role in _roles(session, [account_id])[account_id]]


def standing_of(session: Session, account_id: UUID) -> Standing | None:
    """The rights of one account."""
    return standings(session, ACCOUNT.c.id == account_id).get(account_id)


def standings(session: Session, *which: sa.ColumnElement[bool]) -> dict[UUID, Standing]:
    """The rights of these accounts."""
    columns = (
        ACCOUNT.c[name]
        for name in (
            "id",
            "state",
            "epoch",
            "sign_in_epoch",
            "must_change_password",
            "totp_confirmed_at",
        )
    )
    rows = session.execute(sa.select(*columns).where(*which)).all()
    roles = _roles(session, [row.id for row in rows])
    teams = _teams(session, [role for held in roles.values() for role in held])
    return {row.id: _standing(row, roles[row.id], teams) for row in rows}


def newest_change(session: Session) -> int:
    """The number of the last change of anybody's rights or keys."""
    return int(session.scalars(sa.select(CREDENTIAL_CHANGE.c.number)).one())


def epochs_since(session: Session, moment: dt.datetime) -> dict[str, int]:
    """The epochs of accounts whose rights changed since then, as tokens name the accounts."""
    chosen = sa.select(ACCOUNT.c.id, ACCOUNT.c.epoch).where(ACCOUNT.c.epoch_at >= moment)
    return {str(account_id): epoch for account_id, epoch in session.execute(chosen)}


def names(session: Session, actor: Actor, accounts: Collection[str]) -> Mapping[str, str]:
    """What the people of these accounts are called; masked for those who need no more.

    The whole for themselves, and where the actor prepares appointments: at home, or where they
    hold a role.
    """
    chosen = (
        sa.select(ACCOUNT.c.id, ACCOUNT.c.display_name, ACCOUNT.c.area, ROLE_HELD.c.area)
        .outerjoin(ROLE_HELD, ROLE_HELD.c.account_id == ACCOUNT.c.id)
        .where(ACCOUNT.c.id.in_([UUID(account) for account in accounts]))
        .where(ACCOUNT.c.erased_at.is_(None))
    )
    found: dict[str, str] = {}
    for identity, whole, *areas in session.execute(chosen):
        account, name = str(identity), str(whole)
        is_needed = account == actor.account or any(
            may(actor, Action.APPOINTMENT_PREPARE, area=area) for area in areas if area
        )
        if is_needed:
            found[account] = name
        else:
            found.setdefault(account, masked_name(name) or "")
    return found


@dataclass(frozen=True)
class Reachable:
    """How to write to an account's owner."""

    account_id: UUID
    language: Language
    phone: str | None = field(repr=False)
    email: str | None = field(repr=False)


def reachable(session: Session, accounts: Collection[UUID]) -> dict[UUID, Reachable]:
    """How to write to these accounts; locked and closed ones are left out."""
    names = ("id", "language", "phone", "email")
    chosen = sa.select(*(ACCOUNT.c[name] for name in names)).where(
        ACCOUNT.c.id.in_(accounts), ACCOUNT.c.state == AccountState.ACTIVE
    )
    return {
        row.id: Reachable(row.id, Language(row.language), row.phone, row.email)
        for row in session.execute(chosen)
    }


def languages(session: Session, accounts: Collection[UUID]) -> dict[UUID, Language]:
    """The language of each of these accounts; locked and closed ones are left out."""
    chosen = sa.select(ACCOUNT.c.id, ACCOUNT.c.language).where(
        ACCOUNT.c.id.in_(accounts), ACCOUNT.c.state == AccountState.ACTIVE
    )
    return {row.id: Language(row.language) for row in session.execute(chosen)}


def holders(
    session: Session, roles: Collection[Role], areas: Collection[str], *, most: int
) -> dict[str, list[UUID]]:
    """Active accounts that hold one of the roles now, oldest first and so many at most, by area."""
    now = clock.now()
    place = ROLE_HELD.c.area
    rank = sa.func.row_number().over(partition_by=place, order_by=ACCOUNT.c.id)
    held = (
        sa.select(place, ACCOUNT.c.id, rank.label("rank"))
        .join(ACCOUNT, ACCOUNT.c.id == ROLE_HELD.c.account_id)
        .where(
            ACCOUNT.c.state == AccountState.ACTIVE,
            ROLE_HELD.c.role.in_([role.value for role in roles]),
            place.in_(areas),
            ROLE_HELD.c.begins_at <= now,
            sa.or_(ROLE_HELD.c.ends_at.is_(None), ROLE_HELD.c.ends_at > now),
        )
        .group_by(place, ACCOUNT.c.id)
        .subquery()
    )
    found: defaultdict[str, list[UUID]] = defaultdict(list)
    chosen = sa.select(held.c.area, held.c.id).where(held.c.rank <= most)
    for area, account_id in session.execute(chosen.order_by(held.c.id)):
        found[area].append(account_id)
    return found


def _kept_by(actor: Actor) -> sa.ColumnElement[bool]:
    stems = actor.stems(*rules.GIVERS)
    return sa.or_(sa.false(), *(_inside(stem, ACCOUNT.c.area) for stem in stems))


def _inside(stem: str, area: sa.Column[str]) -> sa.ColumnElement[bool]:
    return area.between(stem.ljust(_DIGITS, "0"), stem.ljust(_DIGITS, "9"))


def _narrowed(request: ListAccounts) -> Iterable[sa.ColumnElement[bool]]:
    if request.area is not None:
        yield _inside(stem_of(request.area), ACCOUNT.c.area)
    if request.state is not None:
        yield ACCOUNT.c.state == request.state
    if request.role is not None:
        yield _holds_now(request.role)
    if request.search is not None:
        yield _matches(request.search.strip())


def _holds_now(role: Role) -> sa.ColumnElement[bool]:
    now = clock.now()
    return sa.exists().where(
        ROLE_HELD.c.account_id == ACCOUNT.c.id,
        ROLE_HELD.c.role == role,
        ROLE_HELD.c.begins_at <= now,
        sa.or_(ROLE_HELD.c.ends_at.is_(None), ROLE_HELD.c.ends_at > now),
    )


def _matches(text: str) -> sa.ColumnElement[bool]:
    # Sealed columns cannot be searched in part; the whole is found by its mark.
    return sa.or_(
        ACCOUNT.c.login.contains(text.lower(), autoescape=True),
        ACCOUNT.c.display_name.contains(text, autoescape=True),
        marks.PHONE.is_of(ACCOUNT.c.phone_print, text),
        marks.EMAIL.is_of(ACCOUNT.c.email_print, text),
    )


def area_of(session: Session, account_id: UUID) -> str | None:
    """The area whose administrators manage the account."""
    return session.scalar(sa.select(ACCOUNT.c.area).where(ACCOUNT.c.id == account_id))


def login_of(session: Session, name: str) -> str | None:
    """The login of the account with this id; None: none has it."""
    try:
        account_id = UUID(name)
    except ValueError:
        return None
    return session.scalar(sa.select(ACCOUNT.c.login).where(ACCOUNT.c.id == account_id))


def home_of_open(session: Session, account_id: UUID, *, lock: bool = False) -> str | None:
    """The same of an account that can be used or will be again; None: closed, or there is none."""
    chosen = sa.select(ACCOUNT.c.area).where(
        ACCOUNT.c.id == account_id, ACCOUNT.c.state != AccountState.CLOSED
    )
    return session.scalar(chosen.with_for_update() if lock else chosen)


def homes_of_open(session: Session) -> set[str]:
    """Where accounts that can be used, or will be again, are at home."""
    chosen = sa.select(ACCOUNT.c.area).where(ACCOUNT.c.state != AccountState.CLOSED).distinct()
    return set(session.scalars(chosen))


def open_at(session: Session, homes: Collection[str]) -> dict[UUID, Any]:
    """Login and name of each such account that is at home there."""
    columns = (ACCOUNT.c[name] for name in ("id", "login", "display_name"))
    chosen = sa.select(*columns).where(
        ACCOUNT.c.state != AccountState.CLOSED, ACCOUNT.c.area.in_(homes)
    )
    return {row.id: row for row in session.execute(chosen)}


def _roles(session: Session, accounts: Sequence[UUID]) -> dict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    if accounts:
        chosen = sa.select(ROLE_HELD).where(ROLE_HELD.c.account_id.in_(accounts))
        for row in session.execute(chosen.order_by(ROLE_HELD.c.begins_at, ROLE_HELD.c.id)):
            found[row.account_id].append(row)
    return found


def _teams(session: Session, roles: Iterable[Any]) -> Teams:
    """The teams in which these roles count, by the source of the role."""
    sources = {role.appointment_id for role in roles if role.appointment_id is not None}
    found: defaultdict[UUID | None, list[UUID]] = defaultdict(list)
    if sources:
        chosen = sa.select(ROLE_TEAM).where(ROLE_TEAM.c.source_id.in_(sources))
        for row in session.execute(chosen.order_by(ROLE_TEAM.c.team_id)):
            found[row.source_id].append(row.team_id)
    return found


def _held(row: Any, teams: Teams = MappingProxyType({})) -> Held:
    in_teams = tuple(teams.get(row.appointment_id, ()))
    return Held(Role(row.role), row.area, row.begins_at, row.ends_at, in_teams)


def _standing(row: Any, roles: Iterable[Any], teams: Teams = MappingProxyType({})) -> Standing:
    return Standing(
        account_id=row.id,
        state=AccountState(row.state),
        epoch=row.epoch,
        sign_in_epoch=row.sign_in_epoch,
        must_change_password=row.must_change_password,
        has_second_factor=row.totp_confirmed_at is not None,
        roles=tuple(_held(role, teams) for role in roles),
    )


def _view(actor: Actor, row: Any, roles: Sequence[Any]) -> AccountView:
    now = clock.now()
    standing = _standing(row, roles)
    possible = rules.offered(actor, standing, row.area, now, is_erased=row.erased_at is not None)
    return _VIEW(
        row,
        login=row.login,
        display_name=row.display_name,
        phone=masked_phone(row.phone),
        email=masked_email(row.email),
        possible=possible,
        has_second_factor=row.totp_confirmed_at is not None,
        roles=[
            _role_view(role, now, rules.offered_with_role(actor, row.id, _held(role), now))
            for role in roles
        ],
    )


def _role_view(row: Any, now: dt.datetime, possible: Sequence[str] = ()) -> RoleView:
    is_appointed = row.role not in rules.BY_MEMBERSHIP
    return _ROLE(
        row,
        is_held=_held(row).holds_at(now),
        possible=list(possible),
        appointment_id=row.appointment_id if is_appointed else None,
        membership_id=None if is_appointed else row.appointment_id,
    )


def _none() -> NotFound:
    return NotFound("没有找到该账号。", "There is no such account.")
