"""The gateway on a real database of its own, in this process: accounts, sign-ins, keys."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from uuid import UUID

import pyotp
import sqlalchemy as sa

from bus import rpc, subscriptions
from bus.rpc import RpcMethod
from bus.work import Work
from contracts.gateway.accounts import NewAccount, NewRole
from contracts.registry import Answer, Request
from gateway.people.accounts import operations
from gateway.people.accounts.model import ACCOUNT
from gateway.people.accounts.rules import normal_password
from gateway.people.callers import Web
from gateway.service import GatewayService
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from tests.gateway.doubles import DENGLIANG, Gateway, Services
from vocabulary.actors import Actor, Grant, Role

A = TypeVar("A", bound=Answer)
GOOD = "鼎太 Correct-Horse 9"
BETTER = "登良 Battery-Staple 7"


class OwnServices(Services):
    """Answers what the gateway asks of itself for real; the rest by hand."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._methods = {
            found.request: (name, found.writes)
            for name, found in subscriptions.entrypoints_of(GatewayService)
            if isinstance(found, RpcMethod)
        }

    def play_all(self) -> None:
        """From now on the gateway's own answers are prepared too."""
        self._methods = {}

    def ask(self, actor: Actor, request: Request[A], *, idempotency_key: str | None = None) -> A:
        """The answer of the gateway's own method, in one transaction."""
        if type(request) not in self._methods:
            return super().ask(actor, request, idempotency_key=idempotency_key)
        name, writes = self._methods[type(request)]
        method = getattr(GatewayService(), name)
        if not writes:
            with self._database.reading() as session:
                return cast("A", method(Work(session, actor), request))
        key = idempotency_key and f"{name}:{actor.account}:{idempotency_key}"
        with self._database.writing() as session:
            call = functools.partial(_plain, method, Work(session, actor), request)
            plain = rpc.once(session, key, request.plain(), call)
        return cast("A", request.ANSWER.read(plain))


def _plain(method: Any, work: Work, request: Request[Any]) -> dict[str, Any]:
    answer: Answer = method(work, request)
    return answer.plain()


class Time:
    """A clock that tests turn."""

    def __init__(self) -> None:
        self.now = dt.datetime(2013, 5, 6, 1, 30, tzinfo=dt.UTC)
        self._started = self.now

    def forward(self, **by: float) -> None:
        """Let time pass."""
        self.now += dt.timedelta(**by)

    @property
    def monotonic(self) -> float:
        """Seconds since the clock began."""
        return (self.now - self._started).total_seconds()


@dataclass
class Person:
    """An account, as its owner knows it."""

    id: UUID
    login: str
    password: str
    totp: pyotp.TOTP | None = None

    @property
    def code(self) -> str | None:
        """What the authenticator app shows now."""
        return None if self.totp is None else self.totp.at(clock.now())

    @property
    def proof(self) -> dict[str, Any]:
        """The body with which the owner signs in."""
        return {"login": self.login, "password": self.password, "code": self.code}


class House:
    """Gateway, database and people."""

    def __init__(self, database: Database, time: Time, *, web: Web | None = None) -> None:
        self.database = database
        self.time = time
        self.services = OwnServices(database)
        self.gateway = Gateway(services=self.services, database=database, web=web or Web())
        self.refresh()

    @property
    def hashing(self) -> Any:
        """Counts the hashes."""
        return self.gateway.hashing

    def refresh(self) -> None:
        """What the gateway's timer does every three seconds."""
        with self.database.writing() as session:
            self.gateway.credentials.refresh(session)
            self.gateway.credentials.write_down(session)

    def person(
        self,
        login: str = "ao.jiannan",
        role: Role | None = Role.COMMISSIONER,
        area: str = DENGLIANG,
        *,
        must_change: bool = False,
        with_app: bool | None = None,
        **role_given: Any,
    ) -> Person:
        """An account with a role, ready to sign in."""
        roles = [NewRole(role=role, area=area, **role_given)] if role else []
        new = NewAccount(login=login, display_name="某某某", area=area, roles=roles)
        account_id = new_id()
        password_hash = self.hashing.hash(normal_password(GOOD))
        with self.database.writing() as session:
            operations.insert(session, account_id, new, by=None)
            if must_change:
                operations.keep_initial_password(
                    session, account_id, password_hash, by=None, first=True
                )
            else:
                operations.keep_password(session, account_id, password_hash)
        person = Person(account_id, login, GOOD)
        needs_app = role in {
            Role.ADMINISTRATOR,
            Role.STREET_OFFICER,
            Role.STREET_PARTY_COMMITTEE,
        }
        if needs_app if with_app is None else with_app:
            person.totp = pyotp.TOTP(pyotp.random_base32())
            with self.database.writing() as session:
                operations.keep_second_factor(session, account_id, person.totp.secret)
                operations.confirm_second_factor(session, account_id, 0)
        self.refresh()
        return person

    def actor(self, person: Person, role: Role, area: str) -> Actor:
        """Somebody as services see them."""
        return Actor(str(person.id), (Grant(role, area),))

    def attempt(self, body: dict[str, Any], *, address: str = "10.0.0.1") -> Any:
        """Try to sign in by program."""
        return self.gateway.app.test_client().post(
            "/api/v1/tokens", json=body, environ_base={"REMOTE_ADDR": address}
        )

    def tokens(self, person: Person, **options: Any) -> dict[str, Any]:
        """A pair of tokens."""
        answer = self.attempt(person.proof, **options)
        assert answer.status_code == 200, answer.json
        return cast("dict[str, Any]", answer.json)

    def by_token(self, token: str, method: str, path: str, **options: Any) -> Any:
        """A request of a program."""
        headers = {"Authorization": f"Bearer {token}"} | options.pop("headers", {})
        return self.gateway.call(method, path, headers=headers, **options)

    def browser(self) -> Browser:
        """Somebody's browser, with nothing in it."""
        return Browser(self)

    def row(self, person: Person) -> Any:
        """What the database holds of an account."""
        with self.database.reading() as session:
            return session.execute(sa.select(ACCOUNT).where(ACCOUNT.c.id == person.id)).one()


class Browser:
    """Keeps cookies, and sends what a page of ours sends."""

    def __init__(self, house: House, origin: str = "http://localhost") -> None:
        self.client = house.gateway.app.test_client()
        self.origin = origin
        self.csrf: str | None = None
        self.name = house.gateway.web.cookie_name

    def sign_in(self, person: Person) -> Any:
        """Sign in and remember the token of the pages."""
        answer = self.send("POST", "/api/v1/sessions", json=person.proof)
        assert answer.status_code == 200, answer.json
        self.csrf = answer.json["csrf_token"]
        return answer

    def send(self, method: str, path: str, **options: Any) -> Any:
        """One request of a page of ours."""
        headers = {"Origin": self.origin}
        if self.csrf is not None:
            headers["X-CSRF-Token"] = self.csrf
        headers |= options.pop("headers", {})
        kept = {name: value for name, value in headers.items() if value is not None}
        return self.client.open(path, method=method, headers=kept, base_url=self.origin, **options)

    @property
    def secret(self) -> str | None:
        """What the session's cookie holds."""
        cookie = self.client.get_cookie(self.name)
        return None if cookie is None else cookie.value

    @secret.setter
    def secret(self, value: str) -> None:
        self.client.set_cookie(self.name, value)
