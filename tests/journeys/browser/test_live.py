"""Figures that move on a page, and go on after the gateway was away."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.browser.windows import window
from tests.journeys.conftest import InOneProcess
from tests.journeys.people import (
    administrator_above,
    administrator_of_the_street,
    holder_made_by,
    somebody_made_by,
)
from tests.journeys.running import Running
from vocabulary.actors import Role
from vocabulary.areas import parent_of

#: A stream comes back after two seconds, and a page asks on after about ten where it was refused.
_PATIENCE_MILLISECONDS = 45_000


@pytest.fixture(scope="module")
def embedded(in_one_process: InOneProcess) -> Iterator[Running]:
    """Of its own, as its gateway is restarted."""
    with in_one_process() as running:
        yield dataclasses.replace(running)


def _figure(page_of: Locator, number: int) -> None:
    expect(page_of).to_have_text(str(number), timeout=_PATIENCE_MILLISECONDS)


def test_figures_of_residents_of_the_desk_and_of_a_district_move(
    embedded: Running, chromium: Browser
) -> None:
    """Nothing is loaded again: what stands beside the figures is the same element as before."""
    clerk = somebody_made_by(administrator_of_the_street(embedded), "workstation_staff")
    above = administrator_above(embedded)
    district = holder_made_by(above, Role.STREET_OFFICER, str(parent_of(embedded.home.street)))
    embedded.stored(embedded.submit())
    embedded.counted(embedded.home.community)
    with (
        window(chromium, embedded.address) as resident,
        window(chromium, embedded.address) as another,
        window(chromium, embedded.address) as desk,
        window(chromium, embedded.address) as upper,
    ):
        desk.signs_in(clerk)
        upper.signs_in(district)
        upper.opens("/desk/overview")
        resident.opens("/figures")
        # A window of the same browser has no stream of its own.
        beside = resident.page.context.new_page()
        beside.goto(f"{embedded.address}/figures")
        another.opens(f"/figures?area={embedded.home.community}")
        desk.opens(f"/desk/overview?area={embedded.home.community}")
        everywhere = [
            resident.page.locator("[data-figure='ever.appeals']"),
            beside.locator("[data-figure='ever.appeals']"),
            another.page.locator("[data-figure='ever.appeals']"),
            desk.page.locator("[data-figure='year.appeals']"),
            upper.page.locator("[data-figure='year.appeals']"),
        ]
        for place in everywhere:
            _figure(place, 1)
        resident.page.evaluate("document.querySelector('#figures').dataset.same = 'yes'")

        embedded.stored(embedded.submit())
        for place in everywhere:
            _figure(place, 2)
        assert resident.page.locator("#figures").get_attribute("data-same") == "yes"

        with embedded.stopped():
            pass
        embedded.stored(embedded.submit())
        for place in everywhere:
            _figure(place, 3)
        for one in (resident, another, desk, upper):
            assert one.faults == []
