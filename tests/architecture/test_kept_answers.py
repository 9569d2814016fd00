"""What takes no Idempotency-Key is kept by no service.

A kept answer lies there for thirty days: it would join a slip with its vote, or show a contact
again that is erased, to a reader that nobody writes down.
"""

from __future__ import annotations

from bus import subscriptions
from bus.rpc import RpcMethod
from cli.hosted import SERVICES, service_class
from contracts import registry
from tests.gateway.cases.case import gathered
from tests.gateway.keyed import EACH_TIME_ANEW


def test_what_takes_no_key_is_done_again_by_its_service() -> None:
    kept = [
        (case.becomes.SERVICE, case.becomes.METHOD)
        for case in gathered()
        if f"{case.method} {case.rule}" in EACH_TIME_ANEW
        and _answers(case.becomes.SERVICE, case.becomes.METHOD).repeatable
    ]

    assert kept == []


def test_no_look_at_personal_data_is_kept_to_be_seen_again() -> None:
    registry.load_all()
    kept = [
        (service, method)
        for service, method in registry.REQUESTS
        if method.startswith(("disclose_", "export_", "reach_"))
        and (answers := _answers(service, method)).writes
        and answers.repeatable
    ]

    assert kept == []


def _answers(service: str, method: str) -> RpcMethod:
    [found] = [
        entrypoint
        for name, entrypoint in _ENTRYPOINTS[service]
        if name == method and isinstance(entrypoint, RpcMethod)
    ]
    return found


_ENTRYPOINTS = {name: subscriptions.entrypoints_of(service_class(name)) for name in SERVICES}
