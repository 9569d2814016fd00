"""Events as the street receives them: valid by default, one keyword to change a fact."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from contracts.appeals.assignment import AppealAccepted, AppealAssigned
from contracts.appeals.closing import AppealClosed, AppealReopened
from contracts.appeals.intake import AppealReceived
from contracts.appeals.rating import AppealRated
from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import ApplicantGroup, Channel, Outcome, State
from runtime.identifiers import new_id
from services.street.totals.operations import AppealEvent
from vocabulary.periods import SHANGHAI

LILIN, YUELIANGWAN, DENGLIANG = "440305007001", "440305007002", "440305007003"


def shanghai(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> dt.datetime:
    """A moment by the clock of the street office."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def facts(appeal_id: UUID | None = None, **changed: Any) -> dict[str, Any]:
    """The facts of an open appeal of a resident in 荔林."""
    usual: dict[str, Any] = {
        "appeal_id": appeal_id or new_id(),
        "number": "〔2013〕17",
        "community": LILIN,
        "category": "pets",
        "applicant_group": ApplicantGroup.RESIDENT,
        "state": State.RECEIVED,
        "received_at": shanghai(2013, 5, 4),
        "round": 1,
        "version": 1,
    }
    return usual | changed


def received(appeal_id: UUID | None = None, **changed: Any) -> AppealReceived:
    """An appeal entered the register."""
    return AppealReceived(**facts(appeal_id, **changed))


def closed(
    appeal_id: UUID | None = None, outcome: Outcome = Outcome.SETTLED, **changed: Any
) -> AppealClosed:
    """An appeal ended."""
    ended = {
        "state": State.CLOSED,
        "outcome": outcome,
        "closed_at": shanghai(2013, 5, 9),
        "version": 4,
    }
    return AppealClosed(**facts(appeal_id, **(ended | changed)))


def life_of(appeal_id: UUID, **changed: Any) -> list[AppealEvent]:
    """Everything that one appeal goes through: closed, rated, reopened, closed as explained."""
    ended = {"state": State.CLOSED, "closed_at": shanghai(2013, 5, 9)}
    known = facts(appeal_id, **changed)
    return [
        AppealReceived(**known | {"version": 1}),
        AppealAccepted(**known | {"state": State.ACCEPTED, "version": 2}),
        AppealAssigned(**known | {"state": State.ASSIGNED, "version": 3}, commissioner="c-1"),
        AppealClosed(**known | ended | {"outcome": Outcome.SETTLED, "version": 4}),
        AppealRated(**known | ended | {"outcome": Outcome.SETTLED, "version": 5}, score=2),
        AppealReopened(
            **known | {"state": State.ASSIGNED, "round": 2, "version": 6}, by_resident=True
        ),
        AppealClosed(**known | ended | {"outcome": Outcome.EXPLAINED, "round": 2, "version": 7}),
    ]


def reception(reception_id: UUID | None = None, **changed: Any) -> ReceptionRecorded:
    """Seven visitors on a day of duty at 荔林."""
    usual: dict[str, Any] = {
        "reception_id": reception_id or new_id(),
        "community": LILIN,
        "visitors": 7,
        "channel": Channel.STATION_DUTY,
        "held_at": shanghai(2013, 5, 4, 9),
        "version": 1,
    }
    return ReceptionRecorded(**usual | changed)
