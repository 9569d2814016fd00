"""What is believed of a provider, and how one gets there and back.

    browser                     gateway                          provider
       │ GET sessions/openid       │                                │
       │ ────────────────────────> │ seals state, nonce, verifier   │
       │ <──── 303, sealed cookie  │ into this browser's cookie     │
       │ ─────────────────────────────────────────────────────────> │ who is it?
       │ <──────────────────────────────────────── 303, code, state │
       │ GET …/callback            │                                │
       │ ────────────────────────> │ state = cookie's?   code,      │
       │                           │ ───────────────── verifier ──> │
       │                           │ <───────────────── ID token ── │
       │ <────── 303, session      │ token = client's, nonce's?     │

So an answer counts only in the browser that asked, once, for ten minutes; a code
that somebody else got is worth nothing without the verifier; and a token that was
made for another sign-in or another client does not hold (OpenID Connect Core 3.1.3.7).
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key

from vocabulary.problems import FieldError, Unauthenticated, wrong_field
from vocabulary.texts import is_line

#: How long a person may take at the provider.
TRIP = dt.timedelta(minutes=10)
#: How long a person may take to get a code from the authenticator app.
HALF_WAY = dt.timedelta(minutes=5)
#: Only signatures that the holder of the provider's private key alone can make: not `none`, and not
#: HS256, whose key a client shares.
ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
)  # fmt: skip
#: By so much the provider's clock may differ.
LEEWAY = dt.timedelta(seconds=60)
#: A token is made when the code is exchanged; an older one was made for something else.
OLDEST_TOKEN = dt.timedelta(minutes=10)
_TOKEN_LONGEST = 16 * 1024
SUBJECT_LONGEST = 255
_PATH_LONGEST = 500
#: No backslash, blank or control character: browsers read some of them as a slash.
_PATH = re.compile(r"/[A-Za-z0-9._~!$&'()*+,;=:@%/?#-]*")
_ERROR = re.compile(r"[a-z_]{1,60}")


@dataclass(frozen=True)
class Trip:
    """What only the browser remembers while its owner is at the provider."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str
    #: Where the browser goes after.
    next: str
    expires_at: int
    #: The account to link, and the sign-in that asked for it; None: signing in.
    linking: str | None = None
    sign_in: str | None = None

    @classmethod
    def begun(
        cls,
        now: dt.datetime,
        *,
        redirect_uri: str,
        next_path: str,
        linking: str | None = None,
        sign_in: str | None = None,
    ) -> Self:
        """A trip that begins now, with 256 bits of chance in each secret."""
        return cls(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(32),
            redirect_uri=redirect_uri,
            next=next_path,
            expires_at=int((now + TRIP).timestamp()),
            linking=linking,
            sign_in=sign_in,
        )

    @property
    def challenge(self) -> str:
        """What the provider compares the verifier with (PKCE, S256)."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    @property
    def mark(self) -> str:
        """The name under which it is noted that the trip has ended."""
        return hashlib.sha256(self.state.encode()).hexdigest()

    def plain(self) -> dict[str, Any]:
        """As it is sealed."""
        return asdict(self)


@dataclass(frozen=True)
class HalfWay:
    """Known to the provider; the code of the account's own second factor is still needed."""

    link_id: str
    account_id: str
    mark: str
    expires_at: int

    def plain(self) -> dict[str, Any]:
        """As it is sealed."""
        return asdict(self)


@dataclass(frozen=True)
class Expected:
    """The client and the trip that a token must have been made for."""

    issuer: str
    client_id: str
    nonce: str


@dataclass(frozen=True)
class Known:
    """A person as the provider knows them."""

    subject: str
    acr: str | None = None
    amr: tuple[str, ...] = ()

    def has_any(self, assurance: frozenset[str]) -> bool:
        """Whether the provider says with one of these words that it asked for a second factor."""
        return self.acr in assurance or not assurance.isdisjoint(self.amr)


class KeyUnknown(Exception):  # noqa: N818 - asks to fetch the keys anew
    """The token names a key that is not among these."""


def check_answer(
    trip: Trip | None, answer: Mapping[str, str], *, issuer: str, now: dt.datetime
) -> Trip:
    """The trip that this answer of the provider ends.

    Raises:
        Unauthenticated: not begun in this browser, too late, another provider's, or refused there.
    """
    if trip is None or now.timestamp() >= trip.expires_at:
        raise refused(
            "state",
            "not_begun_here",
            "此次登录不是在本浏览器发起的，或已超过十分钟，请重新开始。",
            "This sign-in was not begun in this browser, or more than ten minutes ago; begin again.",
        )
    if not hmac.compare_digest(answer.get("state", "").encode(), trip.state.encode()):
        raise refused(
            "state",
            "wrong",
            "登录凭据与发起登录时不符，请重新开始。",
            "The state is not that of the sign-in begun in this browser; begin again.",
        )
    # RFC 9207: an answer that another provider gave must not end here.
    if answer.get("iss", issuer) != issuer:
        raise refused(
            "iss",
            "wrong",
            "应答来自另一个身份提供方。",
            "The answer comes from another provider.",
        )
    if "error" in answer:
        told = answer["error"] if _ERROR.fullmatch(answer["error"]) else "error"
        raise refused(
            "error",
            "refused_by_provider",
            f"统一身份认证拒绝了此次登录（{told}）。",
            f"The provider refused the sign-in ({told}).",
        )
    if not answer.get("code"):
        raise refused("code", "missing", "应答中没有授权码。", "The answer holds no code.")
    return trip


def check_local(path: str) -> str:
    """A path of our own, to which a browser may be sent.

    Raises:
        Invalid: it leads to another site, or could.
    """
    is_local = (
        len(path) <= _PATH_LONGEST
        and _PATH.fullmatch(path) is not None
        and "//" not in path.partition("?")[0]
    )
    if not is_local:
        raise wrong_field(
            "next",
            "not_local",
            zh="登录后返回的页面须为本站路径，如 /desk。",
            en="next must be a path of this site, as /desk.",
        )
    return path


def told(path: str, word: str) -> str:
    """The path, with a word for the page there: `?openid=«word»`."""
    parts = urlsplit(path)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = [(name, value) for name, value in pairs if name != "openid"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("openid", word)])))


def verified(token: str, keys: Sequence[Key], expected: Expected, now: dt.datetime) -> Known:
    """The person named in an ID token, if it is valid in every respect.

    Raises:
        KeyUnknown: it is signed with a key that is not among these.
        Unauthenticated: it is not valid; the field is the wrong claim.
    """
    claims = _signed(token, keys)
    if claims.get("iss") != expected.issuer:
        raise _wrong("iss")
    _check_audience(claims, expected.client_id)
    _check_times(claims, now)
    if not hmac.compare_digest(_text(claims, "nonce").encode(), expected.nonce.encode()):
        raise _wrong("nonce")
    subject = _text(claims, "sub")
    if not 0 < len(subject) <= SUBJECT_LONGEST or not is_line(subject):
        raise _wrong("sub")
    acr, amr = claims.get("acr"), claims.get("amr")
    return Known(
        subject,
        acr if isinstance(acr, str) else None,
        tuple(word for word in amr if isinstance(word, str)) if isinstance(amr, list) else (),
    )


def refused(field: str, code: str, zh: str, en: str) -> Unauthenticated:
    """A person is not let in, for this reason."""
    return Unauthenticated(zh, en, fields=(FieldError(field, code, zh, en),))


def _signed(token: str, keys: Sequence[Key]) -> dict[str, Any]:
    """The claims, if one of the keys signed them."""
    if len(token) > _TOKEN_LONGEST:
        raise _wrong("id_token")
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, UnicodeError):
        raise _wrong("id_token") from None
    algorithm, kid = header.get("alg"), header.get("kid")
    if algorithm not in ALGORITHMS:
        raise _wrong("alg")
    named = [key for key in keys if kid is None or key.kid == kid]
    if not named:
        raise KeyUnknown
    for key in named:
        if not _may_sign(key, algorithm):
            continue
        try:
            claims = jwt.decode(token, key, algorithms=[algorithm]).claims
        except (JoseError, ValueError, TypeError):
            continue
        if isinstance(claims, dict):
            return claims
    if kid is None:
        raise KeyUnknown
    raise _wrong("signature")


def _may_sign(key: Key, algorithm: str) -> bool:
    said: Mapping[str, Any] = key.as_dict(private=False)
    return (
        key.key_type != "oct"
        and said.get("use") in {None, "sig"}
        and said.get("alg") in {None, algorithm}
    )


def _check_audience(claims: Mapping[str, Any], client_id: str) -> None:
    found = claims.get("aud")
    audience = [found] if isinstance(found, str) else found
    if not isinstance(audience, list) or client_id not in audience:
        raise _wrong("aud")
    party = claims.get("azp")
    # Several may read it, but it must have been made for us.
    if (party is not None or len(audience) > 1) and party != client_id:
        raise _wrong("azp")


def _check_times(claims: Mapping[str, Any], now: dt.datetime) -> None:
    moment, leeway = now.timestamp(), LEEWAY.total_seconds()
    if _number(claims, "exp") + leeway <= moment:
        raise _wrong("exp")
    issued = _number(claims, "iat")
    if issued - leeway > moment or issued + OLDEST_TOKEN.total_seconds() + leeway < moment:
        raise _wrong("iat")
    if "nbf" in claims and _number(claims, "nbf") - leeway > moment:
        raise _wrong("nbf")


def _number(claims: Mapping[str, Any], name: str) -> float:
    found = claims.get(name)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise _wrong(name)
    return found


def _text(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name)
    if not isinstance(found, str):
        raise _wrong(name)
    return found


def _wrong(claim: str) -> Unauthenticated:
    return refused(
        claim,
        "wrong",
        f"统一身份认证返回的身份令牌无效（“{claim}”），请重新登录。",
        f"The provider's ID token is not valid ({claim}); sign in again.",
    )
