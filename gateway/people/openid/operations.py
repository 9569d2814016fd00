"""From the city's account system to a sign-in of ours, and linking the two.

An identity counts for the account to which its owner linked it, or whose owner confirmed an
administrator's link. Being known there gives no account, and an e-mail address identifies nobody.
Without the confirmation, an administrator could link an identity of their own and secretly act as
another person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.notices import IDENTITY_LINKED
from contracts.gateway.openid import IdentityList, LinkIdentity, RemoveIdentity, RemoveOwnIdentity
from gateway.people.accounts import operations as accounts
from gateway.people.accounts import queries as account_queries
from gateway.people.openid import queries, rules
from gateway.people.openid.model import ENDED_TRIP, IDENTITY_LINK, SUBJECT
from gateway.people.openid.rules import Expected, HalfWay, KeyUnknown, Known, Trip
from gateway.people.openid_provider import Provider
from gateway.people.own_database import OwnDatabase
from gateway.people.sessions import operations as sessions
from gateway.people.sessions.operations import Begun
from gateway.people.sign_in.operations import Shown, SignIn, Vouched
from gateway.wire import sealed_cookies
from runtime import clock
from runtime.database import insert_new
from runtime.identifiers import new_id
from runtime.logs import logger
from vocabulary.actors import Actor
from vocabulary.problems import FieldError, Forbidden, NotFound, Unauthenticated, WrongState

log = logger(__name__)

_TRIP, _HALF_WAY = "trip", "half way"


@dataclass(frozen=True)
class Away:
    """Where the browser goes, and what it keeps meanwhile."""

    address: str
    cookie: str


@dataclass(frozen=True)
class Browser:
    """The browser that came back."""

    #: The content of its cookie.
    cookie: str | None
    #: Where the connection comes from.
    address: str
    #: The client, as it describes itself.
    client: str = ""


@dataclass(frozen=True)
class Ended:
    """The result of a trip; the browser goes to `next`."""

    next: str
    #: The sign-in; None: a code is still needed, or an identity was linked.
    begun: Begun | None = None
    #: What the browser keeps until the code comes.
    half_way: str | None = None


class OpenId:
    """The door for people known to the provider."""

    def __init__(
        self, database: OwnDatabase, provider: Provider, sign_in: SignIn, secret: bytes
    ) -> None:
        self.provider = provider
        self._database = database
        self._sign_in = sign_in
        self._secret = secret

    def begin(self, redirect_uri: str, next_path: str) -> Away:
        """Send a browser to the provider to sign in.

        Raises:
            Invalid: it would come back to another site.
            Unavailable: the provider is away.
        """
        path = rules.check_local(next_path)
        return self._sent(Trip.begun(clock.now(), redirect_uri=redirect_uri, next_path=path))

    def begin_linking(
        self,
        actor: Actor,
        sign_in: UUID,
        shown: Shown,
        *,
        redirect_uri: str,
        next_path: str,
    ) -> Away:
        """Send an owner to the provider to prove their identity.

        Password and code are asked for, so that a sign-in left open does not become a way
        in for good.

        Raises:
            NotFound: the actor has no account.
            Invalid: password or code is wrong, or the path leads to another site.
            WrongState: an identity is linked already.
            Unavailable: the provider is away.
        """
        path = rules.check_local(next_path)
        account_id = account_queries.own_id(actor)
        self._sign_in.check_owner(account_id, shown)
        with self._database.reading() as session:
            _refuse_second(session, account_id, self.provider.issuer)
        return self._sent(
            Trip.begun(
                clock.now(),
                redirect_uri=redirect_uri,
                next_path=path,
                linking=str(account_id),
                sign_in=str(sign_in),
            )
        )

    def confirm_link(self, actor: Actor, identity_id: UUID, shown: Shown) -> IdentityList:
        """Let an identity count that an administrator linked, because its owner confirms it.

        Raises:
            NotFound: the actor has no account, or not this identity.
            Invalid: password or code is wrong.
        """
        account_id = account_queries.own_id(actor)
        self._sign_in.check_owner(account_id, shown)
        with self._database.writing() as session:
            _confirm(session, account_id, identity_id)
            return queries.own(session, actor)

    def is_linking(self, cookie: str | None) -> bool:
        """Whether the browser went to link an identity, so that its session must be shown."""
        trip = self._trip(cookie)
        return trip is not None and trip.linking is not None

    def end(
        self, browser: Browser, answer: Mapping[str, str], *, sign_in: UUID | None = None
    ) -> Ended:
        """The result of an answer of the provider; `sign_in` is that of the browser, if any.

        Raises:
            Unauthenticated: the answer does not hold, or belongs to another browser.
            Forbidden: the identity is not linked or not confirmed, or the account is locked or
            closed.
            WrongState: the identity is linked already.
            Unavailable: the provider is away.
        """
        try:
            trip, known = self._known(browser, answer)
        except Unauthenticated as refused:
            log.warning("openid_refused", why=[field.field for field in refused.fields])
            raise
        if trip.linking is None:
            return self._let_in(trip, known, browser)
        if trip.sign_in is None or sign_in is None or UUID(trip.sign_in) != sign_in:
            raise rules.refused(
                "session",
                "another",
                "绑定须在发起绑定的登录中完成，请重新开始。",
                "The sign-in that began the linking has ended; sign in and begin again.",
            )
        with self._database.writing() as session:
            account_id = UUID(trip.linking)
            _link(session, account_id, self.provider.issuer, known.subject, by=trip.linking)
        return Ended(rules.told(trip.next, "linked"))

    def confirm(self, browser: Browser, code: str) -> Begun:
        """Let a person in who has signed in there and whose code is right.

        Raises:
            Unauthenticated: no sign-in waits for a code in this browser, or the code is wrong.
            Forbidden: the account was locked or closed meanwhile.
        """
        half = self._half_way(browser.cookie)
        with self._database.reading() as session:
            links = queries.links_of_account(session, UUID(half.account_id))
            if half.link_id not in {str(link.id) for link in links} or _has_ended(session, half):
                raise _begin_again()
        vouched = Vouched(UUID(half.account_id), browser.address, browser.client)
        begun = self._sign_in.begin_vouched(vouched, code)
        with self._database.writing() as session:
            _end(session, half.mark)
        return begun

    def _sent(self, trip: Trip) -> Away:
        address = self.provider.login_address(
            state=trip.state,
            nonce=trip.nonce,
            challenge=trip.challenge,
            redirect_uri=trip.redirect_uri,
        )
        return Away(address, sealed_cookies.seal(self._secret, _TRIP, trip.plain()))

    def _known(self, browser: Browser, answer: Mapping[str, str]) -> tuple[Trip, Known]:
        """The person in the provider's answer; this ends the trip in any case."""
        issuer, now = self.provider.issuer, clock.now()
        trip = rules.check_answer(self._trip(browser.cookie), answer, issuer=issuer, now=now)
        with self._database.writing() as session:
            if not _end(session, trip.mark):
                raise rules.refused(
                    "state",
                    "used",
                    "此次登录应答已使用过，请重新开始。",
                    "This answer was used already; begin again.",
                )
        token = self.provider.token_of(answer["code"], trip.verifier, trip.redirect_uri)
        expected = Expected(issuer, self.provider.client_id, trip.nonce)
        try:
            return trip, rules.verified(token, self.provider.keys(), expected, clock.now())
        except KeyUnknown:
            # The provider may have changed its keys.
            try:
                keys = self.provider.newer_keys()
                return trip, rules.verified(token, keys, expected, clock.now())
            except KeyUnknown:
                raise rules.refused(
                    "kid",
                    "unknown",
                    "身份令牌的签名密钥未知，请稍后重新登录。",
                    "The ID token is signed with a key that the provider does not publish; "
                    "sign in again shortly.",
                ) from None

    def _let_in(self, trip: Trip, known: Known, browser: Browser) -> Ended:
        with self._database.reading() as session:
            link = queries.link_of(session, self.provider.issuer, known.subject)
        if link is None:
            raise _nobodys(known.subject)
        if link.confirmed_at is None:
            raise _not_confirmed()
        vouched = Vouched(
            link.account_id,
            browser.address,
            browser.client,
            asked_twice=known.has_any(self.provider.assurance),
        )
        if self._sign_in.wants_code(vouched):
            half = HalfWay(
                link_id=str(link.id),
                account_id=str(link.account_id),
                mark=new_id().hex,
                expires_at=int((clock.now() + rules.HALF_WAY).timestamp()),
            )
            kept = sealed_cookies.seal(self._secret, _HALF_WAY, half.plain())
            return Ended(rules.told(trip.next, "code_wanted"), half_way=kept)
        return Ended(trip.next, begun=self._sign_in.begin_vouched(vouched))

    def _trip(self, cookie: str | None) -> Trip | None:
        return sealed_cookies.opened(self._secret, _TRIP, cookie, Trip)

    def _half_way(self, cookie: str | None) -> HalfWay:
        half = sealed_cookies.opened(self._secret, _HALF_WAY, cookie, HalfWay)
        if half is None or clock.now().timestamp() >= half.expires_at:
            raise _begin_again()
        return half


def link(session: Session, actor: Actor, request: LinkIdentity) -> IdentityList:
    """Link an identity to an account that the actor manages; it counts once its owner confirms it.

    Raises:
        NotFound, Forbidden: the actor does not manage the account.
        WrongState: it is closed, has an identity already, or this one is another account's.
    """
    accounts.kept(session, actor, request.account)
    _link(session, request.account, request.issuer, request.subject, by=actor.account)
    return queries.kept(session, actor, request.account)


def remove(session: Session, actor: Actor, request: RemoveIdentity) -> IdentityList:
    """Remove an identity from an account that the actor manages, even from a closed one.

    Raises:
        NotFound, Forbidden: the actor does not manage the account, or it lacks the identity.
    """
    accounts.kept(session, actor, request.account, closed_too=True)
    _remove(session, request.account, request.identity_id, by=actor.account)
    return queries.kept(session, actor, request.account)


def remove_own(session: Session, actor: Actor, request: RemoveOwnIdentity) -> IdentityList:
    """Remove an identity from your account; all your other sign-ins end.

    Raises:
        NotFound: the actor has no account, or not this identity.
    """
    account_id = account_queries.own_id(actor)
    _remove(session, account_id, request.identity_id, by=actor.account)
    standing = account_queries.standing_of(session, account_id)
    if standing is not None:
        sessions.carry_over(session, request.sign_in, standing)
    return queries.own(session, actor)


def forget_old(session: Session) -> None:
    """Delete marks of trips that could not be used any more anyway."""
    before = clock.now() - max(rules.TRIP, rules.HALF_WAY) - dt.timedelta(minutes=1)
    session.execute(sa.delete(ENDED_TRIP).where(ENDED_TRIP.c.ended_at < before))


def _link(session: Session, account_id: UUID, issuer: str, subject: str, *, by: str | None) -> None:
    area, now = accounts.lock(session, account_id), clock.now()
    _refuse_second(session, account_id, issuer)
    row = {
        "id": new_id(),
        "account_id": account_id,
        "area": area,
        "issuer": issuer,
        "subject": subject,
        "subject_print": SUBJECT.of(subject),
        "linked_at": now,
        "linked_by": by,
        "confirmed_at": now if by == str(account_id) else None,
    }
    unique = ("issuer", "subject_print")
    is_taken = queries.link_of(session, issuer, subject) is not None
    if is_taken or not insert_new(session, IDENTITY_LINK, [row], unique=unique, returning="id"):
        zh, en = (
            "该身份已绑定到另一个账号，须先解除。",
            "This identity is linked to another account; remove it there first.",
        )
        raise WrongState(zh, en, fields=(FieldError("subject", "taken", zh, en),))
    accounts.note_identity(session, account_id, "identity_linked", by=by)
    accounts.tell_owner(session, account_id, IDENTITY_LINKED, area=area)


def _confirm(session: Session, account_id: UUID, identity_id: UUID) -> None:
    accounts.lock(session, account_id)
    found = [
        link for link in queries.links_of_account(session, account_id) if link.id == identity_id
    ]
    if not found:
        raise _not_here()
    if found[0].confirmed_at is None:
        chosen = sa.update(IDENTITY_LINK).where(IDENTITY_LINK.c.id == identity_id)
        session.execute(chosen.values(confirmed_at=clock.now()))
        accounts.note_identity(session, account_id, "identity_confirmed", by=str(account_id))


def _remove(session: Session, account_id: UUID, identity_id: UUID, *, by: str | None) -> None:
    accounts.lock(session, account_id)
    removed: Any = session.execute(
        sa.delete(IDENTITY_LINK).where(
            IDENTITY_LINK.c.id == identity_id, IDENTITY_LINK.c.account_id == account_id
        )
    )
    if removed.rowcount == 0:
        raise _not_here()
    # Sign-ins made with it must end.
    accounts.note_identity(session, account_id, "identity_removed", by=by, signs_out=True)


def _refuse_second(session: Session, account_id: UUID, issuer: str) -> None:
    if any(link.issuer == issuer for link in queries.links_of_account(session, account_id)):
        raise WrongState(
            "该账号已绑定统一身份认证，须先解除。",
            "The account has an identity of this provider already; remove that one first.",
        )


def _end(session: Session, mark: str) -> bool:
    """Whether it had not ended before."""
    row = {"mark": mark, "ended_at": clock.now()}
    return bool(insert_new(session, ENDED_TRIP, [row], unique=("mark",), returning="mark"))


def _has_ended(session: Session, half: HalfWay) -> bool:
    chosen = sa.select(ENDED_TRIP.c.mark).where(ENDED_TRIP.c.mark == half.mark)
    return session.scalars(chosen).first() is not None


def _nobodys(subject: str) -> Forbidden:
    zh = (
        f"您在统一身份认证中的标识 {subject} 尚未绑定账号。"
        "请用密码登录后自行绑定，或把该标识告知管理员，请其绑定。"
    )
    en = (
        f"Your identity there, {subject}, is not linked to an account. Sign in with your password "
        "and link it, or ask your administrator to link it."
    )
    return Forbidden(zh, en, fields=(FieldError("subject", "not_linked", zh, en),))


def _not_confirmed() -> Forbidden:
    zh, en = (
        "该身份由管理员绑定，尚待您本人确认。请用密码登录，在账号中确认后再使用。",
        "An administrator linked this identity. Sign in with your password and confirm it first.",
    )
    return Forbidden(zh, en, fields=(FieldError("subject", "not_confirmed", zh, en),))


def _not_here() -> NotFound:
    return NotFound("该账号没有绑定这个身份。", "The account has no such identity.")


def _begin_again() -> Unauthenticated:
    return rules.refused(
        "session",
        "not_half_way",
        "请重新从统一身份认证登录。",
        "No sign-in is waiting for a code in this browser any more; sign in with the provider "
        "again.",
    )
