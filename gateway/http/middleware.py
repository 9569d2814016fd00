"""The steps before Flask: the request's id, the headers of every answer, a log line.

Submissions end here: they take the short way. So do callers over the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from prometheus_client import Counter, Histogram

from audit import context
from gateway.http import incoming
from gateway.http.errors import CORRELATION, Reply, reply_to
from gateway.http.headers import BrowserPolicy, Headers
from gateway.http.incoming import Environ
from gateway.limits.admission import Admission
from gateway.limits.rate_limits import rules
from gateway.wire.addresses import NO_PROXIES, TrustedProxies, client_address
from gateway.wire.unnamed_proxy import UnnamedProxy
from runtime import clock, metrics
from runtime.logs import logger
from vocabulary.origins import Origin
from vocabulary.problems import TooManyRequests

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication

log = logger(__name__)

#: Where Flask tells which rule matched; the path itself may hold a tracking code.
ROUTE = "linli.route"
#: How often a page called the interface for its answer.
CALLS = "linli.calls"
#: Accepted appeals, and requests of callers over the limit.
_UNTOLD = frozenset({"202", "429"})
_STATUS_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}

HTTP_SECONDS = Histogram(
    "linli_http_seconds",
    "Time for one HTTP request.",
    ["route"],
    buckets=metrics.BUCKETS,
    registry=metrics.REGISTRY,
)
HTTP_REQUESTS = Counter(
    "linli_http_requests_total", "HTTP requests.", ["route", "status"], registry=metrics.REGISTRY
)


class Middleware:
    """A WSGI application around another one."""

    def __init__(
        self,
        inner: WSGIApplication,
        submissions: Mapping[tuple[str, str], Callable[[Environ], Reply]],
        admission: Admission,
        browser_policy: BrowserPolicy,
        trusted: TrustedProxies = NO_PROXIES,
        unnamed: UnnamedProxy | None = None,
        refuse: Callable[[Exception, Environ], Reply] = reply_to,
    ) -> None:
        self._inner = inner
        self._submissions = submissions
        self._admission = admission
        self._browser_policy = browser_policy
        self._trusted = trusted
        self._unnamed = unnamed or UnnamedProxy(trusted)
        self._refuse = refuse

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        began = clock.monotonic()
        correlation_id = environ[CORRELATION] = incoming.correlation_id(environ)
        own = [("X-Request-Id", correlation_id), *self._browser_policy.headers(environ)]
        statuses = ["0"]

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            statuses[0] = status[:3]
            return start_response(status, headers + _missing(own, headers), exc_info)

        if rules.is_counted(environ["PATH_INFO"]):
            self._unnamed.see(environ.get("REMOTE_ADDR"))
        origin = Origin(address=client_address(environ, self._trusted), program="http")
        with context.about(correlation_id=correlation_id, origin=origin):
            # Not counted: it costs nothing, and refusing it would block a person's page.
            if (preflight := self._browser_policy.preflight(environ)) is not None:
                start(_STATUS_LINES[HTTPStatus.NO_CONTENT], preflight)
                written: Iterable[bytes] = []
            elif (reply := self._short(environ, origin)) is not None:
                statuses[0] = str(reply.status)
                headers = list(reply.headers)
                start_response(_STATUS_LINES[reply.status], headers + _missing(own, headers))
                written = [reply.body]
            else:
                written = self._inner(environ, start)
            _tell(environ, statuses[0], clock.monotonic() - began)
        return written

    def _short(self, environ: Environ, origin: Origin) -> Reply | None:
        """The answer that needs no Flask, if this request has one."""
        submit = self._submissions.get((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        if submit is not None:
            environ[ROUTE] = environ["PATH_INFO"]
        try:
            self._admission.enter(environ, origin.address)
        except TooManyRequests as refusal:
            return self._refuse(refusal, environ)
        return None if submit is None else submit(environ)


def _missing(own: Headers, given: Headers) -> Headers:
    """Our headers without those that a page has set itself."""
    names = {name for name, _ in given}
    return [header for header in own if header[0] not in names or header[0] == "Vary"]


def _tell(environ: Environ, status: str, seconds: float) -> None:
    route = environ.get(ROUTE, "none")
    HTTP_SECONDS.labels(route).observe(seconds)
    HTTP_REQUESTS.labels(route, status).inc()
    # A line for each would cost more than the answer itself; the counters include them.
    tell = log.debug if status in _UNTOLD else log.info
    tell(
        "http",
        method=environ["REQUEST_METHOD"],
        route=route,
        status=int(status),
        seconds=round(seconds, 4),
        **({"calls": environ[CALLS]} if CALLS in environ else {}),
    )
