"""How often a caller may call (限流), and how a deployment sets it.

The numbers are our proposal. A deployment sets its own with LINLI_RATE_LIMITS.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of requests counted, each under a name of its own."""

    #: Appeals sent without an account, by address.
    INTAKE = "intake"
    #: The same, by IPv6 network of 48 bits, which one customer may hold.
    INTAKE_NETWORK = "intake_network"
    #: Files sent with a tracking code and without an account, by address.
    UPLOAD = "upload"
    #: Public documents as PDF, by address.
    DOCUMENT = "document"
    #: All other requests without a proof of identity, by address.
    ADDRESS = "address"
    #: Sign-ins and renewals of tokens, by address.
    PROOF = "proof"
    #: Invalid tokens, keys and cookies, by address.
    FAILED = "failed"
    #: Codes of receipts and links that were never given out, by address.
    CODE = "code"
    #: Searches for people by name, phone or anything else they quote, by account.
    SEARCH = "search"
    #: Requests of an account with tokens and cookies, by account.
    ACCOUNT = "account"
    #: Requests of an API key, by key.
    KEY = "key"


@dataclass(frozen=True)
class Limit:
    """So many requests in so many seconds."""

    most: int
    seconds: int


Limits = Mapping[Kind, tuple[Limit, ...]]

_MINUTE, _HOUR, _DAY = 60, 3600, 24 * 3600
MOST = 1_000_000

#: People of one community often share an address: the workstation's, or that of a mobile network.
#: So requests with an account are counted by account and never by address, and those without one
#: get as much as a full waiting room needs. Only writing to us without an account is scarce:
#: somebody must read each appeal.
DEFAULTS: Limits = {
    # A street has some hundred appeals a year; twenty in one minute are a meeting of residents.
    Kind.INTAKE: (Limit(20, _MINUTE), Limit(200, _HOUR)),
    # 65,536 networks of one household each: a few such addresses at their limit.
    Kind.INTAKE_NETWORK: (Limit(100, _MINUTE), Limit(1000, _HOUR)),
    # All attachments of two appeals in a minute; each file costs a process that reads it.
    Kind.UPLOAD: (Limit(24, _MINUTE), Limit(240, _HOUR)),
    # Twenty people at one address who each open a certificate, a handbook and a regulation.
    Kind.DOCUMENT: (Limit(60, _MINUTE),),
    # Twenty people at one address who each open a page of thirty requests in the same minute.
    Kind.ADDRESS: (Limit(600, _MINUTE),),
    # A hundred programs at one address renew their tokens ten times a minute together.
    Kind.PROOF: (Limit(120, _MINUTE),),
    # No person sends so many; a program with an expired key goes on for ever.
    Kind.FAILED: (Limit(120, _MINUTE),),
    # A whole waiting room that mistypes; guessing takes thousands of millions.
    Kind.CODE: (Limit(120, _MINUTE),),
    # One for each person at a busy counter; guessing numbers takes thousands.
    Kind.SEARCH: (Limit(30, _MINUTE), Limit(300, _HOUR)),
    # Twenty a second, for a minute: no person clicks so fast, and an honest list can be read.
    Kind.ACCOUNT: (Limit(1200, _MINUTE),),
    # A program may work for a whole street.
    Kind.KEY: (Limit(3000, _MINUTE),),
}

_OFF = "off"
_FORM = re.compile(r"([0-9]{1,7})/([0-9]{1,5})", re.ASCII)


class RateLimitsWrong(ValueError):  # noqa: N818 - says what the text is
    """The text does not set limits of known kinds."""


def read(text: str) -> Limits:
    """Limits of every kind: those of `text`, and our proposal for the rest.

    `off` alone: no limit of any kind.

    `intake=20/60+200/3600,key=off`: twenty in sixty seconds and two hundred in an
    hour; keys without a limit.

    Raises:
        RateLimitsWrong: with what is wrong.
    """
    if text.strip() == _OFF:
        return dict.fromkeys(Kind, ())
    limits = dict(DEFAULTS)
    named: set[str] = set()
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, numbers = part.partition("=")
        if name not in set(Kind):
            raise RateLimitsWrong(f"No kind {name!r}; there are {', '.join(Kind)}.")
        if name in named:
            raise RateLimitsWrong(f"{name} is set twice; join its limits with +.")
        named.add(name)
        limits[Kind(name)] = _limits(name, numbers)
    return limits


def _limits(name: str, numbers: str) -> tuple[Limit, ...]:
    if numbers == _OFF:
        return ()
    found = tuple(_limit(name, one) for one in numbers.split("+"))
    if len({one.seconds for one in found}) < len(found):
        raise RateLimitsWrong(f"{name} has two limits for the same time.")
    return found


def _limit(name: str, text: str) -> Limit:
    found = _FORM.fullmatch(text)
    if found is None:
        raise RateLimitsWrong(f"{name}={text!r} is not REQUESTS/SECONDS, as 20/60, and not off.")
    most, seconds = int(found[1]), int(found[2])
    if not (1 <= most <= MOST and 1 <= seconds <= _DAY):
        raise RateLimitsWrong(f"{name}={text} must be 1 to {MOST} requests in 1 to {_DAY} seconds.")
    return Limit(most, seconds)
