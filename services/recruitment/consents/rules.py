"""When a consent holds: from the moment it was given, until withdrawn or run out (PIPL art. 15, 25)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vocabulary.periods import day_of
from vocabulary.problems import WrongState


@dataclass(frozen=True)
class Consent:
    """The facts of a consent that count; without `given_at` only its withdrawal was heard of."""

    given_at: dt.datetime | None
    valid_until: dt.date | None = None
    withdrawn_at: dt.datetime | None = None

    def holds_at(self, moment: dt.datetime) -> bool:
        """Whether it holds at that moment; never once its withdrawal is known."""
        return (
            self.withdrawn_at is None
            and self.given_at is not None
            and self.given_at <= moment
            and (self.valid_until is None or day_of(moment) <= self.valid_until)
        )


def check_nameable(*, account: str | None, person: str | None, named: str) -> None:
    """A consent belongs to one person, for ever.

    Raises:
        WrongState: it already belongs to a person.
    """
    if account is not None or person not in {None, named}:
        raise WrongState(
            "该同意已属于他人或某个账号，不能改到别人名下。",
            "This consent already belongs to a person and cannot become another's.",
        )
