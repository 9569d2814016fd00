"""Every page that somebody without an account finds, in each view."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from gateway.app import pages_by_rule
from tests.journeys.browser.report import PICTURED, Report
from tests.journeys.browser.town import Town
from tests.journeys.browser.windows import window
from vocabulary.actors import Role

#: As residents read: as it comes, in larger letters, in English.
READINGS = ("", "letters=elder", "letters=large", "language=en")


@pytest.mark.parametrize("reading", READINGS)
def test_residents_find_no_fault_with_any_page(
    town: Town, chromium: Browser, report: Report, reading: str
) -> None:
    with window(chromium, town.running.address) as opened:
        opened.opens(f"/reading?{reading}")
        who = f"nobody {reading}".strip()
        seen = report.walks(opened, who, *town.addresses, "/", reading=reading)

    assert {"/", "/sign-in", "/figures"} <= seen


def test_the_pages_of_which_a_walk_takes_pictures_are_twelve_and_walked() -> None:
    """Each walk fails where one of its pictures was not taken."""
    rules = {str(one.rule) for one in pages_by_rule().map.iter_rules()}
    walked = {"nobody", *(f"nobody {one}" for one in READINGS), *(role.value for role in Role)}

    assert len(PICTURED) == 12
    assert {rule for _who, rule, _width in PICTURED} <= rules
    assert {who for who, _rule, _width in PICTURED} <= walked
