"""The clock's work on attempts; secrets never come by request."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every
from gateway.people.sign_in import operations

_TIDY_SECONDS = 3600.0


class SignInEntrypoints(Service):
    """Forgets what no longer counts."""

    @every(_TIDY_SECONDS)
    def forget_old_tries(self, work: Work) -> None:
        operations.forget_old(work.session)
