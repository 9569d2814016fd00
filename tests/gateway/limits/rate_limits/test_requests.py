"""Limits of requests: how callers are counted, and the answer to callers over the limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from structlog.testing import capture_logs

from gateway.http.headers import BrowserPolicy
from gateway.limits.rate_limits.operations import RateLimits
from gateway.people.identity.operations import issue
from gateway.wire.addresses import TrustedProxies
from runtime import metrics
from tests.gateway import answers
from tests.gateway.actors import ADMINISTRATOR, COMMISSIONER, STAFF
from tests.gateway.doubles import SECRET, Gateway
from tests.gateway.house import House, Time
from tests.journeys.running import an_appeal
from vocabulary.actors import Actor, Role
from vocabulary.problems import Unavailable
from vocabulary.rate_limits import read

_APPEALS = "/api/v1/public/appeals"
_OPEN, _CLOSED = "/api/v1/public/categories", "/api/v1/appeals"


def _gateway(limits: str, **options: Any) -> Gateway:
    made = answers.answering_gateway(rate_limits=RateLimits(), **options)
    made.rate_limits.open(SECRET, read(limits))
    return made


def _statuses(gateway: Gateway, times: int, method: str, path: str, **options: Any) -> list[int]:
    address = options.pop("address", "192.0.2.1")
    return [
        gateway.call(method, path, environ_base={"REMOTE_ADDR": address}, **options).status_code
        for _ in range(times)
    ]


def _refused(kind: str) -> float:
    return metrics.REGISTRY.get_sample_value("linli_rate_limited_total", {"kind": kind}) or 0.0


@pytest.mark.parametrize(
    ("language", "word"), [("zh-CN", "过多"), ("en", "Too many appeals")], ids=["zh", "en"]
)
def test_too_many_appeals_are_refused_with_the_way_out(
    time: Time, language: str, word: str
) -> None:
    gateway = _gateway("intake=2/60")
    headers = {"Accept-Language": language}
    time.forward(seconds=15)

    *before, refused = [
        gateway.call("POST", _APPEALS, json=an_appeal(), headers=headers) for _ in range(3)
    ]

    assert [answer.status_code for answer in before] == [202, 202]
    assert refused.status_code == 429
    assert refused.content_type == "application/problem+json"
    assert word in refused.json["detail"]
    assert refused.json["code"] == "too_many_requests"
    assert all(refused.json[language]["detail"] for language in ("zh", "en"))
    # The two of this minute count half after half of the next.
    assert refused.headers["Retry-After"] == "75"
    assert refused.json["retry_after_seconds"] == 75
    assert refused.headers["X-Request-Id"] == refused.json["request_id"]
    assert refused.headers["X-Content-Type-Options"] == "nosniff"
    assert len(gateway.broker.puts) == 2

    time.forward(seconds=75)
    assert gateway.call("POST", _APPEALS, json=an_appeal()).status_code == 202


def test_appeals_without_an_account_are_limited_apart_from_reading(time: Time) -> None:
    gateway = _gateway("intake=1/60,address=3/60")

    assert _statuses(gateway, 2, "POST", _APPEALS, json=an_appeal()) == [202, 429]
    assert _statuses(gateway, 4, "GET", _OPEN) == [200, 200, 200, 429]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", _OPEN),
        ("GET", _CLOSED),
        ("GET", "/openapi.json"),
        ("GET", "/docs"),
        ("GET", "/no/such/place"),
        ("OPTIONS", _OPEN),
        ("PATCH", _OPEN),
    ],
)
@pytest.mark.parametrize("proof", [None, "Bearer made-up"])
def test_whatever_comes_from_nobody_counts_by_address(
    time: Time,
    method: str,
    path: str,
    proof: str | None,
) -> None:
    """401, 404 and 405 too; a proof that nobody looks at is no way around."""
    gateway = _gateway("address=2/60,failed=2/60")
    headers = {} if proof is None else {"Authorization": proof}

    statuses = _statuses(gateway, 3, method, path, headers=headers)

    assert 429 not in statuses[:2]
    assert statuses[2] == 429
    assert _statuses(gateway, 1, method, path, headers=headers, address="192.0.2.9") != [429]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer made-up"}])
def test_supervisors_are_never_refused(path: str, headers: Mapping[str, str]) -> None:
    gateway = _gateway("address=1/60,proof=1/60")

    assert 429 not in _statuses(gateway, 5, "GET", path, headers=dict(headers))


def test_who_has_an_account_is_not_hurt_by_a_flood_from_the_same_address(time: Time) -> None:
    gateway = _gateway("intake=1/60,address=1/60,proof=5/60")
    assert _statuses(gateway, 3, "GET", _OPEN)[-1] == 429
    assert _statuses(gateway, 3, "POST", _APPEALS, json=an_appeal())[-1] == 429

    assert _statuses(gateway, 3, "GET", _CLOSED, by=STAFF) == [200] * 3
    assert _statuses(gateway, 3, "POST", _CLOSED, by=STAFF, json=an_appeal()) == [202] * 3
    assert 429 not in _statuses(gateway, 3, "POST", "/api/v1/tokens", json={})


def test_each_account_has_a_limit_of_its_own_from_wherever_it_calls(time: Time) -> None:
    gateway = _gateway("account=2/60")

    assert _statuses(gateway, 2, "GET", _CLOSED, by=STAFF) == [200, 200]
    elsewhere = _statuses(
        gateway, 1, "POST", _CLOSED, by=STAFF, json=an_appeal(), address="10.0.0.9"
    )
    assert elsewhere == [429]
    assert _statuses(gateway, 1, "GET", _CLOSED, by=COMMISSIONER) == [200]


@pytest.mark.parametrize(
    ("searched", "by", "body"),
    [
        ("appeals", STAFF, {"quoted": "13800138000", "reason": "asked_by_person"}),
        ("applications", STAFF, {"person": "13800138000", "reason": "asked_by_person"}),
        ("consents", ADMINISTRATOR, {"phone": "13800138000"}),
    ],
)
def test_trying_out_whose_a_phone_is_is_slowed_down_and_other_work_goes_on(
    time: Time, searched: str, by: Actor, body: dict[str, str]
) -> None:
    gateway = _gateway("search=2/60")
    path = f"/api/v1/{searched}/search"

    statuses = _statuses(gateway, 3, "POST", path, by=by, json=body)
    elsewhere = _statuses(gateway, 1, "POST", path, by=by, json=body, address="10.0.0.9")

    assert statuses + elsewhere == [200, 200, 429, 429]
    assert _statuses(gateway, 1, "GET", "/api/v1/receptions", by=STAFF) == [200]


def test_guessing_is_slowed_down_and_who_is_at_work_goes_on(time: Time) -> None:
    """What guesses cannot be told from is refused unread; our own signature is no guess."""
    gateway = _gateway("failed=3/60")
    assert _statuses(gateway, 1, "GET", _CLOSED, by=STAFF) == [200]
    guesses = [
        _statuses(gateway, 1, "GET", _CLOSED, headers={"Authorization": f"Bearer guess-{place}"})[0]
        for place in range(5)
    ]

    assert guesses == [401, 401, 401, 429, 429]
    assert _statuses(gateway, 1, "GET", _CLOSED, by=STAFF) == [200]
    # A token that this gateway never saw, as after a renewal.
    assert _statuses(gateway, 1, "GET", _CLOSED, by=COMMISSIONER) == [200]
    other = {"Authorization": "Bearer guess-9"}
    assert _statuses(gateway, 1, "GET", _CLOSED, headers=other) == [429]
    assert _statuses(gateway, 1, "GET", _CLOSED, headers=other, address="10.0.0.9") == [401]


def test_a_token_of_ours_that_has_ended_counts_as_a_wrong_one(time: Time) -> None:
    gateway = _gateway("failed=2/60")
    ended = {"Authorization": f"Bearer {issue(SECRET, STAFF, dt.timedelta(minutes=1))}"}
    time.forward(minutes=2)

    assert _statuses(gateway, 4, "GET", _CLOSED, headers=ended) == [401, 401, 429, 429]


_OWN = "/api/v1/accounts/me"


def _guess(house: House, secrets: Iterable[str]) -> list[int]:
    stranger, statuses = house.browser(), []
    for secret in secrets:
        stranger.secret = secret
        statuses.append(stranger.send("GET", _OWN).status_code)
    return statuses


def test_a_cookie_that_changed_is_still_known_by_its_sign_in(quick_house: House) -> None:
    """One loop behind an address must not lock colleagues at work out after a quarter of an hour."""
    house = quick_house
    at_work = house.browser()
    at_work.sign_in(house.person())
    house.gateway.rate_limits.open(SECRET, read("failed=3/60"))
    before = at_work.secret
    house.time.forward(minutes=16)
    assert _guess(house, (f"made-{place}" for place in range(4))) == [401, 401, 401, 429]

    statuses = [at_work.send("GET", _OWN).status_code for _ in range(4)]

    assert statuses == [200] * 4
    assert at_work.secret != before


def test_another_gateway_that_knew_the_sign_in_knows_the_new_cookie(quick_house: House) -> None:
    house = quick_house
    at_work = house.browser()
    at_work.sign_in(house.person())
    other = House(house.database, house.time)
    other.gateway.rate_limits.open(SECRET, read("failed=3/60"))
    before = at_work.secret or ""
    assert _guess(other, [before]) == [200]
    house.time.forward(minutes=16)
    assert _guess(other, (f"made-{place}" for place in range(4))) == [401, 401, 401, 429]
    at_work.send("GET", _OWN)
    fresh = at_work.secret or ""

    assert fresh != before
    assert _guess(other, [fresh]) == [200]


def test_who_signs_in_where_guesses_come_from_goes_on(quick_house: House) -> None:
    """A program with a broken key stops nobody from signing in, and from working then."""
    house = quick_house
    person = house.person()
    house.gateway.rate_limits.open(SECRET, read("failed=3/60,proof=9/60"))
    assert _guess(house, (f"made-{place}" for place in range(9)))[-1] == 429

    browser = house.browser()
    browser.sign_in(person)
    assert browser.send("GET", _OWN).status_code == 200
    pair = house.tokens(person, address="127.0.0.1")
    assert house.by_token(pair["access_token"], "GET", _OWN).status_code == 200
    fresh = house.gateway.call(
        "POST", "/api/v1/tokens/refreshing", json={"refresh_token": pair["refresh_token"]}
    )
    assert fresh.status_code == 200, fresh.json
    assert house.by_token(fresh.json["access_token"], "GET", _OWN).status_code == 200


def test_naming_a_known_sign_in_is_no_way_around(quick_house: House) -> None:
    """Its id is no secret. Each wrong one counts, and the right cookie goes on to be taken."""
    house = quick_house
    at_work = house.browser()
    at_work.sign_in(house.person())
    assert at_work.send("GET", _OWN).status_code == 200
    house.gateway.rate_limits.open(SECRET, read("failed=3/60"))
    sign_in = (at_work.secret or "").partition(".")[0]

    named = _guess(house, (f"{sign_in}.wrong-{place}" for place in range(6)))

    assert named == [401, 401, 401, 429, 429, 429]
    assert _guess(house, ["made-up"]) == [429]
    assert at_work.send("GET", _OWN).status_code == 200
    # Also when its cookie changes meanwhile.
    house.time.forward(minutes=16)
    assert _guess(house, (f"{sign_in}.again-{place}" for place in range(6)))[-1] == 429
    assert [at_work.send("GET", _OWN).status_code for _ in range(3)] == [200] * 3


def test_a_network_of_many_addresses_is_counted_once_more(time: Time) -> None:
    """One IPv6 customer has 65,536 addresses as they are counted."""
    gateway = _gateway("intake=2/60,intake_network=5/60")

    def submit(address: str) -> int:
        (status,) = _statuses(gateway, 1, "POST", _APPEALS, json=an_appeal(), address=address)
        return status

    everywhere = [submit(f"2001:db8:7:{place:x}::1") for place in range(8)]

    assert everywhere == [202] * 5 + [429] * 3
    assert submit("2001:db8:8::1") == 202
    assert [submit("192.0.2.1") for _ in range(3)] == [202, 202, 429]
    time.forward(minutes=2)
    # What the network refused did not count by address either.
    assert [submit("2001:db8:7:7::1") for _ in range(3)] == [202, 202, 429]
    assert (
        "network"
        not in gateway.call(
            "POST", _APPEALS, json=an_appeal(), environ_base={"REMOTE_ADDR": "2001:db8:7:7::1"}
        ).json["en"]["detail"]
    )


def test_an_api_key_is_counted_by_key_and_not_by_its_owner(quick_house: House) -> None:
    house = quick_house
    person = house.person(role=Role.WORKSTATION_STAFF)
    house.gateway.services.answers.update(answers.everything())
    limits = house.gateway.rate_limits
    access = house.tokens(person)["access_token"]
    made = house.by_token(
        access,
        "POST",
        "/api/v1/api-keys",
        json={
            "name": "feed",
            "scopes": ["appeal.read"],
            "days": 30,
            "current_password": person.password,
        },
    )
    assert made.status_code == 200, made.json
    house.refresh()
    limits.open(SECRET, read("key=2/60,account=4/60"))

    with_key = [house.by_token(made.json["secret"], "GET", _CLOSED).status_code for _ in range(3)]
    assert with_key == [200, 200, 429]
    assert 429 not in [house.by_token(access, "GET", _CLOSED).status_code for _ in range(4)]


def test_wrong_cookies_do_not_cost_a_read_each(quick_house: House) -> None:
    """A cookie is looked up in the database; a flood of made-up ones is not."""
    house = quick_house
    browser = house.browser()
    browser.sign_in(house.person())
    assert browser.send("GET", "/api/v1/accounts/me").status_code == 200
    house.gateway.rate_limits.open(SECRET, read("failed=2/60"))
    stranger = house.browser()

    statuses = []
    for place in range(4):
        stranger.secret = f"made-up-{place}"
        statuses.append(stranger.send("GET", "/api/v1/accounts/me").status_code)

    assert statuses == [401, 401, 429, 429]
    assert browser.send("GET", "/api/v1/accounts/me").status_code == 200


def test_behind_a_proxy_clients_are_told_apart(time: Time) -> None:
    gateway = _gateway("address=1/60", trusted_proxies=TrustedProxies(count=1))

    def call(client: str) -> int:
        headers = {"X-Forwarded-For": client}
        (status,) = _statuses(gateway, 1, "GET", _OPEN, headers=headers, address="10.0.0.1")
        return status

    assert [call("192.0.2.1"), call("192.0.2.2"), call("192.0.2.1")] == [200, 200, 429]
    assert [call("2001:db8::1"), call("2001:db8::2")] == [200, 429]


def test_sign_ins_behind_a_proxy_wait_by_client_too(quick_house: House) -> None:
    """Thirty tries of one client must not keep everybody else from signing in."""
    house = quick_house
    house.gateway = Gateway(
        services=house.gateway.services,
        database=house.database,
        trusted_proxies=TrustedProxies(count=1),
    )
    person = house.person()

    def attempt(client: str, login: str) -> int:
        answer = house.gateway.call(
            "POST",
            "/api/v1/tokens",
            json=person.proof | {"login": login},
            headers={"X-Forwarded-For": client},
            environ_base={"REMOTE_ADDR": "10.0.0.1"},
        )
        status: int = answer.status_code
        return status

    assert {attempt("192.0.2.66", f"nobody.{place}") for place in range(40)} == {401}
    assert attempt("192.0.2.66", person.login) == 401
    assert attempt("192.0.2.7", person.login) == 200


def test_sign_ins_of_others_at_the_address_do_not_use_up_a_known_browsers(
    quick_house: House,
) -> None:
    owner = quick_house.person()
    browser = quick_house.browser()
    browser.sign_in(owner)
    quick_house.gateway.rate_limits.open(SECRET, read("proof=3/60"))
    for number in range(3):
        quick_house.attempt({"login": f"name{number}", "password": "x"}, address="127.0.0.1")

    assert quick_house.attempt(owner.proof, address="127.0.0.1").status_code == 429
    assert browser.sign_in(owner).status_code == 200


def test_refusals_are_counted_and_told_once_a_window(time: Time) -> None:
    gateway = _gateway("address=1/60")
    before = _refused("address")

    with capture_logs() as lines:
        _statuses(gateway, 5, "GET", _OPEN)
        time.forward(minutes=2)
        _statuses(gateway, 3, "GET", _OPEN)

    told = [line for line in lines if line["event"] == "rate_limit_reached"]
    assert len(told) == 2
    assert {"kind": "address", "limit": "1/60"}.items() <= told[0].items()
    assert "192.0.2.1" not in str(lines)
    assert _refused("address") == before + 6


def test_a_page_may_always_ask_whether_it_may_call(time: Time) -> None:
    """A preflight touches nothing, and refused it would look as if the page were not let in."""
    page = "https://desk.example.org"
    gateway = _gateway("address=1/60", browser_policy=BrowserPolicy(frozenset({page})))
    asking = {"Origin": page, "Access-Control-Request-Method": "GET"}

    assert _statuses(gateway, 5, "OPTIONS", _CLOSED, headers=asking) == [204] * 5
    answers_to_page = [gateway.call("GET", _OPEN, headers={"Origin": page}) for _ in range(2)]
    assert [answer.status_code for answer in answers_to_page] == [200, 429]
    assert answers_to_page[1].headers["Access-Control-Allow-Origin"] == page


@pytest.mark.parametrize("seconds", [None, 17])
def test_who_is_told_that_something_is_away_is_told_when_to_come_again(seconds: int | None) -> None:
    """Every 503, even where the code that refused did not set it."""
    gateway = _gateway("")
    gateway.broker.away = Unavailable("不可用。", "Away.", retry_after_seconds=seconds)

    answer = gateway.call("POST", _APPEALS, json=an_appeal())

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == str(seconds or 5)
    assert answer.json["retry_after_seconds"] == (seconds or 5)


def test_other_refusals_do_not_say_that_waiting_helps() -> None:
    answer = _gateway("").call("GET", "/no/such/place")

    assert "Retry-After" not in answer.headers
    assert answer.json["retry_after_seconds"] is None
