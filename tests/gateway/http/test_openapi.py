from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from contracts.gateway.attachments import ListAttachments
from contracts.gateway.offices import CheckOfficeHolder
from contracts.incentives.selections import ShowSelection
from contracts.recruitment.appointments import ShowAppointment
from contracts.recruitment.office import ListNamesToHonour
from contracts.volunteers.findings import CheckFindingToPassOn
from contracts.volunteers.volunteers import ShowVolunteer
from gateway import app
from gateway.app import openapi_document
from gateway.http import operations as declared
from gateway.http.conditions import EXPECTED
from tests.gateway.answers import APPEAL, a_code
from tests.gateway.doubles import SECRET, Gateway
from tests.gateway.keyed import EACH_TIME_ANEW
from vocabulary.actors import Actor, Grant, Role


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    made: dict[str, Any] = openapi_document()
    return made


def test_the_document_is_valid_openapi(document: dict[str, Any]) -> None:
    complaints = [
        f"{found.json_path}: {found.message}"
        for found in OpenAPIV31SpecValidator(document).iter_errors()
    ]

    assert complaints == []
    assert document["openapi"] == "3.1.0"


def test_who_changes_the_document_changes_only_an_own_copy(document: dict[str, Any]) -> None:
    """Or what one test, or one reader, writes into it would stand in the next one's."""
    openapi_document()["paths"].clear()

    assert openapi_document() == document


def test_every_schema_in_it_is_valid_json_schema(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_it_is_served_as_it_is(gateway: Gateway, document: dict[str, Any]) -> None:
    assert gateway.call("GET", "/openapi.json").json == document


def test_a_document_that_is_made_is_served_without_waiting(
    gateway: Gateway, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader stood in a line and took a thread of the process, each time."""
    monkeypatch.setattr(app, "_DESCRIBING", None)

    assert gateway.call("GET", "/openapi.json").json == document


def test_it_describes_every_route_of_the_interface(document: dict[str, Any]) -> None:
    rules = [
        rule
        for rule in Gateway().app.url_map.iter_rules()
        if rule.rule not in {"/openapi.json", "/metrics"} and not rule.rule.startswith("/docs")
        # Pages are for people, and use what is described here.
        if not rule.endpoint.startswith("console.")
    ]

    served = {
        (re.sub(r"<(?:[^:>]+:)?([^>]+)>", r"{\1}", rule.rule), method.lower())
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {
        (path, method) for path, operations in document["paths"].items() for method in operations
    }
    assert served == described - {(path, "parameters") for path, _ in described}


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield f"{method.upper()} {path}", operation


def test_every_operation_has_a_name_of_its_own(document: dict[str, Any]) -> None:
    """Programs are made from the document, and a method of theirs is called so."""
    names = [operation.get("operationId") for _, operation in _operations(document)]

    assert [name for name in names if re.fullmatch("[A-Z][A-Za-z]+", name or "") is None] == []
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_an_operation_that_asks_a_service_is_called_as_its_request(gateway: Gateway) -> None:
    assert _operation(gateway, "POST", "/api/v1/appeals/{appeal_id}/closing") == "CloseAppeal"
    assert _operation(gateway, "GET", "/api/v1/appeals") == "ListAppeals"


def _operation(gateway: Gateway, method: str, path: str) -> str:
    document = gateway.call("GET", "/openapi.json").json
    name: str = document["paths"][path][method.lower()]["operationId"]
    return name


def test_every_success_has_an_example_that_fits(document: dict[str, Any]) -> None:
    registry = Registry().with_resource(
        "urn:document", Resource.from_contents(document, default_specification=DRAFT202012)
    )
    for name, operation in _operations(document):
        for content in _contents(operation):
            [example] = content["examples"].values()
            told = document["components"]["examples"][example["$ref"].rpartition("/")[2]]
            checker = jsonschema.Draft202012Validator(
                {"$ref": f"urn:document{content['schema']['$ref']}"},
                registry=registry,
                format_checker=jsonschema.FormatChecker(),
            )
            assert [wrong.message for wrong in checker.iter_errors(told["value"])] == [], name


def _contents(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What an operation answers in JSON if it did what was asked."""
    for status, answer in operation["responses"].items():
        if status.startswith("2") and "application/json" in answer.get("content", {}):
            yield answer["content"]["application/json"]


def test_the_document_says_where_it_is_served(document: dict[str, Any]) -> None:
    assert [server["url"] for server in document["servers"]] == ["/"]


def test_what_creates_something_says_where_it_is_found(document: dict[str, Any]) -> None:
    for name, operation in _operations(document):
        created = operation["responses"].get("201")
        assert created is None or "Location" in created["headers"], name


def test_what_adds_to_a_list_whose_items_can_be_read_creates(document: dict[str, Any]) -> None:
    """What is taken in and written down later is accepted (202) instead."""
    paths = document["paths"]
    adding = {
        path
        for path, item in paths.items()
        if "post" in item and any("get" in paths[one] for one in paths if _is_one_of(one, path))
    }
    assert adding

    assert {
        path for path in adding if not {"201", "202"} & paths[path]["post"]["responses"].keys()
    } == set()


def _is_one_of(path: str, all_of: str) -> bool:
    return re.fullmatch(re.escape(all_of) + r"/\{[a-z_]+\}", path) is not None


def test_every_refusal_is_described_as_a_problem_document(document: dict[str, Any]) -> None:
    contents = [response["content"] for response in document["components"]["responses"].values()]

    assert {kind for content in contents for kind in content} == {"application/problem+json"}


def test_every_operation_says_what_it_does_who_may_and_what_it_answers(
    document: dict[str, Any],
) -> None:
    for name, operation in _operations(document):
        assert operation["summary"].endswith("."), name
        assert operation["description"], name
        assert operation["tags"], name
        described = operation["responses"]
        assert "default" not in described, name
        success = [answer for status, answer in described.items() if status < "304"]
        assert [answer["description"] for answer in success] not in ([], ["OK"]), name
        assert {"500", "503"} <= described.keys(), name


def test_the_document_speaks_of_everything_that_is_there(document: dict[str, Any]) -> None:
    """It spoke of appeals and figures alone, long after commissioners were recruited with it."""
    told = document["info"]["description"]

    assert [tag["name"] for tag in document["tags"] if tag["description"] not in told] == []
    used = {tag for _, operation in _operations(document) for tag in operation["tags"]}
    assert used == {tag["name"] for tag in document["tags"]}


def test_everything_in_the_document_says_what_it_is(document: dict[str, Any]) -> None:
    assert [place for place, told in _described(document) if not told] == []


def _described(document: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Each shape, field, parameter and header, and what it says of itself."""
    for name, schema in document["components"]["schemas"].items():
        yield name, schema.get("description")
        for field, said in schema.get("properties", {}).items():
            yield f"{name}.{field}", said.get("description")
    for path, item in document["paths"].items():
        for parameter in item.get("parameters", ()):
            yield f"{path} {parameter['name']}", parameter.get("description")
    answers = dict(document["components"]["responses"])
    for name, operation in _operations(document):
        for parameter in operation.get("parameters", ()):
            yield f"{name} {parameter['name']}", parameter.get("description")
        answers |= {f"{name} {status}": said for status, said in operation["responses"].items()}
    for place, answer in answers.items():
        for header, said in answer.get("headers", {}).items():
            yield f"{place} {header}", said.get("description")


def test_every_operation_says_how_it_refuses(document: dict[str, Any]) -> None:
    """Every answer is documented: there is no word for all the others."""
    for name, operation in _operations(document):
        statuses = operation["responses"].keys()
        if operation.get("security"):
            assert {"401", "403"} <= statuses, name
        if "{" in name:
            assert "404" in statuses, name
        if "requestBody" in operation:
            assert {"400", "409", "413", "415", "422"} <= statuses, name


def test_every_refusal_that_asks_to_wait_says_how_long(document: dict[str, Any]) -> None:
    assert "Retry-After" in document["components"]["responses"]["503"]["headers"]


def test_every_request_body_has_an_example_that_fits(document: dict[str, Any]) -> None:
    registry = Registry().with_resource(
        "urn:document", Resource.from_contents(document, default_specification=DRAFT202012)
    )
    for name, operation in _operations(document):
        if "requestBody" not in operation:
            continue
        content = operation["requestBody"]["content"].get("application/json")
        if content is None:
            continue  # a file
        named = {"$ref": f"urn:document{content['schema']['$ref']}"}
        checker = jsonschema.Draft202012Validator(
            named, registry=registry, format_checker=jsonschema.FormatChecker()
        )
        assert [wrong.message for wrong in checker.iter_errors(content["example"])] == [], name


def test_every_pattern_is_one_that_browsers_and_other_programs_read(
    document: dict[str, Any],
) -> None:
    """One held an escape that ECMA-262 does not know: strict tools refused each body with it."""
    written = set(re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(document)))
    patterns = [json.loads(found) for found in written]

    assert patterns
    assert [found for found in patterns if _FOREIGN_ESCAPE.search(found)] == []


#: What may stand behind a backslash where a pattern is read with the flag `u`.
_FOREIGN_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\[^\^$\\.*+?()\[\]{}|/dDsSwWbBtnrfvcxu0-9-]")


def test_an_example_is_taken_as_it_stands(gateway: Gateway, document: dict[str, Any]) -> None:
    """What the page sends at the first click is not refused for its form."""
    for name, response in _sent_as_documented(gateway, document):
        assert response.status_code not in {400, 415, 422}, (name, response.json)


def test_everything_that_changes_something_takes_a_key(
    gateway: Gateway, document: dict[str, Any]
) -> None:
    """The operation says so, and really looks at it: one that cannot be a key is refused."""
    for name, operation in _operations(document):
        if name.startswith(_CHANGING):
            names = {parameter["name"] for parameter in operation.get("parameters", ())}
            assert ("Idempotency-Key" in names) is (name not in EACH_TIME_ANEW), name
    for name, response in _sent_as_documented(gateway, document, **{"Idempotency-Key": "a b"}):
        fields = [error["field"] for error in response.json["errors"]]
        assert (response.status_code, fields) == (422, ["Idempotency-Key"]), name
    assert gateway.services.asked == []


def test_what_is_done_each_time_anew_stands_in_the_guide() -> None:
    guide = (Path(__file__).parents[3] / "docs/guides/api.md").read_text()

    for name in EACH_TIME_ANEW:
        assert f"`{name.replace('{', '«').replace('}', '»')}`" in guide, name


_CHANGING = ("POST", "PUT", "PATCH", "DELETE")
#: Some count only where people work: nobody appoints in every community of a city.
_EVERYBODY = Actor(
    "all", tuple(Grant(role, area) for area in ("440305000000", "440305007000") for role in Role)
)


def _sent_as_documented(
    gateway: Gateway, document: dict[str, Any], **headers: str
) -> Iterator[tuple[str, Any]]:
    """Every operation that changes something, with its example, by somebody who may."""
    for name, operation in _operations(document):
        method, path = name.split()
        if not name.startswith(_CHANGING):
            continue
        bodies = operation.get("requestBody", {"content": {}})["content"]
        sent: dict[str, Any] = {}
        if "application/json" in bodies:
            sent = {"json": bodies["application/json"]["example"]}
        elif "text/csv" in bodies:
            sent = {"data": bodies["text/csv"]["example"], "content_type": "text/csv"}
        address = path
        for parameter in document["paths"][path].get("parameters", ()):
            is_uuid = parameter["schema"].get("format") == "uuid"
            given = {"tracking_code": a_code(SECRET), "code": "fire_safety", "part": "ceremony"}
            usual = str(APPEAL) if is_uuid else "x"
            value = given.get(parameter["name"], usual)
            address = address.replace(f"{{{parameter['name']}}}", value)
        asked = {
            one["name"]: one.get("example", one["schema"].get("example"))
            for one in operation.get("parameters", ())
            if one.get("in") == "query" and one.get("required")
        }
        if asked:
            sent["query_string"] = asked
        yield name, gateway.call(method, address, by=_EVERYBODY, headers=headers, **sent)


#: Counted all the time, by no version that a change could hold on to.
_KNOWN_BY_CONTENT = {"GET /api/v1/street/live", "GET /api/v1/public/street/live"}


def test_what_has_a_version_has_an_etag_and_can_be_changed_under_it(
    document: dict[str, Any],
) -> None:
    for name, operation in _operations(document):
        done = operation["responses"].get("200") or operation["responses"].get("201", {})
        answer = done.get("content", {}).get("application/json")
        if answer is None:
            continue
        shown = document["components"]["schemas"][answer["schema"]["$ref"].rpartition("/")[2]]
        names = {parameter["name"] for parameter in operation.get("parameters", ())}
        is_versioned = "version" in shown["properties"] or name in _KNOWN_BY_CONTENT
        assert ("ETag" in done["headers"]) is is_versioned, name
        if name.startswith("GET"):
            assert ("If-None-Match" in names) is is_versioned, name
            assert ("304" in operation["responses"]) is is_versioned, name
        else:
            is_change = "{" in name and "201" not in operation["responses"]
            assert ("If-Match" in names) is (is_versioned and is_change), name
            assert ("412" in operation["responses"]) is ("If-Match" in names), name


#: What is asked of others before a change: whether an account may be named, whether files lie there.
_ASKED_FIRST = (
    ShowAppointment,
    CheckOfficeHolder,
    ShowVolunteer,
    CheckFindingToPassOn,
    ShowSelection,
    ListNamesToHonour,
    ListAttachments,
)


def test_what_says_that_it_takes_if_match_holds_the_change_to_it(
    gateway: Gateway, document: dict[str, Any]
) -> None:
    """Its request has `expected_version`, or If-Match would be refused."""
    takes = {
        name
        for name, operation in _operations(document)
        if "If-Match" in {parameter["name"] for parameter in operation.get("parameters", ())}
    }
    assert takes

    for name, response in _sent_as_documented(gateway, document, **{"If-Match": '"3"'}):
        if name in takes:
            assert response.status_code != 422, (name, response.json)
    without = {
        type(asked.request).__name__
        for asked in gateway.services.asked
        if not isinstance(asked.request, _ASKED_FIRST)
        if getattr(asked.request, EXPECTED, None) != 3
    }
    assert not without


#: Lists without pages, and why they never grow long.
_WHOLE = {
    "GET /api/v1/communities/{community}/commissioners": "as many as the cap of posts allows",
    "GET /api/v1/public/communities/{community}/commissioners": "as many as the cap of posts",
    "GET /api/v1/public/communities/{community}/notices": "who is in notice today: the same cap",
    "GET /api/v1/public/handbooks/{community}": "who is in office: the same cap",
    "GET /api/v1/public/handbooks/{community}/editions/{number}": "who was in office: the same cap",
    "GET /api/v1/public/categories": "one list for all streets, from which a person chooses",
    "GET /api/v1/categories": "one list for all streets, from which a person chooses",
    "GET /api/v1/appeals/{appeal_id}/attachments": "a hundred of an appeal at most",
    "GET /api/v1/activities/{activity_id}/attachments": "a hundred of an activity at most",
    "GET /api/v1/activities/{activity_id}/pictures": "its attachments: a hundred",
    "GET /api/v1/public/activities/{activity_id}/pictures": "its attachments: a hundred",
    "GET /api/v1/groups/{group_id}/attachments": "a hundred of a group at most",
    "GET /api/v1/fund/projects/{project_id}/attachments": "a hundred of a project at most",
    "GET /api/v1/fund/receipts/{receipt_id}/attachments": "a hundred of a receipt at most",
    "GET /api/v1/street/months": "the months of two years",
    "GET /api/v1/appointments/figures/months": "the months of two years",
    "GET /api/v1/street/digests": "a log, which programs read on from the last place with `after`",
    "GET /api/v1/training-sessions/{session_id}/attachments": "a hundred of a session at most",
    "GET /api/v1/public/appeals/{tracking_code}/attachments": "a dozen of a resident at most",
    "GET /api/v1/streets/{street}/parameters": "one line for each parameter",
    "GET /api/v1/streets/{street}/regulations": "one line for each regulation",
    "GET /api/v1/public/streets/{street}/regulations": "one line for each regulation",
    "GET /api/v1/notice-templates": "one line for each kind of notice and language",
    "GET /api/v1/holidays": "the days of one year",
    "GET /api/v1/campaigns/{campaign_id}/screening": "a ranking, read whole; it begins once no "
    "application comes any more",
    "GET /api/v1/appointments/{appointment_id}/handover": "what one person left, told once",
    "GET /api/v1/training-records/{commissioner}": "one person's courses, of which hours are counted",
    "GET /api/v1/streets/{street}/post-caps": "the communities of one street, some twenty",
    "GET /api/v1/accounts/me/offices": "one person's offices, one in years",
    "GET /api/v1/accounts/me/identities": "each is linked by hand, with the password",
    "GET /api/v1/accounts/{account}/identities": "each is linked by hand, with the password",
    "GET /api/v1/api-keys": "fifty of an account at most",
    "GET /api/v1/public/volunteers/{code}/memberships": "one person's teams and offers",
    "GET /api/v1/public/volunteers/{code}/sign-ups": "one person's coming activities",
    "GET /api/v1/public/volunteers/{code}/hours": "one person's service",
    "GET /api/v1/teams/{team_id}/matches": "twenty proposals at most",
    "GET /api/v1/teams/{team_id}/successors": "fifty people at most",
    "GET /api/v1/teams/{team_id}/invitations": "twenty in use, and the newest that are over",
    "GET /api/v1/hours/totals": "sums, read whole; what is left out is counted",
    "GET /api/v1/public/volunteers/{code}/hour-certificates": "one person's certificates",
    "GET /api/v1/volunteers/doubles": "pairs that a clerk settles, two hundred at most",
    "GET /api/v1/volunteers/{registration_id}/trainings": "one person's trainings",
    "GET /api/v1/volunteers/{registration_id}/merits": "one person's honours and evaluations",
    "GET /api/v1/volunteers/reminders": "what is due today, two hundred at most",
    "GET /api/v1/public/streets/{street}/volunteer-catalogue": "one street's skills and interests",
    "GET /api/v1/public/work-reports/{community}": "one line for each quarter",
    "GET /api/v1/work-reports/{report_id}": "who was in office: the same cap",
    "GET /api/v1/work-reports/{report_id}/rating-bursts": "of one report: few, decided whole",
    "GET /api/v1/scorecards/{appointment_id}/facts": "one person's, of one figure and period",
    "GET /api/v1/communities/{community}/scorecards": "who was in office: the same cap",
    "GET /api/v1/public/work-reports/{community}/{quarter}": "who was in office: the same cap",
    "GET /api/v1/public/work-reports/{community}/{quarter}/editions/{number}": "the same cap",
    "GET /api/v1/public/work-reports/{community}/{quarter}/ratings": "one line for each of them",
    "GET /api/v1/public/communities/{community}/selections": "one line for each year",
    "GET /api/v1/streets/{street}/sharing-meetings/{year}": "one line for each community",
    "GET /api/v1/public/news/{area}": "the newest fifty",
    "GET /api/v1/selections/{selection_id}/objections": "to one nomination, read and answered whole",
    "GET /api/v1/streets/{street}/committee-seats": "one line for each community",
    "GET /api/v1/communities/{community}/promises": "of those in office: the same cap",
    "GET /api/v1/public/communities/{community}/promises": "of those in office: the same cap",
    "GET /api/v1/events": "a log, which programs read on from the last place with `after`",
}


def test_every_list_that_grows_has_pages(document: dict[str, Any]) -> None:
    """Consents and disclosures came whole, or were cut without a word."""
    lists = {
        name
        for name, operation in _operations(document)
        for shown in _answered(document, operation)
        # What changes something answers with the thing that it changed, which is read elsewhere.
        if name.startswith("GET") or name.endswith("/search")
        if "items" in shown["properties"] and "next_cursor" not in shown["properties"]
    }

    assert lists == set(_WHOLE)


def _answered(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The shapes of the answers of an operation that did what was asked."""
    for status, answer in operation["responses"].items():
        content = answer.get("content", {}).get("application/json")
        if status.startswith("2") and content is not None:
            yield document["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]


def test_every_list_has_the_one_grammar(document: dict[str, Any]) -> None:
    """contracts/lists.py: what comes in pages takes a cursor, a limit and total."""
    for name, operation in _operations(document):
        answer = operation["responses"].get("200", {}).get("content", {}).get("application/json")
        if answer is None:
            continue
        shown = document["components"]["schemas"][answer["schema"]["$ref"].rpartition("/")[2]]
        if "next_cursor" in shown["properties"]:
            assert {"items", "total"} <= shown["properties"].keys(), name
            assert {"cursor", "limit", "total"} <= _asked(document, operation), name


def _asked(document: dict[str, Any], operation: dict[str, Any]) -> set[str]:
    """What a list is asked with: by its address, or in a body where that holds a secret."""
    names = {parameter["name"] for parameter in operation["parameters"]}
    if "requestBody" in operation:
        body = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        names |= set(document["components"]["schemas"][body.rpartition("/")[2]]["properties"])
    return names


def test_filters_with_several_values_are_written_with_commas(document: dict[str, Any]) -> None:
    [state] = [
        parameter
        for parameter in document["paths"]["/api/v1/appeals"]["get"]["parameters"]
        if parameter["name"] == "state"
    ]

    assert (state["explode"], state["style"]) == (False, "form")


def test_a_route_that_takes_a_file_says_how(document: dict[str, Any]) -> None:
    upload = document["paths"]["/api/v1/appeals/{appeal_id}/attachments"]["post"]

    [(kind, form)] = upload["requestBody"]["content"].items()
    assert (kind, form["schema"]["required"]) == ("multipart/form-data", ["file"])
    assert form["schema"]["properties"]["file"]["format"] == "binary"
    assert {"201", "413", "415"} <= set(upload["responses"])


def test_a_route_that_gives_a_file_says_so(document: dict[str, Any]) -> None:
    fetch = document["paths"]["/api/v1/attachments/{attachment_id}"]["get"]

    for status in ("200", "206"):
        [content] = fetch["responses"][status]["content"].values()
        assert content["schema"]["format"] == "binary"
    assert {"Range", "If-None-Match"} <= {found.get("name") for found in fetch["parameters"]}


#: Where one gets or gives back the proof that other routes ask for.
_SIGNING_IN = {
    ("/api/v1/sessions", "post"),
    ("/api/v1/sessions/openid", "get"),
    ("/api/v1/sessions/openid/callback", "get"),
    ("/api/v1/sessions/openid/code", "post"),
    ("/api/v1/tokens", "post"),
    ("/api/v1/tokens/refreshing", "post"),
    ("/api/v1/tokens/revocation", "post"),
}


def test_routes_that_need_a_token_say_so(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if method != "parameters":
                is_open = "/public/" in path or not path.startswith("/api/")
                is_open = is_open or (path, method) in _SIGNING_IN
                assert is_open != bool(operation.get("security")), (method, path)


def test_unknown_fields_are_told_to_be_wrong(document: dict[str, Any]) -> None:
    body = document["components"]["schemas"]["SubmitAppeal"]

    assert body["additionalProperties"] is False


def test_every_share_and_every_span_is_a_number(document: dict[str, Any]) -> None:
    """A program adds and compares them; "10.00" as a text sorts behind "9.00"."""
    found = [
        (f"{name}.{field}", set(_types(schema)) - {"null"})
        for name, shape in document["components"]["schemas"].items()
        for field, schema in shape.get("properties", {}).items()
        if field.endswith(_COUNTED)
    ]

    assert found
    for name, types in found:
        assert types in ({"number"}, {"integer"}), name


_COUNTED = ("percent", "_days", "_workdays", "_months", "_minutes", "_seconds")


def _types(schema: dict[str, Any]) -> list[str]:
    kind = schema["type"]
    return kind if isinstance(kind, list) else [kind]


def test_it_says_what_each_field_and_each_value_is_called(document: dict[str, Any]) -> None:
    """A page shows no code to anybody: it finds the words here, in both languages."""
    unnamed = [
        f"{shape}.{name}"
        for shape, schema in document["components"]["schemas"].items()
        for name, field in schema.get("properties", {}).items()
        if set(field.get("x-name", ())) != {"zh", "en"}
    ]
    assert unnamed == []
    codes = [found for found in _inside(document) if "enum" in found and "x-names" not in found]
    assert codes == []


def test_a_filter_is_called_by_its_name_beside_its_schema(document: dict[str, Any]) -> None:
    due = _parameter(document, "/api/v1/appeals", "due_from")
    state = _parameter(document, "/api/v1/appeals", "state")

    assert due["x-name"] == {"zh": "办理期限（起）", "en": "Due from"}
    assert "x-name" not in due["schema"]
    assert state["schema"]["items"]["x-names"]["closed"] == {"zh": "已办结", "en": "Closed"}


def test_every_filter_stands_in_the_document(gateway: Gateway, document: dict[str, Any]) -> None:
    """Headers that a route takes besides must not take their place."""
    for operation in declared.operations(gateway.app):
        said = document["paths"][operation.path][operation.method.lower()].get("parameters", [])
        names = {one["name"] for one in said if one.get("in") == "query"}
        fields = operation.filters.schema().fields if operation.filters is not None else {}
        assert {field.data_key or name for name, field in fields.items()} <= names, operation


def test_each_part_of_an_address_is_called_as_its_request_calls_it(
    document: dict[str, Any],
) -> None:
    named = {
        (path, part["name"]): part.get("x-name")
        for path, item in document["paths"].items()
        for part in item.get("parameters", ())
    }

    assert [part for part, name in named.items() if not name] == []
    codes = ("/api/v1/public/areas/{code}", "/api/v1/public/applications/{code}")
    assert [named[path, "code"]["zh"] for path in codes] == ["代码", "查询码"]


def test_the_name_of_an_area_is_called_after_the_field_with_its_code(
    document: dict[str, Any],
) -> None:
    appeal = document["components"]["schemas"]["AppealView"]["properties"]

    assert appeal["community_zh"]["x-name"] == {"zh": "社区（中文）", "en": "Community in Chinese"}


def _inside(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
    for found in (
        part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    ):
        yield from _inside(found)


def _parameter(document: dict[str, Any], path: str, name: str) -> dict[str, Any]:
    asked: list[dict[str, Any]] = document["paths"][path]["get"]["parameters"]
    return next(found for found in asked if found["name"] == name)


def test_it_says_what_each_operation_is_called(document: dict[str, Any]) -> None:
    """So that a menu, a button or the page of an API key can name it."""
    unnamed = [name for name, found in _operations(document) if "x-name" not in found]
    accepted = document["paths"]["/api/v1/appeals/{appeal_id}/acceptance"]["post"]

    assert unnamed == []
    assert accepted["x-name"] == {"zh": "受理诉求", "en": "Accept an appeal"}
