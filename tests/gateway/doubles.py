"""The gateway in this process, with the services and the broker played by hand."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeVar, cast
from uuid import UUID

from sqlalchemy.exc import TimeoutError  # noqa: A004 - the pool's own

from contracts.appeals.categories import CategoryView
from contracts.appeals.intake import AppealSubmitted
from contracts.registry import Answer, Event, Request
from gateway.app import create_app
from gateway.files.attachment_store import AttachmentStore
from gateway.http.dependencies import Dependencies
from gateway.http.headers import BrowserPolicy
from gateway.limits.admission import Admission
from gateway.limits.rate_limits.operations import RateLimits
from gateway.people.callers import Callers, Credentials, Web
from gateway.people.hashing import PasswordHashing, here
from gateway.people.identity import operations
from gateway.people.own_database import OwnDatabase
from gateway.people.sign_in.operations import SignIn
from gateway.places.areas.rules import Area
from gateway.places.reference import Known, Reference
from gateway.submissions.intake import Intake
from gateway.wire.addresses import NO_PROXIES, TrustedProxies
from runtime.database import Database
from tests.gateway.actors import HOUR
from tests.passwords import QUICK, QUICK_NOBODYS
from vocabulary.actors import Actor
from vocabulary.problems import NotFound, Problem

A = TypeVar("A", bound=Answer)

SECRET = b"a secret of a test, thirty-two bytes or more"
#: Idempotency-Keys as people without an account send them.
A_KEY = "0b8e1c5e-6f0f-4c57-9d5c-3c1a2b3c4d5e"
ANOTHER_KEY = "5d9d2f3e-3f0b-4a57-8d5c-0c1a2b3c4d5e"
STREET = "440305007000"
DENGLIANG = "440305007003"
DINGTAI = "440305007005"
DISSOLVED = "440305007009"


@dataclass
class Asked:
    """One request that arrived at the services."""

    actor: Actor
    request: Request[Any]
    idempotency_key: str | None


class Services:
    """Answers by the type of the request, or by a call of it; what has none is not found."""

    def __init__(self) -> None:
        self.answers: dict[
            type[Request[Any]], Answer | Problem | Callable[[Any], Answer | Problem]
        ] = {}
        self.asked: list[Asked] = []

    def ask_plain(
        self, actor: Actor, request: Request[Any], *, idempotency_key: str | None = None
    ) -> dict[str, Any]:
        """The prepared answer as its service would write it."""
        answer: Answer = self.ask(actor, request, idempotency_key=idempotency_key)
        return answer.plain()

    def ask(self, actor: Actor, request: Request[A], *, idempotency_key: str | None = None) -> A:
        """Keep the question, give the prepared answer."""
        self.asked.append(Asked(actor, request, idempotency_key))
        answer = self.answers.get(type(request), NotFound("没有找到。", "Not found."))
        if callable(answer):
            answer = answer(request)
        if isinstance(answer, Problem):
            raise answer
        # Each caller gets one of its own, as from a real service: tests share what they prepare.
        return cast("A", copy.deepcopy(answer))


@dataclass
class Put:
    """One event that arrived at the broker."""

    event: AppealSubmitted
    role: str
    correlation_id: str
    event_id: UUID


class Broker:
    """Keeps what was put; or refuses."""

    def __init__(self) -> None:
        self.puts: list[Put] = []
        self.away: Problem | None = None

    def put(self, event: Event, *, role: str, correlation_id: str, event_id: UUID) -> None:
        """Keep one event."""
        if self.away is not None:
            raise self.away
        assert isinstance(event, AppealSubmitted)
        self.puts.append(Put(event, role, correlation_id, event_id))


def known() -> Known:
    """A street with three communities, one of them dissolved, and three categories."""
    areas = [
        Area(STREET, "南山街道", "Nanshan Street"),
        Area(DENGLIANG, "登良社区", "Dengliang Community"),
        Area(DINGTAI, "鼎太风华社区", "Dingtai Fenghua Community"),
        Area(DISSOLVED, "老社区", "Old Community", valid_to=dt.date(2012, 12, 31)),
    ]
    categories = [
        CategoryView(version=1, code="fire_safety", name_zh="消防安全", name_en="Fire safety"),
        CategoryView(version=1, code="pets", name_zh="宠物管理", name_en="Pets"),
        CategoryView(version=1, code="queues", name_zh="排队", name_en="Queues", active=False),
    ]
    return Known({area.code: area for area in areas}, {found.code: found for found in categories})


class _Away:
    """A database that does not answer."""

    def reading(self) -> NoReturn:
        """Fail as a pool without a free connection."""
        raise TimeoutError("no connection is free")

    writing = reading


@dataclass
class Gateway:
    """The application, and what stands behind it."""

    reference: Reference = field(default_factory=lambda: Reference(known()))
    services: Services = field(default_factory=Services)
    broker: Broker = field(default_factory=Broker)
    attachment_store: AttachmentStore = field(default_factory=AttachmentStore)
    #: Only for routes that work on the gateway's own database.
    database: Database | None = None
    credentials: Credentials = field(default_factory=Credentials)
    web: Web = field(default_factory=Web)
    #: None are set, as most tests are about something else.
    rate_limits: RateLimits = field(default_factory=RateLimits)
    trusted_proxies: TrustedProxies = NO_PROXIES
    browser_policy: BrowserPolicy = field(default_factory=BrowserPolicy)
    has_health_port: bool = False

    def __post_init__(self) -> None:
        intake = Intake(self.broker, self.reference, SECRET)
        own = OwnDatabase(self.database or cast("Database", _Away()))
        self.hashing = PasswordHashing(here, hasher=QUICK, nobodys=QUICK_NOBODYS)
        callers = Callers(SECRET, self.credentials, own if self.database else None, self.web)
        dependencies = Dependencies(
            client=self.services,
            reference=self.reference,
            intake=intake,
            secret=SECRET,
            attachment_store=self.attachment_store,
            callers=callers,
            admission=Admission(self.rate_limits, callers),
            trusted_proxies=self.trusted_proxies,
            browser_policy=self.browser_policy,
            has_health_port=self.has_health_port,
            sign_in=SignIn(own, self.hashing, SECRET),
            own=own,
        )
        self.dependencies = dependencies
        self.app = create_app(dependencies)
        # What every application of this process shares; a test may change it for itself.
        self.app.view_functions = dict(self.app.view_functions)
        self.app.config = copy.copy(self.app.config)

    def call(
        self,
        method: str,
        path: str,
        *,
        by: Actor | None = None,
        headers: dict[str, str] | None = None,
        **request: Any,
    ) -> Any:
        """One HTTP request, with the token of an actor; gives werkzeug's test response."""
        sent = dict(headers or {})
        if by is not None:
            sent["Authorization"] = f"Bearer {operations.issue(SECRET, by, HOUR)}"
        return self.app.test_client().open(path, method=method, headers=sent, **request)
