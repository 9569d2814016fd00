from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.appeals.receptions import ReceptionRecorded, ReceptionView, RecordReception
from contracts.appeals.words import Channel
from runtime import clock
from runtime.database import Database
from services.appeals.receptions import operations
from tests.builders import (
    COMMISSIONER,
    DENGLIANG,
    HUA,
    LI,
    LILIN,
    STAFF,
    done,
    field_of,
    in_office,
    refused,
    shanghai,
)
from tests.outboxes import envelopes
from vocabulary.actors import Actor


def _record(register: Database, by: Actor = COMMISSIONER, **changed: Any) -> ReceptionView:
    usual: dict[str, Any] = {
        "community": LILIN,
        "visitors": 7,
        "channel": Channel.STATION_DUTY,
        "held_at": shanghai(2013, 5, 4),
    }
    return done(register, operations.record, by, RecordReception(**usual | changed))


def test_a_reception_is_told_with_the_commissioner_who_held_it(register: Database) -> None:
    """R55."""
    kept = _record(register)

    (told,) = envelopes(register, kept.id)
    event = told.event()
    assert isinstance(event, ReceptionRecorded)
    assert (event.visitors, event.channel, event.version) == (7, Channel.STATION_DUTY, 1)
    assert (told.area, told.actor_role) == (LILIN, "commissioner")
    assert event.commissioner == COMMISSIONER.account


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


@pytest.mark.parametrize("name", ["nobody", str(LI), STAFF.account])
def test_staff_name_only_a_commissioner_in_office_there_on_that_day(
    register: Database, name: str
) -> None:
    """As an assignment does; a clerk is no commissioner either."""
    in_office(register, HUA)
    in_office(register, LI, community=DENGLIANG)

    refusal = refused(_record, register, STAFF, commissioner=name)

    assert field_of(refusal) == ("commissioner", "not_in_office")
    assert _record(register, STAFF, commissioner=str(HUA)).commissioner == str(HUA)
