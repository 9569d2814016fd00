from __future__ import annotations

import pytest

from contracts.appeals.closing import CloseAppeal
from contracts.appeals.intake import TrackAppeal
from tests.gateway.actors import COMMISSIONER, STAFF
from tests.gateway.answers import APPEAL, a_code
from tests.gateway.doubles import SECRET, Gateway
from vocabulary.problems import PreconditionFailed

_ONE = f"/api/v1/appeals/{APPEAL}"
_CLOSING = {"outcome": "settled"}


def _close(gateway: Gateway, tag: str) -> object:
    response = gateway.call(
        "POST", f"{_ONE}/closing", by=COMMISSIONER, json=_CLOSING, headers={"If-Match": tag}
    )
    assert response.status_code == 200, response.json
    request = gateway.services.asked[-1].request
    assert isinstance(request, CloseAppeal)
    return request.expected_version


@pytest.mark.parametrize(
    ("path", "tag"),
    [
        (_ONE, '"3"'),
        (f"/api/v1/public/appeals/{a_code(SECRET)}", '"3"'),
        ("/api/v1/categories/pets", '"2"'),
    ],
)
def test_one_thing_is_tagged_with_its_version(gateway: Gateway, path: str, tag: str) -> None:
    assert gateway.call("GET", path, by=STAFF).headers["ETag"] == tag


def test_a_change_answers_with_the_new_tag(gateway: Gateway) -> None:
    response = gateway.call("POST", f"{_ONE}/closing", by=COMMISSIONER, json=_CLOSING)

    assert response.headers["ETag"] == '"3"'


@pytest.mark.parametrize("path", ["/api/v1/appeals", "/api/v1/categories", "/healthz"])
def test_a_list_has_no_tag(gateway: Gateway, path: str) -> None:
    assert "ETag" not in gateway.call("GET", path, by=STAFF).headers


def test_an_appeal_that_is_not_stored_yet_has_no_tag(gateway: Gateway) -> None:
    del gateway.services.answers[TrackAppeal]

    response = gateway.call("GET", f"/api/v1/public/appeals/{a_code(SECRET)}")

    assert (response.status_code, "ETag" in response.headers) == (200, False)


@pytest.mark.parametrize("known", ['"3"', 'W/"3"', '"1", "3"', "*"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_the_caller_has_already_is_not_sent_again(
    gateway: Gateway, method: str, known: str
) -> None:
    response = gateway.call(method, _ONE, by=STAFF, headers={"If-None-Match": known})

    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["ETag"] == '"3"'
    assert "Content-Type" not in response.headers


@pytest.mark.parametrize("known", ['"2"', 'W/"4"', "rubbish", ""])
def test_another_version_is_sent(gateway: Gateway, known: str) -> None:
    response = gateway.call("GET", _ONE, by=STAFF, headers={"If-None-Match": known})

    assert (response.status_code, response.json["version"]) == (200, 3)


def test_the_version_that_a_change_goes_by_reaches_the_service(gateway: Gateway) -> None:
    assert _close(gateway, '"3"') == 3


def test_a_star_means_whatever_there_is(gateway: Gateway) -> None:
    assert _close(gateway, "*") is None


@pytest.mark.parametrize("tag", ['"of-another-system"', '"99999999999"', '""'])
def test_a_tag_that_we_never_gave_matches_no_version(gateway: Gateway, tag: str) -> None:
    assert _close(gateway, tag) == 0


def test_a_lost_update_is_refused(gateway: Gateway) -> None:
    gateway.services.answers[CloseAppeal] = PreconditionFailed("已修改", "changed")

    response = gateway.call(
        "POST", f"{_ONE}/closing", by=COMMISSIONER, json=_CLOSING, headers={"If-Match": '"2"'}
    )

    assert (response.status_code, response.json["code"]) == (412, "precondition_failed")


@pytest.mark.parametrize("tag", ["3", 'W/"3"', '"3", "4"', "", '"3'])
def test_what_is_not_one_tag_is_refused(gateway: Gateway, tag: str) -> None:
    response = gateway.call(
        "POST", f"{_ONE}/closing", by=COMMISSIONER, json=_CLOSING, headers={"If-Match": tag}
    )

    assert (response.status_code, response.json["errors"][0]["field"]) == (422, "If-Match")
    assert gateway.services.asked == []


_RECEPTION = {
    "community": "440305007003",
    "visitors": 3,
    "channel": "home_visit",
    "held_at": "2013-05-04T09:30:00+08:00",
}
_APPEAL = {"community": "440305007003", "category": "pets", "text": "狗叫"}


@pytest.mark.parametrize(
    ("path", "body"),
    [("/api/v1/receptions", _RECEPTION), ("/api/v1/public/appeals", _APPEAL)],
)
@pytest.mark.parametrize("tag", ['"1"', "*"])
def test_a_condition_is_never_passed_over_in_silence(
    gateway: Gateway, path: str, body: object, tag: str
) -> None:
    """What is new has no version, so nobody could hold it against one."""
    response = gateway.call("POST", path, by=STAFF, json=body, headers={"If-Match": tag})

    assert (response.status_code, response.json["errors"][0]["code"]) == (422, "not_conditional")
    assert gateway.services.asked == []
    assert gateway.broker.puts == []
