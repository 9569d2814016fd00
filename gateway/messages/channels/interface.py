"""What every way out can do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Letter:
    """One message to one address. Whoever has it sends it at once and keeps nothing of it."""

    #: The delivery: the same again is the same message.
    id: UUID
    kind: str
    address: str = field(repr=False)
    language: str
    title: str = field(repr=False)
    text: str = field(repr=False)
    short: str = field(repr=False)
    link: str | None = field(repr=False)
    #: What the words name, for gateways that have templates of their own.
    parameters: Mapping[str, str] = field(repr=False)
    written_at: dt.datetime


class TryLater(Exception):  # noqa: N818 - an answer of the other side
    """It did not succeed and may succeed later; holds a short code and no address."""


class Refused(Exception):  # noqa: N818 - an answer of the other side
    """It never will succeed; holds a short code and no address."""


class Channel(Protocol):
    """Hands letters over to somebody who brings them on."""

    def prepare(self) -> None:
        """Be ready to send, so that nobody is asked for an address while that is impossible.

        Raises:
            TryLater: the other side is away.
        """

    def send(self, letter: Letter) -> str | None:
        """Hand one letter over; gives what the other side calls it, if it says so.

        Raises:
            TryLater, Refused: it was not taken; or perhaps it was, and nobody said so.
        """

    def rest(self) -> None:
        """Nothing more is to be sent for now."""
