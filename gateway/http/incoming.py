"""Reading a request with care: limits first, then form, then meaning.

Works on the WSGI environment, so that Flask's routes and the short way of
intake read every request in the same manner.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections import Counter
from typing import Any, NoReturn

import orjson
from prometheus_client import Histogram

from audit import context
from gateway.limits.admission import Admission
from gateway.people.callers import SESSION
from gateway.people.identity import rules
from gateway.people.identity.rules import Caller
from runtime import clock, metrics
from runtime.http.limits import BODY_TIME
from runtime.identifiers import new_id
from vocabulary.actors import RESIDENT, Actor
from vocabulary.permissions import Action
from vocabulary.problems import (
    FieldError,
    Malformed,
    TooLarge,
    TooSlow,
    WrongMediaType,
    wrong_field,
)

BODY_LARGEST_BYTES = 64 * 1024
#: A file takes no longer, however patiently its bytes drip.
FILE_SECONDS = 300.0
_JSON = "application/json"
#: Half of a surrogate pair in JSON, which orjson refuses without saying where.
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
#: A string of JSON, and the colon behind it if it names a member.
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"([ \t\r\n]*:)?')
#: No comma: two header lines arrive as one with a comma between them.
_KEY = re.compile(r"[!-+\--~]{1,200}")
#: Lazy programs send the nil or the max UUID: many would share them.
_PUBLIC_KEY = re.compile(r"(?!(.)(?:\1|-)+$)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_QUOTED = re.compile(r'"((?:[^"\\]|\\["\\])*)"')
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,100}")

Environ = dict[str, Any]

ADMISSION_SECONDS = Histogram(
    "linli_admission_seconds",
    "Time to identify the caller and check their rights.",
    ["proof"],
    buckets=(0.00001, 0.0001, 0.001, 0.01, 0.1, 1),
    registry=metrics.REGISTRY,
)


def correlation_id(environ: Environ) -> str:
    """The caller's X-Request-Id if it is usable, otherwise a new one."""
    given = environ.get("HTTP_X_REQUEST_ID", "")
    return given if _REQUEST_ID.fullmatch(given) else str(new_id())


def address() -> str:
    """Where the client is, also behind proxies that we know."""
    return context.origin().address or ""


def client(environ: Environ) -> str:
    """The client, as it describes itself."""
    return str(environ.get("HTTP_USER_AGENT") or "")


def admitted(environ: Environ, action: Action, admission: Admission) -> Actor:
    """The caller, if they may use a route that asks for this action.

    Where anyone may call, we do not identify the caller: a resident stays a resident.

    Raises:
        Malformed: two proofs at once.
        Unauthenticated: no proof of identity, or an invalid one.
        Forbidden: none of the roles that the route asks for.
        TooManyRequests: too many came from this caller or address.
    """
    if action is Action.ANYONE:
        admission.pass_as_nobody(environ)
        return RESIDENT
    began = clock.monotonic()
    caller = admission.caller(environ)
    rules.check_caller(action, caller)
    ADMISSION_SECONDS.labels(_proof(environ, caller)).observe(clock.monotonic() - began)
    return caller.actor


def _proof(environ: Environ, caller: Caller) -> str:
    if caller.scopes is not None:
        return "key"
    return "cookie" if SESSION in environ else "token"


def idempotency_key(environ: Environ, actor: Actor) -> str | None:
    """The name under which the caller may repeat the request; `"k"` and `k` are one.

    Callers without an account share the keys with everybody, so theirs must be unguessable.

    Raises:
        Invalid: no key can be written so; or, without an account, it is no UUID.
    """
    given = environ.get("HTTP_IDEMPOTENCY_KEY")
    if given is None:
        return None
    key = _unquoted(given)
    if _KEY.fullmatch(key) is None:
        raise wrong_field(
            "Idempotency-Key",
            "malformed_key",
            zh=f"Idempotency-Key“{given[:60]}”写法有误：只写一行，1 到 200 个可见 ASCII 字符，"
            "不含逗号。",
            en=f"Idempotency-Key {given[:60]!r} cannot be used: send one header line with 1 to "
            "200 visible ASCII characters and no comma.",
        )
    if actor.account is not None:
        return key
    if _PUBLIC_KEY.fullmatch(key.lower()) is None:
        raise wrong_field(
            "Idempotency-Key",
            "key_not_uuid",
            zh=f"未登录时 Idempotency-Key 须为随机生成的 UUID，收到的是“{key[:60]}”；"
            "请为每个请求新生成一个，例如用 uuidgen。",
            en=f"Without an account an Idempotency-Key must be a random UUID, not {key[:60]!r}; "
            "make a new one for each request, for instance with uuidgen.",
        )
    return key.lower()


def _unquoted(given: str) -> str:
    """The content of a string of structured fields (RFC 9651); anything else unchanged."""
    inner = _QUOTED.fullmatch(given)
    return given if inner is None else re.sub(r"\\(.)", r"\1", inner[1])


def check_unconditional(environ: Environ) -> None:
    """Let requests without a condition pass, where there is no version to compare.

    Raises:
        Invalid: it came with If-Match, which is never ignored silently.
    """
    if "HTTP_IF_MATCH" in environ:
        raise wrong_field(
            "If-Match",
            "not_conditional",
            zh="此操作不支持 If-Match，请去掉后再试。",
            en="This cannot be done under If-Match; leave it out.",
        )


def json_body(environ: Environ) -> Any:
    """The body as plain data.

    Raises:
        TooLarge: more than 64 KiB; reading stops there.
        WrongMediaType: it does not say that it is JSON.
        TooSlow: it did not arrive within twenty seconds.
        Malformed: it is not JSON, did not arrive whole, or names a member twice.
    """
    body = _body(environ, types=(_JSON,), largest_bytes=BODY_LARGEST_BYTES)
    data = _parsed(body)
    # Readers differ in which one they keep, so one might check a value and another use a different
    # one.
    if _members_in(data) < sum(map(bool, _STRING.findall(body))):
        _refuse_doubled(body)
    return data


def _parsed(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as wrong:
        if _HALF.search(body):
            # Half of a character is in some field; the schema says which.
            with contextlib.suppress(ValueError, RecursionError):
                return json.loads(body, parse_constant=_no_number)
        raise Malformed(
            f"请求体不是有效的 JSON（第 {wrong.lineno} 行第 {wrong.colno} 列）。",
            f"The body is not JSON: line {wrong.lineno}, column {wrong.colno}.",
        ) from None


def _members_in(data: Any) -> int:
    """The number of members of all objects; deep nesting costs no stack."""
    found, left = 0, [data]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            found += len(value)
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
    return found


def _refuse_doubled(body: bytes) -> NoReturn:
    """Refuse with the member's name, which needs a slower reader."""

    def once_each(pairs: list[tuple[str, Any]]) -> None:
        [(name, times)] = Counter(name for name, _ in pairs).most_common(1) or [("", 0)]
        if times > 1:
            zh, en = (
                f"字段“{name[:60]}”出现了 {times} 次，请只写一次。",
                f"{name[:60]!r} is there {times} times; write it once.",
            )
            raise Malformed(zh, en, fields=(FieldError(name[:60], "doubled", zh, en),))

    with contextlib.suppress(RecursionError):
        json.loads(body, object_pairs_hook=once_each)
    raise Malformed("请求体中有重复的字段。", "The body names a field twice.")


def _no_number(constant: str) -> Any:
    raise ValueError(constant)


def file_body(environ: Environ, *, types: tuple[str, ...], largest_bytes: int) -> bytes:
    """The whole body unchanged, where it is a file.

    Raises:
        TooLarge: more bytes than that; reading stops there.
        WrongMediaType: it says that it is something else.
        TooSlow: it did not arrive within five minutes.
        Malformed: it did not arrive whole.
    """
    give_time(environ, FILE_SECONDS)
    return _body(environ, types, largest_bytes)


def _body(environ: Environ, types: tuple[str, ...], largest_bytes: int) -> bytes:
    length = _announced(environ, largest_bytes)
    if environ.get("CONTENT_TYPE", "").split(";", 1)[0].strip().lower() not in types:
        wanted = ", ".join(types)
        raise WrongMediaType(
            f"请求体类型不对：Content-Type 须为 {wanted}。",
            f"The body has the wrong type: Content-Type must be {wanted}.",
        )
    return _chunks(environ, largest_bytes) if length is None else _exactly(environ, length)


def _announced(environ: Environ, largest_bytes: int) -> int | None:
    """The length that the body declares; None for a chunked one."""
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return None
    text = environ.get("CONTENT_LENGTH") or "0"
    if not (text.isascii() and text.isdigit()):
        raise Malformed("Content-Length 不是数字。", "Content-Length is not a number.")
    # Absurdly many digits are not converted to a number.
    if len(text) > len(str(largest_bytes)) + 1 or int(text) > largest_bytes:
        raise _too_large(largest_bytes)
    return int(text)


def _exactly(environ: Environ, length: int) -> bytes:
    body = _read(environ, length)
    if len(body) < length:
        raise _cut_short()
    return body


def _chunks(environ: Environ, largest_bytes: int) -> bytes:
    body = _read(environ, largest_bytes + 1)
    if len(body) > largest_bytes:
        raise _too_large(largest_bytes)
    return body


def _read(environ: Environ, length: int) -> bytes:
    parts: list[bytes] = []
    while length > 0:
        try:
            part: bytes = environ["wsgi.input"].read(length)
        except TimeoutError:
            raise too_slow() from None
        except (OSError, ValueError):
            raise _cut_short() from None
        if not part:
            break
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _too_large(largest_bytes: int) -> TooLarge:
    limit = largest_bytes // 1024
    return TooLarge(f"请求体超过 {limit} KiB。", f"The body is larger than {limit} KiB.")


def give_time(environ: Environ, seconds: float) -> None:
    """Allow the body this much time, where it is more than JSON; tests have no socket to ask."""
    if BODY_TIME in environ:
        environ[BODY_TIME](seconds)


def too_slow() -> TooSlow:
    """The refusal of a body that drips."""
    return TooSlow("请求体到达过慢。", "The body arrived too slowly.")


def _cut_short() -> Malformed:
    return Malformed("请求体没有完整到达。", "The body did not arrive whole.")
