"""The headers of every answer: what browsers may do with it, and which pages may call.

All lists are made once; a request only picks one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from gateway.http.incoming import Environ

Headers = list[tuple[str, str]]

_YEAR_SECONDS = 365 * 24 * 60 * 60
_SAFE: Headers = [
    # An answer is data: browsers must neither run nor show anything in it.
    (
        "Content-Security-Policy",
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]
_BY_TLS_ONLY = ("Strict-Transport-Security", f"max-age={_YEAR_SECONDS}")

_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
_SENT = (
    "Authorization, Content-Type, Accept-Language, Idempotency-Key, If-Match, If-None-Match, "
    "X-Request-Id"
)
_READ = "ETag, Location, Retry-After, Content-Language, X-Request-Id"
_PREFLIGHT_SECONDS = 600


@dataclass(frozen=True)
class BrowserPolicy:
    """The operator's settings about browsers.

    `origins`: pages that may use the interface, as https://desk.example.org; usually
    none. `trusts_forwarded_proto`: a proxy of ours ends TLS and says so in
    X-Forwarded-Proto.
    """

    origins: frozenset[str] = frozenset()
    trusts_forwarded_proto: bool = False

    def headers(self, environ: Environ) -> Headers:
        """The headers added to the answer to this request; do not change them."""
        origin = environ.get("HTTP_ORIGIN") if self.origins else None
        is_secure = self.trusts_forwarded_proto and environ.get("HTTP_X_FORWARDED_PROTO") == "https"
        return self._made[origin if origin in self.origins else None, is_secure]

    def preflight(self, environ: Environ) -> Headers | None:
        """The answer to a browser that asks whether a page may call; None: no such question."""
        if (
            environ["REQUEST_METHOD"] != "OPTIONS"
            or environ.get("HTTP_ORIGIN") not in self.origins
            or "HTTP_ACCESS_CONTROL_REQUEST_METHOD" not in environ
        ):
            return None
        return [
            ("Access-Control-Allow-Methods", _METHODS),
            ("Access-Control-Allow-Headers", _SENT),
            ("Access-Control-Max-Age", str(_PREFLIGHT_SECONDS)),
        ]

    @cached_property
    def _made(self) -> dict[tuple[str | None, bool], Headers]:
        return {
            (origin, is_secure): [
                *_SAFE,
                *([_BY_TLS_ONLY] if is_secure else []),
                *([("Vary", "Origin")] if self.origins else []),
                *(_for_page(origin) if origin is not None else []),
            ]
            for origin in (None, *self.origins)
            for is_secure in (False, True)
        }


def _for_page(origin: str) -> Headers:
    # Never with credentials: another site's page sends a token, not our cookies.
    return [
        ("Access-Control-Allow-Origin", origin),
        ("Access-Control-Expose-Headers", _READ),
    ]
