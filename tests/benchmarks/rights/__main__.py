"""What it costs to know who calls and what they may, beside the whole request, in one run.

A deployed system answers the same requests, two that read, one that changes something
and an appeal through the short door of intake, with an access token, an API key and a
cookie. The gateway itself says how long it took to admit them, and how long the
whole took; what the services' own check costs is timed apart and added.
"""

from __future__ import annotations

import argparse
import re
import timeit
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import requests

from runtime.identifiers import new_id
from runtime.scope import visible_to
from services.appeals.appeal.model import Appeal
from tests.journeys.people import Person, administrator_of_the_street, commissioner_made_by
from tests.journeys.running import DENGLIANG, Json, Running, an_appeal, commissioner_of
from tests.servers.postgres import Postgres
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import wait_for
from tests.system import SECRET, System
from vocabulary import permissions
from vocabulary.permissions import Action

_ROUNDS = 400
_CHECKS = 20_000
_APPEALS = 50
_SAMPLE = re.compile(r"^(\w+)\{(.*)\} (\S+)$", re.MULTILINE)

Send = Callable[["_Asked"], requests.Response]


@dataclass(frozen=True)
class _Asked:
    """One kind of request."""

    method: str
    path: str
    #: As the gateway counts it.
    rule: str
    status: int = 200
    body: Json | None = None


@dataclass
class _Spent:
    """Seconds and requests, as the gateway counts them."""

    seconds: float
    count: float

    def since(self, before: _Spent) -> _Spent:
        return _Spent(self.seconds - before.seconds, self.count - before.count)

    @property
    def each(self) -> float:
        """Microseconds for one."""
        return 1e6 * self.seconds / self.count


def main() -> None:
    """Measure and print; ends with 1 where the checks cost a tenth of any request or more."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=_ROUNDS)
    rounds = arguments.parse_args().rounds
    postgres, rabbitmq = Postgres(), RabbitMQ()
    try:
        postgres.start()
        rabbitmq.start()
        with System(postgres, rabbitmq, as_deployed=True) as system:
            shares = _measure(system, rounds)
    finally:
        rabbitmq.remove()
        postgres.remove()
    raise SystemExit(max(shares) >= 0.1)


def _measure(system: System, rounds: int) -> list[float]:
    address = system["gateway"].address
    running = Running(address, SECRET, system.settings, system.rows, list)
    receipts = [running.submit() for _ in range(_APPEALS)]
    system.settle(_APPEALS)
    check = _service_check()
    print(f"\nwho may what, asked again by a service: {1e6 * check:.1f} µs a request\n")
    print("proof    request                          whole   admission   with the service   share")
    person = commissioner_made_by(administrator_of_the_street(running), str(new_id()))
    shares = []
    for proof, send in _proofs(running, person).items():
        for asked in _requests(receipts[0]["id"]):
            whole, admission = _timed(address, send, asked, proof, rounds)
            both = admission + 1e6 * check
            shares.append(both / whole)
            name = f"{asked.method} {asked.rule.removeprefix('/api/v1')}"
            print(
                f"{proof:8} {name:28} {whole:7.0f} µs {admission:8.1f} µs {both:12.1f} µs "
                f"{100 * both / whole:9.2f} %",
                flush=True,
            )
    return shares


def _requests(appeal_id: str) -> list[_Asked]:
    appeals = "/api/v1/appeals"
    reception = {
        "community": DENGLIANG,
        "visitors": 3,
        "channel": "station_duty",
        "held_at": "2013-05-06T09:30:00+08:00",
    }
    return [
        _Asked("GET", "/appeals?limit=20", appeals),
        _Asked("GET", f"/appeals/{appeal_id}", f"{appeals}/<uuid:appeal_id>"),
        _Asked("POST", "/receptions", "/api/v1/receptions", body=reception),
        _Asked("POST", "/appeals", appeals, status=202, body=an_appeal()),
    ]


def _service_check() -> float:
    """Seconds for what a service does with the table for one request."""
    actor = commissioner_of(DENGLIANG)

    def check() -> None:
        visible_to(actor, Action.APPEAL_READ, area=Appeal.community, owner=Appeal.commissioner)
        permissions.may(actor, Action.APPEAL_ACT, area=DENGLIANG, owner=actor.account)
        permissions.role_for(actor, Action.APPEAL_ACT, area=DENGLIANG, owner=actor.account)

    return min(timeit.repeat(check, number=_CHECKS // 5, repeat=5)) / (_CHECKS // 5)


def _proofs(running: Running, person: Person) -> Mapping[str, Send]:
    scopes = ["appeal.read", "appeal.record", "reception.record"]
    wish = {"name": "bench", "scopes": scopes, "current_password": person.password}
    key = person.answer("POST", "/api-keys", wish)
    browser = requests.Session()
    browser.headers["Origin"] = running.address
    begun = browser.post(
        f"{running.address}/api/v1/sessions",
        json={"login": person.login, "password": person.password},
        timeout=20,
    )
    begun.raise_for_status()
    browser.headers["X-CSRF-Token"] = begun.json()["csrf_token"]

    def by(client: requests.Session, **headers: str) -> Send:
        return lambda asked: client.request(
            asked.method,
            f"{running.address}/api/v1{asked.path}",
            json=asked.body,
            headers=headers,
            timeout=20,
        )

    return {
        "token": by(requests.Session(), Authorization=f"Bearer {person.token}"),
        "key": by(requests.Session(), Authorization=f"Bearer {key['secret']}"),
        "cookie": by(browser),
    }


def _timed(address: str, send: Send, asked: _Asked, proof: str, rounds: int) -> tuple[float, float]:
    """Microseconds of one request as a whole, and of its admission."""
    # A new key is known to the gateway after some seconds.
    wait_for(lambda: send(asked).ok, 20, f"{proof} is known")
    before = _spent(address, asked, proof)
    for _ in range(rounds):
        send(asked).raise_for_status()
    after = _spent(address, asked, proof)
    whole, admission = (now.since(then) for now, then in zip(after, before, strict=True))
    assert (whole.count, admission.count) == (rounds, rounds)
    return whole.each, admission.each


def _spent(address: str, asked: _Asked, proof: str) -> tuple[_Spent, _Spent]:
    text = requests.get(f"{address}/metrics", timeout=20).text
    samples = {(name, labels): float(value) for name, labels, value in _SAMPLE.findall(text)}

    def found(name: str, labels: str) -> _Spent:
        return _Spent(*(samples.get((f"{name}_{of}", labels), 0.0) for of in ("sum", "count")))

    whole = found("linli_http_seconds", f'route="{asked.rule}"')
    return whole, found("linli_admission_seconds", f'proof="{proof}"')


if __name__ == "__main__":
    main()
