"""`python -m tests.benchmarks.answers`: the gateway's processor time for a list of 50 appeals.

The services are played by hand: what is measured is the gateway alone, from the request to
the written answer, beside what it would take to read the answer and write it again.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any, cast

from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from contracts.appeals.intake import AppealPage, ListAppeals
from contracts.registry import Request
from gateway.people.identity import operations
from tests.gateway.actors import HOUR, STAFF
from tests.gateway.answers import an_appeal
from tests.gateway.doubles import SECRET, Gateway, Services
from vocabulary.actors import Actor

_ROUNDS = 200


class _Written(Services):
    """A service that wrote its answer already."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__()
        self._answer = answer

    def ask_plain(
        self,
        actor: Actor,  # noqa: ARG002 - nobody is asked
        request: Request[Any],  # noqa: ARG002 - nobody is asked
        *,
        idempotency_key: str | None = None,  # noqa: ARG002 - nobody is asked
    ) -> dict[str, Any]:
        """The answer."""
        return self._answer


def main() -> None:
    """Print what a list costs, and what reading and writing it again would."""
    plain = AppealPage(items=[an_appeal() for _ in range(50)]).plain()
    handed_on = _milliseconds(_asking(Gateway(services=_Written(plain))))
    again = _milliseconds(lambda: ListAppeals.ANSWER.read(plain).plain())
    print(f"gateway, a list of 50, CPU ms            {handed_on:6.2f}")
    print(f"to read it and write it again, CPU ms    {again:6.2f}")


def _asking(gateway: Gateway) -> Callable[[], object]:
    token = operations.issue(SECRET, STAFF, HOUR)
    headers = Headers({"Authorization": f"Bearer {token}"})
    environ = EnvironBuilder("/api/v1/appeals", headers=headers).get_environ()

    def ask() -> object:
        statuses: list[str] = []
        answer = gateway.app(dict(environ), lambda status, *_: cast("Any", statuses.append(status)))
        body = b"".join(answer)
        assert statuses == ["200 OK"], body
        return body

    return ask


def _milliseconds(work: Callable[[], object]) -> float:
    return statistics.median(_once(work) for _ in range(_ROUNDS)) * 1000


def _once(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
