"""Everything declared in the contracts has somebody who sends it and somebody who takes it."""

from __future__ import annotations

from typing import Any

import pytest

from bus import subscriptions
from bus.lanes import Lane
from bus.offering import METHODS
from bus.rpc import RpcMethod
from cli.hosted import SERVICES, service_class
from contracts import registry
from contracts.feed import Digested
from contracts.gateway.words import LogSource
from contracts.handing_over import SOURCES, HandedOver
from contracts.registry import EVENTS, REQUESTS
from gateway.api.events import OF_SOURCE
from tests.architecture.sources import names_used

registry.load_all()

#: Events that no service of ours listens to, and their listeners outside.
_FOR_OTHERS: dict[str, str] = {
    "linli.recruitment.survey_opened": "the console and systems of the street invite to answer",
    "linli.recruitment.survey_closed": "the same take the invitation back",
    "linli.recruitment.survey_published": "the console and systems of the street show the results",
    "linli.incentives.commissioner_rated": "systems of the street show how many rated",
    "linli.incentives.selection_opened": "systems of the street announce it",
    "linli.incentives.work_report_published": "the console and systems of the street show it",
    "linli.incentives.complaint_received": "systems of the street follow complaints",
    "linli.incentives.complaint_answered": "systems of the street follow complaints",
    "linli.incentives.nomination_recorded": "systems of the street follow nominations",
    "linli.incentives.committee_election_recorded": "systems of the street follow elections",
    "linli.incentives.project_review_closed": "the console and systems of the street show it",
    "linli.recruitment.post_cap_overridden": "the street follows what it has granted",
    "linli.recruitment.post_override_ended": "the street follows what it has granted",
    "linli.recruitment.back_entries_allowed": "the street follows what it has consented to",
    "linli.recruitment.back_entries_ended": "the street follows what it has consented to",
    "linli.recruitment.campaign_announced": "notices and the street's feed tell of it",
    "linli.recruitment.campaign_opened": "notices and the street's feed tell of it",
    "linli.recruitment.campaign_closed": "notices and the street's feed tell of it",
    "linli.recruitment.campaign_concluded": "notices and the street's feed tell of it",
    "linli.recruitment.application_received": "systems of the street follow the recruitment",
    "linli.recruitment.application_withdrawn": "systems of the street follow the recruitment",
    "linli.recruitment.application_decided": "systems of the street follow the recruitment",
    "linli.recruitment.notice_consent_changed": "who copied a name from a notice takes it back",
    "linli.recruitment.regulation_published": "the street's feed tells its own systems",
    "linli.recruitment.appointment_proposed": "the street's feed and systems of others follow it",
    "linli.recruitment.notice_opened": "notices tell it to residents of the community",
    "linli.recruitment.appointment_decided": "notices tell it to the person",
    "linli.recruitment.appointment_withdrawn": "who tells of a notice takes it back",
    "linli.recruitment.term_ending": "the street's feed tells its own systems; people get a notice",
    "linli.recruitment.certificate_issued": "the street's feed and systems of others follow it",
    "linli.recruitment.certificate_revoked": "programs that keep a copy of a certificate learn of it",
    "linli.volunteers.activity_published": "the street's feed and systems of others announce it",
    "linli.volunteers.activity_cancelled": "the same take the announcement back",
    "linli.volunteers.certificate_of_hours_issued": "systems of the street follow it",
    "linli.volunteers.group_founded": "honours and reports count groups of a post and a community",
    "linli.volunteers.group_dissolved": "the same take them out of the count",
    "linli.volunteers.fund_budget_set": "systems of the street follow the support fund",
    "linli.volunteers.fund_approved": "systems of the street follow the support fund",
    "linli.volunteers.fund_withdrawn": "the same take the money out of what was approved",
    "linli.volunteers.contest_result_recorded": "honours count what groups of a post won",
    "linli.street.totals_digested": "the street office, its district and its city keep the figures",
    "linli.gateway.attachment_added": "the street's feed and systems of others follow it",
    "linli.gateway.file_attached": "the same, for things of every service",
    **{
        kind: "programs that keep a copy of the feed check it with this"
        for kind, event in EVENTS.items()
        if issubclass(event, Digested)
    },
}


#: Requests without a caller yet, and their future callers. No route asks them: no person is
#: answered.
_NOT_ASKED_YET: dict[str, str] = {}


def _entrypoints() -> list[tuple[str, str, Any]]:
    """Service, method and entry point of everything that is hosted."""
    return [
        (name, method, entrypoint)
        for name in sorted(SERVICES)
        for method, entrypoint in subscriptions.entrypoints_of(service_class(name))
    ]


_ANSWERED = {
    (service, method): entrypoint.request
    for service, method, entrypoint in _entrypoints()
    # What programs ask each owner of a log of events is the bus's own.
    if isinstance(entrypoint, RpcMethod) and method not in METHODS
}
_TAKEN = {
    event
    for _, _, entrypoint in _entrypoints()
    if isinstance(entrypoint, Lane)
    for event in entrypoint.events
}


@pytest.mark.parametrize("address", sorted(REQUESTS))
def test_every_request_is_answered(address: tuple[str, str]) -> None:
    assert _ANSWERED.get(address) is REQUESTS[address]


@pytest.mark.parametrize("address", sorted(_ANSWERED))
def test_every_answering_method_has_its_contract(address: tuple[str, str]) -> None:
    assert REQUESTS.get(address) is _ANSWERED[address]


@pytest.mark.parametrize("address", sorted(REQUESTS))
def test_every_request_is_asked_by_somebody(address: tuple[str, str]) -> None:
    """A method that nobody can reach is code that nobody needs."""
    name = REQUESTS[address].__name__

    assert (name in names_used("gateway", "cli")) is (name not in _NOT_ASKED_YET)


@pytest.mark.parametrize("kind", sorted(EVENTS))
def test_every_event_has_a_subscriber_or_a_reason(kind: str) -> None:
    assert (EVENTS[kind] in _TAKEN) is (kind not in _FOR_OTHERS)


@pytest.mark.parametrize("kind", sorted(EVENTS))
def test_every_event_is_made_by_its_source(kind: str) -> None:
    event = EVENTS[kind]
    home = "gateway" if event.SOURCE == "gateway" else f"services/{event.SOURCE}"

    assert event.__name__ in names_used(home)


@pytest.mark.parametrize("source", sorted({event.SOURCE for event in EVENTS.values()}))
def test_every_source_has_its_log(source: str) -> None:
    """docs/guides/events.md: programs with a copy read what was told, and check it each night."""
    digested = EVENTS[f"linli.{source}.day_digested"]

    assert source == OF_SOURCE[LogSource(source)].SERVICE
    assert issubclass(digested, Digested)
    assert service_class(source).digest_days.__qualname__.startswith("digests.")


def test_reasons_are_given_for_events_that_exist() -> None:
    assert set(_FOR_OTHERS) <= set(EVENTS)


def test_every_source_that_hands_over_tells_it_and_is_listened_to() -> None:
    """A hand-over is whole when each of them has told: one left out would be waited for ever."""
    telling = [event for event in EVENTS.values() if issubclass(event, HandedOver)]

    assert sorted(event.SOURCE for event in telling) == sorted(SOURCES)
    assert set(telling) <= _TAKEN
