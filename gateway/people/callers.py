"""The caller: the one place that reads every kind of proof.

proof                                   kept where                 a revocation counts after
Authorization: Bearer «access token»    signed; holds 10 minutes   3 s (the timer below)
Authorization: Bearer linli_«key»       in memory                  3 s (the timer below)
cookie «session»                        in memory for 3 s          3 s; at once on this gateway

No request reads the database for a token or a key. The memory is refreshed only when rights or keys
have changed. While the database is away, the last state serves for 10 minutes, as long as a token
holds anyway; after that keys and cookies are refused until it is back.
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.http import parse_cookie

from audit import context
from gateway.people import known_devices
from gateway.people.accounts import queries as accounts
from gateway.people.api_keys import operations as api_keys
from gateway.people.api_keys import queries as api_key_queries
from gateway.people.api_keys import rules as api_key_rules
from gateway.people.api_keys.queries import Key
from gateway.people.identity import operations as tokens
from gateway.people.identity.rules import NOBODY, Caller
from gateway.people.issued_tokens import queries as issued_tokens
from gateway.people.known_proofs import KnownProofs
from gateway.people.own_database import OwnDatabase
from gateway.people.sessions import operations as sessions
from gateway.people.sessions import rules as session_rules
from gateway.people.sessions.operations import Proven
from gateway.people.sign_in.rules import FAMILIAR_FOR, Device
from runtime import clock
from vocabulary.accounts import AccountState, SignInKind
from vocabulary.actors import Actor
from vocabulary.problems import Malformed, Unauthenticated, Unavailable

Environ = dict[str, Any]

#: A cookie's sign-in is read again after so long.
_SESSION_SECONDS = 3.0
_SESSIONS_KEPT = 10_000
#: A sign-in's id in a cookie, in hexadecimal digits.
_ID_LENGTH = 32
#: Older memory is not used: as long as an access token is valid.
_OLDEST = session_rules.ACCESS_TOKEN_LIFETIME
#: Clocks of several gateways may differ by so much.
_CLOCKS_DIFFER = dt.timedelta(minutes=5)
#: When something was used last is written down to about this.
_NOTED_AFTER = dt.timedelta(seconds=60)
#: Where the application finds the caller and their sign-in.
CALLER, SESSION = "linli.caller", "linli.session"
#: Set for what a page asks by itself, so that a desk that was left is not kept signed in by it.
BY_ITSELF = "linli.by_itself"


class Credentials:
    """What this process knows of keys and revocations; one for the process."""

    def __init__(self) -> None:
        self._number: int | None = None
        self._read_at: dt.datetime | None = None
        self._keys: dict[UUID, Key] = {}
        self._void_tokens: frozenset[UUID] = frozenset()
        self._epochs: dict[str, int] = {}
        self._noted: dict[UUID, dt.datetime] = {}
        self._keys_used: dict[UUID, dt.datetime] = {}
        self._sessions_seen: dict[UUID, dt.datetime] = {}

    def refresh(self, session: Session) -> None:
        """Notice what changed; one small query when nothing did."""
        now, number = clock.now(), accounts.newest_change(session)
        if number != self._number:
            self._keys = api_key_queries.lasting(session, now)
            self._void_tokens = issued_tokens.void(session, now)
            since = now - session_rules.ACCESS_TOKEN_LIFETIME - _CLOCKS_DIFFER
            self._epochs = accounts.epochs_since(session, since)
        self._number, self._read_at = number, now

    def write_down(self, session: Session) -> None:
        """Keep when keys and sign-ins were used last."""
        used, self._keys_used = self._keys_used, {}
        seen, self._sessions_seen = self._sessions_seen, {}
        api_keys.note_used(session, used)
        sessions.note_seen(session, seen)
        recent = clock.now() - _NOTED_AFTER
        self._noted = {name: at for name, at in self._noted.items() if at > recent}

    def is_revoked(self, account: str, epoch: int) -> bool:
        """Whether the account's rights changed since a token was made."""
        return epoch < self._epochs.get(account, 0)

    def is_void(self, token_id: UUID | None) -> bool:
        """Whether an issued token was taken back, or its account locked or closed."""
        return token_id in self._void_tokens

    def key(self, key_id: UUID) -> Key | None:
        """A key that held when it was last looked.

        Raises:
            Unavailable: that was too long ago.
        """
        if self._read_at is None or clock.now() - self._read_at > _OLDEST:
            raise Unavailable(
                "数据库暂时不可用，无法核对密钥，请稍后再试。",
                "The database is away, so that keys cannot be checked; try again shortly.",
                retry_after_seconds=5,
            )
        return self._keys.get(key_id)

    def note_key(self, key_id: UUID) -> None:
        """A key was used now."""
        self._note(key_id, self._keys_used)

    def note_session(self, sign_in: UUID) -> None:
        """A sign-in was used now."""
        self._note(sign_in, self._sessions_seen)

    def _note(self, name: UUID, into: dict[UUID, dt.datetime]) -> None:
        now = clock.now()
        if name not in self._noted or now - self._noted[name] >= _NOTED_AFTER:
            self._noted[name] = into[name] = now


@dataclass(frozen=True)
class Web:
    """How browsers reach us."""

    #: As https://linli.example.cn; none: whatever the Host of a request says, over http.
    public_origin: str | None = None
    NAME_OVER_HTTPS: ClassVar[str] = "__Host-linli"
    TRIP_OVER_HTTPS: ClassVar[str] = "__Host-linli_openid"
    DEVICE_OVER_HTTPS: ClassVar[str] = "__Host-linli_device"

    @property
    def is_secure(self) -> bool:
        """Whether browsers come by https."""
        return bool(self.public_origin and self.public_origin.startswith("https://"))

    @property
    def cookie_name(self) -> str:
        """With https the browser itself guards that no other host sets the cookie."""
        return self.NAME_OVER_HTTPS if self.is_secure else "linli_session"

    @property
    def trip_name(self) -> str:
        """The cookie that ties a browser to what it began at the provider of identities."""
        return self.TRIP_OVER_HTTPS if self.is_secure else "linli_openid"

    @property
    def device_name(self) -> str:
        """The cookie of a browser that was used for signing in before."""
        return self.DEVICE_OVER_HTTPS if self.is_secure else "linli_device"

    def cookie(self, secret: str, *, max_age_seconds: int, name: str | None = None) -> str:
        """The Set-Cookie header, of the session unless named; an age of 0 takes it away."""
        secure = "; Secure" if self.is_secure else ""
        return (
            f"{name or self.cookie_name}={secret}; Path=/; Max-Age={max_age_seconds}; "
            f"HttpOnly; SameSite=Lax{secure}"
        )

    def own_origins(self, environ: Environ) -> frozenset[str]:
        """Where our own pages come from."""
        if self.public_origin is not None:
            return frozenset({self.public_origin.lower().rstrip("/")})
        host = environ.get("HTTP_HOST", "").lower()
        return frozenset({f"{environ.get('wsgi.url_scheme', 'http')}://{host}"})


class Callers:
    """Reads the proof of every request."""

    def __init__(
        self,
        secret: bytes,
        credentials: Credentials,
        database: OwnDatabase | None = None,
        web: Web | None = None,
        widened: Callable[[Actor], Actor] | None = None,
    ) -> None:
        """`widened` adds to an actor the areas that their own areas took over."""
        self._secret = secret
        self._credentials = credentials
        self._database = database
        self.web = web or Web()
        self._widened = widened
        self._sessions: dict[str, tuple[float, Proven]] = {}
        #: What held here before.
        self.known = KnownProofs()

    def caller(self, environ: Environ) -> Caller:
        """The sender of this request; a resident where it has no proof.

        Raises:
            Malformed: two proofs at once.
            Unauthenticated: the proof does not hold.
            Forbidden: a change with a cookie that does not come from one of our pages.
            Unavailable: the database is away for too long.
        """
        header, cookie = environ.get("HTTP_AUTHORIZATION", ""), self.cookie_in(environ)
        if header and cookie:
            raise Malformed(
                "请求同时带有 Authorization 和登录 Cookie，只能用一种。",
                "The request holds Authorization and a session cookie; send one of them.",
            )
        if cookie:
            found = self._of_cookie(environ, cookie)
        elif header:
            found = self._of_header(_token(header))
        else:
            found = NOBODY
        if self._widened is not None:
            found = replace(found, actor=self._widened(found.actor))
        environ[CALLER] = found
        return found

    def still_holds(self, environ: Environ) -> bool:
        """Whether the caller of a request that goes on has the rights that they had at first.

        Reads no database. The secret of a cookie is replaced meanwhile, so it is not proven again:
        an old one would look stolen.
        """
        found: Caller = environ[CALLER]
        proven: Proven | None = environ.get(SESSION)
        if proven is None:
            try:
                actor = self._of_header(_token(environ["HTTP_AUTHORIZATION"])).actor
            except (Unauthenticated, Unavailable):
                return False
        else:
            standing, now = proven.standing, clock.now()
            is_over = not session_rules.holds(proven.row, standing, now)
            if is_over or self._credentials.is_revoked(str(standing.account_id), standing.epoch):
                return False
            actor = standing.actor(now)
        return found.actor == (actor if self._widened is None else self._widened(actor))

    def proof_in(self, environ: Environ) -> str | None:
        """What a request offers as a proof, unread."""
        return environ.get("HTTP_AUTHORIZATION") or self.cookie_in(environ)

    def claim_in(self, environ: Environ) -> str | None:
        """The sign-in or key that a proof claims, unchecked.

        None where it claims none.
        """
        header, cookie = environ.get("HTTP_AUTHORIZATION", ""), self.cookie_in(environ)
        if header and not cookie:
            secret = header.partition(" ")[2].strip()
            if not secret.startswith(api_key_rules.PREFIX):
                return None
            key_id = api_keys.id_in(secret)
            return None if key_id is None else f"key {key_id}"
        return _sign_in_in(cookie) if cookie and not header else None

    def is_ours(self, environ: Environ) -> bool:
        """Whether a proof is a token that we signed; whether it still holds is not asked."""
        secret = environ.get("HTTP_AUTHORIZATION", "").partition(" ")[2].strip()
        return (
            bool(secret)
            and not secret.startswith(api_key_rules.PREFIX)
            and tokens.is_ours(self._secret, secret)
        )

    def cookie_in(self, environ: Environ) -> str | None:
        """The session's secret in a request."""
        text = environ.get("HTTP_COOKIE", "")
        if self.web.cookie_name not in text:
            return None
        return parse_cookie(text).get(self.web.cookie_name) or None

    def check_own_page(self, environ: Environ, sign_in: UUID | None = None) -> None:
        """Refuse a change that another site's page asks for.

        Raises:
            Forbidden: it is another site's, or lacks the token of the sign-in.
        """
        csrf = self.csrf_token(sign_in) if sign_in is not None else None
        session_rules.check_own_page(_headers(environ), self.web.own_origins(environ), csrf=csrf)

    def csrf_token(self, sign_in: UUID) -> str:
        """What pages of this sign-in send with every change."""
        return session_rules.csrf_token(self._secret, sign_in)

    def forget(self) -> None:
        """Something changed on this gateway: let it count at once."""
        self._sessions.clear()
        if self._database is not None:
            with self._database.reading() as session:
                self._credentials.refresh(session)

    def device_in(self, environ: Environ) -> Device | None:
        """The known device that calls, if it is one."""
        text = environ.get("HTTP_COOKIE", "")
        name = self.web.device_name
        return (
            known_devices.opened(self._secret, parse_cookie(text).get(name))
            if name in text
            else None
        )

    def device_cookie(self, device: Device | None, login: str) -> str:
        """The Set-Cookie header of a browser in which this account was opened."""
        return self.web.cookie(
            known_devices.sealed(self._secret, device, login),
            max_age_seconds=int(FAMILIAR_FOR.total_seconds()),
            name=self.web.device_name,
        )

    def fresh_cookie(self, environ: Environ, *, at_once: bool = False) -> str | None:
        """The Set-Cookie header of a session whose secret is old, or whose rights changed."""
        proven: Proven | None = environ.get(SESSION)
        if proven is None or self._database is None or not proven.is_newest:
            return None
        if BY_ITSELF in environ:
            # A new secret is a use, too.
            return None
        is_old = clock.now() - proven.row.rotated_at >= session_rules.ROTATES_AFTER
        if not (at_once or is_old or proven.row.epoch != proven.standing.epoch):
            return None
        secret = self.cookie_in(environ) or ""
        try:
            with self._database.writing() as session:
                fresh = sessions.rotate(session, secret)
        except Unavailable:
            # The older secret serves until the database is back.
            return None
        self._sessions.pop(secret, None)
        if fresh is None:
            return None
        # A false proof that names this sign-in must not delay the new cookie.
        self.known.add(hash(fresh))
        lasts = proven.row.ends_at - clock.now()
        return self.web.cookie(fresh, max_age_seconds=int(lasts.total_seconds()))

    def cookie_of(self, secret: str, ends_at: dt.datetime) -> str:
        """The Set-Cookie header of a new session, which is known here from now on."""
        self.known.add(_sign_in_in(secret))
        lasts = ends_at - clock.now()
        return self.web.cookie(secret, max_age_seconds=int(lasts.total_seconds()))

    def no_cookie(self) -> str:
        """The Set-Cookie header that takes the session's cookie away."""
        return self.web.cookie("", max_age_seconds=0)

    def _of_header(self, token: str) -> Caller:
        if token.startswith(api_key_rules.PREFIX):
            return self._of_key(token)
        bearer = tokens.bearer_of(self._secret, token)
        if bearer.signed_in is None:
            if self._credentials.is_void(bearer.token_id):
                raise Unauthenticated(
                    "令牌已撤销，或其账号已停用。",
                    "The token was taken back, or its account is locked or closed.",
                )
            return Caller(bearer.actor)
        tie = bearer.signed_in
        if self._credentials.is_revoked(bearer.actor.account or "", tie.epoch):
            raise Unauthenticated(
                "账号权限已变更，请用刷新令牌换取新令牌或重新登录。",
                "The rights of the account changed; refresh the token or sign in again.",
            )
        return Caller(bearer.actor, needs=tie.needs, sign_in=tie.sign_in)

    def _of_key(self, secret: str) -> Caller:
        key_id = api_keys.id_in(secret)
        key = self._credentials.key(key_id) if key_id is not None else None
        now = clock.now()
        if (
            key is None
            or not hmac.compare_digest(key.secret_hash, api_keys.hash_of(secret))
            or key.expires_at <= now
            or key.owner.state is not AccountState.ACTIVE
        ):
            raise Unauthenticated(
                "API 密钥无效、已撤销或已过期。", "The API key is not valid, or no longer."
            )
        self._credentials.note_key(key.id)
        context.came_by(f"key {key.id}")
        actor = api_key_rules.narrowed(key.owner.actor(now), key.areas)
        return Caller(actor, needs=key.owner.needs(now), scopes=key.scopes, key_id=key.id)

    def _of_cookie(self, environ: Environ, secret: str) -> Caller:
        proven = self._proven(secret)
        sign_in: UUID = proven.row.id
        if environ["REQUEST_METHOD"] not in session_rules.SAFE_METHODS:
            self.check_own_page(environ, sign_in)
        if BY_ITSELF not in environ:
            self._credentials.note_session(sign_in)
        environ[SESSION] = proven
        now = clock.now()
        standing = proven.standing
        return Caller(standing.actor(now), needs=standing.needs(now), sign_in=sign_in)

    def _proven(self, secret: str) -> Proven:
        moment = clock.monotonic()
        known = self._sessions.get(secret)
        if known is not None and moment - known[0] < _SESSION_SECONDS:
            return known[1]
        try:
            proven = self._read(secret)
        except Unavailable:
            if known is None or moment - known[0] > _OLDEST.total_seconds():
                raise
            return known[1]
        if len(self._sessions) >= _SESSIONS_KEPT:
            self._sessions.clear()
        self._sessions[secret] = (moment, proven)
        return proven

    def _read(self, secret: str) -> Proven:
        if self._database is None:
            raise sessions.refused()
        with self._database.reading() as session:
            proven = sessions.prove(session, secret, SignInKind.BROWSER)
            stolen = sessions.stolen(session, secret) if proven is None else None
        if proven is not None:
            return proven
        self._sessions.pop(secret, None)
        if stolen is not None:
            with self._database.writing() as session:
                sessions.end_stolen(session, stolen)
        raise sessions.refused()


def _sign_in_in(cookie: str) -> str | None:
    head, dot, _ = cookie.partition(".")
    return f"sign-in {head}" if dot and len(head) == _ID_LENGTH else None


def _token(header: str) -> str:
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated(
            "Authorization 须为 “Bearer 令牌”。", "Authorization must be “Bearer” and a token."
        )
    return token.strip()


def _headers(environ: Environ) -> Mapping[str, str]:
    names = ("Origin", "Sec-Fetch-Site", session_rules.CSRF_HEADER)
    found = {name: environ.get(f"HTTP_{name.upper().replace('-', '_')}") for name in names}
    return {name: value for name, value in found.items() if value is not None}
