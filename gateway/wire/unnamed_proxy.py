"""Noticing a proxy that is not configured: all callers then seem to have one address.

Rate limits and delays of sign-ins would take all people for one, and one of them who
guesses passwords would make the others wait.
"""

from __future__ import annotations

import ipaddress

from gateway.wire.addresses import NO_PROXIES, TrustedProxies
from runtime.logs import logger

log = logger(__name__)

#: This many in a row from one place are no accident.
_REQUESTS = 1000


class UnnamedProxy:
    """Watches from where the first requests come, where no proxy is named."""

    def __init__(self, trusted: TrustedProxies = NO_PROXIES) -> None:
        self._is_over = trusted != NO_PROXIES
        self._address: str | None = None
        self._seen = 0
        self._found: str | None = None

    def see(self, address: str | None) -> None:
        """Count one request; another address, or one of the internet, ends the watch."""
        if self._is_over:
            return
        if self._address is None and _is_private(address):
            self._address = address
        if address is None or address != self._address:
            self._is_over = True
            return
        self._seen += 1
        if self._seen == _REQUESTS:
            self._is_over, self._found = True, address
            log.warning("proxy_not_named", address=address, requests=_REQUESTS, hint=self.advice())

    def advice(self) -> str | None:
        """A warning for the operator; None if nothing was noticed."""
        if self._found is None:
            return None
        return (
            f"The first {_REQUESTS} requests all came from {self._found}. If that is a proxy, set "
            "LINLI_TRUSTED_PROXIES to the number of proxies; otherwise all people count as one."
        )


def _is_private(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_private
    except ValueError:
        return False
