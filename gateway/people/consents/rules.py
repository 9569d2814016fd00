"""When a consent holds, and who may record one for another person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from contracts.gateway.words import Guardianship
from vocabulary.actors import Actor
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, Invalid, WrongState, wrong_field


@dataclass(frozen=True)
class Consent:
    """The facts of a consent that count."""

    purpose: str
    given_on: dt.date
    valid_until: dt.date | None = None
    withdrawn_on: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Whether it holds on that day; it ends on the day of its withdrawal."""
        return (
            self.given_on <= day
            and (self.valid_until is None or day <= self.valid_until)
            and (self.withdrawn_on is None or day < self.withdrawn_on)
        )


def may_publish(consents: Iterable[Consent], purpose: str, on: dt.date) -> bool:
    """Whether one of a person's consents allows this purpose on that day (PIPL art. 25)."""
    return any(consent.purpose == purpose and consent.holds_on(on) for consent in consents)


def check_person(account: UUID | None, phone: str | None) -> None:
    """Let a consent pass that names its person in exactly one way.

    Raises:
        Invalid: neither an account nor a phone, or both.
    """
    if (account is None) == (phone is None):
        raise wrong_field(
            "account",
            "one_of_two",
            zh="请填写本人的账号或手机号，二者填其一。",
            en="Name the person by an account or by a phone, not both.",
        )


def check_guardian(guardian: str | None, relation: Guardianship | None) -> None:
    """Let a guardian's consent pass that names the guardian and what they are to the minor.

    Raises:
        Invalid: one of the two is missing.
    """
    if (guardian is None) == (relation is None):
        return
    raise wrong_field(
        "guardian" if guardian is None else "guardianship",
        "needs_both",
        zh="监护人代为同意的，请同时填写监护人姓名和与本人的关系。",
        en="A guardian's consent needs both guardian and guardianship.",
    )


def check_times(*, given_at: dt.datetime, now: dt.datetime, valid_until: dt.date | None) -> None:
    """Let a consent pass that has been given and can still hold.

    Raises:
        Invalid: given in the future, or over before it began.
    """
    if given_at > now:
        raise wrong_field(
            "given_at",
            "in_the_future",
            zh="同意的时间不能在将来。",
            en="given_at must not be in the future.",
        )
    if valid_until is not None and valid_until < given_at.date():
        raise _ends_too_early()


def check_may_record(actor: Actor, *, area: str) -> None:
    """Let staff pass who know the people of this area.

    Raises:
        Forbidden: the actor does not.
    """
    if not may(actor, Action.CONSENT_RECORD, area=area):
        raise Forbidden(
            f"只有 {area} 的工作站、综合党委和管理员可以代为登记。",
            f"Only the workstation, the party committee and administrators of {area} may record "
            "and withdraw other people's consents.",
        )


def check_not_withdrawn(withdrawn_at: dt.datetime | None) -> None:
    """Let a consent pass that can still be withdrawn.

    Raises:
        WrongState: it was already.
    """
    if withdrawn_at is not None:
        raise WrongState("该同意已经撤回。", "This consent was withdrawn already.")


def _ends_too_early() -> Invalid:
    return wrong_field(
        "valid_until",
        "ends_before_it_begins",
        zh="有效期不能早于同意之日。",
        en="valid_until must not be before the day on which it was given.",
    )
