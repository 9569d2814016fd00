"""Bearer tokens: JSON Web Tokens (RFC 7519) signed with the deployment's secret, HS256.

Claims: `sub` the account, `grants` pairs of role and area, `iat`, `exp`, and
`aud`, which is always `linli`. Tokens that an account got by signing in also
hold `epoch`, which a change of its rights makes void, `sid`, the sign-in, and
`needs`, what must be done first; tokens that an operator made hold none of them, last
thirty days at most, and have an id, `jti`, by which they can be taken back.
"""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from runtime import clock
from vocabulary.accounts import Need
from vocabulary.actors import Actor, Grant, Role, teams_as_plain, teams_from_plain
from vocabulary.areas import is_area_code
from vocabulary.problems import Unauthenticated

_ALGORITHM = "HS256"
_AUDIENCE = "linli"
#: Longer ones are refused before anything is computed or kept.
_LONGEST = 4096
#: A token that follows no change of anybody's rights holds no longer.
LONGEST_ISSUED = dt.timedelta(days=30)
#: So far may another gateway's clock be ahead of ours.
_AHEAD_SECONDS = 60
_KEPT = 10_000


@dataclass(frozen=True)
class SignedIn:
    """What ties a token to the account that got it by signing in."""

    epoch: int
    sign_in: UUID
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True)
class Bearer:
    """What a token says."""

    actor: Actor
    issued_at: int
    expires_at: int
    signed_in: SignedIn | None = None
    #: Names a token that an operator made.
    token_id: UUID | None = None


def issue(
    secret: bytes,
    actor: Actor,
    lifetime: dt.timedelta,
    *,
    signed_in: SignedIn | None = None,
    token_id: UUID | None = None,
) -> str:
    """A token with which the actor can call for so long."""
    now = clock.now()
    claims: dict[str, Any] = {
        "sub": actor.account,
        "grants": [[grant.role.value, grant.area] for grant in actor.grants],
        "iat": int(now.timestamp()),
        "exp": int((now + lifetime).timestamp()),
        "aud": _AUDIENCE,
    }
    if actor.teams:
        claims["teams"] = teams_as_plain(actor)
    if token_id is not None:
        claims["jti"] = str(token_id)
    if signed_in is not None:
        claims |= {
            "epoch": signed_in.epoch,
            "sid": str(signed_in.sign_in),
            "needs": [need.value for need in signed_in.needs],
        }
    return jwt.encode({"alg": _ALGORITHM}, claims, _key(secret))


def actor_of(secret: bytes, token: str) -> Actor:
    """The holder of this token.

    Raises:
        Unauthenticated: it is not ours, was changed, or has expired.
    """
    return bearer_of(secret, token).actor


def bearer_of(secret: bytes, token: str) -> Bearer:
    """The content of a token with a valid signature and time.

    Raises:
        Unauthenticated: it is not ours, was changed, or has expired.
    """
    if len(token) > _LONGEST:
        raise _not_ours()
    bearer, now = _verified(secret, token), clock.now().timestamp()
    if bearer.issued_at > now + _AHEAD_SECONDS:
        raise Unauthenticated(
            "令牌的签发时间在将来，请核对签发方的时钟。",
            "The token says that it was issued in the future; check the clock of its issuer.",
        )
    if now >= bearer.expires_at:
        raise Unauthenticated(
            "令牌已过期，请重新登录。", "The token has expired; ask for a new one."
        )
    return bearer


def is_ours(secret: bytes, token: str) -> bool:
    """Whether we signed this token; it may have expired since."""
    try:
        return len(token) <= _LONGEST and _verified(secret, token) is not None
    except Unauthenticated:
        return False


# Only tokens that hold are kept: what raises is not cached, so forgeries take no space.
@functools.lru_cache(maxsize=_KEPT)
def _verified(secret: bytes, token: str) -> Bearer:
    try:
        claims = jwt.decode(token, _key(secret), algorithms=[_ALGORITHM]).claims
        if claims["aud"] != _AUDIENCE:
            raise _not_ours()
        teams = teams_from_plain(claims.get("teams", {}))
        actor = Actor(_account(claims["sub"]), _grants(claims["grants"]), teams)
        token_id = UUID(claims["jti"]) if "jti" in claims else None
        issued_at, expires_at = int(claims["iat"]), int(claims["exp"])
        if expires_at - issued_at > LONGEST_ISSUED.total_seconds():
            raise _not_ours()
        return Bearer(actor, issued_at, expires_at, _signed_in(claims), token_id)
    except (
        JoseError,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        OverflowError,
        RecursionError,
    ):
        raise _not_ours() from None


@functools.lru_cache(maxsize=4)
def _key(secret: bytes) -> OctKey:
    return OctKey.import_key(secret)


def _account(found: Any) -> str:
    if not isinstance(found, str) or not found:
        raise ValueError("sub is no account")
    return found


def _grants(found: Any) -> tuple[Grant, ...]:
    grants = tuple(Grant(Role(role), str(area)) for role, area in found)
    if not all(is_area_code(grant.area) for grant in grants):
        raise ValueError("a grant is not at an area")
    return grants


def _signed_in(claims: dict[str, Any]) -> SignedIn | None:
    if "epoch" not in claims:
        return None
    needs = tuple(Need(need) for need in claims["needs"])
    return SignedIn(int(claims["epoch"]), UUID(claims["sid"]), needs)


def _not_ours() -> Unauthenticated:
    return Unauthenticated("令牌无效，请重新登录。", "The token is not valid; ask for a new one.")
