"""A workstation with people who sign in: a clerk, and a commissioner in office."""

from __future__ import annotations

from dataclasses import dataclass

from tests.journeys.people import (
    Person,
    administrator_of_the_street,
    holder_made_by,
    somebody_made_by,
)
from tests.journeys.recruiting import DAY, TODAY, Community
from tests.journeys.running import Json, Running, staff_of
from vocabulary.actors import Actor, Grant, Role

_OF_A_STREET = {Role.STREET_OFFICER, Role.STREET_PARTY_COMMITTEE, Role.ADMINISTRATOR}
_WITH_CASES = {Role.WORKSTATION_STAFF, Role.COMMISSIONER}


@dataclass(frozen=True)
class Desk:
    """The people at work there."""

    running: Running
    clerk: Person
    commissioner: Person
    commissioner_id: str

    def received(self, text: str) -> str:
        """An appeal that waits for the workstation; gives its id."""
        receipt = self.running.submit(text=text)
        self.running.stored(receipt)
        return str(receipt["id"])

    def given(self, text: str) -> str:
        """One that the commissioner has; gives its id."""
        appeal = self.received(text)
        self.do(f"/appeals/{appeal}/acceptance", {})
        self.do(f"/appeals/{appeal}/assignment", {"commissioner": self.commissioner_id})
        return appeal

    def holder(self, role: Role) -> Person:
        """Somebody with this role, at work where the role is held."""
        if role is Role.WORKSTATION_STAFF:
            return self.clerk
        if role is Role.COMMISSIONER:
            return self.commissioner
        home, administrator = self.running.home, administrator_of_the_street(self.running)
        area = home.street if role in _OF_A_STREET else home.community
        return holder_made_by(administrator, role, area)

    def cases(self, role: Role, case: str) -> list[str]:
        """Where this role handles it, if it does."""
        return [f"/desk/appeals/{case}"] if role in _WITH_CASES else []

    def do(self, path: str, body: Json) -> Json:
        """What the workstation does by program."""
        return self.running.answer("POST", path, actor=self._station, json=body)

    def answer(self, path: str) -> Json:
        """What the workstation sees."""
        return self.running.answer("GET", path, actor=self._station)

    @property
    def _station(self) -> Actor:
        return staff_of(self.running.home.community)


def manned(running: Running) -> Desk:
    """Accounts by the administrator; the register hears who is in office."""
    administrator, home = administrator_of_the_street(running), running.home.community
    clerk = somebody_made_by(administrator, "workstation_staff", called="李静")
    commissioner = somebody_made_by(administrator, "commissioner", called="欧阳建国")
    account = str(commissioner.answer("GET", "/accounts/me")["id"])
    running.bring_into_office(Actor(account, (Grant(Role.COMMISSIONER, home),)))
    return Desk(running, clerk, commissioner, account)


def manned_by_appointment(running: Running) -> Desk:
    """The same, but the commissioner is appointed step by step, so every register knows them."""
    administrator, home = administrator_of_the_street(running), running.home.community
    here = Community(running, home)
    clerk = somebody_made_by(administrator, "workstation_staff", called="李静")
    commissioner = somebody_made_by(administrator, called="欧阳建国")
    account = str(commissioner.answer("GET", "/accounts/me")["id"])
    post, decided = here.post("文体专员"), TODAY - 60 * DAY
    appointment = here.appointed(post, decided, commissioner=account)
    commissioner.confirm_office(str(appointment["id"]))
    running.await_in_office(home, account)
    return Desk(running, clerk, commissioner, account)
