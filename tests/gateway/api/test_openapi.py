from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gateway.app import openapi_document
from tests.gateway.doubles import Gateway

#: The published JSON Schema of OpenAPI 3.1, unchanged; its licence lies beside it.
_OFFICIAL = json.loads(
    (Path(__file__).parents[1] / "openapi-3.1" / "schema.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(openapi_document()))
    return made


def test_the_document_is_valid_openapi(document: dict[str, Any]) -> None:
    checker = jsonschema.Draft202012Validator(_OFFICIAL)

    complaints = [f"{found.json_path}: {found.message}" for found in checker.iter_errors(document)]

    assert complaints == []
    assert document["openapi"] == "3.1.0"


def test_every_schema_in_it_is_valid_json_schema(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_it_is_served_as_it_is(gateway: Gateway, document: dict[str, Any]) -> None:
    assert gateway.call("GET", "/openapi.json").json == document


def test_it_describes_every_route_of_the_interface(document: dict[str, Any]) -> None:
    rules = [
        rule
        for rule in Gateway().app.url_map.iter_rules()
        if rule.rule not in {"/openapi.json", "/metrics"}
    ]

    served = {
        (rule.rule.replace("<uuid:", "{").replace("<", "{").replace(">", "}"), method.lower())
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {
        (path, method) for path, operations in document["paths"].items() for method in operations
    }
    assert served == described - {(path, "parameters") for path, _ in described}


def test_every_refusal_is_described_as_a_problem_document(document: dict[str, Any]) -> None:
    contents = [response["content"] for response in document["components"]["responses"].values()]

    assert {kind for content in contents for kind in content} == {"application/problem+json"}


#: Where one gets or gives back the proof that other routes ask for.
_SIGNING_IN = {
    ("/api/v1/sessions", "post"),
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
