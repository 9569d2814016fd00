"""Dispatch of messages (发送): the ways they leave; one for the process.

Made before the settings are known, as timers and events need it too; opened before
any of them runs, see `bus.startup`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from contracts.appeals.reaching import ApplicantReach
from contracts.volunteers.reaching import VolunteerReach
from gateway.messages.channels.interface import Channel
from vocabulary.notices import NoticeChannel
from vocabulary.quiet_hours import USUAL, QuietHours

#: Asks a service how a person without an account is reached; it takes the request of that service.
Reach = Callable[[Any], ApplicantReach | VolunteerReach]


class Dispatch:
    """The ways out, the pauses between attempts, and the source of contacts without account."""

    channels: Mapping[NoticeChannel, Channel]
    #: Asks the service of a person without an account how they are reached.
    reach: Reach
    #: Pauses between tries, in seconds.
    pauses: Sequence[float]
    #: The quiet hours of people without an account; accounts choose their own.
    quiet: QuietHours = USUAL
    #: The address of our pages, for links; None: not set.
    pages: str | None = None

    def __init__(self) -> None:
        self._is_open = False

    def open(
        self,
        *,
        channels: Mapping[NoticeChannel, Channel],
        reach: Reach,
        pauses: Sequence[float],
        pages: str | None,
        quiet: QuietHours = USUAL,
    ) -> None:
        """Work with these from now on."""
        self.channels, self.reach, self.pauses, self.pages = channels, reach, pauses, pages
        self.quiet = quiet
        self._is_open = True

    @property
    def ways(self) -> Collection[NoticeChannel]:
        """The ways messages can leave this system.

        Raises:
            RuntimeError: it is not open. Events do not wait for that: it would hold a transaction
            open, and on SQLite block every other writer.
        """
        if not self._is_open:
            raise RuntimeError("dispatch is not open")
        return self.channels.keys()
