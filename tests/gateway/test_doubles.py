"""Tests share what is costly to make, and nothing that another test could change."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from contracts.appeals.intake import ShowAppeal
from contracts.appeals.receptions import ListReceptions
from contracts.street.totals import ShowTotals
from tests.gateway.actors import STAFF
from tests.gateway.answers import answering_gateway
from tests.gateway.doubles import Gateway
from tests.journeys.running import an_appeal
from vocabulary.problems import Unavailable


def _picture(gateway: Gateway) -> dict[str, Any]:
    """What a test may change, as values that stay when it does."""
    return {
        "answers": dict(gateway.services.answers),
        "asked": list(gateway.services.asked),
        "puts": list(gateway.broker.puts),
        "away": gateway.broker.away,
        "areas": dict(gateway.reference.known().areas),
        "views": dict(gateway.app.view_functions),
        "settings": dict(gateway.app.config),
        "extensions": set(gateway.app.extensions),
    }


_PRISTINE = _picture(answering_gateway())


@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_test_changes_is_gone_in_the_next(gateway: Gateway, turn: int) -> None:
    """Everything is spoilt in each turn; the second finds it as new."""
    assert _picture(gateway) == _PRISTINE

    assert gateway.call("GET", "/api/v1/appeals", by=STAFF).status_code == 200
    assert gateway.call("POST", "/api/v1/public/appeals", json=an_appeal()).status_code == 202
    gateway.services.answers[ListReceptions] = Unavailable("稍后", "later")
    del gateway.services.answers[ShowAppeal]
    gateway.broker.away = Unavailable("稍后", "later")
    gateway.reference.known().areas.popitem()  # type: ignore[attr-defined]  # a dict, as tests make it
    gateway.app.view_functions.clear()
    gateway.app.config["SECRET_KEY"] = "of one test"
    gateway.app.extensions["of one test"] = None

    spoilt = _picture(gateway)
    assert [part for part in spoilt if spoilt[part] == _PRISTINE[part]] == []


def test_an_answer_is_made_anew_for_each_that_asks(gateway: Gateway) -> None:
    """As by a real service: what one does to its answer shows nowhere else."""
    gateway.services.ask(STAFF, ShowTotals()).by_community.clear()

    assert len(gateway.services.ask(STAFF, ShowTotals()).by_community) == 1


def test_two_gateways_share_no_part_that_can_change() -> None:
    one, other = answering_gateway(), answering_gateway()

    parts = [field.name for field in dataclasses.fields(Gateway)]
    shared = [name for name in parts if getattr(one, name) is getattr(other, name)]
    assert shared == ["database", "trusted_proxies", "has_health_port"]
    assert (one.database, one.trusted_proxies.__dataclass_params__.frozen) == (None, True)  # type: ignore[attr-defined]  # what dataclass() leaves there
