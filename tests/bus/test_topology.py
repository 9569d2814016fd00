from __future__ import annotations

import re
from typing import Any

import pytest

from bus import topology
from bus.naming import SubscriptionNames
from bus.topology import ServiceTopology, Topology
from contracts.street.digests import TotalsDigested

_STREET = ServiceTopology(
    name="street",
    source="street",
    subscriptions=(
        SubscriptionNames(
            "evt-appeals--street.project_appeal", (("appeals.events", "appeal_closed"),)
        ),
    ),
    events=(TotalsDigested.NAME,),
    answers_requests=True,
)
_INTAKE = ServiceTopology(
    name="appeals-intake",
    source="appeals",
    subscriptions=(SubscriptionNames("appeals.intake", ()),),
    events=("appeal_closed",),
    answers_requests=False,
)
_PASSWORDS = {
    "street": "street secret",
    "appeals-intake": "intake secret",
    "digests-reader": "reader secret",
}


@pytest.fixture
def written() -> dict[str, Any]:
    wanted = Topology(sources=("appeals", "gateway"), services=(_STREET, _INTAKE))
    return topology.definitions(wanted, _PASSWORDS)


def _named(written: dict[str, Any], kind: str, name: str, key: str = "name") -> dict[str, Any]:
    (found,) = [one for one in written[kind] if one[key] == name]
    return dict(found)


def test_every_queue_of_messages_is_a_quorum_queue_with_a_net_below(
    written: dict[str, Any],
) -> None:
    """Design §3.6: dead letters at least once, and a limit on crash loops."""
    for service, queue in (
        ("street", "evt-appeals--street.project_appeal"),
        ("appeals-intake", "appeals.intake"),
    ):
        assert _named(written, "queues", queue)["arguments"] == {"x-queue-type": "quorum"}
        policy = _named(written, "policies", f"dead-letters-of-{service}")
        assert re.match(policy["pattern"], queue)
        assert policy["definition"]["dead-letter-strategy"] == "at-least-once"
        assert policy["definition"]["overflow"] == "reject-publish"
        assert policy["definition"]["dead-letter-routing-key"] == service
        assert _named(written, "queues", f"dead.{service}")


def test_no_count_of_deliveries_loses_a_dead_letter(written: dict[str, Any]) -> None:
    """Below the dead queues there is nothing more."""
    policy = _named(written, "policies", "dead-letters-stay")

    assert re.match(policy["pattern"], "dead.street")
    assert not re.match(policy["pattern"], "evt-appeals--street.project_appeal")
    assert policy["definition"]["delivery-limit"] > 1_000_000


def test_a_service_may_read_only_its_own_queues(written: dict[str, Any]) -> None:
    """Design §3.11: least privilege."""
    street = _named(written, "permissions", "street", key="user")

    assert re.match(street["read"], "evt-appeals--street.project_appeal")
    assert not re.match(street["read"], "appeals.intake")
    assert not re.match(street["write"], "gateway.events")
    assert not re.match(street["configure"], "appeals.events")


def test_only_those_who_share_its_database_publish_for_a_service(written: dict[str, Any]) -> None:
    """An event is as true as the user that may publish it."""
    intake = _named(written, "permissions", "appeals-intake", key="user")
    street = _named(written, "permissions", "street", key="user")

    assert re.match(intake["write"], "appeals.events")
    assert not re.match(street["write"], "appeals.events")
    assert not re.match(street["write"], "amq.default")


def test_a_listener_may_ask_its_sources_for_lost_events_and_nothing_else(
    written: dict[str, Any],
) -> None:
    [street] = [
        one
        for one in written["topic_permissions"]
        if (one["user"], one["exchange"]) == ("street", "nameko-rpc")
    ]

    assert re.match(street["write"], "appeals.offer_again")
    assert re.match(street["write"], "appeals.tell_published")
    assert not re.match(street["write"], "appeals.submit_appeal")
    assert not re.match(street["write"], "gateway.create_account")
    assert not re.match(street["write"], "incentives.offer_again")


def test_every_event_also_lands_in_the_street_feed(written: dict[str, Any]) -> None:
    bound = {(one["source"], one["destination"]) for one in written["bindings"]}

    assert {
        ("appeals.events", "public.events"),
        ("gateway.events", "public.events"),
        ("public.events", "street.feed"),
    } <= bound


def test_the_digests_have_a_stream_of_their_own_that_cannot_fill_the_disk(
    written: dict[str, Any],
) -> None:
    stream = _named(written, "queues", "street.digests")
    bound = [one for one in written["bindings"] if one["destination"] == "street.digests"]

    assert stream["arguments"] == {
        "x-queue-type": "stream",
        "x-max-age": "7D",
        "x-max-length-bytes": 2_000_000_000,
    }
    assert [(one["source"], one["routing_key"]) for one in bound] == [
        ("public.events", TotalsDigested.NAME),
        # What the stream refused is given to it alone.
        ("again", "street.digests"),
    ]


def test_the_office_reads_the_digests_and_nothing_else(written: dict[str, Any]) -> None:
    """Every raw event names accounts of those who handle; a digest names nobody."""
    office = _named(written, "permissions", "digests-reader", key="user")
    everything = {one["name"] for kind in ("queues", "exchanges") for one in written[kind]}

    assert [name for name in everything if re.match(office["read"], name)] == ["street.digests"]
    assert [
        name
        for name in [*everything, "", "amq.default", "office.copy"]
        if re.match(office["write"], name) or re.match(office["configure"], name)
    ] == [""]


def test_no_password_stands_in_the_definitions(written: dict[str, Any]) -> None:
    assert not any(password in str(written) for password in _PASSWORDS.values())


def test_the_feed_cannot_fill_the_disk(written: dict[str, Any]) -> None:
    """A full broker stops intake, whatever old events fill it."""
    [policy] = [one for one in written["policies"] if one["pattern"] == r"^street\.feed$"]

    assert 0 < policy["definition"]["max-length-bytes"] <= 10**10


def test_the_street_may_offer_a_digest_again_and_nobody_else(written: dict[str, Any]) -> None:
    may = {
        one["user"]
        for one in written["topic_permissions"]
        if one["exchange"] == "again" and re.fullmatch(one["write"], "street.digests")
    }

    assert may == {"street"}
