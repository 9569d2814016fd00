"""The whole product of page, role, width and view: each looked at and audited."""

from __future__ import annotations

from uuid import UUID

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser.desk import Desk
from tests.journeys.browser.report import Report
from tests.journeys.browser.test_walk_of_residents import READINGS
from tests.journeys.browser.town import Town
from tests.journeys.browser.walk import Memory
from tests.journeys.browser.windows import window
from vocabulary.actors import Role

pytestmark = [
    pytest.mark.thorough("every page of every role in each view, audited each time: an hour"),
    pytest.mark.timeout(1800),
]


@pytest.fixture(scope="module")
def report(town: Town) -> Report:
    """What is seen here is written down by the walks that `make test` takes."""
    appointed = {one for (one,) in town.running.rows("recruitment", "SELECT id FROM appointment")}
    told = {one for (one,) in town.running.rows("appeals", "SELECT appointment_id FROM term")}
    only_told = [str(UUID(str(one))) for one in told - appointed]
    return Report("everything", Memory(is_whole=True), only_told=only_told)


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("role", [None, *Role])
def test_nobody_finds_a_fault_in_any_view(
    town: Town, office: Desk, chromium: Browser, report: Report, role: Role | None, reading: str
) -> None:
    case = office.given("垃圾桶满了没人清。")
    with window(chromium, town.running.address) as opened:
        if role is not None:
            opened.signs_in(office.holder(role))
        opened.opens(f"/reading?{reading}")
        starts = ["/desk", *office.cases(role, case)] if role is not None else ["/"]
        who = f"every page of {role.value if role else 'nobody'} {reading}".strip()
        seen = report.walks(opened, who, *starts, *town.addresses, reading=reading)

    assert ("/desk/account" if role is not None else "/sign-in") in seen
