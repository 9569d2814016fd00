"""From a password to a sign-in, and owners changing their own secrets.

Counting, hashing and letting in are three steps: the hash is computed between
two transactions, never inside one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.api_keys import PasswordChanged
from gateway.people import repeated_requests
from gateway.people.accounts import operations as accounts
from gateway.people.accounts import queries as account_queries
from gateway.people.accounts import rules as account_rules
from gateway.people.accounts.model import ACCOUNT
from gateway.people.accounts.rules import Standing
from gateway.people.api_keys import queries as api_keys
from gateway.people.hashing import PasswordHashing
from gateway.people.own_database import OwnDatabase
from gateway.people.repeated_requests import ANEW, Deed
from gateway.people.sessions import operations as sessions
from gateway.people.sessions.operations import Begun, Proven
from gateway.people.sign_in import rules
from gateway.people.sign_in.model import FAMILIAR_PLACE, RECOVERY_CODE, SIGN_IN_TRY
from gateway.people.sign_in.rules import Device, Subject
from gateway.wire.addresses import place_of
from runtime import clock
from runtime.database import insert_new
from vocabulary.accounts import AccountState, Proof, SignInKind
from vocabulary.actors import Actor
from vocabulary.problems import (
    FieldError,
    Forbidden,
    KeyReused,
    NotFound,
    Problem,
    Unauthenticated,
    WrongState,
    wrong_field,
)


@dataclass(frozen=True)
class Attempt:
    """A person at the door."""

    login: str
    password: str
    code: str | None
    #: Where the connection comes from.
    address: str
    #: The client, as it describes itself.
    client: str = ""
    #: The known browser, if it is one.
    device: Device | None = None

    @property
    def name(self) -> str:
        """The login as it is kept."""
        return self.login.strip().lower()


@dataclass(frozen=True)
class Vouched:
    """A person whom another system knows as the owner of an account."""

    account_id: UUID
    #: Where the connection comes from.
    address: str
    #: The client, as it describes itself.
    client: str = ""
    #: That system asked for a second factor as well.
    asked_twice: bool = False


@dataclass(frozen=True)
class Shown:
    """The proof that a signed-in owner shows again."""

    password: str = field(repr=False)
    code: str | None = field(repr=False)
    #: Where the connection comes from.
    address: str


@dataclass(frozen=True)
class NewPassword:
    """An owner's new password, shown with the current one."""

    current: str = field(repr=False)
    new: str = field(repr=False)
    #: API keys to keep.
    keeps_keys: frozenset[UUID] = frozenset()


class SignIn:
    """The door, with everything that needs passwords or codes."""

    def __init__(self, database: OwnDatabase, hashing: PasswordHashing, secret: bytes) -> None:
        self._database = database
        self._hashing = hashing
        self._secret = secret

    def begin(self, attempt: Attempt, kind: SignInKind) -> Begun:
        """Let a person in.

        Raises:
            Unauthenticated: in the same words whatever was wrong; or a code is still wanted.
            Unavailable: too many sign in at this moment.
        """
        tries = _Tries(self._secret, attempt)
        with self._database.writing() as session:
            verdict = tries.count(session)
            row = _row_by_login(session, attempt.name)
        if verdict is Verdict.ADDRESS_WAITS:
            # It reveals no account, and keeps one address from making us compute.
            raise _refused()
        password = account_rules.normal_password(attempt.password)
        kept = None if row is None else row.password_hash
        is_right = self._hashing.matches(kept, password, is_known=tries.is_known)
        if not (verdict is Verdict.MAY_TRY and is_right):
            raise _refused()
        with self._database.writing() as session:
            outcome = _let_in(session, attempt, kept, kind)
            if not isinstance(outcome, Problem):
                tries.forgive(session)
        if isinstance(outcome, Problem):
            raise outcome
        return outcome

    def wants_code(self, vouched: Vouched) -> bool:
        """Whether the account's own second factor is needed as well.

        Raises:
            Forbidden: the account is locked or closed.
            NotFound: there is none.
        """
        with self._database.reading() as session:
            row = _row_by_id(session, vouched.account_id)
        _check_may_enter(row)
        return row.totp_confirmed_at is not None and not vouched.asked_twice

    def begin_vouched(self, vouched: Vouched, code: str | None = None) -> Begun:
        """Let a browser in whose owner another system vouches for; as strict as a password.

        Raises:
            Forbidden: the account is locked or closed.
            Unauthenticated: a code is needed, is wrong, or must wait.
        """
        with self._database.reading() as session:
            row = _row_by_id(session, vouched.account_id)
        attempt = Attempt(row.login, "", code, vouched.address, vouched.client)
        tries = _Tries(self._secret, attempt)
        if code is not None:
            with self._database.writing() as session:
                verdict = tries.count(session)
            if verdict is not Verdict.MAY_TRY:
                raise _refused()
        with self._database.writing() as session:
            outcome = _let_vouched_in(session, vouched, code)
            if code is not None and not isinstance(outcome, Problem):
                tries.forgive(session)
        if isinstance(outcome, Problem):
            raise outcome
        return outcome

    def refresh(self, refresh_token: str, key: str | None = None) -> tuple[Proven, str]:
        """The sign-in of a refresh token, and the next one; with the same key the same one.

        Raises:
            Unauthenticated: it is not valid, or was used before, which ends the sign-in.
        """
        following = key and sessions.following(self._secret, refresh_token, key)
        with self._database.writing() as session:
            renewed = sessions.renew(session, refresh_token, following)
        if renewed is None:
            raise sessions.refused()
        return renewed

    def revoke(self, secret: str) -> UUID | None:
        """End the sign-in of a refresh token or cookie; a wrong one is as good as ended."""
        with self._database.writing() as session:
            return sessions.end_by_secret(session, secret)

    def change_password(
        self,
        actor: Actor,
        sign_in: UUID | None,
        wanted: NewPassword,
        address: str,
        deed: Deed = ANEW,
    ) -> PasswordChanged:
        """Replace the owner's password; all other sign-ins end, and access tokens are void.

        All API keys are revoked but those that the owner names; the answer lists both.

        Raises:
            NotFound: the actor has no account.
            Invalid: the current password is wrong, or the new one is not good enough.
            KeyReused: another password was set under this key.
        """
        account_id, began = account_queries.own_id(actor), clock.now()
        current, new = wanted.current, wanted.new
        with self._database.reading() as session:
            was_done = deed.is_done(session)
        if was_done:
            self._check_was_set(account_id, new, address)
            return self._keys_after(actor, account_id, began)
        row, tries = self._proven_again(account_id, current, address)
        current = account_rules.normal_password(current)
        account_rules.check_password(new, login=row.login, display_name=row.display_name)
        password = account_rules.normal_password(new)
        if password == current:
            raise wrong_field(
                "new_password",
                "unchanged",
                zh="新密码不能与当前密码相同。",
                en="The new password must differ from the current one.",
            )
        password_hash = self._hashing.hash(password)
        with self._database.writing() as session:
            is_first = deed.claim(session)
            if is_first:
                accounts.keep_password(
                    session, account_id, password_hash, keep_keys=wanted.keeps_keys
                )
                _carry_over(session, account_id, sign_in)
            tries.forgive(session)
        if not is_first:
            self._check_was_set(account_id, new, address)
        return self._keys_after(actor, account_id, began)

    def check_owner(self, account_id: UUID, shown: Shown) -> None:
        """Let an owner pass who shows what signing in needs: password, and code if any.

        Raises:
            NotFound: there is no such account.
            Invalid: password or code is wrong, or must wait; or a code is needed.
        """
        _, tries = self._proven_again(account_id, shown.password, shown.address)
        with self._database.writing() as session:
            row = _row_by_id(session, account_id, lock=True)
            proof = _second_proof(session, row, shown.code, _BY_PASSWORD)
            if not isinstance(proof, Problem):
                tries.forgive(session)
        if isinstance(proof, Problem):
            # The sign-in at hand holds, so that this is no 401.
            raise wrong_field(
                "code",
                "second_factor_wanted" if shown.code is None else "wrong",
                zh="请输入正确的验证码或恢复码；多次失败后须等待片刻。",
                en="A valid code of the second factor is needed; after several failures, "
                "wait a little.",
            )

    def give_initial_password(
        self, account_id: UUID, *, by: str | None, first: bool, deed: Deed = ANEW
    ) -> str | None:
        """A password for one use, shown only once; None if `first` and one was given before.

        Raises:
            WrongState: it was done under this key already.
        """
        password = account_rules.initial_password()
        password_hash = self._hashing.hash(password)
        with self._database.writing() as session:
            if not deed.claim(session):
                raise _shown_already()
            was_kept = accounts.keep_initial_password(
                session, account_id, password_hash, by=by, first=first
            )
        return password if was_kept else None

    def reset_password(self, actor: Actor, account_id: UUID, deed: Deed = ANEW) -> str:
        """A new initial password for an account that the actor manages.

        Raises:
            NotFound, Forbidden, WrongState: the actor does not manage it, it is closed, or it was
            done under this key already.
        """
        with self._database.writing() as session:
            accounts.check_may_reset(session, actor, account_id)
            if deed.is_done(session):
                raise _shown_already()
        password = self.give_initial_password(account_id, by=actor.account, first=False, deed=deed)
        if password is None:
            raise NotFound("没有找到该账号。", "There is no such account.")
        return password

    def begin_second_factor(self, actor: Actor, deed: Deed = ANEW) -> tuple[str, str]:
        """A secret for an authenticator app, and the same as an address for a QR code.

        Under the same key it is the secret that waits for its first code: an app that has
        read it stays right.

        Raises:
            NotFound: the actor has no account.
            WrongState: the account has a second factor already, or is closed.
        """
        account_id = account_queries.own_id(actor)
        secret = rules.new_secret()
        with self._database.writing() as session:
            row = _row_by_id(session, account_id, lock=True)
            account_rules.check_is_open(AccountState(row.state))
            _refuse_enrolled(row)
            if not deed.claim(session) and row.totp_secret is not None:
                return row.totp_secret, rules.address_of_secret(row.totp_secret, row.login)
            accounts.keep_second_factor(session, account_id, secret)
        return secret, rules.address_of_secret(secret, row.login)

    def confirm_second_factor(
        self, actor: Actor, sign_in: UUID | None, code: str, address: str
    ) -> list[str]:
        """Activate the app by a code from it; returns the recovery codes, only once.

        Raises:
            NotFound: the actor has no account.
            WrongState: there is nothing to confirm.
            Invalid: the code is wrong, or must wait.
        """
        account_id = account_queries.own_id(actor)
        with self._database.reading() as session:
            row = _row_by_id(session, account_id)
        _refuse_enrolled(row)
        # Counted before it is checked, like wrong passwords: six digits are guessed soon.
        tries = self._tries_of_owner(row.login, address)
        with self._database.writing() as session:
            verdict = tries.count(session)
        with self._database.writing() as session:
            row = _row_by_id(session, account_id, lock=True)
            _refuse_enrolled(row)
            if row.totp_secret is None:
                raise WrongState("请先获取第二因素密钥。", "Ask for a secret first.")
            step = rules.step_of_code(row.totp_secret, code, clock.now(), last_step=0)
            if verdict is not Verdict.MAY_TRY or step is None:
                raise wrong_field(
                    "code",
                    "wrong",
                    zh="验证码不正确，请检查手机时间；多次失败后须等待片刻。",
                    en="The code is wrong. Check the clock of the phone; "
                    "after several failures, wait a little.",
                )
            accounts.confirm_second_factor(session, account_id, step)
            tries.forgive(session)
            _carry_over(session, account_id, sign_in)
            return _new_recovery_codes(session, account_id)

    def _keys_after(self, actor: Actor, account_id: UUID, began: dt.datetime) -> PasswordChanged:
        with self._database.reading() as session:
            return PasswordChanged(
                kept_api_keys=api_keys.own(session, actor).items,
                revoked_api_keys=api_keys.revoked_since(session, account_id, began),
            )

    def _check_was_set(self, account_id: UUID, new: str, address: str) -> None:
        # Nothing of a password is stored to compare; the account's own hash tells.
        _, tries, is_right = self._tried(account_id, new, address)
        if not is_right:
            raise KeyReused(
                "这个 Idempotency-Key 已用于另一次修改密码，请换一个。",
                "This Idempotency-Key was used for another change of the password; take a new one.",
            )
        with self._database.writing() as session:
            tries.forgive(session)

    def _tries_of_owner(self, login: str, address: str) -> _Tries:
        """Attempts of a signed-in person: others cannot use them up."""
        device = rules.of_owner(login)
        return _Tries(self._secret, Attempt(login, "", None, address, device=device))

    def _tried(self, account_id: UUID, password: str, address: str) -> tuple[Any, _Tries, bool]:
        with self._database.reading() as session:
            row = _row_by_id(session, account_id)
        account_rules.check_is_open(AccountState(row.state))
        # A stolen sign-in must not be a way to guess the password without a delay.
        tries = self._tries_of_owner(row.login, address)
        with self._database.writing() as session:
            verdict = tries.count(session)
        normal = account_rules.normal_password(password)
        is_right = self._hashing.matches(row.password_hash, normal, is_known=tries.is_known)
        return row, tries, verdict is Verdict.MAY_TRY and is_right

    def _proven_again(self, account_id: UUID, current: str, address: str) -> tuple[Any, _Tries]:
        row, tries, is_right = self._tried(account_id, current, address)
        if not is_right:
            raise wrong_field(
                "current_password",
                "wrong",
                zh="当前密码不正确；多次失败后须等待片刻。",
                en="This is not the current password; after several failures, wait a little.",
            )
        return row, tries


class Verdict(Enum):
    """Whether an attempt may be looked at."""

    MAY_TRY = auto()
    ACCOUNT_WAITS = auto()
    ADDRESS_WAITS = auto()


class _Tries:
    """The counters under which one attempt falls."""

    def __init__(self, secret: bytes, attempt: Attempt) -> None:
        place = place_of(attempt.address)
        self._familiar = rules.mark(secret, Subject.FAMILIAR, attempt.name, place)
        self._address = rules.mark(secret, Subject.ADDRESS, place)
        self._own = (Subject.ACCOUNT, rules.mark(secret, Subject.ACCOUNT, attempt.name))
        device = attempt.device
        if device is not None and device.knows(attempt.name):
            mark = rules.mark(secret, Subject.DEVICE, attempt.name, device.id)
            self._own = (Subject.DEVICE, mark)
        self._counts_address = False

    @property
    def is_known(self) -> bool:
        """Whether the owner was at this device or place before; `count` finds out."""
        return self._own[0] is not Subject.ACCOUNT

    def count(self, session: Session) -> Verdict:
        """Count the attempt before it is looked at, unless it must wait."""
        now = clock.now()
        self._look_whether_familiar(session, now)
        counters = [self._own]
        if self._own[0] is not Subject.DEVICE:
            counters.append((Subject.ADDRESS, self._address))
        rows = {mark: _locked(session, mark, now) for _, mark in sorted(counters, key=_second)}
        waiting = {mark for mark, row in rows.items() if row.waits_until and now < row.waits_until}
        if self._address in waiting and not self.is_known:
            return Verdict.ADDRESS_WAITS
        if self._own[1] in waiting:
            return Verdict.ACCOUNT_WAITS
        for subject, mark in counters:
            if mark in waiting:
                # Others made this address wait: a try that is let through makes it no longer.
                continue
            row = rows[mark]
            is_stale = now - row.last_at >= rules.FORGETS_AFTER
            tries = 1 if is_stale else row.tries + 1
            wait = rules.wait_after(tries, subject)
            _keep(session, mark, tries=tries, waits_until=now + wait if wait else None, now=now)
            self._counts_address |= subject is Subject.ADDRESS
        return Verdict.MAY_TRY

    def forgive(self, session: Session) -> None:
        """The owner came in: clear the account's attempts, and remember this place."""
        now = clock.now()
        marks = [self._own[1], *([self._address] if self._counts_address else [])]
        # Always in one order, so that two sign-ins cannot wait for each other.
        rows = {mark: _locked(session, mark, now) for mark in sorted(marks)}
        session.execute(sa.delete(SIGN_IN_TRY).where(SIGN_IN_TRY.c.mark == self._own[1]))
        if self._counts_address:
            # The address may try other accounts, so that only this one try is taken back.
            row = rows[self._address]
            tries = max(0, row.tries - 1)
            wait = rules.wait_after(tries, Subject.ADDRESS)
            waits_until = row.waits_until if wait else None
            _keep(session, self._address, tries=tries, waits_until=waits_until, now=now)
        self._keep_familiar(session, now)

    def _look_whether_familiar(self, session: Session, now: dt.datetime) -> None:
        if self.is_known:
            return
        place = sa.select(FAMILIAR_PLACE.c.last_at).where(FAMILIAR_PLACE.c.mark == self._familiar)
        last_at = session.scalars(place).one_or_none()
        if last_at is not None and now - last_at < rules.FAMILIAR_FOR:
            self._own = (Subject.FAMILIAR, self._familiar)

    def _keep_familiar(self, session: Session, now: dt.datetime) -> None:
        new = {"mark": self._familiar, "last_at": now}
        if not insert_new(session, FAMILIAR_PLACE, [new], unique=("mark",), returning="mark"):
            seen = sa.update(FAMILIAR_PLACE).where(FAMILIAR_PLACE.c.mark == self._familiar)
            session.execute(seen.values(last_at=now))


def forget_old(session: Session) -> None:
    """Delete counters and places that no longer count."""
    now = clock.now()
    tries = sa.delete(SIGN_IN_TRY).where(SIGN_IN_TRY.c.last_at < now - rules.FORGETS_AFTER)
    session.execute(tries)
    places = sa.delete(FAMILIAR_PLACE).where(FAMILIAR_PLACE.c.last_at < now - rules.FAMILIAR_FOR)
    session.execute(places)


def _let_in(
    session: Session, attempt: Attempt, password_hash: str | None, kind: SignInKind
) -> Begun | Problem:
    """What follows a right password; a Problem is given back, so that what it used is kept."""
    row = _row_by_login(session, attempt.name, lock=True)
    # It may have been changed while the hash was computed.
    if row is None or row.password_hash != password_hash:
        return _refused()
    if row.state != AccountState.ACTIVE or _has_waited_too_long(row):
        return _refused()
    proof = _second_proof(session, row, attempt.code, _BY_PASSWORD)
    if isinstance(proof, Problem):
        return proof
    standing = account_queries.standing_of(session, row.id)
    if standing is None:
        return _refused()
    return sessions.begin_session(session, standing, kind=kind, proof=proof, client=attempt.client)


def _let_vouched_in(session: Session, vouched: Vouched, code: str | None) -> Begun | Problem:
    """What follows another system's word; a Problem is given back, so that what it used is kept."""
    row = _row_by_id(session, vouched.account_id, lock=True)
    _check_may_enter(row)
    proof: Proof | Problem = Proof.OPENID_SECOND_FACTOR
    if not vouched.asked_twice:
        proof = _second_proof(session, row, code, _BY_OPENID)
    if isinstance(proof, Problem):
        return proof
    standing = account_queries.standing_of(session, row.id)
    if standing is None:
        return _refused()
    return sessions.begin_session(
        session, standing, kind=SignInKind.BROWSER, proof=proof, client=vouched.client
    )


def _check_may_enter(row: Any) -> None:
    # Said openly: the other system has already identified the caller.
    if row.state == AccountState.ACTIVE:
        return
    zh, en = (
        "该账号已停用或注销，请联系管理员。",
        "The account is locked or closed; ask your administrator.",
    )
    raise Forbidden(zh, en, fields=(FieldError("account", row.state, zh, en),))


def _has_waited_too_long(row: Any) -> bool:
    return row.initial_until is not None and row.initial_until <= clock.now()


class _Proofs(NamedTuple):
    """What was shown, by what came second."""

    alone: Proof
    with_code: Proof
    with_recovery_code: Proof


_BY_PASSWORD = _Proofs(Proof.PASSWORD, Proof.PASSWORD_AND_CODE, Proof.PASSWORD_AND_RECOVERY_CODE)
_BY_OPENID = _Proofs(Proof.OPENID_CONNECT, Proof.OPENID_AND_CODE, Proof.OPENID_AND_RECOVERY_CODE)


def _second_proof(session: Session, row: Any, code: str | None, proofs: _Proofs) -> Proof | Problem:
    if row.totp_confirmed_at is None:
        return proofs.alone
    if code is None:
        return _code_wanted()
    step = rules.step_of_code(row.totp_secret, code, clock.now(), last_step=row.totp_last_step)
    if step is not None:
        taken = sa.update(ACCOUNT).where(ACCOUNT.c.id == row.id).values(totp_last_step=step)
        session.execute(taken)
        return proofs.with_code
    if _uses_recovery_code(session, row.id, code):
        return proofs.with_recovery_code
    return _refused()


def _uses_recovery_code(session: Session, account_id: UUID, code: str) -> bool:
    used = (
        sa.update(RECOVERY_CODE)
        .where(
            RECOVERY_CODE.c.account_id == account_id,
            RECOVERY_CODE.c.code_hash == rules.recovery_hash(code),
            RECOVERY_CODE.c.used_at.is_(None),
        )
        .values(used_at=clock.now())
        .returning(RECOVERY_CODE.c.account_id)
    )
    return session.scalars(used).first() is not None


def _new_recovery_codes(session: Session, account_id: UUID) -> list[str]:
    codes = rules.recovery_codes()
    session.execute(sa.delete(RECOVERY_CODE).where(RECOVERY_CODE.c.account_id == account_id))
    session.execute(
        sa.insert(RECOVERY_CODE),
        [{"account_id": account_id, "code_hash": rules.recovery_hash(code)} for code in codes],
    )
    return codes


def _carry_over(session: Session, account_id: UUID, sign_in: UUID | None) -> None:
    standing: Standing | None = account_queries.standing_of(session, account_id)
    if standing is not None:
        sessions.carry_over(session, sign_in, standing)


def _refuse_enrolled(row: Any) -> None:
    if row.totp_confirmed_at is not None:
        raise WrongState(
            "已绑定第二因素；更换手机请联系管理员。",
            "There is a second factor already; an administrator can remove it.",
        )


def _shown_already() -> WrongState:
    return repeated_requests.done_already(
        "此 Idempotency-Key 已生成过初始密码，密码只显示一次；如未收到，请换一个新的幂等键再次生成。",
        "An initial password was given under this Idempotency-Key and shown once; if it was lost, "
        "ask for another one with a new key.",
    )


def _row_by_login(session: Session, login: str, *, lock: bool = False) -> Any:
    chosen = sa.select(ACCOUNT).where(ACCOUNT.c.login == login)
    return session.execute(chosen.with_for_update() if lock else chosen).one_or_none()


def _row_by_id(session: Session, account_id: UUID, *, lock: bool = False) -> Any:
    chosen = sa.select(ACCOUNT).where(ACCOUNT.c.id == account_id)
    row = session.execute(chosen.with_for_update() if lock else chosen).one_or_none()
    if row is None:
        raise NotFound("没有找到该账号。", "There is no such account.")
    return row


def _locked(session: Session, mark: str, now: dt.datetime) -> Any:
    new = {"mark": mark, "tries": 0, "last_at": now}
    insert_new(session, SIGN_IN_TRY, [new], unique=("mark",), returning="mark")
    chosen = sa.select(SIGN_IN_TRY).where(SIGN_IN_TRY.c.mark == mark).with_for_update()
    return session.execute(chosen).one()


def _keep(
    session: Session, mark: str, *, tries: int, waits_until: dt.datetime | None, now: dt.datetime
) -> None:
    values = {"tries": tries, "waits_until": waits_until, "last_at": now}
    session.execute(sa.update(SIGN_IN_TRY).where(SIGN_IN_TRY.c.mark == mark).values(values))


def _second(counter: tuple[Subject, str]) -> str:
    return counter[1]


def _refused() -> Unauthenticated:
    return Unauthenticated(
        "登录名、密码或验证码不正确；多次失败后须等待片刻再试。",
        "Login, password or code is wrong; after several failures, wait a little and try again.",
    )


def _code_wanted() -> Unauthenticated:
    zh, en = "请输入验证码或恢复码。", "A code of the second factor is needed."
    return Unauthenticated(zh, en, fields=(FieldError("code", "second_factor_wanted", zh, en),))
