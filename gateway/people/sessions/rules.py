"""How long a sign-in lasts, and what a change needs besides the cookie.

            idle        at the latest   secret changes
browser     30 minutes  12 hours        at sign-in, with more rights, every 15 minutes
program     7 days      30 days         at every refresh; the same request may be repeated
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from gateway.people.accounts.rules import Standing
from vocabulary.accounts import AccountState, SignInKind
from vocabulary.problems import FieldError, Forbidden

IDLE = {
    SignInKind.BROWSER: dt.timedelta(minutes=30),
    SignInKind.PROGRAM: dt.timedelta(days=7),
}
LONGEST = {
    SignInKind.BROWSER: dt.timedelta(hours=12),
    SignInKind.PROGRAM: dt.timedelta(days=30),
}
#: After so long a browser's cookie gets another secret.
ROTATES_AFTER = dt.timedelta(minutes=15)
#: Requests that were under way with the older secret still pass, and a refresh whose answer
#: was lost may be sent again.
GRACE = dt.timedelta(seconds=60)
#: An access token holds so long; a change of rights is known within seconds anyway.
ACCESS_TOKEN_LIFETIME = dt.timedelta(minutes=10)

CSRF_HEADER = "X-CSRF-Token"
#: Every browser in use sends at least one of the two with a change.
_SAID_BY_BROWSERS = ("Sec-Fetch-Site", "Origin")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def holds(row: Any, standing: Standing, now: dt.datetime) -> bool:
    """Whether a sign-in still counts."""
    return (
        row.ended_at is None
        and now < row.ends_at
        and now - row.seen_at < IDLE[SignInKind(row.kind)]
        and standing.state is AccountState.ACTIVE
        and row.sign_in_epoch == standing.sign_in_epoch
    )


def csrf_token(secret: bytes, sign_in: UUID) -> str:
    """What a page of ours must send beside its cookie; another site cannot read it."""
    return hmac.new(secret, b"csrf:" + sign_in.bytes, hashlib.sha256).hexdigest()


def check_own_page(
    headers: Mapping[str, str], own_origins: frozenset[str], *, csrf: str | None
) -> None:
    """Let a change pass only when one of our own pages asks for it.

    `csrf` is the token of the sign-in; None where there is no sign-in yet.

    Raises:
        Forbidden: the page is another site's, or the token is missing or another's.
    """
    if all(headers.get(name) is None for name in _SAID_BY_BROWSERS):
        raise _foreign(
            "origin",
            "请求没有说明来自哪个网页；程序请用 POST /api/v1/tokens 登录。",
            "The request does not say which page it comes from. Programs sign in with POST "
            "/api/v1/tokens.",
        )
    if not _is_own(headers, own_origins):
        raise _foreign("origin", "请求来自其他网站。", "The request comes from another site.")
    if csrf is None:
        return
    given = headers.get(CSRF_HEADER, "")
    if not hmac.compare_digest(given.encode(), csrf.encode()):
        raise _foreign(
            CSRF_HEADER,
            f"缺少 {CSRF_HEADER}，或与登录不符；见 GET /api/v1/sessions/current。",
            f"{CSRF_HEADER} is missing or belongs to another sign-in; see GET "
            "/api/v1/sessions/current.",
        )


def _is_own(headers: Mapping[str, str], own_origins: frozenset[str]) -> bool:
    site, origin = headers.get("Sec-Fetch-Site"), headers.get("Origin")
    if site not in {None, "same-origin"}:
        return False
    if origin is not None:
        return _normal(origin) in own_origins
    return site is not None


def _normal(origin: str) -> str:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower()


def _foreign(field: str, zh: str, en: str) -> Forbidden:
    return Forbidden(zh, en, fields=(FieldError(field, "cross_site", zh, en),))
