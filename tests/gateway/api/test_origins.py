"""A request's origin travels with it to the audit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from audit import context
from contracts.registry import Answer, Request
from gateway.app import create_app
from gateway.wire.addresses import proxies
from tests.gateway.actors import STAFF
from tests.gateway.doubles import DENGLIANG, Gateway, Services
from vocabulary.actors import Actor
from vocabulary.origins import Origin

_APPEAL = {
    "community": DENGLIANG,
    "category": "pets",
    "applicant_group": "resident",
    "text": "狗没有牵绳。",
}
_FORWARDED = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}


class Listening(Services):
    """Services that notice from where they are asked."""

    heard: list[Origin]

    def ask(
        self, actor: Actor, request: Request[Any], *, idempotency_key: str | None = None
    ) -> Any:
        """As `Services` does."""
        self.heard = [*getattr(self, "heard", []), context.origin()]
        found: Answer = super().ask(actor, request, idempotency_key=idempotency_key)
        return found


def _submitted_from(gateway: Gateway) -> tuple[str | None, str | None]:
    response = gateway.call("POST", "/api/v1/public/appeals", json=_APPEAL, headers=_FORWARDED)
    assert response.status_code == 202
    event = gateway.broker.puts[-1].event
    return event.submitted_from, event.submitted_with


def _behind(trusted: str) -> Gateway:
    made = Gateway()
    made.app = create_app(replace(made.dependencies, trusted_proxies=proxies(trusted)))
    return made


def test_an_appeal_carries_the_address_of_the_connection() -> None:
    assert _submitted_from(Gateway()) == ("127.0.0.1", "http")


def test_behind_a_trusted_proxy_it_carries_what_the_proxy_saw() -> None:
    assert _submitted_from(_behind("1")) == ("203.0.113.7", "http")
    assert _submitted_from(_behind("127.0.0.0/8")) == ("203.0.113.7", "http")


def test_a_service_is_asked_from_where_the_client_is() -> None:
    services = Listening()

    Gateway(services=services).call("GET", "/api/v1/receptions", by=STAFF, headers=_FORWARDED)

    assert services.heard == [Origin(address="127.0.0.1", program="http")]
