"""Keeping accounts, each change with its row of history.

A change of rights makes older access tokens void. The history never holds phone numbers, names or
passwords.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import outbox
from contracts.gateway.accounts import (
    AccountView,
    ChangeAccount,
    ChangeOwnAccount,
    Contact,
    CreateAccount,
    EndRole,
    GiveRole,
    LockAccount,
    NewAccount,
    NewRole,
    OwnAccount,
    UnlockAccount,
)
from contracts.gateway.notices import (
    CONTACT_CHANGED,
    ROLES_TOGETHER,
    SECOND_FACTOR_ENROLLED,
    AccountNoticeRequested,
)
from contracts.notice_kinds import NoticeKind
from contracts.words import value_name
from gateway.people.accounts import queries, rules
from gateway.people.accounts.model import (
    ACCOUNT,
    ACCOUNT_HISTORY,
    API_KEY,
    CREDENTIAL_CHANGE,
    ENDED_APPOINTMENT,
    ROLE_HELD,
    ROLE_TEAM,
)
from gateway.people.accounts.rules import Held
from runtime import clock, marks
from runtime.database import insert_new
from runtime.identifiers import new_id
from vocabulary.accounts import AccountState
from vocabulary.actors import STREET, SYSTEM, Actor, Role
from vocabulary.problems import (
    FieldError,
    Forbidden,
    NotFound,
    WrongState,
    check_version,
    wrong_field,
)


def create(session: Session, actor: Actor, request: CreateAccount) -> AccountView:
    """Make an account; nobody can sign in with it before it has an initial password.

    Raises:
        Forbidden: the actor may not give the area or a role.
        Invalid: a role at an area of the wrong level, or with its time reversed.
        WrongState: the login is taken.
    """
    if not rules.keeps(actor, request.area):
        zh, en = (
            f"您不能管理 {request.area} 的账号。",
            f"You do not manage accounts of {request.area}.",
        )
        raise Forbidden(zh, en, fields=(FieldError("area", "not_yours", zh, en),))
    account_id = new_id()
    for role in request.roles or ():
        rules.check_may_give(actor, str(account_id), role.role, role.area)
    insert(session, account_id, request, by=actor.account)
    return queries.view(session, actor, account_id)


def insert(session: Session, account_id: UUID, new: NewAccount, *, by: str | None) -> None:
    """Write a new account down, for any maker.

    Raises:
        Invalid: the time of a role is reversed.
        WrongState: the login is taken.
    """
    now = clock.now()
    row = _contact(new) | {
        "id": account_id,
        "login": new.login,
        "area": new.area,
        "state": AccountState.ACTIVE.value,
        "must_change_password": True,
        "totp_last_step": 0,
        "epoch": 1,
        "epoch_at": now,
        "sign_in_epoch": 1,
        "created_at": now,
        "version": 1,
    }
    if not insert_new(session, ACCOUNT, [row], unique=("login",), returning="id"):
        zh, en = f"登录名 {new.login} 已被使用。", f"The login {new.login} is taken."
        raise WrongState(zh, en, fields=(FieldError("login", "taken", zh, en),))
    _write_history(session, account_id, 1, "created", by, {"area": new.area})
    for role in new.roles or ():
        _add_role(session, account_id, role)
        _changed(session, account_id, "role_given", by, _named(role))


def change(session: Session, actor: Actor, request: ChangeAccount) -> AccountView:
    """Change name and contact; administrators see phone and e-mail masked, so these stay unless said.

    Raises:
        NotFound, Forbidden: the actor does not manage the account.
        WrongState: it is closed.
        Invalid: a phone number or e-mail address both given and deleted.
    """
    row = _kept(session, actor, request.account, expected=request.expected_version)
    wanted = _contact(
        Contact(
            display_name=request.display_name,
            phone=_kept_or_new("phone", row.phone, request.phone, goes=request.without_phone),
            email=_kept_or_new("email", row.email, request.email, goes=request.without_email),
            language=request.language,
        )
    )
    names = [name for name in _CONTACT if wanted[name] != getattr(row, name)]
    if names:
        _change_contact(session, row.id, actor, names, wanted)
    return queries.view(session, actor, row.id)


def lock_out(session: Session, actor: Actor, request: LockAccount) -> AccountView:
    """Lock an account; its sign-ins end.

    Raises:
        NotFound, Forbidden: the actor does not manage the account.
        WrongState: it is closed, or locked already.
    """
    return _turn(session, actor, request, AccountState.LOCKED)


def unlock(session: Session, actor: Actor, request: UnlockAccount) -> AccountView:
    """Let its owner sign in again.

    Raises:
        NotFound, Forbidden: the actor does not manage the account.
        WrongState: it is closed, or not locked.
    """
    return _turn(session, actor, request, AccountState.ACTIVE)


def close(session: Session, actor: Actor, account_id: UUID, *, expected: int | None = None) -> None:
    """The account's own part of a closing: its roles end, its secrets are forgotten.

    What other capabilities keep about it follows in `account_data`.

    Raises:
        NotFound, Forbidden: the actor does not manage the account.
        WrongState: it is closed already.
    """
    row = _kept(session, actor, account_id, expected=expected)
    now = clock.now()
    lasting = sa.or_(ROLE_HELD.c.ends_at.is_(None), ROLE_HELD.c.ends_at > now)
    chosen = sa.select(ROLE_HELD).where(ROLE_HELD.c.account_id == row.id, lasting)
    for role in session.execute(chosen).all():
        _end(session, role, now)
    _close(session, row.id, by=actor.account)


def close_own(session: Session, account_id: UUID) -> None:
    """The same at the request of its owner, who no longer holds a role.

    Raises:
        NotFound: there is none.
        WrongState: it is closed already.
    """
    _check_open(session, account_id)
    _close(session, account_id, by=str(account_id))


def erase(session: Session, account_id: UUID, mark: str, *, by: str | None) -> None:
    """Clean a closed account of what names its owner; id, roles and history stay."""
    values = {
        "login": f"{_ERASED}{account_id.hex}",
        "display_name": mark,
        **dict.fromkeys(("phone", "phone_print", "email", "email_print")),
        **_NO_SECRETS,
        "erased_at": clock.now(),
    }
    _changed(session, account_id, "erased", by, {}, values, rights=False)


#: No login begins so, see `LOGIN_PATTERN`; with the id it is as long as a login may be.
_ERASED = "erased:"
_NO_SECRETS = dict.fromkeys(("password_hash", "initial_until", "totp_secret", "totp_confirmed_at"))


def _close(session: Session, account_id: UUID, *, by: str | None) -> None:
    values = {
        "state": AccountState.CLOSED.value,
        "closed_at": clock.now(),
        "must_change_password": False,
        **_NO_SECRETS,
    }
    _changed(session, account_id, "closed", by, {}, values, signs_out=True)


def _check_open(session: Session, account_id: UUID) -> None:
    chosen = sa.select(ACCOUNT.c.state).where(ACCOUNT.c.id == account_id).with_for_update()
    rules.check_is_open(AccountState(session.scalars(chosen).one()))


def give_role(session: Session, actor: Actor, request: GiveRole) -> AccountView:
    """Give a role at an area, by hand or for an appointment.

    Raises:
        NotFound, Forbidden: the actor does not manage the account, role or area.
        Invalid: the area has the wrong level, or the time is reversed.
        WrongState: the account is closed, holds the role there, or the appointment has ended.
    """
    row = queries.row_of(session, actor, request.account, lock=True)
    check_version(request.expected_version, row.version)
    rules.check_is_open(AccountState(row.state))
    rules.check_may_give(actor, str(row.id), request.role, request.area)
    if request.appointment_id is not None and has_ended(session, request.appointment_id):
        zh, en = "该聘任已结束。", "The appointment has ended."
        raise WrongState(zh, en, fields=(FieldError("appointment_id", "ended", zh, en),))
    _refuse_second(session, row.id, request)
    _add_role(session, row.id, request)
    _changed(session, row.id, "role_given", actor.account, _named(request))
    return queries.view(session, actor, row.id)


def end_role(session: Session, actor: Actor, request: EndRole) -> AccountView:
    """End a role now.

    Raises:
        NotFound: no such account or role.
        Forbidden: the actor may not end it.
        WrongState: it has ended already.
    """
    row = queries.row_of(session, actor, request.account, lock=True)
    check_version(request.expected_version, row.version)
    chosen = sa.select(ROLE_HELD).where(
        ROLE_HELD.c.id == request.role_id, ROLE_HELD.c.account_id == row.id
    )
    role = session.execute(chosen).one_or_none()
    if role is None:
        raise NotFound("该账号没有这个角色。", "The account has no such role.")
    rules.check_may_give(actor, str(row.id), Role(role.role), role.area)
    now = clock.now()
    if role.ends_at is not None and role.ends_at <= now:
        raise WrongState("该角色已结束。", "The role has ended already.")
    _end(session, role, now)
    _changed(session, row.id, "role_ended", actor.account, _named(role))
    return queries.view(session, actor, row.id)


def remove_second_factor(
    session: Session, actor: Actor, account_id: UUID, *, expected: int | None = None
) -> AccountView:
    """Forget an authenticator app that was lost; its owner enrols again at the next sign-in.

    Raises:
        NotFound, Forbidden: the actor does not manage the account with all its roles.
        WrongState: it is closed, or has no second factor.
    """
    row = _kept(session, actor, account_id, expected=expected, check=rules.check_may_open)
    if row.totp_confirmed_at is None:
        raise WrongState("该账号没有第二因素。", "The account has no second factor.")
    forget_second_factor(session, row.id, by=actor.account)
    return queries.view(session, actor, row.id)


def forget_second_factor(session: Session, account_id: UUID, *, by: str | None) -> None:
    """The same for any actor; all sign-ins of the account end, and its keys are revoked."""
    _revoke_keys(session, account_id)
    values = {"totp_secret": None, "totp_confirmed_at": None}
    _changed(session, account_id, "second_factor_removed", by, {}, values, signs_out=True)


def kept(session: Session, actor: Actor, account_id: UUID, *, closed_too: bool = False) -> Any:
    """The row of an account that the actor manages, locked.

    Raises:
        NotFound, Forbidden: the actor does not manage the account.
        WrongState: it is closed.
    """
    return _kept(session, actor, account_id, closed_too=closed_too)


def lock(session: Session, account_id: UUID) -> str:
    """Lock an account for a change; returns the area whose administrators manage it.

    Raises:
        NotFound: there is none.
    """
    chosen = sa.select(ACCOUNT.c.area).where(ACCOUNT.c.id == account_id).with_for_update()
    area = session.scalars(chosen).one_or_none()
    if area is None:
        raise NotFound("没有找到该账号。", "There is no such account.")
    return str(area)


def note_identity(
    session: Session, account_id: UUID, what: str, *, by: str | None, signs_out: bool = False
) -> None:
    """An identity of another system was linked, or removed, which ends every sign-in."""
    _changed(session, account_id, what, by, {}, rights=signs_out, signs_out=signs_out)


def note_key_withdrawn(session: Session, account_id: UUID, key_id: UUID, *, by: str | None) -> None:
    """An administrator ended one of the account's keys; what its owner is signed in with holds."""
    details = {"api_key_id": str(key_id)}
    _changed(session, account_id, "api_key_withdrawn", by, details, rights=False)


def check_may_reset(session: Session, actor: Actor, account_id: UUID) -> None:
    """Check that the actor may give this account a new initial password.

    Raises:
        NotFound, Forbidden: the actor does not manage the account with all its roles.
        WrongState: it is closed.
    """
    _kept(session, actor, account_id, check=rules.check_may_open)


def keep_initial_password(
    session: Session, account_id: UUID, password_hash: str, *, by: str | None, first: bool
) -> bool:
    """Store an initial password, unless the account is closed or has its first one already."""
    is_open = ACCOUNT.c.state != AccountState.CLOSED
    here = [
        ACCOUNT.c.id == account_id,
        is_open,
        *([ACCOUNT.c.password_hash.is_(None)] if first else []),
    ]
    if session.scalars(sa.select(ACCOUNT.c.id).where(*here).with_for_update()).first() is None:
        return False
    # A person with the lost password may have made keys with it.
    _revoke_keys(session, account_id)
    values = {
        "password_hash": password_hash,
        "must_change_password": True,
        "initial_until": clock.now() + dt.timedelta(days=rules.INITIAL_PASSWORD_DAYS),
    }
    _changed(session, account_id, "initial_password_given", by, {}, values, signs_out=True)
    return True


def keep_password(
    session: Session, account_id: UUID, password_hash: str, *, keep_keys: Collection[UUID] = ()
) -> None:
    """Take the owner's new password over; all other sign-ins end, and all keys but those to keep."""
    _revoke_keys(session, account_id, keep=keep_keys)
    values = {"password_hash": password_hash, "must_change_password": False, "initial_until": None}
    _changed(session, account_id, "password_changed", str(account_id), {}, values, signs_out=True)


def keep_second_factor(session: Session, account_id: UUID, secret: str) -> None:
    """Keep a secret that counts only after its first code."""
    session.execute(
        sa.update(ACCOUNT)
        .where(ACCOUNT.c.id == account_id)
        .values(totp_secret=secret, totp_last_step=0)
    )


def confirm_second_factor(session: Session, account_id: UUID, step: int) -> None:
    """The secret counts from now on; all other sign-ins end."""
    values = {"totp_confirmed_at": clock.now(), "totp_last_step": step}
    by = str(account_id)
    _changed(session, account_id, "second_factor_enrolled", by, {}, values, signs_out=True)
    area = queries.area_of(session, account_id)
    if area is not None:
        tell_owner(session, account_id, SECOND_FACTOR_ENROLLED, area=area)


def change_own(session: Session, actor: Actor, request: ChangeOwnAccount) -> OwnAccount:
    """Change the actor's own name and contact details.

    Raises:
        NotFound: the actor has no account.
        WrongState: it is closed.
    """
    account_id = queries.own_id(actor)
    chosen = sa.select(ACCOUNT).where(ACCOUNT.c.id == account_id).with_for_update()
    row = session.execute(chosen).one_or_none()
    if row is None:
        return queries.own(session, actor)
    # Another gateway may not know yet that it was closed, and it must stay closed.
    rules.check_is_open(AccountState(row.state))
    wanted = _contact(request)
    names = [name for name in _CONTACT if wanted[name] != getattr(row, name)]
    if names:
        _change_contact(session, row.id, actor, names, wanted)
        tell_owner(session, row.id, CONTACT_CHANGED, area=row.area)
    return queries.own(session, actor)


def hold(session: Session, account_id: UUID, role: NewRole, *, by: str | None) -> None:
    """Give an account the role of an office, once. The caller has checked that it may have it.

    Raises:
        WrongState: it holds too many roles.
    """
    if role.appointment_id is not None and holds_by(session, account_id, role.appointment_id):
        return
    _add_role(session, account_id, role)
    _changed(session, account_id, "role_given", by, _named(role))


def holds_by(session: Session, account_id: UUID, source_id: UUID) -> bool:
    """Whether an account holds a role now, or will, by this office."""
    chosen = sa.select(ROLE_HELD.c.id).where(
        ROLE_HELD.c.account_id == account_id, *_lasting_by(source_id, clock.now())
    )
    return session.scalars(chosen).first() is not None


def end_roles_of(
    session: Session, source_id: UUID, ends_at: dt.datetime, *, but: UUID | None = None
) -> None:
    """End every role whose source is this office, except those of one account."""
    chosen = sa.select(ROLE_HELD).where(*_lasting_by(source_id, ends_at))
    for role in session.execute(chosen).all():
        if role.account_id != but:
            _end(session, role, ends_at)
            _changed(session, role.account_id, "role_ended", None, _named(role))


def extend(session: Session, source_id: UUID, team_id: UUID) -> None:
    """Let a role that this source gives count in a team; what was signed before is void."""
    row = {"source_id": source_id, "team_id": team_id}
    unique = ("source_id", "team_id")
    if not insert_new(session, ROLE_TEAM, [row], unique=unique, returning="source_id"):
        return
    chosen = sa.select(ROLE_HELD).where(*_lasting_by(source_id, clock.now()))
    for role in session.execute(chosen).all():
        details = {**_named(role), "team": str(team_id)}
        _changed(session, role.account_id, "team_joined", None, details)


def remember_end(session: Session, source_id: UUID, ended_at: dt.datetime) -> None:
    """One that begins late, because messages came in disorder, does not begin at all."""
    row = {"appointment_id": source_id, "ended_at": ended_at}
    unique = ("appointment_id",)
    insert_new(session, ENDED_APPOINTMENT, [row], unique=unique, returning="appointment_id")


def has_ended(session: Session, source_id: UUID) -> bool:
    """Whether an office is over, or has its last day before it."""
    chosen = sa.select(ENDED_APPOINTMENT).where(ENDED_APPOINTMENT.c.appointment_id == source_id)
    return session.execute(chosen).first() is not None


def _lasting_by(source_id: UUID, moment: dt.datetime) -> list[sa.ColumnElement[bool]]:
    return [
        ROLE_HELD.c.appointment_id == source_id,
        sa.or_(ROLE_HELD.c.ends_at.is_(None), ROLE_HELD.c.ends_at > moment),
    ]


def note_change(session: Session) -> None:
    """Tell every gateway that what it keeps in memory is no longer the newest."""
    session.execute(sa.update(CREDENTIAL_CHANGE).values(number=CREDENTIAL_CHANGE.c.number + 1))


_CONTACT = ("display_name", "phone", "email", "language")


def _contact(contact: Contact) -> dict[str, Any]:
    phone, email = contact.phone, contact.email
    return {
        "display_name": contact.display_name,
        "phone": phone,
        "phone_print": marks.PHONE.of(phone),
        "email": email,
        "email_print": marks.EMAIL.of(email),
        "language": contact.language.value,
    }


def _change_contact(
    session: Session, account_id: UUID, actor: Actor, names: list[str], wanted: dict[str, Any]
) -> None:
    details = {"fields": ", ".join(names)}
    _changed(session, account_id, "changed", actor.account, details, wanted, rights=False)


def _kept(
    session: Session,
    actor: Actor,
    account_id: UUID,
    *,
    expected: int | None = None,
    closed_too: bool = False,
    check: Callable[..., None] = rules.check_may_keep,
) -> Any:
    row = queries.row_of(session, actor, account_id, lock=True)
    check_version(expected, row.version)
    if not closed_too:
        rules.check_is_open(AccountState(row.state))
    held = queries.held_by(session, account_id)
    check(actor, str(account_id), row.area, held, clock.now())
    return row


def _kept_or_new(field: str, before: str | None, new: str | None, *, goes: bool) -> str | None:
    if goes and new is not None:
        raise wrong_field(
            field,
            "given_and_deleted",
            zh="要删除就不要再填写。",
            en="It is given and to be deleted at the same time.",
        )
    return None if goes else new or before


def _turn(
    session: Session, actor: Actor, request: LockAccount | UnlockAccount, state: AccountState
) -> AccountView:
    row = _kept(session, actor, request.account, expected=request.expected_version)
    rules.check_turns(AccountState(row.state), state)
    _set_state(session, row.id, state, actor.account)
    return queries.view(session, actor, row.id)


def _set_state(session: Session, account_id: UUID, state: AccountState, by: str | None) -> None:
    what = {AccountState.ACTIVE: "unlocked"}.get(state, state.value)
    if state is AccountState.ACTIVE:
        # It was locked for a reason, so its owner makes new keys one by one.
        _revoke_keys(session, account_id)
    _changed(session, account_id, what, by, {}, {"state": state.value}, signs_out=True)


def _add_role(session: Session, account_id: UUID, role: NewRole) -> None:
    begins_at = role.begins_at or clock.now()
    if role.ends_at is not None and role.ends_at <= begins_at:
        raise wrong_field(
            "ends_at",
            "ends_before_it_begins",
            zh="结束时间须晚于开始时间。",
            en="The role must end after it begins.",
        )
    held = queries.held_by(session, account_id)
    rules.check_number(held, clock.now())
    if rules.joins_what_is_apart(Held(role.role, role.area, begins_at, role.ends_at), held):
        _tell_street(session, account_id, role.area)
    row = {
        "id": new_id(),
        "account_id": account_id,
        "role": role.role.value,
        "area": role.area,
        "begins_at": begins_at,
        "ends_at": role.ends_at,
        "appointment_id": role.appointment_id,
    }
    session.execute(sa.insert(ROLE_HELD).values(row))


def _refuse_second(session: Session, account_id: UUID, role: NewRole) -> None:
    now = clock.now()
    for held in queries.held_by(session, account_id):
        if (held.role, held.area) == (role.role, role.area) and held.holds_at(now):
            name = value_name(role.role)
            raise WrongState(
                f"该账号已在 {role.area} 拥有角色“{name.zh}”。",
                f"The account has the role “{name.en}” at {role.area} already.",
            )


def _end(session: Session, role: Any, moment: dt.datetime) -> None:
    # A future one never begins.
    begins_at = min(role.begins_at, moment)
    values = {"begins_at": begins_at, "ends_at": moment}
    session.execute(sa.update(ROLE_HELD).where(ROLE_HELD.c.id == role.id).values(values))


def _named(role: Any) -> dict[str, str]:
    named = {"role": Role(role.role).value, "area": role.area}
    if role.appointment_id is not None:
        named["appointment_id"] = str(role.appointment_id)
    return named


def _changed(
    session: Session,
    account_id: UUID,
    what: str,
    by: str | None,
    details: dict[str, str],
    values: dict[str, Any] | None = None,
    *,
    rights: bool = True,
    signs_out: bool = False,
) -> None:
    """Every change ends here: version, history, and the epochs that make older proofs void."""
    counted: dict[str, Any] = {"version": ACCOUNT.c.version + 1}
    if rights:
        counted |= {"epoch": ACCOUNT.c.epoch + 1, "epoch_at": clock.now()}
        note_change(session)
    if signs_out:
        counted["sign_in_epoch"] = ACCOUNT.c.sign_in_epoch + 1
    version = session.scalars(
        sa.update(ACCOUNT)
        .where(ACCOUNT.c.id == account_id)
        .values((values or {}) | counted)
        .returning(ACCOUNT.c.version)
    ).one()
    _write_history(session, account_id, version, what, by, details)


def _write_history(
    session: Session,
    account_id: UUID,
    version: int,
    what: str,
    by: str | None,
    details: dict[str, str],
) -> None:
    session.execute(
        sa.insert(ACCOUNT_HISTORY).values(
            account_id=account_id,
            version=version,
            what=what,
            happened_at=clock.now(),
            by=by,
            details=details,
        )
    )


def tell_owner(
    session: Session,
    account_id: UUID,
    kind: NoticeKind,
    *,
    area: str,
    facts: Mapping[str, str] | None = None,
    about: UUID | None = None,
) -> None:
    """Ask for a notice to the owner, so that no change of the account goes unseen.

    `about`: which thing of the kind's name it is.
    """
    wish = AccountNoticeRequested(
        request_id=new_id(),
        kind=kind.name,
        area=area,
        accounts=[account_id],
        roles=[],
        facts=dict(facts or {}),
        subject_kind=None if about is None else kind.name,
        subject_id=None if about is None else str(about),
        version=1,
    )
    outbox.add(session, wish, actor=SYSTEM)


def _tell_street(session: Session, account_id: UUID, area: str) -> None:
    """Notify the office above that one account now holds workstation and committee roles."""
    wish = AccountNoticeRequested(
        request_id=new_id(),
        kind=ROLES_TOGETHER.name,
        area=area,
        accounts=[],
        roles=list(STREET),
        facts={"account": queries.login_of(session, str(account_id)) or ""},
        subject_kind="account",
        subject_id=str(account_id),
        version=1,
    )
    outbox.add(session, wish, actor=SYSTEM)


def _revoke_keys(session: Session, account_id: UUID, *, keep: Collection[UUID] = ()) -> None:
    """End the account's keys but those to keep; the caller tells the gateways of the change."""
    lasting = [API_KEY.c.account_id == account_id, API_KEY.c.revoked_at.is_(None)]
    ended = sa.update(API_KEY).where(*lasting, API_KEY.c.id.not_in(keep))
    session.execute(ended.values(revoked_at=clock.now()))
