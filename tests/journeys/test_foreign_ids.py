"""An id of another community in a body: every uuid of every body is tried, or says why not.

A right given by naming somebody else's thing passes every check of the address.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from gateway.app import openapi_document, permissions_by_route
from runtime.identifiers import new_id
from tests.journeys.people import administrator_of_the_street
from tests.journeys.places import place_of
from tests.journeys.recruiting import DAY, TODAY, Community, an_application
from tests.journeys.running import Json, Running
from vocabulary.permissions import Action

_HERE = place_of(__file__)
_DOCUMENT: Json = json.loads(json.dumps(openapi_document()))
_PERMISSIONS = permissions_by_route()
_ALL = "/api/v1"


@dataclass(frozen=True)
class Things:
    """What one community has, by the kind of thing: its id."""

    community: Community
    ids: dict[str, str]


def _things(running: Running, code: str) -> Things:
    community = Community(running, code)
    applied_for = community.post("楼道专员")
    campaign = community.campaign(applied_for)
    path = f"/public/campaigns/{campaign}/applications"
    body = an_application(applied_for, "陈秀英", "13800138101")
    application = running.answer("POST", path, json=body)
    appointment = community.appointed(community.post("文体专员"), TODAY - 3 * DAY)
    ids = {
        "post": community.post("消防专员"),
        "campaign": campaign,
        "application": application["id"],
        "appointment": appointment["id"],
        "person": appointment["commissioner"],
        "account": _account(running, code),
    }
    return Things(community, ids)


def _account(running: Running, code: str) -> str:
    login = f"somebody.{new_id().hex[-12:]}"
    new = {"login": login, "display_name": "陈秀英", "area": code, "roles": []}
    made = administrator_of_the_street(running).answer("POST", "/accounts", new)
    return str(made["account"]["id"])


#: Where a uuid stands in a body, and the kind of thing that it names.
_TRIED = {
    ("POST", f"{_ALL}/appointments", "post_id"): "post",
    ("POST", f"{_ALL}/appointments", "application_id"): "application",
    ("POST", f"{_ALL}/appointments", "renews"): "appointment",
    ("POST", f"{_ALL}/appointments", "person_id"): "account",
    ("PUT", f"{_ALL}/appointments/{{appointment_id}}/account", "account"): "account",
    ("POST", f"{_ALL}/campaigns", "posts"): "post",
    ("POST", f"{_ALL}/campaigns/{{campaign_id}}/applications", "post_id"): "post",
    ("POST", f"{_ALL}/campaigns/{{campaign_id}}/applications", "account"): "account",
}
#: Why others give nothing away.
_NAMES_NOTHING_FOREIGN = {
    ("POST", f"{_ALL}/surveys/{{survey_id}}/texts/sorting", "text_id"): "of this survey alone",
    ("POST", f"{_ALL}/posts", "need_survey"): "a survey is looked for in the community alone",
    ("PUT", f"{_ALL}/posts/{{post_id}}", "need_survey"): "the same",
    ("PUT", f"{_ALL}/campaigns/{{campaign_id}}", "posts"): "looked at as with a new campaign",
    ("POST", f"{_ALL}/applications/search", "campaign_id"): "narrows what is found",
    ("POST", f"{_ALL}/applications/search", "post_id"): "narrows what is found",
    ("POST", f"{_ALL}/appointments/{{appointment_id}}/ending", "successor"): "an office of here",
    ("POST", f"{_ALL}/appointments/{{appointment_id}}/dismissal", "successor"): "the same",
    ("POST", f"{_ALL}/training-sessions/{{session_id}}/seats", "person_id"): "gives no right",
    (
        "POST",
        f"{_ALL}/training-sessions/{{session_id}}/seats/returning",
        "person_id",
    ): "a seat taken here",
    ("POST", f"{_ALL}/training-sessions/{{session_id}}/results", "person_id"): "a seat taken here",
    ("PUT", f"{_ALL}/appointments/{{appointment_id}}/handbook-entry", "id"): "a promise of here",
    ("POST", f"{_ALL}/consents/{{consent_id}}/person", "person_id"): "a person of the community",
    ("POST", f"{_ALL}/accounts", "appointment_id"): "only ends the role",
    ("POST", f"{_ALL}/accounts/{{account_id}}/roles", "appointment_id"): "only ends the role",
    ("POST", f"{_ALL}/accounts/me/password", "keep_api_keys"): "keys of the own account alone",
}


def _uuids(schema: Json, name: str = "") -> Iterator[str]:
    """The names of all uuids in a body, however deep."""
    if "$ref" in schema:
        schema = _DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if schema.get("format") == "uuid":
        yield name
    for way in ("allOf", "anyOf", "oneOf"):
        for one in schema.get(way, ()):
            yield from _uuids(one, name)
    for inner, one in schema.get("properties", {}).items():
        yield from _uuids(one, inner)
    if "items" in schema:
        yield from _uuids(schema["items"], name)


def _all_uuids() -> set[tuple[str, str, str]]:
    found = set()
    for path, item in _DOCUMENT["paths"].items():
        for method, operation in item.items():
            if method == "parameters" or _PERMISSIONS[method.upper(), path] is Action.ANYONE:
                continue
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            for name in _uuids(body.get("schema", {})):
                found.add((method.upper(), path, name))
    return found


def test_every_uuid_of_every_body_is_tried_or_says_why_not() -> None:
    """A new one fails here until somebody has asked what a foreign id in it would do."""
    assert _all_uuids() == _TRIED.keys() | _NAMES_NOTHING_FOREIGN.keys()


@pytest.fixture(scope="module")
def both(embedded: Running) -> tuple[Things, Things]:
    """What two communities of a street have."""
    return _things(embedded, _HERE.neighbour), _things(embedded, _HERE.community)


def test_no_foreign_id_in_a_body_is_taken(both: tuple[Things, Things]) -> None:
    """What is elsewhere is refused by its field, or as if it were not there."""
    own, foreign = both
    taken = [
        f"{method} {path} {field}: {answer}"
        for (method, path, field), kind in _TRIED.items()
        if (answer := _answer(own, method, path, field, foreign.ids[kind])) is not None
    ]

    assert taken == []


def _answer(own: Things, method: str, path: str, field: str, foreign: str) -> str | None:
    """What was answered, unless it refuses the foreign id."""
    example = _DOCUMENT["paths"][path][method.lower()]["requestBody"]["content"]
    body = _at_home(own, dict(example["application/json"]["example"]))
    body |= {field: [foreign] if isinstance(body.get(field), list) else foreign}
    address = path.removeprefix(_ALL)
    for kind, thing in own.ids.items():
        address = address.replace(f"{{{kind}_id}}", thing)
    found = own.community.running.call(method, address, actor=own.community.station, json=body)
    if found.status_code == 404:
        return None
    named = [one["field"].split(".")[0] for one in found.json().get("errors", ())]
    is_refused = found.status_code == 422 and field in named
    return None if is_refused else f"{found.status_code} {found.text[:300]}"


def _at_home(own: Things, body: Json) -> Json:
    """The example, of the own community and with its own things."""
    known = {"community": own.community.code, "post_id": own.ids["post"]}
    return body | {name: value for name, value in known.items() if name in body}
