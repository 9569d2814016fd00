"""A real browser for the journeys of this folder: Debian's Chromium, driven by playwright."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browser.desk import Desk, manned_by_appointment
from tests.journeys.browser.report import FOLDER, Report
from tests.journeys.browser.town import Town, lively
from tests.journeys.browser.walk import Memory
from tests.journeys.running import Running
from tests.servers import programs
from tests.summary import KEPT


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all; each journey opens windows of its own in it."""
    path = programs.browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--lang=zh-CN"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def town(embedded: Running) -> Town:
    """A community in which something goes on, on the embedded system."""
    return lively(embedded)


@pytest.fixture(scope="module")
def office(town: Town) -> Desk:
    """A workstation there, with a clerk and a commissioner whom every register knows."""
    return manned_by_appointment(town.running)


@pytest.fixture(scope="session")
def memory() -> Memory:
    """What the walks of this worker have looked at; all their files go to one (`tests/spread.py`)."""
    return Memory()


@pytest.fixture(scope="module")
def _walked(request: pytest.FixtureRequest, memory: Memory) -> Iterator[Report]:
    made = Report(request.path.stem.removeprefix("test_"), memory)
    yield made
    made.ends()


@pytest.fixture
def report(_walked: Report, record_property: Callable[[str, object], None]) -> Report:
    """What every walk of this file saw, written down when all have ended; the run says where."""
    record_property(KEPT, str(FOLDER))
    return _walked
