"""Answering requests: nameko's wire format, with deadline, actor and idempotency.

A person waits behind every request. So an answer comes within its deadline or
not at all, a Problem travels as an answer, and a repeated request with the same
idempotency key gets the first answer and changes nothing.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

import marshmallow
import sqlalchemy as sa
from nameko.extensions import Entrypoint, SharedExtension
from sqlalchemy.orm import Session

from audit import context
from bus.consuming import SafeQueueConsumer, in_background
from bus.messages import Outgoing
from bus.naming import RPC_EXCHANGE, rpc_queue
from bus.process import Process
from bus.signing import Asked, Signatures
from bus.tables import ANSWERED_REQUEST
from bus.work import Work
from contracts.complaints import invalid_from
from contracts.fields import Source
from contracts.registry import Request
from runtime import clock
from runtime.database import insert_new, is_absent, is_conflict
from runtime.encryption import keyring
from runtime.logs import in_one_line, logger
from vocabulary import actors, origins
from vocabulary.problems import Defect, KeyReused, NotFound, Problem, Unavailable

log = logger(__name__)

HEADER_PREFIX = "nameko."
_QUICK_TRIES = 3
#: Requests of one service that are worked on at once.
_AT_ONCE = 16


class RequestQueue(SharedExtension):
    """The queue of requests of one service; each method registers with it."""

    consumer = SafeQueueConsumer()
    is_private = False
    prefetch = _AT_ONCE

    def __init__(self) -> None:
        super().__init__()
        self._methods: dict[str, RpcMethod] = {}
        self._is_listening = False

    def register(self, method: RpcMethod) -> None:
        """Answer this method's requests."""
        if not self._methods:
            self.queue = rpc_queue(self.container.service_name)
            self.consumer.register_provider(self)
            self._is_listening = True
        self._methods[f"{self.container.service_name}.{method.method_name}"] = method

    def close(self) -> None:
        """Take no more requests; the first method that stops stops all."""
        if self._is_listening:
            self._is_listening = False
            self.consumer.unregister_provider(self)

    def on_taken_back(self) -> None:
        """No messages wait here."""

    def on_message(self, message: Any) -> None:
        """Work on each request in its own green thread."""
        in_background(self.consumer, self._serve, message)

    def _serve(self, message: Any) -> None:
        method = self._methods.get(message.delivery_info["routing_key"])
        headers = {
            name.removeprefix(HEADER_PREFIX): value for name, value in message.headers.items()
        }
        process: Process = self.container.config["process"]
        self._reply(message, _answer(method, message, headers, process.signatures))
        self.consumer.acknowledge(message)

    def _reply(self, message: Any, result: dict[str, Any]) -> None:
        process: Process = self.container.config["process"]
        reply_to = message.properties.get("reply_to")
        if reply_to is None:
            return
        process.publisher.send(
            Outgoing(
                exchange=RPC_EXCHANGE,
                routing_key=reply_to,
                body=json.dumps({"result": result, "error": None}).encode(),
                content_type="application/json",
                correlation_id=message.properties.get("correlation_id"),
                persistent=False,
            )
        )


class RpcMethod(Entrypoint):
    """One method that answers one kind of request."""

    requests = RequestQueue()

    def __init__(
        self,
        request: type[Request[Any]],
        *,
        writes: bool,
        repeatable: bool = True,
        is_logged: bool = True,
    ) -> None:
        super().__init__()
        self.request = request
        self.writes = writes
        self.repeatable = repeatable
        self.is_logged = is_logged

    def setup(self) -> None:
        """Register with the service's queue of requests."""
        process: Process = self.container.config["process"]
        name = self.container.service_cls.database_name
        self._database = process.database(name)
        self._service = self.container.service_cls()
        process.methods[f"{self.container.service_name}.{self.method_name}"] = self
        self.requests.register(self)

    def stop(self) -> None:
        """Take no more requests."""
        self.requests.close()

    def answer(self, payload: Any, headers: dict[str, str]) -> dict[str, Any]:
        """Answer one request.

        Raises:
            Problem: the request is refused.
        """
        try:
            request = self.request.read(payload)
        except marshmallow.ValidationError as wrong:
            raise invalid_from(wrong) from None
        actor = actors.from_text(headers.get("actor"))
        correlation_id = headers.get("correlation_id") or context.correlation_id()
        origin = origins.from_text(headers.get("origin"))
        deed = context.Deed(f"{self.container.service_name}.{self.method_name}")
        call = getattr(self._service, self.method_name)
        began = clock.monotonic()
        outcome = "refused"
        with context.about(correlation_id=correlation_id, actor=actor, origin=origin, deed=deed):
            try:
                if self.writes:
                    key = headers.get("idempotency_key") if self.repeatable else None
                    result = self._write(
                        lambda work: call(work, request).plain(),
                        actor,
                        key,
                        said(self.request, payload),
                    )
                else:
                    with self._database.reading() as session:
                        result = call(Work(session, actor), request).plain()
                outcome = "answered"
            finally:
                tell = log.info if self.is_logged else log.debug
                tell(
                    "request",
                    method=deed.name,
                    outcome=outcome,
                    seconds=round(clock.monotonic() - began, 4),
                )
        return dict(result)

    def _write(
        self,
        call: Callable[[Work], dict[str, Any]],
        actor: actors.Actor,
        key: str | None,
        payload: Any,
    ) -> dict[str, Any]:
        scoped = key and _scoped(self.method_name, actor, key)
        for tries_left in reversed(range(_QUICK_TRIES)):
            try:
                with self._database.writing() as session:
                    work = Work(session, actor)
                    result = once(session, scoped, payload, functools.partial(call, work))
            except sa.exc.DBAPIError as failure:
                if not is_conflict(failure) or tries_left == 0:
                    raise
            else:
                return result
        raise AssertionError  # pragma: no cover - the last try returns or raises


def said(request: type[Request[Any]], payload: Mapping[str, Any]) -> dict[str, Any]:
    """What the caller said, without the surroundings: a phone resends from another network."""
    beside = request.takes_from(Source.GATEWAY)
    return {name: value for name, value in payload.items() if name not in beside}


def _scoped(method: str, actor: actors.Actor, key: str) -> str:
    """The key of this actor for this method; with other rights it is a different one."""
    # A stored answer is given without asking again what the actor may see.
    whole = json.dumps([actors.to_text(actor), key], ensure_ascii=False)
    return f"{method}:{hashlib.sha256(whole.encode()).hexdigest()}"


def _answer(
    method: RpcMethod | None, message: Any, headers: dict[str, str], signatures: Signatures
) -> dict[str, Any]:
    key = message.delivery_info["routing_key"]

    def work() -> dict[str, Any]:
        # The broker's library has decoded it already, where it says how it is encoded.
        body = message.body.encode() if isinstance(message.body, str) else message.body
        asked = Asked(key, body, message.properties.get("reply_to"), headers)
        believed = signatures.vouched(asked)
        return _known(method, key).answer(json.loads(body)["args"][0], believed)

    return _in_every_case(key, headers, work)


def answered(
    method: RpcMethod | None, key: str, payload: Callable[[], Any], headers: dict[str, str]
) -> dict[str, Any]:
    """What this process answers itself: the caller was named here."""
    return _in_every_case(key, headers, lambda: _known(method, key).answer(payload(), headers))


def _in_every_case(
    key: str, headers: dict[str, str], work: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """The answer or the problem: nothing that is asked may end the process."""
    try:
        return {"answer": work()}
    except Problem as problem:
        return {"problem": problem.as_dict()}
    except Exception as failure:
        if is_absent(failure):
            log.warning("surroundings_away", method=key, error=in_one_line(failure))
            away = Unavailable(
                "数据库暂时不可用，请稍后再试。",
                "The database is away; try again shortly.",
                retry_after_seconds=5,
            )
            return {"problem": away.as_dict()}
        log.exception("request_failed", method=key, correlation_id=headers.get("correlation_id"))
        defect = Defect("系统出错，已记录。", "Something went wrong on our side; it is logged.")
        return {"problem": defect.as_dict()}


def _known(method: RpcMethod | None, key: str) -> RpcMethod:
    if method is None:
        raise NotFound(f"没有这个方法：{key}", f"There is no method {key}.")
    return method


def once(
    session: Session, key: str | None, payload: Any, call: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """The first answer to this key, however often it is asked; without a key a new one."""
    if not key:
        return call()
    canonical = json.dumps(payload, sort_keys=True, ensure_ascii=False).encode()
    fingerprint = hashlib.sha256(canonical).hexdigest()
    row = {"key": key, "fingerprint": fingerprint, "answered_at": clock.now()}
    if insert_new(session, ANSWERED_REQUEST, [row], unique=("key",), returning="key"):
        answer = call()
        session.execute(
            sa.update(ANSWERED_REQUEST)
            .where(ANSWERED_REQUEST.c.key == key)
            .values(answer=keyring().seal(json.dumps(answer, ensure_ascii=False)))
        )
        return answer
    kept = session.execute(
        sa.select(ANSWERED_REQUEST.c.fingerprint, ANSWERED_REQUEST.c.answer).where(
            ANSWERED_REQUEST.c.key == key
        )
    ).one()
    if kept.fingerprint != fingerprint:
        raise KeyReused(
            "这个 Idempotency-Key 已用于另一个请求，请换一个。",
            "This Idempotency-Key was used for another request; take a new one.",
        )
    # Older answers were not sealed, and those of the last days are kept.
    text = kept.answer if kept.answer.startswith("{") else keyring().open(kept.answer)
    return dict(json.loads(text))
