"""The dependencies (依赖) of the routes, given to the application when it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, TypeVar

from contracts.registry import Answer, Request
from gateway.files.attachment_store import AttachmentStore
from gateway.http.headers import BrowserPolicy
from gateway.limits.admission import Admission
from gateway.people.callers import Callers
from gateway.people.openid.operations import OpenId
from gateway.people.own_database import OwnDatabase
from gateway.people.sign_in.operations import SignIn
from gateway.places.reference import Reference
from gateway.submissions.intake import Intake
from gateway.wire.addresses import NO_PROXIES, TrustedProxies
from gateway.wire.unnamed_proxy import UnnamedProxy
from gateway.wire.watch import Watch
from vocabulary.actors import RESIDENT, Actor

#: The key under which the application keeps them.
EXTENSION = "linli"

A = TypeVar("A", bound=Answer)
T = TypeVar("T")


class Client(Protocol):
    """Asks the services."""

    def ask(self, actor: Actor, request: Request[A], *, idempotency_key: str | None = None) -> A:
        """The answer to a request.

        Raises:
            Problem: the service refuses, or does not answer within the deadline.
        """

    def ask_plain(
        self, actor: Actor, request: Request[Any], *, idempotency_key: str | None = None
    ) -> dict[str, Any]:
        """The answer as the service wrote it."""


class Aside(Protocol):
    """Does long computations where no other request waits for them."""

    def __call__(self, work: Callable[[], T], /) -> T:
        """The result of the work, which must touch no locks, sockets or logs."""


def _at_once(work: Callable[[], T], /) -> T:
    return work()


@dataclass(frozen=True)
class Dependencies:
    """Everything outside the application that a route may need."""

    client: Client
    reference: Reference
    intake: Intake
    secret: bytes
    attachment_store: AttachmentStore
    callers: Callers
    admission: Admission
    sign_in: SignIn
    own: OwnDatabase
    browser_policy: BrowserPolicy = field(default_factory=BrowserPolicy)
    trusted_proxies: TrustedProxies = NO_PROXIES
    unnamed_proxy: UnnamedProxy = field(default_factory=UnnamedProxy)
    #: Readiness and figures are served there, not on the public port.
    has_health_port: bool = False
    #: None where the city has no account system, or none is set up.
    openid: OpenId | None = None
    #: The address at which people reach us from outside; None: not set.
    public_origin: str | None = None
    #: People who look around there need no authenticator app.
    is_demo: bool = False
    #: Whether figures of a demo still grow, as its years before today are being written.
    lacks_its_past: Callable[[], bool] = lambda: False
    aside: Aside = _at_once

    @cached_property
    def watch(self) -> Watch:
        """What streams of figures follow; one for all of them."""
        return Watch(lambda request: self.client.ask(RESIDENT, request))
