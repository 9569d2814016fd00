"""Problem → problem document (RFC 9457): the one place where a refusal becomes HTTP."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import orjson
from marshmallow import ValidationError
from werkzeug import exceptions
from werkzeug.datastructures import LanguageAccept
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header

from contracts.complaints import invalid_from
from gateway.http.incoming import Environ
from runtime.logs import logger
from vocabulary.problems import (
    Defect,
    Malformed,
    MethodNotAllowed,
    NotFound,
    Problem,
    TooLarge,
    WrongMediaType,
)

log = logger(__name__)

CONTENT_TYPE = "application/problem+json"
#: Where the front keeps the id of the work at hand.
CORRELATION = "linli.correlation_id"

#: The title of each code, in Chinese and English.
TITLES = {
    "malformed": ("请求无法读取", "The request cannot be read"),
    "unauthenticated": ("需要登录", "The caller is not known"),
    "forbidden": ("没有权限", "Not allowed"),
    "not_found": ("没有找到", "Not found"),
    "method_not_allowed": ("不支持该方法", "Method not allowed"),
    "too_slow": ("请求到达过慢", "The request came too slowly"),
    "wrong_state": ("当前状态不允许", "Not possible in this state"),
    "precondition_failed": ("内容已被他人修改", "It was changed meanwhile"),
    "too_large": ("请求体过大", "The body is too large"),
    "target_too_long": ("请求地址过长", "The address is too long"),
    "wrong_media_type": ("请求体类型不对", "Wrong media type"),
    "invalid": ("内容不符合要求", "The content is not valid"),
    "idempotency_key_reused": ("幂等键已被使用", "The Idempotency-Key was used before"),
    "too_many_requests": ("请求过于频繁", "Too many requests"),
    "head_too_large": ("请求头过大", "The fields are too large"),
    "unknown_version": ("不支持该 HTTP 版本", "Unknown version of HTTP"),
    "clock_in_doubt": ("系统时钟有疑问", "The clock is in doubt"),
    "unavailable": ("暂时不可用", "Not available now"),
    "defect": ("系统出错", "Something went wrong on our side"),
}


#: When to try again, where the Problem does not say.
_WAIT_SECONDS = {429: 30, 503: 5}


@dataclass(frozen=True)
class Reply:
    """An answer that is ready to be written."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def reply_to(failure: Exception, environ: Environ) -> Reply:
    """The answer to any exception; it shows no details of a bug."""
    problem = _as_problem(failure)
    language = _language(environ)
    headers = [
        ("Content-Type", CONTENT_TYPE),
        ("Content-Language", language),
        ("Cache-Control", "no-store"),
        ("Vary", "Accept-Language"),
    ]
    wait = _wait(problem)
    if wait is not None:
        headers.append(("Retry-After", str(wait)))
    if problem.code == "unauthenticated":
        headers.append(("WWW-Authenticate", _challenge(environ)))
    if isinstance(failure, exceptions.MethodNotAllowed):
        headers.append(("Allow", ", ".join(sorted(failure.valid_methods or ()))))
    return Reply(problem.status, tuple(headers), orjson.dumps(_document(problem, environ)))


def document_of(failure: Exception, environ: Environ) -> dict[str, Any]:
    """The problem document of any exception, for a page that words it."""
    return _document(_as_problem(failure), environ)


def _wait(problem: Problem) -> int | None:
    return problem.retry_after_seconds or _WAIT_SECONDS.get(problem.status)


def _document(problem: Problem, environ: Environ) -> dict[str, Any]:
    title_zh, title_en = TITLES.get(problem.code, TITLES["defect"])
    wordings = {
        "zh": {"title": title_zh, "detail": problem.zh},
        "en": {"title": title_en, "detail": problem.en},
    }
    return {
        "type": f"urn:linli:problem:{problem.code}",
        "status": problem.status,
        "code": problem.code,
        **wordings[_language(environ)],
        "request_id": environ.get(CORRELATION, ""),
        **wordings,
        "retry_after_seconds": _wait(problem),
        "errors": [asdict(field) for field in problem.fields],
    }


def _as_problem(failure: Exception) -> Problem:
    if isinstance(failure, Problem):
        return failure
    if isinstance(failure, ValidationError):
        return invalid_from(failure)
    if isinstance(failure, HTTPException) and failure.code is not None and failure.code < 500:  # noqa: PLR2004 - where clients' errors end
        return _of_status(failure.code)
    log.error("request_broke", exc_info=failure)
    return Defect("系统出错，已记录。", "Something went wrong on our side; it is logged.")


def _of_status(status: int) -> Problem:
    match status:
        case 404:
            return NotFound("没有这个地址。", "There is no such address.")
        case 405:
            return MethodNotAllowed(
                "这个地址不支持该方法。", "This address does not take this method."
            )
        case 413:
            return TooLarge("请求体过大。", "The body is too large.")
        case 415:
            return WrongMediaType("请求体类型不对。", "The body has the wrong media type.")
        case _:
            return Malformed("请求无法读取。", "The request cannot be read.")


def _language(environ: Environ) -> str:
    header = environ.get("HTTP_ACCEPT_LANGUAGE")
    if not header:
        return "zh"
    return parse_accept_header(header, LanguageAccept).best_match(["zh", "en"], "zh") or "zh"


def _challenge(environ: Environ) -> str:
    # Only callers who sent an invalid token are told so (RFC 6750).
    given = environ.get("HTTP_AUTHORIZATION")
    return 'Bearer realm="linli", error="invalid_token"' if given else 'Bearer realm="linli"'
