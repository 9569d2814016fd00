"""What the OpenAPI document says of every operation, written once.

Which refusals are possible follows from what an operation takes: a token can be invalid, an id in
an address can be unknown, a body can be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from contracts.json_schema import NAME, written
from contracts.words import names_of, operation_name
from gateway.http import in_paths
from gateway.http.errors import CONTENT_TYPE, TITLES
from gateway.http.routes import IF_MATCH, KEY, PUBLIC_KEY
from vocabulary import permissions, problems
from vocabulary.permissions import Action

Json = dict[str, Any]

_PROBLEM = "#/components/schemas/ProblemDocument"
_HEADERS: dict[int, Json] = {
    401: {
        "WWW-Authenticate": {
            "schema": {"type": "string"},
            "description": "The proof that is asked for.",
        }
    },
    429: {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}},
    503: {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}},
}
_REQUEST_ID = {
    "X-Request-Id": {
        "schema": {"type": "string"},
        "description": "Names this request in every log; quote it when asking for help.",
    }
}
_ETAG = {
    "ETag": {
        "schema": {"type": "string"},
        "description": "The version in quotes, for If-Match and If-None-Match.",
    }
}
_NOT_MODIFIED = {
    "description": "未变化 · The version of If-None-Match is the newest.",
    "headers": _ETAG,
}
#: Statuses of work that was done and answered at once.
_DONE = frozenset({"200", "201"})
#: When they are not ready, their answer has its usual form.
_READINESS = frozenset({"/readyz"})


def complete(document: Json, asked: dict[tuple[str, str], Action]) -> Json:
    """Give every operation its name, refusals, headers, callers; `asked` by method and path."""
    document["components"]["responses"] = {str(status): _refusal(status) for status in _kinds()}
    # The library's own, for pages of another kind than ours.
    document["components"]["schemas"].pop("PaginationMetadata", None)
    # The addresses are those of the server of this document.
    document["servers"] = [{"url": "/", "description": "本系统 · This installation"}]
    document["components"]["examples"] = {}
    for path, item in document["paths"].items():
        operations = {operation["operationId"] for _, operation in _operations(item)}
        for parameter in item.get("parameters", ()):
            parameter["description"] = in_paths.sentence_of(path, parameter["name"])
            parameter[NAME] = written(in_paths.name_of(parameter["name"], operations))
        for method, operation in _operations(item):
            action = asked[method.upper(), path]
            _describe(operation, action)
            operation[NAME] = written(operation_name(operation["operationId"]))
            document["components"]["examples"] |= _examples_told_once(operation)
            answers = operation["responses"]
            if path in _READINESS:
                answers["503"] = answers["200"] | {"headers": _HEADERS[503] | _REQUEST_ID}
            parameters = [*item.get("parameters", ()), *operation.get("parameters", ())]
            for status in _refusals(parameters, operation):
                reference = {"$ref": f"#/components/responses/{status}"}
                answers.setdefault(str(status), reference)
            if action is Action.ANYONE and KEY in parameters:
                operation["parameters"][operation["parameters"].index(KEY)] = PUBLIC_KEY
    return document


def _operations(item: Json) -> Iterator[tuple[str, Json]]:
    return ((method, found) for method, found in item.items() if method != "parameters")


def _describe(operation: Json, action: Action) -> None:
    callers = _callers(action)
    operation["x-permission"] = action.value
    told = operation.get("description")
    operation["description"] = f"{told}\n\n{callers}" if told else callers
    operation["responses"].pop("default", None)
    # The library's own; ours have our form.
    operation["responses"].pop("422", None)
    # Given to the library as `parameters`, they would take the place of the filters.
    if "x-headers" in operation:
        operation.setdefault("parameters", []).extend(operation.pop("x-headers"))
    for parameter in operation.get("parameters", ()):
        if "explode" in parameter:
            parameter["explode"] = False
    is_versioned = operation.pop("x-versioned", False)
    for status in operation.pop("x-refuses", ()):
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/{status}"}
    for status, answer in operation["responses"].items():
        if "$ref" in answer:
            continue
        answer["headers"] = answer.get("headers", {}) | _REQUEST_ID
        if is_versioned and status in _DONE:
            answer["headers"] |= _ETAG
    if is_versioned and "requestBody" not in operation:
        operation["responses"]["304"] = _NOT_MODIFIED


def _examples_told_once(operation: Json) -> Json:
    """Replace the examples of answers by references; returns the examples by their names."""
    told: Json = {}
    for answer in operation["responses"].values():
        for content in answer.get("content", {}).values():
            if "example" in content:
                name = content["schema"]["$ref"].rpartition("/")[2]
                told[name] = {"value": content.pop("example")}
                content["examples"] = {"usual": {"$ref": f"#/components/examples/{name}"}}
    return told


def _callers(action: Action) -> str:
    if action is Action.ANYONE:
        return "无需登录。No account needed."
    if permissions.TABLE[action].every_account:
        return f"可由任何账号调用 · For every account. ({action.value})"
    roles = names_of(sorted(permissions.roles_for(action)))
    return f"可由以下角色调用：{roles.zh}。For these roles: {roles.en}. ({action.value})"


def _refusals(parameters: Sequence[Json], operation: Json) -> Iterator[int]:
    yield from (status for status in (429, 500, 503) if status in _kinds())
    if operation.get("security"):
        # 404: a token that belongs to no account asks for its own account.
        yield from (401, 403, 404)
    if any(parameter["in"] == "path" for parameter in parameters):
        yield 404
    if "requestBody" in operation:
        # 401, 403: a proof in the body is wrong, or another site's page sent it.
        yield from (400, 401, 403, 409, 413, 415, 422)
    if KEY in parameters or any(map(_may_be_refused, parameters)):
        yield 422
    if KEY in parameters:
        yield 409
    if IF_MATCH in parameters:
        yield 412


def _may_be_refused(parameter: Json) -> bool:
    """Whether it is parsed: a query, or a text in the path, which may hold forbidden characters."""
    place, kind = parameter["in"], parameter.get("schema", {})
    return place == "query" or (
        place == "path" and kind.get("type") == "string" and "format" not in kind
    )


def _kinds() -> dict[int, str]:
    """Status → code of the problem that is usual for it."""
    found: dict[int, str] = {}
    for code, kind in problems.kinds().items():
        if code in TITLES:
            found.setdefault(kind.status, code)
    return dict(sorted(found.items()))


def _refusal(status: int) -> Json:
    zh, en = TITLES[_kinds()[status]]
    return {
        "description": f"{zh} · {en}",
        "headers": _HEADERS.get(status, {}) | _REQUEST_ID,
        "content": {CONTENT_TYPE: {"schema": {"$ref": _PROBLEM}}},
    }
