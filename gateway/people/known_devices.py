"""Known devices (已知设备): browsers used for signing in before.

A sealed cookie says so. Other people behind the same address lack it, so their attempts do not
count against those who have it.
"""

from __future__ import annotations

from dataclasses import asdict

from gateway.people.sign_in.rules import FAMILIAR_FOR, Device
from gateway.wire import sealed_cookies
from runtime import clock
from runtime.identifiers import new_id

_PURPOSE = "device"
#: People who share one computer.
_LOGINS_MOST = 8


def opened(secret: bytes, cookie: str | None) -> Device | None:
    """The device that sends this cookie; none: unknown, or not seen for too long."""
    found = sealed_cookies.opened(secret, _PURPOSE, cookie, Device)
    if found is None or found.expires_at <= clock.now().timestamp():
        return None
    return found


def sealed(secret: bytes, device: Device | None, login: str) -> str:
    """What the browser keeps, once this account was opened there."""
    others = [other for other in (device.logins if device else ()) if other != login]
    known = Device(
        id=device.id if device else new_id().hex,
        logins=[login, *others][:_LOGINS_MOST],
        expires_at=int((clock.now() + FAMILIAR_FOR).timestamp()),
    )
    return sealed_cookies.seal(secret, _PURPOSE, asdict(known))
