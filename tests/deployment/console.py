"""A resident and a clerk at the console of a deployment, with a browser without a script.

`python -m tests.deployment.console ADDRESS LOGIN PASSWORD` does it with the first administrator's
account, whose initial password the operator was shown.
"""

from __future__ import annotations

import re
import sys

import requests

from tests.gateway.console.visiting import Page
from tests.journeys.people import Person, holder_made_by, ready
from tests.journeys.places import NANSHAN, Place
from tests.journeys.running import Running
from tests.servers.waiting import wait_for
from vocabulary.actors import Role

_TEXT = "楼道里的灯坏了，晚上看不见台阶。"
_CASE = re.compile(r"/desk/appeals/[0-9a-f-]{36}")
_CODE = re.compile(r"/appeals/([^/]+)/receipt")

#: `compose-test` fills the first community's desk with more cases than its first page shows.
_ELSEWHERE = Place(NANSHAN.street, NANSHAN.neighbour, NANSHAN.community, "月亮湾社区")


class _Browser:
    """Keeps cookies and goes where it is led."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._client = requests.Session()
        self._client.headers.update({"Accept": "text/html", "Origin": address})

    def opens(self, path: str) -> Page:
        return self._page(self._client.get(f"{self._address}{path}", timeout=20))

    def sends(self, page: Page, action: str = "", *, deed: str = "", **typed: str) -> Page:
        """The form of a page, with these fields filled in."""
        form = page.form(action, deed=deed)
        fields = {name: form.fields.getlist(name) for name in form.fields} | typed
        to = f"{self._address}{form.action or page.address}"
        return self._page(self._client.post(to, data=fields, timeout=20))

    def _page(self, answer: requests.Response) -> Page:
        page = Page(answer.url.removeprefix(self._address), answer)
        assert answer.ok, page.words
        return page


def is_used(running: Running, administrator: Person) -> str:
    """A resident raises an appeal and follows it; a clerk accepts it. Returns its tracking code."""
    here = running.home.community
    resident = _Browser(running.address)
    assert f"/communities/{here}" in resident.opens("/").links
    form = resident.opens(f"/appeals/new?community={here}")
    receipt = resident.sends(form, community=here, category="fire_safety", text=_TEXT)
    found = _CODE.search(receipt.address)
    assert found, receipt.words
    code = found[1]

    staff = holder_made_by(administrator, Role.WORKSTATION_STAFF, here)
    clerk = _Browser(running.address)
    clerk.sends(clerk.opens("/sign-in"), "/sign-in", **_proof(staff))
    [page] = wait_for(lambda: _cases(clerk), 60, "the clerk finds it")
    clerk.sends(page, deed="accept_appeal")

    assert "已受理" in resident.opens(f"/appeals/{code}").words
    return code


def _proof(person: Person) -> dict[str, str]:
    return {name: str(value) for name, value in person.proof.items() if value is not None}


def _cases(clerk: _Browser) -> list[Page]:
    """What the clerk finds of the resident's words."""
    links = {one for one in clerk.opens("/desk/appeals").links if _CASE.fullmatch(one)}
    return [page for link in links if _TEXT in (page := clerk.opens(link)).words]


def main(address: str, login: str, password: str) -> None:
    """What `compose-test` does with real containers."""
    running = Running(address, "", {}, lambda _database, _query: [], list, home=_ELSEWHERE)
    sys.stdout.write(f"{is_used(running, ready(Person(running, login, password)))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
