from __future__ import annotations

import pytest

from contracts.appeals.actions import TakeAction
from contracts.appeals.closing import CloseAppeal, ContestAppeal
from contracts.appeals.rating import AppealRated, RateAppeal, RateTrackedAppeal
from contracts.appeals.words import Method, Outcome
from runtime.database import Database
from services.appeals.actions import operations as actions
from services.appeals.closing import operations as closing
from services.appeals.rating import operations
from tests.builders import (
    COMMISSIONER,
    STAFF,
    a_declined_appeal,
    a_settled_appeal,
    an_assigned_appeal,
    done,
    refused,
    shown,
)
from tests.outboxes import envelopes
from vocabulary.problems import Forbidden, WrongState


def test_the_resident_rates_with_the_tracking_code(register: Database) -> None:
    """R25."""
    settled = a_settled_appeal(register)
    request = RateTrackedAppeal(tracking_code=settled.tracking_code, score=5, comment="很快")

    tracked = done(register, operations.rate_tracked, request)

    assert not tracked.may_rate
    seen = shown(register, settled.id)
    assert (seen.rating, seen.history[-1].score, seen.history[-1].note) == (5, 5, "很快")
    told = envelopes(register, settled.id)[-1]
    event = told.event()
    assert isinstance(event, AppealRated)
    assert (event.score, event.version, told.actor_role) == (5, 6, "resident")
    assert "很快" not in told.text()


def test_staff_write_down_what_a_resident_said(register: Database) -> None:
    settled = a_settled_appeal(register)

    rated = done(register, operations.rate, STAFF, RateAppeal(appeal_id=settled.id, score=3))

    assert rated.rating == 3
    assert rated.history[-1].by == STAFF.account


@pytest.mark.one_database
def test_nobody_rates_their_own_work(register: Database) -> None:
    settled = a_settled_appeal(register)
    request = RateAppeal(appeal_id=settled.id, score=5)

    assert isinstance(refused(done, register, operations.rate, COMMISSIONER, request), Forbidden)


def test_a_round_is_rated_once_by_whichever_way(register: Database) -> None:
    settled = a_settled_appeal(register)
    done(register, operations.rate, STAFF, RateAppeal(appeal_id=settled.id, score=3))
    request = RateTrackedAppeal(tracking_code=settled.tracking_code, score=5)

    assert isinstance(refused(done, register, operations.rate_tracked, request), WrongState)
    assert shown(register, settled.id).rating == 3


def test_a_new_round_has_a_rating_of_its_own_and_the_old_one_stays_in_the_history(
    register: Database,
) -> None:
    settled = a_settled_appeal(register)
    code = settled.tracking_code
    done(register, operations.rate_tracked, RateTrackedAppeal(tracking_code=code, score=1))
    done(register, closing.contest, ContestAppeal(tracking_code=code, reason="还是漏水"))
    action = TakeAction(appeal_id=settled.id, method=Method.REPORT_AND_FOLLOW_UP, note="换管")
    done(register, actions.take, COMMISSIONER, action)
    done(
        register,
        closing.close,
        COMMISSIONER,
        CloseAppeal(appeal_id=settled.id, outcome=Outcome.SETTLED),
    )

    done(register, operations.rate_tracked, RateTrackedAppeal(tracking_code=code, score=5))

    seen = shown(register, settled.id)
    assert (seen.round, seen.rating) == (2, 5)
    assert [step.score for step in seen.history if step.score] == [1, 5]


def test_a_declined_appeal_can_be_rated_too(register: Database) -> None:
    """A person who was declined has an opinion as well."""
    declined = a_declined_appeal(register)

    rated = done(register, operations.rate, STAFF, RateAppeal(appeal_id=declined.id, score=2))

    assert rated.rating == 2


@pytest.mark.one_database
def test_an_open_appeal_is_not_rated(register: Database) -> None:
    appeal = an_assigned_appeal(register)
    request = RateTrackedAppeal(tracking_code=appeal.tracking_code, score=5)

    assert isinstance(refused(done, register, operations.rate_tracked, request), WrongState)
