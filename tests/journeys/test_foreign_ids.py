"""An id of another community in a body: every uuid of every body is tried, or says why not.

A right given by naming somebody else's thing passes every check of the address.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PIL import Image

from gateway.app import openapi_document
from runtime import clock
from runtime.identifiers import new_id
from tests.journeys.people import administrator_of_the_street
from tests.journeys.places import place_of
from tests.journeys.recruiting import DAY, TODAY, Community, an_application, officer_of
from tests.journeys.running import Json, Running
from tests.servers.waiting import wait_for
from vocabulary.areas import street_of

pytestmark = pytest.mark.both_systems(
    "a right that a system gives wrongly may be refused by the other"
)

_HERE = place_of(__file__)
_DOCUMENT: Json = openapi_document()
_ALL = "/api/v1"
_DOUBLES = f"{_ALL}/volunteers/doubles"
_SEATS = f"{_ALL}/training-sessions/{{session_id}}/seats"


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
        "draft": _drafted_post(community),
        "plan": _drafted_campaign(community),
        "survey": _closed_survey(community),
        "session": _training(community),
        "shared": _training(community),
        "consent": _consent(community),
        "photo": _consent(community, "publish_photo"),
        "campaign": campaign,
        "application": application["id"],
        "appointment": appointment["id"],
        "person": appointment["commissioner"],
        "account": _account(running, code),
        "registration": _registration(community),
    }
    ids |= _volunteering(community, ids)
    return Things(community, ids)


def _drafted_post(community: Community) -> str:
    body = _example("POST", f"{_ALL}/posts") | {"community": community.code}
    return str(community.do("/posts", body | {"title": f"宠物专员{new_id().hex[-6:]}"})["id"])


def _drafted_campaign(community: Community) -> str:
    days = {"opens_on": str(TODAY + DAY), "closes_on": str(TODAY + DAY)}
    post = {"community": community.code, "posts": [community.post("调解专员")]}
    body = _example("POST", f"{_ALL}/campaigns")
    return str(community.do("/campaigns", body | days | post)["id"])


def _closed_survey(community: Community) -> str:
    body = _example("POST", f"{_ALL}/surveys") | {"community": community.code}
    survey = f"/surveys/{community.do('/surveys', body)['id']}"
    for step in ("opening", "closing"):
        community.do(f"{survey}/{step}", {})
    return survey.rsplit("/", 1)[1]


def _training(community: Community) -> str:
    street = street_of(community.code)
    lesson = {"title": "个人信息保护", "content": "哪些信息可以收集。", "hours": 2}
    course = community.do(f"/streets/{street}/courses", lesson, by=officer_of(street))
    held = {
        "area": community.code,
        "starts_at": f"{TODAY - DAY}T09:30:00+08:00",
        "place": "二楼",
        "seats": 9,
    }
    return str(community.do(f"/courses/{course['id']}/sessions", held)["id"])


def _consent(community: Community, purpose: str = "publish_name") -> str:
    body = {
        "purpose": purpose,
        "text_version": "name-1",
        "community": community.code,
        "phone": f"139{int(new_id().hex, 16) % 10**8:08}",
        "how": "paper",
    }
    return str(community.do("/consents/records", body)["id"])


def _example(method: str, path: str) -> Json:
    content = _DOCUMENT["paths"][path][method.lower()]["requestBody"]["content"]
    return dict(content["application/json"]["example"])


def _registration(community: Community) -> str:
    body = {
        "community": community.code,
        "how": "paper",
        "name": "陈秀英",
        "phone": "13800138000",
        "age_group": "adult",
        "skills": [],
        "interests": [],
        "free_times": [],
    }
    return str(community.do("/volunteers", body)["id"])


def _volunteering(community: Community, ids: dict[str, str]) -> dict[str, str]:
    """A team, a group, and an activity of today at which a volunteer served."""
    running, registration = community.running, ids["registration"]
    community.do(f"/volunteers/{registration}/meeting", {})
    seen = running.answer("GET", f"/volunteers/{registration}", actor=community.station)
    starts_at = clock.now() + dt.timedelta(minutes=30)
    shift = {
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + dt.timedelta(hours=2)).isoformat(),
        "places": 9,
    }
    plan = _example("POST", f"{_ALL}/activities") | {"community": community.code, "shifts": [shift]}
    activity = community.do("/activities", plan | {"appeal_number": None})
    for step in ("submission", "approval", "publication"):
        activity = community.do(f"/activities/{activity['id']}/{step}", {})
    there = {"shift_id": activity["shifts"][0]["id"], "volunteer_id": seen["volunteer_id"]}
    community.do("/sign-ups/unannounced", there)
    served = {"activity_id": activity["id"]}
    [hours] = running.answer("GET", "/hours", params=served, actor=community.station)["items"]
    group = _example("PUT", f"{_ALL}/groups/{{group_id}}") | {"community": community.code}
    merit = _example("POST", f"{_ALL}/volunteers/{{registration_id}}/merits")
    [recorded] = community.do(f"/volunteers/{registration}/merits", merit)["items"]
    return {
        "merit": recorded["id"],
        "volunteer": there["volunteer_id"],
        "shift": there["shift_id"],
        "activity": activity["id"],
        "attachment": _picture(community, activity["id"]),
        "hours": hours["id"],
        "team": _team(community, ids["post"]),
        "group": str(community.do("/groups", group)["id"]),
    }


def _picture(community: Community, activity: str) -> str:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(made, "PNG")
    files = {"file": ("a.png", made.getvalue())}
    path = f"/activities/{activity}/attachments"
    kept = community.running.answer("POST", path, files=files, actor=community.station)
    return str(kept["id"])


def _team(community: Community, post_id: str) -> str:
    """Founded once the volunteers' service has heard of the post."""
    body = {"post_id": post_id, "name": "消防团队"}

    def founded() -> str | None:
        found = community.running.call("POST", "/teams", json=body, actor=community.station)
        return str(found.json()["id"]) if found.ok else None

    return wait_for(founded, 60, "the post is known") or ""


def _account(running: Running, code: str) -> str:
    login = f"somebody.{new_id().hex[-12:]}"
    new = {"login": login, "display_name": "陈秀英", "area": code, "roles": []}
    made = administrator_of_the_street(running).answer("POST", "/accounts", new)
    return str(made["account"]["id"])


_RATINGS_OF_ALL = f"{_ALL}/public/work-reports/{{community}}/{{quarter}}/ratings"
#: Where a uuid stands in a body, and the kind of thing that it names.
_TRIED = {
    ("POST", f"{_ALL}/appointments", "post_id"): "post",
    ("POST", f"{_ALL}/appointments", "application_id"): "application",
    ("POST", f"{_ALL}/appointments", "renews"): "appointment",
    ("POST", f"{_ALL}/appointments", "commissioner"): "account",
    ("PUT", f"{_ALL}/appointments/{{appointment_id}}/account", "account"): "account",
    ("POST", f"{_ALL}/campaigns", "posts"): "post",
    ("POST", f"{_ALL}/campaigns/{{campaign_id}}/applications", "post_id"): "post",
    ("POST", f"{_ALL}/public/campaigns/{{campaign_id}}/applications", "post_id"): "post",
    ("POST", f"{_ALL}/public/campaigns/{{campaign_id}}/recommendations", "post_id"): "post",
    ("POST", f"{_ALL}/campaigns/{{campaign_id}}/applications", "account"): "account",
    ("PUT", f"{_ALL}/campaigns/{{campaign_id}}", "posts"): "post",
    ("POST", f"{_ALL}/posts", "need_survey"): "survey",
    ("PUT", f"{_ALL}/posts/{{post_id}}", "need_survey"): "survey",
    ("POST", f"{_ALL}/appointments/{{appointment_id}}/ending", "successor"): "person",
    ("POST", f"{_ALL}/appointments/{{appointment_id}}/dismissal", "successor"): "person",
    ("POST", f"{_SEATS}", "commissioner"): "person",
    ("POST", f"{_SEATS}/returning", "commissioner"): "person",
    ("POST", f"{_ALL}/training-sessions/{{session_id}}/results", "commissioner"): "person",
    ("POST", f"{_ALL}/consents/{{consent_id}}/person", "commissioner"): "person",
    ("POST", f"{_ALL}/consents/records", "account"): "account",
    ("POST", f"{_ALL}/teams", "post_id"): "post",
    ("POST", f"{_ALL}/groups", "post_id"): "post",
    ("PUT", f"{_ALL}/groups/{{group_id}}", "post_id"): "post",
    ("POST", f"{_ALL}/groups/{{group_id}}/people", "consent_id"): "consent",
    ("POST", f"{_ALL}/activities", "team_id"): "team",
    ("POST", f"{_ALL}/fund/projects", "post_id"): "post",
    ("POST", f"{_ALL}/fund/projects", "activity_id"): "activity",
    ("POST", f"{_ALL}/activities/{{activity_id}}/rescheduling", "shift_id"): "shift",
    ("POST", f"{_ALL}/teams/{{team_id}}/memberships", "volunteer_id"): "volunteer",
    ("POST", f"{_ALL}/sign-ups", "shift_id"): "shift",
    ("POST", f"{_ALL}/sign-ups", "volunteer_id"): "volunteer",
    ("POST", f"{_ALL}/sign-ups/guests", "shift_id"): "shift",
    ("POST", f"{_ALL}/sign-ups/unannounced", "shift_id"): "shift",
    ("POST", f"{_ALL}/sign-ups/unannounced", "volunteer_id"): "volunteer",
    ("POST", f"{_ALL}/hours", "shift_id"): "shift",
    ("POST", f"{_ALL}/hours", "volunteer_id"): "volunteer",
    ("POST", f"{_ALL}/hours/attestations", "hours_ids"): "hours",
    ("POST", f"{_ALL}/volunteers/{{registration_id}}/details", "national_consent_id"): "consent",
    ("POST", f"{_ALL}/volunteers/{{registration_id}}/details", "contact_consent_id"): "consent",
    ("POST", f"{_ALL}/volunteers/{{registration_id}}/account", "account"): "account",
    ("POST", f"{_ALL}/volunteers/{{registration_id}}/merit-removals", "merit_id"): "merit",
    ("PUT", f"{_ALL}/attachments/{{attachment_id}}/publication", "consent_ids"): "photo",
    ("POST", f"{_DOUBLES}/merging", "kept_registration_id"): "registration",
    ("POST", f"{_DOUBLES}/merging", "other_registration_id"): "registration",
    ("POST", f"{_DOUBLES}/keeping-apart", "kept_registration_id"): "registration",
    ("POST", f"{_DOUBLES}/keeping-apart", "other_registration_id"): "registration",
}
#: What else such a body says, so that nothing but the foreign id speaks against it.
_NEED = {"need_question": "needs", "need_option": "fire"}
_SHIFT: Json = {
    "starts_at": f"{TODAY + DAY}T09:30:00+08:00",
    "ends_at": f"{TODAY + DAY}T11:30:00+08:00",
    "places": 20,
}
_BESIDES: dict[str, Json] = {
    f"{_ALL}/posts": _NEED,
    f"{_ALL}/posts/{{post_id}}": _NEED,
    f"{_ALL}/appointments/{{appointment_id}}/dismissal": {"heard_on": str(TODAY)},
    f"{_ALL}/consents/records": {"phone": None},
    f"{_ALL}/sign-ups/unannounced": {"number": None},
    f"{_ALL}/sign-ups": {"number": None},
    f"{_ALL}/attachments/{{attachment_id}}/publication": {"consent_ids": []},
    f"{_ALL}/fund/projects": {"starts_on": str(TODAY), "ends_on": str(TODAY)},
    f"{_ALL}/activities": {"organiser": None, "appeal_number": None, "shifts": [_SHIFT]},
    f"{_ALL}/activities/{{activity_id}}/rescheduling": {"shifts": [_SHIFT | {"shift_id": ""}]},
}
#: Which of several things of one kind is at home in the address.
_AT = {
    f"{_ALL}/campaigns/{{campaign_id}}": "plan",
    f"{_ALL}/posts/{{post_id}}": "draft",
    f"{_SEATS}/returning": "shared",
}
_YEAR_END = f"{_ALL}/year-end-meetings/{{year_end_meeting_id}}"
_INVITING = f"{_YEAR_END}/invitations"
_MEETING = f"{_ALL}/sharing-meetings/{{sharing_meeting_id}}"
#: Why others give nothing away.
_NAMES_NOTHING_FOREIGN = {
    ("POST", f"{_ALL}/surveys/{{survey_id}}/texts/sorting", "text_id"): "of this survey alone",
    ("POST", f"{_ALL}/applications/search", "campaign_id"): "narrows what is found",
    ("POST", f"{_ALL}/applications/search", "post_id"): "narrows what is found",
    ("PUT", f"{_ALL}/appointments/{{appointment_id}}/handbook-entry", "id"): "a promise of here",
    ("POST", f"{_ALL}/accounts", "appointment_id"): "only ends the role",
    ("POST", f"{_ALL}/accounts/{{account}}/roles", "appointment_id"): "only ends the role",
    ("POST", f"{_ALL}/accounts/me/password", "keep_api_keys"): "only keys of their own account",
    ("POST", f"{_ALL}/groups/{{group_id}}/people", "registration_id"): "instead of a name",
    ("POST", f"{_ALL}/public/sign-ups", "shift_id"): "published for everybody",
    ("POST", f"{_ALL}/public/volunteers/{{code}}/sign-ups", "shift_id"): "published for everybody",
    ("POST", _RATINGS_OF_ALL, "appointment_id"): "of this report",
    ("PUT", f"{_ALL}/selections/{{selection_id}}/opinion", "appointment_id"): "its candidates",
    ("PUT", f"{_ALL}/selections/{{selection_id}}/nomination", "nominees"): "its candidates",
    ("PUT", f"{_ALL}/selections/{{selection_id}}/nomination", "appointment_id"): "its candidates",
    ("POST", f"{_ALL}/selections/{{selection_id}}/box-counts", "appointment_id"): "its candidates",
    ("POST", f"{_ALL}/public/ballot-slips/{{slip_code}}/vote", "chosen"): "on the slip",
    ("POST", f"{_MEETING}/points", "appointment_id"): "in office in this community",
    ("PUT", f"{_MEETING}/attendance", "present"): "in office in this community",
    ("POST", f"{_ALL}/work-reports/{{report_id}}/ratings", "appointment_id"): "of this report",
    ("POST", _INVITING, "appointments"): "of this street, in office today",
    ("POST", _INVITING, "posts"): "of this street, held today",
    ("PUT", f"{_YEAR_END}/attendance", "present"): "invitations to this meeting",
    ("POST", f"{_ALL}/project-reviews/{{review_id}}/reviewers", "appointments"): "of its area",
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
            if method == "parameters":
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
    own, foreign = _things(embedded, _HERE.neighbour), _things(embedded, _HERE.community)
    seat = {"commissioner": foreign.ids["person"], "community": foreign.community.code}
    foreign.community.do(f"/training-sessions/{own.ids['shared']}/seats", seat)
    return own, foreign


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
    body = _with(_at_home(own, _example(method, path)) | _BESIDES.get(path, {}), field, foreign)
    at = own.ids[_AT[path]] if path in _AT else None
    address = path.removeprefix(_ALL)
    for kind, thing in own.ids.items():
        address = address.replace(f"{{{kind}_id}}", at or thing)
    is_dismissal = path.endswith("/dismissal")
    actor = own.community.committee if is_dismissal else own.community.station
    found = own.community.running.call(method, address, actor=actor, json=body)
    if found.status_code == 404:
        return None
    # What another community has written down is theirs.
    is_theirs = found.status_code == 403 and path in _AT
    holder = next((name for name, inner in body.items() if foreign in str(inner)), field)
    named = [one["field"].split(".")[0] for one in found.json().get("errors", ())]
    is_refused = is_theirs or (found.status_code == 422 and holder in named)
    return None if is_refused else f"{found.status_code} {found.text[:300]}"


def _with(body: Json, field: str, foreign: str) -> Json:
    """The body with the foreign id in its field, however deep the field stands."""
    for name, inner in body.items():
        if isinstance(inner, list) and inner and isinstance(inner[0], dict) and field in inner[0]:
            return body | {name: [inner[0] | {field: foreign}]}
    return body | {field: [foreign] if isinstance(body.get(field), list) else foreign}


def _at_home(own: Things, body: Json) -> Json:
    """The example, of their own community and with its own things."""
    known = {
        "community": own.community.code,
        "post_id": own.ids["post"],
        "kept_registration_id": own.ids["registration"],
        "other_registration_id": own.ids["registration"],
        "shift_id": own.ids["shift"],
        "volunteer_id": own.ids["volunteer"],
    }
    return body | {name: value for name, value in known.items() if name in body}
