"""How long a guesser must wait, and which codes of an authenticator app count.

An attempt is counted under one subject, and under the address unless the device is known:

subject      used when                                            free tries  then
device       the browser shows that it opened this account before     5       15 s, doubling
familiar     the address did within 30 days: both together            5       15 s, doubling
account      neither                                                  5       15 s, doubling
address      the device is not known                                 30      15 s, doubling

Every wait ends within 15 minutes, so that nobody can shut another person out; guessing from
elsewhere does not even delay an owner at the usual place. A try counts before its password is
looked at, so that many at once are no way around. While an account waits, tries are refused without
counting, with the same words and after the same work, also when the password is right; while an
address waits, without any work.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pyotp

FREE_TRIES = {"device": 5, "account": 5, "familiar": 5, "address": 30}
_FIRST_WAIT = dt.timedelta(seconds=15)
LONGEST_WAIT = dt.timedelta(minutes=15)
#: Doubling further would only make large numbers.
_DOUBLINGS_MOST = 10
#: Without a try for so long, counting begins anew.
FORGETS_AFTER = dt.timedelta(hours=24)
#: So long a place counts as usual.
FAMILIAR_FOR = dt.timedelta(days=30)

STEP_SECONDS = 30
_CODE = re.compile(r"[0-9]{6}")
#: A clock may be so many steps off, and a code may be on its way.
_STEPS_AROUND = 1
RECOVERY_CODES = 10
_RECOVERY_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_RECOVERY_LENGTH, _RECOVERY_GROUP = 16, 4


class Subject(StrEnum):
    """What tries are counted under."""

    DEVICE = "device"
    ACCOUNT = "account"
    FAMILIAR = "familiar"
    ADDRESS = "address"


@dataclass(frozen=True)
class Device:
    """A browser used for signing in before."""

    id: str
    #: The accounts that signed in there, the last one first.
    logins: Sequence[str]
    #: Seconds since 1970.
    expires_at: int

    def knows(self, login: str) -> bool:
        """Whether this account was opened there."""
        return login in self.logins


def of_owner(login: str) -> Device:
    """A person already signed in: attempts with the current sign-in count by themselves."""
    return Device(id="signed in", logins=(login,), expires_at=0)


def wait_after(tries: int, subject: Subject) -> dt.timedelta:
    """How long the next try must wait after so many in a row that failed."""
    beyond = tries - FREE_TRIES[subject.value]
    if beyond < 0:
        return dt.timedelta()
    doubled: int = 2 ** min(beyond, _DOUBLINGS_MOST)
    return min(LONGEST_WAIT, _FIRST_WAIT * doubled)


def mark(secret: bytes, *parts: str) -> str:
    """The name under which something is counted; means nothing to a reader of the database."""
    text = "\x00".join(parts).encode(errors="replace")
    return hmac.new(secret, b"sign-in:" + text, hashlib.sha256).hexdigest()


def new_secret() -> str:
    """A secret for an authenticator app (RFC 6238): 160 bits."""
    return pyotp.random_base32()


def address_of_secret(secret: str, login: str) -> str:
    """The secret as an app reads it from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name="Linli 邻里")


def code_at(secret: str, now: dt.datetime) -> str:
    """What an app with this secret shows now."""
    return pyotp.TOTP(secret).at(int(now.timestamp()))


def step_of_code(secret: str, code: str, now: dt.datetime, *, last_step: int) -> int | None:
    """The 30 seconds for which the code is right, if none as late was taken before."""
    digits = code.strip()
    if _CODE.fullmatch(digits) is None:
        return None
    current = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in range(current - _STEPS_AROUND, current + _STEPS_AROUND + 1):
        expected = totp.at(step * STEP_SECONDS)
        if hmac.compare_digest(expected, digits) and step > last_step:
            return step
    return None


def recovery_codes() -> list[str]:
    """Codes for a lost app, 80 bits of chance each."""
    return ["-".join(_grouped()) for _ in range(RECOVERY_CODES)]


def _grouped() -> list[str]:
    letters = "".join(secrets.choice(_RECOVERY_LETTERS) for _ in range(_RECOVERY_LENGTH))
    return [
        letters[place : place + _RECOVERY_GROUP]
        for place in range(0, _RECOVERY_LENGTH, _RECOVERY_GROUP)
    ]


def recovery_hash(code: str) -> bytes:
    """How a recovery code is kept, however it was typed."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).digest()
