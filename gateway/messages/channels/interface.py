"""The interface of every way out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Letter:
    """One message to one address. The way out sends it at once and keeps nothing of it."""

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
    """It will never succeed; holds a short code and no address."""


class Channel(Protocol):
    """Hands letters over to a service that delivers them."""

    def prepare(self) -> None:
        """Be ready to send, so that no address is fetched while sending is impossible.

        Raises:
            TryLater: the other side is away.
        """

    def send(self, letter: Letter) -> str | None:
        """Hand one letter over; returns the other side's id, if it gives one.

        Raises:
            TryLater, Refused: it was not accepted; or it was, without a confirmation.
        """

    def rest(self) -> None:
        """There is nothing more to send for now."""
