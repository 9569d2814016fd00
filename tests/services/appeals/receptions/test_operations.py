from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.appeals.receptions import ReceptionRecorded, ReceptionView, RecordReception
from contracts.appeals.words import Channel
from runtime import clock
from runtime.database import Database
from services.appeals.receptions import operations
from tests.builders import COMMISSIONER, LILIN, done, field_of, refused, shanghai
from tests.outboxes import envelopes


def _record(register: Database, **changed: Any) -> ReceptionView:
    usual: dict[str, Any] = {
        "community": LILIN,
        "visitors": 7,
        "channel": Channel.STATION_DUTY,
        "held_at": shanghai(2013, 5, 4),
    }
    return done(register, operations.record, COMMISSIONER, RecordReception(**usual | changed))


def test_a_reception_is_told_to_the_world_without_a_person(register: Database) -> None:
    """R55."""
    kept = _record(register)

    (told,) = envelopes(register, kept.id)
    event = told.event()
    assert isinstance(event, ReceptionRecorded)
    assert (event.visitors, event.channel, event.version) == (7, Channel.STATION_DUTY, 1)
    assert (told.area, told.actor_role) == (LILIN, "commissioner")
    assert str(COMMISSIONER.account) not in told.text()


@pytest.mark.parametrize(
    ("held_at", "code"),
    [
        (clock.now() + dt.timedelta(days=1), "in_the_future"),
        (shanghai(1013, 5, 4), "too_long_ago"),
    ],
)
def test_a_time_that_cannot_be_is_refused(
    register: Database, held_at: dt.datetime, code: str
) -> None:
    assert field_of(refused(_record, register, held_at=held_at)) == ("held_at", code)
