"""The recording beside the examples, and the guide's rules: what an outsider can build on."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from contracts import registry
from contracts.asyncapi import QUEUES
from tests.examples import guide
from tests.examples.guide import Json

registry.load_all()
_CITY = "440300000000"


def test_the_guide_tells_of_every_event_that_an_office_receives() -> None:
    types = {one.cloud_type() for one in registry.EVENTS.values()} - QUEUES.keys()

    assert guide.untold(types) == []
    told, _ = guide.told_types()
    assert told <= types


@pytest.mark.parametrize("rule", guide.RULES)
def test_the_recording_keeps_the_rules_of_the_guide(rule: Callable[[Any], list[str]]) -> None:
    assert rule(guide.recording(guide.RECORDING)) == []


def test_the_guides_count_gives_the_figures_of_the_digest() -> None:
    events = guide.recording(guide.RECORDING)
    [ever] = [
        one for one in guide.newest_digests(events)[_CITY]["periods"] if one["span"] == "ever"
    ]

    assert guide.counted(events) == (ever["appeals"], ever["closed"], ever["settled"])


def _lacking_one(events: list[Json]) -> None:
    del events[len(events) // 2]


def _with_a_version_that_falls(events: list[Json]) -> None:
    [closed, *_] = [one for one in events if one["type"] == "linli.appeals.appeal_closed"]
    closed["data"]["version"] = 1


def _with_a_field_of_the_wrong_kind(events: list[Json]) -> None:
    [digest, *_] = [one for one in events if one["type"] == guide.DIGESTED]
    digest["data"]["periods"] = "many"


def _with_a_street_of_more_than_its_parts(events: list[Json]) -> None:
    newest = guide.newest_digests(events)
    newest[_CITY]["periods"][-1]["appeals"] += 1


@pytest.mark.parametrize(
    ("rule", "breaks"),
    [
        (guide.gaps, _lacking_one),
        (guide.falls, _with_a_version_that_falls),
        (guide.refused, _with_a_field_of_the_wrong_kind),
        (guide.unequal_sums, _with_a_street_of_more_than_its_parts),
    ],
)
def test_each_rule_bites(
    rule: Callable[[Any], list[str]], breaks: Callable[[list[Json]], None]
) -> None:
    events = copy.deepcopy(list(guide.recording(guide.RECORDING)))
    breaks(events)

    assert rule(events) != []
