"""Bearer tokens: JSON Web Tokens (RFC 7519) signed with the deployment's secret, HS256.

Claims: `sub` the account, `grants` pairs of role and area, `iat`, `exp`, and
`aud`, which is always `linli`.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from runtime import clock
from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import is_area_code
from vocabulary.problems import Unauthenticated

_ALGORITHM = "HS256"
_AUDIENCE = "linli"
#: Longer ones are refused before anything is computed or kept.
_LONGEST = 4096
_KEPT = 10_000


def issue(secret: bytes, actor: Actor, lifetime: dt.timedelta) -> str:
    """A token with which the actor can call for so long."""
    now = clock.now()
    claims = {
        "sub": actor.account,
        "grants": [[grant.role.value, grant.area] for grant in actor.grants],
        "iat": int(now.timestamp()),
        "exp": int((now + lifetime).timestamp()),
        "aud": _AUDIENCE,
    }
    return jwt.encode({"alg": _ALGORITHM}, claims, _key(secret))


def actor_of(secret: bytes, token: str) -> Actor:
    """Who holds this token.

    Raises:
        Unauthenticated: it is not ours, was changed, or has expired.
    """
    if len(token) > _LONGEST:
        raise _not_ours()
    actor, expires_at = _verified(secret, token)
    if clock.now().timestamp() >= expires_at:
        raise Unauthenticated(
            "令牌已过期，请重新登录。", "The token has expired; ask for a new one."
        )
    return actor


# Only tokens that hold are kept: what raises is not cached, so forgeries take no space.
@functools.lru_cache(maxsize=_KEPT)
def _verified(secret: bytes, token: str) -> tuple[Actor, int]:
    try:
        claims = jwt.decode(token, _key(secret), algorithms=[_ALGORITHM]).claims
        if claims["aud"] != _AUDIENCE:
            raise _not_ours()
        return Actor(_account(claims["sub"]), _grants(claims["grants"])), int(claims["exp"])
    except (JoseError, KeyError, TypeError, ValueError, OverflowError, RecursionError):
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


def _not_ours() -> Unauthenticated:
    return Unauthenticated("令牌无效，请重新登录。", "The token does not hold; ask for a new one.")
