from __future__ import annotations

import pytest

from bus.lanes import Lane
from bus.offering import METHODS
from bus.rpc import RpcMethod
from bus.subscriptions import entrypoints_of
from contracts import registry
from services.appeals.service import AppealsIntakeService, AppealsService

_READS = {
    "show_appeal",
    "list_appeals",
    "track_appeal",
    "list_receptions",
    "list_community_disclosures",
    "list_disclosures",
    "track_disclosures",
    "read_appeals_log",
    "show_category",
    "audit_of_appeals",
    "count_appeals",
    "tell_published",
    "count_commissioners",
    "show_durations",
}


def _answered() -> dict[str, RpcMethod]:
    found = entrypoints_of(AppealsService)
    return {name: point for name, point in found if isinstance(point, RpcMethod)}


def test_every_request_of_the_contract_is_answered() -> None:
    registry.load_all()
    asked = {method for service, method in registry.REQUESTS if service == "appeals"}

    # And what every owner of a log of events answers.
    assert set(_answered()) == {*asked, *METHODS}


@pytest.mark.parametrize("name", sorted(_answered()))
def test_what_changes_something_is_one_transaction_and_what_reads_is_not(name: str) -> None:
    assert _answered()[name].writes is (name not in _READS)


def test_submitted_appeals_are_taken_in_by_the_intake_worker_alone() -> None:
    """Design §4: the worker is a process of its own and scales out by itself."""
    lanes = dict(entrypoints_of(AppealsIntakeService))

    assert isinstance(lanes["take_in"], Lane)
    assert lanes["take_in"].queue_name == "appeals.intake"
    others = [point for _, point in entrypoints_of(AppealsService) if isinstance(point, Lane)]
    assert "appeals.intake" not in {lane.queue_name for lane in others}


def test_no_copy_of_what_was_disclosed_stays_behind() -> None:
    """An answer kept for a repetition would outlive an erasure."""
    once = {name for name, point in _answered().items() if not point.repeatable}

    assert once == {
        "disclose_contact",
        "find_appeals",
        "reach_applicant",
        "export_own_data",
        "erase_own_data",
        "erase_appeal",
    }
