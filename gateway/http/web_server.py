"""The gateway's place among nameko's extensions, from which it serves HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from nameko.extensions import Entrypoint, SharedExtension, register_entrypoint
from nameko.web.server import parse_address

from bus.client import ServiceClient
from bus.process import Process
from gateway.http import incoming
from gateway.http.errors import CORRELATION, reply_to
from gateway.http.headers import BrowserPolicy
from gateway.wire.addresses import TrustedProxies, place_of, proxies
from runtime.http.limits import Answer, Limits
from runtime.http.listening import listen
from runtime.http.server import HttpServer
from runtime.logs import logger
from vocabulary.problems import Problem

log = logger(__name__)

_LIMITS = Limits(unread_bytes=incoming.BODY_LARGEST_BYTES)
_BACKLOG = 1024

F = TypeVar("F", bound=Callable[..., Any])


class WebServer(SharedExtension):
    """Serves one WSGI application at WEB_SERVER_ADDRESS."""

    def __init__(self) -> None:
        super().__init__()
        self._server: HttpServer | None = None
        self._running: Any = None

    def host(self, application: Any, trusted: TrustedProxies) -> None:
        """Serve this application from now on."""
        address = parse_address(self.container.config["WEB_SERVER_ADDRESS"])
        self._server = HttpServer(
            listen(address, backlog=_BACKLOG),
            application,
            limits=_LIMITS,
            refuse=_refuse,
            # A proxy brings requests of many people; it has limits of its own.
            place_of=lambda peer: None if trusted.is_proxy(peer) else place_of(peer),
        )
        self._running = self.container.spawn_managed_thread(self._server.run)
        log.info("http_listens", address=address.address, port=self._server.port)

    def stop(self) -> None:
        """Take no more connections, and wait for the requests in flight."""
        server, self._server = self._server, None
        if server is not None:
            self._running.kill()
            server.stop()


def _refuse(problem: Problem, fields: Mapping[str, str]) -> Answer:
    """The problem document for data that never became a request."""
    request_id = incoming.correlation_id({"HTTP_X_REQUEST_ID": fields.get("x-request-id", "")})
    language = fields.get("accept-language", "")
    reply = reply_to(problem, {"HTTP_ACCEPT_LANGUAGE": language, CORRELATION: request_id})
    own = [("X-Request-Id", request_id), *BrowserPolicy().headers({})]
    return Answer([*reply.headers, *own], reply.body)


class Hosted(Entrypoint):
    """Serves what its method makes: `(service, process, client) -> WSGI application`."""

    server = WebServer()

    def start(self) -> None:
        """Make the application and listen."""
        process: Process = self.container.config["process"]
        make = getattr(self.container.service_cls(), self.method_name)
        trusted = proxies(process.settings.trusted_proxies)
        self.server.host(make(process, self._client()), trusted)

    def stop(self) -> None:
        """First of all, so that requests in flight still have everything they need."""
        self.server.stop()

    def _client(self) -> ServiceClient:
        """The service's own, as nameko set it up."""
        return next(
            provider
            for provider in self.container.dependencies
            if isinstance(provider, ServiceClient)
        )


def hosted(method: F) -> F:
    """Serve the WSGI application that this method makes."""
    register_entrypoint(method, Hosted())
    return method
