from __future__ import annotations

import copy
from typing import Any

from gateway.app import openapi_document
from tests.interfaces import differences, unexpected

_CLOSING = "/api/v1/appeals/{appeal_id}/closing"
#: To follow every shape of all paths to its end takes seconds.
_PATHS = [_CLOSING, "/api/v1/accounts/{account}", "/api/v1/sessions", "/healthz"]


def _changed() -> tuple[dict[str, Any], dict[str, Any]]:
    document = openapi_document()
    document["paths"] = {path: document["paths"][path] for path in _PATHS}
    return document, copy.deepcopy(document)


def test_a_shape_under_another_name_is_the_same() -> None:
    before, after = _changed()
    schemas = after["components"]["schemas"]
    schemas["Closing"] = schemas.pop("CloseAppeal")
    body = after["paths"][_CLOSING]["post"]["requestBody"]["content"]["application/json"]
    body["schema"]["$ref"] = "#/components/schemas/Closing"

    assert differences(before, after) == []


def test_a_field_that_is_gone_is_told() -> None:
    before, after = _changed()
    del after["components"]["schemas"]["CloseAppeal"]["properties"]["outcome"]

    [found] = unexpected(differences(before, after))
    assert found.startswith(f"POST {_CLOSING}: .requestBody.")
    assert found.endswith(".properties.outcome")


def test_a_path_and_a_status_that_are_gone_are_told() -> None:
    before, after = _changed()
    del after["paths"]["/healthz"]
    del after["paths"][_CLOSING]["post"]["responses"]["409"]

    assert unexpected(differences(before, after)) == [
        "GET /healthz: gone",
        f"POST {_CLOSING}: .responses.409",
    ]


def test_a_field_under_its_new_name_is_the_same_while_its_shape_is() -> None:
    before, after = _changed()
    paths = before["paths"]
    paths["/api/v1/accounts/{account_id}"] = paths.pop("/api/v1/accounts/{account}")
    session = before["components"]["schemas"]["SessionView"]["properties"]
    session["account_id"] = session.pop("account")

    assert unexpected(differences(before, after)) == []

    session["account_id"] = {"type": "integer"}
    found = unexpected(differences(before, after))
    assert found
    assert all(".properties.account." in one for one in found)


def test_a_field_that_is_required_from_now_on_is_told_by_its_name() -> None:
    before, after = _changed()
    after["components"]["schemas"]["CloseAppeal"]["required"].append("reason")

    [found] = unexpected(differences(before, after))
    assert found.startswith(f"POST {_CLOSING}: .requestBody.")
    assert found.endswith(".required.reason")
