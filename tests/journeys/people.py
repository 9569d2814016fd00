"""People with accounts, as they come to a running system."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyotp
import requests

from runtime import clock
from runtime.identifiers import new_id
from tests.journeys.running import Json, Running
from tests.servers.waiting import wait_for
from vocabulary.actors import Role
from vocabulary.areas import parent_of

BETTER = "鼎太 Correct-Horse 9"
BEST = "登良 Battery-Staple 7"


class Person:
    """Somebody who signs in by program."""

    def __init__(self, running: Running, login: str, password: str) -> None:
        self.running = running
        self.login, self.password = login, password
        self.app: pyotp.TOTP | None = None
        self.recovery_codes: list[str] = []
        self.token = ""

    def sign_in(self) -> Json:
        """A pair of tokens; the access token is kept."""
        pair = self.running.answer("POST", "/tokens", json=self.proof)
        self.token = pair["access_token"]
        return pair

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        """A request with the access token."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.running.call(method, path, headers=headers, **options)

    def answer(self, method: str, path: str, body: Json | None = None) -> Json:
        """An answer that must be good."""
        found = self.call(method, path, json=body)
        assert found.ok, f"{method} {path}: {found.status_code} {found.text}"
        read: Json = found.json()
        return read

    @property
    def proof(self) -> Json:
        """What the owner shows at the door of a browser."""
        code = self.app.at(clock.now()) if self.app else None
        return {"login": self.login, "password": self.password, "code": code}

    def change_password(self, new: str) -> None:
        """Change the initial password."""
        body = {"current_password": self.password, "new_password": new}
        self.answer("POST", "/accounts/me/password", body)
        self.password = new

    def confirm_office(self, appointment_id: str) -> None:
        """Agree to an office, as soon as the gateway has heard of it."""
        path = f"/accounts/me/offices/{appointment_id}/confirmation"
        proof = {"current_password": self.password, "code": self.proof["code"]}
        wait_for(lambda: self.call("POST", path, json=proof).ok, 30, "the office to confirm")
        self.sign_in()


def somebody_made_by(
    administrator: Person, role: str | None = None, *, called: str = "陈秀英"
) -> Person:
    """Somebody whom the administrator gave an account, with a role at home or none, signed in."""
    login = f"somebody.{new_id().hex[-12:]}"
    area = administrator.running.home.community
    roles = [{"role": role, "area": area}] if role else []
    new = {"login": login, "display_name": called, "area": area, "roles": roles}
    made = administrator.answer("POST", "/accounts", new)
    person = Person(administrator.running, login, made["initial_password"])
    person.sign_in()
    person.change_password(BEST)
    person.sign_in()
    return person


#: The administrator of the district, by the system's address, and those of streets besides.
_made: dict[tuple[str, str], Person] = {}


def administrator_of_the_street(running: Running) -> Person:
    """The administrator of the file's street, with an authenticator app: one for all its tests.

    To make an administrator takes a dozen requests.
    """
    return _kept(running, running.home.street, another_administrator)


def another_administrator(running: Running) -> Person:
    """One of the street who may change, be changed and be signed out."""
    street = running.home.street
    above = administrator_above(running)
    login, role = _a_login(), {"role": "administrator", "area": street}
    new = {"login": login, "display_name": "管理员", "area": street, "roles": [role]}
    made = above.answer("POST", "/accounts", new)
    return ready(Person(running, login, made["initial_password"]))


def administrator_above(running: Running) -> Person:
    """The district's administrator, who sets up streets."""
    return _kept(running, _above(running.home.street), _at_the_terminal)


def _kept(running: Running, area: str, make: Callable[[Running], Person]) -> Person:
    found = _made.get((running.address, area))
    if found is None:
        found = _made[running.address, area] = make(running)
    if not found.call("GET", "/accounts").ok:
        found.sign_in()
    return found


def _at_the_terminal(running: Running) -> Person:
    """The district's, made as an operator makes the first one of an installation."""
    login = f"administrator.{new_id().hex[-12:]}"
    grant = f"{Role.ADMINISTRATOR.value}@{_above(running.home.street)}"
    printed = running.linli("account", "create", login, "--name", "陈秀英", "--grant", grant)
    return ready(Person(running, login, printed.strip()))


def _above(street: str) -> str:
    return parent_of(street) or street


def holder_made_by(administrator: Person, role: Role, area: str) -> Person:
    """Somebody whom the administrator gave an account with this role, ready to work."""
    login = f"{role.value.replace('_', '.')}.{new_id().hex[-12:]}"
    roles = [{"role": role.value, "area": area}]
    new = {"login": login, "display_name": "陈秀英", "area": area, "roles": roles}
    made = administrator.answer("POST", "/accounts", new)
    return ready(Person(administrator.running, login, made["initial_password"]))


def _a_login() -> str:
    return f"admin.{new_id().hex[-12:]}"


def ready(person: Person) -> Person:
    """With a password of their own, and an app where the account needs one."""
    assert person.sign_in()["needs"][0] == "change_password"
    assert person.call("GET", "/accounts").status_code == 403
    person.change_password(BETTER)
    if person.sign_in()["needs"] == []:
        return person
    secret = person.answer("POST", "/accounts/me/second-factor", {"current_password": BETTER})[
        "secret"
    ]
    app = pyotp.TOTP(secret)
    # The code before this one, so that signing in at once has a newer one.
    earlier = app.at(clock.now().timestamp() - 30)
    confirmed = person.answer("POST", "/accounts/me/second-factor/confirmation", {"code": earlier})
    person.recovery_codes = confirmed["codes"]
    person.app = app
    assert person.sign_in()["needs"] == []
    return person


def commissioner_made_by(administrator: Person, appointment: str) -> Person:
    """A commissioner whom the administrator gave an account, ready to work."""
    login = f"commissioner.{new_id().hex[-12:]}"
    here = administrator.running.home.community
    role = {"role": "commissioner", "area": here, "appointment_id": appointment}
    new = {"login": login, "display_name": "专员", "area": here, "roles": [role]}
    made = administrator.answer("POST", "/accounts", new)
    person = Person(administrator.running, login, made["initial_password"])
    person.sign_in()
    person.change_password(BEST)
    person.sign_in()
    return person
