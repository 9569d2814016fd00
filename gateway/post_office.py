"""By which ways messages leave, and what is needed for it: one for the process.

Made before the settings are known, as timers and events need it too; opened when
the gateway begins to serve.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

from contracts.appeals.reaching import ApplicantReach
from gateway.channels.interface import Channel
from gateway.notice_preferences.rules import USUAL, QuietHours
from vocabulary.notices import NoticeChannel

#: An event that comes before the gateway serves waits so long, then it is tried again.
_OPENS_WITHIN_SECONDS = 5.0


class PostOffice:
    """The ways out, the pauses between tries, and who tells how an applicant is reached."""

    channels: Mapping[NoticeChannel, Channel]
    #: How the applicant of an appeal is reached, for one kind of message.
    reach: Callable[[UUID, str], ApplicantReach]
    #: Pauses between tries, in seconds.
    pauses: Sequence[float]
    #: When nothing goes to applicants; accounts choose their own.
    quiet: QuietHours = USUAL
    #: Where our pages are, for links; none: nobody told.
    origin: str | None = None

    def __init__(self) -> None:
        self._opened = threading.Event()

    def open(
        self,
        *,
        channels: Mapping[NoticeChannel, Channel],
        reach: Callable[[UUID, str], ApplicantReach],
        pauses: Sequence[float],
        origin: str | None,
        quiet: QuietHours = USUAL,
    ) -> None:
        """Work with these from now on."""
        self.channels, self.reach, self.pauses, self.origin = channels, reach, pauses, origin
        self.quiet = quiet
        self._opened.set()

    @property
    def is_open(self) -> bool:
        """Whether anything can be sent yet."""
        return self._opened.is_set()

    @property
    def ways(self) -> Collection[NoticeChannel]:
        """By which ways messages leave this system at all.

        Raises:
            RuntimeError: the gateway does not serve yet.
        """
        if not self._opened.wait(_OPENS_WITHIN_SECONDS):
            raise RuntimeError("the post office is not open yet")
        return self.channels.keys()
