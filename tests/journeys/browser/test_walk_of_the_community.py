"""Every page that people at work in a community find, and those with an account alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser.desk import Desk
from tests.journeys.browser.report import Report
from tests.journeys.browser.windows import window
from tests.journeys.people import administrator_of_the_street, somebody_made_by
from vocabulary.actors import Role

#: The first finds most; the others are looked at in what they have besides.
_ROLES = {
    Role.WORKSTATION_STAFF: {"/desk/today", "/desk/appeals/<uuid:appeal_id>", "/desk/receptions"},
    Role.COMMISSIONER: {"/desk/mine", "/desk/appeals/<uuid:appeal_id>", "/desk/duty"},
    Role.PARTY_COMMITTEE: {"/desk/committee", "/desk/appointments", "/desk/appeals"},
    Role.SOCIAL_WORKER: set(),
    Role.VOLUNTEER: set(),
}


@pytest.mark.parametrize("role", _ROLES)
def test_each_role_finds_no_fault_with_any_page(
    office: Desk, chromium: Browser, report: Report, role: Role
) -> None:
    case = office.given("垃圾桶满了没人清。")
    with window(chromium, office.running.address) as opened:
        opened.signs_in(office.holder(role))
        seen = report.walks(opened, role.value, "/desk", *office.cases(role, case))

    assert {"/desk/account", "/desk/records", *_ROLES[role]} <= seen


def test_somebody_with_an_account_alone_finds_no_fault_with_any_page(
    office: Desk, chromium: Browser, report: Report
) -> None:
    person = somebody_made_by(administrator_of_the_street(office.running))
    with window(chromium, office.running.address) as opened:
        opened.signs_in(person)
        seen = report.walks(opened, "no role", "/desk")

    assert "/desk/account" in seen
