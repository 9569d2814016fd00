"""Every page that people at the street office find."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser.desk import Desk
from tests.journeys.browser.report import Report
from tests.journeys.browser.windows import window
from vocabulary.actors import Role

#: The first finds most; the others are looked at in what they have besides.
_ROLES = {
    Role.ADMINISTRATOR: {"/desk/administration", "/desk/accounts", "/desk/audit"},
    Role.STREET_OFFICER: {"/desk/overview", "/desk/appeals", "/desk/records/street/totals"},
    Role.STREET_PARTY_COMMITTEE: set(),
}


@pytest.mark.parametrize("role", _ROLES)
def test_each_role_finds_no_fault_with_any_page(
    office: Desk, chromium: Browser, report: Report, role: Role
) -> None:
    office.given("垃圾桶满了没人清。")
    with window(chromium, office.running.address) as opened:
        opened.signs_in(office.holder(role))
        seen = report.walks(opened, role.value, "/desk")

    assert {"/desk/account", "/desk/records", *_ROLES[role]} <= seen
