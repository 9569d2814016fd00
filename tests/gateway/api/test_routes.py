from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from contracts import registry
from contracts.appeals.actions import TakeAction
from contracts.appeals.assignment import AcceptAppeal, AssignAppeal, DeclineAppeal
from contracts.appeals.categories import CategoryView, PutCategory, ShowCategory
from contracts.appeals.closing import CloseAppeal, ContestAppeal, ReopenAppeal
from contracts.appeals.commissioners import CountCommissioners
from contracts.appeals.disclosures import (
    DiscloseContact,
    FindAppeals,
    ListCommunityDisclosures,
    ListDisclosures,
    TrackDisclosures,
)
from contracts.appeals.durations import ShowDurations
from contracts.appeals.feed import ReadAppealsLog
from contracts.appeals.intake import CountAppeals, ListAppeals, ShowAppeal, TrackAppeal
from contracts.appeals.own_data import EraseAppeal, EraseOwnData, ExportOwnData
from contracts.appeals.rating import RateAppeal, RateTrackedAppeal
from contracts.appeals.receptions import ListReceptions, RecordReception
from contracts.gateway.consents import (
    FindConsents,
    GiveConsent,
    ListConsents,
    ListOwnConsents,
    RecordConsent,
    WithdrawConsent,
)
from contracts.gateway.feed import ReadGatewayLog
from contracts.gateway.pictures import FindPublicPicture
from contracts.incentives.ballots import ShowSlip, VoteWithSlip
from contracts.incentives.feed import ReadIncentivesLog
from contracts.incentives.news import ListNews
from contracts.incentives.project_reviews import SubmitReviewSheet
from contracts.incentives.reports import ShowPublicWorkReport
from contracts.incentives.selections import ListPublicSelections
from contracts.recruitment.commissioners import ListServing
from contracts.recruitment.feed import ReadRecruitmentLog
from contracts.recruitment.office import ListNamesToHonour
from contracts.recruitment.surveys import ExportSurvey
from contracts.registry import Request
from contracts.street.digests import ListDigests
from contracts.street.feed import ReadStreetLog
from contracts.street.live import WatchFigures
from contracts.street.totals import ShowMonths, ShowTotals
from contracts.volunteers.feed import ReadVolunteersLog
from contracts.volunteers.findings import CheckFindingToPassOn
from gateway.api.audit import OF_SERVICE as AUDIT_OF
from gateway.app import openapi_document
from tests.gateway.actors import ADMINISTRATOR, COMMISSIONER, OFFICER, STAFF, VOLUNTEER
from tests.gateway.answers import APPEAL, a_code, answering_gateway
from tests.gateway.cases.case import Case, gathered
from tests.gateway.doubles import A_KEY, SECRET, Gateway
from tests.gateway.walking import walking
from vocabulary.actors import RESIDENT

_CODE = a_code(SECRET)
_ONE = f"/api/v1/appeals/{APPEAL}"
_ITS_CODE = f"/api/v1/public/appeals/{_CODE}"
_RULE = "/api/v1/appeals/{appeal_id}"
_CODE_RULE = "/api/v1/public/appeals/{tracking_code}"
_WHEN = {"happened_at": "2013-05-04T09:30:00+08:00"}
_RECEPTION = {
    "community": "440305007003",
    "visitors": 3,
    "channel": "home_visit",
    "held_at": "2013-05-04T09:30:00+08:00",
}
_CONSENTS = "/api/v1/consents"
_CONSENT = {"purpose": "publish_phone", "text_version": "phone-1"}
_PAPER = {"community": "440305007003", "how": "paper", "account": str(APPEAL)}
_PROOF = {"phone": "13800138000"}
_CATEGORY = {"code": "pets", "name_zh": "宠物", "name_en": "Pets", "active": False}


_CASES = [
    Case("GET", _ITS_CODE, _CODE_RULE, None, TrackAppeal, {}),
    Case(
        "POST", f"{_ITS_CODE}/rating", f"{_CODE_RULE}/rating", None, RateTrackedAppeal, {"score": 5}
    ),
    Case(
        "POST",
        f"{_ITS_CODE}/reopening",
        f"{_CODE_RULE}/reopening",
        None,
        ContestAppeal,
        {"reason": "没修"},
    ),
    Case("GET", "/api/v1/appeals", "/api/v1/appeals", STAFF, ListAppeals, {}),
    Case("GET", "/api/v1/appeals/counts", "/api/v1/appeals/counts", STAFF, CountAppeals, {}),
    Case("GET", "/api/v1/appeals/durations", "/api/v1/appeals/durations", STAFF, ShowDurations, {}),
    Case("GET", _ONE, _RULE, COMMISSIONER, ShowAppeal, {}),
    Case("POST", f"{_ONE}/acceptance", f"{_RULE}/acceptance", STAFF, AcceptAppeal, _WHEN),
    Case("POST", f"{_ONE}/refusal", f"{_RULE}/refusal", STAFF, DeclineAppeal, {"reason": "私事"}),
    Case(
        "POST",
        f"{_ONE}/assignment",
        f"{_RULE}/assignment",
        STAFF,
        AssignAppeal,
        {"commissioner": "c-1"},
    ),
    Case(
        "POST",
        f"{_ONE}/actions",
        f"{_RULE}/actions",
        COMMISSIONER,
        TakeAction,
        {"method": "suggest_solution", "note": "建议换锁"},
    ),
    Case(
        "POST",
        f"{_ONE}/closing",
        f"{_RULE}/closing",
        COMMISSIONER,
        CloseAppeal,
        {"outcome": "settled"},
    ),
    Case(
        "POST", f"{_ONE}/reopening", f"{_RULE}/reopening", STAFF, ReopenAppeal, {"reason": "又坏了"}
    ),
    Case(
        "POST",
        f"{_ONE}/rating",
        f"{_RULE}/rating",
        STAFF,
        RateAppeal,
        {"score": 4, "comment": "好"},
    ),
    Case("GET", "/api/v1/receptions", "/api/v1/receptions", STAFF, ListReceptions, {}),
    Case(
        "POST",
        "/api/v1/receptions",
        "/api/v1/receptions",
        COMMISSIONER,
        RecordReception,
        _RECEPTION,
    ),
    Case(
        "GET",
        "/api/v1/events?source=appeals&after=3&limit=500",
        "/api/v1/events",
        ADMINISTRATOR,
        ReadAppealsLog,
        {},
    ),
    Case(
        "GET",
        "/api/v1/events?source=recruitment&after=3",
        "/api/v1/events",
        ADMINISTRATOR,
        ReadRecruitmentLog,
        {},
    ),
    Case(
        "GET",
        "/api/v1/events?source=incentives&after=3",
        "/api/v1/events",
        ADMINISTRATOR,
        ReadIncentivesLog,
        {},
    ),
    Case(
        "GET",
        "/api/v1/events?source=volunteers&after=3",
        "/api/v1/events",
        ADMINISTRATOR,
        ReadVolunteersLog,
        {},
    ),
    Case(
        "GET",
        "/api/v1/events?source=street&after=3",
        "/api/v1/events",
        ADMINISTRATOR,
        ReadStreetLog,
        {},
    ),
    Case(
        "GET",
        "/api/v1/events?source=gateway&after=3",
        "/api/v1/events",
        ADMINISTRATOR,
        ReadGatewayLog,
        {},
    ),
    Case(
        "GET",
        "/api/v1/categories/pets",
        "/api/v1/categories/{code}",
        VOLUNTEER,
        ShowCategory,
        {},
    ),
    Case(
        "PUT",
        "/api/v1/categories/pets",
        "/api/v1/categories/{code}",
        ADMINISTRATOR,
        PutCategory,
        _CATEGORY,
    ),
    Case(
        "POST",
        f"{_ONE}/disclosures",
        f"{_RULE}/disclosures",
        COMMISSIONER,
        DiscloseContact,
        {"reason": "call_back"},
    ),
    Case(
        "POST",
        "/api/v1/appeals/search",
        "/api/v1/appeals/search",
        STAFF,
        FindAppeals,
        {"quoted": "〔2013〕17", "reason": "asked_by_person", "state": ["received"]},
    ),
    Case("GET", f"{_ONE}/disclosures", f"{_RULE}/disclosures", OFFICER, ListDisclosures, {}),
    Case(
        "GET",
        "/api/v1/appeals/disclosures?reason=other",
        "/api/v1/appeals/disclosures",
        OFFICER,
        ListCommunityDisclosures,
        {"reason": ["other"]},
    ),
    Case(
        "GET",
        f"{_ITS_CODE}/disclosures",
        f"{_CODE_RULE}/disclosures",
        None,
        TrackDisclosures,
        {},
    ),
    Case("POST", f"{_ITS_CODE}/export", f"{_CODE_RULE}/export", None, ExportOwnData, _PROOF),
    Case("POST", f"{_ITS_CODE}/erasure", f"{_CODE_RULE}/erasure", None, EraseOwnData, _PROOF),
    Case(
        "POST",
        f"{_ONE}/erasure",
        f"{_RULE}/erasure",
        STAFF,
        EraseAppeal,
        {"asked": "in_person", "withdraw": True},
    ),
    Case("POST", _CONSENTS, _CONSENTS, VOLUNTEER, GiveConsent, _CONSENT),
    Case("GET", f"{_CONSENTS}/own", f"{_CONSENTS}/own", VOLUNTEER, ListOwnConsents, {}),
    Case("GET", _CONSENTS, _CONSENTS, STAFF, ListConsents, {}),
    Case(
        "POST",
        f"{_CONSENTS}/records",
        f"{_CONSENTS}/records",
        STAFF,
        RecordConsent,
        _CONSENT | _PAPER,
    ),
    Case("POST", f"{_CONSENTS}/search", f"{_CONSENTS}/search", STAFF, FindConsents, _PROOF),
    Case(
        "POST",
        f"{_CONSENTS}/{APPEAL}/withdrawal",
        f"{_CONSENTS}/{{consent_id}}/withdrawal",
        VOLUNTEER,
        WithdrawConsent,
        {},
    ),
    *(
        Case("GET", f"/api/v1/audit?service={of}", "/api/v1/audit", ADMINISTRATOR, asks, {})
        for of, asks in AUDIT_OF.items()
    ),
    Case("GET", "/api/v1/street/months", "/api/v1/street/months", VOLUNTEER, ShowMonths, {}),
    Case("GET", "/api/v1/street/live", "/api/v1/street/live", VOLUNTEER, WatchFigures, {}),
    Case("GET", "/api/v1/public/street/live", "/api/v1/public/street/live", None, WatchFigures, {}),
    Case("GET", "/api/v1/street/digests", "/api/v1/street/digests", VOLUNTEER, ListDigests, {}),
    Case("GET", "/api/v1/street/totals", "/api/v1/street/totals", VOLUNTEER, ShowTotals, {}),
    Case(
        "GET", "/api/v1/public/street/totals", "/api/v1/public/street/totals", None, ShowTotals, {}
    ),
    *gathered(),
]


#: What was done and told at once, or created.
_DONE = {200, 201}


@dataclass
class _Called:
    """One case, once called: what was asked behind it, and what came back."""

    case: Case
    gateway: Gateway
    response: Any


@pytest.fixture(scope="module")
def called() -> list[_Called]:
    """Every route, called once for all tests that look at what comes of it."""
    gateways = [(case, answering_gateway()) for case in _CASES]
    return [_Called(case, gateway, _call(gateway, case)) for case, gateway in gateways]


class TestARoute:
    def test_asks_the_service_in_the_callers_name(self, called: list[_Called]) -> None:
        with walking() as step:
            for one in called:
                with step(one.case.method, one.case.path):
                    *before, asked = one.gateway.services.asked
                    assert tuple(type(earlier.request) for earlier in before) == (
                        one.case.asks_before
                    )
                    assert {earlier.actor for earlier in before} <= {asked.actor}
                    assert one.response.status_code in _DONE
                    assert (one.case.by or RESIDENT) == asked.actor
                    assert type(asked.request) is one.case.becomes
                    assert _is_part_of(one.case.sent, _plain(asked.request))

    def test_answers_as_documented(self, called: list[_Called]) -> None:
        paths = openapi_document()["paths"]
        with walking() as step:
            for one in called:
                with step(one.case.method, one.case.path):
                    item = paths[one.case.rule]
                    answers = item[one.case.method.lower()]["responses"]
                    content = answers[str(one.response.status_code)]["content"]
                    [(media_type, described)] = content.items()
                    assert one.response.mimetype == media_type
                    if media_type == "application/json":
                        assert _complaints(one.response.json, described["schema"]) == []

    def test_says_where_that_which_it_created_is_found(self, called: list[_Called]) -> None:
        with walking() as step:
            for one in called:
                with step(one.case.method, one.case.path):
                    location = one.response.headers.get("Location")
                    assert (one.response.status_code == 201) is (location is not None)
                    if location is not None:
                        routes = one.gateway.app.url_map.bind("localhost")
                        assert routes.match(location, "GET")

    def test_keeps_personal_data_out_of_caches(self, called: list[_Called]) -> None:
        with walking() as step:
            for one in called:
                with step(one.case.method, one.case.path):
                    headers = one.response.headers
                    is_document = re.fullmatch(r"/api/v1/public/.*\.(pdf|atom)", one.case.path)
                    # A public document names only people who agreed, and is fetched again each
                    # time; a certificate is for its holder.
                    kept = "no-cache" if is_document else "no-store"
                    assert headers["Cache-Control"] == kept
                    assert headers["X-Content-Type-Options"] == "nosniff"
                    assert "Access-Control-Allow-Origin" not in headers


_WRITING = [case for case in _CASES if case.method != "GET"]
_WITH_BODY = [case for case in _WRITING if case.method != "DELETE"]


class TestARouteThatChangesSomething:
    def test_hands_the_idempotency_key_on(self) -> None:
        with walking() as step:
            for case in _WRITING:
                with step(case.method, case.path):
                    gateway = answering_gateway()
                    _call(gateway, case, **{"Idempotency-Key": A_KEY})

                    *before, asked = gateway.services.asked
                    assert {earlier.idempotency_key for earlier in before} <= {None}
                    if case.becomes in {VoteWithSlip, SubmitReviewSheet}:
                        # What is kept under a key would join the code and what was said by it.
                        assert asked.idempotency_key is None
                        continue
                    scope = f"{_CODE}:" if case.path.startswith(_ITS_CODE) else case.key_scope
                    assert asked.idempotency_key == f"{scope}{A_KEY}"

    def test_refuses_a_key_that_cannot_be_one(self) -> None:
        with walking() as step:
            for case in _WRITING:
                with step(case.method, case.path):
                    gateway = answering_gateway()
                    response = _call(gateway, case, **{"Idempotency-Key": "no blanks"})

                    assert response.status_code == 422
                    assert response.json["errors"][0]["field"] == "Idempotency-Key"
                    assert gateway.services.asked == []


class TestARouteThatTakesABody:
    def test_refuses_a_field_that_nobody_knows(self) -> None:
        with walking() as step:
            for case in _WITH_BODY:
                with step(case.method, case.path):
                    gateway = answering_gateway()
                    response = _send(gateway, case, case.sent | {"tenant": "440305007005"})

                    [error] = response.json["errors"]
                    assert (
                        response.status_code,
                        error["field"],
                        error["code"],
                    ) == (422, "tenant", "unknown_field")
                    assert gateway.services.asked == []

    def test_refuses_a_body_that_is_no_object(self) -> None:
        with walking() as step:
            for case in _WITH_BODY:
                with step(case.method, case.path):
                    response = _send(answering_gateway(), case, ["a", "list"])

                    fields = [error["field"] for error in response.json["errors"]]
                    assert (response.status_code, fields[0]) == (422, "body")

    def test_refuses_a_body_over_the_limit(self) -> None:
        with walking() as step:
            for case in _WITH_BODY:
                with step(case.method, case.path):
                    body = case.sent | {"reason": "长" * 30_000}
                    response = _send(answering_gateway(), case, body)

                    assert response.status_code == 413


#: Contracts whose routes do more than hand a request on, and have tests of their own.
_TRIED_ELSEWHERE = {
    "contracts.gateway.account_data",
    "contracts.gateway.accounts",
    "contracts.gateway.api_keys",
    "contracts.gateway.areas",
    "contracts.gateway.attachments",
    "contracts.gateway.notice_deliveries",
    "contracts.gateway.notice_preferences",
    "contracts.gateway.notice_templates",
    "contracts.gateway.notices",
    "contracts.gateway.offices",
    "contracts.gateway.openid",
    "contracts.gateway.sessions",
    "contracts.gateway.sign_in",
    "contracts.volunteers.imports",
    "contracts.volunteers.team_imports",
}
#: Asked by a route that asks for something else too, and tried by a journey or a test of its own.
_BESIDE_ANOTHER: set[type[Request[Any]]] = {
    CheckFindingToPassOn,
    CountCommissioners,
    ExportSurvey,
    FindPublicPicture,
    ListNamesToHonour,
    ListNews,
    ListPublicSelections,
    ListServing,
    ShowPublicWorkReport,
    ShowSlip,
}


#: Requests that no route may ask: they answer the system alone, and no person.
_FOR_THE_SYSTEM = {("appeals", "reach_applicant"), ("volunteers", "reach_volunteer")}


def test_every_request_has_a_route() -> None:
    registry.load_all()
    elsewhere = {
        made
        for address, made in registry.REQUESTS.items()
        if made.__module__ in _TRIED_ELSEWHERE or address in _FOR_THE_SYSTEM
    }
    assert {case.becomes for case in _CASES} == (
        set(registry.REQUESTS.values()) - elsewhere - _BESIDE_ANOTHER
    )


@pytest.mark.parametrize("community", ["440305007000", "440305007099"])
def test_a_reception_is_held_in_a_community(gateway: Gateway, community: str) -> None:
    response = gateway.call(
        "POST", "/api/v1/receptions", by=STAFF, json=_RECEPTION | {"community": community}
    )

    assert (response.status_code, response.json["errors"][0]["field"]) == (422, "community")
    assert gateway.services.asked == []


def test_a_list_takes_its_filters_from_the_query(gateway: Gateway) -> None:
    gateway.call("GET", "/api/v1/appeals?state=closed&area=440305007003&limit=10", by=STAFF)

    sent = _plain(gateway.services.asked[0].request)
    assert (sent["state"], sent["area"], sent["limit"]) == (["closed"], "440305007003", 10)


@pytest.mark.parametrize("query", ["state=closed,received", "state=closed&state=received"])
def test_a_filter_takes_several_values(gateway: Gateway, query: str) -> None:
    gateway.call("GET", f"/api/v1/appeals?{query}&sort=-closed_at,rating&total=true", by=STAFF)

    sent = _plain(gateway.services.asked[0].request)
    assert (sent["state"], sent["sort"], sent["total"]) == (
        ["closed", "received"],
        "-closed_at,rating",
        True,
    )


def test_totals_take_days_and_an_area(gateway: Gateway) -> None:
    gateway.call("GET", "/api/v1/public/street/totals?from=2012-01-01&to=2013-12-31")

    sent = _plain(gateway.services.asked[0].request)
    assert (sent["from"], sent["to"]) == ("2012-01-01", "2013-12-31")


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("from=2012-02-30", "from", "not_a_date"),
        ("since=2012-01-01", "since", "unknown_field"),
        ("area=4403", "area", "not_an_area_code"),
        ("area=999999999999", "area", "unknown_area"),
    ],
)
def test_a_query_that_does_not_fit_is_refused(
    gateway: Gateway, query: str, field: str, code: str
) -> None:
    response = gateway.call("GET", f"/api/v1/public/street/totals?{query}")

    [error] = response.json["errors"]
    assert (422, field, code) == (response.status_code, error["field"], error["code"])


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("state=closed,gone", "state.1", "not_one_of"),
        ("state=", "state.0", "not_one_of"),
        ("sort=text", "sort", "not_sortable"),
        ("limit=201", "limit", "out_of_range"),
        ("limit=1.5", "limit", "not_a_whole_number"),
        ("received_from=2013", "received_from", "not_a_date"),
        ("total=perhaps", "total", "not_a_boolean"),
    ],
)
def test_a_list_refuses_what_its_grammar_does_not_know(
    gateway: Gateway, query: str, field: str, code: str
) -> None:
    response = gateway.call("GET", f"/api/v1/appeals?{query}", by=STAFF)

    [error] = response.json["errors"]
    assert (422, field, code) == (response.status_code, error["field"], error["code"])
    assert gateway.services.asked == []


def test_a_category_is_put_where_its_address_says(gateway: Gateway) -> None:
    response = gateway.call("PUT", "/api/v1/categories/other", by=ADMINISTRATOR, json=_CATEGORY)

    assert (response.status_code, response.json["errors"][0]["field"]) == (422, "code")


def test_anyone_sees_the_categories_in_use_while_the_services_are_away() -> None:
    gateway = Gateway()

    response = gateway.call("GET", "/api/v1/public/categories")

    assert [found["code"] for found in response.json["items"]] == ["fire_safety", "pets"]


def test_all_categories_are_listed_while_the_services_are_away() -> None:
    gateway = Gateway()

    response = gateway.call("GET", "/api/v1/categories", by=VOLUNTEER)

    shown = {found["code"]: found["active"] for found in response.json["items"]}
    assert shown == {"fire_safety": True, "pets": True, "queues": False}
    assert gateway.call("GET", "/api/v1/categories").status_code == 401


def test_a_category_is_listed_as_it_was_just_put_though_its_event_is_on_the_way() -> None:
    gateway = Gateway()
    put = "/api/v1/categories/pets"

    for version in (3, 2):
        gateway.services.answers[PutCategory] = CategoryView.read(_CATEGORY | {"version": version})
        gateway.call("PUT", put, by=ADMINISTRATOR, json=_CATEGORY)

    items = gateway.call("GET", "/api/v1/categories", by=VOLUNTEER).json["items"]
    assert [(one["code"], one["active"], one["version"]) for one in items] == [
        ("fire_safety", True, 1),
        ("pets", False, 3),
        ("queues", False, 1),
    ]


def test_anyone_sees_the_areas_while_the_services_are_away() -> None:
    gateway = Gateway()

    response = gateway.call("GET", "/api/v1/public/areas")

    levels = [(found["code"], found["level"]) for found in response.json["items"]]
    assert levels[0] == ("440305007000", "street")
    assert ("440305007003", "community") in levels


def _call(gateway: Gateway, case: Case, **headers: str) -> Any:
    body = {} if case.method == "GET" else {"json": case.sent}
    return gateway.call(case.method, case.path, by=case.by, headers=headers, **body)


def _send(gateway: Gateway, case: Case, body: Any) -> Any:
    return gateway.call(case.method, case.path, by=case.by, json=body)


def _plain(request: Request[Any]) -> dict[str, Any]:
    plain = request.plain()
    moments = {"happened_at", "held_at"} & plain.keys()
    # The same moment may be written with another offset.
    return plain | {name: getattr(request, name) and _WHEN["happened_at"] for name in moments}


def _is_part_of(sent: Any, asked: Any) -> bool:
    """Whether everything that was sent arrived, whatever defaults stand beside it."""
    match sent, asked:
        case dict(), dict():
            return all(name in asked and _is_part_of(sent[name], asked[name]) for name in sent)
        case list(), list():
            return len(sent) == len(asked) and all(map(_is_part_of, sent, asked))
    return bool(sent == asked)


def _complaints(answer: Any, schema: dict[str, Any]) -> list[str]:
    named = {"$ref": f"urn:document{schema['$ref']}"}
    checker = jsonschema.Draft202012Validator(named, registry=_registry())
    return [f"{wrong.json_path}: {wrong.message}" for wrong in checker.iter_errors(answer)]


@functools.cache
def _registry() -> Registry[Any]:
    document = Resource.from_contents(openapi_document(), default_specification=DRAFT202012)
    made: Registry[Any] = Registry().with_resource("urn:document", document)
    return made
