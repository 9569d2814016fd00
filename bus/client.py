"""Asking another service, because a person waits for the answer; always under a deadline."""

from __future__ import annotations

import json
from typing import Any, TypeVar, cast

import eventlet
import kombu
import orjson
from eventlet.event import Event as Signal
from nameko.extensions import DependencyProvider, SharedExtension

from audit import context
from bus import embedded
from bus.consuming import SafeQueueConsumer
from bus.messages import BrokerAway, Outcome, Outgoing
from bus.naming import RPC_EXCHANGE
from bus.process import Process
from bus.rpc import HEADER_PREFIX, answered
from bus.signing import Asked
from bus.subscriptions import subscriptions_of
from contracts.registry import Answer, Request
from runtime import clock, metrics
from runtime.identifiers import new_id
from vocabulary import actors, origins
from vocabulary.problems import Problem, Unavailable, from_dict

A = TypeVar("A", bound=Answer)

_REPLY_QUEUE_EXPIRES_MS = 300_000


class Replies(SharedExtension):
    """The queue on which answers come back to this process, if it asks anybody."""

    consumer = SafeQueueConsumer()
    is_private = True
    prefetch = 100

    def __init__(self) -> None:
        super().__init__()
        self._awaited: dict[str, Signal] = {}

    def setup(self) -> None:
        """Name a queue of our own; it vanishes some minutes after we do."""
        if not _asks(self.container):
            return
        self.routing_key = str(new_id())
        self.queue = kombu.Queue(
            f"rpc.reply-{self.container.service_name}-{self.routing_key}",
            exchange=kombu.Exchange(
                RPC_EXCHANGE,
                type="topic",
                durable=True,
                no_declare=not self.container.config["DECLARE"],
            ),
            routing_key=self.routing_key,
            queue_arguments={"x-expires": _REPLY_QUEUE_EXPIRES_MS},
        )
        self.consumer.register_provider(self)

    def stop(self) -> None:
        """Take no more answers."""
        if _asks(self.container):
            self.consumer.unregister_provider(self)

    def on_taken_back(self) -> None:
        """Answers that were on their way come again; the rest meet their deadline."""

    def on_message(self, message: Any) -> None:
        """Wake the waiter for this answer, if there still is one."""
        awaited = self._awaited.pop(message.properties.get("correlation_id"), None)
        if awaited is not None:
            awaited.send(orjson.loads(message.body))
        self.consumer.acknowledge(message)

    def expect(self, request_id: str) -> Signal:
        """A signal that the answer to this request will send."""
        self._awaited[request_id] = Signal()
        return self._awaited[request_id]

    def forget(self, request_id: str) -> None:
        """Stop waiting for this answer."""
        self._awaited.pop(request_id, None)


class Asking(DependencyProvider):
    """Asks services by RPC."""

    replies = Replies()

    def ask(
        self, actor: actors.Actor, request: Request[A], *, idempotency_key: str | None = None
    ) -> A:
        """The answer to a request.

        Raises:
            Problem: the service refuses, or does not answer within the deadline.
        """
        answer = self.ask_plain(actor, request, idempotency_key=idempotency_key)
        return cast("A", request.ANSWER.read(answer))

    def ask_log(self, source: str, request: Request[A], *, actor: actors.Actor) -> A:
        """The answer of the service that owns a log of events to what all of them are asked.

        Raises:
            Problem: the service refuses, or does not answer within the deadline.
        """
        here = self.container.service_name == source
        result = (
            self._ask_here(source, actor, request, None)
            if here
            else self._ask_there(source, actor, request, str(new_id()))
        )
        if "problem" in result:
            raise from_dict(result["problem"])
        return cast("A", request.ANSWER.read(result["answer"]))

    def ask_plain(
        self, actor: actors.Actor, request: Request[Any], *, idempotency_key: str | None = None
    ) -> dict[str, Any]:
        """The answer to a request, as the service wrote it.

        A service's request to itself does not go over the broker: it works while the broker is
        away, and no secret leaves the process.

        Raises:
            Problem: the service refuses, or does not answer within the deadline.
        """
        began = clock.monotonic()
        method = f"{request.SERVICE}.{request.METHOD}"
        outcome = "unavailable"
        try:
            result = (
                self._ask_here(request.SERVICE, actor, request, idempotency_key)
                if self.container.service_name == request.SERVICE
                else self._ask_there(
                    request.SERVICE, actor, request, idempotency_key or str(new_id())
                )
            )
            if "problem" in result:
                raise from_dict(result["problem"])
            answer: dict[str, Any] = result["answer"]
            if self.container.config["process"].settings.checks_answers:
                request.ANSWER.read(answer)
            outcome = "answered"
        except Unavailable:
            raise
        except Problem:
            outcome = "refused"
            raise
        finally:
            metrics.RPC_SECONDS.labels(method).observe(clock.monotonic() - began)
            metrics.RPC.labels(method, outcome).inc()
        return answer

    def _ask_here(
        self, service: str, actor: actors.Actor, request: Request[Any], idempotency_key: str | None
    ) -> dict[str, Any]:
        process: Process = self.container.config["process"]
        key = f"{service}.{request.METHOD}"
        headers = _about(actor)
        if idempotency_key is not None:
            headers["idempotency_key"] = idempotency_key
        return answered(process.methods.get(key), key, request.plain, headers)

    def _ask_there(
        self, service: str, actor: actors.Actor, request: Request[Any], idempotency_key: str
    ) -> dict[str, Any]:
        process: Process = self.container.config["process"]
        seconds = process.settings.rpc_deadline_seconds
        request_id = str(new_id())
        signal = self.replies.expect(request_id)
        asked = Asked(
            method=f"{service}.{request.METHOD}",
            body=json.dumps({"args": [request.plain()], "kwargs": {}}).encode(),
            reply_to=self.replies.routing_key,
            headers=_about(actor) | {"idempotency_key": idempotency_key},
        )
        headers = process.signatures.sign(asked, seconds=seconds)
        message = Outgoing(
            exchange=RPC_EXCHANGE,
            routing_key=asked.method,
            body=asked.body,
            content_type="application/json",
            message_id=request_id,
            headers={HEADER_PREFIX + name: value for name, value in headers.items()},
            correlation_id=request_id,
            reply_to=asked.reply_to,
            # How long it may take, not until when: clocks of two machines differ. The broker drops
            # what nobody has fetched by then.
            expires_ms=int(seconds * 1000),
            persistent=False,
        )
        reply = None
        try:
            with eventlet.Timeout(seconds, False):
                outcomes = process.publisher.publish([message], timeout_seconds=seconds)
                reply = signal.wait() if outcomes == [Outcome.CONFIRMED] else None
        except BrokerAway:
            pass
        finally:
            self.replies.forget(request_id)
        if reply is None:
            raise Unavailable(
                f"{service} 服务暂时没有响应，请稍后再试。",
                f"The service {service} does not answer now; try again shortly.",
                retry_after_seconds=5,
            )
        return cast("dict[str, Any]", reply["result"])


class ServiceClient(Asking):
    """Asks for people, whatever they may ask."""

    def get_dependency(self, worker_ctx: Any) -> ServiceClient:  # noqa: ARG002 - the signature is nameko's
        """The client itself; it keeps nothing of one worker."""
        return self


def _asks(container: Any) -> bool:
    """Whether people wait for answers that it gets elsewhere, or a broker may lose what it hears."""
    service = container.service_cls
    if any(isinstance(getattr(service, name), ServiceClient) for name in dir(service)):
        return True
    return container.config["AMQP_URI"] != embedded.URI and bool(subscriptions_of(service))


def _about(actor: actors.Actor) -> dict[str, str]:
    """The current work as headers."""
    return {
        "actor": actors.to_text(actor),
        "origin": origins.to_text(context.origin()),
        "correlation_id": context.correlation_id(),
    }
